"""The pages across issuers in a browser: the table of all, the comparison, sectors, quarters."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from reader import Reader
from tieout.views.market.screener import HEADINGS

PHONE = 360
PAGES = ["", "compare/", "sectors/", "sectors/retail/", "periods/", "periods/2025-q3/"]
SCREENER = "**/api/v2/screener.json"
TWO = "compare/?issuers=baba,aapl&metric=revenue&by=calendar"
Document = dict[str, Any]


@pytest.fixture(scope="session")
def lines(site: Path) -> list[Document]:
    """The lines of the document behind the table."""
    document = json.loads((site / "api/v2/screener.json").read_text("utf-8"))
    found: list[Document] = document["issuers"]
    return found


def series(site: Path, metric: str) -> dict[str, Document]:
    """The series of a metric, by issuer."""
    document = json.loads((site / f"api/v2/series/{metric}.json").read_text("utf-8"))
    return {line["issuer"]: line for line in document["issuers"]}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [PHONE, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_fits_its_window(onlooker: Reader, path: str, width: int, dark: bool) -> None:
    page = onlooker.look_at(path, width, dark=dark)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["periods/2025-q3/", "sectors/retail/", "snow/"])
def test_heads_and_rows_of_tables_stay_low_on_a_phone(reader: Reader, path: str) -> None:
    page = reader.open(path, PHONE)
    read = "all => all.map(each => each.getBoundingClientRect().height)"
    heads = page.locator(".table:not(details .table) thead tr").evaluate_all(read)
    assert max(heads) < 60
    if path.startswith("periods/"):
        rows = page.locator("#against-the-estimates ~ .table").first.locator("tbody tr")
        assert max(rows.evaluate_all(read)) < 60


def test_the_header_s_pages_stand_behind_a_button_on_a_phone(reader: Reader) -> None:
    """It needs no script; on a desk they stand in the header."""
    page = reader.open("", PHONE, scripts=False)
    links = page.locator(".md-header .pages a")
    expect(links.first).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    assert len(links.all()) >= 5
    for link in links.all():
        expect(link).to_be_visible()
    wide = reader.open("")
    expect(wide.locator(".md-header .pages a").first).to_be_visible()
    expect(wide.get_by_role("button", name="Menu")).to_be_hidden()


def test_the_foot_leads_to_every_page_of_the_site_s_own(reader: Reader, site: Path) -> None:
    page = reader.open("periods/2025-q3/")
    hrefs = page.locator(".colophon .pages a").evaluate_all("all => all.map(each => each.href)")
    paths = {href.removeprefix(reader.address) for href in hrefs}
    assert {"compare/", "sectors/", "periods/", "coverage/", "corrections/", "glossary/"} <= paths
    assert all((site / path / "index.html").is_file() for path in paths)


# The table of all issuers.


def rows(page: Page) -> Locator:
    return page.locator("#screener tbody tr:visible")


def names(page: Page) -> list[str]:
    return page.locator("#screener tbody th a").all_inner_texts()


def head(page: Page, title: str) -> Locator:
    return page.locator("#screener th", has=page.get_by_role("button", name=title, exact=True))


def ordered(lines: list[Document], key: str, sign: int = -1) -> list[str]:
    """Names by exact value, those without one last."""
    there = [line for line in lines if line[key]["value"]]
    there.sort(key=lambda line: sign * Decimal(line[key]["value"]))
    return [line["name"] for line in [*there, *(each for each in lines if each not in there)]]


def test_every_issuer_is_there_without_scripts(reader: Reader, lines: list[Document]) -> None:
    page = reader.open(scripts=False)
    assert names(page) == [line["name"] for line in lines]
    expect(page.locator("#screener-filters")).to_be_hidden()
    expect(page.locator("#screener button")).to_have_count(0)


def test_a_column_sorts_by_exact_value_by_keyboard_too(
    reader: Reader, lines: list[Document]
) -> None:
    page = reader.open()
    head(page, "Revenue growth").get_by_role("button").click()
    expect(head(page, "Revenue growth")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#screener-order")).to_contain_text("Sorted by revenue growth")
    assert names(page) == ordered(lines, "growth")
    assert names(page) != [line["name"] for line in lines]
    page.keyboard.press("Enter")
    expect(head(page, "Revenue growth")).to_have_attribute("aria-sort", "ascending")
    expect(rows(page).first).to_contain_text(ordered(lines, "growth", 1)[0])
    assert page.locator("#screener th[aria-sort]").count() == 1


def test_money_is_sorted_within_its_currency_alone(reader: Reader, lines: list[Document]) -> None:
    page = reader.open("?sort=revenue&order=descending")
    expect(page.locator("#screener-order")).to_contain_text(
        "Sorted by revenue within each currency alone, the most first: CNY, then USD."
    )
    dollars = [line for line in lines if line["revenue"]["unit"] == "USD"]
    yuan = [line for line in lines if line["revenue"]["unit"] == "CNY"]
    assert names(page) == [*ordered(yuan, "revenue"), *ordered(dollars, "revenue")]
    expect(page.locator(".screener__group th").first).to_contain_text("Walmart")


def test_rows_of_the_script_read_like_those_of_the_page(reader: Reader) -> None:
    printed = reader.open(scripts=False)
    made = reader.open("?sort=issuer&order=ascending")
    expect(head(made, "Issuer")).to_have_attribute("aria-sort", "ascending")
    expect(made.locator("#screener-order")).to_contain_text("Sorted by issuer.")
    read = """rows => rows.map(row => [...row.cells].map(cell => [
      cell.textContent.trim(), cell.hidden, cell.className, cell.dataset.value,
      ...[...cell.querySelectorAll("a")].map(a => [a.href, a.dataset.figure || ""]),
    ]))"""
    selector = "#screener tbody tr"
    assert made.locator(selector).evaluate_all(read) == printed.locator(selector).evaluate_all(read)


def test_what_is_chosen_stands_in_the_address_and_comes_back(reader: Reader) -> None:
    page = reader.open()
    page.get_by_label("Calendar quarter").select_option("2025-q4")
    page.get_by_text("Columns").click()
    page.get_by_label("Released").uncheck()
    head(page, "Diluted EPS").get_by_role("button").click()
    expect(page.locator(".filters__count")).to_have_text("1 of 4 issuers")
    assert "quarter=2025-q4" in page.url
    page.reload()
    expect(page.locator(".filters__count")).to_have_text("1 of 4 issuers")
    expect(page.get_by_label("Calendar quarter")).to_have_value("2025-q4")
    expect(head(page, "Diluted EPS")).to_have_attribute("aria-sort", "descending")
    expect(page.get_by_role("button", name="Released")).to_be_hidden()
    assert names(page) == ["Apple"]
    page.get_by_role("button", name="Clear filters").click()
    expect(rows(page)).to_have_count(4)
    expect(page.get_by_role("button", name="Released")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "fitting"),
    [
        ("words=wmt", ["Walmart"]),
        ("words=  aPP ", ["Apple"]),
        ("sector=retail", ["Walmart"]),
        ("growth=15.7", ["Apple", "Snowflake"]),
        ("margin=-42.9", ["Alibaba", "Apple", "Walmart", "Snowflake"]),
        ("margin=0&growth=5", ["Apple", "Walmart"]),
        ("sector=nothing&quarter=x&sort=nonsense", ["Alibaba", "Apple", "Snowflake", "Walmart"]),
    ],
)
def test_filters_leave_the_issuers_that_fit(
    reader: Reader, query: str, fitting: list[str], lines: list[Document]
) -> None:
    page = reader.open(f"?{query}")
    wanted = {
        name: Decimal(value)
        for name, value in (part.split("=") for part in query.split("&"))
        if name in ("growth", "margin")
    }
    true = [
        line["name"]
        for line in lines
        if all(Decimal(line[name]["value"]) >= least for name, least in wanted.items())
    ]
    kept = sorted(name for name in fitting if name in true)
    expect(page.locator(".filters__count")).to_have_text(f"{len(kept)} of 4 issuers")
    assert sorted(names(page)) == kept


def test_where_nothing_fits_the_page_says_so(reader: Reader) -> None:
    page = reader.open("?words=zeppelin")
    expect(page.get_by_text("No issuer fits all of these filters.")).to_be_visible()
    expect(page.locator("#screener")).to_be_hidden()


def test_what_is_no_number_is_no_filter(reader: Reader) -> None:
    page = reader.open()
    page.get_by_label("Growth from, %").fill("much")
    expect(page.get_by_label("Growth from, %")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".filters__count")).to_have_text("4 of 4 issuers")


NASTY = '<img src=x onerror="alert(1)">'


def many(lines: list[Document]) -> Iterator[Document]:
    """450 issuers with long decimals, the last two without growth, the last with a nasty name."""
    for number in range(450):
        line = json.loads(json.dumps(lines[0]))
        line["name"] = NASTY if number == 449 else f"Issuer {number:03}"
        line["growth"]["value"] = (
            "" if number > 447 else f"{number % 7}.0000000000000000{number:03}"
        )
        line["growth"]["shown"] = line["growth"]["value"] or "–"
        if number > 447:
            line["growth"] |= {"url": "", "figure": ""}
        cells = dict(zip((column.key for column in HEADINGS), line["cells"], strict=True))
        cells["issuer"]["shown"] = line["name"]
        cells["growth"] |= {name: line["growth"][name] for name in cells["growth"]}
        yield line


def test_many_issuers_come_in_parts_and_those_without_a_number_last(
    reader: Reader, lines: list[Document]
) -> None:
    page = reader.open()
    document = {"issuers": list(many(lines))}
    page.route(SCREENER, lambda route: answer(route, document))
    head(page, "Revenue growth").get_by_role("button").click()
    expect(rows(page)).to_have_count(200)
    page.get_by_role("button", name="Show 200 more").click()
    expect(rows(page)).to_have_count(400)
    page.get_by_role("button", name="Show 50 more").click()
    expect(rows(page)).to_have_count(450)
    assert names(page) == ordered(document["issuers"], "growth")
    assert names(page)[-1] == NASTY
    expect(page.locator("#screener img")).to_have_count(0)


def answer(route: Route, document: Document) -> None:
    route.fulfill(content_type="application/json", body=json.dumps(document))


# The comparison.


def cells(page: Page) -> list[list[str]]:
    """The table, row by row, each cell without its note."""
    read = """rows => rows.map(row => [...row.cells].map(cell => cell.firstChild.textContent))"""
    found: list[list[str]] = page.locator(".md-content .table tbody tr").evaluate_all(read)
    return found


def drawn(page: Page) -> Locator:
    """The chart's marks: one for each figure."""
    return page.locator("svg.lines .quarter .sign")


