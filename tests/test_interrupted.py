"""A build that is cut short, crowded out or refused its disk leaves the published site whole."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from tieout.cli.main import main
from tieout.site.swap import alone

from tests.conftest import COMPANY, RECORD

ROOT = Path(__file__).parent.parent
_CAPBSET_DROP, _DAC_OVERRIDE = 24, 1
EPOCH = "1791000000"
EDITED = RECORD.replace("1,250", "1,251")


def start(root: Path, *, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """`tieout build` in a process of its own, under a limit of the system's."""
    inherited = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    return subprocess.Popen(
        (sys.executable, "-m", "tieout", "--root", root, "build"),
        cwd=ROOT,
        env=inherited | {"SOURCE_DATE_EPOCH": EPOCH},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=limit,  # noqa: PLW1509  no thread runs here
    )


def build_apart(root: Path, limit: Callable[[], None] | None = None) -> tuple[int, str]:
    """How a build in a process of its own ends, and what it says."""
    process = start(root, limit=limit)
    output, _ = process.communicate()
    return process.returncode, output


def build(root: Path) -> tuple[int, str]:
    """The same of a build in this process."""
    here = {"SITE_URL": None, "SOURCE_DATE_EPOCH": EPOCH}
    result = CliRunner(env=here).invoke(main, ["--root", str(root), "build"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def record(root: Path, text: str) -> None:
    (root / "briefs/acme/2026-q2.yml").write_text(text, encoding="utf-8")


def project(root: Path) -> Path:
    """A small project, its drawings shared with this one."""
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "briefs/acme").mkdir(parents=True)
    (root / "briefs/acme/company.yml").write_text(COMPANY, encoding="utf-8")
    record(root, RECORD)
    return root


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, bytes]]:
    """A project with its site."""
    root = project(tmp_path_factory.mktemp("published"))
    code, output = build_apart(root)
    assert code == 0, output
    return root, contents(root / "site")


@pytest.fixture
def root(published: tuple[Path, Mapping[str, bytes]]) -> Iterator[Path]:
    """The project after an edit; its old site must be there in the end."""
    root, before = published
    record(root, EDITED)
    yield root
    record(root, RECORD)
    assert contents(root / "site") == before


def test_a_build_killed_at_any_moment_leaves_the_old_site_and_the_next_one_is_clean(
    root: Path, published: tuple[Path, Mapping[str, bytes]]
) -> None:
    """At two moments, and once while it writes pages: then there is something to clear away."""
    moments = random.Random(5)  # noqa: S311  no secret
    for _ in range(2):
        process = start(root)
        time.sleep(moments.uniform(0.3, 2))
        process.kill()
        process.communicate()
        assert contents(root / "site") == published[1]
    process = start(root)
    while process.poll() is None and not any(root.glob(".tieout-*/*")):
        time.sleep(0.005)
    process.kill()
    process.communicate()
    assert any(root.glob(".tieout-*"))
    record(root, RECORD)
    assert build_apart(root)[0] == 0
    assert not any(root.glob(".tieout-*"))


def test_a_second_build_at_once_is_refused(root: Path) -> None:
    with alone(root / "build/lock"):
        code, output = build(root)
    assert (code, output) == (
        1,
        "Error: another build is at work here; wait until it has ended\n",
    )


@pytest.mark.parametrize("bytes_", [20_000, 300_000], ids=["documents", "pages"])
def test_a_disk_that_takes_no_more_is_named(root: Path, bytes_: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, most))
    try:
        code, output = build(root)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert code == 1
    assert output.startswith("Error: cannot write ")
    assert output.endswith(": File too large\n")


def obey_permissions() -> None:
    """Even the superuser of a container then needs the right to write."""
    ctypes.CDLL(None).prctl(_CAPBSET_DROP, _DAC_OVERRIDE, 0, 0, 0)


@pytest.mark.parametrize("folder", [".", "build/docs/acme/2026-q2"])
def test_a_folder_that_may_not_be_written_is_named(root: Path, folder: str) -> None:
    record(root, EDITED.replace("2026-07-30", f"2026-07-{20 + len(folder) % 10}"))
    closed = [root / folder]
    if folder != ".":
        closed += (root / folder).iterdir()
    for path in closed:
        path.chmod(path.stat().st_mode & ~0o222)
    code, output = build_apart(root, obey_permissions)
    for path in closed:
        path.chmod(path.stat().st_mode | 0o200)
    assert code == 1
    assert output.startswith("Error: cannot write ")
    assert output.endswith(": Permission denied\n")


def test_what_a_page_lacks_keeps_it_from_being_published(root: Path, short_builds: None) -> None:
    """A theme that lost the policy: found before the swap, not by a reader."""
    shutil.copytree(ROOT / "templates", root / "templates")
    main = root / "templates/theme/main.html"
    text = main.read_text(encoding="utf-8")
    assert "Content-Security-Policy" in text
    main.write_text(text.replace("Content-Security-Policy", "X-Policy"), encoding="utf-8")
    code, output = build(root)
    shutil.rmtree(root / "templates")
    assert code == 1
    assert output.startswith("Error: the built site is not fit to publish:\n")
    assert "index.html: has no Content-Security-Policy" in output


def test_rejected_briefs_leave_the_old_site(root: Path) -> None:
    record(root, RECORD.replace("1,250", "a lot"))
    code, output = build(root)
    assert code == 1
    assert "briefs/acme/2026-q2.yml:8:12: `a lot` is no number" in output
    assert "Traceback" not in output
