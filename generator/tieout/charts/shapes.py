"""The shapes that charts take: one Vega-Lite specification each, made by Altair, without data.

A chart is a shape with datasets put in. The expressions here are all there are: fixed ones, which
the interpreter of expressions runs under a strict content policy. Text on a chart is written
before, by the one module that rounds; a specification formats nothing but the ticks of an axis.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

Spec = dict[str, Any]

_PERIODS = alt.Axis(
    grid=False,
    labelAngle=0,
    labelExpr=(
        "substring(datum.value, 5) == 'FY' ? 'FY' + substring(datum.value, 2, 4)"
        " : substring(datum.value, 6) == '1' || datum.index == 0"
        " ? [substring(datum.value, 5), 'FY' + substring(datum.value, 2, 4)]"
        " : substring(datum.value, 5)"
    ),
)
_LINES = "split(datum.label, '\\n')"
"""Headings come with their line ends."""
_WIDE = 340
_TILE = 162
_BANDS = 307
_NAMED_ROW = 36
"""A row whose name stands above what is drawn, and has the whole width."""
_LINE = 13
"""A further line of a name."""
_ROW = 23
"""A row whose name stands at the left."""


def dataset(name: str) -> alt.Chart:
    """What is drawn from a named dataset, which the chart puts in."""
    return alt.Chart(alt.NamedData(name=name))


@cache
def bars_over_line() -> Spec:
    """An amount by period as bars, and a ratio below as a line.

    Rows: `period` (2026-Q2), `amount`, `amount_text`, `ratio`, `ratio_text`, `stated` (whether the
    ratio is the issuer's own, a hollow point), `now` (whether it is the period that the chart is
    about), `hint`. What is not known is null, and its place stays empty. Captions: `place` (upper,
    lower), `text`. Room: one row, the `amount` at the axis's foot.
    """
    rows = dataset("rows")
    bands = alt.Scale(paddingInner=0.22, paddingOuter=0.11)
    x = alt.X("period:O", sort=None, axis=_PERIODS, scale=bands)
    bare = alt.X("period:O", sort=None, axis=None)
    y = alt.Y("amount:Q", axis=_ticks(3))
    ratio = alt.Y("ratio:Q", scale=alt.Scale(padding=12), axis=_ticks(2))
    now = alt.Color("now:O", scale=alt.Scale(domain=[False, True]), legend=None)
    bars = rows.mark_bar().encode(x=x, y=y, color=now, tooltip="hint:N")
    over = alt.expr("datum.amount < 0 ? 9 : -7")
    amounts = [
        rows.mark_text(dy=over, style=style).encode(x=x, y=y, text="amount_text:N")
        for style in ("halo", "plain")
    ]
    line = rows.mark_line().encode(x=bare, y=ratio)
    dots = [
        _seen_if(test, rows.mark_point(style=style, filled=style == "dot")).encode(
            x=bare, y=ratio, tooltip="hint:N"
        )
        for style, test in (("dot", "!datum.stated"), ("ring", "datum.stated"))
    ]
    ratios = [
        rows.mark_text(style=style, dy=-10).encode(x=bare, y=ratio, text="ratio_text:N")
        for style in ("halo", "on-line")
    ]
    zero = dataset("once").mark_rule().encode(y=alt.datum(0))
    room = dataset("room").mark_point(opacity=0, size=0).encode(y=y)
    upper = alt.layer(_caption("upper"), room, bars, zero, *amounts)
    lower = alt.layer(_caption("lower"), zero, line, *ratios, *dots)
    return finished(
        alt.vconcat(
            upper.properties(width=_BANDS, height=120), lower.properties(width=_BANDS, height=54)
        )
    )


@cache
def paired_bars(lines: int = 1) -> Spec:
    """Two measures of each part of a whole, side by side, the part's name above them.

    `lines` is how many the longest name has; a name breaks at its line ends.
    Rows: `row` (a key in order), `name`, `slot` (0 to 7, the part's colour), `left`, `left_text`,
    `right`, `right_text`. Captions: `place` (left, right), `text`. Room: two rows with `left` and
    `right`, the ends of both axes.
    """
    rows = dataset("rows")
    step = _NAMED_ROW + _LINE * (lines - 1)
    low = step // 2 - 11  # of the bar's middle below the row's
    color = alt.Color(
        "slot:O", scale=alt.Scale(domain=list(range(8)), range="category"), legend=None
    )

    def panel(side: str, *over: alt.Chart) -> Any:
        x = alt.X(f"{side}:Q", axis=None, scale=alt.Scale(nice=False))
        room = dataset("room").mark_point(opacity=0, size=0).encode(x=x)
        bars = rows.mark_bar(size=12, yOffset=low).encode(x=x, y=_rows(), color=color)
        texts = [
            rows.transform_filter(f"datum.{side} >= 0").mark_text(
                align="left", dx=4, dy=low + 1, style="strong"
            ),
            rows.transform_filter(f"datum.{side} < 0").mark_text(
                align="right", dx=-4, dy=low + 1, style="strong"
            ),
        ]
        beside = [each.encode(x=x, y=_rows(), text=f"{side}_text:N") for each in texts]
        unknown = (
            rows.transform_filter(f"!isValid(datum.{side})")
            .mark_text(align="left", dx=5, dy=low + 1, style="quiet")
            .encode(x=alt.datum(0), y=_rows(), text=f"{side}_text:N")
        )
        marks = [room, _caption(side), bars, _zero(rows, low), *beside, unknown, *over]
        return alt.layer(*marks).properties(width=_TILE, height={"step": step})

    above = alt.expr(f"{low - 15} - {_LINE} * (length(split(datum.name, '\\n')) - 1)")
    names = rows.mark_text(align="left", dy=above, limit=_WIDE, lineBreak="\n")
    named = panel("left", names.encode(x=alt.value(0), y=_rows(), text="name:N"))
    return finished(alt.hconcat(named, panel("right"), spacing=15, bounds="flush"))


@cache
def estimates() -> Spec:
    """An actual figure against each estimate of it: a row an estimate, a section an actual.

    Rows: `section`, `row` (a key in order), `name` (of the provider), `estimate`, `estimate_text`,
    `actual`, `surprise_text`, `hint`. Headings: `row`, `text` (the metric, its unit, the actual).
    Each section is drawn to its own scale, from the least to the greatest of its numbers.
    """
    rows = alt.Chart()
    scale = alt.Scale(domain=[0, 1], range=[160, 238])
    estimate = alt.X("estimate_at:Q", axis=None, scale=scale)
    actual = alt.X("actual_at:Q", axis=None, scale=scale)
    gap = rows.mark_rule(style="gap").encode(x=estimate, x2="actual_at:Q", y=_rows())
    dots = rows.mark_point(style="open").encode(x=estimate, y=_rows(), tooltip="hint:N")
    ticks = rows.mark_tick(style="actual", orient="vertical").encode(x=actual, y=_rows())
    values = rows.mark_text(align="right", style="on-line").encode(
        x=alt.value(146), y=_rows(), text="estimate_text:N"
    )
    marks = [gap, dots, ticks, values, _name(rows, 108), _value(rows, "surprise_text")]
    placed = (
        alt.layer(*marks, data=alt.NamedData(name="rows"))
        .transform_joinaggregate(
            groupby=["section"], least="min(estimate)", greatest="max(estimate)"
        )
        .transform_calculate(low="min(datum.least, datum.actual)")
        .transform_calculate(width="max(datum.greatest, datum.actual) - datum.low || 1")
        .transform_calculate(estimate_at="(datum.estimate - datum.low) / datum.width")
        .transform_calculate(actual_at="(datum.actual - datum.low) / datum.width")
    )
    signs = [*_sign("open", 0, "estimate"), *_sign("actual", 66, "actual", "stroke")]
    return _sections(placed, [*signs, _over_values("surprise")])


@cache
def moves() -> Spec:
    """The change of a price by stretch of trading, before the news and after it.

    Rows: `section` (before or after), `row` (a key in order), `name` (the stretch, its day and the
    price), `change`, `change_text`, `close` (whether trading ended at it; else a quote), `hint`.
    Headings: `row`, `text`.
    """
    rows = alt.Chart()
    x = alt.X("change:Q", axis=None, scale=alt.Scale(padding=8, range=[164, 288]))
    stems = rows.mark_rule(style="gap").encode(x=x, x2=alt.datum(0), y=_rows())
    marks = [_zero(rows, 0), stems]
    for dots, test in (
        (rows.mark_point(style="open"), "!datum.close"),
        (rows.mark_square(style="solid"), "datum.close"),
    ):
        marks.append(_seen_if(test, dots).encode(x=x, y=_rows(), tooltip="hint:N"))
    marks += [_name(rows, 160), _value(rows, "change_text")]
    signs = [*_sign("solid", 0, "close", "square"), *_sign("open", 50, "quote")]
    placed = alt.layer(*marks, data=alt.NamedData(name="rows"))
    return _sections(placed, [*signs, _over_values("change")])


@cache
def tiles() -> Spec:
    """Small multiples: a line a tile over the same periods, each to its own scale.

    Rows: `tile` (name and unit), `order` of the tile, `slot` (0 to 7, its colour), `period`,
    `value`, `zero` (0 where the tile has values below zero, else null), `left_text` and
    `right_text` (the number at the first and at the last point), `period_text` (under the ends of
    the axis, in the lowest tiles), `hint`.
    """
    rows = alt.Chart()
    x = alt.X("period:O", sort=None, axis=None, scale=alt.Scale(type="point", range=[36, 122]))
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(zero=False, padding=6))
    color = alt.Color(
        "slot:O", scale=alt.Scale(domain=list(range(8)), range="category"), legend=None
    )
    below = alt.value(66)
    chart = alt.layer(
        rows.mark_rule().encode(y="zero:Q"),
        rows.mark_line().encode(x=x, y=y, color=color),
        rows.mark_point(filled=True, size=16, opacity=1).encode(
            x=x, y=y, color=color, tooltip="hint:N"
        ),
        rows.mark_text(align="right", dx=-6, style="quiet").encode(x=x, y=y, text="left_text:N"),
        rows.mark_text(align="left", dx=6, style="strong").encode(x=x, y=y, text="right_text:N"),
        rows.mark_text(style="quiet").encode(x=x, y=below, text="period_text:N"),
    ).properties(width=_TILE, height=52)
    tile = alt.Facet(
        "tile:N", sort=alt.EncodingSortField("order", op="min"), header=_heading(_TILE)
    )
    faceted = chart.facet(data=alt.NamedData(name="rows"), facet=tile, columns=2)
    return finished(faceted.resolve_scale(y="independent"))


def _caption(place: str) -> Any:
    """The heading of a panel, with its unit, above the panel's upper left corner."""
    return (
        dataset("captions")
        .transform_filter(f"datum.place == '{place}'")
        .mark_text(align="left", baseline="bottom", style="quiet")
        .encode(text="text:N", x=alt.value(0), y=alt.value(-13))
    )


def _seen_if(test: str, marks: Any) -> Any:
    return marks.encode(opacity=alt.condition(test, alt.value(1), alt.value(0)))


def _ticks(count: int) -> alt.Axis:
    return alt.Axis(tickCount=count, minExtent=32, maxExtent=32)


def _rows() -> alt.Y:
    return alt.Y("row:O", sort="ascending", axis=None, scale=alt.Scale(padding=0))


def _zero(rows: alt.Chart, offset: int) -> Any:
    """Where a row's bar starts; no line through the names between the bars."""
    ticks = rows.mark_tick(style="zero", yOffset=offset, orient="vertical")
    return ticks.encode(x=alt.datum(0), y=_rows())


def _name(rows: alt.Chart, limit: int) -> Any:
    named = rows.mark_text(align="left", limit=limit)
    return named.encode(x=alt.value(0), y=_rows(), text="name:N")


def _value(rows: alt.Chart, field: str) -> Any:
    """The number at the right end of a row."""
    return rows.mark_text(align="right", style="strong").encode(
        x=alt.value(_WIDE), y=_rows(), text=f"{field}:N"
    )


def _heading(limit: int) -> alt.Header:
    return alt.Header(
        labelOrient="top", labelAnchor="start", labelAngle=0, labelLimit=limit, labelExpr=_LINES
    )


def _sign(style: str, x: int, meaning: str, kind: str = "point") -> list[alt.Chart]:
    """A mark of the key above the rows, with its meaning."""
    once = dataset("once")
    marks = {
        "point": once.mark_point(style=style),
        "square": once.mark_square(style=style),
        "stroke": once.mark_tick(style=style, orient="vertical"),
    }
    at = {"x": alt.value(x + 6), "y": alt.value(6)}
    word = once.mark_text(align="left", dx=9, style="quiet")
    return [marks[kind].encode(**at), word.encode(**at, text=alt.value(meaning))]


def _over_values(meaning: str) -> Any:
    """What the numbers at the right end of the rows are."""
    over = dataset("once").mark_text(align="right", style="quiet")
    return over.encode(x=alt.value(_WIDE), y=alt.value(6), text=alt.value(meaning))


def _sections(rows: Any, key: list[alt.Chart]) -> Spec:
    """Rows under headings, which are rows, too, with the key of signs above them all."""
    legend = alt.layer(*key).properties(width=_WIDE, height=12)
    down = alt.expr("indexof(datum.text, '\\n') < 0 ? 5 : 14")
    headings = dataset("headings").mark_text(align="left", dy=down, style="heading")
    above = headings.encode(x=alt.value(0), y=_rows(), text=alt.Text("text:N"))
    table = alt.layer(rows, above).properties(width=_WIDE, height={"step": _ROW})
    return finished(alt.vconcat(legend, table, spacing=4))


def finished(chart: Any) -> Spec:
    """The specification alone: data and look are put in later.

    `once` is the one dataset that is part of it: a single row, for what is drawn once.
    """
    spec: Spec = chart.to_dict()
    spec.pop("config", None)
    return {**spec, "datasets": {"once": [{}]}}
