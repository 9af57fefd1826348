"""Whether a picture that somebody could have touched is one that a chart may be shown as.

A drawing from a cache, or on a built site, was made by our code once; what it is now is read from
it: shapes and words alone, nothing that runs or loads, and no word that its specification does not
have. What a library words itself are the ticks of an axis, which keep equal steps, and periods.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from xml.etree.ElementTree import Element, ParseError, fromstring

from tieout.charts.chart import Chart
from tieout.charts.drawing import COLOURED, ELEMENTS, POINTS_OUT, SVG, Drawn
from tieout.figures.periods import PARTS

_ATTRIBUTES = frozenset(
    "transform class fill text-anchor font-size stroke-width opacity d stroke x1 x2 y1 y2 x y dx dy"
    " font-weight font-style id width height viewBox role aria-labelledby font-family font-variant"
    " stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin"
    " fill-opacity stroke-opacity clip-path xmlns".split()
)
_ROOM = re.compile(r"\s+")
_PERIOD = re.compile(rf"(\d{{4}})-({PARTS})")


def is_held(drawn: Drawn, chart: Chart) -> bool:
    """Whether the picture holds shapes and words as fresh ones do, and says what the chart says."""
    svg = _read(drawn.svg)
    return (
        svg is not None
        and not list(unsafe(svg))
        and not list(strange_words(svg, chart.spec))
        and _told(svg) == [chart.title, chart.description]
    )


def _read(svg: str) -> Element | None:
    """The picture as a tree; None where it is none, or declares anything."""
    if not isinstance(svg, str) or "<!" in svg or "<?" in svg:
        return None
    try:
        return fromstring(svg)  # noqa: S314  without declarations there is nothing to expand
    except ParseError:
        return None


def _told(svg: Element) -> list[str]:
    return ["".join(each.itertext()) for each in svg if _kind(each) in ("title", "desc")]


def _kind(element: Element) -> str:
    return element.tag.removeprefix(f"{{{SVG}}}")


def unsafe(svg: Element) -> Iterator[str]:
    """What a picture holds beside shapes and words."""
    for element in svg.iter():
        if _kind(element) not in ELEMENTS:
            yield f"an element `{_kind(element)}`"
        if _kind(element) == "style" and not COLOURED.fullmatch(element.text or ""):
            yield "a style sheet of more than colours"
        for attribute, value in element.attrib.items():
            if attribute not in _ATTRIBUTES or POINTS_OUT.search(value):
                yield f"an attribute `{attribute}`"


def strange_words(svg: Element, spec: Mapping[str, object]) -> Iterator[str]:
    """The words of a picture that its specification does not have, and ticks out of step."""
    known = set(_known(spec))
    for parent in svg.iter():
        drawn = [each for each in parent if _kind(each) == "text"]
        texts = ["".join(each.itertext()) for each in drawn]
        rest = [
            text
            for text, element in zip(texts, drawn, strict=True)
            if _bare(text) not in known
            and not all(_bare(line) in known or _is_cut(line, known) for line in element.itertext())
        ]
        if rest and not _are_ticks(texts):
            yield from rest


def _is_cut(text: str, known: Collection[str]) -> bool:
    """Whether it is the beginning of a word that is too long to be drawn."""
    start = _bare(text).removesuffix("\u2026")
    return text.endswith("\u2026") and any(word.startswith(start) for word in known)


def _known(spec: object) -> Iterator[str]:
    """Every text of a specification, whole and by line, and how periods stand on an axis."""
    for text in _texts(spec):
        yield _bare(text)
        if "\n" in text:
            yield from map(_bare, text.split("\n"))
        for year, part in _PERIOD.findall(text):
            short = year[2:]
            yield from (part, f"FY{short}", f"{part}FY{short}")
            # Calendar quarters, of which the first on an axis may be a fourth one.
            yield from (f"{part}{year}", f"{part}\u2019{short}")


def _texts(spec: object) -> set[str]:
    """Every text of a specification, each once."""
    found: set[str] = set()
    left = [spec]
    while left:
        value = left.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, Mapping):
            left += value.values()
        elif isinstance(value, list):
            left += value
    return found


def _bare(text: str) -> str:
    """A text without its room, which a line end takes away."""
    return _ROOM.sub("", text)


def _are_ticks(texts: Sequence[str]) -> bool:
    """Whether texts are the numbers of an axis: round ones, each a step from the one before."""
    try:
        ticks = [Decimal(text.replace("\u2212", "-").replace(",", "")) for text in texts]
    except InvalidOperation:
        return False
    steps = {after - before for before, after in pairwise(ticks)}
    if not steps:  # of an axis with nothing to show, the origin
        return ticks == [0]
    return len(steps) == 1 and all(_is_round(step) for step in steps)


def _is_round(step: Decimal) -> bool:
    """Whether a number is 1, 2, 2.5 or 5, or such a one with zeros."""
    return "".join(map(str, step.as_tuple().digits)).strip("0") in ("1", "2", "25", "5")
