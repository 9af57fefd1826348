"""Every kind of page is fit for all readers: axe finds nothing, by day and by night, folds open."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect
from reader import Reader
from screens import LATEST, PHONE

PAGES = [
    "",
    "baba/",
    "baba/2026-q2/",
    "baba/2026-q2/record/",
    "compare/",
    "sectors/",
    "sectors/retail/",
    "periods/",
    "periods/2025-q3/",
    "claims/",
    "sources/",
    "calendar/",
    "check/",
    "coverage/",
    "corrections/",
    "data/",
    "glossary/",
    "methodology/",
    "about/",
    "search/",
    "404.html",
]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
_OPEN = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets = [still];
}"""
_FAULTS = """async rules => {
  const { violations } = await axe.run({ resultTypes: ["violations"], ...rules });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}"""


def faults(page: Page) -> list[str]:
    """What axe finds on a page by day, and what it finds of its colours by night."""
    page.evaluate(_OPEN)
    page.evaluate(AXE)
    found: list[str] = page.evaluate(_FAULTS, {})
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    return found + page.evaluate(_FAULTS, {"runOnly": ["color-contrast"]})


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_page(reader: Reader, path: str) -> None:
    page = reader.open(path)
    page.wait_for_load_state("networkidle")
    assert faults(page) == []


@pytest.mark.parametrize("kind", LATEST)
def test_axe_finds_nothing_on_a_brief_of_any_kind_on_a_phone(screens: Reader, kind: str) -> None:
    assert faults(screens.open(LATEST[kind], PHONE[0])) == []


def test_the_head_and_first_column_of_a_long_table_stay(reader: Reader) -> None:
    page = reader.open("baba/2026-q2/record/", PHONE[0])
    page.set_viewport_size({"width": PHONE[0], "height": 400})
    table = page.get_by_role("region", name="All figures", exact=True)
    table.evaluate("it => it.scrollTo(it.scrollWidth, it.scrollHeight)")
    outer = table.bounding_box()
    head = table.get_by_role("columnheader").last.bounding_box()
    first = table.get_by_role("rowheader").last.bounding_box()
    assert outer is not None
    assert head is not None
    assert first is not None
    assert outer["height"] < 400
    assert abs(head["y"] - outer["y"]) <= 1
    assert abs(first["x"] - outer["x"]) <= 1
