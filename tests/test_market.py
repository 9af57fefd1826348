"""Pages across issuers, and the addresses they stand under."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal

import pytest
from tieout.charts import Chart, Drawn
from tieout.check import check
from tieout.claims.reconcile import VerdictName
from tieout.edition import Edition
from tieout.facts.rows import decimal_text, published
from tieout.facts.store import Facts
from tieout.problems import errors
from tieout.publish.api import market as api
from tieout.records.names import sector_slug
from tieout.records.read import Issuer, read_briefs
from tieout.views.market import compare, periods, screener, sectors
from tieout.views.market.everyone import Market
from tieout.views.market.lines import compare_link, press_check
from tieout.views.market.series import Point

from tests.conftest import COMPANY, SAMPLE, File
from tests.rows import everything

TODAY = date(2026, 9, 30)
EDITION = Edition(TODAY)
SLUGS = {
    "Consumer goods": "consumer-goods",
    "E-commerce & cloud": "e-commerce-cloud",
    " Énergie ": "energie",
    "<script>alert(1)</script>": "script-alert-1-script",
    "../../etc": "etc",
    "科技": "",
}


@pytest.mark.parametrize("sector", SLUGS)
def test_a_sector_s_address_holds_small_letters_digits_and_hyphens(sector: str) -> None:
    assert sector_slug(sector) == SLUGS[sector]


def test_a_sector_without_a_latin_letter_is_told(file_briefs: File) -> None:
    company = COMPANY.replace("sector: Industry", "sector: 科技")
    folder = file_briefs({"acme/company.yml": company})
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems == []
    (found,) = check(issuers, Facts.of(issuers), TODAY)
    assert str(found).endswith(
        "`科技` has no Latin letter, and its page would have no address; "
        "write it in Latin letters, like Semiconductors"
    )


PAGES = (
    "api compare sectors periods data calendar coverage corrections feed.xml llms.txt calendar.ics"
)


@pytest.mark.parametrize("page", PAGES.split())
def test_no_issuer_takes_an_address_of_the_site(page: str, file_briefs: File) -> None:
    folder = file_briefs({f"{page}/company.yml": COMPANY})
    issuers, problems = read_briefs(folder, folder.parent)
    assert page not in issuers
    assert f"briefs/{page}" in {problem.place.file for problem in problems}


def record(fiscal: str, end: str, released: str, rest: str = "", revenue: str = "1,250") -> str:
    """A record in millions of the reporting currency."""
    return f"""\
period: {{fiscal: {fiscal}, end: {end}}}
released: {{date: {released}}}
sources:
  release: {{kind: press release, title: Results}}
source: release
unit: million USD
figures:
  revenue: {revenue}
{rest}"""


def company(name: str, **fields: str) -> str:
    """A company file like Acme's, with other fields."""
    lines = {"name": f"{name} Inc", "short_name": name, "sector": "Industry", **fields}
    kept = [line for line in COMPANY.splitlines() if line.split(":")[0] not in lines]
    text = "\n".join([*(f"{field}: {value}" for field, value in lines.items()), *kept, ""])
    return text.replace("ticker: ACME", f"ticker: {name.upper()}")


@pytest.fixture
def market(file_briefs: File) -> Callable[[Mapping[str, str]], Market]:
    """The market of some briefs."""

    def made(files: Mapping[str, str]) -> Market:
        folder = file_briefs(files)
        issuers, problems = read_briefs(folder, folder.parent)
        assert not errors(problems), "\n".join(map(str, problems))
        return everything(issuers, EDITION).market

    return made


Made = Callable[[Mapping[str, str]], Market]
BOLT = company("Bolt", fiscal_year_end="March 31", sector="Tools")
TWO = {
    "acme/2026-q2.yml": record("2026-Q2", "2026-06-30", "2026-07-30"),
    "acme/2026-q1.yml": record("2026-Q1", "2026-03-31", "2026-04-30"),
    "bolt/company.yml": BOLT,
    "bolt/2027-q1.yml": record("2027-Q1", "2026-06-30", "2026-08-02"),
}


def test_quarters_of_one_calendar_quarter_stand_together_under_their_own_names(
    market: Made,
) -> None:
    quarters = market(TWO).quarters
    assert list(quarters) == ["2026-Q2", "2026-Q1"]
    assert [str(each.label) for each in quarters["2026-Q2"]] == ["FY2026 Q2", "FY2027 Q1"]


