"""Distances to estimates on one axis of per cent, the same for every row of a scoreboard.

Places are in per cent of the axis's width, so that one drawing serves every screen and paper. What
lies beyond an end is drawn at the end, as an arrow that carries its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.figures.figure import Figure
from tieout.figures.said import range_of, shown
from tieout.figures.saying import a_change, changed, joined, say

ENDS = (5, 10, 20, 50)
"""The axis ends at the least of these per cents that holds two thirds of what is drawn."""
_MARGIN = Decimal(7)
"""What is left free at each end for arrows, in per cent of the width."""
_NEIGHBOUR = Decimal(5)
"""Marks that are nearer than this, in per cent of the width, stand one above the other."""
_DIGITS = frozenset("123456789")
_LEVELS = (0, -7, 7)
_WIDE = Decimal("0.06")
"""A rounding interval is drawn where it is wider than this part of the axis's half."""


@dataclass(frozen=True, slots=True)
class DistanceMark:
    """One estimate on the axis, or all of a lane that lie beyond one of its ends."""

    kind: Literal["mark", "left", "right"]
    """`left` and `right` are arrows at the ends."""
    x: str
    """Where it stands: `54.56%`."""
    rise: int
    """Pixels below the lane's middle, where it would cover a neighbour."""
    span: tuple[str, str] | None
    """From where to where rounding leaves it open, if that is wide enough to be seen."""
    direction: str
    """`up` or `down`; empty where it may be either."""
    hint: str
    """Whose estimate, and how far off: `Bloomberg: +1.1%`."""
    label: str
    """The number of an arrow."""
    figure: str
    """The id of an arrow's one figure; empty where it stands for several."""


def end_of(distances: Iterable[Figure]) -> int:
    """Where the axis ends, in per cent."""
    sizes = [abs(each.value) for each in distances]
    held = (end for end in ENDS if 3 * sum(size <= end for size in sizes) >= 2 * len(sizes))
    return next(held, ENDS[-1])


def marks(distances: Sequence[tuple[Figure, str]], end: int) -> tuple[DistanceMark, ...]:
    """The marks of one lane; each distance, in per cent, comes with the name of its provider."""
    inside = [each for each in distances if abs(each[0].value) <= end]
    levels: dict[int, Decimal] = {}
    found = []
    for figure, provider in sorted(inside, key=lambda each: each[0].value):
        at = _place(figure.value, end)
        free = (level for level in _LEVELS if at - levels.get(level, -at - 99) >= _NEIGHBOUR)
        level = next(free, 0)
        levels[level] = at
        found.append(_mark(figure, provider, at, level, end))
    for side, sign in (("left", -1), ("right", 1)):
        beyond = [each for each in distances if each[0].value * sign > end]
        if beyond:
            found.append(_arrow(beyond, side))
    return tuple(found)


def _mark(figure: Figure, provider: str, at: Decimal, level: int, end: int) -> DistanceMark:
    span = None
    if figure.high - figure.low > end * _WIDE:
        low, high = (
            max(Decimal(0), min(_place(each, end), Decimal(100)))
            for each in (figure.low, figure.high)
        )
        span = (_text(low), _text(high))
    hint = say("{provider}: {number}", provider=provider, number=shown(figure))
    return DistanceMark("mark", _text(at), level, span, direction(figure), hint, "", figure.id)


def _arrow(beyond: Sequence[tuple[Figure, str]], side: str) -> DistanceMark:
    figures = [figure for figure, _ in beyond]
    hint = joined(
        "; ",
        (
            say("{provider}: {number}", provider=provider, number=shown(figure))
            for figure, provider in beyond
        ),
    )
    return DistanceMark(
        kind="left" if side == "left" else "right",
        x="0%" if side == "left" else "100%",
        rise=0,
        span=None,
        direction=direction(figures[0]),
        hint=hint,
        label=changed(_without_hedge, range_of(figures)),
        figure=figures[0].id if len(figures) == 1 else "",
    )


@a_change
def _without_hedge(text: str) -> str:
    return text.removeprefix("about ").removeprefix("\u7ea6 ")


def direction(figure: Figure) -> str:
    """`up` or `down`; empty where its rounding leaves both open, or it prints as nothing."""
    if figure.low <= 0 <= figure.high or not set(shown(figure)) & _DIGITS:
        return ""
    return "up" if figure.value > 0 else "down"


def _place(value: Decimal, end: int) -> Decimal:
    return 50 + value / end * (50 - _MARGIN)


def _text(place: Decimal) -> str:
    return f"{place:.2f}%"
