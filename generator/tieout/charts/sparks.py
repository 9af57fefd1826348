"""The latest eight periods of a figure as small bars in a line of a table.

A picture of 92 by 22 without a word in it: the numbers stand in the line, and in the charts. A bar
below zero hangs; a period without a figure is a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

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


Role = Literal["now", "year", ""]


@dataclass(frozen=True, slots=True)
class SparkBar:
    """One period."""

    x: str
    y: str
    height: str
    """Empty where there is no figure: a point then stands at the foot."""
    role: Role
    """The brief's own period, the same of the year before, or any other."""


@dataclass(frozen=True, slots=True)
class Spark:
    """The bars, the earliest first."""

    bars: tuple[SparkBar, ...]


def spark(facts: Facts, level: Figure) -> Spark | None:
    """The periods up to this figure's, on its own basis; None where fewer than three are known."""
    if level.label.months not in LENGTHS:
        return None
    stretch = PeriodRange(level.issuer, level.label, PERIODS)
    same = {
        label: figure.value
        for label, figure in stretch.series(facts, level.metric, level.segment).items()
        if (figure.basis, figure.unit) == (level.basis, level.unit)
    }
    values = [same.get(label) for label in terms.periods_to(level.label, PERIODS)]
    known = [value for value in values if value is not None]
    if len(known) < _FEWEST or not any(known):
        return None
    return Spark(tuple(_bars(values, _MONTHS // level.label.months)))


def _bars(values: Sequence[Decimal | None], a_year: int) -> Iterator[SparkBar]:
    known = [Decimal(0), *(value for value in values if value is not None)]
    scale = HEIGHT / (max(known) - min(known))
    zero = max(known) * scale
    roles: dict[int, Role] = {PERIODS - 1: "now", PERIODS - 1 - a_year: "year"}
    for at, value in enumerate(values):
        x, role = f"{at * _STEP:.1f}", roles.get(at, "")
        if value is None:
            middle = at * _STEP + _BAR // 2 - 1
            yield SparkBar(f"{middle:.1f}", f"{min(zero, HEIGHT - 1):.1f}", "", role)
            continue
        height = max(abs(value) * scale, _LEAST)
        top = zero - height if value >= 0 else zero
        yield SparkBar(x, f"{max(top, Decimal(0)):.1f}", f"{height:.1f}", role)
