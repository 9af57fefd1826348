"""What is taken out of, or exchanged in, what was chosen: a missing value beats a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tieout.figures.periods import FiscalLabel
from tieout.importers.choose import Chosen, ConceptChooser
from tieout.importers.contradicted import without_contradictions
from tieout.importers.filings import FiledNumber
from tieout.importers.footing import without_contradicted, without_swapped
from tieout.importers.left_out import LeftOut
from tieout.importers.scopes import in_one_scope
from tieout.importers.versions import later_readings

_SLIPS = tuple(Decimal(10) ** power for power in (3, 6, 9))
_COUNTS = ("shares_basic", "shares_diluted", "shares_outstanding")
_FAR = 100
_FAR_OFF = "a number of shares that is far from the period's others"
_SLIPPED = "a filing has it a thousand times as high as another, or more"
_SLIP_SLACK = Decimal("0.001")


def clean(chooser: ConceptChooser, chosen: Sequence[Chosen]) -> list[LeftOut]:
    """Leave in the readings what can be trusted, and what does not follow from the rest.

    Gives what was taken out though a filing has it.
    """
    left = list(_without_slips(chooser, chosen))
    left += without_swapped(chooser, chosen)
    left += in_one_scope(chooser, chosen)
    left += without_contradicted(chooser, chosen)
    left += without_contradictions(chooser, chosen)
    _without_sums(chooser, chosen)
    return left


def _without_slips(chooser: ConceptChooser, chosen: Sequence[Chosen]) -> Iterator[LeftOut]:
    """Take out readings that later filings give a thousand or a million times as high or low.

    One of the two is tagged in the wrong scale, and nothing tells which: a missing value is better.
    The filing's other columns of the metric are in doubt with it.
    So with a number of shares that is far from the period's others.
    """
    for period in chosen:
        counts = {key: each for key, each in period.readings.items() if key[1] in _COUNTS}
        for key, reading in counts.items():
            others = [each.value for other, each in counts.items() if other != key]
            if others and all(_is_far(reading.value, other) for other in others):
                period.readings.pop(key)
                yield LeftOut(period.label, *key, _FAR_OFF)
        slipped = {
            (metric, first.filing.accession)
            for (column, metric), first in period.readings.items()
            if any(_slips(first, each) for each in later_readings(chooser, period, column, first))
        }
        for (column, metric), first in list(period.readings.items()):
            if (metric, first.filing.accession) in slipped:
                del period.readings[column, metric]
                yield LeftOut(period.label, column, metric, _SLIPPED)


def _is_far(value: Decimal, other: Decimal) -> bool:
    return value * _FAR < other or other * _FAR < value


def _slips(first: FiledNumber, later: FiledNumber) -> bool:
    """Whether one is the other in another scale, cut to whole units as filers tag it."""
    if not first.value or not later.value:
        return False
    small, large = sorted((abs(first.value), abs(later.value)))
    same_sign = first.value * later.value > 0
    return same_sign and any(
        abs(large / slip - small) <= max(small * _SLIP_SLACK, _cut(small)) for slip in _SLIPS
    )


def _cut(small: Decimal) -> Decimal:
    """What is lost of a whole number in the wrong scale; earnings per share have decimals."""
    return Decimal(1) if small == small.to_integral_value() else Decimal(0)


def _without_sums(chooser: ConceptChooser, chosen: Sequence[Chosen]) -> None:
    """Take out six and nine months that are the very sum of quarters on record.

    One that differs by a rounding tells more than they do of the quarter that is left of the year.
    """
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
                flow = chooser.metrics[metric].kind == "flow"
                if not flow or sum(parts, Decimal(0)) == total.value:
                    del period.readings[column, metric]
