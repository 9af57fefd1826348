"""Nothing is worked out twice, and whatever was kept or shared out, the documents are the same."""

from __future__ import annotations

import io
import pickle
import random
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tieout.build import CACHE, DOCS, render_docs
from tieout.edition import Edition
from tieout.issuer import Dossier, work_out
from tieout.jobs import kept, pool, surroundings
from tieout.jobs.crew import Crew, WorkerLost
from tieout.jobs.pool import DOSSIERS, Assignment
from tieout.problems import BriefsRejected
from tieout.records.folders import Files, find
from tieout.views.templates import PACKAGED, Folders

from tests.conftest import ROOT, File
from tests.test_issuer import files_of

TODAY = date(2026, 12, 1)
EDITION = Edition(TODAY)
OWN = "templates/pages/about.md.jinja"


@pytest.fixture
def root(file_briefs: File) -> Path:
    """A project with three issuers of two briefs each."""
    return file_briefs({**files_of("acme"), **files_of("bolt"), **files_of("cup")}).parent


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The issuers that were really worked out."""
    done: list[str] = []

    def spy(files: Files, edition: Edition, templates: Folders, cache: Path) -> Dossier:
        done.append(files.slug)
        return work_out(files, edition, templates, cache)

    monkeypatch.setattr(pool, "work_out", spy)
    return done


def render(
    root: Path, edition: Edition = EDITION, jobs: int | Executor = 1
) -> dict[str, bytes] | str:
    """The documents of a build, or what it says is wrong."""
    try:
        render_docs(root, root / DOCS, edition, Crew(jobs))
    except BriefsRejected as rejected:
        return "\n".join(map(str, rejected.problems))
    return {
        path.relative_to(root / DOCS).as_posix(): path.read_bytes()
        for path in sorted((root / DOCS).rglob("*"))
        if path.is_file()
    }


def cold(root: Path, edition: Edition = EDITION) -> dict[str, bytes] | str:
    """The same by a project that was never built."""
    fresh = root.with_name(f"{root.name}-cold")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("build"))
    return render(fresh, edition)


def entries(root: Path) -> list[Path]:
    return sorted(path for path in (root / CACHE / DOSSIERS).iterdir() if len(path.name) == 64)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.usefixtures("short_builds")
def test_what_has_not_changed_is_not_worked_out_again(root: Path, worked_out: list[str]) -> None:
    first = render(root)
    assert worked_out == ["acme", "bolt", "cup"]
    assert render(root) == first
    replace(root / "briefs/bolt/2026-q2.yml", "1,250", "1,251")
    replace(root / "briefs/bolt/articles/grows.md", "1.25 billion", "1.251 billion")
    assert render(root) == cold(root)
    assert worked_out[3:] == ["bolt", "acme", "bolt", "cup"]  # once, then by the cold build


@pytest.mark.usefixtures("short_builds")
@pytest.mark.parametrize("what", ["day", "address", "template", "code", "link"])
def test_what_issuers_have_in_common_is_part_of_the_name(
    what: str, root: Path, worked_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    render(root)
    edition = Edition(TODAY)
    if what == "day":
        edition = Edition(TODAY + timedelta(1))
    elif what == "address":
        edition = Edition(TODAY, "https://briefs.example/")
    elif what == "template":
        (root / "templates/pages").mkdir(parents=True)
        (root / OWN).write_text("# About us\n")
    elif what == "code":
        monkeypatch.setattr(surroundings, "code", lambda: "another")
    else:
        (root / "elsewhere").mkdir()
        (root / "templates").mkdir()
        (root / "templates/macros").symlink_to(root / "elsewhere")
    render(root, edition)
    assert worked_out == ["acme", "bolt", "cup"] * 2


@pytest.mark.usefixtures("short_builds")
def test_nothing_is_kept_of_a_build_during_which_a_template_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited_meanwhile(
        files: Files, edition: Edition, templates: Folders, cache: Path
    ) -> Dossier:
        (root / OWN).write_text(f"# About {files.slug}\n")
        return work_out(files, edition, templates, cache)

    (root / "templates/pages").mkdir(parents=True)
    monkeypatch.setattr(pool, "work_out", edited_meanwhile)
    render(root)
    assert not (root / CACHE / DOSSIERS).exists()


def _garbled(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _of_another(path: Path) -> None:
    other = next(each for each in path.parent.iterdir() if each != path and len(each.name) == 64)
    path.write_bytes(other.read_bytes())


def _of_another_kind(path: Path) -> None:
    kept.keep(path, kept._LENGTH.pack(4) + b"none")


def _a_program(path: Path) -> None:
    head = pickle.dumps(print)
    kept.keep(path, kept._LENGTH.pack(len(head)) + head)


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()  # nothing can be kept there any more


DAMAGE = (_garbled, _of_another, _of_another_kind, _a_program, _a_folder)


@pytest.mark.usefixtures("short_builds")
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_spoiled_cache_costs_time_and_nothing_else(
    damage: Callable[[Path], None], root: Path, worked_out: list[str]
) -> None:
    first = render(root)
    damage(entries(root)[0])
    assert render(root) == first
    assert len(worked_out) == 4


def test_a_zone_of_time_is_kept() -> None:
    moment = datetime(2026, 7, 30, 16, 5, tzinfo=ZoneInfo("America/New_York"))
    made = kept._Reader(io.BytesIO(pickle.dumps(moment))).load()
    assert (made, made.tzinfo) == (moment, moment.tzinfo)


def test_two_workers_write_what_one_process_writes(file_briefs: File) -> None:
    root = file_briefs({**files_of("acme"), **files_of("bolt")}).parent
    shared = render(root, jobs=2)
    assert isinstance(shared, dict)
    assert len(entries(root)) == 2
    assert shared == cold(root)


def test_an_error_in_a_worker_is_told_with_its_place(root: Path) -> None:
    (root / "templates/pages").mkdir(parents=True)
    (root / "templates/pages/brief.md.jinja").write_text("# Brief\n\n{{ brief.nothing }}\n")
    said = render(root, jobs=2)
    assert isinstance(said, str)
    assert said.startswith("templates/pages/brief.md.jinja:3")
    assert said == cold(root)


class _Ended:
    """Workers that the system has ended."""

    def __init__(self, *_: object) -> None:
        pass

    def submit(self, *_: object) -> Future[bytes]:
        future: Future[bytes] = Future()
        future.set_exception(BrokenProcessPool())
        return future

    def shutdown(self, **_: bool) -> None:
        pass


class _Gone(_Ended):
    """The same, where nobody is left who would take anything up."""

    def submit(self, *_: object) -> Future[bytes]:
        raise BrokenProcessPool


@pytest.mark.parametrize("workers", [_Ended, _Gone])
def test_a_lost_worker_is_told_in_words(
    workers: type, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "ProcessPoolExecutor", workers)
    with pytest.raises(WorkerLost, match=r"while briefs/acme or another .* --jobs 1"):
        render(root, jobs=2)


@pytest.mark.usefixtures("short_builds")
def test_a_worker_answers_in_one_piece(root: Path) -> None:
    """Ended amidst a long answer it would leave the others waiting for the rest of it."""
    folders, _ = find(root / "briefs", root)
    for around in ("the same", None):
        task = Assignment(EDITION, (PACKAGED,), root / CACHE, around)
        answer = task.leave(folders[0])
        assert len(pickle.dumps(answer)) < select.PIPE_BUF
        assert task.left(answer) == kept.unpacked(task.do(folders[0]))


_INTERRUPTED = """
import os, signal, sys, time
from pathlib import Path
from tests.test_jobs import render
pid = os.getpid()
if not os.fork():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    time.sleep(float(sys.argv[2]))
    os.killpg(pid, signal.SIGINT)
    os._exit(0)
