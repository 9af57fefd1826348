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
from itertools import islice, takewhile
from typing import Literal

from tieout.figures.periods import FiscalLabel
from tieout.records.blocks import Upcoming
from tieout.records.model import Record
from tieout.records.read import Issuer

FEWEST = 2
"""With fewer releases on record an issuer has no habit yet."""
WITHOUT_HABIT = timedelta(days=183)
"""After this, results of an issuer without a habit are late, as rule T106 has it."""
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
    return any(record.period.fiscal.closing == label.closing for record in _records(issuer))


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
    held = [_position(record.period.fiscal) for record in _records(issuer)]
    if not held:
        return ()
    length = _length(issuer)
    missing = sorted(set(range(held[0], held[-1], length)) - set(held))
    return tuple(_label(position, length) for position in missing)


def _following(issuer: Issuer) -> Iterator[Due]:
    records = _records(issuer)
    if not records:
        return
    length = _length(issuer)
    position = max(_position(record.period.fiscal) for record in records)
    while True:
        position += length
        yield _due(issuer, records, _label(position, length))


def _due(issuer: Issuer, records: list[Record], label: FiscalLabel) -> Due:
    company = issuer.company.model
    end = company.calendar.quarter_end(label)
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
    alike = [each for each in records if each.period.fiscal.last_quarter == label.last_quarter]
    known = alike if len(alike) >= FEWEST else records
    if len(known) < FEWEST:
        return WITHOUT_HABIT, "none"
    kinds = {day_is(each) for each in known}
    longest = max(each.released.date - each.period.end for each in known)
    return longest, kinds.pop() if len(kinds) == 1 else "either"


def _records(issuer: Issuer) -> list[Record]:
    return [filed.model for filed in issuer.records.values()]


def _length(issuer: Issuer) -> int:
    """How many quarters the issuer's shortest periods are long."""
    return min(record.period.fiscal.quarters for record in _records(issuer))


def _position(label: FiscalLabel) -> int:
    """The closing quarter, counted from year 0."""
    return label.year * 4 + label.last_quarter - 1


def _label(position: int, length: int) -> FiscalLabel:
    year, quarter = divmod(position, 4)
    parts = {1: f"Q{quarter + 1}", 2: f"H{(quarter + 1) // 2}", 4: "FY"}
    return FiscalLabel(year, parts[length])
