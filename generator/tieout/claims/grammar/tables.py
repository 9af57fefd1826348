"""Rows of tables as claims: whose number it is by label, headings and columns, read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from tieout.claims.grammar.evidence import Evidence
from tieout.claims.grammar.found import Found, quote
from tieout.claims.grammar.labels import Label, part_over, read_label, under
from tieout.claims.grammar.lexicon import Lexicon
from tieout.claims.grammar.measurable import RATES, is_money, measurable, metric_for
from tieout.claims.grammar.proof import prove_cell
from tieout.claims.grammar.sentence import IssuerInText
from tieout.claims.grammar.spans import find_periods
from tieout.claims.grammar.stretches import ColumnPlace, own_year, place_of
from tieout.claims.grammar.tags import tag
from tieout.claims.layout.atoms import atoms, beside_atoms
from tieout.claims.layout.cells import in_scale
from tieout.claims.layout.columns import Column, read_column
from tieout.claims.layout.growth import base_of
from tieout.claims.layout.scales import scale_in
from tieout.claims.layout.table import PlacedCell, Row
from tieout.claims.numbers.quantity import Quantity
from tieout.figures.metrics import Metric, margins
from tieout.records.article import Role

_SCALE_WORDS = {3: "thousand", 5: "lakh", 6: "million", 7: "crore", 8: "hundred million"}
_SCALE_WORDS |= {9: "billion", 12: "trillion"}
_OWN_SCALE = re.compile(r"(?i)[0-9]\s?\)?\s?(?:[tbm]r?illion|thousand|lakh|crore|[bmkt]l?n?)\b")
_TAKEN_OFF = re.compile(r"(?i)\((?:provision|expense|charge)")
_COST = re.compile(r"expense|cost|charge|capex|dividends|buybacks|depreciation|amortization")
_SEQUENTIAL = re.compile(r"(?i)q\s?/\s?q|qoq|q-o-q|sequential|quarter[\s-](?:over|on)[\s-]quarter")
_CENTS = re.compile(r"(?i)\b(?:cents?|pence|penny|paise)\b|\((?:US\s?)?[cp\u00a2]\)")
"""A label that counts what is paid for a share in hundredths: `Earnings per share (pence)`."""
_AHEAD = re.compile(r"(?i)\b(?:guidance|outlook|forecast|targets|expectations)\b")
_NAMED = re.compile(r"(?i)Q[1-4]|[1-4]Q|quarter|H[12]|[12]H|HY|FY|fiscal")
"""A column that names its stretch of time itself."""
_MARGIN = re.compile(r"(?i)margins?(?:\s?%)?")
_PERIODS = re.compile(r"(?i)\Avs\.?\s")
_CODES = {"US$": "USD", "HK$": "HKD", "RMB": "CNY", "\u20ac": "EUR", "\u00a3": "GBP"}
_CODE = re.compile(r"US\$|HK\$|\b(?:RMB|USD|EUR|GBP|JPY|CNY|INR|CHF)\b|[\u20ac\u00a3]")
_ROLES: dict[str, Role] = {
    "surprise": "surprise",
    "guidance": "guidance",
    "consensus": "consensus",
    "prior": "prior_year",
    "priorq": "previous_quarter",
    "actual": "actual",
    "share": "other",
    "effect": "other",
    "between": "other",
}
_AMOUNTS = {"gross_margin": "gross_profit", "operating_margin": "operating_income"}
_MOST_PERCENT = 200
_CHANGES = ("yoy", "qoq", "surprise")
_MOST_BARE, _MOST_CARDED = 2, 4
"""So many numbers of a row without a head are of one period, and so many an estimate among them."""


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
        parted = self._are_parts(columns)
        metric, standing, shared = "", None, _alternate(columns)
        for at, placed in enumerate(row.numbers):
            known = self._known(row, label, sections, placed, metric)
            if parted and placed.column:
                known = self._of_part(known, placed.column)
            metric = known.head.metric
            place = _as_long(self._place(row, at, known, year), placed.column, standing)
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

    def _place(self, row: Row, at: int, label: Label, year: int) -> ColumnPlace:
        placed = row.numbers[at]
        column = _spanned(placed.column, row.title)
        metric = self._metric(label)
        over = " ".join((*(each.text for each in row.sections), row.title, row.corner))
        if _AHEAD.search(over) and not placed.cell.head:
            ahead = self._ahead(over, column)
            if ahead:
                return ahead
        if placed.cell.head:
            own = read_column(placed.cell.head)
            return self._under(own, metric, year)
        if column is None:
            return self._guessed(row, at)
        if not column.kind and label.neutral:
            return self._under(read_column(row.label.text), metric, year)
        if label.growth and not label.share and placed.cell.number and column.kind == "time":
            place = self._under(column, metric, year)
            rate = placed.cell.number.unit in (*RATES, "")
            return replace(place, role="yoy") if rate and place.role == "actual" else place
        return self._under(column, metric, year)

    def _ahead(self, title: str, column: Column | None) -> ColumnPlace | None:
        """What a table of guidance holds: the period of its column or else of its title."""
        if column is not None and column.kind not in ("", "time", "guidance"):
            return None
        for words in (column.head if column else "", title):
            for mention in find_periods(words):
                period = self.issuer.view.resolve(mention, guided=True)
                ahead = period.period not in ("quarter", "other") and not period.shift
                return ColumnPlace("guidance", period.period) if ahead else None
        return None

    def _under(self, column: Column, metric: Metric | None, year: int) -> ColumnPlace:
        view = self.issuer.view
        stock = metric is not None and metric.kind == "stock"
        if column.kind == "time" or (not column.kind and column.span):
            return place_of(column, view, year, stock=stock)
        dated = column.kind != "change" and any(each.isdecimal() for each in column.when)
        when = column.when if dated else ""
        period = place_of(replace(column, when=when), view, year, stock=stock).period
        if column.kind != "change":
            return ColumnPlace(_ROLES.get(column.kind, "actual"), period, bool(column.kind))
        if _PERIODS.match(column.when):
            than = place_of(replace(column, when=column.when[3:]), view, year, stock=stock)
            roles: dict[Role, Role] = {"prior_year": "yoy", "previous_quarter": "qoq"}
            back = "year" in column.when.lower() or column.when.lower().endswith(("py", "ly"))
            return ColumnPlace("yoy" if back else roles.get(than.role, "other"), period)
        return ColumnPlace("qoq" if _SEQUENTIAL.search(column.head) else "yoy", period)

    def _guessed(self, row: Row, at: int) -> ColumnPlace:
        """Without a head over it: what the row's own arithmetic tells, else its order.

        The first number is the period's own. A percentage behind amounts is growth, and the amount
        from which it leads to the first is that of the year before, with certainty.
        """
        numbers = [each.cell.number for each in row.numbers if each.cell.number]
        number, base = numbers[at], base_of(numbers)
        pair = len(numbers) <= _MOST_BARE and not row.headed
        if at == 0:
            return ColumnPlace("actual", "quarter", sure=base is not None or pair)
        if base is not None and at in (base, len(numbers) - 1):
            return ColumnPlace("prior_year" if at == base else "yoy", "quarter")
        rates = sum(each.unit in RATES for each in numbers)
        if number.unit in RATES and numbers[0].unit not in RATES and rates == 1:
            return ColumnPlace("yoy", "quarter", sure=False)
        if base is None and (row.headed or len(numbers) > _MOST_CARDED):
            return ColumnPlace("other", "quarter", sure=False)
        last = max(place for place, each in enumerate(numbers) if each.unit == numbers[0].unit)
        role: Role = "prior_year" if base is None and at == last else "consensus"
        return ColumnPlace(role, "quarter", sure=False)

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
        quantity, said = self._scaled(number, row, placed, metric, place)
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
            says=self._says(number, quantity, row, cost=spent),
            role=role,
            metric=name,
            segment=head.segment,
            part="" if head.segment else part,
            basis=head.basis,
            period=place.period,
            sign=-1 if loss or (quantity.value < 0 and not spent) else number.direction,
            evidence=_doubted(prove_cell(head, role), dated=place.sure, known=known and not bare),
        )

    def _scaled(
        self,
        number: Quantity,
        row: Row,
        placed: PlacedCell,
        metric: Metric | None,
        place: ColumnPlace,
    ) -> tuple[Quantity, bool]:
        """The number in base units, and whether its scale is known."""
        head = placed.column.head if placed.column else ""
        change = place.role in _CHANGES
        if number.unit in (*RATES, "x"):
            return number, True
        if number.unit == "" and ((change and "%" in head) or (metric and metric.unit == "%")):
            points = change and metric is not None and metric.unit == "%"
            return number._replace(unit="pp" if points else "%"), True
        power = _power(number, row, metric)
        if power is None:
            return number, False
        unit = _money_over(head) or self.issuer.company.currency
        if metric is not None and not metric.unit.startswith("money"):
            unit = "shares" if metric.unit == "shares" else ""
        return in_scale(number, power, unit), True

    def _says(self, number: Quantity, scaled: Quantity, row: Row, *, cost: bool) -> str:
        """The number as a sentence would print it: signs together, with its scale."""
        printed = " ".join(number.text.replace("/dollarsign", "$").split())
        if cost and number.value < 0:
            printed = printed.replace("(", "").replace(")", "").lstrip("-\u2212")
        if scaled.value * 100 == number.value and number.value:
            return f"{printed} {(_CENTS.search(row.label.text) or [''])[0].strip('()')}".strip()
        power = row.shares if scaled.unit == "shares" and row.shares is not None else row.scale
        if scaled.value != number.value and power:
            return f"{printed} {_SCALE_WORDS[power]}"
        if scaled.unit == "%" and number.unit == "":
            return f"{printed}%"
        return printed


def _money_over(head: str) -> str:
    """The currency that a column's head names: `US$` beside `RMB`."""
    named = {_CODES.get(code, code) for code in _CODE.findall(head)}
    return named.pop() if len(named) == 1 else ""


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