def by_quarter(line: Document, field: str = "amount") -> dict[str, Document]:
    """The points of a series that have a number, by calendar quarter as the page names it."""
    return {
        " ".join(reversed(point["calendar_quarter"].split("-"))): point[field]
        for point in line["points"]
        if point[field]["value"]
    }


def test_a_comparison_stands_ready_without_scripts(reader: Reader, site: Path) -> None:
    page = reader.open("compare/", scripts=False)
    expect(page.locator(".chart img:visible")).to_have_count(1)
    expect(page.locator("#compare-form")).to_be_hidden()
    revenue = series(site, "revenue")
    heads = page.locator(".md-content .table thead th").all_inner_texts()
    order = [next(line for line in revenue.values() if line["name"] == name) for name in heads[1:]]
    for quarter, *numbers in cells(page):
        for line, number in zip(order, numbers, strict=True):
            change = by_quarter(line, "change").get(quarter)
            assert number == (change["shown"] if change else "–")


def test_two_issuers_are_drawn_and_the_table_is_the_document_s(reader: Reader, site: Path) -> None:
    page = reader.open(f"{TWO}&scale=absolute")
    expect(page.locator("svg.lines")).to_have_count(2)
    expect(page.locator(".chart__title")).to_have_text(["Revenue, RMB bn", "Revenue, $ bn"])
    revenue = series(site, "revenue")
    known = [by_quarter(revenue[name]) for name in ("baba", "aapl")]
    for quarter, *numbers in cells(page):
        assert numbers == [points.get(quarter, {"shown": "–"})["shown"] for points in known]
    assert len(cells(page)) == len(known[0].keys() | known[1].keys())
    figures = page.locator(".md-content .table [data-figure]")
    told = figures.evaluate_all("all => all.map(each => [each.dataset.figure, each.textContent])")
    assert dict(told) == {
        point["figure"]: point["shown"] for points in known for point in points.values()
    }
    expect(drawn(page)).to_have_count(len(told))


