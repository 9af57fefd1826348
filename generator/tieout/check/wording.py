"""Numbers and names as messages show them, and when two numbers may be the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from tieout.figures.display import half_up
from tieout.figures.figure import Figure
from tieout.figures.scales import SCALES
from tieout.figures.typed import Unit

_CONCEPT = re.compile(r"(us-gaap|ifrs-full):\w+")


def overlaps(one: Figure, other: Figure) -> bool:
    """Whether two numbers may be the same within what their printed digits leave open."""
    return one.low <= other.high and other.low <= one.high


def is_tagged(*figures: Figure) -> bool:
    """Whether all were read under concepts of tagged filings, so that no digit was mistyped."""
    return all(_CONCEPT.fullmatch(each.origin.locator) for each in figures)


def named(figure: Figure) -> str:
    """The figure's key as a record types it: `cloud.revenue`."""
    return f"{figure.segment}.{figure.metric}" if figure.segment else figure.metric


def has(figures: Sequence[Figure]) -> str:
    """The first of the figures, and how many more there are: `revenue` and 3 more figures have."""
    more = len(figures) - 1
    first = f"`{named(figures[0])}`"
    if not more:
        return f"{first} has"
    return f"{first} and {more} more {'figure' if more == 1 else 'figures'} have"


def told(value: Decimal, unit: str, places: int = 2) -> str:
    """A number that was worked out, with its unit: `-1 million CNY`, `4.77%`."""
    scale = Decimal(1)
    if Unit(unit).currency and "/" not in unit and abs(value) >= SCALES["million"]:
        scale = SCALES["million"]
    digits = f"{half_up(value / scale, places):,}"
    if "." in digits and "/" not in unit:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}%" if unit == "%" else f"{digits} {Unit(unit, scale)}"
