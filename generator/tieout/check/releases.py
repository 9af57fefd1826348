"""Rules on the hour of a release, and what they share with those on announced ones."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import Path, RecordInHand
from tieout.figures.zones import exchange, is_place, moment, place_called
from tieout.problems import Edit, shown
from tieout.records.blocks import Appointed
from tieout.records.model import Listing


@rule("T110")
def times_of_releases_have_a_zone(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A release's time of day names its time zone, by a place: America/New_York.

    Left out, it is that of the main listing, where the exchange is known or its zone is typed.
    """
    yield from without_zone(subject.record.released, subject.company.listings[0], ("released",))


@advice("T111")
def sessions_agree_with_times(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A release said to be before the open, during the session or after the close was so.

    Its time, at the main listing's exchange, is held against the exchange's hours on whole trading
    days, to the minute, where it is one of the largest: NYSE and Nasdaq 9:30 to 16:00, HKEX 9:30
    to 16:00, LSE 8:00 to 16:30. Others are let pass; a day that ends early may be right.
    """
    released = subject.record.released
    yield from at_odds(released, subject.company.listings[0], ("released",))


def without_zone(release: Appointed, listing: Listing, path: Path) -> Iterator[RuleFinding]:
    """A time without a zone, or a zone that is no place."""
    if release.zone is not None and not is_place(release.zone):
        yield no_zone((*path, "zone"), release.zone)
    elif release.time is not None and release.zone_at(listing) is None:
        yield RuleFinding(
            (*path, "time"),
            f"{release.time:%H:%M} has no time zone",
            "add its `zone`, like America/New_York or Asia/Hong_Kong",
        )


def no_zone(path: Path, zone: str) -> RuleFinding:
    """What is said of a zone that is no place's; where a place is named, its zone is offered."""
    meant = place_called(zone)
    return RuleFinding(
        path,
        f"`{shown(zone)}` is no time zone",
        f"write {meant}" if meant else "write it like America/New_York or Asia/Hong_Kong",
        Edit(zone, meant) if meant else None,
    )


def at_odds(release: Appointed, listing: Listing, path: Path) -> Iterator[RuleFinding]:
    """A session that the release's own time contradicts."""
    hours = exchange(listing.exchange)
    if release.time is None or release.session == "unknown" or hours is None:
        return
    zone = release.zone_at(listing)
    if zone is None or not is_place(zone) or not is_place(listing.zone):
        return
    when = moment(release.date, release.time, zone, listing.zone)
    clock = when.astimezone(ZoneInfo(listing.zone)).time()
    _, opens, closes = hours
    if clock < opens:
        session = "before open"
    else:
        session = "during session" if clock < closes else "after close"
    if session != release.session:
        yield RuleFinding(
            (*path, "session"),
            f"{clock:%H:%M} at the {listing.exchange}, which trades from {opens:%H:%M} to "
            f"{closes:%H:%M}, is `{session}` and not `{release.session}`",
            "correct the session, the time or its zone",
        )