def test_an_index_is_exact(reader: Reader, site: Path) -> None:
    page = reader.open(f"{TWO}&scale=indexed")
    expect(page.locator("svg.lines")).to_have_count(1)
    revenue = series(site, "revenue")
    known = [by_quarter(revenue[name]) for name in ("baba", "aapl")]
    quarters = [row[0] for row in cells(page)]
    common = [quarter for quarter in reversed(quarters) if all(quarter in each for each in known)]
    base = common[0]
    expect(page.locator(".chart__title")).to_have_text(f"Revenue, {base} = 100")
    for quarter, *numbers in cells(page):
        assert numbers == [indexed(each, quarter, base) for each in known]
    assert ["100.0", "100.0"] in [row[1:] for row in cells(page)]


def indexed(points: dict[str, Document], quarter: str, base: str) -> str:
    if quarter not in points:
        return "–"
    share = Decimal(points[quarter]["value"]) / Decimal(points[base]["value"]) * 100
    return str(share.quantize(Decimal("0.1"), ROUND_HALF_UP))


def test_one_currency_is_offered_where_the_releases_translate(reader: Reader, site: Path) -> None:
    page = reader.open(f"{TWO}&scale=absolute&currency=USD")
    expect(page.get_by_text("Alibaba in USD as the release of each quarter")).to_be_visible()
    expect(page.locator(".chart__title")).to_have_text("Revenue, $ bn")
    translated = {
        point["calendar_quarter"]: point["translations"][0]["amount"]["shown"]
        for point in series(site, "revenue")["baba"]["points"]
    }
    shown = {row[0]: row[1] for row in cells(page) if row[1] != "–"}
    assert list(shown.values()) == [translated[key] for key in sorted(translated, reverse=True)]
    other = reader.open(f"{TWO}&scale=absolute&currency=EUR")
    expect(other.get_by_text("no printed rate by which all of these")).to_be_visible()
    expect(other.get_by_label("Currency")).to_have_value("")


