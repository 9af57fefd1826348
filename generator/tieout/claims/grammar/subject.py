"""What a number is of, and how a metric passes from one number or segment to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.measurable import RATES, is_money, measurable, metric_for
from tieout.claims.grammar.strangers import is_noun, is_verb_like
from tieout.claims.grammar.tokens import Token
from tieout.claims.numbers.quantity import Quantity
from tieout.figures.metrics import Metric

_PARTING = ("while", "whereas", "but", "although", "though", ";")
_VERBS = ("report", "up", "down", "be", "guide", "poss", "beat")
_COLONS = ("(", ":", "-", "\u2013", "\u2014")
_TURNS = frozenset("to into was became recorded showed posted reported".split()) | {
    "swung to",
    "swings to",
}
_CAUSING = frozenset(
    "helped helps help push pushed lifted boosted drove fueled fuelled propelled spurred powered "
    "underpinned sparked took brought sent carried".split()
)
"""A part that lifts a metric lifts the group's: demand for vans helped push sales up."""
_OPENINGS = ("in", "at", "across", "for", "within")
_OF_NOUNS = frozenset({"word", "small", "place"})
_ARMS = ("arm", "unit", "division", "segment", "business")
_PROFITS = ("profit", "loss", "losses", "profits")


class Subject(NamedTuple):
    """What a number is of: a head, and the metric as the number's unit tells it."""

    head: Head
    metric: str
    direct: bool = False
    """The head stands right at the number."""
    inherited: bool = False
    """The head stands in an earlier sentence."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The number before, at token `at`, with its subject."""

    at: int
    subject: Subject


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence's tokens and heads as the subjects of its numbers are sought."""

    tokens: Sequence[Token]
    heads: Sequence[Head]
    metrics: Mapping[str, Metric]

    def can_be(self, head: Head, quantity: Quantity, *, direct: bool) -> bool:
        """Whether the number can be of this head, by its unit."""
        if head.unknown:
            return True
        if not head.metric:
            return quantity.unit in (*RATES, "x") or is_money(quantity)
        if head.verb and head.metric != "share_price":
            return is_money(quantity)
        return self.fits(metric_for(head.metric, quantity), quantity, direct=direct)

    def fits(self, metric: str, quantity: Quantity, *, direct: bool = False) -> bool:
        """Whether a metric can have this number."""
        return measurable(self.metrics[metric], quantity, direct=direct)

    def is_parted(self, start: int, end: int) -> bool:
        """Whether a strong break stands between two tokens."""
        return any(token.text in _PARTING for token in self.tokens[start:end])

    def owned(self, head: Head) -> Head:
        """A metric of the segment that is its clause's subject: the unit's revenue and profit."""
        if head.segment or head.part or head.group or head.unknown:
            return head
        named = self._whose(head)
        if named:
            return head._replace(part=named)
        same = self._shared_part(head)
        if same is not None:
            return head._replace(segment=same.segment, part=same.part)
        for other in reversed([each for each in self.heads if each.at < head.at]):
            if self.is_parted(other.at, head.at):
                break
            if other.segment and not other.metric and self._is_subject(other, head):
                return head._replace(segment=other.segment)
            if other.unknown and self._is_subject(other, head):
                return head._replace(part=other.part)
        return head

    def _whose(self, head: Head) -> str:
        """`It bought Acme, whose sales were $5 million`: the unknown name that owns the metric."""
        before = [token for token in self.tokens[: head.first] if token.text != ","][-2:]
        if len(before) < 2 or before[1].text != "whose":
            return ""
        return before[0].text if before[0].capital and is_noun(before[0]) else ""

    def _shared_part(self, head: Head) -> Head | None:
        """The head before, whose part is this head's: `snack sales rose 3%, with profit up 5%`.

        The same where a metric is compared with itself a year ago.
        """
        before = next((each for each in reversed(self.heads) if each.at < head.at), None)
        leading = [token for token in self.tokens[: head.first] if token.tag != "det"][-1:]
        if before is None or not before.metric or not (before.part or before.segment):
            return None
        if self.is_parted(before.at, head.at) or not leading:
            return None
        compared = leading[0].tag == "from" and before.metric == head.metric
        return before if compared or leading[0].text == "with" else None

    def _is_subject(self, other: Head, head: Head) -> bool:
        """A verb between a bare segment and the metric after it, or `At the unit, revenue`."""
        between = self.tokens[other.last + 1 : head.first]
        opened = self.tokens[max(0, other.first - 5) : other.first]
        if any(token.text in _CAUSING for token in between):
            return _is_own_doing(between)
        if head.verb:
            return not any(token.text == "," for token in between) or _is_gloss(
                _behind_noun(between)
            )
        between = _behind_noun(between)
        if between and between[0].text == ",":
            placed = any(token.text in _OPENINGS for token in opened)
            return placed or _is_verb_behind(between[1:])
        colon = bool(between) and between[0].text in _COLONS
        return colon or any(token.tag in _VERBS for token in between)

    def with_owner(self, head: Head, at: int) -> Head:
        """A head behind its number, with the segment or stranger that is the clause's subject."""
        given = any(
            token.text in ("to", "toward", "towards") for token in self.tokens[at + 1 : head.first]
        )
        if head.segment or head.part or (head.group and not given):
            return head
        before = [each for each in self.heads if each.at < at and not each.verb]
        owner = before[-1] if before and not self.is_parted(before[-1].at, at) else None
        if owner is None or owner.metric:
            return head
        if owner.unknown:
            return head if self._is_lifted(owner, at) else head._replace(part=owner.part)
        commas = any(token.text == "," for token in self.tokens[owner.last + 1 : at - 1])
        return head if commas else head._replace(segment=owner.segment)

    def _is_lifted(self, owner: Head, at: int) -> bool:
        """`Demand for vans propelled a 9% increase in sales`: growth of the whole, not of vans."""
        causing = any(token.text in _CAUSING for token in self.tokens[owner.last + 1 : at])
        behind = self.tokens[at + 1 : at + 4]
        return causing and any(token.tag in ("up", "down") for token in behind)

    def shared(self, head: Head, at: int, quantity: Quantity, previous: Previous | None) -> str:
        """The metric of a bare segment: that of the list it stands in, or else revenue."""
        between = self.tokens[head.last + 1 : at]
        if any(token.tag == "word" and not is_verb_like(token) for token in between):
            return ""
        metric = previous.subject.metric if previous else ""
        if previous and metric and metric != "share_price":
            verb = any(token.tag in ("up", "down", "report", "be") for token in between)
            listed = not verb or bool(previous.subject.head.segment) or head.at < previous.at
            if listed and self.fits(metric, quantity):
                return metric
        return "revenue" if quantity.unit != "count" else ""

    def same_profit(self, head: Head, quantity: Quantity, previous: Previous | None) -> str:
        """`an EBITA loss of 4, from a profit of 9`: the profit is of the same kind."""
        turned = self._turned(head)
        if turned:
            return turned
        if previous is None or head.word not in _PROFITS or not previous.subject.metric:
            return ""
        metric = previous.subject.metric
        between = self.tokens[previous.at + 1 : head.at]
        compared = any(token.tag in ("from", "ago") or token.text == "after" for token in between)
        profit = bool(self.metrics[metric].losses)
        return metric if compared and profit and self.fits(metric, quantity) else ""

    def _turned(self, head: Head) -> str:
        """`Operating income swung to a loss of 4`: the loss is of what turned into it."""
        led = [token.text for token in self.tokens[max(0, head.first - 2) : head.first]]
        if head.word not in _PROFITS or len(led) < 2 or led[0] not in _TURNS or led[1] != "a":
            return ""
        before = [other for other in self.heads if other.at < head.at and other.metric]
        if not before or not self.metrics[before[-1].metric].losses:
            return ""
        between = self.tokens[before[-1].last + 1 : head.first]
        parted = any(token.tag in ("num", "conj", "punct") for token in between)
        return "" if parted else before[-1].metric

    def margin(self, previous: Previous | None) -> str:
        """`profit rose to $4 billion, a margin of 15%`: the margin of the metric before."""
        if previous is None:
            return ""
        wanted = (previous.subject.metric, "revenue")
        named = (
            name
            for name, each in self.metrics.items()
            if each.margin_of and (each.margin_of.numerator, each.margin_of.denominator) == wanted
        )
        return next(named, "")


