"""The main text of a saved page, found by trafilatura; claims are read from it as from any text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tieout.problems import Finding

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEPEST = 240
"""The parser reads 256 deep and drops what is deeper without a word, unless it is told to go on."""
_SCRIPT = re.compile(r"<(script|style|svg)\b", re.IGNORECASE)
_LONGEST_PAGE = 1_500_000


def main_text(page: str) -> str:
    """The main text of a page in HTML; raises Finding where there is none, or tags without end."""
    page = _without_scripts(page)
    if len(page) > _LONGEST_PAGE:
        raise Finding(
            f"the page has {len(page):,} characters beside its scripts",
            "save the article as plain text",
        )
    import trafilatura  # noqa: PLC0415  half a second to load, and only pages need it

    tree = _tree(page)
    found = tree is not None and trafilatura.extract(
        tree, include_comments=False, include_tables=True, favor_recall=True
    )
    if not found:
        raise Finding("no main text is found in the page", "save the article as plain text")
    return str(found)


def _without_scripts(page: str) -> str:
    """The page without scripts, styles and drawings; one that is not closed runs to the end."""
    lower, parts, at = page.lower(), [], 0
    while opened := _SCRIPT.search(page, at):
        parts.append(page[at : opened.start()])
        closed = lower.find(f"</{opened[1].lower()}", opened.end())
        at = closed if closed >= 0 else len(page)
    return "".join((*parts, page[at:]))


def _tree(page: str) -> HtmlElement | None:
    """The page as a tree; raises Finding where its tags, closed or not, nest too deep.

    The depth is the parser's own: pages leave many tags open, and only it knows which it closes.
    """
    from lxml import etree, html  # noqa: PLC0415  as above

    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise Finding("the page nests its tags too deep", "save the article as plain text")
    return tree
