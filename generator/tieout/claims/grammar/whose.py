"""Whose a number is: the issuer's, or another business's that a text speaks of.

A text about one business names others: rivals, customers, all that reported the same day. Where one
of them is the subject, its numbers are not the issuer's, in this sentence and in those after it,
until the issuer is named again. A business that is only mentioned (`ahead of Acme`) takes no number
but one that stands right at it (`Acme's $5 billion`, `$5 billion at Acme`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tieout.claims.grammar.descriptions import DESCRIBED
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.things import is_in_brackets
from tieout.claims.grammar.tokens import Token

_FORMS = frozenset("inc corp corporation ltd plc llc co holdings group ag se nv sa".split())
_MENTIONING = frozenset({"prep", "from", "beat", "miss", "analyst", "provider"})
_OPENING = frozenset({"at", "for", "in"})
_OWNING = frozenset({"at", "for", "by", "of", "from"})
_TELLING = frozenset({"expect", "forecast", "guide"})
_TIED = frozenset({"owned", "backed", "led", "based", "style", "like"})
_SKIPPED = frozenset({"det", "small", "hedge"})
_NEAR = 4


@dataclass(frozen=True, slots=True)
class BusinessNamed:
    """A business at token `at`; `name` is empty for the issuer, and `DESCRIBED` for the last one.

    `leads` tells that it is the subject of its clause, or owns what follows.
    """

    at: int
    name: str
    leads: bool
    owns: bool = False


@dataclass(slots=True)
class Spoken:
    """Of whom a text speaks."""

    other: str = ""
    """The business that is not the issuer; empty for the issuer."""
    doubted: bool = False
    """Another business was spoken of, and the text may or may not have turned back."""
    met: bool = field(default=False)
    """The issuer has been a subject before."""

    def turn_to_paragraph(self) -> None:
        """A new paragraph turns back to the issuer, probably, where it was spoken of before."""
        if self.other and self.met:
            self.other, self.doubted = "", True

    def leave(self, mentions: Sequence[BusinessNamed]) -> None:
        """What a sentence leaves to the next one."""
        named = [each for each in mentions if each.name != DESCRIBED]
        leading = [each for each in named if each.leads]
        if not leading:
            if any(each.name == "" for each in named):
                self.doubted = self.doubted or bool(self.other)
                self.other = ""
            return
        others = {each.name for each in leading} - {""}
        issuer = any(not each.name for each in leading)
        self.met = self.met or issuer
        self.other = "" if issuer else leading[-1].name
        self.doubted = issuer and bool(others)


def mentions(tokens: Sequence[Token]) -> list[BusinessNamed]:
    """The businesses that a sentence names or describes, in order."""
    return list(_mentions(tokens))


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a number is: `other` names a business that is not the issuer."""

    other: str = ""
    said: bool = False
    """The sentence itself names or describes it."""
    doubted: bool = False
    """It may be another's."""


def owner(
    at: int,
    head: Head | None,
    found: Sequence[BusinessNamed],
    tokens: Sequence[Token],
    spoken: Spoken,
) -> Owner:
    """Whose the number at token `at` is, of a metric at `head`."""
    mention = _governing(at, head, found, tokens)
    if mention is not None and mention.name == DESCRIBED:
        before = [each for each in found if each.at < mention.at and each.name != DESCRIBED]
        mention = before[-1] if before and before[-1].leads else None
        if mention is None:
            return Owner(spoken.other, said=True, doubted=spoken.doubted)
    if mention is None:
        return Owner(spoken.other, doubted=spoken.doubted)
    return Owner(mention.name, said=True)


def _governing(
    at: int, head: Head | None, found: Sequence[BusinessNamed], tokens: Sequence[Token]
) -> BusinessNamed | None:
    for each in found:
        if at < each.at <= at + _NEAR and _is_owner(tokens, at, each.at):
            return each
    before = [each for each in found if each.at < at and not is_in_brackets(tokens, each.at, at)]
    within = [each for each in before if head is not None and head.first <= each.at <= head.last]
    near = [each for each in before if each.owns and _is_near(tokens, each.at, at)]
    leading = [each for each in before if each.leads]
    return next((each for each in (*near[-1:], *within[-1:], *leading[-1:])), None)


def _is_owner(tokens: Sequence[Token], at: int, place: int) -> bool:
    """`$5 billion at Acme`: behind the number, with nothing but small words between."""
    words = [token for token in tokens[at + 1 : place] if token.tag not in _SKIPPED]
    return len(words) == 1 and words[0].text in _OWNING


def _is_near(tokens: Sequence[Token], place: int, at: int) -> bool:
    """`Acme's $5 billion`."""
    between = tokens[place + 1 : at]
    return all(token.tag in ("poss", "hedge", "small", "ago", "period") for token in between)


def _mentions(tokens: Sequence[Token]) -> Iterator[BusinessNamed]:
    for at, _token in enumerate(tokens):
        name = _name(tokens, at)
        if name is None or _is_source(tokens, at):
            continue
        owns = any(each.tag == "poss" for each in tokens[at + 1 : at + 2])
        yield BusinessNamed(at, name, _leads(tokens, at), owns)


def _name(tokens: Sequence[Token], at: int) -> str | None:
    """The business that token `at` names, or None."""
    token = tokens[at]
    if token.tag == "name":
        return token.value[len(DESCRIBED) :] or token.value
    if token.tag == "business":
        return token.value
    formed = at + 1 < len(tokens) and tokens[at + 1].text in _FORMS and tokens[at + 1].capital
    return token.text if formed and token.tag == "word" and token.capital else None


def _is_source(tokens: Sequence[Token], at: int) -> bool:
    """Whether a business only polls, forecasts or tells: Acme analysts, Acme expects."""
    behind = tokens[at + 1 : at + 2]
    other = tokens[at].tag == "business"
    tied = any(each.text in _TIED for each in behind)
    return other and (tied or any(each.tag in ("analyst", *_TELLING) for each in behind))


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Whether a business is a subject: no preposition, comparison or verb governs it."""
    place = at - 1
    while place >= 0 and (tokens[place].tag in _SKIPPED or _is_listed(tokens, place)):
        place -= 1
    if place < 0:
        return True
    before = tokens[place]
    opens = place == 0 or tokens[place - 1].tag in ("punct", "conj")
    if before.tag == "prep" and (before.text in _OPENING and opens):
        return True
    if before.tag == "prep" and before.text in _OWNING:
        return place > 0 and tokens[place - 1].tag in ("metric", "up", "down")
    return before.tag not in _MENTIONING


def _is_listed(tokens: Sequence[Token], place: int) -> bool:
    """`Ahead of Acme, Beta and Gamma`: what governs the first of a list governs all."""
    joint = tokens[place].text in ("and", "&", ",") and place > 0
    return tokens[place].tag == "business" or (joint and tokens[place - 1].tag == "business")
