"""A fiscal year as a road of four stages, on which quarters, halves and nine months are routes.

Each printed figure says how long its stretch of the road is, give or take its rounding. Where two
routes between the same two points cannot both be right, one of the figures is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from tieout.figures.metrics import catalogue
from tieout.figures.periods import FiscalLabel
from tieout.importers.choose import Chosen, ConceptChooser, scale_of
from tieout.importers.filings import FiledNumber
from tieout.importers.left_out import Column

_POINTS = range(5)
_BETWEEN: tuple[Column, ...] = ("quarter", "year_to_date", "fiscal_year")
Year = Mapping[int, Chosen]
"""The chosen periods of a fiscal year, by the number of the quarter with which they end."""


@dataclass(frozen=True, slots=True)
class RoadStretch:
    """A figure between two points of the year: 0 is its start, 4 its end."""

    period: Chosen
    column: Column
    reading: FiledNumber
    begin: int
    end: int
    slack: Decimal
    """One unit of the last digit: issuers round parts so that they add up in print."""

    @property
    def low(self) -> Decimal:
        """The least it can be."""
        return self.reading.value - self.slack

    @property
    def high(self) -> Decimal:
        """The most it can be."""
        return self.reading.value + self.slack


def years(chosen: Iterable[Chosen]) -> list[Year]:
    """The chosen periods by fiscal year, in order of time."""
    found: dict[int, dict[int, Chosen]] = {}
    for each in chosen:
        found.setdefault(each.label.year, {})[each.label.last_quarter] = each
    return list(found.values())


def begin_of(label: FiscalLabel, column: Column) -> int:
    """The point of the year at which a column of a period starts."""
    return label.last_quarter - label.quarters if column == "quarter" else 0


def stretches(chooser: ConceptChooser, year: Year, metric: str) -> list[RoadStretch]:
    """What the records of a year print of a metric that adds up over time."""
    found = []
    for end, period in year.items():
        for column in _BETWEEN:
            reading = period.readings.get((column, metric))
            if reading is not None:
                slack = scale_of(reading.filing, chooser.currency)
                begin = begin_of(period.label, column)
                found.append(RoadStretch(period, column, reading, begin, end, slack))
    return found


def agree(known: Collection[RoadStretch]) -> bool:
    """Whether all routes between any two points have a length in common.

    What cannot be below zero does not shrink as the year goes on.
    """
    most: dict[tuple[int, int], Decimal] = {(point, point): Decimal(0) for point in _POINTS}
    for each in known:
        _shorten(most, (each.begin, each.end), each.high)
        _shorten(most, (each.end, each.begin), -each.low)
        if catalogue()[each.reading.metric].sign == "positive":
            for begin, end in pairwise(_POINTS):
                _shorten(most, (end, begin), each.slack)
    for middle, start, end in product(_POINTS, _POINTS, _POINTS):
        first, second = most.get((start, middle)), most.get((middle, end))
        if first is not None and second is not None:
            _shorten(most, (start, end), first + second)
    return all(most[point, point] >= 0 for point in _POINTS)


def _shorten(most: dict[tuple[int, int], Decimal], way: tuple[int, int], length: Decimal) -> None:
    most[way] = min(most.get(way, length), length)


def reach(known: Iterable[tuple[int, int]]) -> int:
    """How many of the quarters, and whether the year itself, follow from stretches of it."""
    group = {point: point for point in _POINTS}
    for begin, end in known:
        joined, other = group[begin], group[end]
        group = {point: joined if each == other else each for point, each in group.items()}
    quarters = sum(group[point] == group[point + 1] for point in range(4))
    return quarters + (group[0] == group[4])


def without(known: Collection[RoadStretch], one: RoadStretch) -> Iterator[RoadStretch]:
    """The same stretches but one."""
    return (each for each in known if each is not one)