def test_pages_of_quarters_lead_to_their_neighbours(market: Made) -> None:
    files = {**TWO, "acme/2025-q3.yml": record("2025-Q3", "2025-09-30", "2025-10-30")}
    shown = {page.slug: page for page in periods.pages(market(files))}
    assert list(shown) == ["2026-q2", "2026-q1", "2025-q3"]
    ends = {
        slug: (page.before and page.before.slug, page.after and page.after.slug)
        for slug, page in shown.items()
    }
    assert ends == {
        "2026-q2": ("2026-q1", None),
        "2026-q1": ("2025-q3", "2026-q2"),
        "2025-q3": (None, "2026-q1"),
    }


def test_half_a_year_is_no_quarter(market: Made) -> None:
    half = record("2026-H2", "2026-12-31", "2027-02-10")
    whole = market({**TWO, "acme/2026-h2.yml": half})
    assert [str(each.label) for each in whole.latest] == ["FY2026 H2", "FY2027 Q1"]
    (page,) = (each for each in periods.pages(whole) if each.slug == "2026-q4")
    assert (len(page.table.rows), len(page.longer.rows)) == (0, 1)


def test_an_issuer_without_quarters_is_there_with_its_latest_period(market: Made) -> None:
    (line,) = market({"acme/2026-h1.yml": record("2026-H1", "2026-06-30", "2026-08-10")}).latest
    assert str(line.label) == "FY2026 H1"


def test_sectors_hold_their_issuers_by_name(market: Made) -> None:
    files = {**TWO, "cask/company.yml": company("Cask", sector="Tools")}
    files["cask/2026-q2.yml"] = record("2026-Q2", "2026-06-30", "2026-07-29")
    sectors_ = market(files).sectors
    names = {slug: [each.party.name for each in found] for slug, found in sectors_.items()}
    assert names == {"industry": ["Acme"], "tools": ["Bolt", "Cask"]}


def test_two_fiscal_quarters_in_one_calendar_quarter_are_both_shown(market: Made) -> None:
    weeks = company("Cask", fiscal_year_end="nearest Sunday to the end of August")
    second = "2026-Q2, start: 2025-11-24, end: 2026-02-15"
    third = "2026-Q3, start: 2026-02-16, end: 2026-05-10"
    files = {
        "cask/company.yml": weeks,
        "cask/2026-q2.yml": record(second, "x", "2026-03-05", revenue="100").replace(
            ", end: x", ""
        ),
        "cask/2026-q3.yml": record(third, "x", "2026-05-28", revenue="200").replace(", end: x", ""),
    }
    whole = market(files)
    assert [len(found) for found in whole.quarters.values()] == [2]
    (sector,) = sectors.pages(whole)
    ((heading, table),) = sector.aligned
    (row,) = table.rows
    assert heading == ""
    assert "$100m" in row[1]
    assert "$200m" in row[1]


def test_a_line_has_the_accounting_standard_even_where_another_basis_was_estimated(
    market: Made,
) -> None:
    rest = """\
  eps_diluted: [{value: 0.50}, {value: 0.80, basis: non-GAAP}]
consensus:
  - {metric: eps_diluted, value: 0.70, unit: USD per share, basis: non-GAAP, provider: Polltrix}
"""
    (line,) = market(
        {"acme/2026-q2.yml": record("2026-Q2", "2026-06-30", "2026-07-30", rest)}
    ).latest
    assert (line.measures.eps.shown, line.measures.eps.basis, line.measures.eps.note) == (
        "$0.50",
        "GAAP",
        "per share, GAAP",
    )
    (surprise,) = line.surprises
    assert (surprise.called, surprise.shown) == ("Diluted EPS, non-GAAP", "+$0.10")


@pytest.mark.parametrize(
    ("rest", "shown", "note"),
    [
        ("  net_income: 90\n  net_income_attributable: 80\n", "$80m", "attributable"),
        ("  net_income_attributable: 80\n", "$80m", "attributable"),
        ("  net_income: 90\n", "$90m", ""),
    ],
)
def test_net_income_is_the_owners_where_that_is_reported(
    rest: str, shown: str, note: str, market: Made
) -> None:
    text = record("2026-Q2", "2026-06-30", "2026-07-30", rest)
    (line,) = market({"acme/2026-q2.yml": text}).latest
    assert (line.measures.net_income.shown, line.measures.net_income.note) == (shown, note)


