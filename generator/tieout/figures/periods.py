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

PARTS = "Q[1-4]|H[12]|9M|FY|TP|M0[1-9]|M1[0-2]"
"""The parts of a fiscal year that a record can be about, as a pattern."""
_LABEL = re.compile(rf"((?:19|20|21)[0-9]{{2}})-({PARTS})")
_FIXED_END = re.compile(rf"({'|'.join(MONTHS)}) ([0-9]{{1,2}})")
_WEEK_END = re.compile(
    rf"(last|nearest) ({'|'.join(WEEKDAYS)}) (?:of|to the end of) ({'|'.join(MONTHS)})"
)
_SMALL = ("last", "nearest", "of", "to", "the", "end")
_TRAILING = " TTM"
_YEAR = 12
_BEYOND = 13
"""A transition period comes after the twelfth month of a year that ended in the old month."""
_LENGTHS = {"Q": 3, "H": 6, "F": _YEAR}
_QUARTER_DAYS = 91
_LONGEST_QUARTER = 17 * 7


def _meant_end(text: str) -> str:
    """An end of a year as records have it: `31 December`, `Dec 31`, `December` as `December 31`."""
    bare = re.sub(r"^([0-9]{1,2})(?:st|nd|rd|th)?\.? ([A-Za-z]+)$", r"\2 \1", text.strip())
    words = [word.capitalize() for word in bare.replace(",", "").split()]
    full = {month[:3]: month for month in MONTHS} | {word.capitalize(): word for word in _SMALL}
    named = [full.get(word.rstrip("."), word) for word in words]
    if len(named) == 1 and named[0] in MONTHS and named[0] != "February":
        named.append(str(_month_end(2024, MONTHS.index(named[0]) + 1).day))
    return " ".join(named)


def _is_year_end(text: str) -> bool:
    match = _FIXED_END.fullmatch(text)
    if match is None:
        return _WEEK_END.fullmatch(text) is not None
    return 1 <= int(match[2]) <= _month_end(2024, MONTHS.index(match[1]) + 1).day


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """The days a figure covers, both ends included; `start` is None for an instant."""

    end: date
    start: date | None = None

    @property
    def days(self) -> int:
        """Length in days; zero for an instant."""
        return 0 if self.start is None else (self.end - self.start).days + 1


_HOW = "write it like 2026-Q2, 2026-H1, 2026-9M, 2026-FY or 2026-M05"
_NAMED_YEAR = r"(?:FY ?)?['\u2019]?(?P<year>(?:[0-9]{2})?[0-9]{2})"
_NAMED_PART = r"(?P<part>[QH] ?[1-4]|[1-4] ?[QH]|HY|9 ?M|M ?[0-9]{1,2}|FY)"
_SHORT = {
    **{f"{word} QUARTER": f"Q{n}" for n, word in enumerate(("FIRST", "SECOND", "THIRD"), 1)},
    **{f"{n}{end} QUARTER": f"Q{n}" for n, end in enumerate(("ST", "ND", "RD", "TH"), 1)},
    "FOURTH QUARTER": "Q4",
    "FIRST HALF": "H1",
    "HALF YEAR": "H1",
    "SECOND HALF": "H2",
    "NINE MONTHS": "9M",
    "FULL YEAR": "FY",
    "FISCAL YEAR": "FY",
    "FISCAL": "FY",
}
_SPELLED = re.compile("|".join(_SHORT))
_OTHER_LABELS = (
    re.compile(rf"{_NAMED_YEAR}[ _/-]*{_NAMED_PART}"),
    re.compile(rf"{_NAMED_PART}[ _/-]*{_NAMED_YEAR}"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<part>(?:0?[1-9]|1[0-2]))"),
)


def _meant(text: str) -> str:
    """The label that is meant by `Q2 2026`, `1H26`, `2026-h1` or `FY2026 Q2`; empty if none is."""
    short = _SPELLED.sub(lambda words: _SHORT[words[0]], text.strip().upper())
    for shape in _OTHER_LABELS:
        if match := shape.fullmatch(short):
            part = match["part"].replace(" ", "").replace("HY", "H1")
            if part[:1].isdigit():
                part = part if part == "9M" else f"M{part}" if part.isdigit() else part[::-1]
            if part[:1] == "M":
                part = f"M{part[1:]:0>2}"
            label = f"{match['year']:0>4}-{part}"
            label = f"20{match['year']}-{part}" if len(match["year"]) == 2 else label
            return label if _LABEL.fullmatch(label) else ""
    return ""


