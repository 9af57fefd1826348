"""A built page read once: its links, anchors, figures and words, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tieout.site.html_tokens import EndTag, ShownText, StartTag, html_tokens
from tieout.site.wellformed import VOID, Order

_TEMPLATE_MARK = re.compile(r"\{[{%#]|[}%#]\}")
_WORDS = re.compile(r"[\w.,%$€£¥₹+−\-÷×=/()]+")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_SCHEME = re.compile(r"(?:([a-zA-Z][a-zA-Z0-9+.-]*+):|//)")
_LOADED = ("src", "srcset", "poster", "data")
"""Attributes whose address the browser fetches by itself."""
_ADDRESSED = ("href", "action", *_LOADED)
_LOADED_LINKS = re.compile(r"\b(stylesheet|icon|pre[a-z-]+|dns-prefetch|modulepreload|manifest)\b")
_NO_WORDS = frozenset(("nav", "script", "style"))
_ASIDE = frozenset(("headerlink", "above"))
"""What the theme adds to an article: marks of headings, the way back, the contents."""
_UNIT = "small"
"""The one element that a number may hold: its unit in smaller letters, which is read with it."""
_MOMENTS = {"article:published_time": "published", "article:modified_time": "updated"}
_LINK_SCHEMES = ("http", "https", "mailto")


@dataclass(frozen=True, slots=True)
class PageFigure:
    """A number on a page that carries the id of a figure."""

    figure: str
    text: str
    value: str | None
    """The exact value that the page gives beside it, where it does."""
    caption: str
    """Of the table it stands in, which says in what bare numbers are."""
    is_plain: bool
    """Whether nothing but the number stands in the element."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page promises and shows."""

    links: frozenset[str]
    anchors: frozenset[str]
    marks: tuple[PageFigure, ...]
    said: str
    """The words of the article, without the menus in it, with a space between each two."""
    title: str
    description: str
    head: Mapping[str, str]
    """What else it says of itself: its `crumb`, when it was `published` and `updated`."""
    findings: tuple[str, ...]
    language: str = "en"
    """As the page names it: `zh-Hans`."""

    @property
    def words(self) -> list[str]:
        """What it says, word by word; kept as one text, which takes a tenth of the memory."""
        return self.said.split()


def read_page(html: str) -> PageReading:
    """All that the look over a site wants to know of a page, in one pass over it."""
    order, marks, article = Order(html), _Marks(), _Article()
    links: set[str] = set()
    anchors = {"", "top"}
    findings: list[str] = []
    for token in html_tokens(html):
        if isinstance(token, StartTag):
            order.open(token)
            marks.open(token)
            article.open(token)
            if attributes := token.attributes:
                anchors.add(attributes.get("id", ""))
                links.update(_inner_links(attributes))
            findings += _wrong_in_tag(token.name, attributes)
        elif isinstance(token, EndTag):
            order.close(token)
            marks.close(token)
            article.close(token)
        else:
            marks.text(token)
            article.text(token)
    findings += order.end()
    if "Content-Security-Policy" not in html:
        findings.append("has no Content-Security-Policy")
    if mark := _TEMPLATE_MARK.search(html):
        findings.append(f"shows `{mark[0]}`, the mark of a template")
    return PageReading(
        frozenset(links),
        frozenset(anchors),
        marks.all(),
        " ".join(words_of("".join(article.texts))),
        article.title,
        article.description,
        article.head,
        tuple(findings),
        article.language,
    )


def words_of(text: str) -> list[str]:
    """A text as its words and numbers, signs and units among them.

    Chinese has no spaces: what stands between two signs of its own is a word.
    """
    return _WORDS.findall(_CHINESE.sub(r" \g<0> ", text))


def read_marks(markup: str) -> tuple[PageFigure, ...]:
    """The figures alone, of a page or a feed."""
    marks = _Marks()
    for token in html_tokens(markup):
        if isinstance(token, StartTag):
            marks.open(token)
        elif isinstance(token, EndTag):
            marks.close(token)
        else:
            marks.text(token)
    return marks.all()


