"""A table: rows that know their columns, sections and scale.

Heads, sections and the scale are read once for all rows below them, until the next head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tieout.claims.layout.blocks import Block
from tieout.claims.layout.cells import Cell
from tieout.claims.layout.columns import Column, atoms, read_column, read_columns
from tieout.claims.layout.rows import Line
from tieout.claims.layout.scales import scale_in, scale_of_shares, scale_told
from tieout.claims.numbers.quantity import Quantity
from tieout.claims.numbers.sentences import Stretch

_AMOUNTS = ("", "USD", "EUR", "GBP", "CNY", "JPY", "INR")


@dataclass(frozen=True, slots=True)
class Placed:
    """A number of a row under its column; None where the columns could not be told apart."""

    cell: Cell
    column: Column | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with all that stands around it.

    `sections` are the headings within the table that it stands under, the outermost first; `scale`
    the power of ten for its amounts, None where no heading states one; `shares` that for shares;
    `corner` the head over the labels; `headed` whether there is a head at all.
    """

    place: Stretch
    label: Cell
    numbers: tuple[Placed, ...]
    sections: tuple[Cell, ...] = ()
    title: str = ""
    scale: int | None = None
    shares: int | None = None
    corner: str = ""
    headed: bool = False


@dataclass(slots=True)
class _Head:
    """The head that rows stand under."""

    lines: list[Line] = field(default_factory=list)
    title: str = ""
    scale: int | None = None
    shares: int | None = None
    width: int = 0
    rates: tuple[bool, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """The head's text, a row each; a cell ends where the next begins."""
        return tuple(
            "\n".join(cell.text for cell in line.cells if _is_of_head(cell)) for line in self.lines
        )

    @property
    def corner(self) -> str:
        """The head over the labels."""
        first = self.lines[-1].cells[0].text if self.lines else ""
        return first if len(self.lines[-1].cells if self.lines else ()) > 1 else ""


def read_table(block: Block, told: Sequence[Quantity] = ()) -> list[Row]:
    """The rows of a table, in order; `told` are the numbers of the text, each with its scale."""
    rows = list(_rows(block))
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


def _rows(block: Block) -> Iterator[Row]:
    head, waiting, sections = _Head(), [], []  # type: _Head, list[Line], list[Cell]
    for at, line in enumerate(block.lines):
        if line.kind == "rule":
            continue
        if line.kind != "data":
            waiting.append(line)
            continue
        if waiting:
            new, inner = _head_of(waiting, head)
            if new is not head:
                head = new
                _measure(head, block.lines[at:])
                sections = inner
            else:
                sections = inner or sections
            waiting = []
        yield _row(line, head, tuple(sections))
        if line.cells[0].text.lower().startswith("total") and sections:
            sections = []


def _head_of(waiting: Sequence[Line], before: _Head) -> tuple[_Head, list[Cell]]:
    """A new head, with the sections below it, or the old one where the lines are sections."""
    telling = [at for at, line in enumerate(waiting) if _tells(line)]
    text = " ".join(cell.text for line in waiting for cell in line.cells)
    scale = scale_in(text)
    if not telling or not _is_enough([waiting[at] for at in telling]):
        if scale is not None:
            before.scale = scale
        first = telling[-1] + 1 if telling and scale is not None else 0
        return before, _sections(waiting[first:])
    lines = list(waiting[telling[0] : telling[-1] + 1])
    above = " ".join(cell.text for line in waiting[: telling[0]] for cell in line.cells)
    head = _Head(lines, above, scale if scale is not None else before.scale, scale_of_shares(text))
    outer = [line.cells[0] for line in waiting[: telling[0]] if _is_section(line)][-1:]
    return head, [*outer, *_sections(waiting[telling[-1] + 1 :])]


def _sections(lines: Sequence[Line]) -> list[Cell]:
    """The headings right above a row: the last line, and one over it that opens something."""
    found = [line.cells[0] for line in lines if _is_section(line)]
    return [
        cell
        for at, cell in enumerate(found)
        if at == len(found) - 1 or cell.text.endswith(":") or cell.text.isupper()
    ][-2:]


def _is_section(line: Line) -> bool:
    return (
        len([cell for cell in line.cells if cell.text]) == 1
        and scale_in(line.cells[0].text) is None
    )


def _tells(line: Line) -> bool:
    """Whether a line of words is of a head: it has atoms, and little else, or a scale."""
    if any(_is_of_head(cell) for cell in line.cells) or _is_worded_head(line):
        return True
    return scale_in(" ".join(cell.text for cell in line.cells)) is not None


def _is_worded_head(line: Line) -> bool:
    """A row of words in cells, a word over each column."""
    return line.kind == "words" and sum(bool(cell.text) for cell in line.cells) > 1


def _is_of_head(cell: Cell) -> bool:
    """Whether the words of a cell are mostly those of a column's head."""
    length = sum(_letters(atom.text) for atom in atoms([cell.text]))
    return length > 0 and 3 * _letters(cell.text) <= 5 * length


def _letters(text: str) -> int:
    return sum(letter.isalnum() or letter == "%" for letter in text)


def _is_enough(lines: Sequence[Line]) -> bool:
    """Whether a head has a period or two columns; one word of a basis is a section."""
    if any(_is_worded_head(line) for line in lines):
        return True
    found = [atom for line in lines for atom in atoms(["\n".join(c.text for c in line.cells)])]
    leaves = [atom for atom in found if atom.kind not in ("basis", "span")]
    return len(leaves) > 1 or (bool(leaves) and any(len(line.cells) > 1 for line in lines))


def _measure(head: _Head, lines: Sequence[Line]) -> None:
    """How many numbers most rows below a head have, and which of them are percentages."""
    rows = [_values(line) for line in lines if line.kind == "data"]
    if not rows:
        return
    head.width = max(Counter(map(len, rows)).items(), key=lambda each: (each[1], each[0]))[0]
    wide = [row for row in rows if len(row) == head.width]
    head.rates = tuple(
        2 * sum(_is_rate(row[at]) for row in wide) > len(wide) for at in range(head.width)
    )


def _is_rate(cell: Cell) -> bool:
    return cell.number is not None and cell.number.unit in ("%", "pp", "bp")


def _values(line: Line) -> list[Cell]:
    """The cells of a row that are numbers, or say that there is none."""
    return [
        cell for cell in line.cells[1:] if cell.number is not None or (cell.text and cell.is_blank)
    ]


def _row(line: Line, head: _Head, sections: tuple[Cell, ...]) -> Row:
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


def _placed(line: Line, head: _Head) -> Iterator[Placed]:
    cells = _values(line)
    columns = None if line.barred else _columns(cells, head)
    by_cell = None if columns else _by_cell(line, head)
    if by_cell is not None:
        for cell, words in zip(line.cells[1:], by_cell, strict=False):
            if cell.number is not None:
                yield Placed(cell, read_column(words))
        return
    columns = columns or _columns(cells, head)
    for at, cell in enumerate(cells):
        if cell.number is not None:
            yield Placed(cell, columns[at] if columns else None)


def _by_cell(line: Line, head: _Head) -> list[str] | None:
    """The head over each cell, where head and row have the same cells; spans reach to the right."""
    if not head.lines:
        return None
    last = head.lines[-1]
    count = len(line.cells)
    if len(last.cells) != count or not any(cell.text for cell in last.cells[1:]):
        return None
    if any(
        bool(cell.text) and not bool(over.text)
        for cell, over in zip(line.cells[1:], last.cells[1:], strict=True)
    ):
        return None
    heads = [""] * (count - 1)
    for above in head.lines:
        if len(above.cells) != count:
            continue
        reach = ""
        for at, cell in enumerate(above.cells[1:]):
            reach = cell.text or (reach if above is not last else "")
            heads[at] = f"{heads[at]} {reach}".strip()
    return heads


def _columns(cells: Sequence[Cell], head: _Head) -> Sequence[Column] | None:
    """The columns of a row's numbers; a row with fewer lacks shares, changes or an estimate."""
    if not head.lines:
        return None
    whole = read_columns(head.rows, head.width, head.rates)
    if whole is None or len(cells) == len(whole):
        return whole or read_columns(head.rows, len(cells))
    rates = [_is_rate(cell) for cell in cells]
    for kept in (("time", "actual", "prior"), ("time", "actual", "prior", "change")):
        fewer = [column for column in whole if column.kind in kept]
        if len(fewer) == len(cells) and _agrees(fewer, rates):
            return fewer
    return None


def _agrees(columns: Sequence[Column], rates: Sequence[bool]) -> bool:
    """Whether percentages stand under changes where not all of a row are such."""
    if all(rates) or not any(rates):
        return all(column.kind != "change" for column in columns) or all(rates)
    return all(
        rate == (column.kind == "change") for column, rate in zip(columns, rates, strict=True)
    )
