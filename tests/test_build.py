"""The pipeline from briefs to documents."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from tieout.build import CACHE, DOCS, render_docs
from tieout.edition import Edition
from tieout.examine import examine
from tieout.problems import BriefsRejected, errors

from tests.conftest import ROOT, SAMPLE

TODAY = date(2026, 1, 1)
PAGE = DOCS / "baba/2026-q2/index.md"


@pytest.fixture
def root(tmp_path: Path, short_builds: None) -> Path:
    """A project with three of Alibaba's briefs; drawings come from the project's own cache."""
    issuer = tmp_path / "briefs/baba"
    shutil.copytree(SAMPLE / "briefs/baba/articles", issuer / "articles")
    for name in ("company.yml", "2026-q2.yml", "2025-q2.yml", "2024-q2.yml"):
        shutil.copy(SAMPLE / "briefs/baba" / name, issuer)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (ROOT / "build/cache").mkdir(parents=True, exist_ok=True)
    (tmp_path / DOCS).mkdir(parents=True)
    (tmp_path / "build/cache").symlink_to(ROOT / "build/cache")
    return tmp_path


def render(root: Path) -> None:
    render_docs(root, root / DOCS, Edition(TODAY))


def spoil(root: Path, old: str, new: str) -> None:
    path = root / "briefs/baba/2026-q2.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_brief_becomes_a_page_with_its_files(root: Path) -> None:
    render(root)
    page = root / PAGE
    assert "247,795" in page.read_text("utf-8")
    record = (root / "briefs/baba/2026-q2.yml").read_text("utf-8")
    assert (page.parent / "record.yml").read_text("utf-8") == record
    brief = json.loads((root / DOCS / "api/v2/briefs/baba/2026-q2.json").read_text("utf-8"))
    assert "247795000000" in {
        cell for row in brief["facts"]["rows"] for cell in row if isinstance(cell, str)
    }
    schema = json.loads((root / DOCS / "briefs/record.schema.json").read_text("utf-8"))
    assert "figures" in schema["properties"]


def test_rendering_again_writes_nothing(root: Path) -> None:
    render(root)
    before = snapshot(root / DOCS)
    render(root)
    assert snapshot(root / DOCS) == before


def test_an_edit_changes_its_own_pages_alone(root: Path) -> None:
    render(root)
    before = snapshot(root / DOCS)
    spoil(root, "Revenue grew 4.8% to 247.8 billion yuan.", "Revenue was 247.8 billion yuan.")
    render(root)
    after = snapshot(root / DOCS)
    changed = {path for path in after if after[path] != before[path]}
    assert {"baba/2026-q2/index.md", "baba/2026-q2/record.yml"} <= changed
    assert not any(path.startswith("baba/2025-q2/") for path in changed)


def test_the_page_of_a_removed_record_goes(root: Path) -> None:
    render(root)
    assert (root / DOCS / "baba/2024-q2").exists()
    (root / "briefs/baba/2024-q2.yml").unlink()
    render(root)
    assert not (root / DOCS / "baba/2024-q2").exists()


def test_prose_whose_base_is_removed_stops_the_build(root: Path) -> None:
    (root / "briefs/baba/2025-q2.yml").unlink()
    with pytest.raises(BriefsRejected) as rejected:
        render(root)
    first = rejected.value.problems[0]
    assert first.finding == "`4.8%` ties to no figure of the record"


def test_a_download_is_text_with_plain_line_ends(root: Path) -> None:
    path = root / "briefs/baba/2026-q2.yml"
    plain = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"))
    render(root)
    assert (root / PAGE).with_name("record.yml").read_bytes() == plain


def test_rejected_briefs_come_with_every_reason_and_leave_the_documents(root: Path) -> None:
    render(root)
    before = snapshot(root / DOCS)
    spoil(root, "revenue: 247,795", "revenue: a lot")
    spoil(root, "operating_income: 5,365", "operating_incom: 5,365")
    with pytest.raises(BriefsRejected) as rejected:
        render(root)
    findings = "\n".join(str(problem) for problem in rejected.value.problems)
    assert "`a lot` is no number" in findings
    assert "operating_incom" in findings
    assert snapshot(root / DOCS) == before


def test_drawings_that_no_page_uses_go_in_the_end(root: Path) -> None:
    (root / CACHE).unlink()
    (root / CACHE).mkdir()
    for number in range(502):
        (root / CACHE / f"{number:064x}.json").touch()
    render_docs(root, root / DOCS, Edition(TODAY))
    unused = [path for path in (root / CACHE).glob("*.json") if not path.stat().st_size]
    assert len(unused) == 500


def test_the_briefs_of_the_sample_have_no_errors() -> None:
    assert errors(examine(SAMPLE, date(2030, 1, 1)).problems) == ()
