"""The days of releases as a calendar that programs subscribe to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from tieout.edition import Edition
from tieout.facts.schedule import day_is
from tieout.figures.display import day
from tieout.figures.periods import FiscalLabel
from tieout.figures.zones import is_place, moment
from tieout.records.blocks import Appointed
from tieout.records.model import Company
from tieout.records.read import Issuer
from tieout.views.shared.naming import hour
from tieout.views.shared.prose import one_line
from tieout.views.upkeep.calendar import coming

_PRODUCT = "-//Tieout//Releases//EN"
_DAILY = timedelta(days=1)


def calendar(issuers: Mapping[str, Issuer], edition: Edition) -> bytes:
    """Every release on record and every announced one; the same bytes for the same briefs.

    An announced release keeps its UID when its record comes, so that programs move the entry and
    make no second one.
    """
    whole = Calendar()
    whole.add("prodid", _PRODUCT)
    whole.add("version", "2.0")
    whole.add("x-wr-calname", "Results: releases and filings")
    whole.add("refresh-interval", _DAILY, {"VALUE": "DURATION"})
    for event in (*_past(issuers, edition), *_announced(issuers, edition)):
        whole.add_component(event)
    return bytes(whole.to_ical())


def _past(issuers: Mapping[str, Issuer], edition: Edition) -> Iterator[Event]:
    for issuer in issuers.values():
        for slug, filed in issuer.records.items():
            released, label = filed.model.released, filed.model.period.fiscal
            filed_only = day_is(filed.model) == "filing"
            told = "report filed" if filed_only else "results"
            event = _event(issuer, label, released, edition, told)
            event.add("dtstamp", _midnight(released.date))
            called = filed.model.period.issuer_label or ""
            _tell(event, called, hour(released), released.note or "")
            _lead(event, f"{issuer.slug}/{slug}/", edition)
            yield event


def _announced(issuers: Mapping[str, Issuer], edition: Edition) -> Iterator[Event]:
    for each, issuer in coming(issuers):
        source = each.source
        event = _event(issuer, each.period, each, edition)
        event.add("dtstamp", _midnight(source.published or source.retrieved or each.date))
        since = f"announced {day(source.published)}" if source.published else "announced"
        _tell(event, hour(each), since)
        _lead(event, f"{issuer.slug}/", edition)
        yield event


def _event(
    issuer: Issuer,
    label: FiscalLabel,
    release: Appointed,
    edition: Edition,
    told: str = "results",
) -> Event:
    company = issuer.company.model
    event = Event()
    host = urlsplit(edition.site).hostname or "tieout"
    event.add("uid", f"{issuer.slug}-{label.slug}@{host}")
    event.add("dtstart", _start(release, company))
    event.add("summary", one_line(f"{company.short_name} {label} {told}"))
    event.add("transp", "TRANSPARENT")
    return event


def _start(release: Appointed, company: Company) -> date | datetime:
    """The moment in UTC, which needs no table of zones; the whole day where no time is known."""
    home = company.listings[0].zone
    if release.time is None or release.zone is None or not is_place(release.zone):
        return release.date
    if not is_place(home):
        return release.date
    return moment(release.date, release.time, release.zone, home)


def _tell(event: Event, *parts: str) -> None:
    if told := one_line("; ".join(part for part in parts if part)):
        event.add("description", told)


def _lead(event: Event, page: str, edition: Edition) -> None:
    """To a page of the site, where its address is known: a calendar knows no other way there."""
    if edition.site:
        event.add("url", edition.page(page))


def _midnight(when: date) -> datetime:
    """When a program should take the entry for changed; a day in the data, never the clock."""
    return datetime.combine(when, time(), UTC)
