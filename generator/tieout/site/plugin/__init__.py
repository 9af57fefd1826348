"""The edge to MkDocs, and the only folder that imports it: it hands over and decides nothing.

MkDocs 1.x is unmaintained and Material in maintenance. So the pages are real Markdown files with
few extensions, sanitised before any renderer sees them, and this thin plugin is all that knows
MkDocs. `events` answers what MkDocs asks, `once` keeps pages from being made twice, `building` has
whole sites built.

Titles and front matter are escaped once, here, and never decoded: the theme may not use
`striptags`. Search is Material's, in the browser, over headings and prose: tables carry
`data-search-exclude`, and each page of a brief or an issuer has a hidden sentence that names its
metrics instead, so that "Alibaba EPS" finds Alibaba. Pages of issuers weigh most, then an issuer's
latest brief. The index is one file, some kilobytes a brief; a site of many thousand briefs will
want it in parts.
"""

from __future__ import annotations

from tieout.site.plugin.building import BuildFailed, build_site, serve
from tieout.site.plugin.events import TieoutPlugin

__all__ = ["BuildFailed", "TieoutPlugin", "build_site", "serve"]
