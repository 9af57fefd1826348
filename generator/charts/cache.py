"""Drawings kept by their content, so that a chart that has not changed is not drawn again.

A kept drawing is one file: the digest of what follows, then both editions. It is written beside
its place and renamed into it, so that builds at the same time never see half of one; one that does
not fit its digest is drawn anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from generator.charts import theme
from generator.charts.chart import Chart
from generator.charts.drawing import VEGA_LITE, Drawn, pictures

_DRAWING = 1
"""Raised by hand whenever the same specification is to be drawn differently."""


def key(chart: Chart) -> str:
    """The name under which a drawing is kept: a digest of all that decides how it looks."""
    looks = [theme.config(edition) for edition in theme.EDITIONS]
    drawn_by = [_DRAWING, version("vl-convert-python"), VEGA_LITE, theme.MEASURED_FONT]
    said = [chart.name, chart.title, chart.description, chart.spec]
    return _digest(_canonical([drawn_by, looks, said]))


def draw(chart: Chart, cache: Path) -> Drawn:
    """The chart's pictures, from the folder `cache` if they are kept there, else drawn and kept."""
    path = cache / f"{key(chart)}.json"
    kept = _read(path)
    if kept is None:
        kept = pictures(chart)
        _keep(path, kept)
    return kept


def prune(cache: Path, used: Iterable[str], spare: int = 500) -> None:
    """Remove drawings that no chart uses any more, but for so many of the latest.

    `used` are the keys of this build's charts. A drawing that another build has just removed is no
    error, and one that another build still needs is drawn there once more.
    """
    wanted = {f"{name}.json" for name in used}
    unused = []
    for path in cache.glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.name not in wanted:
                unused.append((path.stat().st_mtime_ns, path.name))
    for _, name in sorted(unused, reverse=True)[spare:]:
        (cache / name).unlink(missing_ok=True)


def _read(path: Path) -> Drawn | None:
    """The drawing, if the file is there and whole."""
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return Drawn(**json.loads(text)) if _digest(text) == digest else None


def _keep(path: Path, drawn: Drawn) -> None:
    """Write the drawing; a cache that cannot be written costs time, never the build."""
    text = _canonical(asdict(drawn))
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(f"{_digest(text)}\n{text}")
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
