"""A brief below its first screen: figures' cards, pictures that are read out, tables, paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from reader import Reader
from screens import LATEST, PHONE

GROWTH = "td.score__growth a"
WORKED = "big/2026-q2/2026-q2.revenue.yoy.ifrs.pct"


def test_a_figure_under_the_pointer_opens_its_card(screens: Reader) -> None:
    page = screens.open(LATEST["big"])
    page.locator(GROWTH).first.hover()
    card = page.locator(".figure-card")
    expect(card).to_be_visible()
    for text in ("+14.78%", "969,999,992 ÷ 845,061,724 − 1", "FY2025 Q2", WORKED):
        expect(card).to_contain_text(text)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_figure_that_has_the_focus_opens_its_card_with_its_source(screens: Reader) -> None:
    page = screens.open(LATEST["long"])
    value = page.locator("td.score__value a").first
    page.keyboard.press("Tab")
    value.focus()
    card = page.locator(".figure-card")
    expect(card).to_contain_text("€22,290.4m")
    expect(card.get_by_role("link", name="Results")).to_have_attribute(
        "href", "https://screens.example/release"
    )
    expect(value).to_have_attribute("aria-describedby", "figure-card")


def test_a_tap_opens_a_card_before_it_follows_a_link(screens: Reader) -> None:
    context = screens.profiles.browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True
    )
    page = context.new_page()
    page.goto(screens.address + LATEST["zh"])
    page.locator(".takeaways + .prose a, td.score__value a").first.tap()
    box = page.locator(".figure-card").bounding_box()
    assert box is not None
    assert (box["x"], round(box["width"])) == (0, PHONE[0])  # a sheet at the foot
    assert page.url.endswith(LATEST["zh"])
    context.close()


def test_without_scripts_a_figure_is_a_link_to_its_source_or_working(screens: Reader) -> None:
    page = screens.open(LATEST["big"], scripts=False)
    expect(page.locator("td.score__value a").first).to_have_attribute("href", "#s-release")
    expect(page.locator(GROWTH).first).to_have_attribute("href", "record/#fig-revenue-yoy")


def test_a_link_to_a_working_on_the_brief_s_own_page_leads_to_its_record(screens: Reader) -> None:
    page = screens.open(f"{LATEST['big']}#fig-revenue-yoy")
    page.wait_for_url(f"**/{LATEST['big']}record/#fig-revenue-yoy")
    expect(page.locator("#fig-revenue-yoy")).to_be_attached()


def test_columns_are_read_out_by_arrow_keys_and_by_pointer(screens: Reader) -> None:
    page = screens.open(LATEST["big"])
    picture = page.locator("#chart-profit svg")
    read = page.locator("#chart-profit .columns__read")
    picture.focus()
    page.keyboard.press("ArrowLeft")
    expect(read).to_have_text("FY2026 Q2: IDR 44.4tn")
    page.keyboard.press("ArrowLeft")
    expect(read).to_contain_text("FY2026 Q1")
    picture.hover(position={"x": 3, "y": 60})
    expect(read).to_contain_text("FY2024 Q3")
    with page.expect_download() as taken:
        page.locator("#chart-profit").get_by_role("button", name="CSV").click()
    assert taken.value.path().read_text("utf-8").startswith('"Period","Operating income"')


@pytest.mark.parametrize("kind", LATEST)
def test_no_column_leaves_its_picture_and_no_letter_is_small(screens: Reader, kind: str) -> None:
    page = screens.open(LATEST[kind], PHONE[0])
    for picture in page.locator(".columns > svg").all():
        box = picture.bounding_box()
        assert box is not None
        for bar in picture.locator(".bar").all():
            inner = bar.bounding_box()
            assert inner is not None
            assert inner["y"] >= box["y"] - 1
            assert inner["y"] + inner["height"] <= box["y"] + box["height"] + 1
        sizes = picture.locator("text").evaluate_all(
            "all => all.map(it => parseFloat(getComputedStyle(it).fontSize))"
        )
        assert min(sizes) >= 11


def test_a_brief_loads_no_library_of_charts(screens: Reader) -> None:
    page = screens.open(LATEST["big"])
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    assert not [name for name in loaded if "charts/" in name]


def test_tables_have_heads_for_those_who_hear_them(screens: Reader) -> None:
    page = screens.open(LATEST["long"])
    rows = page.get_by_role("table", name=re.compile("^Key figures of FY2026 Q2"))
    expect(rows.get_by_role("columnheader", name="On the year")).to_have_count(1)
    expect(rows.get_by_role("rowheader", name="Revenue")).to_have_count(1)
    segments = page.get_by_role("table", name="Revenue by segment")
    expect(segments.get_by_role("columnheader", name="Share")).to_have_count(1)
    expect(segments.get_by_role("rowheader", name="Group")).to_have_count(1)


_POINTS = r"""table => {
  const points = {};
  for (const cell of table.querySelectorAll("td.num")) {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode;
      const whole = text.data.match(/[\d,]+(?=(?:\.\d+)?[^\d]*$)/);
      if (!whole || !cell.checkVisibility() || text.parentElement.closest("small, i")) continue;
      const range = document.createRange();
      range.setStart(text, whole.index);
      range.setEnd(text, whole.index + whole[0].length);
      (points[cell.cellIndex] ??= []).push(range.getBoundingClientRect().right);
    }
  }
  return Object.values(points).map(each => Math.max(...each) - Math.min(...each));
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_decimal_points_of_key_figures_stand_under_each_other(screens: Reader, width: int) -> None:
    page = screens.open(LATEST["long"], width)
    apart = page.locator(".rows__table").evaluate(_POINTS)
    assert len(apart) > 1
    assert max(apart) < 4


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", LATEST)
def test_a_brief_prints_on_two_pages(onlooker_of_screens: Reader, kind: str, paper: str) -> None:
    page = onlooker_of_screens.look_at(LATEST[kind], 1280, dark=True)
    foot = page.request.get(f"{page.url}running.css").text()
    assert "no investment advice" in foot
    pdf = page.pdf(format=paper)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


def test_nothing_moves_while_a_brief_loads(screens: Reader) -> None:
    page = screens.open(LATEST["long"], PHONE[0])
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        "new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce("
        "(sum, each) => sum + each.value, 0))).observe({type: 'layout-shift', buffered: true})"
        " || setTimeout(() => done(0), 500))"
    )
    assert shift <= 0.02
