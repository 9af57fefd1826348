"""Issuers that never were: bodies of company facts, and what a careful analyst reads in them.

A `Filer` says how an issuer reports; `body` gives what the SEC would serve, and `gold` each fiscal
period's label, last day, revenue, income and earnings per share as first reported.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
Edit = Callable[["Filer", list[Row]], list[Row]]
DAY = timedelta(days=1)
NAMES = {
    "revenue": "us-gaap:Revenues",
    "income": "us-gaap:NetIncomeLoss",
    "eps": "us-gaap:EarningsPerShareDiluted",
    "shares": "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding",
    "cash": "us-gaap:NetCashProvidedByUsedInOperatingActivities",
    "assets": "us-gaap:Assets",
}
IFRS = {
    "revenue": "ifrs-full:Revenue",
    "income": "ifrs-full:ProfitLoss",
    "eps": "ifrs-full:DilutedEarningsLossPerShare",
    "shares": "ifrs-full:AdjustedWeightedAverageShares",
    "cash": "ifrs-full:CashFlowsFromUsedInOperatingActivities",
    "assets": "ifrs-full:Assets",
}


@dataclass(frozen=True)
class Quarter:
    """A fiscal quarter as it was; `index` counts from the issuer's first one."""

    index: int
    year: int
    number: int
    start: date
    end: date

    @property
    def revenue(self) -> int:
        return (100_000 + 1_237 * self.index + 7_000 * (self.number == 4)) * 1_000

    @property
    def income(self) -> int:
        return (9_000 + 311 * self.index - 20_000 * (self.index == 5)) * 1_000

    def value(self, what: str) -> Decimal:
        """The quarter's own amount, or its balance."""
        amounts = {"revenue": self.revenue, "income": self.income, "cash": self.income * 2}
        return Decimal(amounts.get(what, 900_000_000 + 1_000 * self.index))


@dataclass(frozen=True)
class Gold:
    """A fiscal period as first reported; None for what its filing does not give."""

    label: str
    end: date
    accession: str
    revenue: Decimal | None
    income: Decimal | None
    eps: Decimal | None


