"""Numbers of a column stand with their decimal points under each other.

Numbers end at the right edge of their column. One that has less behind its whole part than another
of its column (`10,099` beside `8.75` or `2.2%`) is moved to the left by what it lacks: by a class
that says how many half figures that is, from `d1` to `d12` in the style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from tieout.figures.display import NOTHING

_TABLE = re.compile(
    r'<table class="(?:figures[a-z -]*|rows__table|chart-figures)".*?</table>', re.DOTALL
)
_ROW = re.compile(r"<tr(?: [^>]*)?>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td(?P<attributes>[^>]*)>(?P<inside>.*?)</td>|<th.*?</th>", re.DOTALL)
_CLASS = 'class="num'
_BY_SCRIPT = "data-key="
"""Columns of a table whose rows a script makes anew: they stay as they are."""
_ASIDE = re.compile(r"<small>.*?</small>|<i>.*?</i>|<[^>]*>", re.DOTALL)
_BEHIND = re.compile(r"\d(?P<behind>(?:\.\d+)?[^\d]{0,6})$")
_NARROW, _WIDE = "., tfrijl", "m%"
_MOST = 12


class _Number(NamedTuple):
    """A cell of numbers: where its class is written, and how much stands behind the whole part."""

    at: int
    behind: int


def align_decimals(html: str) -> str:
    """Give numbers, column by column, the room behind them that they need to line up."""
    return _TABLE.sub(lambda table: _lined_up(table[0]), html)


def _lined_up(table: str) -> str:
    if _BY_SCRIPT in table:
        return table
    columns: dict[int, list[_Number]] = {}
    for row in _ROW.finditer(table):
        for column, cell in enumerate(_CELL.finditer(row[0])):
            if found := _number(cell, row.start()):
                columns.setdefault(column, []).append(found)
    moves = sorted(move for numbers in columns.values() for move in _moves(numbers))
    pieces, end = [], 0
    for at, name in moves:
        pieces += [table[end:at], f" {name}"]
        end = at
    return "".join([*pieces, table[end:]])


def _number(cell: re.Match[str], offset: int) -> _Number | None:
    """What a cell says, if that ends in a number with its unit, or is a dash for none."""
    if _CLASS not in (cell["attributes"] or ""):
        return None
    text = unescape(_ASIDE.sub("", cell["inside"])).replace("\u00a0", " ").strip()
    found = _BEHIND.search(text)
    if found is None and not text.startswith(NOTHING):
        return None
    behind = found["behind"] if found else ""
    at = offset + cell.start("attributes") + cell["attributes"].index(_CLASS) + len(_CLASS)
    return _Number(at, sum(1 if each in _NARROW else 3 if each in _WIDE else 2 for each in behind))


def _moves(numbers: Sequence[_Number]) -> Iterator[tuple[int, str]]:
    """Where which class is to be written."""
    most = max(number.behind for number in numbers)
    for number in numbers:
        if lacks := min(most - number.behind, _MOST):
            yield number.at, f"d{lacks}"
