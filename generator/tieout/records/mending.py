"""Where only one thing can be meant, a problem brings its edit: here it is done to a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tieout.problems import Edit, Problem

_IN_NEED_OF_QUOTES = re.compile(r"[,\[\]{}]")


def mended_text(text: str, problems: Sequence[Problem]) -> tuple[str, list[str]]:
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
