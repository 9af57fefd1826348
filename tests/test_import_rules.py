"""What the import leaves out of a body that has a filer's own faults, and what it tells of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tieout.check import check
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel
from tieout.importers.body import read_body
from tieout.importers.company import ExchangeListing
from tieout.importers.edgar import Imported, import_body
from tieout.importers.refuse import hold
from tieout.importers.writing import carry_out, plan
from tieout.records.read import Issuer, read_briefs

from tests.filers import Edit, Filer, Row, also, by_months, renamed

YEARS = by_months(2018, 12, 12)
TAX = "us-gaap:IncomeTaxExpenseBenefit"
PRETAX = (
    "us-gaap:IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrolling"
    "Interest"
)
DIVIDEND = "us-gaap:CommonStockDividendsPerShareDeclared"
COST = "us-gaap:CostOfRevenue"
HALF = ("2019-01-01", "2019-06-30")
GROSS = "us-gaap:GrossProfit"
INTEREST = "us-gaap:InterestExpense"
WIDE = "us-gaap:DepreciationDepletionAndAmortization"
NARROW = "us-gaap:DepreciationAndAmortization"


def year_as_fourth_quarter(_: Filer, rows: list[Row]) -> list[Row]:
    """The yearly report of 2019 has the year's revenue as that of October to December, too."""
    year = next(
        row
        for row in rows
        if (row["concept"], row.get("start"), row["end"])
        == ("us-gaap:Revenues", "2019-01-01", "2019-12-31")
    )
    return [*rows, {**year, "start": "2019-10-01"}]


def columns_exchanged(filer: Filer, rows: list[Row]) -> list[Row]:
    """The report on the second quarter of 2019 has its quarter in last year's column."""
    quarter = next(each for each in filer.quarters if (each.year, each.number) == (2019, 2))
    own = {row["accn"] for row in rows if row["accn"] == filer.accession(quarter)}
    ends = {"2019-06-30": "2018-06-30", "2018-06-30": "2019-06-30"}

    def exchanged(row: Row) -> Row:
        if row["accn"] not in own or row.get("start", "")[5:] != "04-01":
            return row
        end = ends[row["end"]]
        return {**row, "end": end, "start": f"{end[:4]}-04-01"}

    return [exchanged(row) for row in rows]


def times(concept: str, factor: int | Decimal, when: Callable[[Row], bool]) -> Edit:
    """Some amounts of a concept, times a factor."""
    return lambda _, rows: [
        {**row, "val": int(row["val"] * factor)} if row["concept"] == concept and when(row) else row
        for row in rows
    ]


def only(concept: str, when: Callable[[Row], bool]) -> Edit:
    """A concept in some rows alone."""
    return lambda _, rows: [row for row in rows if row["concept"] != concept or when(row)]


def dividends(_: Filer, rows: list[Row]) -> list[Row]:
    """A dividend of half a dollar in every column, and none in the statements of cash flows."""
    eps = [row for row in rows if row["unit"] == "USD/shares"]
    cash = [row for row in rows if row["concept"] == "us-gaap:NetIncomeLoss"]
    paid = [{**row, "concept": "us-gaap:PaymentsOfDividends", "val": 0} for row in cash]
    return [*rows, *({**row, "concept": DIVIDEND, "val": 0.5} for row in eps), *paid]


def again(concept: str, **fields: object) -> Edit:
    """The facts of a concept once more, with other values in these fields."""
    return lambda _, rows: [
        *rows,
        *({**row, **fields} for row in rows if row["concept"] == concept),
    ]


def filed_wrongly(concept: str, times: int) -> Edit:
    """The report on the second quarter of 2019 has a concept so many times as high."""
    return lambda _, rows: [
        {**row, "val": round(row["val"] * times, 2)}
        if row["concept"] == concept and row["accn"].endswith("-19-000006")
        else row
        for row in rows
    ]


def is_half(row: Row) -> bool:
    return (row.get("start"), row["end"]) == HALF


def in_euros(_: Filer, rows: list[Row]) -> list[Row]:
    """The reports on 2018 are in euros."""
    return [
        {**row, "unit": row["unit"].replace("USD", "EUR")} if row["filed"] < "2019-03-01" else row
        for row in rows
    ]


