"""Pages of a built site that were read before: the same bytes, read by the same code, say the same.

Kept as JSON, from which nothing but texts can come. What does not fit counts as not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from tieout.charts import disk_cache
from tieout.jobs.forks import forked, worth
from tieout.jobs.surroundings import code
from tieout.site.reading import PageFigure, PageReading, read_page

_WORTH_IT = 32


class PageReadings:
    """Reads pages; the folder `cache` keeps what they say, so that none is read twice."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._used: set[str] = set()

    def read(self, html: str) -> PageReading:
        """What `read_page` reads in a page."""
        if self._cache is None:
            return read_page(html)
        name = _name(html)
        self._used.add(name)
        if (kept := _kept(self._cache / name)) is not None:
            return kept
        read = read_page(html)
        disk_cache.keep(self._cache / name, _written(name, read))
        return read

    def read_ahead(self, pages: Iterable[str], jobs: int) -> None:
        """Have those of the pages that were never read be read by several at once."""
        if (cache := self._cache) is None or jobs == 1:
            return
        new = [html for html in pages if not (cache / _name(html)).is_file()]
        if count := worth(jobs, len(new), _WORTH_IT):

            def part(number: int) -> bytes:
                for html in new[number::count]:
                    self.read(html)
                return b""

            forked(part, count)

    def prune(self) -> None:
        """Remove what was kept of pages that no longer stand, but for some of the latest."""
        if self._cache is not None:
            disk_cache.prune(self._cache, self._used)


def _name(html: str) -> str:
    return disk_cache.digest(f"{code()}\n{html}".encode())


def _written(name: str, read: PageReading) -> bytes:
    told = {
        "of": name,
        "links": sorted(read.links),
        "anchors": sorted(read.anchors),
        "marks": [astuple(mark) for mark in read.marks],
        "said": read.said,
        "title": read.title,
        "description": read.description,
        "head": read.head,
        "language": read.language,
        "findings": read.findings,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _kept(path: Path) -> PageReading | None:
    """What is kept there of the very page that the file is named after."""
    content = disk_cache.read(path)
    try:
        told = json.loads(content) if content else None
        if told is None or told["of"] != path.name:
            return None
        return PageReading(
            links=frozenset(told["links"]),
            anchors=frozenset(told["anchors"]),
            marks=tuple(PageFigure(*mark) for mark in told["marks"]),
            said=told["said"],
            title=told["title"],
            description=told["description"],
            head=told["head"],
            findings=tuple(told["findings"]),
            language=told["language"],
        )
    except (ValueError, TypeError, KeyError):
        return None
