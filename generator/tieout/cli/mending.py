"""`tieout check --fix`: where only one thing can be meant, it is written, and shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tieout.problems import Edit, Problem
from tieout.records.writer import write

_IN_NEED_OF_QUOTES = re.compile(r"[,\[\]{}]")


def mend(problems: Iterable[Problem], root: Path) -> Iterator[str]:
    """Apply each problem's edit to its file; tells every line as it was and as it is now.

    A line is changed once a run, and all files are written or none.
    """
    by_file: dict[str, dict[int, Problem]] = defaultdict(dict)
    for problem in problems:
        if problem.edit is not None:
            by_file[problem.place.file].setdefault(problem.place.line, problem)
    mended, told = {}, []
    for file, edits in sorted(by_file.items()):
        path = root / file
        if path.is_file() and not path.is_symlink():
            text = path.read_bytes().decode("utf-8")
            now, lines = mended_text(text, list(edits.values()))
            if lines:
                mended[file] = now.encode()
                told += lines
    write(root, mended)
    yield from told


def mended_text(text: str, problems: Iterable[Problem]) -> tuple[str, list[str]]:
    """The text with the edits of its problems done, and each changed line before and after."""
    lines, told = text.split("\n"), []
    for problem in problems:
        place, was = problem.place, lines[problem.place.line - 1]
        now = _edited(was, place.column - 1, problem.edit) if problem.edit else None
        if now is not None:
            lines[place.line - 1] = now
            told.append(f"{place.file}:{place.line}:\n  - {was.strip()}\n  + {now.strip()}")
    return "\n".join(lines), told


def _edited(line: str, column: int, edit: Edit) -> str | None:
    """The line with the edit done at a column; None where something else stands there.

    In brackets a text with a comma of its own is put in quotes.
    """
    for quote in ("", '"', "'"):
        if line.startswith(quote + edit.old, column):
            start = column + len(quote)
            new = edit.new
            if not quote and _is_in_brackets(line[:column]) and _IN_NEED_OF_QUOTES.search(new):
                new = f'"{new}"'
            return line[:start] + new + line[start + len(edit.old) :]
    return None


def _is_in_brackets(text: str) -> bool:
    opened = text.count("{") + text.count("[")
    return opened > text.count("}") + text.count("]")
