"""A built site is looked over before it is published: nothing dead, missing or foreign."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from tieout.edition import Edition
from tieout.publish.feeds import FEED
from tieout.publish.ownership import MARKER, digest, files_of, listed
from tieout.site.agreed import Agreed
from tieout.site.built import Built, Check, Unreadable
from tieout.site.chart_rows import wrong_labels
from tieout.site.copies import differing_copies
from tieout.site.echoes import unechoed
from tieout.site.fact_book import FactBook
from tieout.site.html_tokens import HtmlToken, StartTag, html_tokens
from tieout.site.kept_readings import PageReadings
from tieout.site.reading import PageReading, read_page
from tieout.site.rederived import Published
from tieout.site.same_number import disagreements
from tieout.site.twins import unlike

READINGS = "readings"
"""The folder of the cache that keeps how built pages read."""
AGREED = "agreed"
"""The file of the cache that keeps what was held against each other and agreed."""
_STYLE_ADDRESS = re.compile(r"""(?:\burl\(|@import\b)\s*+["']?([^"')\s]++)""")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*+:|//")


class Unfit(Exception):
    """The built site may not be published; `findings` says why, a line each."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


def verify(
    folder: Path,
    expected: Iterable[PurePosixPath] = (),
    base: str = "/",
    cache: Path | None = None,
    jobs: int = 1,
) -> None:
    """Raise Unfit unless the site is whole.

    Every expected file is there, and pages are HTML in good order; every link within the site leads
    somewhere, its anchor included; no page or style sheet fetches from another host; nothing inline
    runs, and every page carries its policy; no mark of a template is left; feeds and data can be
    read; what is said twice is said alike; every number is the same wherever it stands. `base` is
    the path of the site on its host. `cache` keeps how pages read and what agreed, so that nothing
    that is the same as before is gone through again; a build gives it, which has just listed what
    it made. So many `jobs` work at once.
    """
    site, agreed = Built(folder, is_sealed=cache is not None), Agreed(cache and cache / AGREED)
    readings = PageReadings(cache and cache / READINGS)
    pages = _pages(site, readings, jobs)
    readings.prune()
    found = [f"{path}: is missing" for path in expected if not _holds(site, path)]
    found += agreed.findings(_in_order(site, pages, base), jobs)
    found = found or list(agreed.findings(numbers_held(site, pages, base), jobs))
    agreed.keep()
    if found:
        raise Unfit(dict.fromkeys(found))


def findings(folder: Path) -> list[str]:
    """All that is wrong with a built site by what can be read of it, a line each."""
    site = Built(folder)
    edition = edition_of(site)
    base = base_of(edition)
    pages = _pages(site, PageReadings(None))
    held = chain(
        _in_order(site, pages, base),
        numbers_held(site, pages, base),
        Published(site, edition).checks(),
    )
    return list(dict.fromkeys(Agreed(None).findings(held)))


def numbers_held(
    site: Built, pages: Mapping[PurePosixPath, PageReading], base: str
) -> Iterator[Check]:
    """Everything that stands in two places of a site, one against the other."""
    book = FactBook(site)
    marks = {path: page.marks for path, page in pages.items()}
    return chain(
        differing_copies(site, pages),
        disagreements(site, marks, book),
        unlike(site, book),
        wrong_labels(site),
        unechoed(site, pages, base, book),
    )


def _pages(site: Built, readings: PageReadings, jobs: int = 1) -> dict[PurePosixPath, PageReading]:
    """Every page that can be read, its signs that are none of UTF-8 passed over."""
    paths = site.like("*.html")
    readings.read_ahead((html for path in paths if (html := _html(site, path))), jobs)
    found = ((path, _html(site, path)) for path in paths)
    return {path: readings.read(html) for path, html in found if html is not None}


def _html(site: Built, path: PurePosixPath) -> str | None:
    try:
        return site.content(path).decode("utf-8", errors="replace")
    except Unreadable:
        return None


def _in_order(
    site: Built, pages: Mapping[PurePosixPath, PageReading], base: str
) -> Iterator[Check]:
    """What makes a site unfit whatever its numbers are: each page, each file as it is called."""
    there = digest("\n".join(map(str, site.every)).encode())
    anchors = digest(repr([(path, sorted(page.anchors)) for path, page in pages.items()]).encode())
    for path in pages:
        of = ("page", site.digest(path), base, there, anchors)
        yield Check(path, of, partial(_wrong_with, path, pages, site, base))
    for patterns, read in _KINDS.items():
        for path in site.like(*patterns):
            yield Check(path, (read.__name__, site.digest(path)), partial(read, site, path))


def _wrong_with(
    path: PurePosixPath, pages: Mapping[PurePosixPath, PageReading], site: Built, base: str
) -> Iterator[str]:
    for finding in (*pages[path].findings, *_dead_links(path, pages, site, base)):
        yield f"{path}: {finding}"


def _text(site: Built, path: PurePosixPath) -> Iterable[str]:
    site.text(path)
    return ()


def _xml(site: Built, path: PurePosixPath) -> Iterable[str]:
    site.xml(path)
    return ()


def _json(site: Built, path: PurePosixPath) -> Iterable[str]:
    site.json(path)
    return ()


def _holds(site: Built, path: PurePosixPath) -> bool:
    """Whether there is such a file, be it ours or the owner's."""
    return path in site or (site.folder / path).is_file()


def edition_of(site: Built) -> Edition:
    """What a built site is called and where it stands, as its front page and its feed say."""
    front, feed = PurePosixPath("index.html"), PurePosixPath(FEED)
    page, about, day = "", "", date.min
    with suppress(Unreadable, ValueError):  # which are told elsewhere
        if front in site:
            page = site.content(front).decode("utf-8", errors="replace")
        if feed in site:
            told = site.xml(feed)
            about = told.findtext("{*}subtitle", "")
            day = datetime.fromisoformat(told.findtext("{*}updated", "")).date()
    address = next(filter(None, map(_canonical, html_tokens(page))), "")
    return Edition(day, address, name=read_page(page).title, description=about)


def _canonical(token: HtmlToken) -> str:
    if isinstance(token, StartTag) and token.attributes.get("rel") == "canonical":
        return token.attributes.get("href", "")
    return ""


def base_of(edition: Edition) -> str:
    """The path of a site on its host."""
    parts = _split(edition.site)
    return (parts and parts.path) or "/"


def _split(address: str) -> SplitResult | None:
    """An address in its parts; None where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def changes(site: Path) -> Iterator[str]:
    """What has become of the files of a site since the build listed them, a line each."""
    told = listed(site)
    if told is None:
        yield f"{MARKER}: is missing, without which no change since the build can be told"
        return
    there = set(files_of(site))
    for path in sorted(told.keys() | there):
        if path not in there:
            yield f"{path}: is missing"
        elif path not in told:
            yield f"{path}: was put there after the build"
        elif digest((site / path).read_bytes()) != told[path].digest:
            yield f"{path}: was changed after the build"


def _dead_links(
    path: PurePosixPath, pages: Mapping[PurePosixPath, PageReading], site: Built, base: str
) -> Iterator[str]:
    led: dict[str, SplitResult | None] = {}  # many links of a page lead to anchors of one other
    for link in sorted(pages[path].links):
        to, _, anchor = link.partition("#")
        if to not in led:
            led[to] = _split(to) and _split(urljoin(f"{base}{path}", to))
        address = led[to]
        if address is None:
            yield f"`{link}` is no address"
            continue
        if not address.path.startswith(base):
            yield f"`{link}` leads out of the site"
            continue
        target = PurePosixPath(unquote(address.path.removeprefix(base)))
        if address.path.endswith("/"):
            target /= "index.html"
        if target not in pages and not _holds(site, target):
            yield f"`{link}` leads nowhere"
        elif target in pages and unquote(anchor) not in pages[target].anchors:
            yield f"`{link}` names an anchor that {target} does not have"


def _foreign_styles(site: Built, path: PurePosixPath) -> Iterator[str]:
    for address in _STYLE_ADDRESS.findall(site.text(path)):
        if _SCHEME.match(address) and not address.startswith("data:"):
            yield f"{path}: fetches `{address}` from another host"


_KINDS: Mapping[tuple[str, ...], Callable[[Built, PurePosixPath], Iterable[str]]] = {
    ("*.html", "*.md", "*.csv", "*.txt", "*.ics", "*.yml"): _text,
    ("*.css",): _foreign_styles,
    ("*.xml", "*.svg"): _xml,
    ("*.json", "*.jsonld"): _json,
}
"""What files are called, and what they have to be."""