class _Marks:
    """The figures of a page with the captions above them."""

    def __init__(self) -> None:
        self._found: list[PageFigure] = []
        self._caption = ""
        self._captioned = False
        """Whether the words to come are a caption's."""
        self._figure: StartTag | None = None
        self._text = ""
        self._is_plain = True
        self._is_open_unit = False
        """Whether the words to come are the number's unit, in smaller letters."""

    def open(self, tag: StartTag) -> None:
        self._captioned = tag.attributes.get("class") == "caption" and tag.name == "p"
        if self._captioned:
            self._caption = ""
        if self._figure is not None:
            self._is_open_unit = tag.name == _UNIT and not tag.attributes and self._is_plain
            self._is_plain = self._is_open_unit
        if "data-figure" in tag.attributes:
            self._figure, self._text, self._is_plain = tag, "", True

    def close(self, tag: EndTag) -> None:
        self._captioned = False
        if tag.name in ("table", "figure"):
            self._caption = ""
        if self._is_open_unit and tag.name == _UNIT:
            self._is_open_unit = False
        elif self._figure is not None:
            self._keep(self._figure)
            self._figure = None

    def text(self, text: ShownText) -> None:
        if self._captioned:
            self._caption += text.text
        if self._figure is not None:
            self._text += text.text.replace("\u00a0", " ")

    def _keep(self, tag: StartTag) -> None:
        value = tag.attributes.get("data-value", tag.attributes.get("value"))
        figure = tag.attributes["data-figure"]
        self._found.append(PageFigure(figure, self._text, value, self._caption, self._is_plain))

    def all(self) -> tuple[PageFigure, ...]:
        return tuple(self._found)


class _Article:
    """The words of a page's article, its title, and what it says of itself to machines."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.title = ""
        self.description = ""
        self.head: dict[str, str] = {}
        self.language = "en"
        self._open: list[bool] = []
        """Of each open element within the article, whether it is a menu or a button."""
        self._is_inside = False
        self._in_title = self._in_crumb = False

    def open(self, tag: StartTag) -> None:
        if tag.name == "html":
            self.language = tag.attributes.get("lang", "en")
        elif tag.name == "title" and not self.title:
            self._in_title = True
        elif tag.name == "meta" and tag.attributes.get("name") == "description":
            self.description = tag.attributes.get("content", "")
        elif name := _MOMENTS.get(tag.attributes.get("property", "")):
            self.head[name] = tag.attributes.get("content", "")
        self._in_crumb = tag.name == "li" and tag.attributes.get("aria-current") == "page"
        kinds = tag.attributes.get("class", "").split()
        if not self._is_inside:
            self._is_inside = tag.name == "article" and "md-content__inner" in kinds
            return
        self.texts.append(" ")
        if tag.name not in VOID and not tag.is_slashed:
            self._open.append(tag.name in _NO_WORDS or not _ASIDE.isdisjoint(kinds))

    def close(self, tag: EndTag) -> None:
        self._in_title = self._in_crumb = False
        if not self._is_inside or tag.name in VOID:
            return
        self.texts.append(" ")
        if self._open:
            self._open.pop()
        else:
            self._is_inside = False

    def text(self, text: ShownText) -> None:
        if self._in_title:
            self.title += text.text
        elif self._in_crumb:
            self.head["crumb"] = text.text.strip()
        elif self._is_inside and not any(self._open):
            self.texts.append(text.text)


def _addresses(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The addresses of a tag with the attributes that hold them."""
    for attribute in filter(attributes.__contains__, _ADDRESSED):
        if attribute == "srcset":
            for candidate in attributes[attribute].split(","):
                yield attribute, candidate.strip().partition(" ")[0]
        else:
            yield attribute, attributes[attribute]


def _inner_links(attributes: Mapping[str, str]) -> Iterator[str]:
    return (
        address
        for _, address in _addresses(attributes)
        if address and address != "#" and not _SCHEME.match(address)
    )


def _wrong_in_tag(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if name == "script" and "src" not in attributes and "json" not in attributes.get("type", ""):
        yield "runs a script that stands in the page"
    if name == "style" or "style" in attributes:
        yield f"styles <{name}> in the page, which its policy forbids"
    if not attributes:
        return
    for attribute in attributes:
        if attribute.startswith("on"):
            yield f"runs a script from `{attribute}`"
    loads = name == "link" and _LOADED_LINKS.search(attributes.get("rel", ""))
    for attribute, address in _addresses(attributes):
        scheme = _SCHEME.match(address)
        if scheme is None or (scheme[1] == "data" and name in ("img", "source")):
            continue
        if loads or attribute in _LOADED:
            yield f"fetches `{address}` from another host"
        elif (scheme[1] or "").lower() not in _LINK_SCHEMES:
            yield f"links to `{address}`; only web and mail addresses may be linked"
