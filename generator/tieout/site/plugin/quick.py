"""Markdown made to HTML with less ado, where the outcome is plain at the first look.

Most of a page is HTML that our templates have finished, and cells with nothing to mark up in them.
Python-Markdown goes through each tag of the one twice, and tries each of its patterns on the other.
Here a finished block is put aside as the library would do in the end, and a pattern is passed over
whose sign a text does not have. The same comes of it, byte for byte. A page on which any HTML is
not plain is left to the library as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

KNOWN = frozenset(("toc", "tables", "fenced_code"))
"""Extensions beside which this holds: others read HTML and patterns in ways of their own."""
_BEFORE_HTML_IS_READ = 22
"""By MkDocs, which looks for anchors at 21, and by the library, which puts blocks aside at 20."""
_BLOCK = re.compile(r"(?<=\n\n)<[a-z](?:[^\n]|\n(?!\n))*+(?=\n\n)")
"""What begins as HTML between two empty lines."""
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*+)"
    r"(?: [a-zA-Z][a-zA-Z0-9-]*+(?:=\"[^\"]*+\")?)*+ ?(?P<void>/?)>"
)
_ODD = re.compile(
    r"</?(?:script|style|textarea|hr)\b|<title>[^<]*+<(?!/title>)"
    r"|&#(?!(?:[0-9]++|x[0-9a-fA-F]++);)"
)
"""Elements and references that the library reads in a way of their own."""
_ANCHOR = re.compile(r' id="([^"]*)"|<a (?:[^>]* )?name="([^"]*)"')
_MORE = re.compile(r"(?m)^ {0,3}<(?:[!?/]|(?P<name>[a-zA-Z][^\s/>]*+))")
"""Where a line begins as HTML."""
_SIGNS: Mapping[str, str] = {
    "backtick": "`",
    "escape": "\\",
    **dict.fromkeys(("reference", "link", "short_reference"), "["),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), "!["),
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    "linebreak": "  \n",
    "entity": "&",
}
"""What a text has wherever a pattern of the library finds something in it."""


class Quick(Extension):
    """Puts finished HTML aside, and passes over patterns that find nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        """Those of the HTML that was put aside."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  so in the library
        """Take part in the making of a page."""
        aside = _Aside(md, self.anchors)
        md.preprocessors.register(aside, "tieout_aside", _BEFORE_HTML_IS_READ)
        md.treeprocessors.register(_FewerPatterns(md), "inline", 20)  # in the library's own place


class _Aside(Preprocessor):
    """Puts the finished HTML of a page aside, all of it or none."""

    md: Markdown

    def __init__(self, md: Markdown, anchors: set[str]) -> None:
        super().__init__(md)
        self._anchors = anchors

    def run(self, lines: list[str]) -> list[str]:
        """The lines with marks where HTML stood."""
        source = "\n".join(("", "", *lines))
        blocks = [each for each in _BLOCK.finditer(source) if self._is_block(each[0])]
        finished = [elements(each[0]) for each in blocks]
        ends = (0, *(each.end() for each in blocks))
        between = [
            source[end:start]
            for end, start in zip(ends, (*(each.start() for each in blocks), None), strict=True)
        ]
        if not all(finished) or any(map(self._has_more, between)):
            return lines
        for block in blocks:
            self._anchors.update(unescape(id_ or name) for id_, name in _ANCHOR.findall(block[0]))
        marks = (*map(self._mark, finished), "")
        return "".join(map("".join, zip(between, marks, strict=True))).split("\n")

    def _is_block(self, html: str) -> bool:
        tag = _TAG.match(html)
        return tag is None or self.md.is_block_level(tag["name"])

    def _has_more(self, text: str) -> bool:
        """Whether a line begins a block of HTML elsewhere than behind an empty one."""
        found = (tag["name"] for tag in _MORE.finditer(text))
        return any(name is None or self.md.is_block_level(name) for name in found)

    def _mark(self, finished: Iterable[str]) -> str:
        *first, last = finished
        return "\n\n".join(map(self.md.htmlStash.store, (*first, f"{last}\n")))


def elements(block: str) -> list[str]:
    """The elements of a block of HTML, each on lines of its own; none where it is not so plain."""
    found: list[str] = []
    opened: list[str] = []
    start = at = 0
    for tag in () if _ODD.search(block) else _TAG.finditer(block):
        before = block[at : tag.start()]
        if "<" in before:
            return []
        if not opened:
            if before != ("\n" if found else "") or tag["end"] or tag["void"]:
                return []
            start = tag.start()
        at = tag.end()
        if not tag["end"]:
            opened += [] if tag["void"] else [tag["name"]]
        elif tag["name"] in opened:  # what was left open in it, such as an image, ends with it
            while opened.pop() != tag["name"]:
                pass
        if not opened:
            found.append(block[start:at])
    return found if not opened and at == len(block) else []


class _FewerPatterns(InlineProcessor):
    """Tries on a text those patterns alone that could find something in it."""

    md: Markdown
    _signed: list[tuple[Pattern, str]]
    """The patterns in their order, each with the sign that it needs, empty where that is unknown.
    """

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Mark the texts of a page up."""
        patterns = self.md.inlinePatterns
        signs = {
            patterns.get_index_for_name(name): sign
            for name, sign in _SIGNS.items()
            if name in patterns
        }
        self._signed = [(each, signs.get(at, "")) for at, each in enumerate(patterns)]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  the library's own step
        if isinstance(data, AtomicString):
            return data
        start = 0
        for at, (pattern, sign) in enumerate(self._signed[patternIndex:], patternIndex):
            matched = sign in data
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, at, start)
        return data
