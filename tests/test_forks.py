"""Copies of a process do parts of the work; what they leave undone is done here, and told here."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from tieout.jobs import forks, pool
from tieout.jobs.crew import ALONE, Crew
from tieout.site import agreed, kept_readings
from tieout.site.plugin import BuildFailed, ahead, build_site

from tests.test_once import contents, fixed_day, made, root

__all__ = ["fixed_day", "made", "root"]
"""Fixtures of another file."""

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no copies are made")


def test_copies_pay_from_so_many_tasks_on() -> None:
    assert forks.worth(8, 100, 50) == (2 if sys.platform == "linux" else 0)
    assert forks.worth(8, 99, 50) == 0
    assert forks.worth(1, 1000, 50) == 0


@linux
def test_what_comes_of_each_part_stands_in_its_place(tmp_path: Path) -> None:
    def part(number: int) -> bytes:
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        (tmp_path / str(number)).touch()
        return str(number).encode() * 100_000 if number != 3 else b""

    assert forks.forked(part, 4) == [b"0" * 100_000, None, b"2" * 100_000, b""]
    assert sorted(os.listdir(tmp_path)) == ["0", "2", "3"]  # noqa: PTH208  names alone


@linux
def test_a_part_that_fails_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert forks.forked(lambda number: bytes((1 // number,)), 2) == [None, b"\1"]
    assert capfd.readouterr() == ("", "")


@linux
@pytest.mark.parametrize("threads", [0, 4], ids=["alone", "beside threads"])
def test_no_copy_outlives_ctrl_c(threads: int) -> None:
    """Another thread may be the one that the system tells of it."""
    ended = Event()
    for _ in range(threads):
        Thread(target=ended.wait, daemon=True).start()

    def part(number: int) -> bytes:
        if not number:
            os.kill(os.getppid(), signal.SIGINT)
        time.sleep(60)
        return b""

    others = _children()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # deaf in the background
    with pytest.raises(KeyboardInterrupt):
        forks.forked(part, 2)
    signal.signal(signal.SIGINT, before)
    ended.set()
    assert _children() <= others


def _children() -> frozenset[str]:
    """The processes that this one has started: a browser may be among them."""
    started = Path(f"/proc/self/task/{os.getpid()}/children")
    return frozenset(started.read_text("ascii").split())


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Crew:
    """Two at work, even where it does not pay; workers that draw are left out."""
    monkeypatch.setattr(pool, "_count", lambda *_: 0)
    for module in (ahead, kept_readings, agreed):
        monkeypatch.setattr(module, "_WORTH_IT", 1)
    return Crew(jobs=2)


@linux
def test_pages_that_copies_made_are_those_of_one_process(
    root: Path, shared: Crew, made: list[str]
) -> None:
    build_site(root, root / "one", ALONE)
    by_one = contents(root / "one")
    _forget(root)
    made.clear()
    build_site(root, root / "two", shared)
    assert made == []
    assert contents(root / "two") == by_one


@linux
def test_what_lost_copies_leave_is_made_here(
    root: Path, shared: Crew, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_say_nothing", lambda: os.kill(os.getpid(), signal.SIGKILL))
    build_site(root, root / "two", shared)
    assert len(made) > 20


@linux
def test_what_is_wrong_with_a_page_is_told_once(
    root: Path, shared: Crew, capfd: pytest.CaptureFixture[str]
) -> None:
    about = root / "templates/pages/about.md.jinja"
    about.parent.mkdir(parents=True)
    about.write_text("# About\n\n[Nowhere](nowhere.md)\n", "utf-8")
    with pytest.raises(BuildFailed):
        build_site(root, crew=shared)
    assert capfd.readouterr().err.count("nowhere.md") == 1


def _forget(root: Path) -> None:
    """Let everything be made once more."""
    for path in (root / "build/cache").rglob("*"):
        if path.is_file():
            path.unlink()
