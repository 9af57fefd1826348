"""What a site says of a page elsewhere stands on that page: in feeds, lists, search and charts.

A headline in a feed, a line of llms.txt, an entry of the search or a hint over a bar carries no id
of a figure. But whatever it says, the page that it speaks of says, too, in the same words: each of
its numbers stands there, with the word before it and the one behind it. So one digit, sign, unit or
hedge that differs between the two is found, and named at its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import unescape
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

from tieout.charts.held import strange_words
from tieout.site.copies import markdown_text
from tieout.site.reading import PageReading, words_of

_ATOM = "{http://www.w3.org/2005/Atom}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TAG = re.compile(r"<[^>]*>")
_JOINED = re.compile(r"(?<=[0-9])(?=[a-z]{4})")
"""Where the index joins what stands in two elements: `2026filed`."""
_LISTED = re.compile(r"(?m)^- (.*)$")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_BREAK = "|"
_ENDS = (".", ",", ";", ":", ")")
_BENDING = frozenset(
    "about up down to from than over under nearly least most rose fell grew of by and".split()
)
"""Words that a number is nothing without: a hedge, a direction, the end of a range."""
_TOLD = frozenset("title verdict takeaways headline name description quote".split())
"""Fields of documents in the words of the page."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page, its title and its description, one by one and in pairs."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, page: PageReading) -> PageWords:
        """All that a page says."""
        parts = (words_of(page.title), words_of(page.description), page.words)
        bare = [[word for word in map(_bare, part) if word] for part in parts]
        words = frozenset(word for part in bare for word in part)
        return cls(words, frozenset(pair for part in bare for pair in pairwise(part)))

    def lacks(self, text: str) -> Iterator[str]:
        """The numbers of a text that the page does not have beside the same words."""
        words = [word for word in words_of(text.replace(_BREAK, ". ")) if _bare(word)]
        ends = [True, *(word.endswith(_ENDS) for word in words)]
        bare = [*map(_bare, words), ""]
        for at, word in enumerate(bare[:-1]):
            if any(letter.isdigit() for letter in word):
                before = ends[at] or (bare[at - 1], word) in self.pairs
                after = ends[at + 1] or not bare[at + 1] or (word, bare[at + 1]) in self.pairs
                bends = not ends[at] and bare[at - 1] in _BENDING
                if word not in self.words or not before and (bends or not after):
                    yield " ".join(bare[max(0, at - 1) : at + 2]).strip()


def _bare(word: str) -> str:
    return word.strip(".,()=/")


def unechoed(site: Path, pages: Mapping[PurePosixPath, PageReading], base: str) -> Iterator[str]:
    """Every number that something says of a page, and the page does not, a line each."""
    said = {path: PageWords.of(page) for path, page in pages.items()}
    for reader in (_in_feeds, _in_list, _in_search, _in_charts, _in_documents):
        for path, page, text in reader(site, base):
            if page in said:
                for number in said[page].lacks(text):
                    yield f"{path}: says `{number}`, which {page} does not"


_Echo = tuple[str, PurePosixPath, str]
"""The file that says something, the page it speaks of, and what it says."""


def _page(address: str, base: str) -> PurePosixPath:
    path = urlsplit(address).path.removeprefix(base).removesuffix("index.md")
    return PurePosixPath(path.removesuffix(".md") or ".") / "index.html"


def _told(site: Path, path: Path) -> str:
    return path.relative_to(site).as_posix()


def _in_feeds(site: Path, base: str) -> Iterator[_Echo]:
    for path in sorted(site.glob("**/feed.xml")):
        feed = fromstring(path.read_text("utf-8"))  # noqa: S314  what our own build has written
        for entry in feed.iter(f"{_ATOM}entry"):
            page = _page(entry.findtext(f"{_ATOM}id", ""), base)
            for part in entry.iter():
                if part.tag in (f"{_ATOM}title", f"{_ATOM}summary") or _is_line(part):
                    yield _told(site, path), page, "".join(part.itertext())


