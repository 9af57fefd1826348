"""An issuer's page and the workings of a brief, as a reader meets them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect
from reader import Reader

COMPANY = "baba/"
BRIEF = "aapl/2026-q1/"
PHONE = 360


def table(page: Page, section: str) -> Locator:
    """The first table under a heading."""
    return page.locator(f"#{section} ~ .sortable + .table table").first


def cells(page: Page, section: str, column: int) -> list[str]:
    return table(page, section).locator(f"tbody :is(td, th):nth-child({column})").all_inner_texts()


def column_of(page: Page, section: str, name: str) -> int:
    heads = table(page, section).locator("thead th").all_inner_texts()
    return [re.sub(r"\s+", " ", head).strip() for head in heads].index(name) + 1


def press(page: Page, section: str, name: str) -> Locator:
    """Press a column's heading, and give its cell."""
    head = table(page, section).locator("thead th", has=page.get_by_role("button", name=name))
    head = head.first
    head.get_by_role("button").click()
    return head


@pytest.mark.parametrize("path", [COMPANY, "aapl/", "snow/", "wmt/", BRIEF])
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_a_page_fits_its_window(onlooker: Reader, path: str, width: int) -> None:
    page = onlooker.look_at(path, width)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_period_and_working_is_there_without_scripts(reader: Reader) -> None:
    page = reader.open(COMPANY, scripts=False)
    assert cells(page, "history", 1)[:2] == ["FY2026 Q2", "FY2026 Q1"]
    assert cells(page, "history", 2)[0] == "Q3 2025"
    assert cells(page, "history", 3)[0] == "25 Nov 2025"
    expect(table(page, "history").get_by_role("button")).to_have_count(0)
    page = reader.open(f"{BRIEF}record/#fig-net-income-yoy", scripts=False)
    expect(page.locator("tr:has(:target)")).to_contain_text("42,097 ÷ 36,330")
    expect(page.locator("tr:has(:target)")).to_be_in_viewport()


def test_a_column_is_sorted_by_its_exact_values_and_what_is_missing_comes_last(
    reader: Reader,
) -> None:
    page = reader.open(COMPANY)
    column = column_of(page, "history", "Diluted EPS per ADS")
    before = cells(page, "history", column)
    missing = before.count("\u2013")
    assert missing > 0
    head = press(page, "history", "Diluted EPS per ADS")
    expect(head).to_have_attribute("aria-sort", "descending")
    down = cells(page, "history", column)
    assert down[:2] == ["RMB 20.39", "RMB 17.98"]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    up = cells(page, "history", column)
    assert up[:2] == ["RMB 5.17", "RMB 5.65"]
    assert down[-missing:] == up[-missing:] == ["\u2013"] * missing
    expect(table(page, "history").locator("[aria-sort]")).to_have_count(1)


def test_numbers_that_are_known_to_few_digits_are_sorted_by_their_value(reader: Reader) -> None:
    page = reader.open(COMPANY)
    press(page, "on-the-quarter", "Net income")
    links = table(page, "on-the-quarter").locator("tbody tr td")
    column = column_of(page, "on-the-quarter", "Net income")
    values = [
        float(value)
        for row in table(page, "on-the-quarter").locator("tbody tr").all()
        if (value := _value(row.locator("td, th").nth(column - 1)))
    ]
    assert values == sorted(values, reverse=True)
    assert len(values) > 5
    assert links.count() > len(values)


def _value(cell: Locator) -> str:
    held = cell.locator("[data-value]")
    return (held.get_attribute("data-value") or "") if held.count() else ""


def test_days_and_quarters_are_sorted_in_time_and_words_from_a(reader: Reader) -> None:
    page = reader.open(COMPANY)
    press(page, "history", "Released")
    assert cells(page, "history", 3)[0] == "25 Nov 2025"
    press(page, "history", "Released")
    assert cells(page, "history", 3)[0] == "23 Feb 2023"
    press(page, "history", "Calendar")
    assert cells(page, "history", 2)[:2] == ["Q3 2025", "Q2 2025"]
    press(page, "surprises", "Provider")
    assert cells(page, "surprises", 3)[0] == "Bloomberg"


@pytest.mark.parametrize("times", [1, 2], ids=["down", "up"])
def test_money_of_different_units_is_sorted_apart(reader: Reader, times: int) -> None:
    page = reader.open(COMPANY)
    for _ in range(times):
        press(page, "surprises", "Estimate")
    column = column_of(page, "surprises", "Estimate")
    read = "all => all.map(each => [each.dataset.unit || '', each.dataset.value])"
    held = table(page, "surprises").locator(f"tbody :is(td, th):nth-child({column}) [data-value]")
    found = [(unit, Decimal(value)) for unit, value in held.evaluate_all(read)]
    units = [unit for unit, _ in found]
    assert {"", "CNY/ADS", "USD", "USD/ADS"} <= set(units)
    assert units == sorted(units)
    for name in set(units):
        values = [value for unit, value in found if unit == name]
        assert values == sorted(values, reverse=times == 1)
    others = table(page, "surprises").locator("tr.sorted__group")
    expect(others).to_have_count(len(set(units)) - 1)


