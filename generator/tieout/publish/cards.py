"""The card of each brief: a picture that others show where somebody links to the brief.

Cards are set by rough widths of signs, drawn with the drawing library's own type and packed to a
palette by us: 23 KB and 0.1 s each, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from jinja2 import Environment, StrictUndefined

from tieout.charts import disk_cache, typeface
from tieout.edition import Edition
from tieout.publish.png import packed
from tieout.views.brief.card import texts
from tieout.views.brief.line import BriefLine, on_one_line
from tieout.views.colours import palettes_of
from tieout.views.templates import Folders, Loader, told

CARD = "card.png"
_DRAWING = 4
"""Raised by hand whenever the same SVG is to be drawn differently."""


def cards(
    lines: Iterable[BriefLine], templates: Folders, cache: Path, edition: Edition, used: set[str]
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """A picture for each brief; `cache` keeps them, so that none is drawn twice.

    The names of those in it are added to `used`.
    """
    for brief in lines:
        svg = picture(brief, templates, edition)
        name = f"{_key(svg)}.png"
        used.add(name)
        yield PurePosixPath(brief.path, CARD), _drawn(svg, cache / name)


def picture(brief: BriefLine, templates: Folders, edition: Edition) -> str:
    """The card as SVG. The template escapes what it is filled with."""
    with told(templates):
        template = _jinja(templates).get_template("cards/brief.svg.jinja")
        lines = texts(on_one_line(brief), edition.name)
        return template.render(texts=lines, colours=palettes_of(templates).light)


@cache
def _jinja(templates: Folders) -> Environment:
    return Environment(
        loader=Loader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _key(svg: str) -> str:
    return disk_cache.digest(f"{_drawn_by()}\n{svg}".encode())


@cache
def _drawn_by() -> str:
    return f"{_DRAWING} {version('vl-convert-python')}"


def _drawn(svg: str, path: Path) -> bytes:
    picture = disk_cache.read(path)
    if picture is None:
        picture = packed(typeface.painted(svg))
        disk_cache.keep(path, picture)
    return picture
