"""The latest eight periods of a figure as small bars in a line of a table.

A picture of 92 by 22 without a word in it: the numbers stand in the line, and in the charts. A bar
below zero hangs; a period without a figure is a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.charts import terms
from tieout.charts.series import LENGTHS, PeriodRange
from tieout.facts.store import Facts
from tieout.figures.figure import Figure

PERIODS = 8
WIDTH, HEIGHT = 92, 22
_STEP, _BAR = Decimal("11.5"), 8
_FEWEST = 3
_MONTHS = 12
_LEAST = Decimal("0.8")
"""A bar of nearly nothing is still seen."""


@dataclass(frozen=True, slots=True)
class Spark:
    """The outlines of the bars, as a path each draws them."""

    now: str
    """The brief's own period."""
    year: str
    """The same of the year before; empty where there is none."""
    others: str
    gaps: str
    """A point for each period without a figure."""


def spark(facts: Facts, level: Figure) -> Spark | None:
    """The periods up to this figure's, on its own basis; None where fewer than three are known."""
    if level.label.months not in LENGTHS:
        return None
    stretch = PeriodRange(level.issuer, level.label, PERIODS)
    series = stretch.series(facts, level.metric, level.segment, basis=level.basis)
    same = {label: each.value for label, each in series.items() if each.unit == level.unit}
    values = [same.get(label) for label in terms.periods_to(level.label, PERIODS)]
    known = [value for value in values if value is not None]
    if len(known) < _FEWEST or not any(known):
        return None
    return _drawn(values, _MONTHS // level.label.months)


def _drawn(values: Sequence[Decimal | None], a_year: int) -> Spark:
    known = [Decimal(0), *(value for value in values if value is not None)]
    scale = HEIGHT / (max(known) - min(known))
    zero = max(known) * scale
    last = len(values) - 1
    bars = [_bar(at, value, (zero, scale)) for at, value in enumerate(values)]
    known_at = [at for at, value in enumerate(values) if value is not None]
    return Spark(
        now=bars[last] if last in known_at else "",
        year=bars[last - a_year] if last - a_year in known_at else "",
        others="".join(bars[at] for at in known_at if at not in (last, last - a_year)),
        gaps="".join(bar for at, bar in enumerate(bars) if at not in known_at),
    )


def _bar(at: int, value: Decimal | None, axis: tuple[Decimal, Decimal]) -> str:
    """The outline of a bar; of a point at the foot where there is no figure."""
    zero, scale = axis
    left = at * _STEP
    if value is None:
        return f"M{left + _BAR // 2 - 1:.1f} {min(zero, HEIGHT - 1):.1f}h2v1h-2z"
    height = max(abs(value) * scale, _LEAST)
    top = max(zero - height if value >= 0 else zero, Decimal(0))
    return f"M{left:.1f} {top:.1f}h{_BAR}v{height:.1f}h-{_BAR}z"
