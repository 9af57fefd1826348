"""Rules on releases that an issuer has announced, in company files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tieout.check.releases import at_odds, without_zone
from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import CompanySubject
from tieout.facts.schedule import is_on_record

_WEEK = timedelta(weeks=1)
_WEEKS_APART = timedelta(weeks=4)


@rule("T821")
def announced_results_follow_the_end_of_their_period(
    subject: CompanySubject,
) -> Iterator[RuleFinding]:
    """The day of an announced release is later than its period can end.

    By the fiscal calendar, with the leeway of T101: a week for a quarter within the year, four
    where fiscal years end on a weekday, none for a year.
    """
    calendar = subject.company.calendar
    for index, coming in enumerate(subject.company.upcoming):
        end = calendar.period_end(coming.period)
        slack = timedelta(0)
        if not coming.period.ends_year:
            slack = _WEEK if calendar.rule == "fixed" else _WEEKS_APART
        if coming.date <= end - slack:
            yield RuleFinding(
                ("upcoming", index, "date"),
                f"{coming.period} ends on {end}, and its release is announced for {coming.date}",
                "correct the day, or the period",
            )


@advice("T822")
def announcements_go_when_the_record_is_there(subject: CompanySubject) -> Iterator[RuleFinding]:
    """A period that has a record has no release to come."""
    for index, coming in enumerate(subject.company.upcoming):
        if is_on_record(subject.issuer, coming.period):
            yield RuleFinding(
                ("upcoming", index),
                f"the record of {coming.period} is there",
                "delete the announcement; the record's `released` has the day",
            )


@rule("T823")
def announcements_can_be_followed(subject: CompanySubject) -> Iterator[RuleFinding]:
    """An announced day is never a guess: its source has an address or an accession number."""
    for index, coming in enumerate(subject.company.upcoming):
        if coming.source.url is None and coming.source.accession is None:
            yield RuleFinding(
                ("upcoming", index, "source"),
                f"the announcement of {coming.date} has no address",
                "add the `url` at which the issuer announces the day, or leave the release out",
            )


@rule("T824")
def a_release_is_announced_once(subject: CompanySubject) -> Iterator[RuleFinding]:
    """No period has two announced releases: the latest announcement holds."""
    first: dict[str, int] = {}
    for index, coming in enumerate(subject.company.upcoming):
        if first.setdefault(coming.period.slug, index) != index:
            yield RuleFinding(
                ("upcoming", index, "period"),
                f"the release of {coming.period} is announced twice",
                "keep the latest announcement",
            )


@rule("T825")
def times_of_announced_releases_have_a_zone(subject: CompanySubject) -> Iterator[RuleFinding]:
    """An announced time of day names its time zone, by a place: America/New_York."""
    for index, coming in enumerate(subject.company.upcoming):
        yield from without_zone(coming, subject.company.listings[0], ("upcoming", index))


@advice("T826")
def announced_sessions_agree_with_times(subject: CompanySubject) -> Iterator[RuleFinding]:
    """An announced session agrees with the announced time, as T111 has it of releases."""
    for index, coming in enumerate(subject.company.upcoming):
        yield from at_odds(coming, subject.company.listings[0], ("upcoming", index))


@rule("T827")
def announcements_are_older_than_their_day(subject: CompanySubject) -> Iterator[RuleFinding]:
    """An announcement is not published after the day it announces; a day is for time zones."""
    for index, coming in enumerate(subject.company.upcoming):
        published = coming.source.published
        if published is not None and published > coming.date + timedelta(days=1):
            yield RuleFinding(
                ("upcoming", index, "source", "published"),
                f"the announcement of {published} is later than the day it announces, "
                f"{coming.date}",
                "correct one of the two days",
            )
