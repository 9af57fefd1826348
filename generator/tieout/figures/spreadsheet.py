"""Cells of tables that people open in spreadsheets: text stays text, numbers stay numbers."""

from __future__ import annotations

import re

_FORMULA = r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
_ESCAPED_NEXT = re.compile(rf"(?:^|(?<=[;\t\r\n]))(?='*{_FORMULA})")
_ESCAPE = re.compile(rf"(?:^|(?<=[;\t\r\n]))'(?='*{_FORMULA})")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def escaped(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before it.

    Also after a separator within the cell, at which a spreadsheet may split a table that was
    written with another one. Numbers, negative ones too, are not altered.
    """
    if not cell or _PLAIN_NUMBER.fullmatch(cell):
        return cell
    return _ESCAPED_NEXT.sub("'", cell)


def unescaped(cell: str) -> str:
    """A cell as it was before it was escaped."""
    return _ESCAPE.sub("", cell)
