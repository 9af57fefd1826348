"""A brief's first screen tells in ten seconds what was reported, whatever the issuer is like."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from reader import Reader
from screens import DESK, LATEST, PHONE, broken_numbers, outside


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", LATEST)
def test_the_first_screen_is_seen_whole(
    onlooker_of_screens: Reader, kind: str, size: tuple[int, int]
) -> None:
    page = onlooker_of_screens.look_at(LATEST[kind], size[0])
    assert outside(page, size) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("kind", LATEST)
def test_no_number_stands_on_two_lines(onlooker_of_screens: Reader, kind: str, width: int) -> None:
    assert broken_numbers(onlooker_of_screens.look_at(LATEST[kind], width)) == []


def test_every_row_is_read_out_whole(screens: Reader) -> None:
    """On a phone too, where the table is laid out as a list: its roles stay."""
    page = screens.open(LATEST["long"], PHONE[0])
    header = page.get_by_role("rowheader", name="Revenue", exact=True)
    row = page.locator(".score").get_by_role("row").filter(has=header)
    expect(row.get_by_role("cell")).to_have_count(4)
    expect(row.get_by_role("cell").last).to_contain_text("ahead of three of four estimates")


def test_without_an_estimate_there_is_a_picture_of_the_periods(screens: Reader) -> None:
    page = screens.open(LATEST["big"])
    expect(page.locator(".score__estimates, .score__axis")).to_have_count(0)
    expect(page.locator(".score svg.spark").first.locator(".now")).to_have_count(1)
    page = screens.open(LATEST["half"])
    expect(page.locator(".score thead")).to_contain_text("Eight half-years")


@pytest.mark.parametrize("kind", LATEST)
def test_no_name_is_cut_on_a_phone(screens: Reader, kind: str) -> None:
    names = screens.open(LATEST[kind], PHONE[0]).locator(".mast__issuer a, .score th[scope=row] *")
    assert names.count() > 1
    hides = "each => getComputedStyle(each).overflow !== 'visible'"
    assert names.evaluate_all(f"all => all.filter({hides}).map(each => each.textContent)") == []
