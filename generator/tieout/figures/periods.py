"""Fiscal periods: labels, spans of days, and an issuer's fiscal calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tieout.problems import Finding, shown

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_LABEL = re.compile(r"((?:19|20|21)[0-9]{2})-(Q[1-4]|H[12]|FY)")
_FIXED_END = re.compile(rf"({'|'.join(MONTHS)}) ([0-9]{{1,2}})")
_WEEK_END = re.compile(
    rf"(last|nearest) ({'|'.join(WEEKDAYS)}) (?:of|to the end of) ({'|'.join(MONTHS)})"
)
_LAST_QUARTER = {"Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4, "H1": 2, "H2": 4, "9M": 3, "FY": 4}
_TRAILING = " TTM"
_QUARTER_DAYS = 91
_LONGEST_QUARTER = 17 * 7


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """The days a figure covers, both ends included; `start` is None for an instant."""

    end: date
    start: date | None = None

    @property
    def days(self) -> int:
        """Length in days; zero for an instant."""
        return 0 if self.start is None else (self.end - self.start).days + 1


_HOW = "write it like 2026-Q2, 2026-H1 or 2026-FY"
_OTHER_LABELS = (
    re.compile(r"(?:FY)?(?P<year>[0-9]{4})[ _/-]?(?P<part>[QH][1-4]|FY)"),
    re.compile(r"(?P<part>[QH][1-4])[ _/-]?(?:FY)?(?P<year>[0-9]{4})"),
    re.compile(r"(?P<part>FY) ?(?P<year>[0-9]{4})"),
)


def _meant(text: str) -> str:
    """The label that is meant by `Q2 2026`, `2026-h1` or `FY2026 Q2`; empty where none is."""
    for shape in _OTHER_LABELS:
        if match := shape.fullmatch(text.strip().upper()):
            label = f"{match['year']}-{match['part']}"
            return label if _LABEL.fullmatch(label) else ""
    return ""


@dataclass(frozen=True, order=True, slots=True)
class FiscalLabel:
    """A fiscal period by name.

    `year` is the issuer's fiscal year; `part` is Q1 to Q4, H1, H2 or FY, as typed in records, or
    one of two that are only worked out: 9M, and `Q2 TTM` for the four quarters that end with Q2.
    """

    year: int
    part: str

    @classmethod
    def parse(cls, text: str) -> FiscalLabel:
        """Read `2026-Q2` or `2026-FY`."""
        match = _LABEL.fullmatch(text)
        if match is None:
            right = _meant(text)
            remedy = f"write {right}" if right else _HOW
            raise Finding(f"`{shown(text)}` is no fiscal period", remedy, right)
        return cls(int(match[1]), match[2])

    @property
    def slug(self) -> str:
        """As in addresses and file names: `2026-q2`."""
        return f"{self.year}-{self.part.lower().replace(' ', '-')}"

    def __str__(self) -> str:
        return f"FY{self.year}" if self.part == "FY" else f"FY{self.year} {self.part}"

    @property
    def last_quarter(self) -> int:
        """The number of the quarter with which this period ends."""
        return _LAST_QUARTER[self.part[:2]]

    @property
    def quarters(self) -> int:
        """How many quarters the period is long."""
        if self.part.endswith(_TRAILING) or self.part == "FY":
            return 4
        return {"Q": 1, "H": 2, "9": 3}[self.part[0]]

    @property
    def closing(self) -> FiscalLabel:
        """The quarter with which this period ends."""
        return FiscalLabel(self.year, f"Q{self.last_quarter}")

    @property
    def year_to_date(self) -> FiscalLabel:
        """The months of the fiscal year up to this period's end: Q1, H1, 9M or FY."""
        return FiscalLabel(self.year, ("Q1", "H1", "9M", "FY")[self.last_quarter - 1])

    @property
    def trailing(self) -> FiscalLabel:
        """The four quarters up to this period's end; the fiscal year itself at its end."""
        part = "FY" if self.last_quarter == 4 else f"Q{self.last_quarter}{_TRAILING}"
        return FiscalLabel(self.year, part)

    @property
    def position(self) -> tuple[int, int]:
        """Fiscal year and closing quarter, for putting periods in order of time."""
        return self.year, self.last_quarter

    def years_back(self, years: int) -> FiscalLabel:
        """The same part of an earlier fiscal year."""
        return FiscalLabel(self.year - years, self.part)

    def previous_quarter(self) -> FiscalLabel:
        """The quarter before the one with which this period ends."""
        return self.quarters_back(1)

    def quarters_back(self, quarters: int) -> FiscalLabel:
        """The quarter so many quarters before the one with which this period ends."""
        years, quarter = divmod(self.last_quarter - 1 - quarters, 4)
        return FiscalLabel(self.year + years, f"Q{quarter + 1}")


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """When an issuer's fiscal years end.

    `rule` is `fixed` (always the same day), `last` (the last such weekday of the month, as in
    52/53-week years) or `nearest` (the weekday nearest to the month's end). A fiscal year is named
    after the calendar year in which it ends, or starts where `named_by` says so.
    """

    month: int
    day: int = 31
    weekday: int = 0
    rule: Literal["fixed", "last", "nearest"] = "fixed"
    named_by: Literal["end", "start"] = "end"

    @classmethod
    def parse(cls, text: str, named_by: Literal["end", "start"] = "end") -> FiscalCalendar:
        """Read `March 31`, `last Saturday of September`, `nearest Saturday to the end of May`."""
        if match := _FIXED_END.fullmatch(text):
            month = MONTHS.index(match[1]) + 1
            if 1 <= int(match[2]) <= _month_end(2024, month).day:
                return cls(month, int(match[2]), named_by=named_by)
        if match := _WEEK_END.fullmatch(text):
            rule: Literal["last", "nearest"] = "last" if match[1] == "last" else "nearest"
            month = MONTHS.index(match[3]) + 1
            return cls(month, weekday=WEEKDAYS.index(match[2]), rule=rule, named_by=named_by)
        raise Finding(
            f"`{shown(text)}` is no end of a fiscal year",
            "write it like `March 31`, `last Saturday of September` "
            "or `nearest Saturday to the end of January`",
        )

    def year_end(self, year: int) -> date:
        """The last day of the fiscal year called `year`."""
        return self._end_of_month(year + (self.named_by == "start"), self.month)

    def quarter_end(self, label: FiscalLabel) -> date:
        """The day on which the period should end.

        Quarters that are no three months, such as 12 or 16 weeks, end up to four weeks from it.
        """
        months = self.month - 3 * (4 - label.last_quarter) - 1
        year = label.year + (self.named_by == "start") + months // 12
        return self._end_of_month(year, months % 12 + 1)

    def label(self, end: date) -> FiscalLabel:
        """The fiscal quarter that ends nearest to `end`."""
        candidates = (
            FiscalLabel(year, f"Q{quarter}")
            for year in range(end.year - 2, end.year + 3)
            for quarter in range(1, 5)
        )
        return min(candidates, key=lambda label: abs(self.quarter_end(label) - end))

    def span(self, label: FiscalLabel, end: date | None = None) -> Span:
        """The days of a period by the calendar alone, with its true `end` where one is known."""
        before = label.quarters_back(label.quarters)
        return Span(end or self.quarter_end(label), self.quarter_end(before) + timedelta(days=1))

    def _end_of_month(self, year: int, month: int) -> date:
        last = _month_end(year, month)
        if self.rule == "fixed":
            # A year that ends on February 28 ends with the month in leap years, too.
            whole = self.day >= (28 if self.month == 2 else _month_end(year, self.month).day)
            return last if whole else last.replace(day=min(self.day, last.day))
        last_weekday = last - timedelta(days=(last.weekday() - self.weekday) % 7)
        if self.rule == "nearest" and (last - last_weekday).days > 3:
            return last_weekday + timedelta(days=7)
        return last_weekday


def calendar_quarter(span: Span) -> str:
    """The calendar quarter that holds the middle of a fiscal quarter: `2025-Q3`.

    Longer spans and instants are taken by the quarter with which they end.
    """
    days = span.days if 0 < span.days <= _LONGEST_QUARTER else _QUARTER_DAYS
    middle = span.end - timedelta(days=days // 2)
    return f"{middle.year}-Q{(middle.month - 1) // 3 + 1}"


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
