"""What later filings make of a period: restated figures, share splits, comparative columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tieout.figures.periods import FiscalLabel
from tieout.figures.scales import SCALES
from tieout.importers.choose import Chosen, ConceptChooser, scale_of, year_before
from tieout.importers.filings import FiledNumber, Filing, rounds
from tieout.importers.left_out import Column
from tieout.importers.splits import ratio_of

_CENT = Decimal("0.01")
_BELOW_TAX = ("equity_method_result", "discontinued_operations")
"""Without these last year's column does not add up, whether or not this year has any."""
_RESTATED: tuple[Column, ...] = ("quarter", "fiscal_year", "instant")


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure of an earlier period that a later filing prints with another number."""

    period: FiscalLabel
    """The period restated; the whole year for a figure of a year."""
    was: FiledNumber
    now: FiledNumber
    split: Fraction | None = None
    """New shares for one old share, where that is what changed."""


@dataclass(slots=True)
class Owned:
    """What a record tells of earlier periods."""

    restated: list[Revision]
    year_ago: dict[tuple[Column, str], FiledNumber]


def tell(chooser: ConceptChooser, chosen: Sequence[Chosen]) -> Mapping[FiscalLabel, Owned]:
    """Restatements and comparative columns, by the period whose record tells them."""
    owned = {each.label: Owned([], {}) for each in chosen}
    for period in chosen:
        for found, owner in _restatements(chooser, period, chosen):
            owned[owner].restated.append(found)
    by_label = {each.label: each for each in chosen}
    for period in chosen:
        own, before = owned[period.label], by_label.get(period.label.years_back(1))
        for (column, metric), reading in _comparatives(chooser, period):
            known = before.readings.get((column, metric)) if before else None
            label = _label(period.label.years_back(1), column)
            told = any((each.period, each.was.metric) == (label, metric) for each in own.restated)
            if known is None:
                own.year_ago[column, metric] = reading
            elif not told and _differs(chooser, known, reading):
                # What an earlier filing restated is told again: growth here stands on it.
                if known.concept == reading.concept:
                    own.restated.append(Revision(label, known, reading))
                else:
                    own.year_ago[column, metric] = reading
        own.restated = list(_with_splits(list(_one_each(own.restated, period))))
    _carry_splits_back(owned)
    return owned


def _one_each(restated: Sequence[Revision], period: Chosen) -> Iterator[Revision]:
    """One row for a figure: what the record's own filing says, else what was said last.

    A report and its amendment may restate the same figure, each in its way.
    """
    rows: dict[tuple[FiscalLabel, str], list[Revision]] = {}
    for each in restated:
        rows.setdefault((each.period, each.was.metric), []).append(each)
    for same in rows.values():
        own = (each for each in same if each.now.filing is period.reported.first)
        last = next(own, same[-1])
        if len(same) == 1 or last.now.value != same[0].was.value:
            yield replace(last, was=same[0].was)


def _carry_splits_back(owned: Mapping[FiscalLabel, Owned]) -> None:
    """Tell, where a split is first told, what the quarter before is in new shares.

    Only a filing of a later year restates that quarter, and until then growth on the quarter would
    compare new shares with old ones.
    """
    first: dict[Fraction, FiscalLabel] = {}
    told = [each for own in owned.values() for each in own.restated if each.split]
    for label, own in owned.items():
        for each in own.restated:
            if each.split and each.split not in first:
                first[each.split] = label
    for split, label in first.items():
        before = label.previous_quarter()
        there = {each.was.metric for each in owned[label].restated if each.period == before}
        for each in told:
            fits = (each.period, each.split) == (before, split)
            if fits and each.was.metric not in there:
                there.add(each.was.metric)
                owned[label].restated.append(each)


def _label(label: FiscalLabel, column: Column) -> FiscalLabel:
    return FiscalLabel(label.year, "FY") if column == "fiscal_year" else label


def _restatements(
    chooser: ConceptChooser, period: Chosen, chosen: Sequence[Chosen]
) -> Iterator[tuple[Revision, FiscalLabel]]:
    for (column, metric), first in period.readings.items():
        if column not in _RESTATED:
            continue
        label = _label(period.label, column)
        latest = first
        for later in later_readings(chooser, period, column, first):
            owner = _owner(later.filing, period, chosen)
            if owner is None or not _differs(chooser, latest, later):
                continue
            # Where the filing prefers another concept now, the old one may mean something else.
            preferred = chooser.read(later.filing, metric, period.spans[column])
            if preferred is not None and preferred.concept == later.concept:
                yield Revision(label, latest, later), owner
                latest = later


def later_readings(
    chooser: ConceptChooser, period: Chosen, column: Column, first: FiledNumber
) -> Iterator[FiledNumber]:
    """The same metric and days in later filings, as long as the concept stays the same."""
    span = period.spans[column]
    for filing in chooser.later(first, span):
        reading = filing.read(first.metric, span, chooser.currency, [first.concept])
        if reading is not None:
            yield reading


def _owner(filing: Filing, period: Chosen, chosen: Sequence[Chosen]) -> FiscalLabel | None:
    """The later period whose record tells what this filing says: its own, or the next filed."""
    later = [each for each in chosen if each.label.position > period.label.position]
    for each in later:
        if filing in each.reported.filings:
            return each.label
    return next((each.label for each in later if each.reported.first.filed >= filing.filed), None)


def _differs(chooser: ConceptChooser, first: FiledNumber, later: FiledNumber) -> bool:
    """Whether two readings are different numbers, and no rounding of each other."""
    unit = chooser.metrics[first.metric].unit
    if rounds(first.value, later.value) or rounds(later.value, first.value):
        return False
    if unit == "money per share":
        return abs(first.value - later.value) >= _CENT
    scales = [_shares_scale(each) for each in (first, later)]
    if unit == "money":
        scales = [scale_of(each.filing, chooser.currency) for each in (first, later)]
    return abs(first.value - later.value) > max(scales) / 2


def _shares_scale(reading: FiledNumber) -> Decimal:
    """The last digit that counts of a number of shares, a million at most."""
    for scale in (SCALES["million"], SCALES["thousand"]):
        if not reading.value % scale:
            return scale
    return Decimal(1)


def _with_splits(restated: Sequence[Revision]) -> Iterator[Revision]:
    """The same, with the ratio where shares were split between the two filings."""
    ratios: dict[tuple[date, str], Fraction] = {}
    for each in restated:
        ratio = ratio_of(each.now.value, each.was.value)
        if ratio is not None and each.was.metric in ("shares_basic", "shares_diluted"):
            ratios[each.now.filing.filed, each.now.filing.accession] = ratio
    for each in restated:
        split = ratios.get((each.now.filing.filed, each.now.filing.accession))
        per_share = each.was.metric.startswith(("eps_", "dividend_per_share"))
        shares = each.was.metric.startswith("shares_")
        fits = split and (
            per_share or (shares and ratio_of(each.now.value, each.was.value) == split)
        )
        yield Revision(each.period, each.was, each.now, split if fits else None)


def _comparatives(
    chooser: ConceptChooser, period: Chosen
) -> Iterator[tuple[tuple[Column, str], FiledNumber]]:
    """The year-ago column that a period's own filing prints beside what is chosen from it."""
    for column in ("quarter", "fiscal_year"):
        span = period.spans.get(column)
        first = period.reported.first
        before = year_before(first, span) if span else None
        if before is None:
            continue
        for name in chooser.metrics:
            own = period.readings.get((column, name))
            reading = None
            if own is not None:
                reading = own.filing.read(name, before, chooser.currency, [own.concept])
            elif name in _BELOW_TAX:
                reading = chooser.read(first, name, before)
            if reading is not None:
                yield (column, name), reading