CASES: dict[str, tuple[tuple[Edit, ...], str]] = {
    "the year as its last quarter": (
        (year_as_fourth_quarter,),
        "left out: `revenue` of FY2019 Q4: the year less its other parts is another number",
    ),
    "columns exchanged": (
        (columns_exchanged,),
        (
            "left out: `revenue` of FY2019 Q2: its filing has this year's and last year's columns "
            "exchanged"
        ),
    ),
    "negative revenue": (
        (times("us-gaap:Revenues", -1, lambda row: row["accn"].endswith("-19-000008")),),
        "left out: `revenue` of FY2019: a negative number, which it cannot be",
    ),
    "the other sign of tax": (
        (
            also("income", PRETAX, Decimal("0.8")),
            also("income", TAX, Decimal("0.2")),
        ),
        (
            "left out: `income_tax` of 18 periods, FY2018 Q1 to FY2020: only with the other sign "
            "do the lines of its statement add up"
        ),
    ),
    "two scopes": (
        (
            also("revenue", WIDE, Decimal("0.1")),
            only(WIDE, lambda row: row["start"].endswith("-01-01")),
            also("revenue", NARROW, Decimal("0.07")),
        ),
        (
            "left out: `depreciation_and_amortization` of 6 periods, FY2018 Q2 to FY2020 Q3: "
            "DepreciationAndAmortization is not what the year has as "
            "DepreciationDepletionAndAmortization"
        ),
    ),
    "a zero that is none": (
        (dividends,),
        (
            "left out: `dividends_paid` of 18 periods, FY2018 Q1 to FY2020: zero, where a dividend "
            "per share was declared, is no figure"
        ),
    ),
    "gross profit of a part of the revenue": (
        (also("revenue", COST, Decimal("0.5")), also("revenue", GROSS, Decimal("0.48"))),
        (
            "left out: `gross_profit` of 18 periods, FY2018 Q1 to FY2020: with the cost of revenue "
            "it makes up a part of the revenue alone"
        ),
    ),
    "the other sign of a half year": (
        (
            also("revenue", INTEREST, Decimal("0.01")),
            times(INTEREST, -1, is_half),
        ),
        "left out: `interest_expense` of FY2019 H1: only with the other sign is it the sum",
    ),
    "several classes of shares": (
        (again("us-gaap:EarningsPerShareDiluted", val=1500.0),),
        "left out: `eps_diluted` of 18 periods, FY2018 Q1 to FY2020: its filing has several",
    ),
    "earnings per share in cents": (
        (filed_wrongly("us-gaap:EarningsPerShareDiluted", 100),),
        (
            "left out: `eps_diluted` of FY2019 H1, FY2019 Q2: on the number of shares it is of "
            "another order of magnitude than the income"
        ),
    ),
    "another currency before": (
        (in_euros,),
        (
            "left out: `revenue` of 6 periods, FY2018 Q1 to FY2018: it is in EUR, another currency "
            "than that of the latest reports"
        ),
    ),
    "a unit of nobody's": (
        (again("us-gaap:Revenues", unit="<b>", val=1),),
        (
            "left out: facts of no unit, day or number that records have, 30: "
            "facts.us-gaap.Revenues in `<b>`"
        ),
    ),
    "an end before its start": (
        (lambda _, rows: [{**rows[0], "start": "2018-03-31", "end": "2018-01-01"}, *rows[1:]],),
        "left out: facts of no unit, day or number that records have, 1: facts.us-gaap.Revenues",
    ),
    "earnings per share of a loss, without its sign": (
        (filed_wrongly("us-gaap:EarningsPerShareDiluted", -1),),
        "left out: `eps_diluted` of FY2019 Q2: it has the other sign than the income",
    ),
    "a half-year of less than its first quarter": (
        (
            only("us-gaap:Revenues", lambda row: row.get("start") != "2019-04-01"),
            times("us-gaap:Revenues", Decimal("0.1"), is_half),
        ),
        "left out: `revenue` of FY2019 H1: the year less its other parts is another number",
    ),
    "no report on a quarter": (
        (lambda _, rows: [row for row in rows if not row["accn"].endswith("-19-000006")],),
        "not found: figures of the time between FY2019 Q1 and FY2019 Q3",
    ),
    "no total of the revenue": (
        (renamed("revenue", "us-gaap:NoninterestIncome"),),
        "not found: `revenue` of 12 periods, FY2018 Q1 to FY2020 Q4: the reports tag no total",
    ),
    "a thousandth": (
        (
            also("revenue", COST, Decimal("0.5")),
            times(COST, Decimal("0.001"), lambda row: row["accn"].endswith("-19-000008")),
        ),
        "left out: `cost_of_revenue` of FY2018, FY2019: a filing has it a thousand times",
    ),
}


def begun_early(_: Filer, rows: list[Row]) -> list[Row]:
    """The second quarter of 2019 begins on the last day of the first, as some filers tag it."""
    return [
        {**row, "start": "2019-03-31"} if row.get("start") == "2019-04-01" else row for row in rows
    ]


