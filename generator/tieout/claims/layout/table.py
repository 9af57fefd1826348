"""A table: rows that know their columns, sections and scale.

Heads, sections and the scale are read once for all rows below them, until the next head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tieout.claims.layout.adjusting import adjusted
from tieout.claims.layout.atoms import atoms
from tieout.claims.layout.blocks import Block
from tieout.claims.layout.cells import Cell
from tieout.claims.layout.columns import Column, read_column, read_columns
from tieout.claims.layout.heading import (
    TableHead,
    head_of,
    is_of_head,
    is_rate,
    measure,
    tells,
    values,
)
from tieout.claims.layout.lines import PrintedLine
from tieout.claims.layout.scales import scale_in, scale_told
from tieout.claims.numbers.quantity import Quantity
from tieout.claims.numbers.sentences import Stretch

_AMOUNTS = ("", "USD", "EUR", "GBP", "CNY", "JPY", "INR")


class PlacedCell(NamedTuple):
    """A number of a row under its column; None where the columns could not be told apart."""

    cell: Cell
    column: Column | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with all that stands around it.

    `sections` are the headings within the table that it stands under, the outermost first; `scale`
    the power of ten for its amounts, None where no heading states one; `shares` that for shares;
    `corner` the head over the labels; `headed` whether there is a head at all; `adjusts` is set
    between a row `GAAP gross profit` and one `Non-GAAP gross profit`.
    """

    place: Stretch
    label: Cell
    numbers: tuple[PlacedCell, ...]
    sections: tuple[Cell, ...] = ()
    title: str = ""
    scale: int | None = None
    shares: int | None = None
    corner: str = ""
    headed: bool = False
    adjusts: str = ""


def read_table(block: Block, told: Sequence[Quantity] = ()) -> list[Row]:
    """The rows of a table, in order; `told` are the numbers of the text, each with its scale."""
    rows = _with_adjustments(list(_rows(block)))
    bare = [
        each.cell.number
        for row in rows
        for each in row.numbers
        if row.scale is None and each.cell.number and each.cell.number.unit in _AMOUNTS
    ]
    power = scale_told(bare, told) if bare else None
    if power is None:
        return rows
    return [replace(row, scale=power) if row.scale is None else row for row in rows]


def _with_adjustments(rows: list[Row]) -> list[Row]:
    """The rows, each with what it adjusts."""
    adjusts = adjusted([row.label.text for row in rows])
    return [
        replace(row, adjusts=name) if name else row for row, name in zip(rows, adjusts, strict=True)
    ]


def _rows(block: Block) -> Iterator[Row]:
    head, waiting, sections = TableHead(), [], []  # type: TableHead, list[PrintedLine], list[Cell]
    for at, line in enumerate(block.lines):
        if line.kind == "rule":
            continue
        if line.kind != "data":
            waiting.append(line)
            continue
        row = line
        if waiting and _is_torn(waiting[-1], line):
            row = _mended(waiting.pop(), line)
        if waiting:
            new, inner = head_of(waiting, head)
            if new is not head:
                head = new
                measure(head, block.lines[at:])
                sections = inner
            else:
                sections = inner or sections
            waiting = []
        yield _row(row, head, tuple(sections))
        if line.cells[0].text.lower().startswith("total") and sections:
            sections = []


def _is_torn(above: PrintedLine, line: PrintedLine) -> bool:
    """Whether a row's label began in the line above it: its own part opens with a small letter."""
    if above.kind != "short" or above.cells[0].text.endswith((":", ".")):
        return False
    rest = line.cells[0].text
    return rest[:1].islower() and not tells(above)


def _mended(above: PrintedLine, line: PrintedLine) -> PrintedLine:
    first, rest = above.cells[0], line.cells[0]
    label = rest._replace(start=first.start, text=f"{first.text} {rest.text}")
    return line._replace(cells=(label, *line.cells[1:]))


def _row(line: PrintedLine, head: TableHead, sections: tuple[Cell, ...]) -> Row:
    label = line.cells[0]
    own = scale_in(label.text)
    return Row(
        line.place,
        label,
        tuple(_placed(line, head)),
        sections,
        head.title,
        head.scale if own is None else own,
        head.shares,
        head.corner,
        bool(head.lines),
    )


def _placed(line: PrintedLine, head: TableHead) -> Iterator[PlacedCell]:
    cells = values(line)
    columns = None if line.barred else _columns(cells, head)
    by_cell = None if columns else _by_cell(line, head)
    if by_cell is not None:
        over = zip(line.cells[1:], _with_effects(list(map(read_column, by_cell))), strict=False)
        columns = [column for cell, column in over if cell in cells]
    columns = _with_effects(columns or _columns(cells, head) or ())
    rates = head.rates if len(cells) == head.width else (False,) * len(cells)
    for at, cell in enumerate(cells):
        column = columns[at] if columns else None
        if cell.number is not None and (column is None or column.kind != "note"):
            yield _under(cell, column, rate=rates[at])


