"""A day that is written in another way than YYYY-MM-DD, and the day that is meant."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tieout.problems import Finding, shown

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>[A-Za-z]{3})[a-z]*\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_WORDED = (
    re.compile(rf"{_MONTH} {_DAY},? {_YEAR}"),
    re.compile(rf"{_DAY}[ -]{_MONTH},?[ -]{_YEAR}"),
    re.compile(rf"{_YEAR}[-/. ](?P<number>[0-9]{{1,2}})[-/. ](?P<day>[0-9]{{1,2}})(?:[T ].*)?"),
    re.compile(r"(?P<year>[0-9]{4})(?P<number>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<year>[0-9]{4})\u5e74(?P<number>[0-9]{1,2})\u6708(?P<day>[0-9]{1,2})\u65e5"),
    re.compile(r"(?P<day>[0-9]{1,2})\.(?P<number>[0-9]{1,2})\.(?P<year>[0-9]{4})"),
)
_SLASHED = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")


_SERIAL = re.compile(r"[0-9]{5}")
_FIRST_OF_SHEETS = date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
"""Days from 2000 to 2099 as spreadsheets count them."""
_UNKNOWN = frozenset(("unknown", "n/a", "na", "n.d.", "none", "null", "tbd", "?", "-"))


_SHORT = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{2})")


def misdated(text: str) -> Finding:
    """What is wrong with a text that is no day, with the day where only one can be meant."""
    finding, usual = f"`{shown(text)}` is no date", "write a date as YYYY-MM-DD"
    days = sorted(set(_meant(text)))
    if len(days) == 1:
        return Finding(finding, f"write {days[0]}", str(days[0]))
    if days:
        return Finding(finding, f"write {days[0]} or {days[1]}, whichever is meant")
    if text.strip().lower() in _UNKNOWN:
        return Finding(finding, f"leave the line out, or {usual}")
    return Finding(finding, usual)


def _meant(text: str) -> list[date]:
    for shape in _WORDED:
        if match := shape.fullmatch(text.strip()):
            named = match.groupdict()
            name = (named.get("month") or "").lower()
            month = int(named.get("number") or (_MONTHS.index(name) + 1 if name in _MONTHS else 0))
            return _days((int(match["year"]), month, int(match["day"])))
    if match := _SLASHED.fullmatch(text.strip()):
        one, other, year = (int(part) for part in match.groups())
        return _days((year, one, other), (year, other, one))
    if match := _SHORT.fullmatch(text.strip()):
        one, other, last = (int(match[group]) for group in (1, 3, 4))
        year_first = [(2000 + one, other, last)] if match[2] == "-" else []
        return _days(*year_first, (2000 + last, one, other), (2000 + last, other, one))
    if _SERIAL.fullmatch(text.strip()) and int(text) in _SERIALS:
        return [_FIRST_OF_SHEETS + timedelta(days=int(text))]
    return []


def _days(*parts: tuple[int, int, int]) -> list[date]:
    found = []
    for year, month, day in parts:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found
