"""What is taken out of, or exchanged in, what was chosen: a missing value beats a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tieout.figures.periods import FiscalLabel
from tieout.importers.choose import Chooser, Chosen, Column, scale_of
from tieout.importers.filings import ROUNDED_IN_NOTES, Reading
from tieout.importers.versions import later_readings

_PARTS: tuple[Column, ...] = ("quarter", "year_to_date")
_SLIPS = tuple(Decimal(10) ** power for power in (-9, -6, -3, 3, 6, 9))
_COUNTS = ("shares_basic", "shares_diluted", "shares_outstanding")
_FAR = 100
_SLIP_SLACK = Decimal("0.001")


def clean(chooser: Chooser, chosen: Sequence[Chosen]) -> None:
    """Leave in the readings what can be trusted, and what does not follow from the rest."""
    _without_slips(chooser, chosen)
    _of_one_concept(chooser, chosen)
    _without_sums(chooser, chosen)


def _without_slips(chooser: Chooser, chosen: Sequence[Chosen]) -> None:
    """Take out readings that later filings give a thousand or a million times as high or low.

    One of the two is tagged in the wrong scale, and nothing tells which: a missing value is better.
    So with a number of shares that is far from the period's others.
    """
    for period in chosen:
        counts = {key: each for key, each in period.readings.items() if key[1] in _COUNTS}
        for key, reading in counts.items():
            others = [each.value for other, each in counts.items() if other != key]
            if others and all(_is_far(reading.value, other) for other in others):
                period.readings.pop(key)
        for (column, metric), first in list(period.readings.items()):
            if any(
                _slips(first, later) for later in later_readings(chooser, period, column, first)
            ):
                del period.readings[column, metric]


def _is_far(value: Decimal, other: Decimal) -> bool:
    return value * _FAR < other or other * _FAR < value


def _slips(first: Reading, later: Reading) -> bool:
    if not first.value or not later.value:
        return False
    ratio = later.value / first.value
    return any(abs(ratio / slip - 1) < _SLIP_SLACK for slip in _SLIPS)


def _of_one_concept(chooser: Chooser, chosen: Sequence[Chosen]) -> None:
    """Take a year's figures from the concept of its quarters, so that the fourth is what is left.

    Where the yearly report does not have it, a figure that notes report, too, is left out: the
    other concept may be another thing.
    """
    by_label = {each.label: each for each in chosen}
    for period in chosen:
        labels = [FiscalLabel(period.label.year, f"Q{number}") for number in (1, 2, 3)]
        quarters = [by_label[label] for label in labels if label in by_label]
        for (column, metric), year in list(period.readings.items()):
            parts = (each.readings.get((part, metric)) for each in quarters for part in _PARTS)
            concepts = sorted({part.concept for part in parts if part is not None})
            if column != "fiscal_year" or not concepts or year.concept in concepts:
                continue
            span = period.spans[column]
            same = year.filing.read(metric, span, chooser.currency, concepts)
            if same is not None:
                period.readings[column, metric] = same
            elif metric in ROUNDED_IN_NOTES:
                del period.readings[column, metric]


def _without_sums(chooser: Chooser, chosen: Sequence[Chosen]) -> None:
    """Take out six and nine months that are the sum of quarters on record, within rounding."""
    by_label = {each.label: each for each in chosen}
    for period in chosen:
        labels = [
            FiscalLabel(period.label.year, f"Q{n + 1}") for n in range(period.label.last_quarter)
        ]
        for (column, metric), total in list(period.readings.items()):
            parts = [
                part.value
                for label in labels
                if label in by_label
                and (part := by_label[label].readings.get(("quarter", metric))) is not None
            ]
            if column == "year_to_date" and len(parts) == len(labels):
                ulp = scale_of(period.reported.first, chooser.currency)
                off = abs(sum(parts, Decimal(0)) - total.value)
                flow = chooser.metrics[metric].kind == "flow"
                if not flow or off <= ulp * (len(parts) + 1) / 2:
                    del period.readings[column, metric]
