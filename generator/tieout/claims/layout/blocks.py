"""A text in blocks: paragraphs to be read as prose, and tables in any of their layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.claims.layout.cells import Cell, joined
from tieout.claims.layout.lines import PrintedLine, read_line
from tieout.claims.layout.running import running_rows
from tieout.claims.numbers.sentences import Stretch
from tieout.claims.numbers.units import Signs

_MOST_BETWEEN = 5
"""Lines without a number between two rows of one table: sections, heads of the next part."""
_MOST_BEFORE = 24
_FEWEST_VALUES = 3
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind; a table's are rows with cells."""

    lines: tuple[PrintedLine, ...]
    table: bool


def read_blocks(text: str, places: Sequence[Stretch], signs: Signs) -> Iterator[Block]:
    """The blocks of a text, in order; each paragraph is in one of them."""
    lines = [read_line(text, place, signs) for place in places]
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        if end > at and _is_table(lines[at:end]):
            head = _start_of_head(lines, at, end)
            if head > at:
                yield Block(tuple(lines[at:head]), table=False)
            yield Block(tuple(_as_rows(lines[head:end], signs)), table=True)
            at = end
        else:
            stop = max(end, at + 1)
            rows = running_rows(text, lines[at].place, signs) if stop == at + 1 else []
            yield Block(tuple(rows or lines[at:stop]), table=bool(rows))
            at = stop


def _end_of_table(lines: Sequence[PrintedLine], at: int) -> int:
    """Where the run of short lines and rows that begins at `at` ends: behind its last row."""
    last = at
    idle = 0
    started = False
    for place in range(at, len(lines)):
        kind = lines[place].kind
        if kind == "prose":
            break
        if kind in ("data", "value"):
            last, idle, started = place + 1, 0, True
            continue
        idle += 1
        if started and idle > _MOST_BETWEEN and not _is_head(lines, place):
            break
    return last


def _is_head(lines: Sequence[PrintedLine], place: int) -> bool:
    """Whether a row follows soon, so that the lines before it are the head of its part."""
    ahead = lines[place + 1 : place + _MOST_BEFORE]
    kinds = [line.kind for line in ahead]
    rows = [at for at, kind in enumerate(kinds) if kind in ("data", "value")]
    return bool(rows) and "prose" not in kinds[: rows[0]]


def _start_of_head(lines: Sequence[PrintedLine], start: int, end: int) -> int:
    """Where a table's head begins: some lines before its first row."""
    first = next(at for at in range(start, end) if lines[at].kind in ("data", "value"))
    words = 0
    for at in range(first - 1, start - 1, -1):
        words += lines[at].kind != "rule"
        if words > _MOST_BEFORE:
            return at + 1
    return start


def _is_table(lines: Sequence[PrintedLine]) -> bool:
    """Whether rows and values are more than one chance line."""
    data = [line for line in lines if line.kind == "data"]
    if any(line.barred for line in data):
        return True
    values = sum(line.kind == "value" and line.numbers for line in lines)
    several = [line for line in data if line.numbers > 1]
    return (
        values >= _FEWEST_VALUES
        or len(several) >= _FEWEST_ROWS
        or (len(data) >= _FEWEST_ROWS and any(line.kind == "words" for line in lines))
    )


def _as_rows(lines: Sequence[PrintedLine], signs: Signs) -> Iterator[PrintedLine]:
    """The lines; where one cell stands a line, the label's with the values below it as one row."""
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _goes_on(lines[end]):
            end += 1
        run = [line for line in lines[at + 1 : end] if line.kind == "value"]
        if lines[at].kind == "short" and any(line.numbers for line in run):
            yield _row(lines[at], run, signs)
        else:
            yield from lines[at:end]
        at = end


def _goes_on(line: PrintedLine) -> bool:
    return line.kind == "value" or (line.kind == "rule" and line.barred)


def _row(label: PrintedLine, run: Sequence[PrintedLine], signs: Signs) -> PrintedLine:
    cells: list[Cell] = joined([cell for line in run for cell in line.cells], signs)
    place = Stretch(label.place.start, run[-1].place.end, label.place.number)
    return PrintedLine(place, "data", (*label.cells, *cells), label.barred)
