"""What a site says of a page elsewhere is what the page says; what documents say twice is alike."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, SubElement

import pytest
from tieout.charts.held import strange_words
from tieout.site.built import Built, Check
from tieout.site.chart_rows import wrong_labels
from tieout.site.echoes import unechoed
from tieout.site.fact_book import FactBook, PublishedFact
from tieout.site.page_words import PageWords
from tieout.site.reading import PageReading, read_page
from tieout.site.twins import unlike
from tieout.site.worked_out import miscounted

from tests.rows import published_brief

PAGE = """<html><head><title>Acme: FY2026 Q2</title></head><body>
<article class="md-content__inner"><h1>Revenue up about 4.8% to $1.25bn; EBITA down 78%.</h1>
<p>Filed 29 May 2026</p></article></body></html>"""
LINE = "- [Acme](http://x.example/acme/2026-q2/index.md): Revenue up about 4.8% to $1.25bn."
SAID = "Revenue up about 4.8% to $1.25bn; EBITA down 78%."


def found(checks: Iterable[Check]) -> list[str]:
    return [finding for check in checks for finding in check.findings()]


def contradictions(folder: Path) -> list[str]:
    site = Built(folder)
    return found(unlike(site, FactBook(site)))


def unechoing(folder: Path, pages: dict[PurePosixPath, PageReading]) -> list[str]:
    site = Built(folder)
    return found(unechoed(site, pages, "/", FactBook(site)))


def lacks(text: str) -> list[str]:
    return list(PageWords.of(read_page(PAGE)).lacks(text))


@pytest.mark.parametrize(
    "text",
    ["Revenue up about 4.8% to $1.25bn", "FY2026 Q2: EBITA down 78%", "29 May 2026: exact", "Up"],
)
def test_what_the_page_says_is_no_finding(text: str) -> None:
    assert lacks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Revenue up about 4.9%",
        "Revenue up 4.8% to",
        "Revenue up about 4.8% to €1.25bn",
        "Revenue down about 4.8% to $1.25bn",
        "EBITA up 78%",
        "to $1.25m",
        "28 May 2026",
    ],
)
def test_another_digit_sign_scale_unit_or_hedge_is_a_finding(text: str) -> None:
    assert len(lacks(text)) == 1


@pytest.mark.parametrize(("was", "now"), [("4.8%", "4.7%"), ("about ", ""), ("$1.25bn", "$1.25m")])
def test_a_list_is_held_against_the_page_it_links(tmp_path: Path, was: str, now: str) -> None:
    pages = {PurePosixPath("acme/2026-q2/index.html"): read_page(PAGE)}
    (tmp_path / "llms.txt").write_text(LINE)
    assert unechoing(tmp_path, pages) == []
    (tmp_path / "llms.txt").write_text(LINE.replace(was, now))
    (finding,) = unechoing(tmp_path, pages)
    assert finding.startswith("llms.txt: says")


@pytest.mark.parametrize(
    ("was", "now"), [("about ", ""), ("up", "down"), ("$1.25bn", "$1.25m"), ("Revenue", "Income")]
)
def test_running_text_of_the_search_is_the_pages_to_the_word(
    tmp_path: Path, was: str, now: str
) -> None:
    pages = {PurePosixPath("acme/2026-q2/index.html"): read_page(PAGE)}
    row = {"location": "acme/2026-q2/", "title": "A heading", "text": SAID}
    index = tmp_path / "search/search_index.json"
    index.parent.mkdir()
    index.write_text(json.dumps({"docs": [row]}))
    assert unechoing(tmp_path, pages) == []
    index.write_text(json.dumps({"docs": [row | {"text": SAID.replace(was, now)}]}))
    assert unechoing(tmp_path, pages)[0].startswith("search/search_index.json: says")


def fact(value: str, operation: str = "", *operands: str) -> PublishedFact:
    number = Decimal(value)
    return PublishedFact(value, number, number, number, "%", "", operation, operands)


def test_a_figure_is_worked_out_again() -> None:
    facts = {
        "now": fact("1048"),
        "before": fact("1000"),
        "growth": fact("4.8", "growth", "now", "before"),
    }
    assert list(miscounted(facts, facts)) == []
    (finding,) = miscounted(["growth"], {**facts, "now": fact("1058")})
    assert finding == "gives growth as 4.8, and its operands as 5.800"
    (finding,) = miscounted(
        ["now"], {"now": replace(fact("1048"), high=Decimal(1040), low=Decimal(1030))}
    )
    assert "out of its bounds" in finding
    with pytest.raises(ValueError, match="no operation"):
        list(miscounted(["growth"], {**facts, "growth": fact("4.8", "import", "now")}))


def test_a_table_has_what_the_document_has(tmp_path: Path) -> None:
    document = tmp_path / "api/v2/briefs/acme/2026-q2.json"
    document.parent.mkdir(parents=True)
    row = {
        "name": "a",
        "value": "4.8",
        "low": "4.7",
        "high": "4.9",
        "unit": "%",
        "segment": "cloud",
    }
    document.write_text(published_brief([row]))
    table = tmp_path / "api/v2/figures/acme.csv"
    table.parent.mkdir()
    for segment, findings in (
        ("cloud", []),
        ("retail", ["api/v2/figures/acme.csv: has `retail` as segment of acme/2026-q2/a"]),
    ):
        table.write_text(f"record,name,value,segment\nacme/2026-q2,a,4.8,{segment}\n")
        assert contradictions(tmp_path) == findings


def test_the_calendar_has_the_days_of_the_briefs(tmp_path: Path) -> None:
    folder = tmp_path / "api/v2/briefs/acme"
    folder.mkdir(parents=True)
    document = {**json.loads(published_brief([])), "released": {"date": "2026-05-29"}}
    (folder / "2026-q2.json").write_text(json.dumps(document))
    (tmp_path / "api/v2/figures").mkdir()
    (tmp_path / "api/v2/figures/acme.csv").write_text("record,name\n")
    event = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:2026052{}\nUID:acme-2026-q2@x\nURL:http://x/acme/2026-q2/\n"
    (tmp_path / "calendar.ics").write_text(event.format(9))
    assert contradictions(tmp_path) == []
    (tmp_path / "calendar.ics").write_text(event.format(8))
    assert contradictions(tmp_path) == [
        "calendar.ics: has 20260528 for acme/2026-q2, and it was 2026-05-29"
    ]


@pytest.mark.parametrize(("drawn", "label"), [("36.016", "36.1"), ("36.016", "-36.0")])
def test_a_label_is_what_is_drawn(tmp_path: Path, drawn: str, label: str) -> None:
    spec = '{{"datasets": {{"rows": [{{"amount": {}, "amount_text": "{}"}}]}}}}'
    (tmp_path / "profit.vl.json").write_text(spec.format(drawn, "36.0"))
    assert found(wrong_labels(Built(tmp_path))) == []
    (tmp_path / "profit.vl.json").write_text(spec.format(drawn, label))
    assert found(wrong_labels(Built(tmp_path))) == [f"profit.vl.json: labels {drawn} as {label}"]


def test_a_label_of_what_is_known_to_tens_ends_in_a_zero(tmp_path: Path) -> None:
    spec = '{{"datasets": {{"rows": [{{"amount": 281.865, "amount_text": "{}"}}]}}}}'
    for label, wrong in (("280", 0), ("282", 0), ("270", 1), ("281", 1), ("280.0", 1)):
        (tmp_path / "revenue.vl.json").write_text(spec.format(label))
        assert len(found(wrong_labels(Built(tmp_path)))) == wrong, label


@pytest.mark.parametrize(("year", "strange"), [("23", []), ("24", ["Q4\u201924"])])
def test_an_axis_may_begin_with_a_fourth_quarter(year: str, strange: list[str]) -> None:
    picture = Element("svg")
    SubElement(picture, "text").text = f"Q4\u2019{year}"
    assert list(strange_words(picture, {"rows": [{"quarter": "2023-Q4"}]})) == strange


@pytest.mark.parametrize(
    "text", ["the 3M20th", "Figures of 3M (MMM)", "&lt;#49; 49", "rounding--8 -- at", "3M &"]
)
def test_words_that_are_split_otherwise_are_the_same_words(text: str) -> None:
    page = PAGE.replace(
        "Filed", "the 3M 20th, 3M (MMM) &amp;lt;#49; 49 rounding --8 -- at 3M &amp;"
    )
    assert list(PageWords.of(read_page(page)).lacks(text)) == []
    assert list(PageWords.of(read_page(page)).lacks(text.replace("3M", "5M") + " 7")) != []


def test_a_sentence_that_ends_in_a_colon_is_not_followed_by_what_stands_behind_a_table() -> None:
    told = "<p>It stands here:</p><table><tr><td>a table</td></tr></table><p>Thrice is new.</p>"
    words = PageWords.of(read_page(PAGE.replace("<p>", f"{told}<p>", 1)))
    assert list(words.lacks_words("It stands here:| |Thrice is new.")) == []
    assert list(words.lacks_words("It stands here:| |Thrice was new.")) == ["Thrice was", "was new"]


def test_chinese_words_may_go_through_a_link_and_stand_elsewhere_on_the_page() -> None:
    told = "<p>单位：RMB。</p><p>120</p><p>判断方式见<a>方法</a>。</p>"
    page = PAGE.replace("<html>", '<html lang="zh-Hans">').replace("<p>", f"{told}<p>", 1)
    words = PageWords.of(read_page(page))
    assert list(words.lacks_words("单位：RMB。判断方式见方法。")) == []
    assert list(words.lacks_words("单位：RMB。判断方式在方法。")) == ["RMB 判断方式在方法"]
