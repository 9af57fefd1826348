"""What surrounds the code: locks, make targets, the browser's discovery, the workflow."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
LOCKS = [*sorted(ROOT.glob("requirements*.lock")), ROOT / ".ci/npm.lock"]
PINNED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; [^\\]+)? \\\n"
    r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
)


def pins(lock: Path) -> dict[str, str]:
    return {match["name"]: match["version"] for match in PINNED.finditer(lock.read_text())}


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "TIEOUT_CHROMIUM"}
    return subprocess.run(
        command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False
    )


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_names_versions_and_hashes_and_nothing_else(lock: Path) -> None:
    assert pins(lock)
    assert PINNED.sub("", lock.read_text()) == ""


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    declared = {
        "requirements.lock": project["project"]["dependencies"] + groups["build"],
        "requirements-test.lock": groups["test"],
        "requirements-uv.lock": groups["lock"],
        ".ci/npm.lock": groups["npm"],
    }
    for lock, requirements in declared.items():
        names = {re.split(r"[^\w-]", requirement)[0].lower() for requirement in requirements}
        assert names <= pins(ROOT / lock).keys()


def test_tests_run_on_the_versions_that_build_the_site() -> None:
    built, tested = pins(ROOT / "requirements.lock"), pins(ROOT / "requirements-test.lock")
    assert built.items() <= tested.items()


def test_help_lists_every_target_that_a_person_calls() -> None:
    listed = re.findall(r"^make (\w+) ", run("make").stdout, re.MULTILINE)
    assert listed == "help site serve test chromium lock clean".split()


def test_clean_removes_what_was_generated_and_nothing_else(tmp_path: Path) -> None:
    generated = ["site/index.html", "build/cache/facts", "build/docs/baba/2026-q2.md"]
    kept = ["build/docs/.gitkeep", "briefs/baba/2026-q2.yml", ".venv/bin/python"]
    for name in [*generated, *kept]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    run("make", "--directory", tmp_path, "--makefile", ROOT / "Makefile", "clean")
    left = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(left) == sorted(kept)


def test_a_python_without_venv_is_answered_with_the_package_to_install(tmp_path: Path) -> None:
    bare = script(
        tmp_path / "python",
        f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec {sys.executable} "$@"',
    )
    answer = run(".ci/venv", bare, tmp_path / "venv")
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert answer.returncode == 1
    assert answer.stderr == f"make: {bare} has no venv module; apt-get install {package}\n"
    assert not (tmp_path / "venv").exists()


def test_a_browser_that_was_named_is_recorded(tmp_path: Path) -> None:
    browser = script(tmp_path / "browser", "echo Chromium 1")
    record = tmp_path / "record"
    answer = run(".ci/chromium", sys.executable, record, TIEOUT_CHROMIUM=str(browser))
    assert answer.returncode == 0
    assert record.read_text() == f"{browser}\n"


@pytest.mark.parametrize(
    "body", ["exit 1", "exec /snap/bin/chromium --version || true"], ids=["broken", "snap"]
)
def test_a_browser_that_cannot_be_driven_is_refused(tmp_path: Path, body: str) -> None:
    browser = script(tmp_path / "browser", body)
    record = tmp_path / "record"
    answer = run(".ci/chromium", sys.executable, record, TIEOUT_CHROMIUM=str(browser))
    assert answer.returncode == 1
    assert f"TIEOUT_CHROMIUM is {browser}, which cannot be driven" in answer.stderr
    assert not record.exists()


def test_the_workflow_passes_its_audit() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    options = "--offline --persona auditor --no-progress --color never".split()
    audit = run(zizmor, *options, ".github")
    assert audit.returncode == 0, audit.stdout
    assert audit.stdout.startswith("No findings to report.")


def test_the_workflow_is_sound() -> None:
    """Types in expressions, names of contexts, inputs of actions, texts that a shell would run."""
    actionlint = Path(sys.executable).with_name("actionlint")
    # Without the two programs that it takes from the machine where they happen to be there.
    alone = ("-shellcheck=", "-pyflakes=", "-no-color")
    lint = run(actionlint, *alone, *sorted((ROOT / ".github/workflows").iterdir()))
    assert (lint.returncode, lint.stdout) == (0, "")


def gate() -> str:
    """What the workflow runs to keep figures and code apart."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text())
    steps = {step["name"]: step for step in workflow["jobs"]["build"]["steps"]}
    command: str = steps["Keep figures and code apart"]["run"]
    return command


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        (["briefs/baba/2026-q3.yml", "briefs/baba/articles/x.md"], []),
        (["generator/tieout/check/dates.py", "tests/check/T101.yml"], []),
        (["generator/tieout/records/model.py", "briefs/record.schema.json"], []),
        (["briefs/baba/2026-q3.yml", "Makefile"], ["- Makefile"]),
        (["briefs/baba/2026-q3.yml", ".github/workflows/x.yml"], ["- .github/workflows/x.yml"]),
        (["briefs/baba/2026-q3.yml", "::error::x\ny"], ["- ???error??x?ny?"]),
        (["briefs/baba/2026-q3.yml", ".ci/scope"], ["- .ci/scope"]),
        (["briefs/baba/.gitattributes"], ["- briefs/baba/.gitattributes"]),
        (["briefs/.gitattributes", "Makefile"], ["- briefs/.gitattributes"]),
        (["briefs/baba/notes.xlsx"], ["- briefs/baba/notes.xlsx"]),
    ],
)
def test_a_change_of_figures_changes_nothing_else(
    changed: list[str], refused: list[str], tmp_path: Path
) -> None:
    """Seen by the gate as it was before: a change of the gate does not open it for itself."""

    def git(*command: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        done = run("git", "-C", str(tmp_path), *identity, *command)
        assert done.returncode == 0, done.stderr

    def write(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    git("init", "--quiet")
    write(".ci/scope", (ROOT / ".ci/scope").read_text())
    git("add", ".")
    git("commit", "--quiet", "--message", "before")
    for name in changed:
        write(name, "exit 0\n")
    git("add", ".")
    git("commit", "--quiet", "--message", "after")
    answer = subprocess.run(
        ["bash", "-e", "-c", gate()],
        cwd=tmp_path,
        env=os.environ | {"RUNNER_TEMP": str(tmp_path / ".git")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == (1 if refused else 0)
    assert answer.stdout.splitlines()[1:] == refused


@pytest.mark.parametrize("guide", ["README", "CONTRIBUTING", "HACKING", "SECURITY"])
def test_every_path_that_a_guide_names_is_there(guide: str) -> None:
    """A module may be named as the map has it; what others make or keep is not here."""
    elsewhere = ("build/docs/", "site/", ".github/CODEOWNERS")
    text = (ROOT / f"{guide}.md").read_text("utf-8")
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`|\]\(([\w./-]+\.(?:md|png))\)", text)
    missing = [
        path
        for path in (one or other for one, other in named)
        if path not in elsewhere
        and not path.startswith(("briefs/acme/", "api/"))
        and not any((ROOT / folder / path).exists() for folder in ("", "generator/tieout"))
    ]
    assert named
    assert missing == []