@dataclass(frozen=True, order=True, slots=True)
class FiscalLabel:
    """A fiscal period by name.

    `year` is the issuer's fiscal year. `part` is, as typed in records: Q1 to Q4, H1, H2, 9M, FY, a
    month of the fiscal year as M05, or TP for the days between two fiscal years where years have
    come to end in another month: it ends as that year would. Two are only worked out: `5M`, the
    year to a month, and `Q2 TTM`, the twelve months that end with Q2.
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
    def last_month(self) -> int:
        """The number of the month with which this period ends; 13 for a transition period."""
        kind, rest = self.part[0], self.part.removesuffix(_TRAILING)[1:]
        if kind in "FT":
            return _YEAR if kind == "F" else _BEYOND
        if kind.isdigit():
            return int(self.part[:-1])
        return int(rest) * _LENGTHS.get(kind, 1)

    @property
    def last_quarter(self) -> int:
        """The number of the quarter in which this period ends."""
        return min((self.last_month + 2) // 3, 4)

    @property
    def months(self) -> int:
        """How many months the period is long; none where a transition period leaves it open."""
        if self.part.endswith(_TRAILING):
            return _YEAR
        kind = self.part[0]
        return self.last_month if kind.isdigit() else _LENGTHS.get(kind, int(kind == "M"))

    @property
    def quarters(self) -> int:
        """How many quarters the period is long; none where it is no number of whole quarters."""
        return 0 if self.months % 3 else self.months // 3

    @property
    def ends_year(self) -> bool:
        """Whether the period ends with a fiscal year, or with the days between two of them."""
        return self.last_month >= _YEAR

    @property
    def is_quarter(self) -> bool:
        """Whether the period is one quarter."""
        return self.part[0] == "Q" and not self.part.endswith(_TRAILING)

    @property
    def closing(self) -> FiscalLabel:
        """The quarter with which this period ends; a month or a transition period itself."""
        if self.last_month % 3 or self.part[0] == "M":
            return FiscalLabel(self.year, self.part.removesuffix(_TRAILING))
        return FiscalLabel(self.year, f"Q{self.last_quarter}")

    @property
    def eve(self) -> FiscalLabel:
        """The month on whose last day the period has not yet begun."""
        months = self.year * _YEAR + min(self.last_month, _YEAR) - self.months - 1
        return FiscalLabel(months // _YEAR, f"M{months % _YEAR + 1:02}")

    @property
    def before(self) -> FiscalLabel:
        """The period of the same kind before this one; nine months are a year apart."""
        eve, months = self.eve, self.months
        if months == 1:
            return eve
        if months in (3, 6):
            return FiscalLabel(eve.year, f"{self.part[0]}{eve.last_month // months}")
        return self.years_back(1)

    @property
    def year_to_date(self) -> FiscalLabel:
        """The months of the fiscal year up to this period's end: M01, Q1, 5M, H1, 9M or FY."""
        usual = {1: "M01", 3: "Q1", 6: "H1", _YEAR: "FY", _BEYOND: "TP"}
        return FiscalLabel(self.year, usual.get(self.last_month, f"{self.last_month}M"))

    @property
    def trailing(self) -> FiscalLabel:
        """The twelve months up to this period's end; the fiscal year itself at its end."""
        if self.last_month >= _YEAR:
            return FiscalLabel(self.year, "FY" if self.last_month == _YEAR else self.part)
        whole = self.last_month % 3 == 0 and self.part[0] != "M"
        part = f"Q{self.last_quarter}" if whole else f"M{self.last_month:02}"
        return FiscalLabel(self.year, f"{part}{_TRAILING}")

    @property
    def position(self) -> tuple[int, int]:
        """Fiscal year and last month, for putting periods in order of time."""
        return self.year, self.last_month

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
        if (meant := _meant_end(text)) != text and _is_year_end(meant):
            finding = f"`{shown(text)}` is no end of a fiscal year"
            raise Finding(finding, f"write `{meant}`", meant)
        raise Finding(
            f"`{shown(text)}` is no end of a fiscal year",
            "write it like `March 31`, `last Saturday of September` "
            "or `nearest Saturday to the end of January`",
        )

    def __str__(self) -> str:
        """The rule as company files have it: `March 31`, `last Saturday of September`."""
        month = MONTHS[self.month - 1]
        if self.rule == "fixed":
            return f"{month} {self.day}"
        to_end = "to the end of" if self.rule == "nearest" else "of"
        return f"{self.rule} {WEEKDAYS[self.weekday]} {to_end} {month}"

    def year_end(self, year: int) -> date:
        """The last day of the fiscal year called `year`."""
        return self._end_of_month(year + (self.named_by == "start"), self.month)

    def period_end(self, label: FiscalLabel) -> date:
        """The day on which the period should end.

        Quarters that are no three months, such as 12 or 16 weeks, end up to four weeks from it.
        """
        months = self.month - max(12 - label.last_month, 0) - 1
        year = label.year + (self.named_by == "start") + months // 12
        return self._end_of_month(year, months % 12 + 1)

    def label(self, end: date) -> FiscalLabel:
        """The fiscal quarter that ends nearest to `end`."""
        candidates = (
            FiscalLabel(year, f"Q{quarter}")
            for year in range(end.year - 2, end.year + 3)
            for quarter in range(1, 5)
        )
        return min(candidates, key=lambda label: abs(self.period_end(label) - end))

    def span(self, label: FiscalLabel, end: date | None = None) -> Span:
        """The days of a period by the calendar alone, with its true `end` where one is known."""
        before = self.period_end(label.eve)
        return Span(end or self.period_end(label), before + timedelta(days=1))

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
