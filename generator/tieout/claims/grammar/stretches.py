"""The periods of a table's columns, from their own words and those above them.

A column names its period in pieces: `Nine Months Ended` over `September 30,` over `2024`. A year
alone is the year of its days or of the fiscal year, whichever the latest column of the table shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tieout.claims.grammar.spans import find_periods
from tieout.claims.grammar.viewpoint import Period, Viewpoint
from tieout.claims.layout.columns import Column
from tieout.figures.periods import MONTHS
from tieout.records.article import Role

_COUNTS = {
    "three": 3,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "thirteen": 13,
    "sixteen": 16,
    "twenty four": 24,
    "twenty six": 26,
    "thirty six": 36,
    "thirty nine": 39,
    "forty": 40,
    "fifty two": 52,
    "fifty three": 53,
}
_LENGTH = re.compile(
    r"(?i)(?P<count>[a-z]+(?:[\s-][a-z]+)?|[0-9]{1,2})[\s-](?P<unit>month|week)s?\b"
)
_QUARTER = re.compile(
    r"(?i)\b(?:(first|1st|Q1|1Q)|(second|2nd|Q2|2Q)|(third|3rd|Q3|3Q)|(fourth|4th|Q4|4Q))"
    r"(?![\s-](?:half|six|nine))"
)
_MONTH = "|".join(month[:3] for month in MONTHS)
_DAY = re.compile(
    rf"(?i)(?:(?P<first>[0-9]{{1,2}})\s)?(?P<month>{_MONTH})"
    r"[a-z]*\.?(?:\s(?P<day>[0-9]{1,2})(?![0-9]))?"
)
_HALF = re.compile(
    r"(?i)(?P<second>\bsecond[\s-]half|\bH2|\b2H|\bHY2)|\b(?:first|interim)?[\s-]?half\b|\b(?:H1|1H|HY1?)"
)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_SHORT_YEAR = re.compile(
    r"(?i)(?:Q|Q[1-4]|FY|H|[369]M|12M|quarter)[\s-]?(?:FY\s?)?['\u2019]?([0-9]{2})(?![0-9])"
)
_MONTHS = re.compile(r"(3|6|9|12)M")
"""`9M 2024`, `6M FY25`."""
_RANGE = re.compile(
    rf"(?i)(?P<first>{_MONTH})[a-z]*\.?\s?[-\u2013]\s?(?P<month>{_MONTH})[a-z]*\.?"
    r"\s?['\u2019]?(?:20)?(?P<year>[0-9]{2})\Z"
)
"""`Apr.-Sept.'24`."""
_FISCAL = re.compile(r"(?i)\bfiscal|\bFY")
_NEAR = 20
"""Days by which the ends of like periods move in years of 52 and 53 weeks."""
_QUARTER_DAYS, _YEAR_DAYS = 91, 365


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Whose number a column holds: the period's own, the one before, the year before."""

    role: Role
    period: Period
    sure: bool = True


def own_year(columns: Iterable[Column], view: Viewpoint) -> int:
    """The year by which a table calls the brief's own period."""
    years = [year for column in columns for year in [_year_of(column.when)] if year]
    latest = max(years, default=0)
    return latest if latest in (view.label.year, view.end.year) else view.end.year


def _year_of(words: str) -> int:
    """The year in the words of a period, four digits or two (`3Q24`, `Q3 FY25`); else 0."""
    found = _YEAR.search(words)
    if found:
        return int(found[1])
    short = _SHORT_YEAR.search(words)
    return 2000 + int(short[1]) if short else 0


def place_of(column: Column, view: Viewpoint, own: int, *, stock: bool) -> ColumnPlace:
    """What a column under a period's name holds, seen from the brief's own period."""
    length = _length(f"{column.span} {column.when}", view)
    day = _DAY.search(column.when) or (_DAY.search(column.span) if not stock else None)
    year = _YEAR.search(column.when) or _YEAR.search(column.span)
    named = _named(column.when, view, own, length)
    if named is not None:
        return named
    if day and (day["day"] or day["first"]) and year and _DAY.search(column.when):
        end = _date(day, int(year[1]))
        return _by_day(end, view, length, stock=stock) if end else ColumnPlace("other", "other")
    if year is None:
        return ColumnPlace("actual", length or "quarter")
    return _by_year(int(year[1]) - own, column.span, view, length)


def _named(when: str, view: Viewpoint, own: int, length: Period | None) -> ColumnPlace | None:
    """A column whose own words name its stretch of time, and its year mostly."""
    months, counted, year = _RANGE.match(when), _MONTHS.match(when), _year_of(when)
    if months:
        return _by_months(months, view)
    if counted and year:
        return _by_year(year - own, "", view, _of_months(int(counted[1]), view))
    if _QUARTER.search(when) and year:
        return _by_year(year - own, when, view, length)
    if _QUARTER.search(when) or _FISCAL.search(when):
        return _by_name(when, view, length)
    short = year and not _YEAR.search(when)  # 1H24
    return _by_year(year - own, "", view, length) if short else None


