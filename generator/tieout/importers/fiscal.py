"""An issuer's fiscal calendar, worked out from the days its filings report on.

The SEC's own `fy` and `fp` are those of a filing's cover: wrong in one of ten, and the same
on every comparative row. Days are never wrong in that way, so labels come from them; `fy` only has
a vote on whether the issuer calls its years after their start or their end.

Where the fiscal year has come to end in another month, each calendar labels its own time, the
transition period between them has no label, and nothing is compared or summed across it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from tieout.figures.periods import FiscalCalendar, FiscalLabel
from tieout.importers.filings import Filing
from tieout.problems import Finding

_DAY = timedelta(days=1)
_QUARTER = 91.3
_SLACK = timedelta(days=10)
"""A year of whole weeks ends within this of where a rule puts its end."""
_LONGEST_YEAR = timedelta(days=380)
_RECENT = 370


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


@dataclass(frozen=True, slots=True)
class Era:
    """A calendar with the stretch of time in which the issuer's fiscal years ended by it."""

    calendar: FiscalCalendar
    after: date
    """The last day before its first fiscal year."""
    until: date
    """The last day of its last one."""


def infer(filings: Iterable[Filing]) -> list[Era]:
    """The issuer's calendars, the latest last; raises Finding where no filing shows one.

    What lies between two of them is a transition period, and no fiscal year.
    """
    known = list(filings)
    ends = _year_ends(known)
    if not ends:
        finding = "no filing in the body reports on a fiscal quarter or year"
        raise Finding(finding, "see whether the issuer files 10-Q, 10-K, 20-F or 40-F as XBRL")
    *former, last = _runs(known)
    eras = [Era(_calendar(run, known), run[0], run[-1]) for run in former]
    if eras:
        eras[0] = replace(eras[0], after=date.min)
    before = eras[-1].until if eras else date.min
    same = [end for end in ends if _same_season(end, last[-1]) and end > before]
    after = same[0] if eras else date.min
    return [*eras, Era(_calendar(same, known), after, date.max)]


def _runs(filings: Sequence[Filing]) -> list[list[date]]:
    """The ends of whole years that yearly reports show, in runs of one season; the latest is last.

    An end that stands alone between others is a slip of a filing.
    """
    latest = _latest(filings)
    runs: list[list[date]] = []
    for end in [*sorted({day for each in filings for day in _whole_years(each)}), latest]:
        if runs and _same_season(end, runs[-1][-1]):
            runs[-1].append(end)
        else:
            runs.append([end])
    joined: list[list[date]] = []
    for run in runs:
        if joined and _same_season(run[0], joined[-1][-1]):
            joined[-1].extend(run)
        elif len(run) > 1 or run is runs[-1]:
            joined.append(run)
    return joined


def _latest(filings: Sequence[Filing]) -> date:
    """The last end of a fiscal year, by what the reports of the last year show of it.

    Whole years count most; the first day of six or nine months may be that of a new company, and
    that of a lone quarter is anything.
    """
    last = max(each.end for each in filings if each.end and each.fiscal_year_start)
    votes: Counter[date] = Counter()
    for each in filings:
        if each.end and each.fiscal_year_start and (last - each.end).days <= _RECENT:
            for day in _whole_years(each) or [each.fiscal_year_start - _DAY]:
                votes[day] += 4 if each.annual else 2 if each.year_to_date else 1
    return max(votes, key=lambda day: (_support(day, votes), day))


def _support(day: date, votes: Mapping[date, int]) -> int:
    return sum(count for other, count in votes.items() if _same_season(other, day))


def _whole_years(filing: Filing) -> list[date]:
    """The last days of the fiscal year that a yearly report covers, and of the one before it."""
    year = filing.year if filing.annual else None
    return [year.end, year.start - _DAY] if year and year.start else []


def _year_ends(filings: Sequence[Filing]) -> list[date]:
    """The last days of fiscal years that filings show: their own, and that before their first."""
    ends = {each.end for each in filings if each.annual and each.year and each.end}
    ends |= {each.fiscal_year_start - _DAY for each in filings if each.fiscal_year_start}
    return sorted(ends)


def _same_season(end: date, latest: date) -> bool:
    days = abs((latest - end).days) % 365.25
    return min(days, 365.25 - days) <= _SLACK.days


def _calendar(ends: Sequence[date], filings: Sequence[Filing]) -> FiscalCalendar:
    """The rule that gives these ends of years."""
    calendar = max(_candidates(ends), key=lambda each: _fit(each, ends))
    own = [each for each in filings if each.end and ends[0] < each.end <= ends[-1] + _LONGEST_YEAR]
    return replace(calendar, named_by=_named_by(own, calendar))


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
        if each.fiscal_year and (label := _label(each, calendar))
    )
    return "start" if votes[1] > sum(votes.values()) / 2 else "end"


def label_of(filing: Filing, eras: Iterable[Era]) -> FiscalLabel | None:
    """The fiscal period a filing reports on; None where its days are those of no fiscal year."""
    for era in eras:
        if filing.end and era.after < filing.end <= era.until:
            return _label(filing, era.calendar)
    return None


def _label(filing: Filing, calendar: FiscalCalendar) -> FiscalLabel | None:
    """The fiscal period by the days of the filing's columns.

    None where it shows no column, or its fiscal year does not begin where the calendar has it.
    """
    start, end = filing.fiscal_year_start, filing.end
    if start is None or end is None:
        return None
    before = calendar.label(start - _DAY)
    if abs(calendar.period_end(before) - (start - _DAY)) > _SLACK:
        return _of_a_new_company(filing, calendar)
    quarter = 4 if filing.annual else round((end - start).days / _QUARTER)
    if before.part != "Q4" or not 1 <= quarter <= 4:
        return None
    label = FiscalLabel(before.year + 1, f"Q{quarter}")
    annual_only = filing.annual and abs(calendar.year_end(label.year) - end) > _SLACK
    return None if annual_only else label


def _of_a_new_company(filing: Filing, calendar: FiscalCalendar) -> FiscalLabel | None:
    """The quarter that ends where the calendar has it, in a year that a company began anew.

    After a bankruptcy, a merger or its founding, its first columns start in the middle of nowhere.
    """
    if filing.annual or not filing.quarter or not filing.year_to_date or not filing.end:
        return None
    label = calendar.label(filing.end)
    near = abs(calendar.period_end(label) - filing.end) <= _SLACK
    return label if near and label.part != "Q4" else None


def periods(filings: Iterable[Filing], eras: Sequence[Era]) -> list[Reported]:
    """The periods on which filings report, in order of time, each with its filings.

    Two filings that disagree on where a period ends leave only the first one's. An amendment that
    has a part of the columns alone goes with the filing it amends.
    """
    known = list(filings)
    found: dict[FiscalLabel, list[Filing]] = {}
    ends: dict[date | None, FiscalLabel] = {}
    for filing in known:
        if label := label_of(filing, eras):
            ends.setdefault(filing.end, label)
            found.setdefault(label, [])
    for filing in known:
        label = label_of(filing, eras) or ends.get(filing.end)
        if label and (not found[label] or found[label][0].end == filing.end):
            found[label].append(filing)
    return [
        Reported(label, tuple(own))
        for label, own in sorted(found.items(), key=lambda each: each[0].position)
    ]