def test_how_a_table_is_sorted_stands_in_the_address(reader: Reader) -> None:
    page = reader.open(COMPANY)
    press(page, "history", "Revenue")
    press(page, "margins", "Operating margin")
    assert page.url.endswith("?history=revenue.descending&margins=operating-margin.descending")
    other = reader.open(page.url.removeprefix(reader.address))
    column = column_of(other, "history", "Revenue")
    assert cells(other, "history", column)[0] == "280,154"
    assert cells(other, "margins", column_of(other, "margins", "Operating margin"))[0] == "18.1%"


@pytest.mark.parametrize("query", ["history=nothing.descending", "history=revenue.sideways"])
def test_an_address_that_asks_for_no_column_changes_nothing(reader: Reader, query: str) -> None:
    page = reader.open(f"{COMPANY}?{query}")
    assert cells(page, "history", 1)[0] == "FY2026 Q2"


def test_a_table_is_sorted_by_keyboard(reader: Reader) -> None:
    page = reader.open(COMPANY)
    button = table(page, "history").get_by_role("button", name="Revenue", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert cells(page, "history", column_of(page, "history", "Revenue"))[0] == "280,154"
    expect(button).to_be_focused()


def test_the_period_stays_in_sight_on_a_phone(reader: Reader) -> None:
    page = reader.open(COMPANY, PHONE)
    region = page.locator("#history ~ .sortable + .table").first
    region.evaluate("it => { it.scrollLeft = it.scrollWidth; }")
    first = region.locator("tbody :is(td, th)").first
    expect(first).to_have_text("FY2026 Q2")
    box, around = first.bounding_box(), region.bounding_box()
    assert box is not None
    assert around is not None
    assert abs(box["x"] - around["x"]) <= 1
    assert region.evaluate("it => it.scrollLeft") > 0


def test_a_number_leads_to_its_working_which_opens(reader: Reader) -> None:
    page = reader.open(f"{BRIEF}record/")
    fold = page.locator("details.workings")
    expect(fold).not_to_have_attribute("open", "")
    page.locator("a[href='#fig-net-income-yoy']").first.click()
    expect(fold).to_have_attribute("open", "")
    expect(page.locator("tr:has(:target)")).to_contain_text("42,097 ÷ 36,330")
    expect(page.locator("tr:has(:target)")).to_be_in_viewport()
    fold.locator("summary").click()
    expect(fold).not_to_have_attribute("open", "")
    page.locator("a[href='#fig-net-income-yoy']").first.click()
    expect(fold).to_have_attribute("open", "")


def test_a_link_from_elsewhere_opens_the_working(reader: Reader) -> None:
    page = reader.open(COMPANY)
    growth = table(page, "on-the-year").get_by_role("link", name="−77.6%").first
    growth.click()
    page.wait_for_url("**/baba/2026-q2/record/#fig-adjusted-ebita-yoy")
    expect(page.locator("details.workings")).to_have_attribute("open", "")
    expect(page.locator("tr:has(:target)")).to_contain_text("9,073 ÷ 40,561")


def test_a_trailing_year_leads_to_its_sum_on_the_page(reader: Reader) -> None:
    page = reader.open(COMPANY)
    table(page, "trailing-twelve-months").get_by_role("link", name="1,012,055").click()
    expect(page.locator("details.workings")).to_have_attribute("open", "")
    sum_of = "280,154 + 236,454 + 247,652 + 247,795 = 1,012,055"
    expect(page.locator("tr:has(:target)")).to_contain_text(sum_of)


def test_on_paper_every_working_is_open(reader: Reader) -> None:
    page = reader.open(f"{BRIEF}record/")
    working = page.locator("#fig-net-income-yoy").locator("xpath=ancestor::tr")
    expect(working).to_be_hidden()
    page.emulate_media(media="print")
    expect(working).to_be_visible()


def test_what_was_read_where_is_told_for_each_place(reader: Reader) -> None:
    page = reader.open("wmt/2026-q3/")
    places = page.locator("details.places")
    places.locator("summary").click()
    line = places.locator("li", has_text="us-gaap:OperatingIncomeLoss").first
    expect(line).to_have_text(re.compile(r"^Operating income us-gaap:OperatingIncomeLoss$"))
