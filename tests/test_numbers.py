"""The look over a built site for numbers that differ between page, chart, table and API."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tieout.site.built import Built
from tieout.site.fact_book import API, FactBook
from tieout.site.reading import read_marks
from tieout.site.same_number import disagreements
from tieout.site.twins import unlike

from tests.rows import published_brief

REVENUE = "acme/2026-q2/2026-q2.revenue.gaap.cny"
GROWTH = "acme/2026-q2/2026-q2.revenue.yoy.gaap.pct"
EPS = "acme/2026-q2/2026-q2.eps_diluted.gaap.usd-ads"
MARGIN = "acme/2026-q2/2026-q2.tax_rate.yoy_change.gaap.bp"
STORES = "acme/2026-q2/2026-q2.kpi_stores.gaap.stores"
SURPRISE = "acme/2026-q2/2026-q2.revenue.surprise_amount.gaap.cny.lseg.note"
RECORD = "acme/2026-q2"
FACTS = {
    REVENUE: ("247795000000", "247794500000", "247795500000", "CNY", "RMB 247,795m"),
    GROWTH: ("-4.77", "-4.78", "-4.77", "%", "\u22124.77%"),
    EPS: ("0.61", "0.605", "0.615", "USD/ADS", "$0.61"),
    MARGIN: ("-3396", "-3398", "-3394", "bp", "\u22123,396 bp"),
    SURPRISE: ("2754000000", "2703500000", "2804500000", "CNY", "RMB 2,754m"),
    STORES: ("5", "4.5", "5.5", "stores", "5 stores"),
}
ROWS = [
    dict(zip(("value", "low", "high", "unit", "shown"), cells, strict=True))
    | {"name": figure.removeprefix(f"{RECORD}/")}
    for figure, cells in FACTS.items()
]
TABLE = "".join(f"{RECORD},{row['name']},{row['value']},{row['unit']}\n" for row in ROWS)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one brief's document and the table of its issuer."""
    document, table = tmp_path / f"{API}/briefs/{RECORD}.json", tmp_path / f"{API}/figures/acme.csv"
    document.parent.mkdir(parents=True)
    document.write_text(published_brief(ROWS))
    table.parent.mkdir()
    table.write_text(f"record,name,value,unit\n{TABLE}")
    return tmp_path


def disagreeing(folder: Path) -> list[str]:
    site = Built(folder)
    pages = {path: read_marks(site.text(path)) for path in site.like("*.html")}
    checks = disagreements(site, pages, FactBook(site))
    return [finding for check in checks for finding in check.findings()]


def shown(figure: str, text: str) -> str:
    return f'<a href="#s" data-figure="{figure}">{text}</a>'


def tabled(caption: str, figure: str, text: str) -> str:
    return f'<p class="caption">{caption}</p><table><td>{shown(figure, text)}</td></table>'


@pytest.mark.parametrize(
    "html",
    [
        shown(REVENUE, "RMB 247.8bn"),
        tabled("RMB million unless a unit is given.", REVENUE, "247,795"),
        tabled("RMB million unless a unit is given.", GROWTH, "\u22124.8%"),
        tabled("RMB million unless a unit is given.", EPS, "$0.61"),
        tabled("RMB million unless a unit is given.", STORES, "5 stores"),
        f'<data data-figure="{EPS}" value="0.61">$0.61</data>',
        f'<a href="#s" data-figure="{EPS}" data-value="0.61">$0.61</a>',
        shown(GROWTH, "\u22125% to \u22124%"),
        shown(SURPRISE, "+RMB 2,800m"),
        shown(MARGIN, "about \u22123,400 bp"),
        '<span data-figure="' + GROWTH + '">\u22124.77%</span>',
    ],
)
def test_what_prints_the_figure_agrees(site: Path, html: str) -> None:
    (site / "index.html").write_text(html)
    assert disagreeing(site) == []


@pytest.mark.parametrize(
    "html",
    [
        shown(REVENUE, "RMB 247.7bn"),
        tabled("RMB million unless a unit is given.", STORES, "5"),
        f'<data data-figure="{EPS}" value="0.612">$0.61</data>',
        shown(MARGIN, "\u22123,400 bp"),
        shown(MARGIN, "about \u22123,500 bp"),
        shown(REVENUE, "RMB 247.8m"),
        shown(REVENUE, "$247.8bn"),
        shown(REVENUE, "247.8%"),
        shown(REVENUE, "\u2212RMB 247.8bn"),
        tabled("RMB million unless a unit is given.", REVENUE, "247,796"),
        tabled("RMB billion unless a unit is given.", REVENUE, "247,795"),
        tabled("RMB million", REVENUE, "247,795") + tabled("", REVENUE, "247,795"),
        shown(GROWTH, "4.8%"),
        shown(GROWTH, "\u22124.8 pp"),
        shown(GROWTH, "\u22124.7%"),
        shown(GROWTH, "\u22124% to \u22123%"),
        shown(SURPRISE, "+RMB 2,900m"),
        shown(EPS, "n.m."),
        shown("acme/2026-q2/2026-q2.profit", "RMB 1bn"),
        f'<a data-figure="{EPS}"><b>$0.61</b></a>',
    ],
)
def test_what_prints_another_number_is_found(site: Path, html: str) -> None:
    (site / "index.html").write_text(html)
    assert len(disagreeing(site)) == 1


