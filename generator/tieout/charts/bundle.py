"""What makes a chart interactive in the reader's browser: one library and one small script.

Both come from this site. The library interprets the expressions of a specification, so that a page
needs no `unsafe-eval`; it sets no style element, and its loader loads nothing.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import vl_convert

from tieout.charts import disk_cache, theme
from tieout.charts.colours import EDITIONS, Palettes
from tieout.charts.typeface import VEGA_LITE

_LICENCE = (
    "/*! Vega, Vega-Lite, Vega-Embed and what they build on, BSD-3-Clause: vega.github.io */\n"
)
_EMBED = """
const looks = LOOKS;
const refuse = () => Promise.reject(new Error("a chart brings its figures along"));
const options = {
  mode: "vega-lite", renderer: "svg", ast: true, actions: false, logLevel: 1,
  defaultStyle: false, tooltip: {disableDefaultStyle: true},
  loader: {load: refuse, sanitize: refuse, http: refuse, file: refuse},
};
window.tieoutChart = (place, spec, dark) =>
  vegaEmbed(place, {...spec, usermeta: {}, config: looks[dark ? "dark" : "light"]}, options);
"""


def interactive_bundle(palettes: Palettes, cache: Path) -> bytes:
    """The library as one script. It defines `tieoutChart(element, specification, dark)`.

    Takes about a second to make, so that the folder `cache` keeps the latest; the same versions
    make the same bytes.
    """
    looks = {edition: theme.config(palettes.of(edition)) for edition in EDITIONS}
    snippet = _EMBED.replace("LOOKS", json.dumps(looks, sort_keys=True))
    made_from = (version("vl-convert-python"), VEGA_LITE, _LICENCE, snippet)
    name = disk_cache.digest("\n".join(made_from).encode())
    script = disk_cache.read(cache / name)
    if script is None:
        bundle = vl_convert.javascript_bundle(snippet, vl_version=VEGA_LITE)
        script = f"{_LICENCE}{bundle}".encode()
        disk_cache.keep(cache / name, script)
        disk_cache.prune(cache, {name}, spare=2)
    return script


def upgrade_script() -> str:
    """The script that a page loads: it fetches the library when a chart is first touched.

    It expects `vega.js` beside itself, and in each `figure.chart` a link `a.chart__spec` to the
    specification and an image `.chart__light`.
    """
    return Path(__file__).with_name("upgrade.js").read_text(encoding="utf-8")
