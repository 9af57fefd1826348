"""The search as somebody uses it: what is found first, by key, narrowed, and not at all."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect
from reader import Profiles, Reader

QUERIES: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent.parent / "search.yml").read_text("utf-8")
)
FIELDS = {
    "issuer": "issuer",
    "period": "period",
    "what": "metric",
    "value": "value",
    "kind": "kind",
}
BUDGET = 100 * 1024
"""Bytes of the whole index, packed: what a reader of the sample could load at most."""


@pytest.fixture(scope="module")
def answers(profiles: Profiles, address: str) -> dict[str, dict[str, Any]]:
    """The first result of every query, by the site's own script in one window."""
    reader = Reader(profiles, address)
    page = reader.open("about/")
    found: dict[str, dict[str, Any]] = page.evaluate(
        """async ([root, asked]) => {
            const { find } = await import(`${root}assets/find.js`);
            const first = {};
            for (const text of asked) first[text] = (await find(text)).results[0] || {};
            return first;
        }""",
        [address, [query["ask"] for query in QUERIES]],
    )
    reader.close()
    assert reader.complaints == []
    return found


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["ask"])
def test_a_query_finds_first_what_it_means(
    query: dict[str, str], answers: dict[str, dict[str, Any]]
) -> None:
    first = answers[query["ask"]]
    told = {name: first.get(field) for name, field in FIELDS.items() if name in query}
    if "url" in query:
        told["url"] = first.get("url")
    assert told == {name: value for name, value in query.items() if name != "ask"}


def open_search(page: Page) -> Locator:
    """The field of the search, opened by its key."""
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search figures, issuers, periods, claims")
    expect(field).to_be_focused()
    return field


def options(page: Page) -> Locator:
    """What is found."""
    return page.get_by_role("listbox", name="Results").get_by_role("option")


def test_a_result_tells_issuer_period_metric_value_and_verdict(reader: Reader) -> None:
    page = reader.open()
    open_search(page).fill("alibaba cloud revenue")
    first = options(page).first
    expect(first).to_have_text(
        re.compile(r"Alibaba FY2026 Q2 Cloud Intelligence Group: revenue RMB 39\.824bn ties")
    )


def test_a_result_leads_to_its_figure(reader: Reader) -> None:
    page = reader.open()
    open_search(page).fill("247.8")
    expect(options(page).first).to_contain_text("RMB 247.795bn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/baba/2026-q2/#figure=2026-q2.revenue.gaap.cny")
    figure = page.locator(".found")
    expect(figure).to_be_in_viewport()
    expect(figure).to_have_attribute("data-figure", "baba/2026-q2/2026-q2.revenue.gaap.cny")


def test_nothing_is_loaded_before_the_search_is_used(reader: Reader) -> None:
    page = reader.open()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(reader.address)))
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url] == []
    open_search(page).fill("apple")
    expect(options(page).first).to_be_visible()
    assert {url for url in asked if url.endswith(".json")} == {
        "search/core.json",
        "search/issuers/aapl.json",
    }


def test_what_is_typed_while_it_loads_is_not_lost(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("Control+k")
    page.keyboard.type("walmart")
    expect(page.get_by_role("combobox", name="Search figures")).to_have_value("walmart")
    expect(options(page).first).to_contain_text("Walmart")


def test_arrows_choose_and_the_page_is_told(reader: Reader) -> None:
    page = reader.open()
    field = open_search(page)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("apple eps")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="results")).to_be_visible()
    for place in (0, 1):
        page.keyboard.press("ArrowDown")
        chosen = options(page).nth(place)
        expect(chosen).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page).to_have_url(reader.address)


def test_results_are_narrowed_by_issuer_kind_and_verdict(reader: Reader) -> None:
    page = reader.open()
    open_search(page).fill("revenue")
    expect(options(page).first).to_be_visible()
    page.get_by_role("group", name="Issuer").get_by_role("button", name="Apple").click()
    assert {text.split()[0] for text in options(page).all_inner_texts()} == {"Apple"}
    page.get_by_role("group", name="Kind").get_by_role("button", name="growth").click()
    assert all("growth on the year" in text for text in options(page).all_inner_texts())
    pressed = page.get_by_role("group", name="Kind").locator("[aria-pressed=true]")
    expect(pressed).to_have_count(1)
    pressed.click()
    page.get_by_role("group", name="Issuer").locator("[aria-pressed=true]").click()
    page.get_by_role("group", name="Verdict").get_by_role("button", name="ties").first.click()
    assert all("ties" in text for text in options(page).all_inner_texts())


def test_what_fits_nothing_says_what_to_try(reader: Reader) -> None:
    page = reader.open()
    open_search(page).fill("qqqzzz")
    expect(
        page.get_by_role("status").filter(has_text="Nothing fits \u201cqqqzzz\u201d.")
    ).to_be_visible()
    expect(page.locator(".search__hint")).to_contain_text("Try an issuer and a metric")
    expect(options(page)).to_have_count(0)


@pytest.mark.parametrize(
    ("words", "found"), [("Intime", "Alibaba"), ("interval after Wilson", "interval after Wilson")]
)
def test_running_text_is_searched_where_no_figure_fits(
    reader: Reader, words: str, found: str
) -> None:
    page = reader.open()
    open_search(page).fill(words)
    expect(options(page).filter(has_text=found).first).to_be_visible()


def test_running_text_is_searched_when_it_is_asked_for(reader: Reader) -> None:
    page = reader.open()
    open_search(page).fill("revenue of the quarter")
    page.get_by_role("button", name="Look in the running text").click()
    expect(page.locator(".search__result--text").first).to_be_visible()
    expect(page.get_by_role("combobox", name="Search figures")).to_be_focused()


@pytest.mark.parametrize("key", ["n", "p", ",", ".", "s", "f"])
def test_no_single_key_leaves_the_page(reader: Reader, key: str) -> None:
    page = reader.open("baba/2026-q2/")
    page.keyboard.press(key)
    page.wait_for_timeout(100)
    expect(page).to_have_url(f"{reader.address}baba/2026-q2/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_without_a_script_the_field_is_a_link(reader: Reader) -> None:
    page = reader.open("baba/2026-q2/", scripts=False)
    page.locator("a.find").click()
    expect(page).to_have_url(f"{reader.address}search/")
    expect(page.get_by_role("link", name="front page")).to_be_visible()


def test_the_index_is_small_and_in_parts(site: Path) -> None:
    folder = site / "search"
    files = [folder / "core.json", *folder.glob("issuers/*.json"), *folder.glob("numbers/*.json")]
    assert len(files) > 10
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < BUDGET
    leads = {lead for file in folder.glob("numbers/*.json") for lead in file.stem}
    assert leads == set("123456789")
    assert json.loads((folder / "core.json").read_text("utf-8"))["depth"] == 1