def test_fiscal_quarters_of_one_name_stand_beside_each_other(reader: Reader, site: Path) -> None:
    page = reader.open(TWO.replace("calendar", "fiscal") + "&scale=growth")
    expect(page.locator("svg.lines")).to_have_count(1)
    row = next(row for row in cells(page) if row[0] == "Q1 FY2026")
    revenue = series(site, "revenue")
    assert row[1:] == [
        next(
            point["change"]["shown"]
            for point in revenue[name]["points"]
            if point["fiscal_label"] == "FY2026 Q1"
        )
        for name in ("baba", "aapl")
    ]


def test_growth_that_means_nothing_is_not_called_missing(reader: Reader) -> None:
    page = reader.open("compare/?issuers=snow,wmt&metric=operating_income&scale=growth")
    expect(page.get_by_text("Growth of Snowflake\u2019s operating income is not")).to_be_visible()
    expect(page.get_by_text("has no such figure")).to_have_count(0)
    row = next(row for row in cells(page) if row[0] == "Q1 2025")
    assert "n.m." in row[1]
    expect(page.get_by_text("base is negative")).to_be_visible()


def test_a_choice_stands_in_the_address_and_comes_back(reader: Reader) -> None:
    page = reader.open("compare/")
    page.get_by_role("button", name="Remove Snowflake").click()
    page.get_by_label("Metric").select_option("operating_margin")
    page.get_by_label("Shown as").select_option("absolute")
    expect(page.locator(".chart__title")).to_have_text("Operating margin, %")
    assert page.url == (
        f"{reader.address}compare/?issuers=baba,aapl,wmt"
        "&metric=operating_margin&by=calendar&scale=absolute&from=2023-Q2"
    )
    before = cells(page)
    page.reload()
    expect(page.locator("svg.lines")).to_have_count(1)
    expect(page.get_by_label("Metric")).to_have_value("operating_margin")
    assert cells(page) == before
    page.get_by_label("Add an issuer").select_option("snow")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".chosen li")).to_have_count(4)
    expect(page.get_by_role("columnheader", name="Snowflake")).to_be_visible()
    assert "issuers=baba,aapl,wmt,snow&" in page.url


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("issuers=nobody,baba", "No issuer is called “nobody” here."),
        ("issuers=%3Cimg%20src%3Dx%3E,baba", "No issuer is called “<img src=x>” here."),
        ("issuers=baba,wmt&metric=gross_profit", "No gross profit of Alibaba is on record."),
        ("issuers=baba,snow&metric=adjusted_ebita", "No adjusted EBITA of Snowflake is on record."),
        ("issuers=baba.nope", "No revenue of the segment “nope” of Alibaba is on record."),
        ("issuers=", "Choose an issuer."),
        ("metric=bogus", "No metric is called “bogus” here; this is revenue."),
        ("issuers=baba&metric=net_margin&scale=indexed", "A percentage has no index"),
        (
            "issuers=snow,aapl&metric=net_income&scale=indexed",
            "and so no index; the reported figures are shown.",
        ),
        ("issuers=baba&by=moon", "Nothing can be aligned by “moon”: by is calendar or fiscal;"),
        ("issuers=baba&axis=round", "Nothing can be drawn on “round”: axis is linear or log;"),
        ("issuers=baba&from=2031-Q1", "Q1 2031 is no quarter of these"),
        ("issuers=baba&from=2025-Q2&to=2024-Q2", "The time chosen ends before it begins"),
        ("issuers=baba&scale=big", "Nothing can be shown as “big”: scale is growth or indexed"),
        ("issuers=baba,aapl&scale=absolute", "Each currency and unit has a chart of its own"),
    ],
)
def test_what_cannot_be_shown_is_told(reader: Reader, query: str, said: str) -> None:
    page = reader.open(f"compare/?{query}")
    expect(page.locator("#compare-notes")).to_contain_text(said)
    expect(page.locator("#compare-notes img")).to_have_count(0)


