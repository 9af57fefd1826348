"""A day that is known from a filing is not called the day of the release, wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree
from tieout.edition import Edition
from tieout.facts.schedule import day_is, late
from tieout.publish.api.market import screener
from tieout.publish.feeds import feeds
from tieout.publish.ics import calendar
from tieout.records.read import Issuer, read_briefs
from tieout.views.brief.line import Covered
from tieout.views.brief.page import view
from tieout.views.issuer.history import PeriodHistory
from tieout.views.issuer.links import IssuerLinks
from tieout.views.market import screener as issuers_table
from tieout.views.market import sectors
from tieout.views.pages import Pages
from tieout.views.upkeep import calendar as days
from tieout.views.upkeep import coverage

from tests.conftest import COMPANY, RECORD, File
from tests.rows import api, covered, everything
from tests.test_calendar import record

ROOT = Path(__file__).parent.parent
EDITION = Edition(date(2026, 9, 30), "https://briefs.example/site/")
FILED = RECORD.replace(
    "release: {kind: press release, title: Results of the second quarter}",
    "10-q: {kind: filing, title: Form 10-Q, published: 2026-07-30}",
).replace("source: release", "source: 10-q")
FILES = {
    "acme/2026-q2.yml": RECORD,
    "bolt/2026-q2.yml": FILED,
    "bolt/company.yml": COMPANY.replace("Acme", "Bolt").replace("ACME", "BOLT"),
}
WORDS = {"acme": "Released", "bolt": "Filed"}


def read(briefs: Path) -> Mapping[str, Issuer]:
    issuers, problems = read_briefs(briefs, briefs.parent)
    assert problems == []
    return issuers


@pytest.fixture
def issuers(file_briefs: File) -> Mapping[str, Issuer]:
    return read(file_briefs(FILES))


@pytest.fixture
def briefs(issuers: Mapping[str, Issuer]) -> Mapping[str, Covered]:
    return {slug: covered(issuers[slug])[0] for slug in WORDS}


@pytest.mark.parametrize(
    ("released", "told"),
    [
        ("{date: 2026-07-30}", "filing"),
        ("{date: 2026-07-30, source: 10-q}", "filing"),
        ("{date: 2026-07-30, source: wire}", "release"),
        # The results were out before they were filed, and whoever typed the day knew it.
        ("{date: 2026-07-29}", "release"),
    ],
)
def test_the_source_of_the_day_says_what_day_it_is(
    released: str, told: str, file_briefs: File
) -> None:
    typed = FILED.replace("{date: 2026-07-30}", released).replace(
        "sources:\n", "sources:\n  wire: {kind: press release, title: Results}\n"
    )
    found = read(file_briefs({"bolt/2026-q2.yml": typed}))
    assert day_is(found["bolt"].records["2026-q2"].model) == told


@pytest.mark.parametrize(("slug", "word"), WORDS.items())
def test_briefs_lists_and_feeds_say_it(slug: str, word: str, briefs: Mapping[str, Covered]) -> None:
    brief = briefs[slug]
    assert view(brief, lambda _: None).came == word
    assert brief.line.came == word
    (_, feed), *_ = feeds([brief.line], EDITION)
    assert f" {word} 30 Jul 2026." in "".join(etree.fromstring(feed).itertext())


def test_the_pages_print_it(issuers: Mapping[str, Issuer]) -> None:
    all_ = everything(issuers, EDITION)
    text = Pages((ROOT / "templates",)).fill(
        "calendar", calendar=days.view(all_.days, all_.lines, EDITION.as_of)
    )
    assert "| 30 Jul 2026, filed |" in text
    assert "| 30 Jul 2026 |" in text


def test_tables_across_issuers_mark_what_is_a_filing(issuers: Mapping[str, Issuer]) -> None:
    market = everything(issuers, EDITION).market
    place = [heading.key for heading in issuers_table.HEADINGS].index("released")
    rows = issuers_table.view(market).rows
    assert [(row[place].shown, row[place].note) for row in rows] == [
        ("30 Jul 2026", ""),
        ("30 Jul 2026", "filed"),
    ]
    (page,) = sectors.pages(market)
    heads = [column.title for column in page.latest.columns]
    assert [row[heads.index("Released")] for row in page.latest.rows] == [
        "30 Jul 2026",
        "30 Jul 2026<small>filed</small>",
    ]
    ((_, _, day, brief),) = sectors.index(market).table.rows
    assert ("filed" in day) == ("Bolt" in brief)
    lines = screener(market).issuers
    assert [line.released_is for line in lines] == ["release", "filing"]


@pytest.mark.parametrize(
    ("slug", "heading", "cell"),
    [
        ("acme", "Released", '<time datetime="2026-07-30">30 Jul 2026</time>'),
        ("bolt", "Filed", '<time datetime="2026-07-30">30 Jul 2026</time>'),
    ],
)
def test_the_history_of_an_issuer_has_it_in_its_heading(
    slug: str, heading: str, cell: str, briefs: Mapping[str, Covered]
) -> None:
    shelf = briefs[slug].shelf
    table = PeriodHistory([shelf], IssuerLinks([shelf])).levels()
    heads = [column.title for column in table.columns]
    assert table.rows[0][heads.index(heading)] == cell


def test_the_history_of_an_issuer_with_both_marks_the_filings(file_briefs: File) -> None:
    files = {
        "bolt/2026-q2.yml": FILED,
        "bolt/2026-q1.yml": record("2026-Q1", "2026-03-31", "2026-04-30"),
    }
    found = read(file_briefs(files))
    shelves = [each.shelf for each in reversed(covered(found["bolt"]))]
    table = PeriodHistory(shelves, IssuerLinks(shelves)).levels()
    heads = [column.title for column in table.columns]
    assert [row[heads.index("Released")].partition("</time>")[2] for row in table.rows] == [
        "<small>filed</small>",
        "",
    ]


def test_the_calendar_for_programs_promises_no_results_on_that_day(
    issuers: Mapping[str, Issuer],
) -> None:
    all_ = everything(issuers, EDITION)
    whole = Calendar.from_ical(calendar(all_.lines, all_.days, EDITION))
    assert [str(event["summary"]) for event in whole.walk("VEVENT")] == [
        "Acme FY2026 Q2 results",
        "Bolt FY2026 Q2 report filed",
    ]


def _all(node: object, name: str) -> Iterator[object]:
    """Every value of that name in a document, in its order."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name:
                yield value
            yield from _all(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _all(value, name)


def test_each_document_of_the_api_says_it(issuers: Mapping[str, Issuer]) -> None:
    documents = {
        str(path).removeprefix("api/v2/"): json.loads(content)
        for path, content in api(issuers, EDITION)
        if path.suffix == ".json"
    }
    told = {"acme": "release", "bolt": "filing"}
    for slug, kind in told.items():
        assert set(_all(documents[f"issuers/{slug}.json"], "released_is")) == {kind}
        assert documents[f"briefs/{slug}/2026-q2.json"]["released"]["day_is"] == kind
    index = documents["index.json"]
    assert {line["issuer"]: line["released_is"] for line in index["issuers"]} == told
    assert [line["released_is"] for line in index["latest"]] == ["filing", "release"]
    assert index["released_is"] == "filing"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RECORD, "was due by 1 Apr 2027, 183 days after its end"),
        (None, "was due by 12 Nov 2026, going by the slowest release so far"),
        (FILED, "was due by 12 Nov 2026, going by the slowest filing so far"),
    ],
)
def test_lateness_says_on_what_days_it_is_based(
    text: str | None, told: str, file_briefs: File
) -> None:
    files = {"acme/2026-q2.yml": text or RECORD}
    if text != RECORD:
        before = (text or RECORD).replace("2026-Q2, end: 2026-06-30", "2025-Q4, end: 2025-12-31")
        files["acme/2025-q4.yml"] = before.replace("2026-07-30", "2026-02-12")
    found = read(file_briefs(files))
    due, *_ = late(found["acme"], date(2027, 5, 1))
    assert told in coverage.lateness(found["acme"], due)
