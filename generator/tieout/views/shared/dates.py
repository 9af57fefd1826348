"""When a brief came out, and when it last changed: from its record, never from the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tieout.facts.schedule import DayIs
from tieout.figures.said import day
from tieout.figures.saying import framed, say
from tieout.figures.zones import is_place, moment
from tieout.records.blocks import Appointed
from tieout.records.company import Company
from tieout.records.model import Record


def came(kind: DayIs) -> str:
    """What happened on the day, as a line begins with it: `Released`, or `Filed`."""
    return {"release": say("Released"), "filing": say("Filed")}[kind]


def released_cell(when: date, kind: DayIs) -> str:
    """The day under a heading that says `Released`; one of a filing is marked."""
    if kind != "filing":
        return day(when)
    return framed("{day}<small>{how}</small>", day=day(when), how=say("filed"))


def has_time(company: Company, release: Appointed) -> bool:
    """Whether the moment of a release is known, and not its day alone."""
    home = company.listings[0]
    zones = (release.zone_at(home), home.zone)
    return release.time is not None and all(zone and is_place(zone) for zone in zones)


def comes_out(company: Company, release: Appointed) -> datetime:
    """The moment of a release, in UTC; the day's first one where the time is not known."""
    home = company.listings[0]
    zone = release.zone_at(home)
    if release.time and zone and has_time(company, release):
        return moment(release.date, release.time, zone, home.zone)
    return midnight(release.date)


def came_out(company: Company, record: Record) -> datetime:
    """When the results came out."""
    return comes_out(company, record.released)


def last_changed(company: Company, record: Record) -> datetime:
    """When the brief last changed: it came out, or a mistake in it was mended."""
    mended = (midnight(each.date) for each in record.corrections)
    return max((came_out(company, record), *mended))


def midnight(day: date) -> datetime:
    """The first moment of a day, in UTC."""
    return datetime.combine(day, time(), UTC)
