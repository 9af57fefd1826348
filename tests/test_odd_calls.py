"""No input and no option of a command earns a traceback or a library's own text."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tieout.cli.main import main

from tests.conftest import SAMPLE
from tests.test_interrupted import obey_permissions

TELLTALES = ("Traceback", "pydantic", "yaml.", "lxml", "Errno", "MkDocs")
COVERS = ("--covers", "baba/2026-q2")
READING = [
    ("article", "claims", "FILE", *COVERS),
    ("article", "add", "FILE", *COVERS),
    ("press", "FILE"),
    ("press", "FILE", "--edgar", "FILE"),
    ("import", "csv", "FILE", "--dry-run"),
    ("import", "edgar", "FILE", "--dry-run"),
    ("check", "FILE"),
]
NEEDING_BRIEFS = [
    ("check",),
    ("facts", "baba/2026-q2"),
    ("export", "csv"),
    ("schema",),
    ("new", "acme", "2026-q1"),
    ("render",),
    ("build",),
    ("verify",),
]
FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE / "briefs/baba", tmp_path / "root/briefs/baba")
    return tmp_path / "root"


def call(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ("--root", str(root), *arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    for telltale in TELLTALES:
        assert telltale not in result.output
    return result


@FEW
@given(command=st.sampled_from(READING), content=st.binary(max_size=400))
def test_any_bytes_may_stand_in_a_file(
    root: Path, command: tuple[str, ...], content: bytes
) -> None:
    path = root.parent / "given.txt"
    path.write_bytes(content)
    call(root, *(str(path) if each == "FILE" else each for each in command))


@FEW
@given(
    option=st.sampled_from(
        ["--name", "--title", "--publisher", "--url", "--published", "--license", "--covers"]
    ),
    value=TEXT,
)
def test_any_text_may_stand_in_an_option(root: Path, option: str, value: str) -> None:
    path = root.parent / "given.txt"
    path.write_text("# Alibaba\n\nAlibaba's revenue rose 5%.\n", "utf-8")
    outside = sorted(each for each in root.parent.iterdir())
    call(root, "article", "add", str(path), *COVERS, option, value)
    assert sorted(each for each in root.parent.iterdir()) == outside


@FEW
@given(
    command=st.sampled_from([("new", "X", "2026-q1"), ("new", "acme", "X"), ("facts", "X")])
    | st.sampled_from([("export", "csv", "X"), ("serve", "--address", "X"), ("verify", "X")]),
    value=TEXT,
)
def test_any_text_may_be_an_argument(root: Path, command: tuple[str, ...], value: str) -> None:
    call(root, *(value if each == "X" else each for each in command))


@pytest.mark.parametrize("command", NEEDING_BRIEFS, ids=" ".join)
@pytest.mark.parametrize("instead", ["nothing", "a file", "a link", "a loop"])
def test_briefs_may_be_anything(tmp_path: Path, command: tuple[str, ...], instead: str) -> None:
    briefs = tmp_path / "briefs"
    if instead == "a file":
        briefs.write_text("no folder")
    elif instead == "a link":
        briefs.symlink_to(SAMPLE / "briefs")
    elif instead == "a loop":
        briefs.symlink_to(briefs)
    result = call(tmp_path, *command)
    may_pass = instead == "nothing" and command[0] in ("new", "schema", "export")
    assert result.exit_code in ((0,) if may_pass else (0, 1, 2))


@pytest.mark.parametrize("moment", ["abc", "-5", "1e9", "99999999999999999", " ", "\u0663"])
@pytest.mark.parametrize("command", ["check", "render", "build"])
def test_a_broken_moment_is_told(
    root: Path, command: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    shutil.copy(Path(__file__).parent.parent / "mkdocs.yml", root)
    result = call(root, command)
    assert result.exit_code == 1
    assert "SOURCE_DATE_EPOCH" in result.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"site_name: [", "mkdocs.yml:"),
        (b"a: b: c", "mkdocs.yml:1:"),
        (b"\xff\xfe\x00", "mkdocs.yml:1:1: "),
        (None, "there is no mkdocs.yml"),
    ],
)
def test_broken_settings_are_told(root: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (root / "mkdocs.yml").write_bytes(content)
    result = call(root, "build")
    assert result.exit_code == 1
    assert told in result.stderr


@pytest.mark.parametrize("command", [("new", "acme", "2026-q1"), ("schema",)])
def test_a_folder_that_may_not_be_written_is_told(root: Path, command: tuple[str, ...]) -> None:
    (root / "briefs").chmod(0o555)
    try:
        result = subprocess.run(
            (sys.executable, "-m", "tieout", "--root", root, *command),
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=obey_permissions,
        )
    finally:
        (root / "briefs").chmod(0o755)
    assert result.returncode == 1
    assert "may not be written to" in result.stderr
