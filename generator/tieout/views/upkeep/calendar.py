"""Days of releases: what is to come, as far as it is announced, and what came, by quarter.

A day that no issuer has announced is never shown, and none is worked out: where there is no
announcement, the day of the year before stands there.

Announcements that have passed are told on the page of coverage and not by the check, which does not
turn against files that nobody has touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from tieout.facts.schedule import MOST_DUE, Due, is_on_record, late, next_due
from tieout.figures.display import NOTHING
from tieout.figures.periods import FiscalLabel
from tieout.figures.said import day
from tieout.figures.saying import framed, joined, say
from tieout.records.blocks import Upcoming
from tieout.records.read import Issuer
from tieout.views.brief.line import BriefLine
from tieout.views.shared.dates import comes_out, has_time
from tieout.views.shared.naming import hour
from tieout.views.shared.plain import plain
from tieout.views.shared.prose import link
from tieout.views.shared.tables import ColumnHead, Table

_PAST = (say("Day"), say("Issuer"), say("Period"), say("Ended"), say("When"))


@dataclass(frozen=True, slots=True)
class Announced:
    """A release that an issuer has announced, of a period without a record. Text is as typed."""

    issuer: str
    """In addresses."""
    name: str
    label: FiscalLabel
    day: date
    hour: str
    moment: datetime | None
    """In UTC; None where the day alone is known."""
    source: str
    url: str
    published: date | None
    """The day of the announcement."""
    changed: date
    """The day since which it is known here."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A row of a table that is in the order of days."""

    day: date
    issuer: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DividendDay:
    """A day of a dividend that an issuer has declared. Text is as typed."""

    issuer: str
    """In addresses."""
    name: str
    label: FiscalLabel
    """The period with whose results it was declared."""
    day: date
    what: str
    """`ex-dividend` or `dividend paid`."""
    kind: str
    declared: date


@dataclass(frozen=True, slots=True)
class Days:
    """What the calendar shows of one issuer, beside the briefs that are there."""

    announced: tuple[Announced, ...]
    unannounced: tuple[Dated, ...]
    """The next period, if its day is not announced."""
    dividends: tuple[DividendDay, ...]
    """Days on which shares go ex, and on which dividends are paid."""
    behind: tuple[Dated, ...]
    """That periods are missing which should be out by now, if so."""


@dataclass(frozen=True, slots=True)
class PastQuarter:
    """The releases of one calendar quarter, the latest first."""

    title: str
    releases: Table


@dataclass(frozen=True)
class CalendarPage:
    """What `/calendar/` shows."""

    as_of: str
    announced: Table
    """Releases that issuers have announced, the next one first."""
    dividends: Table
    """Days of dividends to come, the next one first."""
    unannounced: Table
    """The next period of every other issuer, with the day of the year before."""
    behind: Table
    """Issuers of whom periods that should be out by now are not on this site."""
    quarters: tuple[PastQuarter, ...]
    """Past releases, the latest quarter first."""


def days_of(issuer: Issuer, as_of: date) -> Days:
    """What the calendar shows of one issuer; `as_of` is the day that counts as today."""
    upcoming = (
        each for each in issuer.company.model.upcoming if not is_on_record(issuer, each.period)
    )
    due, missing = next_due(issuer, as_of), late(issuer, as_of)
    return Days(
        announced=tuple(_appointed(issuer, each) for each in upcoming),
        unannounced=(_unannounced(issuer, due),) if due and due.announced is None else (),
        dividends=tuple(_dividend_days(issuer)),
        behind=(_behind(issuer, missing),) if missing else (),
    )


def _dividend_days(issuer: Issuer) -> Iterator[DividendDay]:
    for filed in issuer.records.values():
        for row in filed.model.dividends:
            for when, what in ((row.ex, "ex-dividend"), (row.paid, "dividend paid")):
                if when is not None:
                    yield DividendDay(
                        issuer=issuer.slug,
                        name=issuer.company.model.short_name,
                        label=filed.model.period.fiscal,
                        day=when,
                        what=what,
                        kind=row.kind,
                        declared=row.declared,
                    )


def _appointed(issuer: Issuer, upcoming: Upcoming) -> Announced:
    company, source = issuer.company.model, upcoming.source
    is_timed = has_time(company, upcoming)
    return Announced(
        issuer=issuer.slug,
        name=company.short_name,
        label=upcoming.period,
        day=upcoming.date,
        hour=hour(company, upcoming),
        moment=comes_out(company, upcoming) if is_timed else None,
        source=source.title,
        url=source.url or "",
        published=source.published,
        changed=source.published or source.retrieved or upcoming.date,
    )


def _unannounced(issuer: Issuer, due: Due) -> Dated:
    cells = (_page(issuer), str(due.label), day(due.end), _year_before(due, issuer))
    return Dated(due.end, issuer.slug, cells)


