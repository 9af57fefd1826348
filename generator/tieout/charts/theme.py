"""The one look of all charts: type, and which colour of a palette each role takes.

A specification names roles (`quiet`, `estimate`) and never a colour; an edition's palette gives
each role its look.
"""

from __future__ import annotations

from typing import Any

from tieout.charts.colours import Palette

FONT_STACK = "-apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, Liberation Sans, sans-serif"
"""What each system writes with, but for Linux, whose own may be a sixth wider than measured."""
TEXT_SIZE = 11
SMALL_SIZE = 10.5
WIDTH = 344
"""A telephone of 360 px shows a drawing of this width at its own size."""


def config(palette: Palette) -> dict[str, Any]:
    """The Vega-Lite configuration in the colours of an edition."""
    return {
        "background": None,
        "padding": 2,
        "font": FONT_STACK,
        "view": {"stroke": None},
        "concat": {"spacing": 10},
        "facet": {"spacing": 12},
        "range": {
            "category": list(palette.categories),
            "ordinal": [palette.past, palette.bar],
        },
        "axis": _axis(palette),
        "header": {
            "title": None,
            "labelAnchor": "start",
            "labelColor": palette.ink,
            "labelFontSize": TEXT_SIZE,
            "labelFontWeight": 600,
            "labelPadding": 0,
        },
        "text": {"color": palette.ink, "fontSize": SMALL_SIZE},
        "bar": {"color": palette.bar},
        "line": {"color": palette.contrast, "strokeWidth": 1.75},
        "rule": {"color": palette.zero, "strokeWidth": 1},
        "style": _styles(palette),
    }


def _axis(palette: Palette) -> dict[str, Any]:
    return {
        "domain": False,
        "ticks": False,
        "title": None,
        "gridColor": palette.rule,
        "labelColor": palette.quiet,
        "labelFontSize": SMALL_SIZE,
        "labelPadding": 5,
    }


def _styles(palette: Palette) -> dict[str, Any]:
    """Looks by role, for marks that are no plain bar, line or text."""
    dot = {"color": palette.contrast, "strokeWidth": 2, "size": 60, "opacity": 1}
    return {
        "plain": {"color": palette.ink},
        "halo": {"color": palette.paper, "stroke": palette.paper, "strokeWidth": 3},
        "quiet": {"color": palette.quiet},
        "heading": {
            "color": palette.ink,
            "fontSize": TEXT_SIZE,
            "fontWeight": 600,
            "baseline": "line-bottom",
            "lineBreak": "\n",
        },
        "strong": {"color": palette.ink, "fontWeight": 600},
        "on-line": {"color": palette.contrast},
        "dot": {"color": palette.contrast, "size": 32, "opacity": 1},
        "ring": {**dot, "fill": palette.paper, "size": 32, "strokeWidth": 1.5},
        "actual": {"color": palette.bar, "thickness": 3, "size": 14, "opacity": 1},
        "open": {**dot, "fill": palette.paper},
        "solid": {**dot, "fill": palette.contrast},
        "gap": {"color": palette.contrast, "strokeWidth": 1.5},
        "zero": {"color": palette.zero, "thickness": 1, "size": 18},
    }