try:
    render(Path(sys.argv[1]), jobs=2)
    print("done")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("after", ["0.4", "1.5"])
def test_ctrl_c_ends_the_workers_without_a_word(after: str, root: Path) -> None:
    """Whether they are still starting or at work."""
    ended = subprocess.run(
        (sys.executable, "-c", _INTERRUPTED, root, after),
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        cwd=ROOT,
    )
    assert ended.stdout in ("interrupted\n", "done\n")
    assert ended.stderr == ""


@pytest.mark.usefixtures("short_builds")
def test_a_fault_of_ours_says_at_which_issuer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work_out", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError) as raised:
        render(root)
    assert raised.value.__notes__ == ["while briefs/acme was worked out"]


def test_small_sites_start_no_worker(root: Path) -> None:
    folders, _ = find(root / "briefs", root)
    assert pool._count(folders, None) == 0
    assert pool._count(folders, 8) == 3
    assert pool._count(folders, 1) == 0
    assert pool._count([], 4) == 0


def test_what_is_being_worked_out_is_told(root: Path, short_builds: None) -> None:
    folders, _ = find(root / "briefs", root)
    task, heard = Assignment.of(Edition(TODAY), (PACKAGED,), root / CACHE), list[str]()
    list(pool.dossiers(folders, task, Crew(1, heard.append)))
    assert heard == [
        f"{at} of 3 issuers: {slug}" for at, slug in enumerate(("acme", "bolt", "cup"), 1)
    ]


