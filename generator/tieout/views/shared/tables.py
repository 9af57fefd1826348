"""Tables of a page, as their Markdown cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieout.figures.display import NOTHING
from tieout.figures.saying import framed, say

STATED = framed("<i>{stated}</i>", stated=say("stated"))
"""Before growth that the issuer states and nothing on record gives: the number ends the cell, so
that a column's numbers end on one line."""

_SPARSE = 2
"""A column in which fewer than one row of so many has anything is sparse."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column: its heading, and whether it holds numbers, which stand to the right."""

    title: str
    numbers: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what is said above and below it. Cells are Markdown, ready to print."""

    columns: tuple[ColumnHead, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    """What holds for all of it: the unit, above all."""
    notes: tuple[str, ...] = ()
    """Remarks under the table: why there is no percentage, what a row stands for."""

    @classmethod
    def of(
        cls,
        columns: Sequence[ColumnHead],
        rows: Iterable[Sequence[str]],
        caption: str = "",
        notes: Iterable[str] = (),
        fewest: int = 1,
    ) -> Table:
        """A table without the columns in which fewer rows have anything to show.

        Where most rows of a column have nothing, their cells are left empty: no column of dashes.
        """
        cells = [tuple(row) for row in rows]
        filled = [
            sum(row[index] not in ("", NOTHING) for row in cells) for index in range(len(columns))
        ]
        kept = [index for index, count in enumerate(filled) if index == 0 or count >= fewest]
        sparse = {index for index in kept if index and filled[index] * _SPARSE < len(cells)}
        return cls(
            tuple(columns[index] for index in kept),
            tuple(
                tuple(
                    "" if index in sparse and row[index] == NOTHING else row[index]
                    for index in kept
                )
                for row in cells
            ),
            caption,
            tuple(dict.fromkeys(notes)),
        )

    def __bool__(self) -> bool:
        return bool(self.rows)


def markdown(table: Table) -> str:
    """The table in Markdown, its columns lined up so that the file can be read as it is."""
    lines = [tuple(column.title for column in table.columns), *table.rows]
    widths = [max(3, *(len(line[index]) for line in lines)) for index in range(len(table.columns))]
    head, *body = (_line(line, table.columns, widths) for line in lines)
    rule = [
        "-" * (width - 1) + ":" if column.numbers else ":" + "-" * (width - 1)
        for column, width in zip(table.columns, widths, strict=True)
    ]
    return "\n".join([head, f"| {' | '.join(rule)} |", *body])


def loose(table: Table) -> str:
    """The table in Markdown without lining up, for cells of running text."""
    rule = ["--:" if column.numbers else ":--" for column in table.columns]
    lines = [tuple(column.title for column in table.columns), tuple(rule), *table.rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def strong(cells: Sequence[str]) -> tuple[str, ...]:
    """A row of totals: every cell in bold."""
    return tuple(
        framed("**{cell}**", cell=cell) if cell and cell != NOTHING else cell for cell in cells
    )


def _line(cells: Sequence[str], columns: Sequence[ColumnHead], widths: Sequence[int]) -> str:
    padded = (
        cell.rjust(width) if column.numbers else cell.ljust(width)
        for cell, column, width in zip(cells, columns, widths, strict=True)
    )
    return f"| {' | '.join(padded)} |"
