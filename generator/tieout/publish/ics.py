"""The days of releases as a calendar that programs subscribe to (RFC 5545).

Written by `icalendar` (escaping, folding), which brought no other package with it. Times are in
UTC, so that the file needs no table of zones; an announced release and its record share one UID,
and stamps come from the data.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from tieout.edition import Edition
from tieout.figures.display import day
from tieout.figures.periods import FiscalLabel
from tieout.views.brief.line import BriefLine
from tieout.views.shared.dates import midnight
from tieout.views.shared.plain import one_line
from tieout.views.upkeep.calendar import Announced, Days, DividendDay, coming, dividends

_PRODUCT = "-//Tieout//Releases//EN"
_DAILY = timedelta(days=1)


def calendar(lines: Iterable[BriefLine], days: Iterable[Days], edition: Edition) -> bytes:
    """Every release on record or announced, and days of dividends; the same bytes each time.

    An announced release keeps its UID when its record comes, so that programs move the entry and
    make no second one.
    """
    whole = Calendar()
    whole.add("prodid", _PRODUCT)
    whole.add("version", "2.0")
    whole.add("x-wr-calname", "Results: releases and filings")
    whole.add("refresh-interval", _DAILY, {"VALUE": "DURATION"})
    for line in lines:
        whole.add_component(_past(line, edition))
    known = list(days)
    for each in coming(known):
        whole.add_component(_announced(each, edition))
    for dividend in dividends(known):
        whole.add_component(_dividend(dividend, edition))
    return bytes(whole.to_ical())


def _past(line: BriefLine, edition: Edition) -> Event:
    told = "report filed" if line.day_is == "filing" else "results"
    event = _event(line.issuer, line.label, f"{line.party.name} {line.label} {told}", edition)
    # The moment in UTC needs no table of zones; the whole day where no time is known.
    event.add("dtstart", line.published if line.has_time else line.released)
    event.add("dtstamp", midnight(line.released))
    _tell(event, line.own_label, line.hour, line.release_note)
    _lead(event, line.path, edition)
    return event


def _announced(each: Announced, edition: Edition) -> Event:
    event = _event(each.issuer, each.label, f"{each.name} {each.label} results", edition)
    event.add("dtstart", each.moment or each.day)
    event.add("dtstamp", midnight(each.changed))
    since = f"announced {day(each.published)}" if each.published else "announced"
    _tell(event, each.hour, since)
    _lead(event, f"{each.issuer}/", edition)
    return event


def _dividend(each: DividendDay, edition: Edition) -> Event:
    kind = "" if each.kind == "regular" else f", {each.kind}"
    event = _event(each.issuer, each.label, f"{each.name} {each.what}{kind}", edition)
    uid, _, host = str(event.pop("uid")).partition("@")
    mark = f"{each.what} {each.kind} {each.day}".replace(" ", "-")
    event.add("uid", f"{uid}-{mark}@{host}")
    event.add("dtstart", each.day)
    event.add("dtstamp", midnight(each.declared))
    _tell(event, f"declared {day(each.declared)}")
    _lead(event, f"{each.issuer}/{each.label.slug}/", edition)
    return event


def _event(issuer: str, label: FiscalLabel, told: str, edition: Edition) -> Event:
    event = Event()
    host = urlsplit(edition.site).hostname or "tieout"
    event.add("uid", f"{issuer}-{label.slug}@{host}")
    event.add("summary", one_line(told))
    event.add("transp", "TRANSPARENT")
    return event


def _tell(event: Event, *parts: str) -> None:
    if told := one_line("; ".join(part for part in parts if part)):
        event.add("description", told)


def _lead(event: Event, page: str, edition: Edition) -> None:
    """To a page of the site, where its address is known: a calendar knows no other way there."""
    if edition.site:
        event.add("url", edition.page(page))