def test_without_a_common_base_the_reported_figures_stand_once(reader: Reader) -> None:
    page = reader.open("compare/?issuers=snow,aapl&metric=net_income&scale=indexed")
    expect(page.get_by_label("Shown as")).to_have_value("absolute")
    expect(page.locator("svg.lines").first).to_be_visible()
    count = "all => all.map(each => each.querySelectorAll('[data-figure]').length)"
    counts = page.locator(".md-content .table td.num").evaluate_all(count)
    assert set(counts) == {0, 1}


def test_arrow_keys_choose_an_issuer_and_enter_adds_it(reader: Reader) -> None:
    page = reader.open("compare/?issuers=baba&metric=revenue")
    add = page.get_by_label("Add an issuer")
    add.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".chosen li")).to_have_count(1)
    expect(add).not_to_have_value("")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen li")).to_have_count(2)
    expect(add).to_have_value("")


def test_a_measure_off_the_standard_says_so(reader: Reader) -> None:
    page = reader.open("compare/?issuers=baba&metric=free_cash_flow&scale=absolute")
    expect(page.locator(".chart__title")).to_contain_text("Free cash flow, non-GAAP")


@pytest.mark.parametrize("scale", ["growth", "indexed"])
def test_years_on_the_axis_keep_apart_on_a_phone(reader: Reader, scale: str) -> None:
    page = reader.open(f"{TWO}&scale={scale}", PHONE)
    expect(page.locator("svg.lines")).to_have_count(1)
    read = """all => all.map(each => each.getBoundingClientRect())
      .map(each => [each.left, each.right]).sort((one, other) => one[0] - other[0])"""
    years = page.locator("svg.lines .lab--year").evaluate_all(read)
    assert len(years) > 2
    assert all(before[1] + 2 < after[0] for before, after in itertools.pairwise(years))


def test_a_single_quarter_is_drawn(reader: Reader) -> None:
    page = reader.open("compare/?issuers=snow&metric=impairment&scale=absolute")
    expect(page.locator("svg.lines")).to_have_count(1)
    expect(drawn(page)).to_have_count(1)
    assert len(cells(page)) == 1


def test_bases_that_differ_are_named(reader: Reader, site: Path) -> None:
    page = reader.open("compare/")
    eps = {"issuers": list(series(site, "eps_diluted").values())}
    eps["issuers"][0] |= {"basis": "IFRS"}
    document = {"label": "Diluted EPS", "kind": "per share", **eps}
    page.route("**/series/eps_diluted.json", lambda route: answer(route, document))
    page.get_by_label("Metric").select_option("eps_diluted")
    name = eps["issuers"][0]["name"]
    expect(page.get_by_role("columnheader", name=f"{name} (IFRS)")).to_be_visible()
    expect(page.locator("svg.lines")).to_contain_text(f"{name} (IFRS)")


