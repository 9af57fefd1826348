"""Days of releases: what is to come, as far as it is announced, and what came, by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tieout.facts.schedule import MOST_DUE, Due, day_is, is_on_record, late, next_due
from tieout.figures.display import NOTHING, day
from tieout.figures.periods import MONTHS, FiscalLabel
from tieout.records.blocks import Upcoming
from tieout.records.model import Record, Release
from tieout.records.read import Issuer
from tieout.views.shared.naming import hour
from tieout.views.shared.prose import link, plain
from tieout.views.shared.tables import Column, Table

_MOST_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Month:
    """The releases of one month, the latest first."""

    title: str
    releases: Table


@dataclass(frozen=True)
class CalendarPage:
    """What `/calendar/` shows."""

    as_of: str
    announced: Table
    """Releases that issuers have announced, the next one first."""
    unannounced: Table
    """The next period of every other issuer, with the day of the year before."""
    behind: Table
    """Issuers of whom periods that should be out by now are not on this site."""
    months: tuple[Month, ...]
    """Past releases, the latest month first."""


def view(issuers: Mapping[str, Issuer], as_of: date) -> CalendarPage:
    """Everything the calendar shows; `as_of` is the day that counts as today."""
    return CalendarPage(
        as_of=day(as_of),
        announced=_announced(coming(issuers), as_of),
        unannounced=_unannounced(issuers, as_of),
        behind=_behind(issuers, as_of),
        months=tuple(_months(issuers)),
    )


def coming(issuers: Mapping[str, Issuer]) -> list[tuple[Upcoming, Issuer]]:
    """Every announced release of a period without a record, the next one first."""
    found = [
        (each, issuer)
        for issuer in issuers.values()
        for each in issuer.company.model.upcoming
        if not is_on_record(issuer, each.period)
    ]
    return sorted(found, key=lambda each: (each[0].date, each[1].slug))


def next_releases(issuers: Mapping[str, Issuer], as_of: date) -> Table:
    """The announced releases that are nearest, from today on: what the front page shows."""
    ahead = [each for each in coming(issuers) if each[0].date >= as_of]
    return _announced(ahead[:_MOST_AHEAD], as_of)


def _announced(found: Sequence[tuple[Upcoming, Issuer]], as_of: date) -> Table:
    columns = ("Day", "Issuer", "Period", "When", "Announced in")
    rows = (
        (
            day(each.date) + (", passed" if each.date < as_of else ""),
            _page(issuer),
            str(each.period),
            plain(hour(each)) or NOTHING,
            link(each.source.url, each.source.title),
        )
        for each, issuer in found
    )
    return Table.of([Column(title, numbers=False) for title in columns], rows)


def _unannounced(issuers: Mapping[str, Issuer], as_of: date) -> Table:
    columns = ("Issuer", "Next period", "Ends", "A year before")
    found = [
        (due, issuer)
        for issuer in issuers.values()
        if (due := next_due(issuer, as_of)) is not None and due.announced is None
    ]
    found.sort(key=lambda each: (each[0].end, each[1].slug))
    rows = (
        (
            _page(issuer),
            str(due.label),
            day(due.end),
            _year_before(due, issuer),
        )
        for due, issuer in found
    )
    return Table.of([Column(title, numbers=False) for title in columns], rows)


def _behind(issuers: Mapping[str, Issuer], as_of: date) -> Table:
    columns = ("Issuer", "Latest here", "Missing", "Periods")
    found = [(due, issuer) for issuer in issuers.values() if (due := late(issuer, as_of))]
    found.sort(key=lambda each: (each[0][0].end, each[1].slug))
    rows = (
        (
            _page(issuer),
            _latest(issuer),
            f"at least {MOST_DUE}" if len(due) == MOST_DUE else str(len(due)),
            " to ".join(dict.fromkeys(str(each.label) for each in (due[0], due[-1]))),
        )
        for due, issuer in found
    )
    return Table.of([Column(title, numbers=False) for title in columns], rows)


def _latest(issuer: Issuer) -> str:
    *_, last = issuer.records.values()
    return _brief(issuer, last.model.period.fiscal)


def _year_before(due: Due, issuer: Issuer) -> str:
    if due.year_before is None:
        return NOTHING
    slug = due.label.years_back(1).slug
    return f"[{day(due.year_before)}]({issuer.slug}/{slug}/index.md)"


def _months(issuers: Mapping[str, Issuer]) -> Iterator[Month]:
    columns = ("Day", "Issuer", "Period", "Ended", "When")
    past = [
        (filed.model, issuer) for issuer in issuers.values() for filed in issuer.records.values()
    ]
    past.sort(key=lambda each: (-each[0].released.date.toordinal(), each[1].slug))
    for (year, month), found in groupby(past, key=lambda each: _month(each[0].released.date)):
        rows = (_past(record, issuer) for record, issuer in found)
        table = Table.of([Column(title, numbers=False) for title in columns], rows)
        yield Month(f"{MONTHS[month - 1]} {year}", table)


def _month(when: date) -> tuple[int, int]:
    return when.year, when.month


def _past(record: Record, issuer: Issuer) -> tuple[str, ...]:
    period = record.period
    return (
        day(record.released.date) + (", filed" if day_is(record) == "filing" else ""),
        _page(issuer),
        _brief(issuer, period.fiscal),
        day(period.end),
        _when(record.released),
    )


def _when(released: Release) -> str:
    told = [plain(hour(released))] if hour(released) else []
    told += [f"<small>{plain(released.note)}</small>"] if released.note else []
    return " ".join(told) or NOTHING


def _page(issuer: Issuer) -> str:
    return f"[{plain(issuer.company.model.short_name)}]({issuer.slug}/index.md)"


def _brief(issuer: Issuer, label: FiscalLabel) -> str:
    return f"[{label}]({issuer.slug}/{label.slug}/index.md)"
