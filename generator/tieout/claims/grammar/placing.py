"""What a column says of the numbers below it: whose they are, and of which stretch of time.

A column's own head tells it, else the title of its table; without either the arithmetic of the row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tieout.claims.grammar.labels import Label
from tieout.claims.grammar.measurable import RATES
from tieout.claims.grammar.spans import find_periods
from tieout.claims.grammar.stretches import ColumnPlace, place_of
from tieout.claims.grammar.viewpoint import Viewpoint
from tieout.claims.layout.atoms import atoms
from tieout.claims.layout.columns import Column, read_column
from tieout.claims.layout.growth import base_of
from tieout.claims.layout.table import Row
from tieout.figures.metrics import Metric
from tieout.records.article import Role

_SEQUENTIAL = re.compile(r"(?i)q\s?/\s?q|qoq|q-o-q|sequential|quarter[\s-](?:over|on)[\s-]quarter")
_AHEAD = re.compile(r"(?i)\b(?:guidance|outlook|forecast|targets|expectations)\b")
_NAMED = re.compile(r"(?i)Q[1-4]|[1-4]Q|quarter|H[12]|[12]H|HY|FY|fiscal")
"""A column that names its stretch of time itself."""
_OWN_SPAN = re.compile(
    r"(?i)\b(?:year[\s-]to[\s-]date|YTD|TTM|trailing\s(?:twelve|12)[\s-]months"
    r"|(?<!next\s)(?:six|nine|6|9)\smonths)\b"
)
"""A stretch of time in the label of a row."""
_PERIODS = re.compile(r"(?i)\Avs\.?\s")
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
_MOST_BARE, _MOST_CARDED = 2, 4
"""So many numbers of a row without a head are of one period, and so many an estimate among them."""


@dataclass(frozen=True, slots=True)
class Places:
    """Tells what the columns of a table hold, seen from the brief's own period.

    `year` is the one by which the table calls that period.
    """

    view: Viewpoint
    year: int

    def of(self, row: Row, at: int, label: Label, metric: Metric | None) -> ColumnPlace:
        """What the number at `at` of a row is; `metric` is what the row measures."""
        placed = row.numbers[at]
        column = _spanned(placed.column, row)
        over = " ".join((*(each.text for each in row.sections), row.title, row.corner))
        if _AHEAD.search(over) and not placed.cell.head:
            ahead = self._ahead(over, column)
            if ahead:
                return ahead
        if placed.cell.head:
            own = read_column(placed.cell.head)
            return self._under(own, metric)
        if column is None:
            return self._guessed(row, at)
        if not column.kind and label.neutral:
            return self._under(read_column(row.label.text), metric)
        if label.growth and not label.share and placed.cell.number and column.kind == "time":
            place = self._under(column, metric)
            rate = placed.cell.number.unit in (*RATES, "")
            return replace(place, role="yoy") if rate and place.role == "actual" else place
        return self._under(column, metric)

    def _ahead(self, title: str, column: Column | None) -> ColumnPlace | None:
        """What a table of guidance holds: the period of its column or else of its title."""
        if column is not None and column.kind not in ("", "time", "guidance"):
            return None
        for words in (column.head if column else "", title):
            for mention in find_periods(words):
                period = self.view.resolve(mention, guided=True)
                ahead = period.period not in ("quarter", "other") and not period.shift
                return ColumnPlace("guidance", period.period) if ahead else None
        return None

    def _under(self, column: Column, metric: Metric | None) -> ColumnPlace:
        stock = metric is not None and metric.kind == "stock"
        if column.kind == "time" or (not column.kind and column.span):
            return place_of(column, self.view, self.year, stock=stock)
        dated = column.kind != "change" and any(each.isdecimal() for each in column.when)
        when = column.when if dated else ""
        period = place_of(replace(column, when=when), self.view, self.year, stock=stock).period
        if column.kind != "change":
            return ColumnPlace(_ROLES.get(column.kind, "actual"), period, bool(column.kind))
        if _PERIODS.match(column.when):
            than = place_of(
                replace(column, when=column.when[3:]), self.view, self.year, stock=stock
            )
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


def _spanned(column: Column | None, row: Row) -> Column | None:
    """A column with the stretch of time that the row's label or only the title names.

    `Operating cash flow, year to date`; `Six months ended June 30`.
    """
    if column is None or column.kind not in ("time", "prior", "actual", "change"):
        return column
    own = _OWN_SPAN.search(row.label.text)
    if own:
        return replace(column, span=own[0])
    if column.span:
        return column
    spans = [] if _NAMED.search(column.when) else atoms([row.title])
    found = [atom.text for atom in spans if atom.kind == "span"]
    return replace(column, span=found[0]) if len(found) == 1 else column


def as_long(place: ColumnPlace, column: Column | None, standing: ColumnPlace | None) -> ColumnPlace:
    """A change is over the same stretch of time as the columns before it: `9M 2024 | 9M 2023`."""
    if column is None or column.kind != "change" or column.span or standing is None:
        return place
    return replace(place, period=standing.period, sure=place.sure and standing.sure)