def test_an_index_ends_at_a_split_and_two_figures_of_a_quarter_are_both_told(
    reader: Reader, site: Path
) -> None:
    page = reader.open("compare/?issuers=aapl&metric=net_income&by=calendar&scale=growth")
    line = series(site, "eps_diluted")["aapl"]
    line["points"] = line["points"][:4]
    second, third, last = line["points"][1:]
    third["calendar_quarter"] = second["calendar_quarter"]
    last["broken"] = "share was split 4 for 1 on 1 June 2026"
    document = {"label": "Diluted EPS", "kind": "per share", "issuers": [line]}
    page.route("**/series/eps_diluted.json", lambda route: answer(route, document))
    page.get_by_label("Shown as").select_option("indexed")
    page.get_by_label("Metric").select_option("eps_diluted")
    expect(page.locator("#compare-notes")).to_contain_text("the share was split 4 for 1")
    expect(page.locator("#compare-notes")).to_contain_text("two fiscal quarters")
    numbers = [row[1] for row in cells(page)]
    assert (numbers[0], numbers[-1]) == ("–", "100.0")
    both = page.locator(".md-content .table tbody td.num", has_text=second["fiscal_label"])
    expect(both).to_contain_text(third["fiscal_label"])
    expect(drawn(page)).to_have_count(2)  # the first, and the later of two
    expect(page.locator("svg.lines .break")).to_have_count(1)


def test_the_chart_turns_dark_with_the_page(reader: Reader) -> None:
    page = reader.open(f"{TWO}&scale=growth")
    color = "it => getComputedStyle(it).stroke"
    line = page.locator("svg.lines .line").first
    light = line.evaluate(color)
    page.get_by_role("button", name="Dark").click()
    assert line.evaluate(color) != light


def test_a_comparison_is_read_out_by_arrow_keys_and_by_pointer(reader: Reader) -> None:
    page = reader.open("compare/")
    drawing, read = page.locator("svg.lines"), page.locator(".lines__read")
    drawing.focus()
    page.keyboard.press("End")
    expect(read).to_have_text(re.compile(r"^Q1 2026: ?Walmart.\+7\.3%$"))
    page.keyboard.press("Home")
    expect(read).to_contain_text("Alibaba")
    box = drawing.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 12, box["y"] + 100)
    expect(read).to_contain_text("Q1 2026")
    with page.expect_download() as taken:
        page.get_by_role("button", name="SVG").click()
    assert "Walmart" in taken.value.path().read_text("utf-8")


def test_a_comparison_is_read_out_by_touch_and_taken_away_as_a_picture(reader: Reader) -> None:
    context = reader.profiles.browser.new_context(
        viewport={"width": PHONE, "height": 844}, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{reader.address}compare/")
    drawing, read = page.locator("svg.lines"), page.locator(".lines__read")
    drawing.scroll_into_view_if_needed()
    drawing.tap(position={"x": PHONE / 2, "y": 120})
    expect(read).to_contain_text("%")
    width = drawing.evaluate("each => each.getBoundingClientRect().width")
    with page.expect_download() as taken:
        page.get_by_role("button", name="PNG").tap()
    picture = taken.value.path().read_bytes()
    assert picture[1:4] == b"PNG"
    assert int.from_bytes(picture[16:20], "big") == width * 2  # sharp on a screen of today
    context.close()


def test_segments_stand_beside_issuers_and_in_the_address(reader: Reader, site: Path) -> None:
    page = reader.open("compare/?issuers=wmt&metric=revenue&scale=growth")
    expect(page.locator("svg.lines")).to_have_count(1)
    cloud = "Alibaba: Cloud Intelligence Group"
    page.get_by_label("Add an issuer or a segment").select_option(label=cloud)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("columnheader", name=cloud)).to_be_visible()
    page.wait_for_url("**issuers=wmt,baba.cloud&**")
    file = site / "api/v2/series/revenue.json"
    lines = json.loads(file.read_text("utf-8"))["segments"]
    known = by_quarter(next(line for line in lines if line["name"] == cloud), "change")
    shown = {row[0]: row[2] for row in cells(page) if row[2] != "–"}
    assert shown == {quarter: known[quarter]["shown"] for quarter in shown}
    assert shown.keys() == known.keys()
    page.reload()
    expect(page.locator(".chosen li")).to_contain_text(["Walmart", cloud])
    page.get_by_label("Metric").select_option("net_income")
    expect(page.get_by_text(f"No net income of {cloud} is on record.")).to_be_visible()


