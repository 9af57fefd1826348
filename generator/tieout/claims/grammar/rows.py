"""Rows of tables as claims: the metric from the row's name, or from its column's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.claims.grammar.found import Found, quote, says
from tieout.claims.grammar.heads import Head, find_heads
from tieout.claims.grammar.lexicon import Lexicon
from tieout.claims.grammar.measurable import RATES, is_money, measurable, metric_for
from tieout.claims.grammar.roles import Reading
from tieout.claims.grammar.sentence import Issuer
from tieout.claims.grammar.tables import Cell, Table
from tieout.claims.grammar.tags import tag
from tieout.claims.numbers.quantity import Quantity
from tieout.claims.numbers.sentences import Stretch

_POWERS = {"thousand": Decimal(10) ** 3, "million": Decimal(10) ** 6, "billion": Decimal(10) ** 9}
_LARGE = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads the rows of the tables of one text."""

    issuer: Issuer
    lexicon: Lexicon

    def read(
        self, text: str, place: Stretch, numbers: Sequence[Quantity], table: Table
    ) -> Iterator[Found]:
        """The claims of one row."""
        tokens = tag(text, place.start, place.end, numbers, self.lexicon)
        heads = find_heads(tokens)
        for cell in table.cells(text, place, tokens, self.issuer.view):
            before = [head for head in heads if tokens[head.at].start < cell.quantity.start]
            head, reading = self._headed(cell, before[-1] if before else None)
            found = self._claim(cell, head, reading)
            if found is not None:
                quantity = found.quantity
                words = quote(text, place.start, place.end, quantity)
                printed = says(text, quantity)
                if quantity is not cell.quantity:
                    printed = f"{quantity.text} {cell.scale}"
                yield replace(found, paragraph=place.number, quote=words, says=printed)

    def _headed(self, cell: Cell, head: Head | None) -> tuple[Head | None, Reading]:
        """The head of a cell: its row's, or its column's in a table with a segment a row."""
        if head is not None and head.metric:
            return head, cell.reading
        tokens = tag(cell.head, 0, len(cell.head), (), self.lexicon)
        column = next((each for each in find_heads(tokens) if each.metric), None)
        if column is None:
            return head, cell.reading
        segment, part = (head.segment, head.part) if head else ("", "")
        return replace(column, segment=segment, part=part), Reading("actual")

    def _claim(self, cell: Cell, head: Head | None, reading: Reading) -> Found | None:
        quantity = self._scaled(cell, head)
        name = ""
        if head is not None and not head.unknown:
            name = head.metric or ("revenue" if head.segment else "")
        metric = metric_for(name, quantity) if name else None
        if metric and not measurable(self.issuer.metrics[metric], quantity, direct=False):
            metric = None
        if metric is None and not (is_money(quantity) or quantity.unit in RATES):
            return None
        loss = head is not None and head.loss and reading.role not in ("yoy", "qoq")
        return Found(
            quantity,
            role=reading.role if metric else "other",
            metric=metric,
            segment=head.segment if head else "",
            part=head.part if head else "",
            basis=head.basis if head else None,
            period=cell.period,
            sign=-1 if loss else reading.sign,
            sure=reading.sure,
        )

    def _scaled(self, cell: Cell, head: Head | None) -> Quantity:
        """A table's amount in its own scale, where the head says that it is in millions."""
        quantity, power = cell.quantity, _POWERS.get(cell.scale)
        metric = self.issuer.metrics.get(head.metric) if head is not None else None
        bare = quantity.unit == "" or (is_money(quantity) and "/" not in quantity.unit)
        amount = metric is not None and metric.unit == "money" and bare
        if power is None or not amount or quantity.ulp >= _LARGE:
            return quantity
        return replace(
            quantity,
            unit=quantity.unit or self.issuer.company.currency,
            value=quantity.value * power,
            ulp=quantity.ulp * power,
            low=quantity.low * power,
            high=quantity.high * power,
        )
