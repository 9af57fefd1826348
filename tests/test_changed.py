"""A check of what somebody has changed reads that and the company files, and nothing else."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tieout import examine
from tieout.cli.main import main

from tests.conftest import File
from tests.test_issuer import files_of

RECORD = "briefs/bolt/2026-q2.yml"


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    subprocess.run(("git", "-C", root, *who, *arguments), check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Briefs")


@pytest.fixture
def root(file_briefs: File, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two issuers in a repository whose top is the folder above."""
    briefs = file_briefs({**files_of("acme"), **files_of("bolt")})
    root = briefs.parent / "site"
    root.mkdir()
    briefs.rename(root / "briefs")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791000000")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent.parent))
    git(root.parent, "init", "-q")
    commit(root)
    return root


def check(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "check", *options])


def rows(ran: Result) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(ran.stdout)
    return found


def spoil(root: Path, issuer: str = "bolt") -> None:
    path = root / f"briefs/{issuer}/2026-q2.yml"
    path.write_text(path.read_text("utf-8").replace("revenue: 1,250", "revenue: a lot"), "utf-8")


def test_without_a_change_nothing_is_read(root: Path) -> None:
    spoil(root, "acme")
    commit(root)
    ran = check(root, "--changed")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "0 records read: 0 errors" in ran.stderr


def test_before_the_first_commit_all_is_new(file_briefs: File) -> None:
    root = file_briefs({**files_of("acme"), **files_of("bolt")}).parent
    spoil(root)
    git(root, "init", "-q")
    git(root, "add", "briefs/acme")
    ran = check(root, "--changed")
    assert ran.exit_code == 1
    assert "briefs/bolt/2026-q2.yml:" in ran.stdout
    assert "4 records read: 1 errors" in ran.stderr


def test_an_issuer_with_an_edit_is_read_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    load = examine.load
    monkeypatch.setattr(
        examine, "load", lambda each: (loaded.extend(each.records.values()), load(each))[1]
    )
    spoil(root, "acme")
    commit(root)
    spoil(root)
    ran = check(root, "--changed")
    assert ran.exit_code == 1
    assert "briefs/bolt/2026-q2.yml:" in ran.stdout
    assert "briefs/acme" not in ran.stdout
    assert "2 records read: 1 errors" in ran.stderr
    assert {each.parent.name for each in map(Path, loaded)} == {"bolt"}


def _new(root: Path) -> None:
    for path, text in files_of("cup").items():
        (root / "briefs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "briefs" / path).write_text(text, "utf-8")
    spoil(root, "cup")


def _removed(root: Path) -> None:
    (root / "briefs/bolt/company.yml").unlink()


def _renamed(root: Path) -> None:
    spoil(root)
    (root / "briefs/bolt").rename(root / "briefs/bolts")


@pytest.mark.parametrize(
    ("change", "unchanged"),
    [(_new, "acme bolt"), (_removed, "acme"), (_renamed, "acme"), (spoil, "acme")],
)
def test_every_kind_of_change_is_seen(
    change: Callable[[Path], None], unchanged: str, root: Path
) -> None:
    change(root)
    everything, told = (
        rows(check(root, "--format", "json", *more)) for more in ((), ("--changed",))
    )
    assert told == [row for row in everything if row["file"].split("/")[1] not in unchanged]
    assert any(row["severity"] == "error" for row in told)


def test_a_branch_is_held_against_where_it_parted(root: Path) -> None:
    git(root, "switch", "-qc", "mine")
    spoil(root)
    commit(root)
    git(root, "switch", "-q", "main")
    spoil(root, "acme")
    commit(root)
    git(root, "switch", "-q", "mine")
    assert check(root, "--changed").exit_code == 0
    ran = check(root, "--since", "main")
    assert ran.exit_code == 1
    assert "bolt" in ran.stdout
    assert "briefs/acme" not in ran.stdout


def test_what_two_issuers_have_in_common_is_told(root: Path) -> None:
    """A listing that another issuer has, whose records are not read."""
    (bolt,) = (root / "briefs/bolt").glob("company.yml")
    bolt.write_text((root / "briefs/acme/company.yml").read_text("utf-8"), "utf-8")
    told = check(root, "--changed").stdout
    assert "briefs/bolt/company.yml" in told
    assert "briefs/acme" not in "".join(line for line in told.splitlines() if ": error" in line)


def test_where_git_cannot_tell_the_way_out_is_named(root: Path, tmp_path: Path) -> None:
    ran = check(root, "--since", "nowhere")
    assert ran.exit_code == 1
    assert "git cannot tell what has changed: " in ran.output
    assert "or check all with: tieout check" in ran.output
    assert check(root, "--since", "--output=x").exit_code == 1
    assert not (root / "x").exists()
