"""The page of all claims and the scorecard, as a reader meets them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from reader import Reader

CLAIMS = "claims/"
PHONE = 360


def rows(page: Page) -> Locator:
    return page.locator(".claims + .table tbody tr:visible")


def count(page: Page) -> Locator:
    return page.get_by_role("status")


@pytest.mark.parametrize("path", [CLAIMS, "sources/"])
@pytest.mark.parametrize("width", [PHONE, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_of_claims_fits_its_window(
    onlooker: Reader, path: str, width: int, dark: bool
) -> None:
    page = onlooker.look_at(path, width, dark=dark)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_claim_is_there_without_scripts(reader: Reader) -> None:
    page = reader.open(CLAIMS, scripts=False)
    expect(rows(page)).to_have_count(13)
    expect(page.locator(".filters")).to_be_hidden()


@pytest.mark.parametrize(
    ("label", "chosen", "fitting"),
    [
        ("Verdict", "ties", 6),
        ("Verdict", "ties on another basis", 1),
        ("Issuer", "Alibaba", 13),
        ("Publisher", "unknown", 13),
    ],
)
def test_a_choice_leaves_the_claims_that_fit(
    reader: Reader, label: str, chosen: str, fitting: int
) -> None:
    page = reader.open(CLAIMS)
    expect(count(page)).to_have_text("13 of 13")
    page.get_by_label(label, exact=True).select_option(chosen)
    expect(count(page)).to_have_text(f"{fitting} of 13")
    expect(rows(page)).to_have_count(fitting)


def test_filters_add_up_and_stand_in_an_address_that_can_be_shared(reader: Reader) -> None:
    page = reader.open(CLAIMS)
    page.get_by_label("Verdict").select_option("ties")
    page.get_by_label("Words").fill("  Cloud  29% ")
    expect(count(page)).to_have_text("1 of 13")
    assert page.url == f"{reader.address}{CLAIMS}?verdict=ties&words=Cloud+29%25"
    other = reader.open(page.url.removeprefix(reader.address))
    expect(count(other)).to_have_text("1 of 13")
    expect(other.get_by_label("Verdict")).to_have_value("ties")
    expect(other.get_by_label("Words")).to_have_value("Cloud 29%")


def test_where_nothing_fits_the_page_says_so_and_leads_back(reader: Reader) -> None:
    page = reader.open(f"{CLAIMS}?words=zeppelin")
    expect(page.get_by_text("No claim fits all of these filters.")).to_be_visible()
    expect(count(page)).to_have_text("0 of 13")
    expect(page.locator(".claims + .table")).to_be_hidden()
    page.get_by_role("button", name="Clear filters").click()
    expect(rows(page)).to_have_count(13)
    expect(page.get_by_label("Verdict")).to_be_focused()
    assert page.url == reader.address + CLAIMS


@pytest.mark.parametrize(
    "query", ["verdict=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "issuer=Nobody", "page=9"]
)
def test_an_address_that_asks_for_what_is_not_there_does_no_harm(
    reader: Reader, query: str
) -> None:
    page = reader.open(f"{CLAIMS}?{query}")
    expect(rows(page)).to_have_count(13)


def test_the_filters_are_reached_by_keyboard_in_their_order(reader: Reader) -> None:
    page = reader.open(CLAIMS)
    page.get_by_label("Verdict").focus()
    page.keyboard.type("ties on")
    expect(count(page)).to_have_text("1 of 13")
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.type"))
    assert reached == ["issuer", "publisher", "words", "button"]


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_a_verdict_is_a_word_and_a_sign(reader: Reader, width: int) -> None:
    page = reader.open(CLAIMS, width)
    for verdict in page.locator(".claims + .table .verdict").all():
        assert re.fullmatch(r"[a-z ]+", verdict.inner_text())
        assert verdict.evaluate("it => getComputedStyle(it, '::before').content") not in (
            "",
            "none",
        )


def test_a_claim_leads_to_its_row_on_the_brief(reader: Reader) -> None:
    page = reader.open(f"{CLAIMS}?words=%24160.73&verdict=not in the record")
    quote = rows(page).first.locator("q").inner_text()
    rows(page).first.get_by_role("link", name="FY2026 Q2").click()
    page.wait_for_url("**/baba/2026-q2/#claim-alibaba-ai-cloud-1")
    expect(page.locator("tr:has(:target) q")).to_have_text(quote)


def test_a_publisher_leads_to_its_claims(reader: Reader) -> None:
    page = reader.open("sources/")
    page.get_by_role("link", name="unknown").first.click()
    page.wait_for_url("**/claims/?publisher=unknown")
    expect(page.get_by_label("Publisher", exact=True)).to_have_value("unknown")


def test_the_scorecard_counts_and_ranks_nobody_yet(reader: Reader) -> None:
    page = reader.open("sources/")
    rule = "without a rank: that takes 30 checked numbers of a publisher who is known"
    expect(page.get_by_text(rule)).to_be_visible()
    cells = page.locator("table").first.locator("tbody :is(th, td)").all_inner_texts()
    assert cells[0].startswith("unknown\nAlibaba's AI Cloud")
    assert cells[1:] == ["1", "7", "6", "1", "0", "0", "0", "6", "0", "86%", "49% to 97%"]
