"""The one look of all charts: type, ink and colours, in a light and a dark edition.

A specification names roles (`quiet`, `estimate`) and never a colour; an edition gives each role its
look. The colours of categories are Okabe and Ito's, darkened or lightened until they stand out from
the page (3:1 or more) and stay apart in every kind of colour vision; the names beside the marks
say the same without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

FONT_STACK = "-apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, Liberation Sans, sans-serif"
"""What each system writes with, but for Linux, whose own may be a sixth wider than measured."""
TEXT_SIZE = 11
SMALL_SIZE = 10.5
WIDTH = 344
"""A telephone of 360 px shows a drawing of this width at its own size."""

Edition = Literal["light", "dark"]
EDITIONS: tuple[Edition, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of an edition."""

    ink: str
    quiet: str
    rule: str
    zero: str
    paper: str
    accent: str
    past: str
    contrast: str
    categories: tuple[str, ...]
    """By the issuer's order of segments; after the last, they start anew."""


PALETTES: dict[Edition, Palette] = {
    "light": Palette(
        ink="#1b1f24",
        quiet="#565d66",
        rule="#e2ded4",
        zero="#8b8f94",
        paper="#fffefb",
        accent="#0a5a86",
        past="#6b99b3",
        contrast="#b4530a",
        categories=(
            "#0a5a86",
            "#c77a00",
            "#00795a",
            "#c56fa0",
            "#3f94c9",
            "#a23c06",
            "#a63a9a",
            "#4d545c",
        ),
    ),
    "dark": Palette(
        ink="#e9e6df",
        quiet="#aeb3b9",
        rule="#2d3238",
        zero="#747b83",
        paper="#15181c",
        accent="#56a8d8",
        past="#3f6a83",
        contrast="#f0996a",
        categories=(
            "#4a9fd2",
            "#e69f00",
            "#12a37a",
            "#e0a0c5",
            "#b4def7",
            "#e0652f",
            "#e3da66",
            "#7d848c",
        ),
    ),
}


def config(edition: Edition) -> dict[str, Any]:
    """The Vega-Lite configuration of an edition."""
    palette = PALETTES[edition]
    return {
        "background": None,
        "padding": 2,
        "font": FONT_STACK,
        "view": {"stroke": None},
        "concat": {"spacing": 10},
        "facet": {"spacing": 12},
        "range": {
            "category": list(palette.categories),
            "ordinal": [palette.past, palette.accent],
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
        "bar": {"color": palette.accent},
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
        "actual": {"color": palette.accent, "thickness": 3, "size": 14, "opacity": 1},
        "open": {**dot, "fill": palette.paper},
        "solid": {**dot, "fill": palette.contrast},
        "gap": {"color": palette.contrast, "strokeWidth": 1.5},
        "zero": {"color": palette.zero, "thickness": 1, "size": 18},
    }
