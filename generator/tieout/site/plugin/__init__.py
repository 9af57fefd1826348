"""The edge to MkDocs, and the only folder that imports it: it hands over and decides nothing.

MkDocs 1.x is unmaintained and Material in maintenance. So the pages are real Markdown files with
few extensions, sanitised before any renderer sees them, and this thin plugin is all that knows
MkDocs. `events` answers what MkDocs asks, `once` keeps pages from being made twice, `building` has
whole sites built.

Titles and front matter are escaped once, here, and never decoded: the theme may not use
`striptags`. Figures are searched by an index of our own in parts
(`publish/search.py`). Material's index and its worker are used for running text alone, and loaded
only when nothing else fits or a reader asks for it: tables carry `data-search-exclude`. That index
is one file, some kilobytes a brief. Material's bundle of scripts is not loaded.
"""

from __future__ import annotations

from tieout.site.plugin.building import BuildFailed, build_shard, build_site, serve
from tieout.site.plugin.events import TieoutPlugin

__all__ = ["BuildFailed", "TieoutPlugin", "build_shard", "build_site", "serve"]
