"""The drawing library, with the one typeface that it brings along: Liberation Sans.

The lock pins the library by its digest, and with it every glyph. The machine's fonts are kept out:
the library would prefer a Liberation Sans of the machine to its own, which differs by hairs, and
take letters that its own lacks from anywhere; pictures of one commit would then be other bytes
wherever a browser has been installed. A font package of our own would be a second file of 400 kB
with the same letters. Where systems keep fonts without fontconfig (macOS), none has this family.

Liberation Sans has the letters of Latin, Greek and Cyrillic. A chart's labels in another script
take room as boxes do, and are written by the reader's browser; a card leaves them out, since boxes
say nothing and a typeface for Chinese, Japanese and Korean is larger than all the rest together.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import vl_convert

FAMILY = "Liberation Sans"
VEGA_LITE = "6.4"
_CONFIGURED_BY = "FONTCONFIG_FILE"
_NO_FONTS = Path(__file__).with_name("fonts.conf")


def drawn(spec: Mapping[str, Any]) -> str:
    """A Vega-Lite specification as SVG; its texts take the room that they have in FAMILY.

    Its figures stand in named datasets, which the library looks at when it draws and not before: so
    charts of one shape are translated once.
    """
    _leave_out_the_machines_fonts()
    datasets = spec["datasets"]
    shape = {**spec, "description": "", "datasets": {name: [] for name in datasets}}
    vega = _translated(json.dumps(shape))
    filled = [
        {**each, "values": datasets[each["name"]]} if "values" in each else each
        for each in vega["data"]
    ]
    return vl_convert.vega_to_svg({**vega, "data": filled}, allowed_base_urls=[])


@lru_cache(maxsize=64)
def _translated(shape: str) -> Mapping[str, Any]:
    """A Vega-Lite specification without figures as one of Vega."""
    return vl_convert.vegalite_to_vega(shape, vl_version=VEGA_LITE)


def painted(svg: str) -> bytes:
    """A drawing as PNG, with its texts in FAMILY."""
    _leave_out_the_machines_fonts()
    return vl_convert.svg_to_png(svg)


@cache
def _leave_out_the_machines_fonts() -> None:
    """The library looks for fonts once, at its first drawing; what else runs here keeps its own."""
    before = os.environ.get(_CONFIGURED_BY)
    os.environ[_CONFIGURED_BY] = str(_NO_FONTS)
    try:
        vl_convert.svg_to_png('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    finally:
        del os.environ[_CONFIGURED_BY]
        if before is not None:
            os.environ[_CONFIGURED_BY] = before
