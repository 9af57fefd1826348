"""The Markdown behind each page, put beside it for those who would rather read that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_BY_MKDOCS = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")


def copy_page_sources(docs: Path, site: Path) -> None:
    """Copy every generated Markdown file to its place in the site, as it is."""
    for path in _relative_files(docs):
        if path.suffix == ".md":
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((docs / path).read_bytes())


def expected_files(docs: Path) -> Iterator[PurePosixPath]:
    """What a site made of these documents must hold: every file, every page, MkDocs' own."""
    yield from (PurePosixPath(path) for path in _BY_MKDOCS)
    for path in _relative_files(docs):
        yield path
        if path.suffix == ".md":
            page = path.parent if path.stem == "index" else path.with_suffix("")
            yield page / "index.html"


def _relative_files(docs: Path) -> Iterator[PurePosixPath]:
    for path in sorted(docs.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield PurePosixPath(path.relative_to(docs).as_posix())
