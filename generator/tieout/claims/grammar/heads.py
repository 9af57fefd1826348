"""What can govern a number: a metric with its segment and basis, a bare segment, an unknown thing.

A head is a noun phrase that can govern a number. Its words are read outwards from the metric: to
the left until a verb, a preposition or a sign (`adjusted cloud revenue`), to the right through
brackets and `in`, `from`, `of` (`revenue (GAAP)`, `sales in this segment`). A noun there that is
in no list makes the head a part of the issuer that nobody here knows, so that its numbers are
never taken for the group's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tieout.claims.grammar.strangers import (
    is_adjective_like,
    is_noun,
    is_part,
    is_verb_like,
)
from tieout.claims.grammar.tokens import Token
from tieout.figures.typed import ACCOUNTING, Basis

_MODIFIERS = frozenset(
    {"small", "name", "poss", "period", "yoy", "qoq", "analyst", "provider", "hedge", "ago", "agoq"}
    | {"continuing"}
)
_PLACES = frozenset({"in", "from", "at", "of", "for", "within", "across", "by"})
_SHARES = frozenset("share ads common ordinary diluted basic american".split())
_AIMED = frozenset({"capex", "research_and_development", "acquisitions", "buybacks"})
"""What is spent `in` a thing is the issuer's: only likely, since the thing may be a part."""
_REST = frozenset({"other revenue", "other revenues", "other sales"})
"""A line of the accounts, beside the sales that they tell first."""
_DASHES = frozenset({"-", "\u2013", "\u2014"})
_OWN_PARTS = frozenset({"segment", "division", "unit"})


_RATIOS = frozenset({"share", "percentage", "percent", "proportion"})
SHOPS = frozenset("stores restaurants locations clubs warehouses shops cafes outlets".split())


class Head(NamedTuple):
    """A noun phrase from token `first` to token `last`, whose core stands at `at`.

    `metric` is empty for a bare segment or an unknown thing; `part` holds the words of a part of
    the issuer that its file does not list; `unknown` marks a thing that is no metric at all.
    """

    at: int
    first: int
    last: int
    metric: str = ""
    loss: bool = False
    segment: str = ""
    part: str = ""
    accounting: str = ""
    scope: str = ""
    unknown: bool = False
    verb: bool = False
    """The metric is in the verb: the issuer earned, or lost, so much."""
    group: bool = False
    """The words say that it is the whole issuer's."""
    word: str = ""
    doubtful: bool = False
    """A word beside it may name a part of the issuer, or may only say how it is."""

    @property
    def basis(self) -> Basis | None:
        """The basis in the words, or None where they name none."""
        if not self.accounting and not self.scope:
            return None
        return Basis(self.accounting, self.scope)

    def on(self, name: str) -> Head:
        """The head with a basis that was found near it; what it has already stays."""
        if name in (*ACCOUNTING, "reported"):
            weak = not self.accounting or self.accounting == "without"
            return self._replace(accounting=name if weak else self.accounting)
        if name == "without":
            return self._replace(accounting=self.accounting or ("" if self.scope else name))
        return self._replace(scope=self.scope or name)


GROUP_WORDS = frozenset(
    {"total", "group", "consolidated", "overall", "company", "company's", "group's"}
)


def widened(tokens: Sequence[Token], head: Head, last_segment: str) -> Head:
    """The head with the words on both sides that belong to it."""
    return _right(tokens, _left(tokens, head), last_segment)


def _left(tokens: Sequence[Token], head: Head) -> Head:
    part: list[str] = []
    at = head.at - 1
    while at >= 0:
        token = tokens[at]
        if token.tag == "name":
            head = head._replace(group=not (head.segment or part))
            at -= 1
            break
        own = not part and (_is_own(token) or _is_rest(tokens, at, head))
        own = own or (token.text in SHOPS and at == head.at - 1)
        if token.tag in ("place", "thispart") or is_noun(token) or own:
            part.insert(0, token.text)
        elif is_bracketed(tokens, at - 2) and tokens[at - 1].quantity is None:
            head = head.on(tokens[at - 1].value) if tokens[at - 1].tag == "basis" else head
            at -= 2
        elif _is_growth_in(tokens, at):
            at -= 1
        elif _modifies(token):
            head = _modified(head, token)
        elif not _joins_bases(tokens, at) and not _joins_parts(tokens, at, part):
            break
        at -= 1
    return head._replace(first=at + 1, part="" if head.segment else " ".join(part))


