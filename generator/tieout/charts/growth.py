"""Growth quarter by quarter as one drawing for every width: x in per cent, y and letters in pixels.

Every bar has its number, so that there is no axis. The title says the point where the latest number
is the most or the least of those that are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.figures.said import spelled
from tieout.figures.saying import changed, say

MOST = 12
FEWEST = 3
_HEIGHT, _TOP = Decimal(110), Decimal(22)
_WIDE = Decimal("0.68")
"""How much of its place a bar takes."""
_LABEL, _BELOW = 5, 13
"""Pixels between a bar and its number, above it and below."""
_SHORT = 4
"""Letters of the longest number for which every bar has room in a narrow drawing: `11.6`."""


@dataclass(frozen=True, slots=True)
class QuarterGrowth:
    """One quarter."""

    quarter: str
    """`Q2`."""
    year: str
    """`FY2026`."""
    value: Decimal | None
    text: str
    """`+7.3%`; empty where there is no number."""
    figure: str


@dataclass(frozen=True, slots=True)
class GrowthBar:
    """A bar with its number above it, or below where it hangs."""

    x: str
    width: str
    middle: str
    y: str
    height: str
    """Empty where there is no number."""
    role: str
    """`now`, `year` for the same quarter a year before, or empty."""
    label: str
    """In per cent, without the sign of it: `7.3`."""
    label_y: str
    figure: str
    quarter: str
    year: str
    """With the first bar of each year; else empty."""
    is_minor: bool
    """Whether its number gives way where there is little room."""


@dataclass(frozen=True, slots=True)
class GrowthChart:
    """The bars, the earliest first."""

    title: str
    bars: tuple[GrowthBar, ...]
    zero: str
    """The height at which the line of nothing is drawn."""


def growth_chart(quarters: Sequence[QuarterGrowth]) -> GrowthChart | None:
    """The latest quarters; None where fewer than three have a number, or the latest has none."""
    quarters = quarters[-MOST:]
    known = [each.value for each in quarters if each.value is not None]
    if len(known) < FEWEST or quarters[-1].value is None or not any(known):
        return None
    least, most = min(Decimal(0), *known), max(Decimal(0), *known)
    scale = _HEIGHT / (most - least)
    zero = _TOP + most * scale
    return GrowthChart(_title(known), tuple(_bars(quarters, scale, zero)), f"{zero:.1f}")


def _title(known: Sequence[Decimal]) -> str:
    latest, count = known[-1], spelled(len(known))
    if latest == max(known) and known.count(latest) == 1:
        return say("Growth is the fastest of the {count} quarters on record", count=count)
    if latest == min(known) and known.count(latest) == 1:
        return say("Growth is the slowest of the {count} quarters on record", count=count)
    return say("Growth on the year, quarter by quarter")


def _bars(quarters: Sequence[QuarterGrowth], scale: Decimal, zero: Decimal) -> list[GrowthBar]:
    step = Decimal(100) / len(quarters)
    labels = [changed(_bare, each.text) or "\u2013" for each in quarters]
    is_wide = max(map(len, labels)) > _SHORT
    bars, year = [], ""
    for at, each in enumerate(quarters):
        role = {len(quarters) - 1: "now", len(quarters) - 5: "year"}.get(at, "")
        middle = f"{(at + Decimal('0.5')) * step:.2f}%"
        x, width = f"{(at + (1 - _WIDE) / 2) * step:.2f}%", f"{_WIDE * step:.2f}%"
        first = each.year if each.year != year else ""
        year = each.year
        if each.value is None:
            place = ("", "", f"{zero - _LABEL:.1f}")
        else:
            size = max(abs(each.value) * scale, Decimal(1))
            top = zero - size if each.value >= 0 else zero
            label = top - _LABEL if each.value >= 0 else zero + size + _BELOW
            place = (f"{top:.1f}", f"{size:.1f}", f"{label:.1f}")
        y, height, label_y = place
        bars.append(
            GrowthBar(
                x=x,
                width=width,
                middle=middle,
                y=y,
                height=height,
                role=role,
                label=labels[at],
                label_y=label_y,
                figure=each.figure,
                quarter=each.quarter,
                year=first,
                is_minor=is_wide and not role,
            )
        )
    return bars


def _bare(text: str) -> str:
    return text.removeprefix("+").removesuffix("%")
