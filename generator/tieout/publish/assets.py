"""What makes charts interactive where a reader touches them, on the site itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tieout.charts import Palettes
from tieout.charts.bundle import interactive_bundle, upgrade_script

_FOLDER = PurePosixPath("assets/charts")


def chart_scripts(palettes: Palettes, cache: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The small script of every page with charts, and the library that it loads at a touch.

    `cache` keeps the library.
    """
    yield _FOLDER / "upgrade.js", upgrade_script().encode()
    yield _FOLDER / "vega.js", interactive_bundle(palettes, cache)
