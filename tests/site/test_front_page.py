"""The front page: one brief leads, the rest is short, and nothing moves while it loads."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from reader import Reader

SHIFTED = """() => new Promise(told => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => told(sum), 300);
})"""
FIRST_LOAD = 250 * 1024
MOVING = ("", "claims/", "compare/", "calendar/", "sources/", "search/", "sectors/", "periods/")


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_newest_brief_leads_within_the_first_screen(
    reader: Reader, width: int, height: int
) -> None:
    page = reader.open("", width)
    lead = page.get_by_role("region", name="Revenue up 7.3%; operating income up 5.0%.")
    expect(lead).to_contain_text("Walmart WMT")
    expect(lead.get_by_role("row")).to_have_count(5)
    assert bottom(page, ".lead .score") < height
    chart = lead.get_by_role("img", name="Walmart: growth of revenue on the year by quarter")
    expect(chart).to_be_visible()
    if width > height:
        assert bottom(page, ".lead .growth svg") < height


def test_every_bar_of_the_chart_has_its_number(reader: Reader) -> None:
    page = reader.open()
    bars = page.locator(".growth rect")
    numbers = page.locator(".growth text[data-figure]")
    expect(numbers).to_have_count(bars.count())
    expect(numbers.last).to_have_text("7.3")
    expect(page.locator(".growth figcaption")).to_contain_text("Growth is the fastest of the")


def test_what_was_held_against_the_press_is_said_in_sentences(reader: Reader) -> None:
    page = reader.open()
    expect(page.get_by_role("heading", name="Held against the press")).to_be_visible()
    checked = page.get_by_text("Of the 13 numbers in one article: six tie")
    expect(checked).to_be_visible()
    checked.get_by_role("link", name="Ledger").click()
    page.wait_for_url("**/baba/2026-q2/#claims-ledger")


def test_empty_sections_are_one_line_each(reader: Reader) -> None:
    page = reader.open()
    for told in ("no announced release on record", "none among the numbers about the only brief"):
        line = page.locator("p", has_text=told)
        box = line.bounding_box()
        assert box is not None
        assert box["height"] < 45
    expect(page.get_by_text("Snowflake 5 periods")).to_be_visible()


def test_issuers_have_their_latest_quarters_as_bars(reader: Reader) -> None:
    page = reader.open()
    expect(page.locator("#screener tbody .spark")).to_have_count(4)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", MOVING)
def test_nothing_moves_while_a_page_loads(reader: Reader, path: str, width: int) -> None:
    page = reader.open(path, width)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SHIFTED) <= 0.02


def test_the_first_load_is_small(reader: Reader, site: Path) -> None:
    page = reader.open("about/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reader.address)
    page.wait_for_load_state("networkidle")
    files = [url.removeprefix(reader.address).partition("?")[0] or "index.html" for url in asked]
    packed = sum(len(gzip.compress((site / file).read_bytes())) for file in files)
    assert packed < FIRST_LOAD


def test_filters_are_gone_where_no_script_runs(reader: Reader) -> None:
    page = reader.open(scripts=False)
    expect(page.locator("#screener-filters")).to_be_hidden()
    expect(page.locator("#screener tbody tr")).to_have_count(4)
