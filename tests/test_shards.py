"""Several machines share a build: the site is the same as if one had built it all."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tieout.build import CACHE
from tieout.charts import disk_cache
from tieout.cli.main import main
from tieout.issuer import Dossier, work_out
from tieout.jobs import pool
from tieout.jobs.crew import Shard, WorkerLost
from tieout.problems import Finding
from tieout.records.folders import Files

from tests.conftest import File
from tests.test_issuer import files_of
from tests.test_jobs import cold as rendered_cold
from tests.test_jobs import render
from tests.test_once import cold, contents, entries, fixed_day, made, root

__all__ = ["fixed_day", "made", "root"]


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The issuers that were worked out."""
    done: list[str] = []

    def spy(files: Files, *rest: object) -> Dossier:
        done.append(files.slug)
        return work_out(files, *rest)  # type: ignore[arg-type]  handed on as it came

    monkeypatch.setattr(pool, "work_out", spy)
    return done


def tieout(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def machine(root: Path, name: str) -> Path:
    """Another machine with the same commit."""
    return Path(shutil.copytree(root, root.with_name(f"{root.name}-{name}")))


@pytest.mark.parametrize("text", ["", "2", "0/2", "3/2", "a/b", "-1/2", "1/2/3", "1/99999"])
def test_a_shard_is_one_of_several(text: str) -> None:
    assert Shard.parse("2/2") == Shard(2, 2)
    with pytest.raises(Finding, match="is no shard; write which of how many, like 2/4"):
        Shard.parse(text)


def test_shards_share_all_issuers() -> None:
    issuers = list(range(11))
    parts = [Shard(number, 4).part(issuers) for number in range(1, 5)]
    assert sorted(each for part in parts for each in part) == issuers
    assert max(map(len, parts)) - min(map(len, parts)) == 1


def test_merged_shards_are_the_site_that_one_machine_builds(
    root: Path, worked_out: list[str], made: list[str]
) -> None:
    expected = cold(root)
    caches = []
    for number in (1, 2):
        there = machine(root, f"machine-{number}")
        ran = tieout(there, "build", "--shard", f"{number}/2", "--jobs", "1")
        assert ran.exit_code == 0, ran.output
        assert not (there / "site").exists()
        assert [each.name for each in there.iterdir() if each.name.startswith(".tieout")] == []
        caches.append(str(there / CACHE))
    worked_out.clear()
    made.clear()
    ran = tieout(root, "merge", "--jobs", "1", *caches)
    assert ran.exit_code == 0, ran.output
    assert contents(root / "site") == expected
    assert worked_out == []
    assert not any(path.startswith(("acme/", "bolt/")) for path in made)


def test_what_a_shard_lacks_or_has_spoiled_is_worked_out(root: Path, worked_out: list[str]) -> None:
    expected = cold(root)
    there = machine(root, "machine-1")
    tieout(there, "build", "--shard", "1/2", "--jobs", "1")
    for path in entries(there)[:5]:
        disk_cache.keep(path, b"hello")
    (there / CACHE / "notes.txt").write_text("mine")
    (there / CACHE / "outside").symlink_to(root)
    worked_out.clear()
    assert tieout(root, "merge", "--jobs", "1", str(there / CACHE)).exit_code == 0
    assert worked_out == ["bolt"]
    assert contents(root / "site") == expected
    assert not (root / CACHE / "notes.txt").exists()
    assert not (root / CACHE / "outside").exists()


def test_a_folder_that_is_no_cache_is_refused(root: Path) -> None:
    ran = tieout(root, "merge", str(root / "briefs"))
    assert ran.exit_code == 1
    assert "briefs is no cache of a build; give the folder build/cache" in ran.output


def test_a_shard_with_an_error_says_so(root: Path) -> None:
    (root / "briefs/acme/company.yml").write_text("name: [", "utf-8")
    assert tieout(root, "build", "--shard", "2/2", "--jobs", "1").exit_code == 0
    ran = tieout(root, "build", "--shard", "1/2", "--jobs", "1")
    assert ran.exit_code == 1
    assert "briefs/acme/company.yml:2:1:" in ran.output


@pytest.mark.parametrize("options", [["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:1"]])
def test_a_cluster_has_an_address(options: list[str], root: Path) -> None:
    ran = tieout(root, "build", *options)
    assert ran.exit_code == 2
    assert "--executor dask and --scheduler ADDRESS go together" in ran.output


def test_whoever_does_the_work_the_documents_are_the_same(file_briefs: File) -> None:
    """By the interface of concurrent.futures, as a cluster has it."""
    root = file_briefs({**files_of("acme"), **files_of("bolt"), **files_of("cup")}).parent
    with ThreadPoolExecutor(2) as workers:
        assert render(root, jobs=workers) == rendered_cold(root)


def test_a_worker_that_was_ended_again_and_again_is_told(file_briefs: File) -> None:
    root = file_briefs(files_of("acme")).parent

    class KilledWorker(Exception):
        """As the library of a cluster calls it."""

    class Lost(ThreadPoolExecutor):
        def submit(self, *_: object, **__: object) -> object:  # type: ignore[override]
            return super().submit(self._fail)

        def _fail(self) -> None:
            raise KilledWorker

    with (
        Lost(1) as workers,
        pytest.raises(WorkerLost, match="every worker that took up briefs/acme"),
    ):
        render(root, jobs=workers)
