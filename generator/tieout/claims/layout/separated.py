"""Rows whose cells commas or semicolons part: `Revenue, 177.4, 169.3, 4.8%`.

Their signs become tabs, at the same length, so that they are read like any other table. Sentences
list numbers, too; only lines below each other with as many cells, all but the first of them
numbers, are rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tieout.claims.layout.cells import NUMBER

_LOOSE = re.compile(r"[,;](?=\s)")
_TIGHT = re.compile(r"[,;]")
_ROW = re.compile(
    r"(?m)^[ \t]*[A-Za-z][^\n,;|\t]{1,60}[,;][ ]?[-+(\u2212]?[$\u20ac\u00a3]?\.?[0-9]"
)
_CELL = re.compile(rf"\s*(?:{NUMBER}|n/?a|nm|[-\u2013\u2014]*)\s*\Z", re.VERBOSE | re.IGNORECASE)
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
_LONGEST_LABEL = 60


def with_tabs(text: str) -> str:
    """The text with a tab for each sign that parts the cells of a row."""
    if len(_ROW.findall(text)) < _FEWEST_ROWS:
        return text
    lines = text.split("\n")
    for separator in (_LOOSE, _TIGHT):
        for start, end in _runs(lines, separator):
            lines[start:end] = [separator.sub("\t", line) for line in lines[start:end]]
    return "\n".join(lines)


def _runs(lines: Sequence[str], separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where rows stand below each other, with the head over them."""
    at = 0
    while at < len(lines):
        count = _cells_of_row(lines[at], separator)
        end = at + 1
        while count and end < len(lines) and _cells_of_row(lines[end], separator) == count:
            end += 1
        if count and end - at >= _FEWEST_ROWS:
            headed = at > 0 and len(separator.split(lines[at - 1])) == count
            yield at - headed, end
        at = end


def _cells_of_row(line: str, separator: re.Pattern[str]) -> int:
    """How many cells a row has; 0 where a line is none."""
    label, *cells = separator.split(line)
    if len(cells) + 1 < _FEWEST_CELLS or not label.strip() or len(label) > _LONGEST_LABEL:
        return 0
    whole = label.strip()[0].isalpha() and all(map(_CELL.match, cells))
    return len(cells) + 1 if whole else 0