@dataclass(frozen=True)
class Filer:
    """An issuer's way of reporting."""

    quarters: Sequence[Quarter]
    names: dict[str, str] = field(default_factory=lambda: NAMES)
    later_names: dict[str, str] | None = None
    """Of filings from the seventh quarter on, where concepts change."""
    currency: str = "USD"
    per_share: str = "USD/shares"
    shares: int = 40_000_000
    forms: tuple[str, str] = ("10-Q", "10-K")
    interim: tuple[int, ...] = (1, 2, 3)
    """The quarters that are reported on before the year is."""
    halves: bool = False
    """Whether interim reports have the year to date alone."""
    named_by_start: bool = False
    covers_wrong: bool = False
    fourth_printed: bool = False
    skipped: tuple[tuple[int, int], ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def body(self) -> bytes:
        """The body as the SEC would serve it."""
        rows = [row for quarter in self.reporting for row in self._report(quarter)]
        for edit in self.edits:
            rows = edit(self, rows)
        facts: dict[str, Any] = {}
        for row in rows:
            taxonomy, _, concept = row["concept"].partition(":")
            units = facts.setdefault(taxonomy, {}).setdefault(concept, {"units": {}})["units"]
            shown = {key: row[key] for key in row if key not in ("concept", "unit")}
            units.setdefault(row["unit"], []).append(shown)
        entries = {"cik": 1999999, "entityName": "NEVER WAS CORP", "facts": facts}
        return json.dumps(entries).encode()

    @property
    def reporting(self) -> list[Quarter]:
        """The quarters with whose ends a filing comes out."""
        return [
            each
            for each in self.quarters
            if each.number in (*self.interim, 4) and (each.year, each.number) not in self.skipped
        ]

    def accession(self, quarter: Quarter) -> str:
        return f"0001999999-{quarter.end.year % 100:02}-{quarter.index + 1:06}"

    def eps(self, parts: Sequence[Quarter]) -> Decimal:
        return (Decimal(sum(each.income for each in parts)) / self.shares).quantize(Decimal("0.01"))

    def year_to_date(self, quarter: Quarter) -> list[Quarter]:
        """The quarters of the fiscal year up to this one."""
        same = (each for each in self.quarters if each.year == quarter.year)
        return [each for each in same if each.number <= quarter.number]

    def _report(self, quarter: Quarter) -> Iterator[Row]:
        annual = quarter.number == 4
        before = next(
            (q for q in self.quarters if (q.year, q.number) == (quarter.year - 1, quarter.number)),
            None,
        )
        for each in (before, quarter):
            if each is None:
                continue
            whole = self.year_to_date(each)
            if len(whole) < each.number:
                continue
            columns = [whole]
            if (not annual and not self.halves) or self.fourth_printed:
                columns.append([each])
            for parts in {len(each): each for each in columns}.values():
                yield from self._column(quarter, parts)
            yield self._row(
                quarter, "assets", self.currency, (None, each.end), each.value("assets")
            )

    def _column(self, quarter: Quarter, parts: Sequence[Quarter]) -> Iterator[Row]:
        days = parts[0].start, parts[-1].end
        for what in ("revenue", "income"):
            total = sum((each.value(what) for each in parts), Decimal(0))
            yield self._row(quarter, what, self.currency, days, total)
        yield self._row(quarter, "eps", self.per_share, days, self.eps(parts))
        yield self._row(quarter, "shares", "shares", days, Decimal(self.shares))
        if parts[0].number == 1:
            total = sum((each.value("cash") for each in parts), Decimal(0))
            yield self._row(quarter, "cash", self.currency, days, total)

    def _row(
        self, q: Quarter, what: str, unit: str, days: tuple[date | None, date], value: Decimal
    ) -> Row:
        start, end = days
        annual = q.number == 4
        names = self.later_names if self.later_names and q.index >= 6 else self.names
        year = q.year - self.named_by_start
        part = "FY" if annual else f"Q{q.number}"
        if self.covers_wrong and q.index % 5 == 0:
            year, part = year + 1, "Q1"
        exact = int(value) if value == int(value) else float(value)
        row = {"end": end.isoformat(), "val": exact, "accn": self.accession(q), "fy": year}
        row |= {"fp": part, "form": self.forms[annual], "filed": filed(q).isoformat()}
        return {"concept": names[what], "unit": unit, **_start(start), **row}

    @property
    def gold(self) -> Iterator[Gold]:
        """Each quarter and year that a filing reports on, as that filing first has it."""
        for quarter in self.reporting:
            year = quarter.year - self.named_by_start
            whole = self.year_to_date(quarter)
            accession = self.accession(quarter)
            if quarter.number == 4 and len(whole) == 4:
                yield self._gold(f"{year}-FY", whole, accession, self.eps(whole))
            known = all((quarter.year, number) not in self.skipped for number in (3,))
            if quarter.number != 4 and self.halves:
                yield self._gold(f"{year}-H1", whole, accession, self.eps(whole))
            elif quarter.number != 4 or (self.interim == (1, 2, 3) and len(whole) == 4 and known):
                printed = quarter.number != 4 or self.fourth_printed
                eps = self.eps([quarter]) if printed else None
                yield self._gold(f"{year}-Q{quarter.number}", [quarter], accession, eps)

    def _gold(
        self, label: str, parts: Sequence[Quarter], accession: str, eps: Decimal | None
    ) -> Gold:
        revenue, income = (
            sum((each.value(what) for each in parts), Decimal(0)) for what in ("revenue", "income")
        )
        return Gold(label, parts[-1].end, accession, revenue, income, eps)


def _start(start: date | None) -> Row:
    return {} if start is None else {"start": start.isoformat()}


def filed(quarter: Quarter) -> date:
    """Five weeks after the quarter's end, eight after a year's."""
    return quarter.end + timedelta(days=56 if quarter.number == 4 else 35)


def by_months(first_year: int, month: int, count: int, *, from_quarter: int = 1) -> list[Quarter]:
    """Quarters of three months of fiscal years that end with a month, called after their ends."""
    ends = [
        (year, number, _month_end(year, month - 3 * (4 - number)))
        for year in range(first_year, first_year + count // 4 + 2)
        for number in (1, 2, 3, 4)
    ]
    return _from_ends(ends, from_quarter, count)


def by_weeks(
    first_end: date, first_year: int, count: int, weeks: Sequence[int], long_years: Sequence[int]
) -> list[Quarter]:
    """Quarters of whole weeks; `first_end` is the last day of the year before the first."""
    ends, end = [(first_year - 1, 4, first_end)], first_end
    for year in range(first_year, first_year + count // 4 + 2):
        for number in (1, 2, 3, 4):
            extra = number == 4 and year in long_years
            end += timedelta(weeks=weeks[number - 1] + extra)
            ends.append((year, number, end))
    starts = [each[2] + DAY for each in ends]
    return [
        Quarter(index, year, number, start, last)
        for index, (start, (year, number, last)) in enumerate(
            zip(starts, ends[1 : count + 1], strict=False)
        )
    ]


def _from_ends(
    ends: Sequence[tuple[int, int, date]], from_quarter: int, count: int
) -> list[Quarter]:
    wanted = ends[from_quarter - 1 : from_quarter - 1 + count]
    made = []
    for index, (year, number, end) in enumerate(wanted):
        start = _month_end(end.year, end.month - 3) + DAY
        made.append(Quarter(index, year, number, start, end))
    return made


def _month_end(year: int, month: int) -> date:
    months = year * 12 + month
    return date(months // 12, months % 12 + 1, 1) - DAY


def changing_year(first_year: int, old_month: int, new_month: int, count: int) -> list[Quarter]:
    """Two fiscal years under one end of year, then years under another, called after their ends."""
    old = by_months(first_year, old_month, 8)
    skip = (new_month - old_month) % 12 // 3
    first = _month_end(old[-1].end.year, old[-1].end.month + 3 * skip)
    new = by_months(first.year + 1, new_month, count)
    return [*old, *(_numbered(each, 8 + index) for index, each in enumerate(new))]


def _numbered(quarter: Quarter, index: int) -> Quarter:
    return Quarter(index, quarter.year, quarter.number, quarter.start, quarter.end)


def also(what: str, concept: str, share: Decimal = Decimal(1)) -> Edit:
    """The same amounts once more under another concept, times a share."""

    def edit(filer: Filer, rows: list[Row]) -> list[Row]:
        names = {filer.names[what], (filer.later_names or filer.names)[what]}
        more = [
            {**row, "concept": concept, "val": int(row["val"] * share)}
            for row in rows
            if row["concept"] in names
        ]
        return [*rows, *more]

    return edit


def renamed(what: str, concept: str, when: Callable[[Row], bool] = lambda _: True) -> Edit:
    """Another concept in some rows."""

    def edit(filer: Filer, rows: list[Row]) -> list[Row]:
        return [
            {**row, "concept": concept}
            if row["concept"] == filer.names[what] and when(row)
            else row
            for row in rows
        ]

    return edit


def in_unit(old: str, new: str) -> Edit:
    """A unit spelled otherwise."""
    return lambda _, rows: [
        {**row, "unit": new if row["unit"] == old else row["unit"]} for row in rows
    ]


def changed(**fields: Any) -> Edit:
    """Other values in fields of every row."""
    return lambda _, rows: [{**row, **fields} for row in rows]


def twice_in_frames(_: Filer, rows: list[Row]) -> list[Row]:
    """Every fact once more, with the frame that the SEC gives the latest of its like."""
    return [*rows, *({**row, "frame": "CY2019Q1"} for row in rows)]


def amended(_: Filer, rows: list[Row]) -> list[Row]:
    """Each report once more, a month later, with other amounts."""
    return [*rows, *(_later(row, suffix="/A", times=Decimal("1.03")) for row in rows)]


def amended_in_part(filer: Filer, rows: list[Row]) -> list[Row]:
    """Amendments that have the income of the longest column alone."""
    income = [row for row in rows if row["concept"] == filer.names["income"]]
    return [*rows, *(_later(row, suffix="/A", times=Decimal("0.97")) for row in income)]


def recast_elsewhere(_: Filer, rows: list[Row]) -> list[Row]:
    """Current reports and registrations with other amounts for the same days."""
    return [*rows, *(_later(row, suffix="", times=Decimal(2), form="8-K") for row in rows)]


def _later(row: Row, suffix: str, times: Decimal, form: str = "") -> Row:
    filed = date.fromisoformat(row["filed"]) + timedelta(days=30)
    value = int(row["val"] * times) if isinstance(row["val"], int) else row["val"]
    accession = row["accn"][:14] + "9" + row["accn"][15:]
    named = {"form": form or row["form"] + suffix, "filed": filed.isoformat(), "accn": accession}
    return {**row, **named, "val": value}


def restated(filer: Filer, rows: list[Row]) -> list[Row]:
    """Comparative columns with other amounts than were first reported."""
    own = {filer.accession(each): each.end.isoformat() for each in filer.quarters}
    return [
        {**row, "val": row["val"] + 1_000_000}
        if row["end"] != own.get(row["accn"], row["end"]) and row["val"] > 1_000_000
        else row
        for row in rows
    ]


def translated(filer: Filer, rows: list[Row]) -> list[Row]:
    """The latest column of each report once more in US dollars."""
    own = {filer.accession(each): each for each in filer.quarters}
    more = [
        {**row, "unit": row["unit"].replace(filer.currency, "USD"), "val": row["val"] // 7}
        for row in rows
        if row["unit"].startswith(filer.currency) and row["end"] == own[row["accn"]].end.isoformat()
    ]
    return [*rows, *more]


def split(ratio: int, day: date, stated: int | Decimal | None = None) -> Edit:
    """Shares split on a day: reports from then on count the new ones in every column."""

    def edit(_: Filer, rows: list[Row]) -> list[Row]:
        made = [dict(row) for row in rows]
        for row in made:
            after = row["filed"] >= day.isoformat()
            if after and row["unit"] == "shares":
                row["val"] *= ratio
            elif after and row["unit"].endswith("/shares"):
                new = Decimal(str(row["val"])) / ratio
                row["val"] = float(new.quantize(Decimal("0.01")))
        first = min(row["accn"] for row in made if row["filed"] >= day.isoformat())
        told = next(row for row in made if row["accn"] == first)
        fact = {"end": day.isoformat(), "val": stated, "unit": "pure"}
        concept = "us-gaap:StockholdersEquityNoteStockSplitConversionRatio1"
        kept = {key: told[key] for key in ("accn", "fy", "fp", "form", "filed")}
        return made if stated is None else [*made, {"concept": concept, **fact, **kept}]

    return edit
