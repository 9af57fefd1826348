"""Several issuers over the same quarters: one line each, told apart by colour and by sign."""

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

    Rows, in order of time: `period` (2025-Q3, or FY2026-Q2), `slot` (0 to 9, the issuer's colour
    and sign), `piece` (a line is broken between two), `value` (null where there is none), `hint`.
    Names: `slot`, `name`, and where it stands: `line`, and `at` in pixels. Levels: `value`, at
    which a rule goes across.
    """
    slots = list(range(MOST))
    rows, names = dataset("rows"), dataset("names")
    color = alt.Color("slot:N", scale=alt.Scale(domain=slots, range="category"), legend=None)
    shape = alt.Shape("slot:N", scale=alt.Scale(domain=slots, range=_SIGNS), legend=None)
    x = alt.X("period:O", sort=None, axis=_PERIODS, scale=alt.Scale(type="point", padding=0.3))
    ticks = alt.Axis(tickCount=5, minExtent=_AXIS, maxExtent=_AXIS)
    y = alt.Y("value:Q", axis=ticks, scale=alt.Scale(zero=False))
    across = dataset("levels").mark_rule().encode(y=y)
    paths = rows.mark_line().encode(x=x, y=y, color=color, detail="piece:N")
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


def legend(names: Sequence[str], width: int) -> list[Row]:
    """Where the names stand above the lines, row by row."""
    columns = _COLUMNS[width]
    step = (width - _AXIS - _EDGE) / columns
    return [
        {"slot": slot, "name": name, "line": slot // columns, "at": slot % columns * step}
        for slot, name in enumerate(names)
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
    words: Words, table: ChartTable, names: Sequence[str], marks: Sequence[QuarterMark], width: int
) -> Chart:
    """Growth of several issuers as lines around zero; `marks` are in order of time."""
    rows: list[Row] = [
        {
            "period": mark.period,
            "slot": mark.slot,
            "piece": str(mark.slot),
            "value": float(mark.value) if mark.value else None,
            "value_figure": mark.figure or None,
            "hint": mark.hint,
        }
        for mark in marks
    ]
    datasets: dict[str, Sequence[Row]] = {
        "rows": rows,
        "names": legend(names, width),
        "levels": [{"value": 0}],
    }
    return chart(words, table, lines(width), datasets)
