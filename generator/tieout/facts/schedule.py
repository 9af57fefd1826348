"""Which results an issuer has on record, which are due next, and by when they usually come.

A period is late by the issuer's own longest time from its end to the release, of the same quarter
where two are on record. What is late is what this site lacks, and stands apart from the next
period. Here alone the day of a release is told from that of a filing, by the source of `released`:
pages, feeds and the calendar then say "filed", the API has it as `released_is`. Times are kept in
the zone of their source and mean the day where the shares trade.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice, takewhile
from math import gcd
from typing import Literal

from tieout.figures.periods import FiscalLabel
from tieout.records.blocks import Upcoming
from tieout.records.model import Record
from tieout.records.read import Issuer

FEWEST = 2
"""With fewer releases on record an issuer has no habit yet."""
WITHOUT_HABIT = timedelta(days=183)
"""After this, results of an issuer without a habit are late, as rule T106 has it."""
_QUARTER, _YEAR = 3, 12
MOST_DUE = 40
"""Ten years of quarters: an issuer that has reported nothing for so long is gone."""


DayIs = Literal["release", "filing"]
"""What happened on the day that a record gives for its results."""
Habit = Literal["release", "filing", "either", "none"]
"""Of which days an issuer's habit is made; none where too few are on record."""


def day_is(record: Record) -> DayIs:
    """Whether results came out on the record's day, or were filed: they may have been out before.

    It is a filing's day where a filing is its source, and was published on no other day.
    """
    source = record.sources.get(record.released.source or record.source or "")
    if source is None or source.kind != "filing":
        return "release"
    return "filing" if source.published in (None, record.released.date) else "release"


@dataclass(frozen=True, slots=True)
class Due:
    """A period after the last one on record."""

    label: FiscalLabel
    end: date
    """By the fiscal calendar."""
    announced: Upcoming | None
    """What the issuer has announced for it."""
    year_before: date | None
    """The day on which the same period of the year before was released, if that is on record."""
    latest: date
    """The day by which it is out if the issuer takes no longer than it ever did."""
    by: Habit
    """The days from which `latest` is worked out."""

    def is_late(self, as_of: date) -> bool:
        """Whether it should be on record by that day: announced for earlier, or past its habit."""
        return (self.announced.date if self.announced else self.latest) < as_of


def is_on_record(issuer: Issuer, label: FiscalLabel) -> bool:
    """Whether a record ends with the period: a fiscal year comes with its last quarter."""
    known = (record.period.fiscal for record in _records(issuer))
    return any(each.closing == label.closing for each in known)


def next_due(issuer: Issuer, as_of: date) -> Due | None:
    """The first period after the last one on record that need not be on record by that day.

    None where there is no record, or where more than 40 periods are late.
    """
    following = islice(_following(issuer), MOST_DUE + 1)
    return next((due for due in following if not due.is_late(as_of)), None)


def late(issuer: Issuer, as_of: date) -> tuple[Due, ...]:
    """The periods that should be on record by that day, the first one first; at most 40."""
    following = islice(_following(issuer), MOST_DUE)
    return tuple(takewhile(lambda due: due.is_late(as_of), following))


def between(issuer: Issuer) -> tuple[FiscalLabel, ...]:
    """The periods without a record between the first and the last that have one."""
    rhythm = _Rhythm.of(issuer)
    if rhythm is None:
        return ()
    held = [_position(label) for label in rhythm.labels]
    missing = (each for each in range(held[0], held[-1]) if rhythm.has(each) and each not in held)
    return tuple(rhythm.label(position) for position in missing)


def _following(issuer: Issuer) -> Iterator[Due]:
    rhythm = _Rhythm.of(issuer)
    if rhythm is None:
        return
    records = _records(issuer)
    for position in filter(rhythm.has, count(_position(rhythm.labels[-1]) + 1)):
        yield _due(issuer, records, rhythm.label(position))


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """How often an issuer reports, and what it calls each of its reports.

    One that reports its quarter, half-year, nine months and year keeps to these. Monthly figures
    beside whole statements are no statements: nobody waits for them.
    """

    labels: tuple[FiscalLabel, ...]
    """The periods on record, the first one first."""

    @classmethod
    def of(cls, issuer: Issuer) -> _Rhythm | None:
        """The rhythm of an issuer; None where it has no record."""
        labels = [record.period.fiscal for record in _records(issuer)]
        statements = [each for each in labels if each.quarters]
        known = statements or [each for each in labels if each.months]
        return cls(tuple(sorted(known, key=_position))) if known else None

    @property
    def _step(self) -> int:
        """How many months lie between two reports, as far as the records tell."""
        return gcd(
            *(each.months for each in self.labels), *(each.last_month for each in self.labels)
        )

    def has(self, position: int) -> bool:
        """Whether a report is on the months up to a position.

        Who reports quarters or months reports each; others what a whole year of records shows.
        """
        first, last = _position(self.labels[0]), _position(self.labels[-1])
        shortest = min(each.months for each in self.labels)
        month = position % _YEAR + 1
        if shortest > _QUARTER and last - first >= _YEAR - shortest:
            return any(each.last_month == month for each in self.labels)
        return month % self._step == 0

    def label(self, position: int) -> FiscalLabel:
        """What the issuer calls its report for the months up to a position, as it last did."""
        year, month = divmod(position, _YEAR)
        called = {each.last_month: each.part for each in self.labels}
        return FiscalLabel(year, called.get(month + 1) or self._usual(month + 1))

    def _usual(self, month: int) -> str:
        """What such a period is called where the issuer has none on record that ends so."""
        parts = {1: f"M{month:02}", 3: f"Q{month // 3}", 6: f"H{month // 6}", _YEAR: "FY"}
        return parts[self._step]


def _due(issuer: Issuer, records: list[Record], label: FiscalLabel) -> Due:
    company = issuer.company.model
    end = company.calendar.period_end(label)
    before = issuer.records.get(label.years_back(1).slug)
    longest, by = _habit(records, label)
    return Due(
        label=label,
        end=end,
        announced=next(
            (each for each in company.upcoming if each.period.closing == label.closing), None
        ),
        year_before=before.model.released.date if before else None,
        latest=end + longest,
        by=by,
    )


def _habit(records: list[Record], label: FiscalLabel) -> tuple[timedelta, Habit]:
    """The longest from the end of such a period to the day on record, and what days those are.

    Of the same quarter in other years where two are on record, as fourth quarters take longer;
    else of all periods.
    """
    alike = [each for each in records if each.period.fiscal.last_month == label.last_month]
    known = alike if len(alike) >= FEWEST else records
    if len(known) < FEWEST:
        return WITHOUT_HABIT, "none"
    kinds = {day_is(each) for each in known}
    longest = max(each.released.date - each.period.end for each in known)
    return longest, kinds.pop() if len(kinds) == 1 else "either"


def _records(issuer: Issuer) -> list[Record]:
    return [filed.model for filed in issuer.records.values()]


def _position(label: FiscalLabel) -> int:
    """The last month, counted from year 0."""
    return label.year * _YEAR + label.last_month - 1
