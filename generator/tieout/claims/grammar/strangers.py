"""Nouns of no list: parts of the issuer, and things, that nobody here knows.

Their numbers are nobody's at hand, so they must not be read as the group's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from tieout.claims.grammar.tokens import Token
from tieout.claims.grammar.words import word_set

_VERB_ENDINGS = ("ed", "ing", "ly")
_PERIOD = re.compile(r"(?:fy|cy|f)?[0-9]{0,4}[qh]?[0-9]{1,4}")
"""A period in a short form that the calendar's words do not have: FY2Q25."""
_ADJECTIVE_ENDINGS = (
    "ous",
    "ful",
    "less",
    "ive",
    "ish",
    "able",
    "ible",
    "ant",
    "esque",
    "ier",
    "iest",
)
_PREDICATES = frozenset({"report", "up", "down", "be"})
_VERBS = _PREDICATES | {"guide", "forecast", "beat", "miss", "modal"}
_SUBJECTS = frozenset({"metric", "segment", "thispart", "expect", "analyst", "from"})
_LABEL_ENDS = frozenset({":", "\u2014", "\u2013", "-"})
_QUOTES = frozenset({'"', "\u201c", "\u2018", "'"})
_BRANDING = frozenset({"global", "financial", "business", "finance"})
_LONGEST_OPENING = 9
_DASHES = frozenset({"\u2014", "\u2013", "-"})
_RELATIVES = frozenset({"which", "who", "whose"})
_LONGEST_LABEL = 6
_NAMING = frozenset({"place", "name", "word", "small", "business", "poss"})
_LINES = word_set("parts") | {"line", "lines"}
_ASIDES = frozenset({"which", "who", "whose", "that", "a", "an", "the", "with", "its", "their"})
_SIGNS = frozenset({",", ";", ":", "\u2014", "\u2013", "-", "|", "(", ")"})


def is_verb_like(token: Token) -> bool:
    """An unknown word that is no noun by its ending: delivered, quickly, weighing."""
    text = token.text
    if token.capital or text in word_set("nouns in -ing"):
        return False
    return len(text) > 4 and text.endswith(_VERB_ENDINGS)


def is_quality(token: Token) -> bool:
    """A word that says how a thing is, and makes no part of the issuer: a slight decrease."""
    if token.text in word_set("qualities") or len(token.text) < 2:
        return True
    return token.text.isdecimal() or _PERIOD.fullmatch(token.text) is not None


def is_adjective_like(token: Token) -> bool:
    """An unknown word that is probably an adjective by its ending: a momentous rise."""
    text = token.text
    known = text in word_set("part adjectives") or text.rstrip("s") in word_set("part adjectives")
    return not (token.capital or known) and len(text) > 4 and text.endswith(_ADJECTIVE_ENDINGS)


def is_noun(token: Token) -> bool:
    """Whether an unknown word can be the noun of a part or a thing."""
    return token.tag == "word" and not (
        is_verb_like(token) or is_quality(token) or is_adjective_like(token) or _is_filler(token)
    )


