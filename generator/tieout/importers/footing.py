"""A year adds up from its parts: a figure that the others contradict is left out, and derived.

Filers tag the whole year as its last quarter, or exchange this year's column with the last one's.
What a quarter was before a restatement contradicts the year, too, and is right as first reported:
left out is only what no reading of the others can bear out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.figures.periods import Span
from tieout.importers.choose import Chosen, ConceptChooser, year_before
from tieout.importers.filings import ROUNDED_IN_NOTES, FiledNumber, has_few_digits
from tieout.importers.left_out import Column, LeftOut
from tieout.importers.routes import RoadStretch, Year, agree, stretches, without, years

_LAST = 4
_INCOME = ("net_income", "net_income_attributable", "net_income_common")
_EARNINGS = ("eps_basic", "eps_diluted")
_WITH_INCOME = (*_EARNINGS, "shares_basic", "shares_diluted")
_OFF = "the year less its other parts is another number"
_ROUND = "a round number of a note, with which the year does not add up"
_TURNED = "only with the other sign is it the sum of its quarters"
_YEAR_IN_QUARTER = "it is that of the whole year"
_SWAPPED = "its filing has this year's and last year's columns exchanged"
_LEAST_SWAPPED = 2
_NEXT_YEAR = 300
"""Days after which a report is one of the next fiscal year."""


def without_contradicted(chooser: ConceptChooser, chosen: Sequence[Chosen]) -> Iterator[LeftOut]:
    """Take out what the rest of its year contradicts; gives what was taken out."""
    for year in years(chosen):
        for metric, known in chooser.metrics.items():
            if known.kind == "flow" and known.unit == "money":
                yield from _one_metric(chooser, year, metric)
        yield from _earnings_of_the_year(year)


def _one_metric(chooser: ConceptChooser, year: Year, metric: str) -> Iterator[LeftOut]:
    known = stretches(chooser, year, metric)
    if agree(known):
        return
    for each in known:
        if _is_turned(each, known):
            yield take_out(chooser, each.period, each.reading, each, _TURNED)
    if metric in ROUNDED_IN_NOTES:
        yield from _told_in_notes(chooser, known)
    known = stretches(chooser, year, metric)
    wrong = None if agree(known) else _wrong(chooser, year, known)
    if wrong is None:
        return
    yield take_out(chooser, wrong.period, wrong.reading, wrong, _OFF)
    if metric in _INCOME:
        for name in _WITH_INCOME:
            reading = wrong.period.readings.get((wrong.column, name))
            if reading is not None and reading.filing is wrong.reading.filing:
                yield take_out(chooser, wrong.period, reading, wrong, _OFF)


def _told_in_notes(chooser: ConceptChooser, known: Collection[RoadStretch]) -> Iterator[LeftOut]:
    """Take out what notes tell in round numbers, where the year adds up without them."""
    round_ones = [each for each in known if has_few_digits(each.reading.value)]
    if agree([each for each in known if each not in round_ones]):
        for each in round_ones:
            yield take_out(chooser, each.period, each.reading, each, _ROUND)


def _wrong(chooser: ConceptChooser, year: Year, known: Sequence[RoadStretch]) -> RoadStretch | None:
    """The one figure without which the year adds up; of several the printed fourth quarter.

    None where it may be another: a quarter restated within the year, so that what later ones add
    to it does not fit. Such a later one is given again a year after.
    """
    alone = [each for each in known if agree(list(without(known, each)))]
    turned = [each for each in alone if agree([*without(known, each), _turned(each)])]
    for likely in (alone, turned):
        if len(likely) == 1:
            return None if _is_given_again(chooser, likely[0]) else likely[0]
    fourth = [each for each in alone if (each.begin, each.end) == (_LAST - 1, _LAST)]
    return fourth[0] if fourth and not _recast(chooser, year, fourth[0], known) else None


def _is_turned(whole: RoadStretch, known: Collection[RoadStretch]) -> bool:
    """Whether a figure has the other sign than the quarters that make it up."""
    quarters = [each for each in known if each.column == "quarter" and each.end <= whole.end]
    if whole.column == "quarter" or agree([*quarters, whole]):
        return False
    return agree([*quarters, _turned(whole)])


def _turned(stretch: RoadStretch) -> RoadStretch:
    """The same with the other sign."""
    return replace(stretch, reading=replace(stretch.reading, value=-stretch.reading.value))


def _is_given_again(chooser: ConceptChooser, stretch: RoadStretch) -> bool:
    """Whether next year's report has the same number for a quarter before the last.

    Next year's 10-K may repeat the slip of a fourth quarter: its columns are made of this one's.
    """
    reading, span = stretch.reading, stretch.period.spans[stretch.column]
    if stretch.column != "quarter" or stretch.end == _LAST:
        return False
    again = (
        filing.read(reading.metric, span, chooser.currency, [reading.concept])
        for filing in chooser.later(reading, span)
        if not filing.annual and (filing.filed - reading.filing.filed).days > _NEXT_YEAR
    )
    return any(each is not None and each.value == reading.value for each in again)


def _recast(
    chooser: ConceptChooser, year: Year, fourth: RoadStretch, known: Collection[RoadStretch]
) -> bool:
    """Whether the year adds up with what its own report makes of the earlier quarters."""
    whole = [each for each in known if each.column == "fiscal_year"]
    parts = [fourth]
    for number in range(1, _LAST):
        span = year[number].spans.get("quarter") if number in year else None
        metric, concept = fourth.reading.metric, fourth.reading.concept
        reading = span and fourth.reading.filing.read(metric, span, chooser.currency, [concept])
        if not reading:
            return False
        parts.append(
            RoadStretch(year[number], "quarter", reading, number - 1, number, fourth.slack)
        )
    return agree([*whole, *parts])


def take_out(
    chooser: ConceptChooser, period: Chosen, reading: FiledNumber, at: RoadStretch, why: str
) -> LeftOut:
    """Take out a reading, and believe no later filing that repeats it."""
    del period.readings[at.column, reading.metric]
    span = period.spans[at.column]
    for filing in (reading.filing, *chooser.later(reading, span)):
        filing.doubt(span, reading.concept, reading.value)
    return LeftOut(period.label, at.column, reading.metric, why)


def _earnings_of_the_year(year: Year) -> Iterator[LeftOut]:
    """Earnings per share of the year that stand as those of its last quarter."""
    last = year.get(_LAST)
    for name in _EARNINGS if last else ():
        if last is None or not _is_of_the_year(last, name):
            continue
        before = [each.readings.get(("quarter", name)) for each in year.values() if each != last]
        parts = [each.value for each in before if each is not None]
        nine, own = sum(parts, Decimal(0)), last.readings["quarter", name].value
        if len(parts) == _LAST - 1 and abs(nine) > abs(own) / 5:
            del last.readings["quarter", name]
            yield LeftOut(last.label, "quarter", name, _YEAR_IN_QUARTER)


def _is_of_the_year(last: Chosen, name: str) -> bool:
    whole, quarter = (last.readings.get((each, name)) for each in ("fiscal_year", "quarter"))
    return whole is not None and quarter is not None and whole.value == quarter.value != 0


def without_swapped(chooser: ConceptChooser, chosen: Sequence[Chosen]) -> Iterator[LeftOut]:
    """Take out the columns in which a filing gives what was first reported a year earlier.

    Neither the column nor the one beside it is read again, so that no restatement comes of it.
    """
    by_label = {each.label: each for each in chosen}
    for period in chosen:
        before = by_label.get(period.label.years_back(1))
        filing = period.reported.first
        for column, span in period.spans.items():
            ago = year_before(filing, span) if column != "instant" and before else None
            if ago is None or before is None or not _swapped(chooser, period, before, column, ago):
                continue
            for each in (span, ago):
                filing.doubt(each)
            for key, reading in list(period.readings.items()):
                if key[0] == column and reading.filing is filing:
                    del period.readings[key]
                    yield LeftOut(period.label, column, key[1], _SWAPPED)


def _swapped(
    chooser: ConceptChooser, period: Chosen, before: Chosen, column: Column, ago: Span
) -> bool:
    """Whether several of a column's figures are last year's, and those beside them are not."""
    votes = 0
    for (own, metric), known in before.readings.items():
        now = period.readings.get((column, metric))
        if own != column or now is None or now.filing is not period.reported.first:
            continue
        beside = now.filing.read(metric, ago, chooser.currency, [now.concept])
        if known.value and beside is not None and beside.value != now.value:
            votes += (now.value == known.value) - (beside.value == known.value)
    return votes >= _LEAST_SWAPPED
