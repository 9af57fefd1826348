"""Rows of tables as claims: label, headings and column together tell whose each number is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from tieout.claims.grammar.cell_amounts import CellAmounts
from tieout.claims.grammar.evidence import Evidence
from tieout.claims.grammar.found import Found, quote
from tieout.claims.grammar.labels import Label, part_over, read_label, under
from tieout.claims.grammar.lexicon import Lexicon
from tieout.claims.grammar.measurable import RATES, is_money, measurable, metric_for
from tieout.claims.grammar.placing import Places, as_long
from tieout.claims.grammar.proof import prove_cell
from tieout.claims.grammar.sentence import IssuerInText
from tieout.claims.grammar.stretches import ColumnPlace, own_year
from tieout.claims.grammar.tags import tag
from tieout.claims.layout.atoms import beside_atoms
from tieout.claims.layout.columns import Column, read_column
from tieout.claims.layout.table import PlacedCell, Row
from tieout.claims.numbers.quantity import Quantity
from tieout.figures.metrics import Metric, margins
from tieout.records.article import Role

_TAKEN_OFF = re.compile(r"(?i)\((?:provision|expense|charge)")
_COST = re.compile(r"expense|cost|charge|capex|dividends|buybacks|depreciation|amortization")
_MARGIN = re.compile(r"(?i)margins?(?:\s?%)?")
_AMOUNTS = {"gross_margin": "gross_profit", "operating_margin": "operating_income"}
_MOST_PERCENT = 200
_CHANGES = ("yoy", "qoq", "surprise")


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads the rows of the tables of one text."""

    issuer: IssuerInText
    lexicon: Lexicon
    labels: dict[str, Label] = field(default_factory=dict)
    """What the labels and heads met so far say."""

    def _label(self, words: str) -> Label:
        if words not in self.labels:
            self.labels[words] = read_label(words, self.lexicon)
        return self.labels[words]

    def read(self, text: str, row: Row) -> Iterator[Found]:
        """The claims of one row."""
        label = self._label(row.label.text)
        sections = [self._label(each.text) for each in row.sections]
        corner = self._label(row.corner)
        if corner.is_known and not corner.title:
            sections = [corner, *sections]
        columns = [each.column for each in row.numbers if each.column]
        year = own_year((*columns, read_column(row.label.text)), self.issuer.view)
        places = Places(self.issuer.view, year)
        parted = self._are_parts(columns)
        metric, standing, shared = "", None, _alternate(columns)
        for at, placed in enumerate(row.numbers):
            known = self._known(row, label, sections, placed, metric)
            if parted and placed.column:
                known = self._of_part(known, placed.column)
            metric = known.head.metric
            place = places.of(row, at, known, self._metric(known))
            place = as_long(place, placed.column, standing)
            if placed.column and placed.column.kind == "time":
                standing = place
            elif shared and standing and placed.column and placed.column.kind == "share":
                known, place = _as_margin(known, place, standing)
            found = self._claim(row, placed, known, place)
            if found is not None:
                words = quote(text, row.place.start, row.place.end, found.quantity)
                yield found._replace(paragraph=row.place.number, quote=words)

    def _known(
        self, row: Row, label: Label, sections: list[Label], placed: PlacedCell, before: str
    ) -> Label:
        """The row's identity under this column, which may name the metric or a basis.

        A change is of the column before it, whose metric is `before`.
        """
        column = placed.column
        head = column.head if column else ""
        over = self._label(head) if head else None
        named = over.head.metric if over else ""
        if column and column.kind == "change":
            named = named or before
        known = under(label, sections, named)
        if not known.head.metric and over and over.head.metric:
            known = replace(known, head=known.head._replace(metric=over.head.metric))
        if row.adjusts and not known.head.segment:
            known = replace(known, head=known.head._replace(part=f"adjustment of {row.adjusts}"))
        if column and column.kind == "between":
            known = replace(known, head=known.head._replace(segment="", part=head.lower()))
        if _MARGIN.fullmatch(beside_atoms(head)) or _MARGIN.fullmatch(placed.cell.head):
            known = replace(known, head=known.head._replace(metric=_margin_of(known)))
        bases = (column.head if column.kind == "change" else column.basis) if column else ""
        for token in tag(bases, 0, len(bases), (), self.lexicon):
            if token.tag == "basis":
                known = replace(known, head=known.head.on(token.value))
        return known

    def _are_parts(self, columns: Sequence[Column]) -> bool:
        """Whether columns are of parts: their heads are names, and nothing that is compared."""
        unnamed = [self._named(column) for column in columns if _is_unnamed(column)]
        return len(unnamed) > 1 and any(part_over(head) or head.head.segment for head in unnamed)

    def _of_part(self, label: Label, column: Column) -> Label:
        if not _is_unnamed(column):
            return label
        head = self._named(column)
        part, segment = part_over(head), head.head.segment
        if label.head.segment or label.head.part or not (part or segment):
            return label
        return replace(label, head=label.head._replace(segment=segment, part=part))

    def _named(self, column: Column) -> Label:
        return self._label(beside_atoms(column.head))

    def _metric(self, label: Label) -> Metric | None:
        return self.issuer.metrics.get(label.head.metric)

    def _claim(
        self, row: Row, placed: PlacedCell, label: Label, place: ColumnPlace
    ) -> Found | None:
        number = placed.cell.number
        if number is None:
            return None
        label = _in_money(label, number)
        bare = bool(label.head.segment) and not label.head.metric
        if (bare and is_money(number)) or (bare and number.unit == ""):
            label = replace(label, head=label.head._replace(metric="revenue"))
        head, metric = label.head, self._metric(label)
        column = placed.column.head if placed.column else ""
        amounts = CellAmounts(row, column, self.issuer.company.currency)
        quantity, said = amounts.scaled(number, metric, change=place.role in _CHANGES)
        name = (head.metric or None) if metric else None
        if name and (quantity.ulp < 1 or "/" in quantity.unit):
            name = metric_for(name, quantity)
        if name and not measurable(self.issuer.metrics[name], quantity, direct=True):
            name = None
        role: Role = "other" if label.share or (quantity.unit == "" and not name) else place.role
        if name is None and not (is_money(quantity) or quantity.unit in RATES):
            return None
        level = role not in _CHANGES
        cost = _is_taken_off(row) and metric is not None and _is_cost(head.metric, metric)
        spent = cost and is_money(quantity)
        loss = (
            head.loss and level and _is_whole(row) and not label.both_signs and quantity.value > 0
        )
        known = said or not (is_money(quantity) and "/" not in quantity.unit)
        part = head.part or ("" if head.segment or name else label.words)
        return Found(
            quantity,
            says=amounts.printed(number, quantity, cost=spent),
            role=role,
            metric=name,
            segment=head.segment,
            part="" if head.segment else part,
            basis=head.basis,
            period=place.period,
            sign=-1 if loss or (quantity.value < 0 and not spent) else number.direction,
            evidence=_doubted(prove_cell(head, role), dated=place.sure, known=known and not bare),
        )