def is_part(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word behind `revenue from` names a part of the issuer."""
    token = tokens[at]
    return token.text not in word_set("generic") and is_noun(token)


def unknown_nouns(tokens: Sequence[Token], used: Collection[int]) -> Iterator[int]:
    """Where an unknown noun stands as the subject of a clause, or right before a number.

    `used` are the tokens that belong to a metric already.
    """
    start = 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and (not _is_break(tokens[at]) or _joins_nouns(tokens, start, at)):
            continue
        number = next((place for place in range(start, at) if tokens[place].tag == "num"), None)
        if number is None:
            number = at if _is_subject(tokens, start, at) else start
        noun = _noun(tokens, start, number, used)
        if noun is not None and (number != at or _is_proper(tokens, noun, at)):
            yield noun
        start = at + 1


def _is_proper(tokens: Sequence[Token], noun: int, at: int) -> bool:
    """`Studio Suite won, with sales up 5%` tells of a part; `shoppers came, with` not."""
    if at >= len(tokens) or "with" not in [token.text for token in tokens[at : at + 2]]:
        return True
    part = any(token.text in word_set("parts") for token in tokens[noun + 1 : noun + 2])
    return part or (noun > 0 and tokens[noun].capital) or tokens[noun].tag == "place"


def _is_subject(tokens: Sequence[Token], start: int, at: int) -> bool:
    """A label before a colon or dash, or a noun before its aside: the arm, which makes soap, ..."""
    if at >= len(tokens):
        return False
    if tokens[at].text in _LABEL_ENDS and not _is_aside(tokens, at):
        told = at - start > _LONGEST_LABEL or any(token.tag in _VERBS for token in tokens[start:at])
        opens = not any(map(_is_letter, tokens[:start]))
        metric = any(token.tag in ("metric", "basis") for token in tokens[at + 1 : at + 3])
        if any(token.text in _QUOTES for token in tokens[at + 1 : at + 2]):
            return False  # who speaks: Lee: "Revenue rose 5%."
        return opens and metric and not told  # after a dateline, its story follows
    if tokens[at].text == "(":
        return tokens[at - 1].tag == "place" or tokens[at - 1].text in word_set("parts")
    if tokens[start].tag == "prep" and _is_place_set(tokens, start):
        return True
    return tokens[at].text == "with" or _is_aside(tokens, at)


def _is_aside(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma, or a dash before `which`, opens what is said of the noun before it."""
    behind = tokens[at + 1 : at + 2]
    if tokens[at].text == ",":
        named = at > 0 and (is_noun(tokens[at - 1]) or tokens[at - 1].text in _LINES)
        told = named and any(token.text.endswith("ed") and is_verb_like(token) for token in behind)
        return told or any(token.text in _ASIDES or _is_participle(token) for token in behind)
    return tokens[at].text in _DASHES and any(token.text in _RELATIVES for token in behind)


def _is_participle(token: Token) -> bool:
    """`The arm grew, generating $5 billion in sales`."""
    return token.tag == "report" and token.text.endswith("ing")


def _is_letter(token: Token) -> bool:
    return token.tag != "punct"


def _is_break(token: Token) -> bool:
    return token.tag == "conj" or token.text in _SIGNS


def _joins_nouns(tokens: Sequence[Token], start: int, at: int) -> bool:
    """`The maker of soap and sodas said`: an `and` before any verb joins nouns."""
    told = _PREDICATES | {"num", "guide", "metric"}
    if tokens[at].text == "and" and _is_in_exclusion(tokens, start, at):
        return True
    return tokens[at].text == "and" and not any(each.tag in told for each in tokens[start:at])


def _is_in_exclusion(tokens: Sequence[Token], start: int, at: int) -> bool:
    """`Sales excluding the effects of fuel and exchange rates were`: one thing is left out."""
    for token in reversed(tokens[start:at]):
        if token.tag in _PREDICATES or token.tag == "num":
            return False
        if token.tag == "basis" and token.value == "without":
            return True
    return False


def _noun(tokens: Sequence[Token], start: int, number: int, used: Collection[int]) -> int | None:
    """The unknown noun before the verb of a clause, unless something known is its subject."""
    noun = None
    for at in range(start, number):
        token = tokens[at]
        if token.tag in _VERBS:
            break
        placed = token.tag == "prep" and noun is None and token.text not in ("of", "for")
        if token.tag == "prep" and noun is None and _is_place_set(tokens, at):
            return at + 1 + (tokens[at + 1].tag == "det")
        if placed or at in used or token.tag in _SUBJECTS or _is_issuer(tokens, at):
            return None
        if _is_person(tokens, at):
            return None
        if is_noun(token) or token.tag == "place" or _is_activity(tokens, at):
            noun = at
    return noun


def _is_activity(tokens: Sequence[Token], at: int) -> bool:
    """`The catering business`: what a part does."""
    behind = tokens[at + 1 : at + 2]
    doing = tokens[at].tag == "word" and tokens[at].text.endswith("ing")
    return doing and any(token.text in word_set("parts") for token in behind)


def _is_place_set(tokens: Sequence[Token], at: int) -> bool:
    """`In the Americas, revenue rose`: where a clause begins is what it speaks of."""
    end = next((place for place in range(at, len(tokens)) if tokens[place].text == ","), at)
    if 0 < end - at <= _LONGEST_OPENING and tokens[end - 1].text in word_set("parts"):
        return tokens[at].text in ("in", "at", "across", "for", "within") and end - at > 2
    words = [token for token in tokens[at + 1 : at + 4] if token.tag != "det"]
    if end > at and tokens[at].text == "at" and _is_branded(words[:2]):
        return True
    if len(words) < 2 or words[1].text != "," or tokens[at].text not in ("in", "at", "across"):
        return False
    named = tokens[at].text == "at" and words[0].capital and words[0].tag != "name"
    return words[0].tag == "place" or named


def _is_branded(words: Sequence[Token]) -> bool:
    """`Acme Defense`: a part of the issuer that has its name."""
    named = len(words) == 2 and words[0].tag == "name" and not words[0].value
    return named and words[1].capital and is_noun(words[1])


def _is_issuer(tokens: Sequence[Token], at: int) -> bool:
    """The issuer's name, but not in `Acme's Azure`, `Acme Global Services`."""
    behind = tokens[at + 1 : at + 3]
    owns = bool(behind) and behind[0].tag in ("poss", "word", "place")
    worldwide = len(behind) == 2 and behind[0].text in _BRANDING and behind[0].capital
    owns = owns or (worldwide and behind[1].capital and is_noun(behind[1]))
    return tokens[at].tag == "name" and not owns


def _is_person(tokens: Sequence[Token], at: int) -> bool:
    """`Finance chief Ann Lee projected`: a name in capitals behind a title, or one that speaks."""
    if not (tokens[at].capital and tokens[at].tag == "word"):
        return False
    titled = any(token.text in word_set("titles") for token in tokens[max(0, at - 3) : at])
    return titled or any(token.text in word_set("sayings") for token in tokens[at + 1 : at + 2])


def _is_filler(token: Token) -> bool:
    return token.text in word_set("fillers")


def part_named(tokens: Sequence[Token]) -> str:
    """The part of the issuer that a heading names: Emerging Markets, U.S. Domestic Segment."""
    words = [token for token in tokens if token.tag != "punct"]
    known = all(token.tag in _NAMING for token in words)
    placed = any(token.tag == "place" for token in words)
    nouns = [token for token in words if is_noun(token)]
    named = bool(words) and words[-1].text in word_set("parts") and bool(nouns or placed)
    if not known or not (placed or named) or any(is_quality(token) for token in words):
        return ""
    return " ".join(token.text for token in words)
