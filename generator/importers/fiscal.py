"""An issuer's fiscal calendar, worked out from the days its filings report on.

The SEC's own `fy` and `fp` are those of a filing's cover: wrong in one of ten, and the same
on every comparative row. Days are never wrong in that way, so labels come from them; `fy` only has
a vote on whether the issuer calls its years after their start or their end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from generator.importers.filings import Filing
from generator.periods import MONTHS, WEEKDAYS, FiscalCalendar, FiscalLabel
from generator.problems import Finding

_DAY = timedelta(days=1)
_QUARTER = 91.3
_SLACK = timedelta(days=10)
"""A year of whole weeks ends within this of where a rule puts its end."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A fiscal period with the filings that report on it, the first filed first."""

    label: FiscalLabel
    filings: tuple[Filing, ...]

    @property
    def first(self) -> Filing:
        """The filing in which the period was first reported."""
        return self.filings[0]

    @property
    def end(self) -> date:
        """The last day of the period."""
        end = self.first.end
        if end is None:  # such a filing never gets a label
            raise AssertionError
        return end


def year_end(calendar: FiscalCalendar) -> str:
    """A calendar's rule as company files have it: `last Saturday of September`."""
    month = MONTHS[calendar.month - 1]
    if calendar.rule == "fixed":
        return f"{month} {calendar.day}"
    day = WEEKDAYS[calendar.weekday]
    return (
        f"last {day} of {month}"
        if calendar.rule == "last"
        else f"nearest {day} to the end of {month}"
    )


def infer(filings: Iterable[Filing]) -> FiscalCalendar:
    """The calendar of the latest fiscal years; raises Finding where no filing shows one."""
    known = list(filings)
    ends = _year_ends(known)
    if not ends:
        finding = "no filing in the body reports on a fiscal quarter or year"
        raise Finding(finding, "see whether the issuer files 10-Q, 10-K, 20-F or 40-F as XBRL")
    latest = ends[-1]
    same_time = [end for end in ends if _same_season(end, latest)]
    calendar = max(_candidates(same_time), key=lambda each: _fit(each, same_time))
    return replace(calendar, named_by=_named_by(known, calendar))


def _year_ends(filings: Sequence[Filing]) -> list[date]:
    """The last days of fiscal years that filings show: their own, and that before their first."""
    ends = {each.end for each in filings if each.annual and each.year and each.end}
    ends |= {each.fiscal_year_start - _DAY for each in filings if each.fiscal_year_start}
    return sorted(ends)


def _same_season(end: date, latest: date) -> bool:
    days = (latest - end).days % 365.25
    return min(days, 365.25 - days) <= _SLACK.days


def _candidates(ends: Sequence[date]) -> Iterable[FiscalCalendar]:
    """Rules that may hold, the likelier first."""
    for month, day in sorted({(end.month, end.day) for end in ends}):
        if (date(2023, month, day) + _DAY).month != month if (month, day) != (2, 29) else True:
            yield FiscalCalendar(month, 28 if month == 2 else day)
    months = {(end - timedelta(days=6)).month for end in ends} | {end.month for end in ends}
    weekdays = {end.weekday() for end in ends}
    for rule in ("last", "nearest"):
        for month in sorted(months):
            for weekday in sorted(weekdays):
                yield FiscalCalendar(month, weekday=weekday, rule=rule)
    for month, day in sorted({(end.month, end.day) for end in ends} - {(2, 29)}):
        yield FiscalCalendar(month, day)


def _fit(calendar: FiscalCalendar, ends: Sequence[date]) -> tuple[int, int]:
    """How many of the ends the rule gives: of the latest ones first, then of all."""
    hits = [_gives(calendar, end) for end in ends]
    return sum(hits[-4:]), sum(hits)


def _gives(calendar: FiscalCalendar, end: date) -> bool:
    return any(calendar.year_end(year) == end for year in range(end.year - 1, end.year + 2))


def _named_by(filings: Sequence[Filing], calendar: FiscalCalendar) -> Literal["end", "start"]:
    """What most filings say their year is called after; the end, unless most say the start."""
    votes = Counter(
        label.year - each.fiscal_year
        for each in filings
        if each.fiscal_year and (label := label_of(each, calendar))
    )
    return "start" if votes[1] > sum(votes.values()) / 2 else "end"


def label_of(filing: Filing, calendar: FiscalCalendar) -> FiscalLabel | None:
    """The fiscal period a filing reports on, by the days of its columns.

    None where it shows no column, or its fiscal year does not begin where the calendar has it: in
    the years before a change of calendar.
    """
    start, end = filing.fiscal_year_start, filing.end
    if start is None or end is None:
        return None
    before = calendar.label(start - _DAY)
    if before.part != "Q4" or abs(calendar.year_end(before.year) - (start - _DAY)) > _SLACK:
        return None
    quarter = 4 if filing.annual else round((end - start).days / _QUARTER)
    if not 1 <= quarter <= 4:
        return None
    label = FiscalLabel(before.year + 1, f"Q{quarter}")
    annual_only = filing.annual and abs(calendar.year_end(label.year) - end) > _SLACK
    return None if annual_only else label


def periods(filings: Iterable[Filing], calendar: FiscalCalendar) -> list[Reported]:
    """The periods on which filings report, in order of time, each with its filings.

    Two filings that disagree on where a period ends leave only the first one's. An amendment that
    has a part of the columns alone goes with the filing it amends.
    """
    known = list(filings)
    found: dict[FiscalLabel, list[Filing]] = {}
    ends: dict[date | None, FiscalLabel] = {}
    for filing in known:
        if label := label_of(filing, calendar):
            ends.setdefault(filing.end, label)
            found.setdefault(label, [])
    for filing in known:
        label = label_of(filing, calendar) or ends.get(filing.end)
        if label and (not found[label] or found[label][0].end == filing.end):
            found[label].append(filing)
    return [
        Reported(label, tuple(own))
        for label, own in sorted(found.items(), key=lambda each: each[0].position)
    ]