def _modifies(token: Token) -> bool:
    unknown = token.tag == "word" and not is_verb_like(token)
    return token.tag in ("basis", "segment") or token.tag in _MODIFIERS or unknown


def _modified(head: Head, token: Token) -> Head:
    """The head with what one word before it says."""
    if token.tag == "basis":
        return head.on(token.value)
    if token.tag == "segment":
        return head._replace(segment=head.segment or token.value)
    if token.text in GROUP_WORDS:
        return head._replace(group=not head.segment)
    netted = token.text == "net" and head.metric in _AIMED
    return head._replace(doubtful=True) if netted or is_adjective_like(token) else head


def _is_own(token: Token) -> bool:
    """`The segment's sales`, `division revenue`: the noun itself says that it is a part."""
    return token.tag == "small" and token.text in _OWN_PARTS


def _is_rest(tokens: Sequence[Token], at: int, head: Head) -> bool:
    """`Other revenues`, but not `services and other revenue`, which is one line with two names."""
    rest = at == head.at - 1 and f"{tokens[at].text} {head.word}" in _REST
    return rest and not (at and tokens[at - 1].text in ("and", "&"))


def _joins_parts(tokens: Sequence[Token], at: int, part: Sequence[str]) -> bool:
    """`Professional services and other revenue`: one line of the accounts, which has two names."""
    if tokens[at].text == "other":
        return at > 1 and tokens[at - 1].text in ("and", "&") and _is_named(tokens[at - 2])
    behind = bool(part) or tokens[at + 1].text == "other"
    return tokens[at].text in ("and", "&") and at > 0 and _is_named(tokens[at - 1]) and behind


def _is_named(token: Token) -> bool:
    return is_noun(token) or token.tag in ("small", "segment", "place")


def _is_growth_in(tokens: Sequence[Token], at: int) -> bool:
    """`organic growth in revenue`: the words before belong to the revenue."""
    return (
        tokens[at].text in ("in", "of")
        and at > 1
        and tokens[at - 1].tag in ("up", "down")
        and tokens[at - 2].tag in ("basis", "segment", "yoy", "qoq")
    )


def _joins_bases(tokens: Sequence[Token], at: int) -> bool:
    """`adjusted, diluted EPS`: a comma inside a row of modifiers."""
    return (
        tokens[at].text == ","
        and at > 0
        and tokens[at - 1].tag == "basis"
        and tokens[at + 1].text in ("diluted", "basic")
    )


def _right(tokens: Sequence[Token], head: Head, last_segment: str) -> Head:
    at = head.at + 1
    while at < len(tokens):
        token = tokens[at]
        if token.tag == "basis":
            head = head.on(token.value)
        elif _bracketed_basis(tokens, at):
            head = head.on(tokens[at + 1].value)
            at += 2
        elif is_bracketed(tokens, at) and tokens[at + 1].value == head.metric:
            at += 2
        elif _is_ratio(tokens, at):
            last = at + 4 if token.text == "as" else at
            return head._replace(unknown=True, metric="", part=f"{head.word} per", last=last)
        elif token.tag in ("prep", "from") and token.text in _PLACES:
            if _is_left_out(tokens, head):
                break
            found, end = _place(tokens, at, head, last_segment)
            if end == at:
                break
            head, at = found, end
        elif not _continues(token, head):
            break
        at += 1
    return _labelled(tokens, head._replace(last=at - 1))


