"""The way from a line of a page to the line of the file that a contributor edits."""

from __future__ import annotations

from generator.edition import Edition
from generator.problems import Place
from generator.prose import plain


def edited(edition: Edition, place: Place) -> str:
    """The file and line, as a link to the repository's editor where there is one.

    Editors on the web open a file at its top, so the line stands in the text.
    """
    name = f"{plain(place.file)}:{place.line}"
    address = edition.edit(place.file)
    return f'<a href="{plain(address)}">{name}</a>' if address else name
