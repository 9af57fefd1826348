"""What is wrong, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


class Finding(ValueError):
    """A value that cannot be accepted: what was found, and the remedy in an analyst's words.

    `instead` is what to write in its place, where only that can be meant.
    """

    def __init__(self, finding: str, remedy: str, instead: str = "") -> None:
        super().__init__(f"{finding}; {remedy}")
        self.finding = finding
        self.remedy = remedy
        self.instead = instead


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A spot in a contributor's file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands at a problem's place, and what to write there instead: the remedy as a deed."""

    old: str
    new: str


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend: its place, the rule's code, the finding and the remedy.

    An error keeps the site from being built; a warning is printed and the build goes on.
    """

    place: Place
    code: str
    finding: str
    remedy: str
    severity: Severity = "error"
    edit: Edit | None = field(default=None, compare=False)
    """The remedy as an edit, where only one thing can be meant."""

    def __str__(self) -> str:
        return f"{self.place}: {self.finding}; {self.remedy}"


class BriefsRejected(Exception):
    """The briefs cannot be published as they stand; `problems` lists every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problems")


def shown(text: str, most: int = 40) -> str:
    """A contributor's text as a message may quote it: one line, short, nothing invisible."""
    head = text[: most + 1]
    line = "".join(letter if letter.isprintable() else " " for letter in head).replace("`", "'")
    return line if len(text) <= most else f"{line[:most]}... ({len(text):,} characters)"


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build, in order of place."""
    return tuple(sorted(problem for problem in problems if problem.severity == "error"))