def _year_before(due: Due, issuer: Issuer) -> str:
    if due.year_before is None:
        return NOTHING
    slug = due.label.years_back(1).slug
    return framed(
        "[{day}]({address})", day=day(due.year_before), address=f"{issuer.slug}/{slug}/index.md"
    )


def _behind(issuer: Issuer, missing: Sequence[Due]) -> Dated:
    *_, last = issuer.records.values()
    latest = last.model.period.fiscal
    cells = (
        _page(issuer),
        f"[{latest}]({issuer.slug}/{latest.slug}/index.md)",
        say("at least {count}", count=MOST_DUE) if len(missing) == MOST_DUE else str(len(missing)),
        joined(" to ", dict.fromkeys(str(each.label) for each in (missing[0], missing[-1]))),
    )
    return Dated(missing[0].end, issuer.slug, cells)


def _page(issuer: Issuer) -> str:
    return f"[{plain(issuer.company.model.short_name)}]({issuer.slug}/index.md)"


def view(days: Sequence[Days], lines: Iterable[BriefLine], as_of: date) -> CalendarPage:
    """Everything the calendar shows, from the days of all issuers and all briefs."""
    unannounced = (each for issuer in days for each in issuer.unannounced)
    behind = (each for issuer in days for each in issuer.behind)
    return CalendarPage(
        as_of=day(as_of),
        announced=_announced(coming(days), as_of),
        dividends=_dividends(dividends(days), as_of),
        unannounced=_dated(
            (say("Issuer"), say("Next period"), say("Ends"), say("A year before")), unannounced
        ),
        behind=_dated((say("Issuer"), say("Latest here"), say("Missing"), say("Periods")), behind),
        quarters=tuple(_quarters(lines)),
    )


def coming(days: Iterable[Days]) -> list[Announced]:
    """Every announced release of a period without a record, the next one first."""
    found = [each for issuer in days for each in issuer.announced]
    return sorted(found, key=lambda each: (each.day, each.issuer))


def dividends(days: Iterable[Days]) -> list[DividendDay]:
    """Every day of a dividend, the first one first."""
    found = [each for issuer in days for each in issuer.dividends]
    return sorted(found, key=lambda each: (each.day, each.issuer, each.what, each.kind))


def _dividends(found: Iterable[DividendDay], as_of: date) -> Table:
    titles = (say("Day"), say("Issuer"), say("What"), say("Declared"))
    heads = [ColumnHead(title, numbers=False) for title in titles]
    rows = (
        (
            day(each.day),
            f"[{plain(each.name)}]({each.issuer}/index.md)",
            joined(", ", (say(each.what), "" if each.kind == "regular" else say(each.kind))),
            _declared(each),
        )
        for each in found
        if each.day >= as_of
    )
    return Table.of(heads, rows)


def _declared(each: DividendDay) -> str:
    told = say("{day}, with {period}", day=day(each.declared), period=each.label)
    address = f"{each.issuer}/{each.label.slug}/index.md"
    return framed("[{told}]({address})", told=told, address=address)


def _announced(found: Iterable[Announced], as_of: date) -> Table:
    columns = (say("Day"), say("Issuer"), say("Period"), say("When"), say("Announced in"))
    rows = (
        (
            joined(", ", (day(each.day), say("passed") if each.day < as_of else "")),
            f"[{plain(each.name)}]({each.issuer}/index.md)",
            str(each.label),
            plain(each.hour) or NOTHING,
            link(each.url, each.source),
        )
        for each in found
    )
    return Table.of([ColumnHead(title, numbers=False) for title in columns], rows)


def _dated(columns: Iterable[str], rows: Iterable[Dated]) -> Table:
    ordered = sorted(rows, key=lambda each: (each.day, each.issuer))
    heads = [ColumnHead(title, numbers=False) for title in columns]
    return Table.of(heads, (each.cells for each in ordered))


def _quarters(lines: Iterable[BriefLine]) -> Iterator[PastQuarter]:
    heads = [ColumnHead(title, numbers=False) for title in _PAST]
    past = sorted(lines, key=lambda each: (-each.released.toordinal(), each.issuer))
    for title, found in groupby(past, key=_quarter):
        yield PastQuarter(title, Table.of(heads, map(_past, found)))


def _quarter(line: BriefLine) -> str:
    """The calendar quarter in which the results came out."""
    return f"Q{(line.released.month + 2) // 3} {line.released.year}"


def _past(line: BriefLine) -> tuple[str, ...]:
    return (
        joined(", ", (day(line.released), say("filed") if line.day_is == "filing" else "")),
        f"[{plain(line.party.name)}]({line.issuer}/index.md)",
        f"[{line.label}]({line.record}/index.md)",
        day(line.span.end),
        _when(line),
    )


def _when(line: BriefLine) -> str:
    told = [plain(line.hour)] if line.hour else []
    told += [f"<small>{plain(line.release_note)}</small>"] if line.release_note else []
    return joined(" ", told) if told else NOTHING
