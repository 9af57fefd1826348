"""Drawings of charts as SVG, kept by their content so that none is drawn twice.

A kept drawing is one file: the digest of what follows, then both editions. It is written beside
its place and renamed into it, so that builds at the same time never see half of one; one that does
not fit its digest is drawn anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

import vl_convert

from generator.charts import theme
from generator.charts.chart import Chart, Spec

_DRAWING = 1
"""Raised by hand whenever the same specification is to be drawn differently."""
_VEGA_LITE = "6.4"
_OPENING = re.compile(r'<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"[^>]*>')
_EXTERNAL = re.compile(
    r"(?:href|src)\s*=|url\(\s*['\"]?(?!#)|@import|<script|<foreignObject", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as two pictures, which differ in nothing but colour."""

    light_svg: str
    dark_svg: str
    width: int
    """Natural width of both, in CSS pixels."""
    height: int


class UnsafeDrawing(ValueError):
    """A picture would have loaded something from elsewhere; it is not published."""


def key(chart: Chart) -> str:
    """The name under which a drawing is kept: a digest of all that decides how it looks."""
    looks = {edition: theme.config(edition) for edition in theme.EDITIONS}
    parts = [
        _DRAWING,
        version("vl-convert-python"),
        _VEGA_LITE,
        looks,
        theme.FONT_STACK,
        theme.MEASURED_FONT,
        [chart.name, chart.title, chart.description, chart.spec],
    ]
    return hashlib.sha256(_canonical(parts).encode()).hexdigest()


def draw(chart: Chart, cache: Path) -> Drawn:
    """The chart's pictures, from the cache where they are kept there."""
    path = cache / f"{key(chart)}.json"
    kept = _read(path)
    if kept is None:
        kept = [picture(chart, edition) for edition in theme.EDITIONS]
        _keep(path, kept)
    light, dark = kept
    _, width, height = _opening(light)
    return Drawn(light, dark, int(float(width)), int(float(height)))


def prune(cache: Path, used: Iterable[str], spare: int = 500) -> None:
    """Remove drawings that no chart uses any more, but for so many of the latest.

    `used` are keys of this build. What another build has just removed, or is about to use and draws
    anew, is no error.
    """
    wanted = {f"{name}.json" for name in used}
    unused = []
    for path in cache.glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.name not in wanted:
                unused.append((path.stat().st_mtime_ns, path.name, path))
    for _, _, path in sorted(unused, reverse=True)[spare:]:
        path.unlink(missing_ok=True)


def picture(chart: Chart, edition: theme.Edition) -> str:
    """One SVG of the chart: named and described, one image to a screen reader.

    Raises UnsafeDrawing where it would refer to anything outside itself.
    """
    config = {**theme.config(edition), "font": theme.MEASURED_FONT, "aria": False}
    spec: Spec = {**chart.spec, "config": config}
    svg = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[])
    return _dressed(svg, chart, edition)


def _dressed(svg: str, chart: Chart, edition: theme.Edition) -> str:
    opening, width, height = _opening(svg)
    name = f"{chart.name}-{edition}"
    body = svg.removeprefix(opening).replace(f' font-family="{theme.MEASURED_FONT}"', "")
    body = re.sub(r'(id="|url\(#)(?=[a-z]+[0-9]+["\)])', rf"\1{name}-", body)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc"'
        f' font-family="{escape(theme.FONT_STACK)}" font-variant="tabular-nums">'
        f'<title id="{name}-title">{escape(chart.title)}</title>'
        f'<desc id="{name}-desc">{escape(chart.description)}</desc>'
    )
    if _EXTERNAL.search(body):
        raise UnsafeDrawing(f"the drawing of {chart.name} refers to something outside itself")
    return f"{head}{body}\n"


def _opening(svg: str) -> tuple[str, str, str]:
    """The first tag, and the width and height it gives."""
    opening = _OPENING.match(svg)
    if opening is None:
        raise UnsafeDrawing("a picture does not open as the drawing library's pictures do")
    return opening[0], opening[1], opening[2]


def _read(path: Path) -> list[str] | None:
    """Both pictures, if the file is whole."""
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        return None
    pictures: list[str] = json.loads(text)
    return pictures


def _keep(path: Path, pictures: list[str]) -> None:
    """Write the drawing; a cache that cannot be written costs time, never the build."""
    text = _canonical(pictures)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}")
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