def _by_year(away: int, words: str, view: Viewpoint, length: Period | None) -> ColumnPlace:
    quarter = _QUARTER.search(words)
    if quarter:
        number = next(at for at, group in enumerate(quarter.groups(), 1) if group)
        steps = 4 * away + number - view.label.last_quarter
        calendar = (view.end.month + 2) // 3 - view.label.last_quarter
        if not _FISCAL.search(words) and calendar % 4 and (steps - calendar) % 4 == 0:
            steps -= steps % 4
        return _by_steps(steps, length or "quarter")
    if away in (0, -1):
        return ColumnPlace(
            "prior_year" if away else "actual", length or "quarter", length is not None
        )
    return ColumnPlace("other", "other")


def _by_steps(steps: int, length: Period) -> ColumnPlace:
    roles: dict[int, Role] = {0: "actual", -1: "previous_quarter", -4: "prior_year"}
    role = roles.get(steps)
    if role is None:
        return ColumnPlace("other", "other")
    return ColumnPlace(role, length)


def _by_name(when: str, view: Viewpoint, length: Period | None) -> ColumnPlace:
    """`Q3 FY25`, `3Q 2024`, `FY2024`."""
    for mention in find_periods(when):
        resolved = view.resolve(mention, guided=False)
        if resolved.period == "other":
            break
        ahead = resolved.period in ("next quarter", "next year")
        role: Role = "guidance" if ahead else resolved.shift or "actual"
        named = resolved.period == "quarter" and length is not None
        return ColumnPlace(role, length if named and length else resolved.period)
    return ColumnPlace("other", "other")


def _by_months(months: re.Match[str], view: Viewpoint) -> ColumnPlace:
    """`Apr.-Sept.'24`: from the first day of a month to the last of another."""
    names = [month[:3].lower() for month in MONTHS]
    first, last = (names.index(months[group].lower()) for group in ("first", "month"))
    year, count = 2000 + int(months["year"]), (last - first) % 12 + 1
    end = date(year + (last == 11), (last + 1) % 12 + 1, 1) - timedelta(days=1)
    return _by_day(end, view, _of_months(count, view), stock=False)


def _by_day(end: date, view: Viewpoint, length: Period | None, *, stock: bool) -> ColumnPlace:
    away = (view.end - end).days
    period: Period = "quarter" if stock else length or "quarter"
    sure = stock or length is not None
    if abs(away) <= _NEAR:
        return ColumnPlace("actual", period, sure)
    if abs(away - _YEAR_DAYS) <= _NEAR:
        return ColumnPlace("prior_year", period, sure)
    if abs(away - _QUARTER_DAYS) <= _NEAR and period == "quarter":
        return ColumnPlace("previous_quarter", "quarter", sure)
    return ColumnPlace("other", "other")


def _length(words: str, view: Viewpoint) -> Period | None:
    """The stretch of time that words name: the quarter, the year to date, the fiscal year."""
    lower = words.lower().replace("-", " ")
    counted = _LENGTH.search(lower)
    if counted:
        return _counted(counted, view)
    half = _HALF.search(words)
    if half:
        return "other" if half["second"] else _of_months(6, view)
    if "year to date" in lower or "ytd" in lower.split():
        return "year to date" if view.label.last_quarter > 1 else "quarter"
    return _named_length(words, lower)


def _named_length(words: str, lower: str) -> Period | None:
    if "trailing" in lower or "ttm" in lower.split():
        return "trailing"
    if "quarter" in lower or _QUARTER.search(words):
        return "quarter"
    return "fiscal year" if "year" in lower and "year ago" not in lower else None


def _counted(match: re.Match[str], view: Viewpoint) -> Period:
    words = match["count"]
    last = words.split()[-1]
    count = int(last) if last.isdecimal() else _COUNTS.get(words, _COUNTS.get(last, 0))
    months = round(count * 12 / 52) if match["unit"] == "week" else count
    if months == 4 and match["unit"] == "week":
        return "quarter"
    return _of_months(months, view)


def _of_months(months: int, view: Viewpoint) -> Period:
    own = 3 * view.label.last_quarter
    if months == 3 or (months == 4 and own != 3):
        return "quarter"
    if months == 12:
        return "fiscal year"
    return "year to date" if abs(months - own) <= 1 else "other"


def _date(match: re.Match[str], year: int) -> date | None:
    names = [month[:3].lower() for month in MONTHS]
    month = names.index(match["month"].lower()) + 1
    try:
        return date(year, month, int(match["day"] or match["first"]))
    except ValueError:
        return None
