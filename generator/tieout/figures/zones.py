"""Time zones of places, the moment of a release, and the hours in which exchanges trade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_PLACE = re.compile(r"[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+|UTC")
_SHIFTS = (timedelta(0), timedelta(days=-1), timedelta(days=1))

HOURS: Mapping[str, tuple[time, time]] = MappingProxyType(
    {
        "nyse": (time(9, 30), time(16)),
        "nasdaq": (time(9, 30), time(16)),
        "hkex": (time(9, 30), time(16)),
        "lse": (time(8), time(16, 30)),
        "xetra": (time(9), time(17, 30)),
    }
)
"""When the main session opens and closes, by the exchange's name in small letters.

As the exchanges' own pages on trading hours have it, on whole trading days.
"""


def is_place(zone: str) -> bool:
    """Whether a time zone is named by its place, which knows about summer time, and exists."""
    if not _PLACE.fullmatch(zone):
        return False
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def moment(day: date, clock: time, zone: str, home: str) -> datetime:
    """When it is `clock` in `zone` while the calendar shows `day` at `home`, in UTC.

    A release from Hong Kong on a Tuesday morning may be Monday's news in New York. Where `zone`
    has no such time on that day at home, it is `day` in `zone` itself. Both are places.
    """
    there, here = ZoneInfo(zone), ZoneInfo(home)
    tried = [datetime.combine(day + shift, clock, there) for shift in _SHIFTS]
    fitting = (each for each in tried if each.astimezone(here).date() == day)
    return next(fitting, tried[0]).astimezone(UTC)
