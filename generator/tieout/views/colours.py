"""The colours that a folder's charts and cards are drawn in: its own file of them, else ours."""

from __future__ import annotations

from tieout.charts.colours import NoColour, Palettes, palettes
from tieout.problems import BriefsRejected, Place, Problem
from tieout.views.templates import CODE, Folders

_FILE = "theme/assets/colours.css"
_REMEDY = (
    "write a colour as `#1b1f24`, or as `var(--ink)` where it is another's; the file that comes"
    " with tieout has every name"
)


def colours_css(folders: Folders) -> str:
    """The style sheet of colours that pages load: that of the first folder that has one."""
    path = next(path for folder in folders if (path := folder / _FILE).is_file())
    return path.read_text("utf-8", errors="replace")


def palettes_of(folders: Folders) -> Palettes:
    """The colours of charts and cards, as that style sheet has them.

    Raises BriefsRejected, with the file and its line, if one is missing or is no colour.
    """
    try:
        return palettes(colours_css(folders))
    except NoColour as error:
        place = Place(f"templates/{_FILE}", error.line)
        raise BriefsRejected((Problem(place, CODE, str(error), _REMEDY),)) from None
