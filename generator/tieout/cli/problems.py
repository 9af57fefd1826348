"""How commands print problems: as lines, as rows of JSON, as annotations of a workflow."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from tieout.claims.codes import meaning
from tieout.problems import Place, Problem

_WIDTH = 100
_MOST_EXPLAINED = 6
_MOST_ANNOTATIONS = 10
_MOST_ROWS = 1_000
_BEFORE = 60
"""How much of a long line is shown, and how much of it before the mark."""


def line(problem: Problem) -> str:
    """Place, finding, remedy and code."""
    note = "warning: " if problem.severity == "warning" else ""
    return f"{problem.place}: {note}{problem.finding}; {problem.remedy} [{problem.code}]"


def lines(problem: Problem, root: Path) -> str:
    """The problem, and below it the line of the file with a mark under what is wrong."""
    head = click.style(str(problem.place), bold=True)
    colour = "yellow" if problem.severity == "warning" else "red"
    note = "warning: " if problem.severity == "warning" else ""
    told = f"{click.style(note + problem.finding, fg=colour)}; {problem.remedy}"
    text = f"{head}: {told} [{problem.code}]"
    typed = _typed_at(problem.place, root)
    if not typed.strip():
        return text
    start = max(problem.place.column - _BEFORE, 1) - 1
    window = typed[start : start + _WIDTH]
    shown = "".join(letter if letter.isprintable() else " " for letter in window)
    number, length = str(problem.place.line), len(problem.edit.old) if problem.edit else 1
    mark = click.style("^" * min(max(length, 1), _WIDTH), fg=colour)
    gap = " " * (problem.place.column - 1 - start)
    return f"{text}\n  {number} | {shown}\n  {' ' * len(number)} | {gap}{mark}"


def _typed_at(place: Place, root: Path) -> str:
    """A line of a contributor's file; empty where there is none, and of a link or a device."""
    path = root / place.file
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""
    typed = text.splitlines()
    return typed[place.line - 1] if place.line <= len(typed) else ""


def is_coloured() -> bool | None:
    """Whether to colour: never where NO_COLOR is set, else where a person looks on."""
    return False if os.environ.get("NO_COLOR") else None


def more(problems: Iterable[Problem]) -> str:
    """The command that explains what the problems broke; empty where no rule has a page."""
    told = sorted({problem.code for problem in problems if meaning(problem.code)})
    return f"tieout explain {' '.join(told[:_MOST_EXPLAINED])}" if told else ""


def annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions; a contributor's text cannot start another one."""
    place, title = problem.place, _escaped(problem.code, ":,")
    where = f"file={_escaped(place.file, ':,')},line={place.line},col={place.column},title={title}"
    told = f"{problem.finding}; {problem.remedy}"
    help_ = f"\nwhy: {command}" if (command := more((problem,))) else ""
    return f"::{problem.severity} {where}::{_escaped(told + help_)}"


def annotated(problems: Iterable[Problem]) -> Iterator[str]:
    """As many as GitHub shows of a step, the errors first; all of them stand in the summary."""
    every = sorted(problems, key=lambda problem: problem.severity != "error")
    return map(annotation, every[:_MOST_ANNOTATIONS])


def summarize(problems: Sequence[Problem]) -> None:
    """Add a table of all problems to the summary of the job, where a workflow is at work."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if not summary or len(problems) <= _MOST_ANNOTATIONS:
        return
    rows = [f"| {_cell(str(each.place))} | {_cell(line(each))} |" for each in problems[:_MOST_ROWS]]
    head = f"## {len(problems):,} problems\n\n| Where | What |\n| --- | --- |\n"
    with Path(summary).open("a", encoding="utf-8") as file:
        file.write(head + "\n".join(rows) + "\n")


def _cell(text: str) -> str:
    quoted = text.replace("`", "'").replace("|", "\\|")
    return f"`{quoted}`"


def _escaped(text: str, separators: str = "") -> str:
    for char in "%\r\n" + separators:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def reject(problems: Iterable[Problem]) -> NoReturn:
    """Print the problems and end with 1."""
    for problem in problems:
        click.echo(line(problem), err=True)
    raise SystemExit(1)
