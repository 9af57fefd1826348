"""Drawings of charts as SVG: one image with a name and a description, complete in itself.

A chart is drawn once, in colours that only stand for roles; each edition then gets its own. The
library passes a colour on as it is written, so that this is the same as drawing it twice.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from tieout.charts import theme, typeface
from tieout.charts.chart import Chart
from tieout.charts.colours import EDITIONS, Edition, Palettes, roles

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset("svg g path text tspan line rect defs clipPath title desc".split())
_SPEECH = ("class", "role", "pointer-events", "font-family")
"""What the library writes for its own marks; the drawing is one image with one description."""
POINTS_OUT = re.compile(r"url\(\s*[^#\s]", re.IGNORECASE)

_ROLES = roles()

register_namespace("", SVG)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as two pictures, which differ in nothing but colour."""

    light_svg: str
    dark_svg: str
    width: int
    """Natural width of both, in CSS pixels."""
    height: int


class UnsafeDrawing(ValueError):
    """A picture would have referred to something outside itself; it is not published."""


def pictures(chart: Chart, palettes: Palettes) -> Drawn:
    """Both editions, drawn now. Raises UnsafeDrawing."""
    config = {**theme.config(_ROLES), "font": typeface.FAMILY, "aria": False}
    bare = _bare(typeface.drawn({**chart.spec, "config": config}), chart.name)
    light, dark = (_picture(chart, deepcopy(bare), edition, palettes) for edition in EDITIONS)
    width, height = (round(float(bare.get(side, "0"))) for side in ("width", "height"))
    return Drawn(_written(light), _written(dark), width, height)


def _bare(drawing: str, name: str) -> Element:
    """The drawing as an element tree: shapes and words alone."""
    svg = fromstring(drawing)  # noqa: S314 - what the drawing library has just written
    for parent in list(svg.iter()):
        for child in list(parent):
            if _draws_nothing(child):
                parent.remove(child)
    for element in svg.iter():
        _strip(element, name)
    return svg


def _draws_nothing(element: Element) -> bool:
    shape = element.get("d")
    return shape is not None and (not shape or shape.startswith("M0,0h0v0"))


def _strip(element: Element, name: str) -> None:
    """Take away what only the library's own scripts and readers use; keep nothing that loads."""
    kind = element.tag.removeprefix(f"{{{SVG}}}")
    if kind not in ELEMENTS:
        raise UnsafeDrawing(f"the drawing {name} holds an element `{kind}`")
    for attribute, value in list(element.attrib.items()):
        if "href" in attribute or attribute.startswith("on") or POINTS_OUT.search(value):
            raise UnsafeDrawing(f"the drawing {name} points outside itself in `{attribute}`")
        if attribute in _SPEECH or attribute.startswith("aria-"):
            del element.attrib[attribute]


def _picture(chart: Chart, svg: Element, edition: Edition, palettes: Palettes) -> Element:
    """One edition of a drawing: coloured, named and described."""
    colours = dict(zip(_ROLES.colours(), palettes.of(edition).colours(), strict=True))
    name = f"{chart.name}-{edition}"
    for element in svg.iter():
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set(attribute, f"{name}-{value}")
            elif value in colours:
                element.set(attribute, colours[value])
            elif "url(#" in value:
                element.set(attribute, value.replace("url(#", f"url(#{name}-"))
    _describe(svg, chart, name)
    return svg


def _describe(svg: Element, chart: Chart, name: str) -> None:
    """Make the picture one image to a screen reader, in the page's own type."""
    svg.attrib.pop("version", None)
    svg.set("role", "img")
    svg.set("aria-labelledby", f"{name}-title {name}-desc")
    svg.set("font-family", theme.FONT_STACK)
    svg.set("font-variant", "tabular-nums")
    for place, (kind, text) in enumerate((("title", chart.title), ("desc", chart.description))):
        element = Element(f"{{{SVG}}}{kind}", {"id": f"{name}-{kind}"})
        element.text = text
        svg.insert(place, element)


def _written(svg: Element) -> str:
    return tostring(svg, encoding="unicode") + "\n"