def _continues(token: Token, head: Head) -> bool:
    """Whether a word behind a metric may still belong to it."""
    if token.text in ("investment", "investments"):
        return head.metric in _AIMED
    return token.tag in ("small", "yoy", "qoq", "continuing") or token.text == "growth"


def _is_left_out(tokens: Sequence[Token], head: Head) -> bool:
    """`Without sales from its subsidiaries, it grew 5%`: where they come from is no subject."""
    return head.first > 0 and tokens[head.first - 1].text == "without"


def _labelled(tokens: Sequence[Token], head: Head) -> Head:
    """`Net sales - Europe: $5 billion`: the part stands behind the metric, before a colon."""
    at = head.last + 1
    at += at < len(tokens) and tokens[at].text in _DASHES
    end = at
    while end < len(tokens) and (tokens[end].tag in ("place", "small") or is_noun(tokens[end])):
        end += 1
    closed = end < len(tokens) and tokens[end].text == ":"
    if not closed or end == at or head.segment or head.part:
        return head
    return head._replace(part=" ".join(token.text for token in tokens[at:end]), last=end - 1)


def _is_ratio(tokens: Sequence[Token], at: int) -> bool:
    """`Revenue per piece`, `costs as a share of sales`: no revenue, no costs."""
    if tokens[at].text == "per":
        return not _is_share(tokens, at + 1)
    words = [token.text for token in tokens[at + 1 : at + 4]]
    led = tokens[at].text == "as" and words[:1] == ["a"]
    return led and len(words) == 3 and words[1] in _RATIOS and words[2] == "of"


def _is_share(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].text in _SHARES or tokens[at].tag == "num")


def _bracketed_basis(tokens: Sequence[Token], at: int) -> bool:
    return is_bracketed(tokens, at) and tokens[at + 1].tag == "basis"


def is_bracketed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket at `at` holds one token alone."""
    held = tokens[max(0, at) : at + 3]
    return at >= 0 and len(held) == 3 and held[0].text == "(" and held[2].text == ")"


def _place(tokens: Sequence[Token], at: int, head: Head, last_segment: str) -> tuple[Head, int]:
    """`in`, `from` or `of` with what stands behind it, and the last token of that."""
    ahead = at + 1
    while ahead < len(tokens) and tokens[ahead].tag in ("det", "small", "name", "poss", "analyst"):
        ahead += 1
    if ahead == len(tokens):
        return head, at
    placed = _placed(tokens, ahead, head, last_segment)
    if placed is None:
        return head, at
    while (
        ahead + 2 < len(tokens)
        and tokens[ahead + 1].text in ("and", "&", "+")
        and (tokens[ahead + 2].tag in ("segment", "place") or is_noun(tokens[ahead + 2]))
    ):
        ahead += 2
    return placed, ahead


def _is_currency(behind: Sequence[Token]) -> bool:
    """`In U.S. dollars`, `US $5 billion`: the country says which money it is."""
    return any(each.tag == "num" or each.text in ("dollars", "dollar", "$") for each in behind)


def _of_segment(head: Head, segment: str) -> Head:
    """`Sales in Clouds` are a segment's; capital spending in clouds is the issuer's, probably."""
    if head.metric in _AIMED:
        return head._replace(doubtful=True)
    return head._replace(segment=head.segment or segment, part="")


def _placed(tokens: Sequence[Token], at: int, head: Head, last_segment: str) -> Head | None:
    """The head with what token `at` says of it; None where the token begins something else."""
    token = tokens[at]
    if token.tag == "segment" or (token.tag == "thispart" and last_segment):
        return _of_segment(head, token.value or last_segment)
    if token.tag == "basis":
        return head.on(token.value)
    if token.tag == "place" and _is_currency(tokens[at + 1 : at + 2]):
        return None
    unlisted = not head.segment and (token.tag == "place" or is_part(tokens, at))
    if unlisted and head.metric in _AIMED:
        return head._replace(doubtful=True)
    if unlisted or token.tag == "thispart":
        return head._replace(part=head.part or token.text)
    return head if token.tag == "period" and tokens[at - 1].tag != "from" else None
