"""Coverage, corrections and the calendar, as a reader and a contributor meet them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import expect
from project import REPOSITORY
from reader import Reader

from tests.conftest import SAMPLE

PHONE = 360
PAGES = ["coverage/", "corrections/", "calendar/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [PHONE, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_of_upkeep_fits_its_window(
    onlooker: Reader, path: str, width: int, dark: bool
) -> None:
    page = onlooker.look_at(path, width, dark=dark)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_summary_counts_every_brief(reader: Reader) -> None:
    page = reader.open("coverage/", scripts=False)
    table = page.get_by_role("region", name="Summary").locator("table")
    records = list(SAMPLE.glob("briefs/*/20*.yml"))
    expect(table.locator("tbody tr").last).to_contain_text(f"All issuers {len(records)}")


def test_a_line_of_coverage_leads_to_the_file_to_edit(reader: Reader) -> None:
    page = reader.open("coverage/")
    table = page.get_by_role("region", name="Alibaba").locator("table")
    row = table.locator("tr", has_text="FY2025 Q2")
    expect(row).to_contain_text("takeaways")
    expect(row.get_by_role("link", name="briefs/baba/2025-q2.yml")).to_have_attribute(
        "href", f"{REPOSITORY}/edit/main/briefs/baba/2025-q2.yml"
    )


def test_every_waiver_of_the_records_is_listed_and_leads_to_its_rule(reader: Reader) -> None:
    page = reader.open("coverage/")
    rows = page.get_by_role("region", name="Waivers").locator("tbody tr")
    waivers = sum(
        path.read_text("utf-8").count("\n  - rule:") for path in SAMPLE.glob("briefs/*/*.yml")
    )
    expect(rows).to_have_count(waivers)
    rows.first.get_by_role("link", name="T408").click()
    page.wait_for_url("**/methodology/#t408")


def test_corrections_that_there_are_none_of_are_told_in_words(reader: Reader) -> None:
    page = reader.open("corrections/")
    expect(page.get_by_text("No brief has been corrected so far.")).to_be_visible()


def test_the_calendar_has_every_release_and_the_file_has_the_same(
    reader: Reader, site: Path
) -> None:
    records = list(SAMPLE.glob("briefs/*/20*.yml"))
    page = reader.open("calendar/")
    expect(page.locator(".released + .table tbody tr")).to_have_count(len(records))
    expect(page.get_by_role("heading", name="Q4 2025")).to_be_visible()
    link = page.get_by_role("link", name="Subscribe")
    expect(link).to_have_attribute("href", "../calendar.ics")
    events = Calendar.from_ical((site / "calendar.ics").read_bytes()).walk("VEVENT")
    assert len(events) == len(records)
    assert len({str(event["uid"]) for event in events}) == len(events)
    (brief,) = (each for each in events if str(each["uid"]).startswith("baba-2026-q2@"))
    assert str(brief["summary"]) == "Alibaba FY2026 Q2 results"
    assert brief["url"].endswith("/baba/2026-q2/")


def test_what_is_not_announced_has_no_day(reader: Reader) -> None:
    page = reader.open("calendar/")
    expect(page.get_by_text("No announced day is on record.")).to_be_visible()
    ahead = page.get_by_role("region", name="No day announced").locator("tr", has_text="Alibaba")
    expect(ahead).to_have_count(1)
    expect(ahead).not_to_contain_text("FY2026 Q3")
    behind = page.get_by_role("region", name="Not on this site yet")
    cells = behind.locator("tr", has_text="Alibaba").locator("th, td")
    expect(cells.nth(1)).to_have_text("FY2026 Q2")
    expect(cells.nth(3)).to_have_text(re.compile("^FY2026 Q3"))


def test_days_known_from_filings_alone_are_told_apart(reader: Reader, site: Path) -> None:
    imported = [json.loads(path.read_text()) for path in SAMPLE.glob("briefs/*/.edgar.json")]
    filings = sum(name.startswith("20") for names in imported for name in names)
    page = reader.open("calendar/")
    rows = page.locator(".released + .table tbody tr", has_text=", filed")
    expect(rows).to_have_count(filings)
    events = Calendar.from_ical((site / "calendar.ics").read_bytes()).walk("VEVENT")
    assert sum(str(event["summary"]).endswith(" report filed") for event in events) == filings
