"""Imports of issuers that never were, of many kinds: every figure right or missing, few missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tieout.check import check
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel
from tieout.importers.body import read_body
from tieout.importers.company import ExchangeListing
from tieout.importers.edgar import import_body
from tieout.importers.refuse import hold
from tieout.importers.writing import carry_out, plan
from tieout.problems import errors
from tieout.records.read import Issuer, read_briefs

from tests.filers import (
    IFRS,
    NAMES,
    Edit,
    Filer,
    Row,
    also,
    amended,
    amended_in_part,
    by_months,
    by_weeks,
    changed,
    changing_year,
    in_unit,
    recast_elsewhere,
    renamed,
    restated,
    split,
    translated,
    twice_in_frames,
)

MANY = 11


def also_attributable(filer: Filer, rows: list[Row]) -> list[Row]:
    """Nine tenths of the income belong to the issuer's own shareholders."""
    shared = [row for row in rows if row["concept"] == "us-gaap:ProfitLoss"]
    return [
        *rows,
        *(
            {**row, "concept": "us-gaap:NetIncomeLoss", "val": row["val"] * 9 // 10}
            for row in shared
        ),
    ]


def also_per_share(concept: str) -> Edit:
    """Earnings of continuing operations, a cent off."""

    def edit(filer: Filer, rows: list[Row]) -> list[Row]:
        per_share = [row for row in rows if row["concept"] == filer.names["eps"]]
        return [
            *rows,
            *({**row, "concept": concept, "val": round(row["val"] + 0.01, 2)} for row in per_share),
        ]

    return edit


def odd_fact(concept: str, unit: str, value: float, **fields: str) -> Edit:
    """One fact that no analyst can use."""
    return lambda _, rows: [
        *rows,
        {**rows[0], "concept": concept, "unit": unit, "val": value, **fields},
    ]


def begun_anew(filer: Filer, rows: list[Row]) -> list[Row]:
    """A successor company whose first columns start with May 2019; it has no year of 2019."""
    made = []
    for row in rows:
        within = "2019-05-01" < row["end"] <= "2019-12-31"
        if within and row.get("start") == "2019-01-01":
            made.append({**row, "start": "2019-05-01"})
        else:
            made.append(row)
    return made


FILERS: dict[str, Filer] = {
    "calendar years": Filer(by_months(2018, 12, MANY)),
    "years to January": Filer(by_months(2018, 1, MANY)),
    "years to June": Filer(by_months(2018, 6, MANY)),
    "years to September": Filer(by_months(2018, 9, MANY)),
    "years to February": Filer(by_months(2018, 2, MANY)),
    "called after the start": Filer(by_months(2018, 1, MANY), named_by_start=True),
    "last Saturday of September": Filer(
        by_weeks(date(2017, 9, 30), 2018, MANY, (13, 13, 13, 13), (2019,))
    ),
    "nearest Sunday to December": Filer(
        by_weeks(date(2017, 12, 31), 2018, MANY, (13, 13, 13, 13), (2020,))
    ),
    "sixteen weeks first": Filer(by_weeks(date(2018, 2, 3), 2019, MANY, (16, 12, 12, 12), (2019,))),
    "sixteen weeks last": Filer(by_weeks(date(2018, 9, 1), 2019, MANY, (12, 12, 12, 16), (2019,))),
    "covers wrong": Filer(by_months(2018, 12, MANY), covers_wrong=True),
    "fourth quarter printed": Filer(by_months(2018, 12, MANY), fourth_printed=True),
    "second quarter missing": Filer(by_months(2018, 12, MANY), skipped=((2019, 2),)),
    "third quarter missing": Filer(by_months(2018, 12, MANY), skipped=((2019, 3),)),
    "one quarter only": Filer(
        by_months(2018, 12, 8),
        skipped=tuple(
            (year, number)
            for year in (2018, 2019)
            for number in (1, 2, 3, 4)
            if (year, number) != (2019, 2)
        ),
    ),
    "new concept of revenue": Filer(
        by_months(2018, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:SalesRevenueNet"},
        later_names={
            **NAMES,
            "revenue": "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
        },
    ),
    "IFRS in halves": Filer(
        by_months(2018, 12, MANY),
        names=IFRS,
        currency="EUR",
        per_share="EUR/shares",
        forms=("6-K", "20-F"),
        interim=(2,),
        halves=True,
    ),
    "IFRS in quarters": Filer(
        by_months(2018, 12, MANY),
        names=IFRS,
        currency="CHF",
        per_share="CHF/shares",
        forms=("6-K", "20-F"),
    ),
    "yearly abroad": Filer(
        by_months(2018, 3, MANY),
        names=IFRS,
        currency="JPY",
        per_share="JPY/shares",
        forms=("6-K", "20-F"),
        interim=(),
    ),
    "Canadian": Filer(
        by_months(2018, 10, MANY),
        names=IFRS,
        currency="CAD",
        per_share="CAD/shares",
        forms=("6-K", "40-F"),
        interim=(),
    ),
    "duplicates with frames": Filer(by_months(2018, 12, MANY), edits=(twice_in_frames,)),
    "amended": Filer(by_months(2018, 12, MANY), edits=(amended,)),
    "amended in part": Filer(by_months(2018, 12, MANY), edits=(amended_in_part,)),
    "recast in current reports": Filer(by_months(2018, 12, MANY), edits=(recast_elsewhere,)),
    "restated": Filer(by_months(2018, 12, MANY), edits=(restated,)),
    "no covers": Filer(by_months(2018, 12, MANY), edits=(changed(fy=None, fp=None),)),
    "translated into dollars": Filer(
        by_months(2018, 12, MANY),
        names=IFRS,
        currency="CNY",
        per_share="CNY/shares",
        forms=("6-K", "20-F"),
        edits=(translated,),
    ),
    "translated by a Chinese issuer of US GAAP": Filer(
        by_months(2018, 12, MANY),
        currency="CNY",
        per_share="CNY/shares",
        forms=("6-K", "20-F"),
        interim=(),
        edits=(translated,),
    ),
    "per share spelled otherwise": Filer(
        by_months(2018, 12, MANY), edits=(in_unit("USD/shares", "USD-per-shares"),)
    ),
    "per share in one word": Filer(
        by_months(2018, 12, MANY), edits=(in_unit("USD/shares", "usdPerShare"),)
    ),
    "units with the standard's name": Filer(
        by_months(2018, 12, MANY),
        edits=(
            in_unit("USD", "iso4217_USD"),
            in_unit("shares", "xbrli_shares"),
            in_unit("USD/shares", "iso4217_USD/xbrli_shares"),
        ),
    ),
    "new end of the year, later": Filer(changing_year(2018, 12, 6, 5)),
    "new end of the year, earlier": Filer(changing_year(2018, 6, 12, 5)),
    "new end of the year, by a quarter": Filer(changing_year(2018, 9, 12, 5)),
    "others own a part": Filer(
        by_months(2018, 12, MANY),
        edits=(renamed("income", "us-gaap:ProfitLoss"), also_attributable),
    ),
    "income of all owners alone": Filer(
        by_months(2018, 12, MANY), names={**NAMES, "income": "us-gaap:ProfitLoss"}
    ),
    "basic and diluted in one": Filer(
        by_months(2018, 12, MANY), names={**NAMES, "eps": "us-gaap:EarningsPerShareBasicAndDiluted"}
    ),
    "continuing operations beside": Filer(
        by_months(2018, 12, MANY),
        edits=(also_per_share("us-gaap:IncomeLossFromContinuingOperationsPerDilutedShare"),),
    ),
    "sales beside revenue": Filer(
        by_months(2018, 12, MANY),
        edits=(
            also(
                "revenue",
                "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
                Decimal("0.97"),
            ),
        ),
    ),
    "bank, net of interest": Filer(
        by_months(2018, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:RevenuesNetOfInterestExpense"},
        edits=(
            also(
                "revenue",
                "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
                Decimal("0.2"),
            ),
            also("revenue", "us-gaap:InterestAndDividendIncomeOperating", Decimal("0.8")),
            also("revenue", "us-gaap:NoninterestIncome", Decimal("0.4")),
        ),
    ),
    "utility": Filer(
        by_months(2018, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:RegulatedAndUnregulatedOperatingRevenue"},
        edits=(
            also(
                "revenue",
                "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
                Decimal("0.9"),
            ),
        ),
    ),
    "property": Filer(
        by_months(2018, 12, MANY), names={**NAMES, "revenue": "us-gaap:RealEstateRevenueNet"}
    ),
    "insurer": Filer(
        by_months(2018, 12, MANY),
        edits=(
            also("revenue", "us-gaap:PremiumsEarnedNet", Decimal("0.9")),
            also(
                "revenue",
                "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
                Decimal("0.05"),
            ),
        ),
    ),
    "hospital": Filer(
        by_months(2010, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:HealthCareOrganizationRevenue"},
    ),
    "services": Filer(
        by_months(2010, 12, MANY), names={**NAMES, "revenue": "us-gaap:SalesRevenueServicesNet"}
    ),
    "goods and services": Filer(
        by_months(2010, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:SalesRevenueNet"},
        edits=(
            also("revenue", "us-gaap:SalesRevenueServicesNet", Decimal("0.4")),
            also("revenue", "us-gaap:SalesRevenueGoodsNet", Decimal("0.6")),
        ),
    ),
    "first report in the third quarter": Filer(
        by_months(2018, 12, MANY), skipped=((2018, 1), (2018, 2))
    ),
    "long fractions": Filer(
        by_months(2018, 12, MANY),
        edits=(
            odd_fact(
                "us-gaap:EffectiveIncomeTaxRateContinuingOperations", "pure", 0.24390243902439024
            ),
        ),
    ),
    "a unit of nobody's": Filer(
        by_months(2018, 12, MANY), edits=(odd_fact("us-gaap:Goodwill", "%2 (x)", 1),)
    ),
    "a successor from May 2019 on": Filer(
        by_months(2018, 12, MANY), skipped=((2019, 2), (2019, 4)), edits=(begun_anew,)
    ),
    "from US GAAP to IFRS": Filer(
        by_months(2018, 12, MANY, from_quarter=3),
        later_names=IFRS,
        skipped=((2018, 3), (2018, 4)),
    ),
    "a day of no century": Filer(
        by_months(2018, 12, MANY), edits=(odd_fact("us-gaap:Goodwill", "USD", 1, end="0216-12-31"),)
    ),
}
"""By what is peculiar to each: with all figures given."""

PARTS: dict[str, Filer] = {
    "bank, without a total": Filer(
        by_months(2018, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:InterestAndDividendIncomeOperating"},
        edits=(
            also(
                "revenue",
                "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
                Decimal("0.2"),
            ),
            also("revenue", "us-gaap:NoninterestIncome", Decimal("0.4")),
        ),
    ),
    "insurer, without a total": Filer(
        by_months(2018, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:PremiumsEarnedNet"},
        edits=(
            also(
                "revenue",
                "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
                Decimal("0.2"),
            ),
        ),
    ),
    "lessor, without a total": Filer(
        by_months(2018, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:OperatingLeaseLeaseIncome"},
        edits=(
            also(
                "revenue",
                "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
                Decimal("0.2"),
            ),
        ),
    ),
    "goods and services, without a total": Filer(
        by_months(2010, 12, MANY),
        names={**NAMES, "revenue": "us-gaap:SalesRevenueServicesNet"},
        edits=(also("revenue", "us-gaap:SalesRevenueGoodsNet", Decimal("1.5")),),
    ),
}
"""Issuers that tag no total of their revenue: a part of it is none."""


def brought_in(filer: Filer, root: Path) -> Issuer:
    """The issuer as the import files it; nothing in it breaks a rule."""
    imported = hold(
        import_body(read_body(filer.body), ExchangeListing("NEVER", "NYSE", "Industry"))
    )
    (root / "briefs").mkdir()
    carry_out(plan(imported, root / "briefs", "never"))
    issuers, problems = read_briefs(root / "briefs", root)
    problems += check(issuers, Facts.of(issuers), date(2035, 1, 1))
    assert errors(problems) == ()
    return issuers["never"]


def cells(filer: Filer, issuer: Issuer) -> tuple[list[str], list[str], int]:
    """What is wrong, what is missing, and how many cells there are."""
    facts = Facts.of({issuer.slug: issuer})
    ends = {each.model.period.end: each.model for each in issuer.records.values()}
    wrong, missing, count = [], [], 0
    for gold in filer.gold:
        label = FiscalLabel.parse(gold.label)
        there = ends.get(gold.end)
        accessions = [each.accession for each in there.sources.values()] if there else [None]
        got: list[tuple[str, object, object]] = [
            ("label", label.closing, there.period.fiscal.closing if there else None),
            ("first accession", gold.accession, accessions[0]),
        ]
        for name, metric, want in (
            ("revenue", "revenue", gold.revenue),
            ("income", "net_income", gold.income),
            ("eps", "eps_diluted", gold.eps),
        ):
            found = facts.one(issuer.slug, metric, label=label) if there else None
            value: Decimal | None = found.value if found and not found.version else None
            got.append((name, want, value))
        for name, want, value in got:
            count += want is not None or value is not None
            if value is None and want is not None:
                missing.append(f"{gold.label} {name}")
            elif value != want:
                wrong.append(f"{gold.label} {name}: {value}, not {want}")
    return wrong, missing, count


@pytest.mark.parametrize("kind", FILERS)
def test_every_figure_is_right_and_given(kind: str, tmp_path: Path) -> None:
    filer = FILERS[kind]
    wrong, missing, count = cells(filer, brought_in(filer, tmp_path))
    assert (wrong, missing) == ([], [])
    assert count


@pytest.mark.parametrize("kind", PARTS)
def test_a_part_of_the_revenue_is_not_taken_for_the_whole(kind: str, tmp_path: Path) -> None:
    filer = PARTS[kind]
    wrong, missing, _ = cells(filer, brought_in(filer, tmp_path))
    assert wrong == []
    assert [each for each in missing if not each.endswith("revenue")] == []
    assert len(missing) == sum(gold.revenue is not None for gold in filer.gold)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    month=st.integers(1, 12),
    start=st.integers(1, 4),
    skipped=st.sets(st.tuples(st.just(2019), st.integers(1, 4)), max_size=2),
    edits=st.lists(
        st.sampled_from((twice_in_frames, amended_in_part, recast_elsewhere, restated)),
        max_size=3,
        unique=True,
    ),
    more=st.fixed_dictionaries({"named_by_start": st.booleans(), "covers_wrong": st.booleans()}),
)
def test_nothing_is_wrong_however_these_meet(
    month: int,
    start: int,
    skipped: set[tuple[int, int]],
    edits: list[Edit],
    more: dict[str, bool],
) -> None:
    """Whatever cannot be known from such a body is missing, and nothing is another figure."""
    quarters = by_months(2018, month, 9, from_quarter=start)
    filer = Filer(quarters, skipped=tuple(skipped), edits=tuple(edits), **more)
    with TemporaryDirectory() as folder:
        wrong, _, count = cells(filer, brought_in(filer, Path(folder)))
    assert wrong == []
    assert count > 10


SPLITS = {
    "stated": (3, date(2020, 2, 24), 3, ["3 for 1 on 2020-02-24"]),
    "not stated": (3, date(2020, 2, 24), None, ["3 for 1 by 2020-02-25"]),
    "stated otherwise": (3, date(2020, 2, 24), 2, ["3 for 1 by 2020-02-25"]),
    "stated upside down": (20, date(2020, 2, 24), Decimal("0.05"), ["20 for 1 on 2020-02-24"]),
    "stated in decimals": (3, date(2020, 2, 24), Decimal("0.3333"), ["3 for 1 on 2020-02-24"]),
    "of the first report": (3, date(2018, 4, 1), 3, []),
}


@pytest.mark.parametrize("kind", SPLITS)
def test_splits_are_noticed_where_the_numbers_show_them(kind: str, tmp_path: Path) -> None:
    ratio, day, stated, told = SPLITS[kind]
    told_as = float(stated) if isinstance(stated, Decimal) else stated
    filer = Filer(by_months(2018, 12, 11), edits=(split(ratio, day, told_as),))
    issuer = brought_in(filer, tmp_path)
    noticed = [
        f"{each.ratio.numerator} for {each.ratio.denominator} "
        f"{'on' if each.exact else 'by'} {each.effective}"
        for each in issuer.company.model.splits
    ]
    assert noticed == told


@pytest.mark.parametrize("kind", SPLITS)
def test_no_growth_of_what_counts_shares_is_off_by_a_split(kind: str, tmp_path: Path) -> None:
    """Shares are the same in all periods but for the split, so that none grows or shrinks."""
    ratio, day, stated, _ = SPLITS[kind]
    told_as = float(stated) if isinstance(stated, Decimal) else stated
    filer = Filer(by_months(2018, 12, 11), edits=(split(ratio, day, told_as),))
    issuer = brought_in(filer, tmp_path)
    facts = Facts.of({issuer.slug: issuer})
    growth = [
        figure
        for slug in issuer.records
        for figure in facts.for_record(f"{issuer.slug}/{slug}")
        if figure.metric == "shares_diluted" and figure.measure in ("yoy", "qoq")
    ]
    assert len(growth) > 10
    assert [each.name for each in growth if not each.low <= 0 <= each.high] == []
