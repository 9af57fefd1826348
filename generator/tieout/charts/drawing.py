"""Drawings of charts as SVG: one image with a name and a description, complete in itself.

A chart is drawn once, in colours that only stand for roles. What is filled or stroked in a role has
a class, and a style sheet within the drawing gives each class its colour: the light edition's, or
the dark one's where the drawing is asked for as `revenue.svg#dark`. The library passes a colour on
as it is written, so that this is the same as drawing it twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from tieout.charts import theme, typeface
from tieout.charts.chart import Chart
from tieout.charts.colours import Palettes, roles

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset("svg g path text tspan line rect defs clipPath title desc style".split())
_SPEECH = ("class", "role", "pointer-events", "font-family")
"""What the library writes for its own marks; the drawing is one image with one description."""
PAINTS = ("fill", "stroke")
COLOURED = re.compile(r"(?:(?:\:target )?\.[fs]\d+\{(?:fill|stroke):#[0-9a-fA-F]{3,6}\})*")
"""The style sheet of a drawing: colours of its own classes, and nothing else."""
_USUAL = {"opacity": "1", "stroke-width": "1", "x2": "0", "y2": "0", "transform": "translate(0,0)"}
"""What holds where nothing is said."""
_LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
POINTS_OUT = re.compile(r"url\(\s*[^#\s]", re.IGNORECASE)

_ROLES = roles()

register_namespace("", SVG)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as a picture of both editions."""

    svg: str
    width: int
    """Natural width, in CSS pixels."""
    height: int


class UnsafeDrawing(ValueError):
    """A picture would have referred to something outside itself; it is not published."""


def picture(chart: Chart, palettes: Palettes) -> Drawn:
    """Both editions, drawn now. Raises UnsafeDrawing."""
    config = {**theme.config(_ROLES), "font": typeface.FAMILY, "aria": False}
    svg = _bare(typeface.drawn({**chart.spec, "config": config}), chart.name)
    _colour(svg, palettes)
    _describe(svg, chart)
    width, height = (round(float(svg.get(side, "0"))) for side in ("width", "height"))
    return Drawn(tostring(svg, encoding="unicode") + "\n", width, height)


def _bare(drawing: str, name: str) -> Element:
    """The drawing as an element tree: shapes and words alone."""
    svg = fromstring(drawing)  # noqa: S314 - what the drawing library has just written
    for parent in list(svg.iter()):
        for child in list(parent):
            if _draws_nothing(child):
                parent.remove(child)
    for element in svg.iter():
        _strip(element, name)
    for element in reversed(list(svg.iter())):
        element[:] = [each[0] if _only_wraps(each) else each for each in element]
    return svg


def _only_wraps(element: Element) -> bool:
    return element.tag == f"{{{SVG}}}g" and not element.attrib and len(element) == 1


def _draws_nothing(element: Element) -> bool:
    shape = element.get("d")
    return shape is not None and (not shape or shape.startswith("M0,0h0v0"))


def _strip(element: Element, name: str) -> None:
    """Take away what only the library's own scripts and readers use, and what says nothing.

    Nothing is kept that loads. A hundredth of a pixel is as exact as a drawing need be.
    """
    kind = element.tag.removeprefix(f"{{{SVG}}}")
    if kind not in ELEMENTS or kind == "style":
        raise UnsafeDrawing(f"the drawing {name} holds an element `{kind}`")
    for attribute, value in list(element.attrib.items()):
        if "href" in attribute or attribute.startswith("on") or POINTS_OUT.search(value):
            raise UnsafeDrawing(f"the drawing {name} points outside itself in `{attribute}`")
        if attribute in _SPEECH or attribute.startswith("aria-") or _USUAL.get(attribute) == value:
            del element.attrib[attribute]
        else:
            element.set(attribute, _LONG.sub(_in_hundredths, value))


def _in_hundredths(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 2) + 0.0:g}"


def _colour(svg: Element, palettes: Palettes) -> None:
    """Give what is drawn in a role the class of it, and the drawing the colours of the classes."""
    places = {colour: place for place, colour in enumerate(_ROLES.colours())}
    editions = {"": [*palettes.light.colours()], ":target ": [*palettes.dark.colours()]}
    used = set[tuple[str, int]]()
    for element in svg.iter():
        roles = {kind: places[colour] for kind in PAINTS if (colour := element.get(kind)) in places}
        for kind in roles:
            del element.attrib[kind]
        if roles:
            element.set("class", " ".join(f"{kind[0]}{place}" for kind, place in roles.items()))
        used.update(roles.items())
    style = Element(f"{{{SVG}}}style")
    style.text = "".join(
        f"{chosen}.{kind[0]}{place}{{{kind}:{colours[place]}}}"
        for chosen, colours in editions.items()
        for kind, place in sorted(used)
    )
    svg.insert(0, style)


def _describe(svg: Element, chart: Chart) -> None:
    """Make the picture one image to a screen reader, in the page's own type."""
    svg.attrib.pop("version", None)
    svg.set("id", "dark")
    svg.set("role", "img")
    svg.set("aria-labelledby", "title desc")
    svg.set("font-family", theme.FONT_STACK)
    svg.set("font-variant", "tabular-nums")
    for place, (kind, text) in enumerate((("title", chart.title), ("desc", chart.description))):
        element = Element(f"{{{SVG}}}{kind}", {"id": kind})
        element.text = text
        svg.insert(place, element)