def recast(_: Filer, rows: list[Row]) -> list[Row]:
    """A business sold in the second quarter of 2019 is no part of its revenue, nor of the first.

    What the first quarter's own report has is what it was before.
    """
    return [
        {**row, "val": row["val"] + 5_000_000}
        if row["concept"] == "us-gaap:Revenues"
        and row["accn"].endswith("-19-000005")
        and row["end"] == "2019-03-31"
        else row
        for row in rows
    ]


def made(filer: Filer) -> Imported:
    return hold(import_body(read_body(filer.body), ExchangeListing("NWAS", "NYSE", "Industry")))


def on_record(imported: Imported, root: Path) -> Issuer:
    (root / "briefs").mkdir()
    carry_out(plan(imported, root / "briefs", "nwas"))
    return read_briefs(root / "briefs", root)[0]["nwas"]


@pytest.mark.parametrize("kind", CASES)
def test_what_the_rest_contradicts_is_left_out_and_told(kind: str, tmp_path: Path) -> None:
    edits, remark = CASES[kind]
    imported = made(Filer(YEARS, edits=edits))
    assert any(each.startswith(remark) for each in imported.remarks), imported.remarks
    issuer = on_record(imported, tmp_path)
    assert check({"nwas": issuer}, Facts.of({"nwas": issuer}), date(2030, 1, 1)) == []


@pytest.mark.parametrize("kind", ["the year as its last quarter", "columns exchanged"])
def test_what_was_left_out_is_derived_and_restates_nothing(kind: str, tmp_path: Path) -> None:
    edits, _ = CASES[kind]
    issuer = on_record(made(Filer(YEARS, edits=edits)), tmp_path)
    facts = Facts.of({"nwas": issuer})
    label = FiscalLabel(2019, "Q4" if "year" in kind else "Q2")
    quarter = next(each for each in YEARS if (each.year, f"Q{each.number}") == (2019, label.part))
    revenue = facts.one("nwas", "revenue", label=label)
    assert revenue is not None
    assert (revenue.kind, revenue.value) == ("derived", quarter.revenue)
    assert [
        each.model.restatements for each in issuer.records.values() if each.model.restatements
    ] == []


def test_a_quarter_that_overlaps_the_one_before_begins_after_it(tmp_path: Path) -> None:
    issuer = on_record(made(Filer(YEARS, edits=(begun_early,))), tmp_path)
    assert issuer.records["2019-q2"].model.period.start is None
    assert check({"nwas": issuer}, Facts.of({"nwas": issuer}), date(2030, 1, 1)) == []


def test_quarters_after_a_recast_one_are_as_their_reports_have_them(tmp_path: Path) -> None:
    """Half a year less the first quarter is not the second one; next year's reports repeat it."""
    imported = made(Filer(YEARS, edits=(recast,)))
    assert imported.remarks == ()
    issuer = on_record(imported, tmp_path)
    facts = Facts.of({"nwas": issuer})
    for quarter in (each for each in YEARS if each.year == 2019):
        revenue = facts.one("nwas", "revenue", label=FiscalLabel(2019, f"Q{quarter.number}"))
        assert revenue is not None
        assert revenue.value == quarter.revenue + 5_000_000 * (quarter.number == 1)
    assert [row.metric for row in issuer.records["2020-q1"].model.restatements] == ["revenue"]
    assert check({"nwas": issuer}, facts, date(2030, 1, 1)) == []


def test_no_remark_tells_of_a_body_without_faults() -> None:
    assert made(Filer(YEARS, fourth_printed=True)).remarks == ()


def test_nine_months_that_differ_by_a_rounding_tell_the_last_quarter(tmp_path: Path) -> None:
    """The year less the printed nine months is the quarter, not the year less three quarters."""

    def rounded(filer: Filer, rows: list[Row]) -> list[Row]:
        nine = ("2019-01-01", "2019-09-30")
        return [
            {**row, "val": row["val"] - 1000}
            if row["concept"] == "us-gaap:Revenues" and (row.get("start"), row["end"]) == nine
            else row
            for row in rows
        ]

    issuer = on_record(made(Filer(YEARS, edits=(rounded,))), tmp_path)
    revenue = Facts.of({"nwas": issuer}).one("nwas", "revenue", label=FiscalLabel(2019, "Q4"))
    quarter = next(each for each in YEARS if (each.year, each.number) == (2019, 4))
    assert revenue is not None
    assert revenue.value == quarter.revenue + 1000