def _is_own_doing(words: Sequence[Token]) -> bool:
    """`The cloud arm lifted sales 7%`: its own; but not what it helped lift."""
    texts = [token.text for token in words]
    return len(texts) == 2 and texts[0] in _ARMS and texts[1] in ("lifted", "boosted")


def _is_gloss(words: Sequence[Token]) -> bool:
    """Whether two commas hold all that stands between a noun and its verb."""
    commas = [place for place, token in enumerate(words) if token.text == ","]
    return commas == [0, len(words) - 1] and len(words) > 2


def _behind_noun(words: Sequence[Token]) -> Sequence[Token]:
    """The words behind the rest of a noun's phrase: At the kitchens | division, sales rose."""
    place = next((at for at, token in enumerate(words) if token.text == ","), 0)
    noun = all(token.tag in _OF_NOUNS for token in words[:place])
    return words[place:] if noun else words


def _is_verb_behind(words: Sequence[Token]) -> bool:
    """Whether an aside follows a noun, and then a verb of it: the arm, which makes soap, posted."""
    aside = bool(words) and (
        words[0].tag in ("det", "report") or words[0].text.endswith(("ing", "ed"))
    )
    closing = next((place for place, token in enumerate(words) if token.text == ","), None)
    rest = words if closing is None else words[closing + 1 :]
    return aside and any(token.tag in _VERBS for token in rest)