def _alternate(columns: Sequence[Column]) -> bool:
    """Whether each amount has its share right behind it: `2024 | % of sales | 2023 | ...`."""
    kinds = [each.kind for each in columns]
    return len(kinds) > 1 and set(kinds[::2]) == {"time"} and set(kinds[1::2]) == {"share"}


def _as_margin(
    known: Label, place: ColumnPlace, standing: ColumnPlace
) -> tuple[Label, ColumnPlace]:
    """A profit's share of revenue is the margin, of the same stretch of time as the profit."""
    margin = margins().get(known.head.metric, "")
    if not margin:
        return known, place
    return replace(known, head=known.head._replace(metric=margin)), standing


def _doubted(evidence: Evidence, *, dated: bool, known: bool) -> Evidence:
    """What stays open of a cell whose column, or whose scale or metric, is only likely."""
    evidence = evidence if dated else evidence.doubting("period")
    return evidence if known else evidence.doubting("metric")


def _margin_of(label: Label) -> str:
    """The metric of a row below `Margin`, which stands beside its amount."""
    metric = label.head.metric
    return metric if metric in margins().values() else margins().get(metric, "")


def _is_unnamed(column: Column) -> bool:
    """Whether a head has words of its own and names no period."""
    return column.kind in ("", "time") and not column.when


def _is_whole(row: Row) -> bool:
    """Whether no amount of a row is printed below zero: then a loss has no other sign."""
    return all(each.value >= 0 for each in _amounts(row))


def _is_taken_off(row: Row) -> bool:
    """Whether a row's brackets only say that its amounts are taken off."""
    below = all(each.value <= 0 for each in _amounts(row))
    return below or _TAKEN_OFF.search(row.label.text) is not None


def _amounts(row: Row) -> list[Quantity]:
    return [each for each in (placed.cell.number for placed in row.numbers) if _is_amount(each)]


def _is_amount(number: Quantity | None) -> TypeGuard[Quantity]:
    return number is not None and number.unit not in RATES


def _in_money(label: Label, number: Quantity) -> Label:
    """`Gross margin 40,427` is the amount that the margin is a part of."""
    amount = _AMOUNTS.get(label.head.metric, "")
    money = number.unit == "" and abs(number.value) > _MOST_PERCENT
    if amount and (money or is_money(number)):
        return replace(label, head=label.head._replace(metric=amount))
    return label


def _is_cost(name: str, metric: Metric) -> bool:
    """Whether a statement may print the metric in brackets because it is taken off."""
    return metric.unit == "money" and (metric.sign == "positive" or _COST.search(name) is not None)
