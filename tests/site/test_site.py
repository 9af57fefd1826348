"""The built site, as a reader meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from reader import Reader
from screens import LATEST

BRIEF = "baba/2026-q2/"
RECORD = f"{BRIEF}record/"
IMPORTED = "aapl/2026-q1/"
PAGES = (
    *("", BRIEF, RECORD, "baba/", IMPORTED, "aapl/"),
    *("claims/", "sources/", "methodology/", "glossary/", "about/"),
)
PHONE = 360


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_without_complaint(reader: Reader, path: str) -> None:
    page = reader.open(path)
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_it_is_no_advice(onlooker: Reader, path: str) -> None:
    page = onlooker.look_at(path, PHONE)
    expect(page.locator("footer .disclaimer")).to_contain_text("investment advice")


def test_a_wrong_address_gets_a_page_too(reader: Reader) -> None:
    page = reader.open("404.html")
    expect(page.locator("h1")).to_have_text("There is no such page")
    expect(page.locator("footer .disclaimer")).to_be_visible()


def test_tables_of_numbers_stay_out_of_the_search_index(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    assert "9,073" in (site / BRIEF / "index.html").read_text("utf-8")
    assert "9,073" not in text
    assert "No provider is named" in (site / BRIEF / "index.html").read_text("utf-8")
    assert "No provider is named" not in text  # the ledger's rows are numbers too


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [PHONE, 800, 1280])
def test_a_page_does_not_scroll_sideways(onlooker: Reader, path: str, width: int) -> None:
    page = onlooker.look_at(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_table_scrolls_by_itself_with_its_first_column_fixed(reader: Reader) -> None:
    page = reader.open("baba/", PHONE)
    wide = page.locator("#history ~ .table").first
    wide.evaluate("region => region.scrollLeft = 200")
    assert wide.evaluate("region => region.scrollLeft") > 0
    left = wide.locator("tbody tr").first.locator("td, th").first.bounding_box()
    assert left is not None
    assert 0 <= left["x"] < 40


def luminance(page: Page, selector: str, style: str) -> float:
    """From 0, black, to 1, white."""
    colour = page.locator(selector).first.evaluate(f"it => getComputedStyle(it).{style}")
    red, green, blue = (int(part) for part in colour.strip("rgb()").split(",")[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_follows_the_systems_light_or_dark(reader: Reader, dark: bool) -> None:
    page = reader.open(RECORD, dark=dark)
    assert (luminance(page, "body", "backgroundColor") < 0.2) is dark
    assert (luminance(page, "h1", "color") > 0.8) is dark
    shown, hidden = ("dark", "light") if dark else ("light", "dark")
    expect(page.locator(f".chart__{shown}").first).to_be_visible()
    expect(page.locator(f".chart__{hidden}").first).to_be_hidden()


def test_the_readers_choice_of_dark_lasts(reader: Reader) -> None:
    page = reader.open()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(reader.address + BRIEF)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_numbers_are_there_without_scripts(reader: Reader) -> None:
    page = reader.open(BRIEF, scripts=False)
    for text in ("247,795", "39,824"):
        expect(page.locator("article")).to_contain_text(text)
    expect(page.locator(".columns svg").first).to_be_visible()
    page = reader.open(RECORD, scripts=False)
    expect(page.locator("article")).to_contain_text("34,808")
    expect(page.locator(".chart__light").first).to_be_visible()


def test_paper_gets_the_note_alone(reader: Reader) -> None:
    page = reader.open(RECORD, dark=True)
    page.emulate_media(media="print")
    for chrome in (".md-header", ".md-sidebar", ".above"):
        expect(page.locator(chrome).first).to_be_hidden()
    expect(page.locator(".chart__light").first).to_be_visible()
    expect(page.locator("footer .disclaimer")).to_be_visible()
    assert luminance(page, "h1", "color") < 0.2
    assert page.pdf(format="A4").startswith(b"%PDF-")


@pytest.mark.parametrize("path", ["", "baba/", "baba/2026-q2/record/", "compare/", "claims/"])
def test_no_table_and_no_picture_is_cut_on_paper(reader: Reader, path: str) -> None:
    page = reader.open(path, 688)  # what A4 leaves between its margins; Letter leaves more
    page.emulate_media(media="print")
    cut = """all => all.filter(each => each.checkVisibility() && (
        each.getBoundingClientRect().right > innerWidth + 1
        || each.localName === "div" && each.scrollWidth > each.clientWidth + 1))
        .map(each => each.outerHTML.slice(0, 80))"""
    assert page.locator(".table, .figures, svg, img").evaluate_all(cut) == []


def test_everything_is_reached_by_keyboard(screens: Reader) -> None:
    page = screens.open(LATEST["loss"])
    reached = set()

    def go(key: str) -> None:
        page.keyboard.press(key)
        at = page.evaluate("[document.activeElement].map(it => it.classList[0] || it.tagName)[0]")
        reached.add(at)

    for _ in range(300):  # a figure's card opens on its way, with links of its own
        go("Tab")
        if "table" in reached:
            break
    page.locator("footer a").first.focus()
    for _ in range(20):
        go("Shift+Tab")
    assert reached >= {"md-skip", "wordmark", "edit", "table"}


def test_edit_this_page_leads_to_the_yaml(reader: Reader) -> None:
    page = reader.open(BRIEF)
    expect(page.locator("a.edit")).to_have_attribute(
        "href", "https://example.org/analysts/briefs/edit/main/briefs/baba/2026-q2.yml"
    )


def test_every_figure_of_the_scoreboard_leads_to_its_source(reader: Reader) -> None:
    page = reader.open(BRIEF)
    for link in page.locator("td.score__value a").all():
        target = link.get_attribute("href") or ""
        assert target.startswith("#")
        assert page.locator(f"[id='{target[1:]}']").count() == 1


@pytest.mark.parametrize("name", ["record.yml", "figures/baba.csv", "index.md"])
def test_a_brief_can_be_downloaded(reader: Reader, name: str) -> None:
    page = reader.open(BRIEF)
    href = page.locator(f".downloads a[href$='{name}']").get_attribute("href")
    assert page.request.get(f"{reader.address}{BRIEF}{href}").ok


def test_the_policy_stops_a_script_in_the_page(reader: Reader) -> None:
    """The second wall: even a tag that had slipped onto a page would not run."""
    page = reader.open(BRIEF)
    page.evaluate(
        "const slipped = document.createElement('script');"
        "slipped.text = 'window.ran = 1'; document.body.append(slipped)"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in reader.complaints)
    reader.complaints.clear()
