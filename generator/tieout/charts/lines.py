"""Several issuers over the same quarters: one line each, told apart by colour and by sign.

An issuer's colour follows from its slug, so that it is the same in every comparison; of two with
one colour the second is dashed. The script of the page Compare has the same rule (`lines.js`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import altair as alt

from tieout.charts.chart import Chart, ChartTable, Row, Spec, Words, chart
from tieout.charts.shapes import dataset, finished

WIDE, NARROW = 580, 344
"""Natural widths, of a page's column and of a telephone."""
MOST = 10
"""As many lines as there are signs."""
_SIGNS = (
    "circle square triangle-up diamond cross triangle-down triangle-right triangle-left "
    "M-1,-1L1,-1L-1,1L1,1Z M-1,-1L-1,1L1,-1L1,1Z"
).split()
_HUES = 8
_DASHES: tuple[list[int], ...] = ([], [6, 3], [2, 3], [8, 3, 2, 3])
_COLUMNS = {WIDE: 4, NARROW: 3}
_AXIS, _EDGE = 38, 6
_HEIGHT, _LEGEND_LINE = 230, 15
_PERIODS = alt.Axis(
    grid=False,
    labelAngle=0,
    labelExpr=(
        "slice(datum.value, -2) == 'Q1' || (datum.index == 0 && slice(datum.value, -2) != 'Q4')"
        " ? [slice(datum.value, -2), slice(datum.value, 0, -3)]"
        " : datum.index == 0 ? ['Q4', '\u2019' + slice(datum.value, -5, -3)]"
        " : slice(datum.value, -2)"
    ),
)
"""The year stands under each first quarter, and under the first of all: short where that is a
fourth, whose neighbour has its own year a few pixels on."""


@cache
def lines(width: int) -> Spec:
    """A line for each issuer, from the first quarter of any to the last, under their names.

    Rows, in order of time: `period` (2025-Q3, or FY2026-Q2), `slot` (0 to 9, the issuer's sign),
    `hue` (0 to 7, its colour), `again` (0 to 3, its dashes), `value` (null where there is none),
    `hint`. Names: `slot`, `hue`, `name`, and where it stands: `line`, and `at` in pixels. Levels:
    `value`, at which a rule goes across.
    """
    slots = list(range(MOST))
    rows, names = dataset("rows"), dataset("names")
    hues = alt.Scale(domain=list(range(_HUES)), range="category")
    color = alt.Color("hue:N", scale=hues, legend=None)
    dashes = alt.Scale(domain=list(range(len(_DASHES))), range=list(_DASHES))
    dash = alt.StrokeDash("again:N", scale=dashes, legend=None)
    shape = alt.Shape("slot:N", scale=alt.Scale(domain=slots, range=_SIGNS), legend=None)
    x = alt.X("period:O", sort=None, axis=_PERIODS, scale=alt.Scale(type="point", padding=0.3))
    ticks = alt.Axis(tickCount=5, minExtent=_AXIS, maxExtent=_AXIS)
    y = alt.Y("value:Q", axis=ticks, scale=alt.Scale(zero=False))
    across = dataset("levels").mark_rule().encode(y=y)
    paths = rows.mark_line().encode(x=x, y=y, color=color, strokeDash=dash, detail="slot:N")
    points = rows.mark_point(filled=True, size=34, opacity=1).encode(
        x=x, y=y, color=color, shape=shape, tooltip="hint:N"
    )
    at = {"x": alt.X("at:Q", scale=None, axis=None), "y": alt.Y("line:O", axis=None)}
    signs = names.mark_point(filled=True, size=40, opacity=1, xOffset=5).encode(
        **at, color=color, shape=shape
    )
    texts = names.mark_text(align="left", dx=13, limit=118).encode(**at, text="name:N")
    plot = width - _AXIS - _EDGE
    legend = alt.layer(signs, texts).properties(width=plot, height={"step": _LEGEND_LINE})
    drawn = alt.layer(across, paths, points).properties(width=plot, height=_HEIGHT)
    return finished(alt.vconcat(legend, drawn, spacing=12))


@dataclass(frozen=True, slots=True)
class Look:
    """How an issuer's line looks: its colour, and how often that was given before."""

    hue: int
    again: int


def looks(slugs: Sequence[str]) -> list[Look]:
    """The looks of issuers that are set side by side, by their slugs."""
    hues = [sum(place * ord(letter) for place, letter in enumerate(slug, 1)) for slug in slugs]
    hues = [hue % _HUES for hue in hues]
    return [Look(hue, hues[:slot].count(hue) % len(_DASHES)) for slot, hue in enumerate(hues)]


@dataclass(frozen=True, slots=True)
class Named:
    """An issuer with a line: its slug, and what it is called."""

    slug: str
    name: str


def legend(named: Sequence[Named], width: int) -> list[Row]:
    """Where the names stand above the lines, row by row."""
    columns = _COLUMNS[width]
    step = (width - _AXIS - _EDGE) / columns
    seen = looks([each.slug for each in named])
    return [
        {
            "slot": slot,
            "hue": seen[slot].hue,
            "name": each.name,
            "line": slot // columns,
            "at": slot % columns * step,
        }
        for slot, each in enumerate(named)
    ]


@dataclass(frozen=True, slots=True)
class QuarterMark:
    """One quarter of one issuer, or the gap where it has no figure."""

    period: str
    slot: int
    value: str
    """The exact decimal; empty for a gap."""
    figure: str
    """The figure's id."""
    hint: str


def compared(
    words: Words,
    table: ChartTable,
    named: Sequence[Named],
    marks: Sequence[QuarterMark],
    width: int,
) -> Chart:
    """Growth of several issuers as lines around zero; `marks` are in order of time."""
    seen = looks([each.slug for each in named])
    rows: list[Row] = [
        {
            "period": mark.period,
            "slot": mark.slot,
            "hue": seen[mark.slot].hue,
            "again": seen[mark.slot].again,
            "value": float(mark.value) if mark.value else None,
            "value_figure": mark.figure or None,
            "hint": mark.hint,
        }
        for mark in marks
    ]
    datasets: dict[str, Sequence[Row]] = {
        "rows": rows,
        "names": legend(named, width),
        "levels": [{"value": 0}],
    }
    return chart(words, table, lines(width), datasets)