class Editor:
    """Edits a project in ways that a seed chooses: every public method is one."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._chance = random.Random(seed)  # noqa: S311  the same edits in every run
        self._named = 0
        self._day = TODAY
        self._edits = [name for name in dir(self) if not name.startswith("_")]

    def _edition_after_an_edit(self) -> Edition:
        getattr(self, self._chance.choice(self._edits))()
        return Edition(self._day)

    def _issuers(self) -> list[Path]:
        return sorted(path for path in (self._root / "briefs").iterdir() if path.is_dir())

    def _issuer(self) -> Path:
        return self._chance.choice(self._issuers())

    def _name(self) -> str:
        self._named += 1
        return f"n{self._named}"

    def nothing(self) -> None:
        pass

    def edit(self) -> None:
        path = self._issuer() / "2026-q1.yml"
        if path.exists():
            before = path.read_text("utf-8").partition("  revenue: ")[0]
            path.write_text(f"{before}  revenue: 1,{self._chance.randrange(100, 999)}\n", "utf-8")

    def add(self) -> None:
        for path, text in files_of(self._name()).items():
            (self._root / "briefs" / path).parent.mkdir(parents=True, exist_ok=True)
            (self._root / "briefs" / path).write_text(text, "utf-8")

    def delete(self) -> None:
        if len(self._issuers()) > 1:
            shutil.rmtree(self._issuer())

    def rename(self) -> None:
        issuer = self._issuer()
        shutil.rmtree(issuer / "articles", ignore_errors=True)  # they name the old folder
        issuer.rename(issuer.with_name(self._name()))

    def remove_a_brief(self) -> None:
        (self._issuer() / "2026-q1.yml").unlink(missing_ok=True)

    def spoil(self) -> None:
        self._replace(self._issuer(), "revenue: 1,250", "revenue: a lot")

    def mend(self) -> None:
        for issuer in self._issuers():
            self._replace(issuer, "revenue: a lot", "revenue: 1,250")

    def template(self) -> None:
        self._own("pages/about.md.jinja", f"# About\n\nVersion {self._chance.randrange(3)}.\n")

    def colours(self) -> None:
        ours = (PACKAGED / "theme/assets/colours.css").read_text("utf-8")
        self._own("theme/assets/colours.css", ours.replace("#1", f"#{self._chance.choice('2345')}"))

    def no_templates(self) -> None:
        shutil.rmtree(self._root / "templates", ignore_errors=True)

    def day(self) -> None:
        self._day += timedelta(self._chance.choice((-1, 1, 40)))

    def cache(self) -> None:
        if (self._root / CACHE / DOSSIERS).exists() and len(entries(self._root)) > 1:
            self._chance.choice(DAMAGE)(self._chance.choice(entries(self._root)))

    def _own(self, name: str, text: str) -> None:
        path = self._root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def _replace(self, issuer: Path, old: str, new: str) -> None:
        path = issuer / "2026-q2.yml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.usefixtures("short_builds")
@pytest.mark.parametrize("seed", range(1))
def test_after_any_edits_a_build_is_what_a_first_build_would_be(seed: int, root: Path) -> None:
    editor = Editor(root, seed)
    for _ in range(8):
        edition = editor._edition_after_an_edit()
        assert render(root, edition) == cold(root, edition)