def test_a_quarter_that_is_a_year_less_nine_months_says_so(market: Made) -> None:
    nine = "year_to_date: {figures: {revenue: 3000}}\n"
    year = record("2026-Q4", "2026-12-31", "2027-01-30")
    year = year.replace("figures:\n  revenue: 1,250\n", "fiscal_year: {figures: {revenue: 4400}}\n")
    files = {
        "acme/2026-q3.yml": record("2026-Q3", "2026-09-30", "2026-10-30", nine),
        "acme/2026-q4.yml": year,
    }
    (line,) = market(files).latest
    assert (line.measures.revenue.shown, line.measures.revenue.note) == (
        "$1,400m",
        "Q4 as year less nine months",
    )


def test_growth_that_an_issuer_states_says_so_in_its_sector_too(market: Made) -> None:
    text = record("2026-Q2", "2026-06-30", "2026-07-30", "stated_growth: {revenue: 5%}\n")
    others = {"cask/company.yml": company("Cask"), "cask/2026-q2.yml": text}
    (page,) = sectors.pages(market({"acme/2026-q2.yml": text}))
    ((_, alone),) = page.aligned
    assert "as stated" in alone.rows[0][2]
    (page,) = sectors.pages(market({"acme/2026-q2.yml": text, **others}))
    for row in dict(page.aligned)["Revenue growth"].rows:
        assert "as stated" in row[1]


def test_what_cannot_be_is_not_meaningful_and_has_no_value(market: Made) -> None:
    before = "year_ago: {figures: {revenue: 0}}\n"
    (line,) = market(
        {"acme/2026-q2.yml": record("2026-Q2", "2026-06-30", "2026-07-30", before)}
    ).latest
    assert (line.measures.growth.shown, line.measures.growth.value, line.measures.growth.url) == (
        "n.m.",
        "",
        "",
    )


def points(whole: Market, metric: str = "revenue") -> list[Point]:
    (line,) = whole.series[metric]
    return list(line.points)


def test_a_series_holds_what_each_brief_first_reported(market: Made) -> None:
    later = "year_ago: {figures: {revenue: 1111}}\n"
    files = {
        "acme/2025-q2.yml": record("2025-Q2", "2025-06-30", "2025-07-30", revenue="1,000"),
        "acme/2026-q2.yml": record("2026-Q2", "2026-06-30", "2026-07-30", later),
    }
    found = points(market(files))
    assert [(each.label, each.number.value) for each in found] == [
        ("FY2025 Q2", "1000000000"),
        ("FY2026 Q2", "1250000000"),
    ]
    assert found[1].change.value == "12.51"


CNY = company("Dian", currency="CNY")
TRANSLATED = {
    "translated: {unit: million USD, figures: {revenue: 180}}": ["$180m at –"],
    "translated: {unit: million USD, rate: {value: 7.1190}}": ["$176m at 7.119 CNY/USD"],
    "translated: {unit: million USD, rate: {value: 7.1190}, figures: {revenue: 180}}": [
        "$180m at –"
    ],
    "translated: {unit: million USD, figures: {net_income: 18}}": [],
    "": [],
}


@pytest.mark.parametrize("block", TRANSLATED)
def test_only_printed_amounts_and_printed_rates_translate(block: str, market: Made) -> None:
    rest = f"  net_income: 125\n{block}\n"
    text = record("2026-Q2", "2026-06-30", "2026-07-30", rest).replace("million USD", "million CNY")
    text = text.replace("translated: {unit: million CNY", "translated: {unit: million USD")
    (found,) = points(market({"dian/company.yml": CNY, "dian/2026-q2.yml": text}))
    told = [
        f"{each.number.shown.removeprefix('about ')} at {each.rate.value or '–'} {each.rate.unit}"
        for each in found.translated
    ]
    assert [each.strip() for each in told] == TRANSLATED[block]


def test_a_split_breaks_a_series_per_share(market: Made) -> None:
    source = "{kind: press release, title: Acme splits its shares}"
    split = f"{COMPANY}splits:\n  - {{effective: 2026-06-01, ratio: 4 for 1, source: {source}}}\n"
    files = {"acme/company.yml": split}
    for part, end, day, eps in (
        ("Q1", "2026-03-31", "2026-04-30", "2.00"),
        ("Q2", "2026-06-30", "2026-07-30", "0.55"),
    ):
        text = record(f"2026-{part}", end, day, f"  eps_diluted: {eps}\n")
        files[f"acme/2026-{part.lower()}.yml"] = text
    first, second = points(market(files), "eps_diluted")
    assert first.broken == ""
    assert "split 4 for 1" in second.broken
    assert [each.broken for each in points(market(files))] == ["", ""]


