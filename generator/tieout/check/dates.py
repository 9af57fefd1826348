"""Rules on days: periods against the fiscal calendar, releases after periods, nothing to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import Path, RecordInHand
from tieout.figures.periods import WEEKDAYS

_WEEKS_APART = timedelta(weeks=4)
_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)
_HALF_A_YEAR = timedelta(days=183)
_QUARTER_WEEKS = (11, 17)
_ABOUT_THAT_TIME = timedelta(days=380)
_A_CALENDAR = 2
"""So many other quarters on one weekday are no chance."""


def _ends_on_calendar(subject: RecordInHand) -> bool:
    """Whether the period ends where, or as near as may be to where, its label says."""
    period = subject.record.period
    calendar = subject.company.calendar_of(period.fiscal)
    slack = timedelta(0)
    if not period.fiscal.ends_year:
        slack = _WEEK if calendar.rule == "fixed" else _WEEKS_APART
    return abs(period.end - calendar.period_end(period.fiscal)) <= slack


@rule("T101")
def periods_end_where_the_fiscal_calendar_says(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The period ends where the issuer's fiscal year end puts its label.

    A fiscal year ends on that very day. A quarter within it may end up to a week from the end of
    its month; where fiscal years end on a weekday, up to four weeks from it (quarters of 12 or 16
    weeks).
    """
    period = subject.record.period
    calendar = subject.company.calendar_of(period.fiscal)
    expected = calendar.period_end(period.fiscal)
    if not _ends_on_calendar(subject):
        near = calendar.label(period.end)
        hint = "" if near == period.fiscal.closing else f" ({near} ends nearest)"
        yield RuleFinding(
            ("period", "end"),
            f"{period.fiscal} of this issuer ends on {expected}, not on {period.end}",
            f"correct the end or the label{hint}, or `fiscal_year_end` in company.yml",
        )


