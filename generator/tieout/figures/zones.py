"""Time zones of places, the moment of a release, and the hours in which exchanges trade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_PLACE = re.compile(r"[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+|UTC")
_SHIFTS = (timedelta(0), timedelta(days=-1), timedelta(days=1))


class Exchange(NamedTuple):
    """Where an exchange trades, and when its main session opens and closes."""

    zone: str
    opens: time
    closes: time


_EXCHANGES = """
    nyse, new york stock exchange, nyse american | America/New_York | 09:30 | 16:00
    nasdaq, nasdaqgs, nasdaqgm, nasdaqcm | America/New_York | 09:30 | 16:00
    sse, shanghai, shanghai stock exchange | Asia/Shanghai | 09:30 | 15:00
    szse, shenzhen, shenzhen stock exchange | Asia/Shanghai | 09:30 | 15:00
    tse, tokyo, tokyo stock exchange, jpx | Asia/Tokyo | 09:00 | 15:30
    hkex, hong kong, sehk | Asia/Hong_Kong | 09:30 | 16:00
    nse, national stock exchange of india | Asia/Kolkata | 09:15 | 15:30
    bse, bombay stock exchange | Asia/Kolkata | 09:15 | 15:30
    lse, london, london stock exchange | Europe/London | 08:00 | 16:30
    euronext paris, euronext | Europe/Paris | 09:00 | 17:30
    euronext amsterdam | Europe/Amsterdam | 09:00 | 17:30
    tsx, toronto stock exchange | America/Toronto | 09:30 | 16:00
    tadawul, saudi exchange | Asia/Riyadh | 10:00 | 15:00
    xetra, frankfurt, frankfurt stock exchange | Europe/Berlin | 09:00 | 17:30
    twse, taiwan stock exchange | Asia/Taipei | 09:00 | 13:30
    krx, korea exchange | Asia/Seoul | 09:00 | 15:30
    six, six swiss exchange | Europe/Zurich | 09:00 | 17:30
    asx, australian securities exchange | Australia/Sydney | 10:00 | 16:00
    nasdaq stockholm | Europe/Stockholm | 09:00 | 17:30
    nasdaq copenhagen | Europe/Copenhagen | 09:00 | 17:00
    jse, johannesburg stock exchange | Africa/Johannesburg | 09:00 | 17:00
    b3 | America/Sao_Paulo | 10:00 | 17:00
    bme, bolsa de madrid | Europe/Madrid | 09:00 | 17:30
    borsa italiana, euronext milan | Europe/Rome | 09:00 | 17:30
    sgx, singapore exchange | Asia/Singapore | 09:00 | 17:00
"""
"""The largest by the value of what they list, as their own pages on trading hours have them."""


def exchange(name: str) -> Exchange | None:
    """An exchange by any of its names; None for one that is not among the largest."""
    return _known().get(" ".join(name.lower().split()))


def exchange_meant(name: str) -> str:
    """The exchange that a name is a slip for; empty where it is none's, or the name is right."""
    typed = " ".join(name.lower().split())
    near = [] if typed in _known() else get_close_matches(typed, _known(), n=1, cutoff=0.8)
    return near[0].upper() if near else ""


@cache
def _known() -> Mapping[str, Exchange]:
    known: dict[str, Exchange] = {}
    for line in _EXCHANGES.strip().splitlines():
        names, zone, opens, closes = (part.strip() for part in line.split("|"))
        hours = Exchange(zone, time.fromisoformat(opens), time.fromisoformat(closes))
        known |= dict.fromkeys((each.strip() for each in names.split(",")), hours)
    return known


def is_place(zone: str) -> bool:
    """Whether a time zone is named by its place, which knows about summer time, and exists."""
    if not _PLACE.fullmatch(zone):
        return False
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def place_called(name: str) -> str:
    """The one time zone whose place has this name, like `New York`; empty where none has."""
    called = name.strip().replace(" ", "_").casefold()
    known = [each for each in available_timezones() if is_place(each)]
    found = [each for each in known if each.rpartition("/")[2].casefold() == called]
    return found[0] if len(found) == 1 else ""


def moment(day: date, clock: time, zone: str, home: str) -> datetime:
    """When it is `clock` in `zone` while the calendar shows `day` at `home`, in UTC.

    A release from Hong Kong on a Tuesday morning may be Monday's news in New York. Where `zone`
    has no such time on that day at home, it is `day` in `zone` itself. Both are places.
    """
    there, here = ZoneInfo(zone), ZoneInfo(home)
    tried = [datetime.combine(day + shift, clock, there) for shift in _SHIFTS]
    fitting = (each for each in tried if each.astimezone(here).date() == day)
    return next(fitting, tried[0]).astimezone(UTC)
