"""Every figure of every brief is the same number on page, chart, table, document and feed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from tieout.examine import examine
from tieout.facts.rows import decimal_text, published
from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.site.built import Built
from tieout.site.fact_book import API, fact_rows
from tieout.site.look_over import findings

from tests.conftest import SAMPLE

SHOWN = re.compile(r'data-figure="([^"]*)"')
TYPED = ("reported", "stated", "consensus", "guidance")


@pytest.fixture(scope="session")
def briefs() -> Mapping[str, tuple[Figure, ...]]:
    """The figures of each brief, as they are worked out before anything is printed."""
    examined = examine(SAMPLE, date(2026, 12, 31))
    facts = Facts.of(examined.issuers)
    return {
        f"{slug}/{period}": facts.for_record(f"{slug}/{period}")
        for slug, issuer in examined.issuers.items()
        for period in issuer.records
    }


def test_pages_charts_tables_documents_and_feeds_agree(site: Path) -> None:
    assert findings(site) == []


def test_documents_and_tables_have_every_figure_as_it_was_worked_out(
    site: Path, briefs: Mapping[str, tuple[Figure, ...]]
) -> None:
    for brief, figures in briefs.items():
        worked_out = {each.id: (decimal_text(published(each)), each.unit) for each in figures}
        rows = fact_rows(Built(site), PurePosixPath(API, f"briefs/{brief}.json"))
        assert {row["id"]: (row["value"], row["unit"]) for row in rows} == worked_out


def test_every_typed_number_stands_on_a_page_of_its_brief(
    site: Path, briefs: Mapping[str, tuple[Figure, ...]]
) -> None:
    for brief, figures in briefs.items():
        pages = (site / brief / name for name in ("index.html", "record/index.html"))
        on_page = {each for page in pages for each in SHOWN.findall(page.read_text("utf-8"))}
        typed = {each.id for each in figures if each.kind in TYPED}
        assert typed - on_page == set(), brief


def test_every_brief_is_drawn_and_fed_with_its_figures(
    site: Path, briefs: Mapping[str, tuple[Figure, ...]]
) -> None:
    """The comparison above is not one of nothing with nothing."""
    for brief, figures in briefs.items():
        own = {each.id for each in figures}
        if (site / brief / "record/charts").is_dir():  # the first brief of an issuer may have none
            assert own & set(drawn(site / brief / "record")), brief
        feed = (site / brief).parent / "feed.xml"
        assert own & set(SHOWN.findall(feed.read_text("utf-8"))), brief


def drawn(page: Path) -> Iterator[str]:
    for path in page.glob("charts/*.vl.json"):
        for rows in json.loads(path.read_text("utf-8"))["datasets"].values():
            for row in rows:
                yield from (figure for name, figure in row.items() if name.endswith("_figure"))
