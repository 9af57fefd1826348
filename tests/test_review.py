"""What a reviewer is told of a change: a golden comment for each kind of change, in `review/`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from tieout.cli.main import main
from tieout.edition import Edition
from tieout.publish.review.changes import changes_between
from tieout.publish.review.comment import MARK, code, comment
from tieout.publish.review.state import sides

from tests.conftest import read_yaml

FOLDER = Path(__file__).with_name("review")
BASE = Path(__file__).with_name("slips") / "base"
CASES = read_yaml(FOLDER / "cases.yml")
TODAY = date(2026, 9, 30)
EDITION = Edition(TODAY, "https://example.org/site/")


def folders(tmp_path: Path, files: dict[str, Any]) -> tuple[Path, Path]:
    """The briefs before and after a change."""
    before, after = tmp_path / "before", tmp_path / "after"
    for root in (before, after):
        shutil.copytree(BASE, root / "briefs/acme")
    for name, change in files.items():
        path = after / "briefs/acme" / name
        if change is None:
            path.unlink()
            continue
        path.parent.mkdir(exist_ok=True)
        if isinstance(change, str):
            path.write_text(change, "utf-8")
            continue
        text = path.read_text("utf-8")
        for old, new in change:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
    return before, after


def told(before: Path, after: Path, edition: Edition = EDITION) -> str:
    return comment(changes_between(sides(before, after, TODAY)), edition)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_change_earns_its_comment(
    case: dict[str, Any], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    text = told(*folders(tmp_path, case["files"]))
    golden = FOLDER / f"{case['name']}.md"
    if pytestconfig.getoption("rewrite"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_no_change_says_so(tmp_path: Path) -> None:
    text = told(*folders(tmp_path, {}))
    assert text == f"{MARK}\n\n## What this change says\n\n{NOTHING_CHANGES}\n"


NOTHING_CHANGES = "No figure, no verdict and no warning changes."


def test_strangers_words_stay_words(tmp_path: Path) -> None:
    """Read as GitHub reads it: no markup, link, mention or picture comes out of what was typed."""
    (case,) = [case for case in CASES if case["name"] == "hostile-words"]
    text = told(*folders(tmp_path, case["files"]))
    assert text.count(MARK) == 1 + text.count(f"`{MARK}") + text.count(f" {MARK} ")
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    outside = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    for sign in ("@", "javascript", "<img", "onerror", "::error"):
        assert sign not in outside
    assert outside.count("<details>") == outside.count("</details>")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a `b` c", "`a 'b' c`"),
        ("a|b", "`a\\|b`"),
        ("a\nb\x1b[0m", "`a b [0m`"),
        ("\u202eevil\u200b", "`evil`"),
        ("", "–"),
        ("`" * 9, f"`{chr(39) * 9}`"),
        ("x" * 500, f"`{'x' * 200}...`"),
        ("y" * 199 + "|z", f"`{'y' * 199}...`"),
    ],
)
def test_text_in_a_comment_is_code(typed: str, shown: str) -> None:
    assert code(typed) == shown


def test_a_comment_has_an_end(tmp_path: Path) -> None:
    """Two hundred problems at once, and every brief of a large issuer new."""
    before, after = folders(tmp_path, {})
    record = (BASE / "2026-q2.yml").read_text("utf-8")
    for year in range(1990, 2026):
        for quarter, end in enumerate(("03-31", "06-30", "09-30", "12-31"), 1):
            text = record.replace("2026-Q2", f"{year}-Q{quarter}").replace(
                "end: 2026-06-30", f"end: {year}-{end}"
            )
            (after / f"briefs/acme/{year}-q{quarter}.yml").write_text(text, "utf-8")
    text = told(before, after)
    assert 20_000 < len(text) < 62_000
    assert text.count("<details>") == text.count("</details>")
    assert text.endswith("longer than a comment may be.\n")


def git(root: Path, *command: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", root, *identity, *command], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose last commit has the briefs, and whose folder has a correction."""
    _, after = folders(tmp_path, {})
    git(after, "init", "--quiet")
    git(after, "add", ".")
    git(after, "commit", "--quiet", "--message", "before")
    path = after / "briefs/acme/2026-q2.yml"
    path.write_text(
        path.read_text("utf-8").replace("operating_income: 210", "operating_income: 201")
    )
    return after


def review(root: Path, *arguments: str) -> Any:
    command = ["--root", str(root), "review", *arguments]
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1790000000"}).invoke(main, command)


def test_a_commit_is_compared_with_what_stands_there_now(repository: Path) -> None:
    said = review(repository, "--base", "HEAD")
    assert said.exit_code == 0, said.output
    assert "| `operating income` | `$210m` | `$201m` |" in said.output


def test_pictures_and_the_comment_are_written_where_asked(repository: Path) -> None:
    pictures, output = repository / "pictures", repository / "comment.md"
    said = review(
        repository, "--base", "HEAD", "--pictures", str(pictures), "--output", str(output)
    )
    assert (said.exit_code, said.stdout) == (0, "")
    assert [path.name for path in pictures.iterdir()] == ["acme-2026-q2.png"]
    assert (pictures / "acme-2026-q2.png").read_bytes().startswith(b"\x89PNG")
    assert "`acme-2026-q2.png`" in output.read_text("utf-8")


@pytest.mark.parametrize("base", ["no-such-branch", "--output=/tmp/x", "HEAD; id", "", "../.."])
def test_what_is_no_base_is_told(base: str, repository: Path) -> None:
    said = review(repository, f"--base={base}")
    assert said.exit_code == 1
    assert "name a branch or a commit that was fetched, or a folder" in said.output


def test_briefs_that_were_not_there_are_all_new(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "other")
    git(repository, "rm", "--quiet", "--cached", "-f", "-r", ".")
    (repository / "README").write_text("x")
    git(repository, "add", "README")
    git(repository, "commit", "--quiet", "--message", "no briefs")
    said = review(repository, "--base", "HEAD")
    assert said.exit_code == 0, said.output
    assert "#### `acme/2026-q1` (new)" in said.output


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("- [ ] one\n- [x] two\n  - [ ] three", "2 points of the list above not ticked yet."),
        ("- [x] one", ""),
        (None, ""),
    ],
)
def test_open_points_of_the_pull_request_are_told(
    body: str | None, told: str, repository: Path
) -> None:
    event = repository / "event.json"
    event.write_text(json.dumps({"pull_request": {"body": body}}))
    said = review(repository, "--base", "HEAD", "--event", str(event))
    assert said.exit_code == 0, said.output
    assert ("not ticked" in said.output) == bool(told)
    assert told in said.output


def test_an_event_of_something_else_is_told(repository: Path) -> None:
    event = repository / "event.json"
    event.write_text("[]")
    said = review(repository, "--base", "HEAD", "--event", str(event))
    assert (said.exit_code, "no event of a pull request" in said.output) == (1, True)
