"""Drawings kept by their content, so that a chart that has not changed is not drawn again.

A drawing is addressed by the content of what it is made from, colours included. Charts are SVG,
of both editions; at a touch one becomes interactive (`bundle`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from tieout.charts import disk_cache, theme, typeface
from tieout.charts.chart import Chart
from tieout.charts.colours import EDITIONS, Palettes
from tieout.charts.drawing import Drawn, picture
from tieout.charts.held import is_held

_DRAWING = 3
"""Raised by hand whenever the same specification is to be drawn differently."""


def key(chart: Chart, palettes: Palettes) -> str:
    """The name under which a drawing is kept: a digest of all that decides how it looks."""
    said = [chart.name, chart.title, chart.description, chart.spec]
    return disk_cache.digest(_around(palettes) + _canonical(said))


@lru_cache(maxsize=4)
def _around(palettes: Palettes) -> bytes:
    """What drawings have in common: by what they are drawn, and their colours."""
    looks = [theme.config(palettes.of(edition)) for edition in EDITIONS]
    drawn_by = [_DRAWING, version("vl-convert-python"), typeface.VEGA_LITE, typeface.FAMILY]
    return _canonical([drawn_by, looks])


def draw(chart: Chart, palettes: Palettes, cache: Path) -> Drawn:
    """The chart's picture, from the folder `cache` if they are kept there, else drawn and kept.

    What is kept is held to shapes and words as a fresh picture is: whoever can write into a cache
    can write a digest that fits, too.
    """
    path = cache / f"{key(chart, palettes)}.json"
    content = disk_cache.read(path)
    kept = _kept(content) if content is not None else None
    if kept is not None and is_held(kept, chart):
        return kept
    drawn = picture(chart, palettes)
    disk_cache.keep(path, _canonical(asdict(drawn)))
    return drawn


def _kept(content: bytes) -> Drawn | None:
    """A drawing as it was kept; None where something else stands in its place."""
    try:
        drawn = Drawn(**json.loads(content))
    except (ValueError, TypeError, RecursionError):
        return None
    sides = (drawn.width, drawn.height)
    return drawn if all(type(side) is int and side > 0 for side in sides) else None


def prune(cache: Path, used: Iterable[str], spare: int = disk_cache.SPARE) -> None:
    """Remove drawings that no chart uses any more, but for so many of the latest.

    `used` are the keys of this build's charts.
    """
    disk_cache.prune(cache, {f"{name}.json" for name in used}, spare)


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