def _as_long(
    place: ColumnPlace, column: Column | None, standing: ColumnPlace | None
) -> ColumnPlace:
    """A change is over the same stretch of time as the columns before it: `9M 2024 | 9M 2023`."""
    if column is None or column.kind != "change" or column.span or standing is None:
        return place
    return replace(place, period=standing.period, sure=place.sure and standing.sure)


def _doubted(evidence: Evidence, *, dated: bool, known: bool) -> Evidence:
    """What stays open of a cell whose column, or whose scale or metric, is only likely."""
    evidence = evidence if dated else evidence.doubting("period")
    return evidence if known else evidence.doubting("metric")


def _margin_of(label: Label) -> str:
    """The metric of a row below `Margin`, which stands beside its amount."""
    metric = label.head.metric
    return metric if metric in margins().values() else margins().get(metric, "")


def _spanned(column: Column | None, title: str) -> Column | None:
    """A column with the stretch of time that only the title names: `six months ended June 30`."""
    if column is None or column.span or column.kind not in ("time", "prior", "actual", "change"):
        return column
    spans = [] if _NAMED.search(column.when) else atoms([title])
    found = [atom.text for atom in spans if atom.kind == "span"]
    return replace(column, span=found[0]) if len(found) == 1 else column


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


def _power(number: Quantity, row: Row, metric: Metric | None) -> int | None:
    """The power of ten of a row's numbers; None where no heading tells it.

    What is paid for a share, and what is counted, is exempt from the scale of amounts.
    """
    if _OWN_SCALE.search(number.text):
        return 0
    if metric is not None and metric.unit == "shares":
        return row.scale if row.shares is None else row.shares
    if metric is not None and metric.unit != "money":
        return _own_power(row) if metric.unit == "count" else -2 if _in_cents(row, metric) else 0
    return row.scale


def _in_cents(row: Row, metric: Metric) -> bool:
    """Whether a row's label says that it counts money of a share in cents or pence."""
    return metric.unit.startswith("money per") and _CENTS.search(row.label.text) is not None


def _own_power(row: Row) -> int:
    """The scale that a label tells of what it counts: `Subscribers (thousands)`."""
    return scale_in(row.label.text) or 0


def _is_cost(name: str, metric: Metric) -> bool:
    """Whether a statement may print the metric in brackets because it is taken off."""
    return metric.unit == "money" and (metric.sign == "positive" or _COST.search(name) is not None)