def _with_effects(columns: Sequence[Column]) -> Sequence[Column]:
    """`Actual | Currency | Divestitures | Organic` are parts of a change, its whole first."""
    if not any(each.kind == "effect" for each in columns):
        return columns
    return [replace(each, kind="change") if each.kind == "actual" else each for each in columns]


def _under(cell: Cell, column: Column | None, *, rate: bool) -> PlacedCell:
    """A change that prints no sign is in percent where most of its column are."""
    number = cell.number
    if rate and number and not number.unit and column and column.kind == "change":
        cell = cell._replace(number=number._replace(unit="%"))
    return PlacedCell(cell, column)


def _by_cell(line: PrintedLine, head: TableHead) -> list[str] | None:
    """The head over each cell, where head and row have the same cells; spans reach to the right."""
    if not head.lines:
        return None
    lines = [each for each in head.lines if not _is_scale(each)]
    last = lines[-1] if lines else head.lines[-1]
    count = len(line.cells)
    if len(last.cells) != count or not any(cell.text for cell in last.cells[1:]):
        return None
    if any(
        bool(cell.text) and not bool(over.text)
        for cell, over in zip(line.cells[1:], last.cells[1:], strict=True)
    ):
        return None
    heads = [""] * (count - 1)
    for above in lines:
        if len(above.cells) == 1 and is_of_head(above.cells[0]):
            spanning = _spanning(above.cells[0].text)
            dated = [bool(atoms([cell.text])) for cell in last.cells[1:]]
            heads = [spanning if of else "" for of in dated]
        for at, words in enumerate(_reaching(above, count, last=above is last)):
            heads[at] = f"{heads[at]} {words}".strip()
    return heads


def _reaching(line: PrintedLine, count: int, *, last: bool) -> list[str]:
    """The words of a line of a head over each of its columns.

    A head of several columns has one cell, and its words reach to the right; where those of the
    line are fewer than the columns, each is over as many.
    """
    told = [cell.text for cell in line.cells[1:] if cell.text]
    columns = count - 1
    if len(line.cells) != count:
        fewer = 1 < len(told) < columns and columns % len(told) == 0
        each = columns // len(told) if fewer else 0
        return [words for words in told for _ in range(each)]
    heads, reach = [], ""
    for cell in line.cells[1:]:
        reach = cell.text or ("" if last else reach)
        heads.append(reach)
    return heads


def _is_scale(line: PrintedLine) -> bool:
    """Whether all that a line of a head tells is the scale: `(in millions)` over every column."""
    told = [cell.text for cell in line.cells if cell.text]
    return len(told) == 1 and scale_in(told[0]) is not None


def _spanning(title: str) -> str:
    """The words of a line over all columns; a year in it is the title's, not that of each."""
    found = atoms([title])
    if any(atom.year for atom in found):
        return " ".join(atom.text for atom in found if atom.kind == "span")
    return title


def _columns(cells: Sequence[Cell], head: TableHead) -> Sequence[Column] | None:
    """The columns of a row's numbers; a row with fewer lacks shares, changes or an estimate."""
    if not head.lines:
        return None
    whole = read_columns(head.rows, head.width, head.rates)
    if whole is None and head.widest > head.width:
        whole = read_columns(head.rows, head.widest)
    if whole is None or len(cells) == len(whole):
        return whole or read_columns(head.rows, len(cells))
    rates = [None if cell.is_blank else is_rate(cell) for cell in cells]
    unnoted = [column for column in whole if column.kind != "note"]
    if len(unnoted) in (len(cells), len(cells) - 1):
        return unnoted if len(unnoted) == len(cells) else read_columns(head.rows, len(cells))
    plain = [column for column in whole if not column.basis]
    if len(plain) == len(cells):  # revenue is the same on every basis, and stands once
        return plain
    for kept in (("time", "actual", "prior"), ("time", "actual", "prior", "change")):
        fewer = [column for column in whole if column.kind in kept]
        if len(fewer) == len(cells) and _agrees(fewer, rates):
            return fewer
    return None


def _agrees(columns: Sequence[Column], rates: Sequence[bool | None]) -> bool:
    """Whether percentages stand under changes where not all of a row are such; blanks anywhere."""
    told = [
        (rate, column.kind == "change")
        for column, rate in zip(columns, rates, strict=True)
        if rate is not None
    ]
    return all(rate for rate, _ in told) or all(rate == change for rate, change in told)
