"""What only the records that this repository shows are held to; without them it is skipped.

Whether they are sound is no matter of tests: `tieout check` and `tieout build` say so, and
continuous integration runs both before it runs any test.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tieout.examine import examine
from tieout.facts.store import Facts
from tieout.records.schema import article_schema, company_schema, record_schema, schema_files
from tieout.views.shared.brief_figures import shelves_of

from tests.conftest import ROOT
from tests.test_schema import front_matter, slips

BRIEFS = ROOT / "briefs"
ISSUERS = ("aapl", "baba", "snow", "wmt")


def shown(path: str) -> Path:
    """A file of the repository's briefs, or an end of the test."""
    found = BRIEFS / path
    if not found.exists():
        pytest.skip(f"briefs/{path} is gone: this repository shows other records now")
    return found


@pytest.mark.parametrize("name", list(schema_files()))
def test_the_schemas_beside_the_issuers_are_current(name: str) -> None:
    """If not: `tieout schema` writes them anew."""
    assert shown(name).read_text(encoding="utf-8") == schema_files()[name]


@pytest.mark.parametrize("issuer", ISSUERS)
def test_an_editor_underlines_nothing_and_finds_the_schema(issuer: str) -> None:
    folder = shown(issuer)
    for path in sorted(folder.glob("*.yml")):
        kind = "company" if path.name == "company.yml" else "record"
        schema = company_schema() if kind == "company" else record_schema()
        text = path.read_text(encoding="utf-8")
        assert slips(schema, text) == [], path.name
        hint = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert hint
        assert (path.parent / hint[1]).name == f"{kind}.schema.json"
        assert shown(str(Path(issuer) / hint[1])).resolve().is_file()
    for path in sorted(folder.glob("articles/*.md")):
        text = front_matter(path.read_text(encoding="utf-8"))
        assert slips(article_schema(), text) == [], path.name


def test_every_number_of_the_article_shown_has_its_verdict() -> None:
    """Growth of 3% ties on another basis; the price's source and the beat's provider are open."""
    shown("baba/2026-q2.yml")
    shown("baba/articles/alibaba-ai-cloud.md")
    examined = examine(ROOT, date(2030, 1, 1))
    (heard,) = (
        heard
        for shelf in shelves_of(examined.issuers["baba"], Facts.of(examined.issuers))
        for heard in shelf.heard
        if heard.name == "alibaba-ai-cloud"
    )
    assert Counter(each.name for each in heard.verdicts) == {
        "ties": 6,
        "other_basis": 1,
        "not_in_record": 6,
    }
    (other,) = (each for each in heard.verdicts if each.name == "other_basis")
    assert (other.claim.says, other.claim.metric) == ("3%", "revenue")
