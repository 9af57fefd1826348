"""Whether a page's HTML is in order: every element closed where it was opened, every id once."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_MOST = 5
"""Findings of one page that are told: those after the first mostly follow from it."""


def disorder(html: str) -> Iterator[str]:
    """What is out of order on a page, the first of it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    yield from reader.findings[:_MOST]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.findings: list[str] = []
        self._open: list[str] = []
        self._ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(tag)
        self._take(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._take(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        elif tag not in _VOID:
            opened = f"where <{self._open[-1]}> is open" if self._open else "that was never opened"
            self._tell(f"closes <{tag}> {opened}")

    def end(self) -> None:
        """The page is over."""
        if self._open:
            self._tell(f"never closes <{self._open[-1]}>")

    def _take(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self._tell(f"gives <{tag}> an attribute twice")
        id_ = dict(attrs).get("id")
        if id_ in self._ids:
            self._tell(f"has the id `{id_}` twice")
        if id_:
            self._ids.add(id_)

    def _tell(self, finding: str) -> None:
        line, column = self.getpos()
        self.findings.append(f"{line}:{column + 1}: {finding}")
