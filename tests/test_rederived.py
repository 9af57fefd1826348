"""The API, linked data and feeds follow from the records beside them; what does not is named."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from tieout.build import render_docs
from tieout.edition import Edition
from tieout.site.agreed import Agreed
from tieout.site.built import Built, Check
from tieout.site.rederived import Kept, Published

from tests.conftest import SAMPLE

EDITION = Edition(date(2026, 6, 1), "https://briefs.example/", name="Briefs", description="All")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of one brief with an article; none of them went through MkDocs."""
    root = tmp_path_factory.mktemp("project")
    for name in ("company.yml", "2026-q2.yml", "2025-q2.yml", "articles/alibaba-ai-cloud.md"):
        target = root / "briefs/baba" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLE / "briefs/baba" / name, target)
    render_docs(root, root / "docs", EDITION)
    return root / "docs"


def found(site: Built, kept: Kept | None = None) -> list[str]:
    checks = Published(site, EDITION, kept).checks()
    return [finding for check in checks for finding in check.findings()]


def test_what_a_build_writes_follows_from_its_records(documents: Path) -> None:
    assert found(Built(documents)) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("api/v2/briefs/baba/2026-q2.json", "247.8 billion", "247.8 million", "takeaways"),
        ("api/v2/briefs/baba/2026-q2.json", '"start":"2025-07-01"', '"start":"2025-07-10"', ""),
        ("api/v2/briefs/baba/2026-q2.json", '"value":"5.1"', '"value":"5.2"', "claims[0].value"),
        ("api/v2/briefs/baba/2026-q2.json", '"says":"5.10%"', '"says":"5.20%"', "claims[0].value"),
        ("api/v2/claims/baba.csv", "160.73", "160.37", "160.37"),
        ("api/v2/briefs/baba/2026-q2.json", '"247,795"', '"247,759"', "facts.rows[0]"),
        ("api/v2/figures/baba.csv", ",247795000000,", ",247759000000,", "value"),
        ("api/v2/issuers/baba.json", "2026-Q2", "2026-Q3", ""),
        ("api/v2/series/revenue.json", '"2025-09-30"', '"2025-09-03"', "end"),
        ("api/v2/screener.json", "247795", "247759", ""),
        ("baba/2026-q2/index.jsonld", "2025-11-25", "2025-11-26", ""),
        ("feed.xml", "RMB 247.8bn", "RMB 247.9bn", ""),
    ],
)
def test_a_field_that_does_not_follow_is_named(
    documents: Path, path: str, old: str, new: str, told: str
) -> None:
    site = Built(documents)
    text = site.text(PurePosixPath(path))
    assert old in text
    changed = {PurePosixPath(path): text.replace(old, new, 1).encode()}
    (finding,) = [each for each in found(site.changed(changed)) if each.startswith(f"{path}: has")]
    assert told in finding
    assert "the records published here give" in finding


def test_a_changed_record_contradicts_what_was_made_of_it(documents: Path) -> None:
    site, record = Built(documents), PurePosixPath("baba/2026-q2/record.yml")
    content = site.content(record)
    findings = found(site.changed({record: content.replace(b"247,795", b"247,759")}))
    assert any(each.startswith("api/v2/briefs/baba/2026-q2.json: has") for each in findings)
    findings = found(site.changed({record: content.replace(b"period:", b"perod:")}))
    (finding,) = set(findings)
    assert finding.startswith("baba/2026-q2/record.yml:")


def test_documents_are_not_worked_out_again_for_the_same_records(documents: Path) -> None:
    site, kept = Built(documents), Kept()
    assert found(site, kept) == found(site, kept) == []
    assert len(kept) == 1


def test_what_agreed_is_not_held_against_each_other_again(tmp_path: Path) -> None:
    path, calls = PurePosixPath("a"), []

    def work() -> list[str]:
        calls.append(1)
        return []

    def wrong() -> list[str]:
        return ["a: is wrong"]

    for _ in range(2):
        agreed = Agreed(tmp_path / "agreed")
        assert list(agreed.findings([Check(path, ("x",), work)])) == []
        assert list(agreed.findings([Check(path, ("y",), wrong)])) == ["a: is wrong"]
        agreed.keep()
    assert len(calls) == 1
    (tmp_path / "agreed").write_bytes(b"\xff\x00 spoilt")
    agreed = Agreed(tmp_path / "agreed")
    assert list(agreed.findings([Check(path, ("x",), work)])) == []
    assert len(calls) == 2
