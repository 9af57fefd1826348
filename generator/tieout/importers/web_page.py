"""The main text of a saved page, found by trafilatura; claims are read from it as from any text."""

from __future__ import annotations

import re

from tieout.problems import Finding

_DEEPEST = 240
"""The parser reads 256 deep and drops what is deeper without a word."""
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]*>")
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
    if _depth(page) > _DEEPEST:
        raise Finding("the page nests its tags too deep", "save the article as plain text")
    import trafilatura  # noqa: PLC0415  half a second to load, and only pages need it

    found = trafilatura.extract(
        page, include_comments=False, include_tables=True, favor_recall=True
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


def _depth(page: str) -> int:
    """How deep tags are nested at most; those that are never closed count as open."""
    depth = deepest = 0
    for tag in _TAG.finditer(page):
        if tag[0].endswith("/>") or tag[0][1:3].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


_VOID = frozenset(
    {"br", "hr", "im", "in", "li", "me", "p>", "p ", "td", "tr", "th", "op", "dt", "dd"}
)
"""Tags, by two letters, that stand alone or that pages leave open."""