@advice("T102")
def quarters_end_with_a_month_or_a_whole_week(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A quarter ends with its month, or on the weekday on which the issuer's fiscal years end.

    Some issuers whose years end on a fixed day end their quarters on a weekday, and others have
    changed the weekday: where most of the quarters about that time do, it is their calendar.
    """
    period = subject.record.period
    calendar = subject.company.calendar_of(period.fiscal)
    expected = calendar.period_end(period.fiscal)
    off = abs(period.end - expected)
    if period.fiscal.ends_year or off > _WEEKS_APART:
        return
    if calendar.rule == "fixed":
        if timedelta(0) < off <= _WEEK and not _weekday_is_usual(subject):
            yield RuleFinding(
                ("period", "end"),
                f"the period ends on {period.end}, and its month on {expected}",
                "see whether the release says so",
            )
    elif period.end.weekday() != calendar.weekday and not _weekday_is_usual(subject):
        yield RuleFinding(
            ("period", "end"),
            f"{period.end} is a {WEEKDAYS[period.end.weekday()]}, and this issuer's fiscal years "
            f"end on a {WEEKDAYS[calendar.weekday]}",
            "see whether the release says so",
        )


def _weekday_is_usual(subject: RecordInHand) -> bool:
    """Whether the issuer's quarters within the year end on this weekday about that time."""
    own = subject.record.period.end
    periods = [filed.model.period for filed in subject.issuer.records.values()]
    inner = [each.end for each in periods if not each.fiscal.ends_year]
    others = [each for each in inner if each != own and abs(each - own) <= _ABOUT_THAT_TIME]
    same = sum(each.weekday() == own.weekday() for each in others)
    return same >= _A_CALENDAR and 2 * same >= len(others)


@rule("T103")
def periods_start_before_they_end(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The first day of a period, where it is typed, is earlier than its last."""
    period = subject.record.period
    if period.start is not None and period.start >= period.end:
        yield RuleFinding(
            ("period", "start"),
            f"the period starts on {period.start} and ends on {period.end}",
            "correct one of the two",
        )


@advice("T104")
def periods_are_as_long_as_their_label(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A quarter that types its first day is 11 to 17 weeks long.

    A month is a third of that, a half year twice and a fiscal year four times. The days between two
    fiscal years have a label of their own, TP.
    """
    period, months = subject.record.period, subject.record.period.fiscal.months
    if period.start is None or period.start >= period.end or not months:
        return
    days = (period.end - period.start).days + 1
    least, most = (weeks * 7 * months // 3 for weeks in _QUARTER_WEEKS)
    if not least <= days <= most:
        yield RuleFinding(
            ("period", "start"),
            f"{period.fiscal} is {days} days long, from {period.start} to {period.end}",
            "correct the first day, or leave it out",
        )


@rule("T112")
def a_transition_period_says_when_it_begins(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The days between two fiscal years, TP, have their first day with them: no label gives it."""
    period = subject.record.period
    if not period.fiscal.months and period.start is None:
        yield RuleFinding(
            ("period", "fiscal"),
            f"{period.fiscal} may be of any length",
            "add the first day, like `start: 2024-07-01`",
        )


@rule("T113")
def periods_of_one_kind_do_not_overlap(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A period that types its first day begins after the one of its kind before it has ended."""
    period = subject.record.period
    if period.start is None:
        return
    for filed in subject.issuer.records.values():
        other = filed.model.period
        if other.fiscal.months == period.fiscal.months and period.start <= other.end < period.end:
            yield RuleFinding(
                ("period", "start"),
                f"{period.fiscal} starts on {period.start}, and {other.fiscal} ends on {other.end}",
                "correct one of the two days",
            )


@rule("T105")
def results_follow_the_end_of_their_period(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The day of the release is later than the last day of the period."""
    released, end = subject.record.released.date, subject.record.period.end
    if released <= end and _ends_on_calendar(subject):
        yield RuleFinding(
            ("released", "date"),
            f"the release of {released} is not after the end of its period, {end}",
            "correct the day of the release, or the period",
        )


@advice("T106")
def results_come_within_half_a_year(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The release is no more than 183 days after the period; late filers may be right."""
    released, end = subject.record.released.date, subject.record.period.end
    if released - end > _HALF_A_YEAR:
        yield RuleFinding(
            ("released", "date"),
            f"the release of {released} is {(released - end).days} days after {end}",
            "see whether the year is right",
        )


@advice("T107")
def results_come_in_the_order_of_their_periods(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A later period is not released before an earlier one; late filers may be right."""
    before = subject.before
    if before is None or before.model.period.end >= subject.record.period.end:
        return
    earlier, released = before.model.released.date, subject.record.released.date
    if released < earlier:
        yield RuleFinding(
            ("released", "date"),
            f"the release of {released} is before that of {before.model.period.fiscal}, {earlier}",
            "correct the day of one of the releases",
        )


@rule("T108")
def no_day_is_in_the_future(subject: RecordInHand) -> Iterator[RuleFinding]:
    """What a record tells has happened: no day in it is later than today.

    Today is the day of the last commit, or of the edit; a day is allowed for time zones.
    """
    for path, day in _days(subject):
        if day > subject.as_of + _DAY:
            yield RuleFinding(
                path, f"{day} is in the future, seen from {subject.as_of}", "correct the day"
            )


def _days(subject: RecordInHand) -> Iterator[tuple[Path, date]]:
    """Every day that stands for something past."""
    record = subject.record
    yield ("released", "date"), record.released.date
    for key, source in record.sources.items():
        for name in ("published", "retrieved"):
            if (day := getattr(source, name)) is not None:
                yield ("sources", key, name), day
    for index, estimate in enumerate(record.consensus):
        if estimate.as_of is not None:
            yield ("consensus", index, "as_of"), estimate.as_of
    for index, dividend in enumerate(record.dividends):
        yield ("dividends", index, "declared"), dividend.declared
    for index, move in enumerate(record.reaction):
        yield ("reaction", index, "session"), move.session
    for index, correction in enumerate(record.corrections):
        yield ("corrections", index, "date"), correction.date


@rule("T109")
def corrections_follow_the_release(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A correction of what this site showed is not dated before the release itself."""
    released = subject.record.released.date
    for index, correction in enumerate(subject.record.corrections):
        if correction.date < released:
            yield RuleFinding(
                ("corrections", index, "date"),
                f"the correction of {correction.date} is before the release of {released}",
                "correct the day",
            )


@rule("T114")
def a_former_label_is_no_other_periods(subject: RecordInHand) -> Iterator[RuleFinding]:
    """What a period was called before is not what a period of the issuer is called now."""
    taken = {filed.model.period.fiscal: name for name, filed in subject.issuer.records.items()}
    for index, label in enumerate(subject.record.period.formerly):
        if label in taken:
            yield RuleFinding(
                ("period", "formerly", index),
                f"{label} is the period of {taken[label]}.yml",
                "correct the label, or delete it",
            )