def _is_line(part: Element) -> bool:
    return part.tag in (f"{_XHTML}p", f"{_XHTML}li")


def _in_list(site: Path, base: str) -> Iterator[_Echo]:
    """A line of llms.txt speaks of the last page that it links."""
    path = site / "llms.txt"
    for line in _LISTED.findall(path.read_text("utf-8")) if path.is_file() else ():
        links = _LINK.findall(line)
        if links and ".json" not in links[-1][1]:
            told = markdown_text(_LINK.sub(r" ; \1 ; ", line))
            yield path.name, _page(links[-1][1], base), told


def _in_search(site: Path, base: str) -> Iterator[_Echo]:
    path = site / "search/search_index.json"
    rows = json.loads(path.read_text("utf-8"))["docs"] if path.is_file() else ()
    for row in rows:
        page = _page(base + row["location"], base)
        text = _JOINED.sub(" ", unescape(unescape(_TAG.sub(_BREAK, row["text"]))))
        yield _told(site, path), page, f"{unescape(unescape(row['title']))} {_BREAK} {text}"


def _in_charts(site: Path, base: str) -> Iterator[_Echo]:  # noqa: ARG001  all readers are alike
    """The hint over what a chart draws, and its words of growth."""
    for path in sorted(site.glob("**/*.vl.json")):
        page = PurePosixPath(_told(site, path)).parent.parent / "index.html"
        for row in _rows(path):
            for name, text in row.items():
                if name in ("hint", "surprise_text", "change_text") and isinstance(text, str):
                    yield _told(site, path), page, text.replace(": ", " | ")


def _rows(spec: Path) -> Iterator[Mapping[str, object]]:
    for rows in json.loads(spec.read_text("utf-8")).get("datasets", {}).values():
        yield from rows


def _in_documents(site: Path, base: str) -> Iterator[_Echo]:  # noqa: ARG001  as above
    """What the API and linked data quote of a brief."""
    for path in sorted(site.glob("**/*.jsonld")):
        page = PurePosixPath(_told(site, path)).with_name("index.html")
        yield from ((_told(site, path), page, text) for text in _texts(_read(path), ""))
    for kind in ("records", "claims"):
        for path in sorted(site.glob(f"api/v1/{kind}/*/*.json")):
            page = PurePosixPath(path.parent.name, path.stem, "index.html")
            yield from ((_told(site, path), page, text) for text in _texts(_read(path), ""))


def _read(path: Path) -> object:
    found: object = json.loads(path.read_text("utf-8"))
    return found


def _texts(node: object, name: str) -> Iterator[str]:
    if isinstance(node, dict):
        for key, each in node.items():
            yield from _texts(each, key)
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each, name)
    elif isinstance(node, str) and name in _TOLD:
        yield node


def wrong_labels(site: Path) -> Iterator[str]:
    """Labels of charts that are not what is drawn to their last digit, or not of the chart."""
    for path in sorted(site.glob("**/*-light.svg")):
        spec = path.with_name(path.name.replace("-light.svg", ".vl.json"))
        drawing = fromstring(path.read_text("utf-8"))  # noqa: S314  what our own build has written
        for word in strange_words(drawing, json.loads(spec.read_text("utf-8"))):
            yield f"{_told(site, path)}: says `{word}`, which {spec.name} does not"
    for path in sorted(site.glob("**/*.vl.json")):
        for row in _rows(path):
            for name, drawn in row.items():
                label = row.get(f"{name}_text")
                if isinstance(drawn, int | float) and label and not _prints(str(label), drawn):
                    yield f"{_told(site, path)}: labels {drawn} as {label}"


def _prints(label: str, drawn: float) -> bool:
    digits = re.sub(r"^(?:about |\u2248)", "", label).replace("\u2212", "-").replace(",", "").rstrip("%")
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return not any(letter.isdigit() for letter in label)
    half = Decimal("0.51").scaleb(int(number.as_tuple().exponent))
    return abs(Decimal(str(drawn)) - number) <= half