def test_a_stretch_of_time_is_chosen_by_fields_and_by_a_drag(reader: Reader) -> None:
    page = reader.open(f"{TWO}&scale=absolute&from=2025-Q1&to=2025-Q2")
    assert [row[0] for row in cells(page)] == ["Q2 2025", "Q1 2025"]
    page.get_by_role("button", name="All quarters").click()
    expect(page.get_by_label("From", exact=True)).to_have_value("")
    drawing = page.locator("svg.lines").first
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 60, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=3)
    page.mouse.up()
    expect(page.get_by_label("To", exact=True)).not_to_have_value("")
    page.wait_for_url(re.compile(r"&from=\d{4}-Q\d&to=\d{4}-Q\d$"))
    first, last = cells(page)[-1][0], cells(page)[0][0]
    ends = [page.get_by_label(name, exact=True).input_value() for name in ("From", "To")]
    assert [f"{key[5:]} {key[:4]}" for key in ends] == [first, last]


def test_a_logarithmic_axis_stands_in_the_address_and_needs_more_than_zero(reader: Reader) -> None:
    page = reader.open("compare/?issuers=aapl&metric=revenue&scale=absolute&axis=log")
    expect(page.get_by_label("Axis")).to_have_value("log")
    page.get_by_label("Axis").select_option("linear")
    page.wait_for_url(re.compile("scale=absolute$"))
    page = reader.open("compare/?issuers=snow&metric=net_income&scale=absolute&axis=log")
    expect(page.get_by_text("A logarithmic axis has no place for growth")).to_be_visible()
    expect(page.get_by_label("Axis")).to_have_value("linear")


def test_an_issuer_has_one_colour_in_every_comparison(reader: Reader) -> None:
    color = "it => getComputedStyle(it).stroke"
    seen = {
        reader.open(f"compare/?issuers={issuers}&metric=revenue&scale=growth")
        .locator("svg.lines .name", has_text="Walmart")
        .locator(".line")
        .evaluate(color)
        for issuers in ("wmt", "baba,aapl,wmt", "wmt,snow")
    }
    assert len(seen) == 1


def test_a_brief_is_reached_from_every_page_across_issuers(reader: Reader) -> None:
    page = reader.open("periods/2025-q3/")
    page.get_by_role("link", name="Q2 2025", exact=True).click()
    page.wait_for_url("**/periods/2025-q2/")
    page.get_by_role("link", name="Compare in a chart").click()
    page.wait_for_url(re.compile(r"/compare/\?issuers=baba,aapl"))
    expect(page.locator("svg.lines")).to_have_count(1)
    # No pointer comes over it: its card would be asked for as the page is left.
    page.locator(".md-content .table a[data-figure]").first.evaluate("link => link.click()")
    page.wait_for_url(re.compile(r"/\w+/\d{4}-q\d/#"))


# Tables that are looked up.


def test_search_does_not_read_lists_of_places(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    assert "us-gaap:" not in text
    assert not [entry for entry in index["docs"] if entry["location"].startswith("coverage/")]


def test_a_link_to_a_rule_opens_its_fold(reader: Reader) -> None:
    page = reader.open("methodology/#t408")
    expect(page.locator("tr:has(:target)")).to_be_in_viewport()
    other = page.locator("tr:has(#t101)")
    expect(other).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(other).to_be_visible()
    plain = reader.open("methodology/", scripts=False)
    expect(plain.locator("tr:has(#t101)")).to_be_visible()


def test_fields_of_the_data_are_folded(reader: Reader) -> None:
    page = reader.open("data/", PHONE)
    folds = page.locator("details.workings")
    assert folds.count() > 5
    field = folds.first.locator("td").first
    expect(field).to_be_hidden()
    folds.first.locator("summary").click()
    expect(field).to_be_visible()
