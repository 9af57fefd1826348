"""Pages as files: briefs in, Markdown out. `pytest --rewrite` writes what is expected anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tieout.charts import Drawn
from tieout.edition import Edition
from tieout.problems import errors
from tieout.records.read import read_briefs
from tieout.views import pages as rendering
from tieout.views.pages import Page

from tests.rows import site_pages

GOLDEN = Path(__file__).with_name("golden")
TEMPLATES = (Path(__file__).parents[1] / "templates",)
EDITION = Edition(date(2026, 12, 1), "https://briefs.example/", "https://edit.example/")
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


SAME_FOR_ALL = ("methodology.md", "glossary.md", "about.md", "rules")


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are the charts' own affair; here they need no time."""
    monkeypatch.setattr(rendering, "draw", lambda *_: Drawn("<svg/>\n", 344, 200))


def pages_of(case: str, tmp_path: Path) -> Iterator[Page]:
    """The Markdown pages of a case that depend on its briefs."""
    root = GOLDEN / case
    issuers, problems = read_briefs(root / "briefs", root)
    assert not errors(problems), "\n".join(map(str, problems))
    for page in site_pages(issuers, TEMPLATES, tmp_path, EDITION):
        if page.path.suffix == ".md" and page.path.parts[0] not in SAME_FOR_ALL:
            yield page


@pytest.mark.parametrize("case", CASES)
def test_pages_are_as_expected(case: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = GOLDEN / case / "expected"
    made = {page.path.as_posix(): page.text for page in pages_of(case, tmp_path)}
    if request.config.getoption("--rewrite"):
        for path, text in made.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    expected = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.md"))
    }
    assert made == expected
