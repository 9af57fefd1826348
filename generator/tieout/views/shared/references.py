"""Links of figures: a short label in the text, the address and the figure's id at the page's end.

So a table in Markdown stays narrow enough to be read as it is.
"""

from __future__ import annotations


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
        number = self._numbers.setdefault((href or "#", title), len(self._numbers) + 1)
        return f"[{text}][{number}]"

    def lines(self) -> tuple[str, ...]:
        """What stands at the page's end: `[3]: #s-release "baba/2026-q2/2026-q2.revenue..."`."""
        return tuple(
            f'[{number}]: {href} "{title}"' for (href, title), number in self._numbers.items()
        )
