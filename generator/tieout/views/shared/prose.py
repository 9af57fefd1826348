"""Contributors' text made safe for a page. There is no other way onto one.

Three doors, by where the text lands: `plain`, in its own module, for names, titles and quotes
inside our Markdown, HTML and attributes; `html` for prose, as one raw block of HTML; `link` for
addresses. Whatever a contributor types, none of them lets through a tag, an attribute, an entity or
a mark of Markdown that we did not write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from tieout.figures.saying import framed
from tieout.figures.typed import is_public
from tieout.views.shared.plain import BRACES, UNSEEN, plain

SCHEMES = frozenset({"http", "https", "mailto"})
_REL = "noopener noreferrer nofollow"
_ALLOWED = {
    "a": {"href", "rel", "title", "data-of"},
    **{
        tag: set[str]()
        for tag in ("p em strong ul ol li blockquote code pre br hr h3 h4 h5 h6".split())
    },
}
_CLASSES = {"a": {"tie"}}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OPEN, _SPLIT, _CLOSE = "\ue000", "\ue001", "\ue002"
_DIGIT = 0xE010
_MARKED = re.compile(f"{_OPEN}([\ue010-\ue019]+){_SPLIT}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_BETWEEN = re.compile(f"{_OPEN}[\ue010-\ue019]+{_SPLIT}|{_CLOSE}")
_BLANK = re.compile(r"(?<=\n)([ \t]*)\n")


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A number in prose that is tied to a figure: characters `start` to `end` of the source."""

    start: int
    end: int
    href: str
    """Where on this page the figure or its source stands: `#figure-revenue`."""
    title: str
    """What a pointer over the number shows: the figure, its source or arithmetic."""
    figure: str = ""
    """The figure's id, for its card."""


def html(markdown: str, marks: Iterable[FigureMark] = ()) -> str:
    """Prose as one block of HTML at the margin, without a blank line that would end the block.

    Markdown of the plain kind, without HTML and pictures. Headings start at the third level. A tied
    number becomes a link to its figure. Empty where there is nothing to show.
    """
    tied = tuple(marks)
    typed = UNSEEN.sub("\ufffd", _PRIVATE.sub("\ufffd", markdown.replace("\r", " ")))
    rendered = _MARKDOWN.render(_with_signs(typed, tied), {"marks": tied})
    clean = nh3.clean(
        rendered,
        tags=set(_ALLOWED),
        attributes=_ALLOWED,
        allowed_classes=_CLASSES,
        url_schemes=set(SCHEMES),
        clean_content_tags={"script", "style"},
        link_rel=None,
    )
    whole = _BETWEEN.sub("", clean).strip().translate(BRACES)
    if not whole:
        return ""
    return _BLANK.sub(r"\1&#10;", f'<div class="prose">\n{whole}\n</div>')


def link(url: str | None, text: str) -> str:
    """A link out, or the text with its address where that is none a reader may follow."""
    if not url:
        return plain(text)
    if not safe(url):
        return f"{plain(text)} ({plain(url)})"
    tag = '<a href="{address}" rel="{rel}">{text}</a>'
    return framed(tag, address=_attribute(url), rel=_REL, text=plain(text))


def safe(url: str) -> bool:
    """Whether an address may become a link: mail, or a public host by http, without tricks."""
    if UNSEEN.search(url) or any(sign.isspace() or sign == "\\" for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(parts.path)
    return parts.scheme in SCHEMES and is_public(parts.hostname or "") and "@" not in parts.netloc


def _attribute(url: str) -> str:
    """The address with all that Markdown, HTML or a table could act on percent-encoded."""
    return quote(url, safe="/:?#@!$&'()+,;=%-._~").replace("&", "&amp;").replace("'", "%27")


def _with_signs(text: str, marks: Sequence[FigureMark]) -> str:
    """The text with private characters around tied numbers, which `_tie` finds again."""
    for index, mark in sorted(enumerate(marks), key=lambda each: -each[1].start):
        key = "".join(chr(_DIGIT + int(digit)) for digit in str(index))
        signed = f"{_OPEN}{key}{_SPLIT}{text[mark.start : mark.end]}{_CLOSE}"
        text = text[: mark.start] + signed + text[mark.end :]
    return text


class _Renderer(RendererHTML):
    """Markdown to HTML with headings demoted, links marked as strangers', pictures as text."""

    def heading_open(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"<{_demoted(tokens[index])}>"

    def heading_close(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"</{_demoted(tokens[index])}>\n"

    def link_open(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f'<a href="{_attribute(str(tokens[index].attrs["href"]))}" rel="{_REL}">'

    def text(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Text with its tied numbers as links, unless it already stands inside one."""
        escaped = super().text(tokens, index, options, env)
        if tokens[index].meta.get("linked"):
            return escaped
        return _MARKED.sub(lambda found: _tie(found[1], found[2], env["marks"]), escaped)


def _demoted(token: Token) -> str:
    return f"h{min(int(token.tag[1]) + 2, 6)}"


def _tie(key: str, number: str, marks: Sequence[FigureMark]) -> str:
    mark = marks[int("".join(str(ord(sign) - _DIGIT) for sign in key))]
    of = f' data-of="{plain(mark.figure)}"' if mark.figure else ""
    return f'<a class="tie" href="{plain(mark.href)}" title="{plain(mark.title)}"{of}>{number}</a>'


def _note_links(state: StateCore) -> None:
    """Tell each stretch of text whether it stands inside a link."""
    for block in state.tokens:
        linked = False
        for token in block.children or ():
            linked = token.type == "link_open" or (linked and token.type != "link_close")
            token.meta = {"linked": linked}


def _reader() -> MarkdownIt:
    """Plain Markdown: no HTML, no pictures, no entities, which could spell what we strip.

    Nor definitions of links: a link says in its own place where it leads.
    """
    reader = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    reader.disable(["html_block", "html_inline", "image", "entity", "reference"])
    reader.core.ruler.push("note_links", _note_links)
    # To set these two is the library's own way of deciding which addresses become links.
    reader.validateLink = lambda url: safe(_BETWEEN.sub("", url))  # type: ignore[method-assign]
    reader.normalizeLink = lambda url: _BETWEEN.sub("", url)  # type: ignore[method-assign]
    return reader


_MARKDOWN = _reader()
