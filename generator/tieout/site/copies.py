"""What stands twice is said twice alike: a page and its Markdown copy, a drawing and what it draws.

A number in running words, in the arithmetic of a working or in a label carries no id by which the
API could be asked. But all of it is published twice, by two roads: as HTML, made by MkDocs and the
theme, and as the Markdown that both came from. One digit, sign, unit or hedge that differs between
the two is a fault of one of them, and names both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import zip_longest
from pathlib import PurePosixPath

from tieout.site.built import Built, Check, table
from tieout.site.html_tokens import ShownText, html_tokens
from tieout.site.reading import PageReading, words_of

_REFERENCE = re.compile(r"(?m)^\[[^\]]+\]: .*$")
_RULE = re.compile(r"(?m)^\|[ :|-]+\|$")
_OPENING = re.compile(r"(?m)^(?:#{1,6} |```\w*$)")
"""What stands before a heading or a passage of code."""
_LINK = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.)*)\]"
    r"(?:\((?:[^()\s]|\([^()]*\))*(?:\s+\"(?:[^\"\\]|\\.)*\")?\)|\[[^\]]*\])"
)
_MARKS = re.compile(r"(?m)^\s*[-*] |(?<!\\)[|*`]+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~:&-])")
_FENCE = "---\n"
"""What front matter stands between, where a page has any."""
_FRONT = re.compile(r"(?m)^(title|description|crumb|published|updated): (\".*\")$")


def differing_copies(site: Built, pages: Mapping[PurePosixPath, PageReading]) -> Iterator[Check]:
    """Every page against its copy, and every drawing against its specification."""
    for path, page in pages.items():
        for copy in filter(lambda each: each in site, _copy_of(path)):
            of = ("copy", str(copy), site.digest(path), site.digest(copy))
            yield Check(copy, of, partial(_differences, site, path, page, copy))
    for drawing in site.like("charts/*.svg"):
        spec = drawing.with_suffix(".vl.json")
        state = ("drawings", site.digest(drawing), site.digest(spec))
        yield Check(drawing, state, partial(_described_apart, site, drawing, spec))


def _copy_of(page: PurePosixPath) -> Iterator[PurePosixPath]:
    """Where a page's Markdown may stand: in its folder, or beside the folder under its name."""
    yield page.with_suffix(".md")
    if page.name == "index.html" and page.parent.name:
        yield page.parent.with_suffix(".md")


def _differences(
    site: Built, path: PurePosixPath, page: PageReading, copy: PurePosixPath
) -> Iterator[str]:
    front, body = "", site.text(copy)
    if body.startswith(_FENCE):
        front, _, body = body.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    told = {name: json.loads(value) for name, value in _FRONT.findall(front)}
    title = told.get("title", page.title)
    # The site's name follows, and on the front page stands alone.
    if len(path.parts) > 1 and page.title.rpartition(" · ")[0] != title != page.title:
        yield f"{path}: is called `{page.title}`, and {copy} says `{title}`"
    if "description" in told and page.description != told["description"]:
        yield f"{path}: is described as `{page.description}`, and {copy} says otherwise"
    for name, text in page.head.items():
        if told.get(name, text) != text:
            yield f"{path}: says `{text}` as {name}, and {copy} says `{told[name]}`"
    if difference := _first_difference(page.words, words_of(markdown_text(body))):
        one, other = difference
        yield f"{path}: says `{one}` where {copy} says `{other}`"


def markdown_text(body: str) -> str:
    """The words of our own Markdown, without what only lays them out."""
    text = "\n\n".join(map(_without_layout, body.split("\n\n")))
    return "".join(
        token.text if isinstance(token, ShownText) else " " for token in html_tokens(text)
    )


def _without_layout(block: str) -> str:
    """A block of Markdown as its words; one of finished HTML, where Markdown means nothing, as is.

    Elsewhere a contributor's signs are written as entities, so that what looks like markup is ours.
    """
    if block.lstrip("\n").startswith("<"):
        return block
    for pattern in (_REFERENCE, _RULE, _OPENING):
        block = pattern.sub("", block)
    return _ESCAPE.sub(_as_entity, _MARKS.sub(" ", _LINK.sub(r" \1 ", block)))


def _as_entity(escaped: re.Match[str]) -> str:
    return f"&#{ord(escaped[1])};"


def _first_difference(one: list[str], other: list[str]) -> tuple[str, str] | None:
    """The first words that differ, with what stands before them."""
    for at, (left, right) in enumerate(zip_longest(one, other, fillvalue="")):
        if left != right:
            before = one[max(0, at - 2) : at]
            return " ".join((*before, left)), " ".join((*before, right))
    return None


def _described_apart(site: Built, drawing: PurePosixPath, spec: PurePosixPath) -> Iterator[str]:
    """A drawing is described as its specification is."""
    if spec not in site:
        yield f"{drawing}: stands without its specification"
        return
    described = str(table(site.json(spec)).get("description", ""))
    labels = _labels(site.text(drawing))
    if labels and " ".join(words_of(described)) not in " ".join(labels):
        yield f"{drawing}: is not described as {spec.name} is"


def _labels(drawing: str) -> list[str]:
    return words_of(
        " ".join(token.text for token in html_tokens(drawing) if isinstance(token, ShownText))
    )
