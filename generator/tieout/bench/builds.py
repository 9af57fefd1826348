"""How long a site takes: invented briefs, built by the command itself, each time in a process anew.

Processor seconds are those of that process, with what it waited for; wall seconds hold what else
the machine had to do. Only ratios within one run can be compared between machines.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from tieout.bench.invented import invented
from tieout.records.starter import is_sample, new_project

_DAY = "1795000000"
"""What counts as now, so that every run is of the same day."""
_EDITS = 12
_PLAIN = """\
site_name: Bench
docs_dir: docs
site_dir: site
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [tables, toc]
"""
"""Settings with which other generators make the pages: the stock theme, and nothing of ours."""
_OTHERS = {
    "MkDocs": (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "mkdocs.yml"),
    "Zensical": ("zensical", "build", "--config-file", "mkdocs.yml"),
    "Eleventy": ("eleventy", "--quiet", "--input=docs", "--output=site", "--formats=md"),
}
"""Generators that make the same pages without us, each in a folder of its own."""


@dataclass(frozen=True, slots=True)
class Took:
    """What one run of the command took."""

    what: str
    wall: float
    """In seconds, as the next."""
    processor: float
    memory: int
    """At its highest, in bytes."""


@dataclass(frozen=True, slots=True)
class BuildTimes:
    """What the builds of a site took, and how large it is."""

    briefs: int
    runs: tuple[Took, ...]
    files: int
    size: int
    """Of all files of the site together, in bytes."""


class RunFailed(Exception):
    """The command did not end well, so that nothing was measured; the message says which."""


def measure_builds(folder: Path, briefs: int, seed: int, jobs: int) -> BuildTimes:
    """Invent so many briefs in an empty folder and build them: cold, again, after edits.

    Raises RunFailed.
    """
    _file(folder, {**dict(_project()), **dict(_briefs(briefs, seed))})
    build = ("build", "--jobs", str(jobs))
    runs = [_tieout(folder, "check", "check"), _tieout(folder, "cold", *build)]
    runs.append(_tieout(folder, "nothing changed", *build))
    for edits in (1, _EDITS):
        paths = sorted((folder / "briefs").glob("*/20*.yml"))
        for path in paths[:: max(1, len(paths) // edits)][:edits]:
            _edit(path)
        runs.append(_tieout(folder, f"{edits} edited", *build))
    runs += _others(folder)
    sizes = [path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file()]
    return BuildTimes(briefs, tuple(runs), len(sizes), sum(sizes))


def _others(folder: Path) -> Iterator[Took]:
    """The same pages by the other generators that are installed, beginning from nothing."""
    for name, command in _OTHERS.items():
        if shutil.which(command[0]):
            place = folder / name.lower()
            shutil.copytree(
                folder / "build/docs", place / "docs"
            )  # Zensical reads from nowhere else
            _file(place, {"mkdocs.yml": _PLAIN})
            yield _run(place, f"{name} alone", *command)


def builds_text(times: BuildTimes) -> str:
    """As a table for people."""
    rows = [f"{'':<18}{'wall s':>10}{'processor s':>13}{'of cold':>9}{'memory MB':>11}"]
    cold = next(each.processor for each in times.runs if each.what == "cold")
    rows += [
        f"{each.what:<18}{each.wall:>10.1f}{each.processor:>13.1f}"
        f"{each.processor / cold:>9.0%}{each.memory / 1e6:>11.0f}"
        for each in times.runs
    ]
    size, files = times.size / times.briefs / 1000, times.files / times.briefs
    rows.append(f"{times.briefs:,} briefs: {size:,.0f} KB and {files:.1f} files of the site each")
    return "\n".join(rows)


def builds_json(times: BuildTimes) -> Mapping[str, object]:
    """As a program reads it."""
    return asdict(times)


def _project() -> Iterator[tuple[str, str]]:
    files = new_project("Bench")
    return ((path, text) for path, text in files.items() if not is_sample(path))


def _briefs(briefs: int, seed: int) -> Iterator[tuple[str, str]]:
    return ((f"briefs/{path}", text) for path, text in invented(briefs, seed))


def _file(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _edit(path: Path) -> None:
    """Another amount, which nothing else in the record follows from."""
    before, _, after = path.read_text("utf-8").partition("  cash: ")
    amount, rest = after.split("\n", 1)
    path.write_text(f"{before}  cash: {int(amount) + 1}\n{rest}", "utf-8")


def _tieout(folder: Path, what: str, *arguments: str) -> Took:
    return _run(folder, what, sys.executable, "-m", "tieout", "--root", str(folder), *arguments)


def _run(folder: Path, what: str, *command: str) -> Took:
    """What a command takes that is called in a folder."""
    told = os.open(folder / "told.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    start = perf_counter()
    with subprocess.Popen(  # noqa: S603  our own commands, without a shell
        command, cwd=folder, stdout=told, stderr=told, env=os.environ | {"SOURCE_DATE_EPOCH": _DAY}
    ) as started:
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    wall = perf_counter() - start
    os.close(told)
    if status:
        said = (folder / "told.txt").read_text("utf-8", errors="replace").strip()
        raise RunFailed(f"`{' '.join(command)}` failed: {said[-500:]}")
    unit = 1 if sys.platform == "darwin" else 1024  # of what the system tells
    return Took(what, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)