def test_the_table_of_issuers_says_what_its_document_says(market: Made) -> None:
    whole = market(TWO)
    document = api.screener(whole)
    for row, line in zip(screener.view(whole).rows, document.issuers, strict=True):
        by_key = dict(zip((heading.key for heading in screener.HEADINGS), row, strict=True))
        for key in ("revenue", "growth", "margin", "margin_change", "net_income", "eps"):
            quantity = getattr(line, key)
            cell = by_key[key]
            assert (cell.shown, cell.value, cell.url, cell.figure, cell.unit, cell.note) == (
                quantity.shown,
                quantity.value,
                quantity.url,
                quantity.figure,
                quantity.unit,
                quantity.note,
            )
        assert by_key["issuer"].shown == line.name
        assert by_key["quarter"].value == line.end
        assert [vars(cell) for cell in line.cells] == [asdict(cell) for cell in row]
    assert document.columns == tuple(heading.key for heading in screener.HEADINGS)


def test_documents_have_the_figures_of_the_facts(
    issuers: Mapping[str, Issuer], sample: Market
) -> None:
    known = Facts.of(issuers)
    facts = {
        figure.id: decimal_text(published(figure))
        for line in sample.lines
        for figure in known.for_record(line.record)
    }
    seen = 0
    for path, content in api.market_documents(sample):
        for quantity in quantities(json.loads(content)):
            seen += 1
            assert facts[quantity["figure"]] == quantity["value"], path
    assert seen > 1000


def quantities(node: object) -> Iterator[dict[str, str]]:
    """Every figure of a document, however deep."""
    if isinstance(node, dict):
        if node.get("figure"):
            yield node
        for each in node.values():
            yield from quantities(each)
    elif isinstance(node, list):
        for each in node:
            yield from quantities(each)


@pytest.fixture(scope="module")
def issuers() -> Mapping[str, Issuer]:
    """The issuers of the sample."""
    issuers, problems = read_briefs(SAMPLE / "briefs", SAMPLE)
    assert not errors(problems)
    return issuers


@pytest.fixture(scope="module")
def sample(issuers: Mapping[str, Issuer]) -> Market:
    """Their market."""
    return everything(issuers, EDITION).market


def test_every_series_of_the_sample_is_one_basis_and_one_unit(sample: Market) -> None:
    for series in sample.series.values():
        for line in series:
            assert {(point.number.basis, point.number.unit) for point in line.points} == {
                (line.basis, line.unit)
            }
            ends = [point.end for point in line.points]
            assert ends == sorted(set(ends))


def drawn(_: Chart) -> Drawn:
    return Drawn("<svg/>", 1, 1)


def test_the_comparison_made_ready_is_of_those_who_released_last(market: Made) -> None:
    files = {}
    for number in range(10):
        name = f"i{number}"
        before = f"year_ago: {{figures: {{revenue: {1000 + number}}}}}\n"
        files[f"{name}/company.yml"] = company(f"Issuer{number}")
        files[f"{name}/2026-q2.yml"] = record(
            "2026-Q2", "2026-06-30", f"2026-07-{10 + number}", before
        )
    page = compare.view(market(files), drawn)
    assert page.shown == tuple(f"i{number}" for number in range(2, 10))
    assert [picture.chart.name for picture in page.pictures] == ["growth", "growth-narrow"]
    rows = page.pictures[0].chart.spec["datasets"]["rows"]
    assert [row["value"] for row in rows] == [
        float(round((Decimal(1250) / (1000 + number) - 1) * 100, 2)) for number in range(2, 10)
    ]
    assert len(compare_link("", market(files).latest).split("=")[1].split(",")) == 10


def test_where_nothing_can_be_compared_there_is_no_chart(market: Made) -> None:
    page = compare.view(market({"acme/company.yml": COMPANY}), drawn)
    assert (page.pictures, page.table.rows, page.issuers) == ((), (), ())


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({}, ""),
        (
            {"ties": 6, "other_basis": 1, "not_in_record": 6},
            "13 numbers: 6 tie, 1 on another basis, 6 not in the record",
        ),
        ({"ties": 1, "conflict": 2}, "3 numbers: 1 ties, 2 conflict"),
        ({"opinion": 1}, "1 number: 1 opinion"),
    ],
)
def test_a_press_check_counts_every_number(
    found: dict[VerdictName, int], told: str, market: Made
) -> None:
    line = market(TWO).latest[0]
    assert press_check(replace(line, verdicts=found)) == told
