"""How commands print problems: as lines, as rows of JSON, as annotations of a workflow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import click

from tieout.problems import Problem


def line(problem: Problem) -> str:
    """Place, finding, remedy and code."""
    note = "warning: " if problem.severity == "warning" else ""
    return f"{problem.place}: {note}{problem.finding}; {problem.remedy} [{problem.code}]"


def row(problem: Problem) -> dict[str, str | int]:
    """The fields of a problem for a program."""
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.finding,
        "remedy": problem.remedy,
    }


def annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions; a contributor's text cannot start another one."""
    place, title = problem.place, _escaped(problem.code, ":,")
    where = f"file={_escaped(place.file, ':,')},line={place.line},col={place.column},title={title}"
    return f"::{problem.severity} {where}::{_escaped(f'{problem.finding}; {problem.remedy}')}"


def _escaped(text: str, separators: str = "") -> str:
    for char in "%\r\n" + separators:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def reject(problems: Iterable[Problem]) -> NoReturn:
    """Print the problems and end with 1."""
    for problem in problems:
        click.echo(line(problem), err=True)
    raise SystemExit(1)
