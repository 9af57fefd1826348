"""A built site is looked over before it is published: nothing dead, missing or foreign."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit
from xml.parsers import expat

from tieout.publish.ownership import MARKER, digest, files_of, listed
from tieout.site.copies import differing_copies
from tieout.site.echoes import wrong_labels, unechoed
from tieout.site.kept_readings import PageReadings
from tieout.site.reading import PageReading
from tieout.site.same_number import disagreements
from tieout.site.twins import unlike
from tieout.site.tokens import Opened, tokens

_STYLE_ADDRESS = re.compile(r"""(?:\burl\(|@import\b)\s*+["']?([^"')\s]++)""")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*+:|//")


class Unfit(Exception):
    """The built site may not be published; `findings` says why, a line each."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


def verify(
    site: Path,
    expected: Iterable[PurePosixPath] = (),
    base: str = "/",
    cache: Path | None = None,
) -> None:
    """Raise Unfit unless the site is whole.

    Every expected file is there, and pages are HTML in good order; every link within the site leads
    somewhere, its anchor included; no page or style sheet fetches from another host; nothing inline
    runs, and every page carries its policy; no mark of a template is left; feeds and data can be
    read; a page and its copy say the same; every number is the same wherever it stands. `base` is the path
    of the site on its host; `cache` keeps how pages read, so that one that is the same as before is
    not read again.
    """
    readings = PageReadings(cache)
    pages = _pages(site, readings)
    readings.prune()
    if found := _faults(site, pages, expected, base) or list(_apart(site, pages)):
        raise Unfit(found)


def findings(site: Path, base: str = "/") -> list[str]:
    """All that is wrong with a built site by what can be read of it, a line each."""
    pages = _pages(site, PageReadings(None))
    return _faults(site, pages, (), base) or numbers_apart(site, pages, base)


def _pages(site: Path, readings: PageReadings) -> dict[PurePosixPath, PageReading]:
    return {
        path: readings.read((site / path).read_text("utf-8", errors="replace"))
        for path in _files(site, "*.html")
    }


def _faults(
    site: Path,
    pages: Mapping[PurePosixPath, PageReading],
    expected: Iterable[PurePosixPath],
    base: str,
) -> list[str]:
    """What makes a site unfit whatever its numbers are."""
    found = [f"{path}: is missing" for path in expected if not (site / path).is_file()]
    for path, page in pages.items():
        found += [f"{path}: {finding}" for finding in page.findings]
        found += [f"{path}: {finding}" for finding in _dead_links(path, pages, site, base)]
    for path in _files(site, "*.css"):
        sheet = (site / path).read_text("utf-8", errors="replace")
        found += [f"{path}: {finding}" for finding in _foreign_styles(sheet)]
    found += _broken_documents(site)
    return found


def _apart(site: Path, pages: Mapping[PurePosixPath, PageReading]) -> Iterator[str]:
    yield from differing_copies(site, pages)
    yield from disagreements(site, {path: page.marks for path, page in pages.items()})


def numbers_apart(
    site: Path, pages: Mapping[PurePosixPath, PageReading], base: str
) -> list[str]:
    """Every number that one place of a site has otherwise than another, a line each.

    What is no such file as we write is told once: all else would follow from it.
    """
    found = list(_apart(site, pages))
    for check in (unlike(site), wrong_labels(site), unechoed(site, pages, base)):
        try:
            found += check
        except (ValueError, LookupError, TypeError, AttributeError, SyntaxError) as error:
            found.append(f"{error}: is not written as the documents of a site are")
    return found


def base_of(site: Path) -> str:
    """The path of a built site on its host, as its front page names its own address."""
    front = site / "index.html"
    page = front.read_text("utf-8", errors="replace") if front.is_file() else ""
    for token in tokens(page):
        if isinstance(token, Opened) and token.attributes.get("rel") == "canonical":
            return urlsplit(token.attributes.get("href", "")).path or "/"
    return "/"


def _files(site: Path, pattern: str) -> list[PurePosixPath]:
    """Our own files of a kind: what the owner put into `static/` is the owner's affair."""
    told = listed(site) or {}
    found = (PurePosixPath(path.relative_to(site).as_posix()) for path in site.rglob(pattern))
    return sorted(path for path in found if path not in told or not told[path].is_copied)


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


def _broken_documents(site: Path) -> Iterator[str]:
    """Feeds, the site's map and data that a program could not read."""
    for path in _files(site, "*.xml"):
        try:
            expat.ParserCreate().Parse((site / path).read_bytes(), True)
        except expat.ExpatError as error:
            yield f"{path}: is no XML: {error}"
    for path in (*_files(site, "*.json"), *_files(site, "*.jsonld")):
        try:
            json.loads((site / path).read_bytes())
        except ValueError as error:
            yield f"{path}: is no JSON: {error}"


def _dead_links(
    path: PurePosixPath, pages: Mapping[PurePosixPath, PageReading], site: Path, base: str
) -> Iterator[str]:
    for link in sorted(pages[path].links):
        address = urlsplit(urljoin(f"{base}{path}", link))
        if not address.path.startswith(base):
            yield f"`{link}` leads out of the site"
            continue
        target = PurePosixPath(unquote(address.path.removeprefix(base)))
        if address.path.endswith("/"):
            target /= "index.html"
        if target not in pages and not (site / target).is_file():
            yield f"`{link}` leads nowhere"
        elif target in pages and unquote(address.fragment) not in pages[target].anchors:
            yield f"`{link}` names an anchor that {target} does not have"


def _foreign_styles(sheet: str) -> Iterator[str]:
    for address in _STYLE_ADDRESS.findall(sheet):
        if _SCHEME.match(address) and not address.startswith("data:"):
            yield f"fetches `{address}` from another host"
