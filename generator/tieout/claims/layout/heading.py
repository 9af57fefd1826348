"""The head that the rows of a table stand under, with the headings and the scale around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tieout.claims.layout.atoms import CURRENCY, atoms
from tieout.claims.layout.cells import Cell
from tieout.claims.layout.lines import PrintedLine
from tieout.claims.layout.scales import scale_in, scale_of_shares


@dataclass(slots=True)
class TableHead:
    """The head that rows stand under."""

    lines: list[PrintedLine] = field(default_factory=list)
    title: str = ""
    scale: int | None = None
    shares: int | None = None
    width: int = 0
    widest: int = 0
    rates: tuple[bool, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """The head's text, a row each; a cell ends where the next begins."""
        return tuple(
            "\n".join(
                cell.text
                for cell in line.cells
                if is_of_head(cell) or CURRENCY.fullmatch(cell.text)
            )
            for line in self.lines
        )

    @property
    def corner(self) -> str:
        """The head over the labels."""
        first = self.lines[-1].cells[0].text if self.lines else ""
        return first if len(self.lines[-1].cells if self.lines else ()) > 1 else ""


def head_of(waiting: Sequence[PrintedLine], before: TableHead) -> tuple[TableHead, list[Cell]]:
    """A new head, with the sections below it, or the old one where the lines are sections."""
    telling = [at for at, line in enumerate(waiting) if tells(line)]
    text = " ".join(cell.text for line in waiting for cell in line.cells)
    scale = scale_in(text)
    if not telling or not _is_enough([waiting[at] for at in telling]):
        if scale is not None:
            before.scale = scale
        first = telling[-1] + 1 if telling and scale is not None else 0
        return before, _sections(waiting[first:])
    lines = list(waiting[telling[0] : telling[-1] + 1])
    above = " ".join(cell.text for line in waiting[: telling[0]] for cell in line.cells)
    head = TableHead(
        lines, above, scale if scale is not None else before.scale, scale_of_shares(text)
    )
    outer = [line.cells[0] for line in waiting[: telling[0]] if _is_section(line)][-1:]
    return head, [*outer, *_sections(waiting[telling[-1] + 1 :])]


def _sections(lines: Sequence[PrintedLine]) -> list[Cell]:
    """The headings right above a row: the last line, and one over it that opens something."""
    found = [line.cells[0] for line in lines if _is_section(line)]
    return [
        cell
        for at, cell in enumerate(found)
        if at == len(found) - 1 or cell.text.endswith(":") or cell.text.isupper()
    ][-2:]


def _is_section(line: PrintedLine) -> bool:
    return (
        len([cell for cell in line.cells if cell.text]) == 1
        and scale_in(line.cells[0].text) is None
    )


def tells(line: PrintedLine) -> bool:
    """Whether a line of words is of a head: it has atoms, and little else, or a scale."""
    if any(is_of_head(cell) for cell in line.cells) or _is_worded_head(line):
        return True
    return scale_in(" ".join(cell.text for cell in line.cells)) is not None


def _is_worded_head(line: PrintedLine) -> bool:
    """A row of words in cells, a word over each column."""
    return line.kind == "words" and sum(bool(cell.text) for cell in line.cells) > 1


def is_of_head(cell: Cell) -> bool:
    """Whether the words of a cell are mostly those of a column's head."""
    length = sum(_letters(atom.text) for atom in atoms([cell.text]))
    return length > 0 and 3 * _letters(CURRENCY.sub(" ", cell.text)) <= 5 * length


def _letters(text: str) -> int:
    return sum(letter.isalnum() or letter == "%" for letter in text)


def _is_enough(lines: Sequence[PrintedLine]) -> bool:
    """Whether a head has a period or two columns; one word of a basis is a section."""
    if any(_is_worded_head(line) for line in lines):
        return True
    found = [atom for line in lines for atom in atoms(["\n".join(c.text for c in line.cells)])]
    leaves = [atom for atom in found if atom.kind not in ("basis", "span", "between")]
    return len(leaves) > 1 or (bool(leaves) and any(len(line.cells) > 1 for line in lines))


def measure(head: TableHead, lines: Sequence[PrintedLine]) -> None:
    """How many numbers most rows below a head have, and which of them are percentages."""
    rows = [values(line) for line in lines if line.kind == "data"]
    if not rows:
        return
    head.widest = max(map(len, rows))
    head.width = max(Counter(map(len, rows)).items(), key=lambda each: (each[1], each[0]))[0]
    wide = [row for row in rows if len(row) == head.width]
    head.rates = tuple(
        2 * sum(is_rate(row[at]) for row in wide) > len(wide) for at in range(head.width)
    )


def is_rate(cell: Cell) -> bool:
    """Whether a cell is a percentage, points or basis points."""
    return cell.number is not None and cell.number.unit in ("%", "pp", "bp")


def values(line: PrintedLine) -> list[Cell]:
    """The cells of a row that are numbers, or say that there is none."""
    return [
        cell for cell in line.cells[1:] if cell.number is not None or (cell.text and cell.is_blank)
    ]
