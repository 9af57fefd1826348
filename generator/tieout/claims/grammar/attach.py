"""Which head governs a number: by clause structure and by what can be measured in its unit.

A head right before its number wins (`revenue of $5 billion`), then one that follows it (`$5 billion
in revenue`, `16% revenue growth`), then the nearest before it that can have such a unit, across
commas and `from`, `ahead of` and the like. A clause with a subject of its own that nobody knows
keeps its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tieout.claims.grammar.following import head_behind
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.measurable import RATES, is_money, metric_for
from tieout.claims.grammar.subject import Clauses, Previous, Subject
from tieout.claims.grammar.things import (
    grown_or_spent,
    is_included,
    is_own_item,
    is_set_aside,
    is_spent,
    thing_at,
)
from tieout.claims.grammar.tokens import Token
from tieout.claims.numbers.quantity import Quantity
from tieout.figures.metrics import Metric

_BETWEEN = frozenset(
    "small be det hedge report up down yoy qoq period basis name poss beat miss provider guide "
    "forecast expect ago agoq modal analyst".split()
)
_PREPS = frozenset("of at to by for in around about with between into on".split())
_PLANT = "property_and_equipment"
_SIGNS = frozenset({":", "=", "|", "~"})


class Chooser:
    """Finds the subject of each number of a sentence, from left to right."""

    def __init__(
        self, tokens: Sequence[Token], heads: Sequence[Head], metrics: Mapping[str, Metric]
    ) -> None:
        self.tokens = tokens
        self.clauses = Clauses(tokens, heads, metrics)

    def choose(self, at: int, quantity: Quantity, previous: Previous | None) -> Subject | None:
        """The subject of the number at token `at`, after the `previous` one."""
        heads = self.clauses.heads
        before = [each for each in heads if each.at < at and not self._is_aside(each, at)]
        behind = head_behind(self.clauses, at, quantity)
        other = self._other(before, behind, at)
        if other:
            return Subject(Head(at, at, at, unknown=True, word=other), "")
        if _is_cash_used(self.tokens, at, quantity):
            flow = "operating_cash_flow"
            return Subject(Head(at, at, at, flow, loss=True, word=flow), flow, direct=True)
        near = before[-1] if before else None
        governed = near is not None and self._governs(near, at, quantity)
        if near is not None and governed and self._is_told(at, near, previous):
            governed = False
        if near is not None and governed and not (near.verb and behind):
            return self._subject(near, at, quantity, previous)._replace(direct=True)
        if behind is not None:
            owned = self.clauses.with_owner(behind, at)
            spent = behind.metric == _PLANT and is_spent(self.tokens, at)
            metric = "capex" if spent else metric_for(behind.metric, quantity)
            return Subject(owned, metric, direct=True)
        if previous and self._is_bracketed(at, previous.at, quantity):
            metric = previous.subject.metric
            return previous.subject._replace(metric=metric and metric_for(metric, quantity))
        return self._margin_behind(at, quantity, previous) or self._nearest(
            before, at, quantity, previous
        )

    def _margin_behind(
        self, at: int, quantity: Quantity, previous: Previous | None
    ) -> Subject | None:
        """`Profit was $4 billion, a 15% non-GAAP margin`: the margin of the number before."""
        behind = [token for token in self.tokens[at + 1 : at + 4] if token.tag != "basis"]
        if quantity.unit != "%" or not behind or behind[0].text != "margin":
            return None
        metric = self.clauses.margin(previous)
        head = Head(at, at, at, metric, word="margin")
        return Subject(head, metric, direct=True) if metric else None

    def _is_told(self, at: int, head: Head, previous: Previous | None) -> bool:
        """`The loss came on $5 million in revenue`: the head has a number, and one follows.

        A headline has it at once: `$2B Profit on $9B Revenue`.
        """
        told = previous is not None and previous.subject.head.at == head.at
        behind = self.tokens[at + 1 : at + 2]
        joined = any(token.text in ("in", "of") for token in behind)
        named = any(token.tag == "metric" for token in behind) and self.tokens[at - 1].text == "on"
        return told and (joined or named)

    def _is_aside(self, head: Head, at: int) -> bool:
        return is_set_aside(self.tokens, head, at)

    def _other(self, before: Sequence[Head], behind: Head | None, at: int) -> str:
        """What the number is of, where that is no metric: a charge, a part of the profit."""
        quantity = self.tokens[at].quantity
        near = before[-1] if before else None
        grown = grown_or_spent(self.tokens, at) if behind is None else ""
        if grown:
            return grown
        if near is None or (quantity is not None and quantity.unit in RATES):
            return thing_at(self.tokens, at)
        plain = behind is None or behind.word in ("loss", "losses")
        included = plain and is_included(self.tokens, near, at)
        item = included or is_own_item(self.tokens, near)
        return thing_at(self.tokens, at) or ("item" if item else "")

    def _governs(self, head: Head, at: int, quantity: Quantity) -> bool:
        """Whether a head stands right before the number; a stranger has to wait for one behind."""
        stranger = head.unknown and head.word != "margin"
        direct = all(_is_between(token) for token in self.tokens[head.last + 1 : at])
        return direct and not stranger and self.clauses.can_be(head, quantity, direct=True)

    def _nearest(
        self, before: Sequence[Head], at: int, quantity: Quantity, previous: Previous | None
    ) -> Subject | None:
        for head in reversed(before):
            if head.unknown:
                return self._subject(head, at, quantity, previous)
            if previous and self._continues(head, at, quantity, previous):
                return previous.subject._replace(direct=False)
            if not head.verb and self.clauses.can_be(head, quantity, direct=False):
                return self._subject(head, at, quantity, previous)
        points = quantity.unit in ("pp", "bp")
        if previous and (
            points or self.clauses.can_be(previous.subject.head, quantity, direct=False)
        ):
            metric = previous.subject.metric
            return previous.subject._replace(
                direct=False, metric=metric and metric_for(metric, quantity)
            )
        return None

    def _continues(self, head: Head, at: int, quantity: Quantity, previous: Previous) -> bool:
        """Whether a number is one more of the head of the number before.

        `From 2.8 billion`, `rose 5% to 2.8 billion` need no currency there.
        """
        metric = previous.subject.metric
        if previous.subject.head.at != head.at or previous.at < head.at or not metric:
            return False
        before = self.tokens[previous.at].quantity
        scaled = quantity.unit == "" and any(letter.isalpha() for letter in quantity.text)
        led = self.tokens[at - 1].text == "to"
        bare = before is not None and (is_money(before) or (led and before.unit in RATES))
        return (scaled and bare) or self.clauses.fits(metric, quantity)

    def _subject(
        self, head: Head, at: int, quantity: Quantity, previous: Previous | None
    ) -> Subject:
        clauses = self.clauses
        if head.metric:
            same = clauses.same_profit(head, quantity, previous)
            metric = metric_for(same or head.metric, quantity)
            again = previous is not None and previous.subject.head.at == head.at
            if again and previous is not None and quantity.unit in RATES:
                metric = previous.subject.metric or metric  # paid $2 billion in dividends, 5% more
            return Subject(clauses.owned(head), metric)
        if head.unknown:
            return Subject(head, clauses.margin(previous) if head.word == "margin" else "")
        return Subject(head, clauses.shared(head, at, quantity, previous))

    def _is_bracketed(self, at: int, last: int, quantity: Quantity) -> bool:
        """`$5 billion ($700 million)`: the same amount in another currency."""
        between = [token.text for token in self.tokens[last + 1 : at]]
        return between in (["("], ["/"], ["["]) and quantity.unit not in RATES


def _is_cash_used(tokens: Sequence[Token], at: int, quantity: Quantity) -> bool:
    """`It used $5 billion of cash in its operations`."""
    led = [token.text for token in tokens[max(0, at - 2) : at] if token.tag != "hedge"][-1:]
    behind = [token.text for token in tokens[at + 1 : at + 7]]
    cash = any(text.startswith("cash") for text in behind[:3])
    operated = any("operati" in text for text in behind)
    return is_money(quantity) and led in (["used"], ["burned"], ["consumed"]) and cash and operated


def _is_between(token: Token) -> bool:
    """Whether a word may stand between a head and its number."""
    placed = token.tag == "prep" and token.text in _PREPS
    return token.tag in _BETWEEN or placed or token.text in _SIGNS
