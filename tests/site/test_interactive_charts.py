"""A chart that is touched becomes interactive, under the site's own content policy."""

from __future__ import annotations

import pytest
from reader import Reader

RECORD = "baba/2026-q2/record/"


def test_a_touched_chart_answers_with_its_figures(reader: Reader) -> None:
    page = reader.open(RECORD)
    assert page.locator(".chart__live").count() == 0
    page.locator("#chart-revenue img.chart__light").hover()
    live = page.locator("#chart-revenue .chart__live svg")
    live.wait_for()
    assert not page.locator("#chart-revenue img.chart__light").is_visible()
    live.locator("path[aria-roledescription='bar']").last.hover()
    hint = page.locator("#vg-tooltip-element.visible")
    hint.wait_for()
    assert hint.inner_text() == "FY2026 Q2: RMB 247.8bn, +4.8%"


def test_every_chart_of_a_full_record_becomes_interactive(reader: Reader) -> None:
    page = reader.open(RECORD)
    names = page.eval_on_selector_all("figure.chart", "found => found.map(each => each.id)")
    assert names
    for name in names:
        page.locator(f"#{name} figcaption").hover()  # the pointer may have come over the drawing
        page.locator(f"#{name} .chart__live svg").wait_for()


def test_a_live_chart_goes_when_the_page_turns_dark(reader: Reader) -> None:
    page = reader.open(RECORD)
    page.locator("#chart-revenue img.chart__light").hover()
    page.locator("#chart-revenue.chart--live").wait_for()
    page.mouse.move(0, 0)
    page.get_by_role("button", name="Dark").click()
    page.locator("#chart-revenue .chart__live").wait_for(state="detached")
    assert page.locator("#chart-revenue img.chart__dark").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_charts_fit_the_page(reader: Reader, width: int) -> None:
    page = reader.open(RECORD, width)
    sizes = page.eval_on_selector_all(
        "img.chart__light", "found => found.map(each => each.getBoundingClientRect().width)"
    )
    assert sizes
    # At 328 px the smallest text of a drawing of 344 px is 10 px high.
    assert all(328 <= size <= width for size in sizes)
