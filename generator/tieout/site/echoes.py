"""What a site says of a page elsewhere stands on that page: in feeds, lists, search and charts.

A headline in a feed, a line of llms.txt, an entry of the search or a hint over a bar carries no id
of a figure. But whatever it says, the page that it speaks of says, too, in the same words: each of
its numbers stands there, with the word before it and the one behind it. So one digit, sign, unit or
hedge that differs between the two is found, and named at its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from tieout.site.built import UNFIT, Built, Check, rows, table
from tieout.site.chart_rows import charted
from tieout.site.copies import markdown_text
from tieout.site.fact_book import API, FactBook
from tieout.site.page_words import BREAK, PageWords
from tieout.site.reading import PageReading

_ATOM = "{http://www.w3.org/2005/Atom}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
RUNNING_TEXT = "search/search_index.json"
"""The one file that has the text of pages as it stands on them."""
_TAG = re.compile(r"<[^>]*>")
_JOINED = re.compile(r"(?<=[0-9])(?=[a-z]{4})")
"""Where the index joins what stands in two elements: `2026filed`."""
_IN_HINT = re.compile(r"(?: \*)?[:,] (?:actual )?")
"""Between a name, an amount and a change, which the page has in columns of their own."""
_LISTED = re.compile(r"(?m)^- (.*)$")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_TOLD = frozenset("title verdict takeaways headline name description quote".split())
"""Fields of documents in the words of the page."""


_Echo = tuple[PurePosixPath, str]
"""The page that something is said of, and what is said."""


def unechoed(
    site: Built, pages: Mapping[PurePosixPath, PageReading], base: str, book: FactBook
) -> Iterator[Check]:
    """Everything that a file says of a page, against that page.

    A file about one issuer speaks of pages of that issuer, and is held against these as a whole;
    one about all is held row by row, so that one page's change is no reason to go through the rest.
    """
    said = _Said(site, pages)
    for pattern, read in _READERS.items():
        for path in site.like(pattern):
            if issuer := book.issuer_of(path):
                of = ("echoes", site.digest(path), said.state(issuer))
                yield Check(
                    path, of, partial(_lacking, said, path, partial(read, site, path, base))
                )
            else:
                yield from _by_row(said, path, partial(read, site, path, base))


class _Said:
    """What the pages of a site say, each gone through when it is asked for."""

    def __init__(self, site: Built, pages: Mapping[PurePosixPath, PageReading]) -> None:
        self._pages, self._digest = pages, site.digest
        self._words: dict[PurePosixPath, PageWords] = {}
        self._of_issuer: dict[str, list[str]] = {}
        for page in pages:
            self._of_issuer.setdefault(page.parts[0], []).append(site.digest(page))

    def __contains__(self, page: PurePosixPath) -> bool:
        return page in self._pages

    def state(self, of: str | PurePosixPath) -> str:
        """By what a page, or the pages of an issuer, are told from others."""
        return self._digest(of) if isinstance(of, PurePosixPath) else "".join(self._of_issuer[of])

    def lacks(self, page: PurePosixPath, text: str, *, whole: bool) -> Iterator[str]:
        """The numbers of a text that a page does not have; none where there is no such page.

        Of what is the page's own text as a `whole`, every word in its order, behind its heading.
        """
        if page in self._pages:
            if page not in self._words:
                self._words[page] = PageWords.of(self._pages[page])
            words = self._words[page]
            yield from words.lacks(text)
            if whole:
                yield from words.lacks_words(text.partition(BREAK)[2])


def _lacking(
    said: _Said, path: PurePosixPath, echoes: Callable[[], Iterable[_Echo]]
) -> Iterator[str]:
    for page, text in echoes():
        for words in said.lacks(page, text, whole=str(path) == RUNNING_TEXT):
            yield f"{path}: says `{words}`, which {page} does not"


def _by_row(
    said: _Said, path: PurePosixPath, echoes: Callable[[], Iterable[_Echo]]
) -> Iterator[Check]:
    try:
        found = list(echoes())
    except UNFIT as error:
        yield Check(path, (), partial(_raised, error))
        return
    for echo in found:
        page, text = echo
        if page in said:
            of = ("echo", said.state(page), str(page), text)
            yield Check(path, of, partial(_lacking, said, path, partial(tuple, [echo])))


def _raised(error: Exception) -> Iterator[str]:
    """What was wrong with reading a file, told where its checks would be done."""
    raise error


def _page(address: str, base: str) -> PurePosixPath:
    path = urlsplit(address).path.removeprefix(base).removesuffix("index.md")
    return PurePosixPath(path.removesuffix(".md") or ".") / "index.html"


def _in_feed(site: Built, path: PurePosixPath, base: str) -> Iterator[_Echo]:
    for entry in site.xml(path).iter(f"{_ATOM}entry"):
        page = _page(entry.findtext(f"{_ATOM}id", ""), base)
        for part in entry.iter():
            if part.tag in (f"{_ATOM}title", f"{_ATOM}summary") or _is_line(part):
                yield page, "".join(part.itertext())


def _is_line(part: Element) -> bool:
    return part.tag in (f"{_XHTML}p", f"{_XHTML}li")


def _in_list(site: Built, path: PurePosixPath, base: str) -> Iterator[_Echo]:
    """A line of llms.txt speaks of the last page that it links."""
    for line in _LISTED.findall(site.text(path)):
        links = _LINK.findall(line)
        if links and ".json" not in links[-1][1]:
            yield _page(links[-1][1], base), markdown_text(_LINK.sub(r" ; \1 ; ", line))


def _in_search(site: Built, path: PurePosixPath, base: str) -> Iterator[_Echo]:
    for row in rows(table(site.json(path))["docs"]):
        page = _page(base + str(row["location"]), base)
        text = _JOINED.sub(" ", unescape(_TAG.sub(BREAK, str(row["text"]))))
        yield page, f"{unescape(str(row['title']))} {BREAK} {text}"


def _in_chart(site: Built, path: PurePosixPath, base: str) -> Iterator[_Echo]:  # noqa: ARG001
    """The hint over what a chart draws, and its words of growth."""
    page = path.parent.parent / "index.html"
    for row in charted(site, path):
        for name, text in row.items():
            if name in ("hint", "surprise_text", "change_text") and isinstance(text, str):
                yield page, _IN_HINT.sub(f" {BREAK} ", text)


def _in_linked_data(site: Built, path: PurePosixPath, base: str) -> Iterator[_Echo]:  # noqa: ARG001
    for text in _texts(site.json(path), ""):
        yield path.with_name("index.html"), text


def _in_document(site: Built, path: PurePosixPath, base: str) -> Iterator[_Echo]:  # noqa: ARG001
    """What the API quotes of a brief."""
    for text in _texts(site.json(path), ""):
        yield PurePosixPath(path.parent.name, path.stem, "index.html"), text


def _texts(node: object, name: str) -> Iterator[str]:
    if isinstance(node, dict):
        for key, each in node.items():
            yield from _texts(each, key)
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each, name)
    elif isinstance(node, str) and name in _TOLD:
        yield node


_READERS: Mapping[str, Callable[[Built, PurePosixPath, str], Iterator[_Echo]]] = {
    "feed.xml": _in_feed,
    "llms.txt": _in_list,
    RUNNING_TEXT: _in_search,
    "*.vl.json": _in_chart,
    "*.jsonld": _in_linked_data,
    f"{API}/briefs/*/*.json": _in_document,
}
"""What speaks of pages, and how it is read."""