def test_a_feed_is_read_like_a_page(site: Path) -> None:
    (site / "acme").mkdir()
    (site / "acme/feed.xml").write_text(shown(EPS, "$0.62"))
    assert disagreeing(site) == [
        f"acme/feed.xml: shows {EPS} as $0.62, and the API has 0.61 USD/ADS"
    ]


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ({"amount": 247.795, "amount_figure": REVENUE}, 0),
        ({"amount": -4.77, "amount_figure": GROWTH}, 0),
        ({"amount": None, "amount_figure": None}, 0),
        ({"amount": 247.8, "amount_figure": REVENUE}, 1),
        ({"amount": 4.77, "amount_figure": GROWTH}, 1),
        ({"amount": None, "amount_figure": EPS}, 1),
        ({"amount": 1.0, "amount_figure": "acme/2026-q2/2026-q2.profit"}, 1),
    ],
)
def test_a_chart_draws_the_figure(site: Path, drawn: dict[str, object], expected: int) -> None:
    (site / "revenue.vl.json").write_text(json.dumps({"datasets": {"rows": [drawn]}}))
    assert len(disagreeing(site)) == expected


@pytest.mark.parametrize(
    ("old", "new"), [("247795000000", "247795000001"), ("0.61,USD/ADS", "0.61,USD")]
)
def test_a_table_has_the_numbers_of_the_documents(site: Path, old: str, new: str) -> None:
    table = site / f"{API}/figures/acme.csv"
    table.write_text(table.read_text().replace(old, new))
    assert len(disagreeing(site)) == 1


def test_a_table_has_every_figure_of_the_documents(site: Path) -> None:
    table = site / f"{API}/figures/acme.csv"
    table.write_text(table.read_text().rsplit("\n", 2)[0])
    built = Built(site)
    findings = [each for check in unlike(built, FactBook(built)) for each in check.findings()]
    assert f"{API}/figures/acme.csv: has other figures than the documents of the briefs" in findings


def test_a_document_says_its_figures_as_they_are(site: Path) -> None:
    document = site / f"{API}/briefs/{RECORD}.json"
    document.write_text(document.read_text().replace("RMB 247,795m", "RMB 247,796m"))
    assert disagreeing(site) == [f"{API}/briefs/{RECORD}.json: shows {REVENUE} as RMB 247,796m"]


QUOTED = {"figure": REVENUE, "value": "247795000000", "unit": "CNY", "shown": "RMB 247.8bn"}
LINKED = {"propertyID": EPS, "value": "0.61", "unitText": "USD/ADS"}
CLAIMED = {"figure": EPS, "figure_value": "0.61", "figure_unit": "USD/ADS", "value": "0.6"}


@pytest.mark.parametrize(
    ("path", "quoted", "expected"),
    [
        ("screener.json", QUOTED, 0),
        ("series/revenue.json", QUOTED | {"value": "247800000000"}, 1),
        ("series/revenue.json", QUOTED | {"unit": "USD"}, 1),
        ("series/revenue.json", QUOTED | {"shown": "RMB 247.9bn"}, 1),
        ("series/revenue.json", QUOTED | {"figure": "acme/2026-q2/2026-q2.profit"}, 1),
        ("series/revenue.json", QUOTED | {"figure": "", "value": "", "shown": "–"}, 0),
        ("../../acme/index.jsonld", LINKED, 0),
        ("../../acme/index.jsonld", LINKED | {"value": "0.62"}, 1),
        ("../../acme/index.jsonld", {"propertyID": "CIK", "value": "0000320193"}, 0),
        ("briefs/acme/2026-q2.json", CLAIMED, 0),
        ("briefs/acme/2026-q2.json", CLAIMED | {"figure_value": "0.62"}, 1),
    ],
)
def test_a_document_quotes_the_figure(
    site: Path, path: str, quoted: dict[str, str], expected: int
) -> None:
    document = site / API / path
    document.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(document.read_text()) if document.exists() else {}
    document.write_text(json.dumps({**known, "rows": [{"of": quoted}]}))
    assert len(disagreeing(site)) == expected
