"""An issuer's page: each file in `company/` is an issuer's records and rows of the page's tables.

A case names only the sections that matter. A row is its cells as a reader sees them, the headings
first; a section of lines is those lines.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_facts import issuer_of, read_case
from tieout.charts import Drawn
from tieout.facts.store import Facts
from tieout.views.issuer.page import IssuerPage, view
from tieout.views.shared.tables import Table

from tests.rows import covered

CASES = sorted(Path(__file__).with_name("company").glob("*.yml"))
_LINK = re.compile(r"\[([^\]]*)\](?:\[[0-9]+\]|\([^)]*\))")
_TAG = re.compile(r"<[^>]*>")


def page_of(case: Path) -> IssuerPage:
    issuer = issuer_of(read_case(case))
    facts = Facts.of({issuer.slug: issuer})
    return view(issuer, facts, covered(issuer), lambda _: Drawn("", 344, 200))


def seen(cell: str) -> str:
    """A cell without its links and marks."""
    return _TAG.sub("", _LINK.sub(r"\1", cell.replace("<small>", " "))).strip()


def lines(page: IssuerPage, section: str) -> list[str]:
    """What a section shows, a line for each row."""
    shown = dict(page.growth)[section] if section.startswith("On the ") else getattr(page, section)
    if not isinstance(shown, Table):
        return list(shown)
    heads = " | ".join(column.title for column in shown.columns)
    rows = [" | ".join(map(seen, row)) for row in shown.rows]
    return [heads, *rows]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_page_shows_what_the_records_lead_to(path: Path) -> None:
    page = page_of(path)
    expected = read_case(path)["expect"]
    assert {section: lines(page, section) for section in expected} == expected
