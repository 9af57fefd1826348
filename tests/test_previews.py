"""What the workflows do with git, each step run by itself against repositories in a folder."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from tieout.cli.main import main

from tests.conftest import ROOT

IDENTITY = ("-c", "user.name=a", "-c", "user.email=a@example.org")


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, *IDENTITY, *command], capture_output=True, text=True, check=True
    )
    return done.stdout


def commit(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "a change")


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """Stands for the host: a site's repository and one for previews, both to be pushed to."""
    for name in ("o/site", "o/previews"):
        git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", f"server/{name}")
        git(tmp_path / "server" / name, "config", "uploadpack.allowAnySHA1InWant", "true")
    return tmp_path / "server"


@pytest.fixture
def checkout(server: Path, tmp_path: Path) -> Path:
    """A clone of main, whose one brief is old."""
    git(tmp_path, "clone", "--quiet", str(server / "o/site"), "site")
    commit(tmp_path / "site", {"briefs/acme/2026-q1.yml": "old", "mkdocs.yml": "ours"})
    git(tmp_path / "site", "push", "--quiet", "origin", "HEAD:main")
    return tmp_path / "site"


@pytest.fixture
def gh(tmp_path: Path) -> Path:
    """A `gh` that answers what `answer` has, and keeps how it was called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gh").write_text(f'#!/bin/sh\necho "$@" >>{folder}/calls\ncat {folder}/answer\n')
    (folder / "gh").chmod(0o755)
    return folder


def surroundings(server: Path, gh: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{gh}:{os.environ['PATH']}",
        "GITHUB_SERVER_URL": server.as_uri(),
        "GITHUB_REPOSITORY": "o/site",
        "GH_TOKEN": "t",
        **more,
    }


# A preview


def step(name: str) -> str:
    workflow = yaml.safe_load((ROOT / ".github/workflows/comment.yml").read_text())
    steps = {each["name"]: each for each in workflow["jobs"]["preview"]["steps"]}
    command: str = steps[name]["run"]
    return command


def test_a_preview_takes_briefs_alone_and_follows_no_link(
    checkout: Path, server: Path, gh: Path
) -> None:
    git(checkout, "switch", "--quiet", "--create", "change")
    (checkout / "briefs/acme/2026-q2.yml").symlink_to("/etc/passwd")
    commit(checkout, {"briefs/acme/2026-q1.yml": "new", "mkdocs.yml": "theirs", ".ci/x": "theirs"})
    git(checkout, "push", "--quiet", "origin", "HEAD:refs/pull/7/head")
    proposed = git(checkout, "rev-parse", "HEAD").strip()
    git(checkout, "switch", "--quiet", "main")
    subprocess.run(
        ["bash", "-e", "-c", step("Take the briefs of the change")],
        cwd=checkout, env=surroundings(server, gh, COMMIT=proposed), check=True,
    )  # fmt: skip
    assert (checkout / "briefs/acme/2026-q1.yml").read_text() == "new"
    assert (checkout / "mkdocs.yml").read_text() == "ours"
    assert not (checkout / ".ci").exists()
    assert not (checkout / "briefs/acme/2026-q2.yml").is_symlink()


def test_previews_stand_by_number_while_their_pull_requests_are_open(
    checkout: Path, server: Path, gh: Path, tmp_path: Path
) -> None:
    (checkout / "site").mkdir()
    (gh / "answer").write_text("7\n8\n")
    for number, page in (("6", "six"), ("7", "seven"), ("8", "eight"), ("7", "seven again")):
        (checkout / "site/index.html").write_text(page)
        subprocess.run(
            ["bash", "-e", "-c", step("Put the preview among the others")],
            cwd=checkout, check=True,
            env=surroundings(
                server, gh, NUMBER=number, PREVIEWS="o/previews", TOKEN="",
                RUNNER_TEMP=str(tmp_path), GITHUB_WORKSPACE=str(checkout),
            ),
        )  # fmt: skip
        subprocess.run(["rm", "-r", tmp_path / "previews"], check=True)
    kept = server / "o/previews"
    names = git(kept, "ls-tree", "-r", "--name-only", "main").split()
    assert names == [".nojekyll", "7/index.html", "8/index.html"]
    assert git(kept, "show", "main:7/index.html") == "seven again"
    assert git(kept, "rev-list", "--count", "main") == "1\n"


# A pull request


def proposed(root: Path, told: Path, environment: Mapping[str, str]) -> Result:
    return CliRunner().invoke(
        main, ["--root", str(root), "propose", str(told)], env=dict(environment)
    )


@pytest.fixture
def told(tmp_path: Path) -> Path:
    folder = tmp_path / "told"
    folder.mkdir()
    for name, text in (("branch", "form-12"), ("title", "A figure; `x`"), ("body.md", "From #12")):
        (folder / name).write_text(text)
    return folder


def test_what_a_form_made_becomes_a_pull_request(
    checkout: Path, server: Path, gh: Path, told: Path
) -> None:
    (gh / "answer").write_text("[]")
    (checkout / "briefs/acme/2026-q1.yml").write_text("right")
    (checkout / "stray").write_text("of the run")
    result = proposed(checkout, told, surroundings(server, gh))
    assert (result.exit_code, result.output) == (0, "form-12\n")
    site = server / "o/site"
    assert git(site, "show", "form-12:briefs/acme/2026-q1.yml") == "right"
    assert git(site, "diff", "--name-only", "main", "form-12") == "briefs/acme/2026-q1.yml\n"
    assert git(site, "log", "-1", "--format=%s%n%an", "form-12") == (
        "A figure; `x`\ngithub-actions[bot]\n"
    )
    assert (
        "pr create --repo o/site --head form-12 --title A figure; `x`" in (gh / "calls").read_text()
    )


def test_a_form_that_is_edited_brings_its_pull_request_along(
    checkout: Path, server: Path, gh: Path, told: Path
) -> None:
    (gh / "answer").write_text(json.dumps([{"number": 3}]))
    for text in ("right", "still better"):
        git(checkout, "switch", "--quiet", "main")
        (checkout / "briefs/acme/2026-q1.yml").write_text(text)
        assert proposed(checkout, told, surroundings(server, gh)).exit_code == 0
    site = server / "o/site"
    assert git(site, "show", "form-12:briefs/acme/2026-q1.yml") == "still better"
    assert "pr create" not in (gh / "calls").read_text()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"GH_TOKEN": ""}, "GH_TOKEN is not set; a run on GitHub has it"),
        ({"GITHUB_REPOSITORY": "o/none"}, "git failed: "),
    ],
)
def test_what_keeps_a_pull_request_back_is_told(
    changed: Mapping[str, str], message: str, checkout: Path, gh: Path, told: Path
) -> None:
    (checkout / "briefs/acme/2026-q1.yml").write_text("right")
    server = checkout.parent / "server"
    result = proposed(checkout, told, surroundings(server, gh, **changed))
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {message}")


def test_a_branch_by_any_other_name_is_refused(checkout: Path, told: Path) -> None:
    (told / "branch").write_text("main:../x")
    result = proposed(checkout, told, {})
    assert (result.exit_code, result.output[:36]) == (1, "Error: 'main:../x' is no name of a b")


def test_nothing_to_propose_is_said(checkout: Path, told: Path) -> None:
    (told / "branch").unlink()
    result = proposed(checkout, told, {})
    assert (result.exit_code, result.output) == (0, "nothing to propose\n")
