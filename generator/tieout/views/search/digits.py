"""Numbers as the search compares them: by their digits, and by the size of the first one.

`34.5` finds +34.50% and `247.8` finds RMB 247.795bn: sign, point, comma, unit and the zeros at both
ends are no part of the digits, and a number is found by what it rounds to as well. The roundings
are made here, so that the script in the browser compares texts alone.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tieout.facts.rows import decimal_text, published
from tieout.figures.display import half_up
from tieout.figures.figure import Figure

_FEWEST = 2
"""Significant digits of the shortest rounding: one alone would find every tenth number."""
_MOST = 4
_NUMBER = re.compile(r"[0-9][0-9.,]*")


def digits(value: Decimal) -> str:
    """`247795` for 247,795 million and `345` for 34.50; empty for zero."""
    return decimal_text(abs(value)).replace(".", "").strip("0")


def spellings(value: Decimal, known: Decimal | None = None) -> tuple[str, ...]:
    """The digits of a number as `known`, then those of its roundings that are no beginning of them.

    `known` is the number as it is published, where it has more digits than that.
    """
    whole = digits(value if known is None else known)
    counts = range(_FEWEST, min(len(whole), _MOST + 1))
    return apart((whole, *(digits(half_up(value, each - 1 - value.adjusted())) for each in counts)))


def spelled(figure: Figure, text: str) -> tuple[str, ...]:
    """The digits of a figure as published, of what it rounds to, and of what its text prints."""
    return apart((*spellings(figure.value, published(figure)), *numbers_in(text)))


def numbers_in(text: str) -> tuple[str, ...]:
    """The digits of each number of a text: `345` of `+34.50%`."""
    return tuple(re.sub("[.,]", "", each.strip("0.,")) for each in _NUMBER.findall(text))


def apart(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are no beginning of one before them."""
    found: list[str] = []
    for text in texts:
        if text and not any(known.startswith(text) for known in found):
            found.append(text)
    return tuple(found)
