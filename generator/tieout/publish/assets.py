"""What makes charts interactive where a reader touches them, on the site itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from tieout.charts import Palettes
from tieout.charts.bundle import interactive_bundle, upgrade_script

_FOLDER = PurePosixPath("assets/charts")


def chart_scripts(palettes: Palettes) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The small script of every page with charts, and the library that it loads at a touch."""
    yield _FOLDER / "upgrade.js", upgrade_script().encode()
    yield _FOLDER / "vega.js", _library(palettes)


@cache
def _library(palettes: Palettes) -> bytes:
    """Made once in a process: it takes a second, and a preview builds after every edit."""
    return interactive_bundle(palettes).encode()
