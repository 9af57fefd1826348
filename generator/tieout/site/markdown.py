"""The Markdown behind each page, put beside it for those who would rather read that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from tieout.publish.folder import put
from tieout.publish.ownership import files_of
from tieout.views.shared.plain import literal

_OURS = re.compile(r"(?:s|chart|fig|claim)-")
"""How the ids begin that pages give to sources, charts, figures and claims."""
_BY_MKDOCS = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")


def copy_page_sources(docs: Path, site: Path) -> None:
    """Copy every generated Markdown file to its place in the site, as it is."""
    for path in _relative_files(docs):
        if path.suffix == ".md":
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            put(docs / path, site / path)


def anchor(heading: str, separator: str) -> str:
    """The id of a heading, which may hold a contributor's words.

    It is none that the theme looks for (`__search`) and none that a page gives to its own parts.
    """
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    slug = re.sub(rf"[{separator}\s]+", separator, words).strip("_")
    return f"on{separator}{slug}" if _OURS.match(slug) or not slug else slug


def inert(value: Any) -> Any:
    """Front matter with every text as it stands in HTML, attributes and templates among it."""
    if isinstance(value, dict):
        return {key: inert(each) for key, each in value.items()}
    if isinstance(value, list):
        return [inert(each) for each in value]
    if isinstance(value, str):
        return literal(value)
    return value


def expected_files(docs: Path) -> Iterator[PurePosixPath]:
    """What a site made of these documents must hold: every file, every page, MkDocs' own."""
    yield from (PurePosixPath(path) for path in _BY_MKDOCS)
    for path in _relative_files(docs):
        yield path
        if path.suffix == ".md":
            page = path.parent if path.stem == "index" else path.with_suffix("")
            yield page / "index.html"


def _relative_files(docs: Path) -> Iterator[PurePosixPath]:
    return (path for path in files_of(docs) if not path.name.startswith("."))
