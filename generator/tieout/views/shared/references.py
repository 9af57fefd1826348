"""Links of figures: a short label in the text, the address and the figure's id at the page's end.

So a table in Markdown stays narrow enough to be read as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from tieout.figures.saying import changed, framed

_LABEL = re.compile(r"(?<=\]\[)[0-9]+(?=\])")
"""The number of a link. No text of a contributor looks like one: its brackets are escaped."""


@dataclass(frozen=True, slots=True)
class LinkedCells:
    """Cells of a table, made before the page that they are for, with links numbered by themselves.

    So rows can be made issuer by issuer, and a page of all issuers needs nothing but the rows.
    """

    cells: tuple[str, ...]
    targets: tuple[tuple[str, str], ...] = ()
    """Where the links lead, the first number's first, each with its title."""


class References:
    """The references of one page, numbered as they are asked for."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def link(self, text: str, href: str, figure: str, value: str = "") -> str:
        """A figure's text as a link: `[247,795][3]`; `figure` is its id.

        An empty `href` leads nowhere: the figure then only carries its id. A `value` is the exact
        number, for tables that can be sorted, with the unit where that is not the table's.
        """
        title = f"{figure} = {value}" if value else figure
        number = self._number((href or "#", title))
        return framed("[{text}][{number}]", text=text, number=number)

    def _number(self, target: tuple[str, str]) -> int:
        return self._numbers.setdefault(target, len(self._numbers) + 1)

    def around(self, *cells: str) -> LinkedCells:
        """Cells whose links are all there are so far, to be numbered anew by their page."""
        return LinkedCells(cells, tuple(self._numbers))

    def numbered(self, row: LinkedCells) -> tuple[str, ...]:
        """Cells that were made before, their links numbered as this page asks for them."""
        numbers = [str(self._number(target)) for target in row.targets]
        return tuple(changed(partial(_renumbered, numbers), cell) for cell in row.cells)

    def lines(self) -> tuple[str, ...]:
        """What stands at the page's end: `[3]: #s-release "baba/2026-q2/2026-q2.revenue..."`."""
        return tuple(
            f'[{number}]: {href} "{title}"' for (href, title), number in self._numbers.items()
        )


def _renumbered(numbers: Sequence[str], cell: str) -> str:
    return _LABEL.sub(lambda label: numbers[int(label[0]) - 1], cell)
