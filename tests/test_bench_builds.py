"""Invented briefs are in order and the same in every run, and what their build took is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tieout.bench import builds
from tieout.bench.builds import BuildTimes, RunFailed, Took, builds_json, builds_text
from tieout.bench.invented import QUARTERS, invented
from tieout.examine import examine

from tests.conftest import File


def test_invented_briefs_have_no_errors_and_no_warnings(file_briefs: File) -> None:
    briefs = file_briefs(dict(invented(2 * QUARTERS + 1, seed=7)))
    found = examine(briefs.parent, date(2026, 12, 1))
    assert sum(len(issuer.records) for issuer in found.issuers.values()) == 2 * QUARTERS + 1
    assert found.problems == ()


def test_the_same_seed_invents_the_same() -> None:
    assert dict(invented(30, 1)) == dict(invented(30, 1)) != dict(invented(30, 2))


def test_every_run_edits_as_many_briefs_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited: list[int] = []
    before: dict[Path, str] = {}

    def run(folder: Path, what: str, *_: str) -> Took:
        now = {path: path.read_text("utf-8") for path in (folder / "briefs").glob("*/20*.yml")}
        edited.append(sum(before.get(path, text) != text for path, text in now.items()))
        before.update(now)
        (folder / "build/docs").mkdir(parents=True, exist_ok=True)
        (folder / "site").mkdir(exist_ok=True)
        (folder / "site/page").write_text("four")
        return Took(what, 1, 1, 1)

    monkeypatch.setattr(builds, "_run", run)
    monkeypatch.setattr(builds, "_OTHERS", {"Another": ("sh",), "Missing": ("no-such-program",)})
    times = builds.measure_builds(tmp_path, 40, 1, 1)
    assert edited == [0, 0, 0, 1, 12, 0]
    assert times.runs[-1].what == "Another alone"
    assert (tmp_path / "another/mkdocs.yml").is_file()
    assert (times.files, times.size) == (1, 4)


def test_times_are_told_as_a_table_and_as_data() -> None:
    runs = (Took("check", 1, 0.5, 90_000_000), Took("cold", 12, 10, 316_000_000))
    times = BuildTimes(50, runs, 600, 5_000_000)
    assert builds_text(times).splitlines() == [
        "                      wall s  processor s  of cold  memory MB",
        "check                    1.0          0.5       5%         90",
        "cold                    12.0         10.0     100%        316",
        "50 briefs: 100 KB and 12.0 files of the site each",
    ]
    assert builds_json(times)["files"] == 600


def test_a_run_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match=r"(?s)-m tieout .* nonsense` failed: .*No such command"):
        builds._tieout(tmp_path, "nonsense", "nonsense")
