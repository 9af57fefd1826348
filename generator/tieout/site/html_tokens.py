"""A built page as its tags and texts, in one pass: every look over the site reads from here.

Written for what we publish ourselves: tags in small letters or capitals, attributes with or without
quotes, scripts and styles as raw text. What a browser would repair is told by `wellformed`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<![a-zA-Z][^>]*+>"
    r"|<\?[^>]*+>"
    r"|</(?P<closed>[a-zA-Z][^\s/>]*+)[^>]*+>"
    r"|<(?P<opened>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|(?P<text>[^<]++|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
_RAW = frozenset(("script", "style"))


class StartTag(NamedTuple):
    """A tag that opens an element, or stands alone."""

    name: str
    attributes: dict[str, str]
    at: int
    """Where it begins in the page."""
    is_twice: bool = False
    """Whether an attribute is given twice."""
    is_slashed: bool = False
    """Whether it ends in a slash."""


class EndTag(NamedTuple):
    """A tag that closes an element."""

    name: str
    at: int


class ShownText(NamedTuple):
    """Text between two tags, as a reader sees it."""

    text: str
    at: int


HtmlToken = StartTag | EndTag | ShownText


def html_tokens(html: str) -> Iterator[HtmlToken]:
    """The tags and texts of a page in their order; comments and declarations are left out."""
    at = 0
    while match := _TOKEN.match(html, at):
        at = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield ShownText(unescape(match[kind]), match.start())
        elif kind == "closed":
            yield EndTag(match[kind].lower(), match.start())
        elif kind == "attributes":
            opened = _opened(match)
            yield opened
            if opened.name in _RAW and not opened.is_slashed:
                end = html.lower().find(f"</{opened.name}", at)
                end = len(html) if end < 0 else end
                yield ShownText(html[at:end], at)
                at = end


def _opened(match: re.Match[str]) -> StartTag:
    inside, name = match["attributes"], match["opened"].lower()
    if not inside:
        return StartTag(name, {}, match.start())
    found = [
        (attribute.lower(), unescape(doubly or singly or bare))
        for attribute, doubly, singly, bare in _ATTRIBUTE.findall(inside)
    ]
    attributes = dict(reversed(found))  # of two that are the same, a browser takes the first
    is_slashed = inside.endswith("/")
    return StartTag(name, attributes, match.start(), len(attributes) < len(found), is_slashed)


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a page begin, to tell a place as line and column."""

    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> Lines:
        """The lines of a page."""
        return cls([0, *(match.end() for match in re.finditer("\n", html))])

    def told(self, at: int) -> str:
        """`12:5`, both counted from one."""
        line = bisect_right(self.starts, at)
        return f"{line}:{at - self.starts[line - 1] + 1}"
