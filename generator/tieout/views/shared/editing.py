"""The way from a line of a page to the line of the file that a contributor edits.

Editors on the web open a file at its top, so the line stands in the text.
"""

from __future__ import annotations

from tieout.edition import Edition
from tieout.figures.saying import say
from tieout.problems import Place
from tieout.views.shared.prose import link


def edited(edition: Edition, place: Place) -> str:
    """The file, and the line where it is not the first, as a link to the repository's editor."""
    at = f":{place.line}" if place.line > 1 else ""
    return link(edition.edit(place.file), f"{place.file}{at}")


def line(edition: Edition, place: Place) -> str:
    """The line alone, `line 12`, as a link to the repository's editor."""
    return link(edition.edit(place.file), say("line {number}", number=place.line))
