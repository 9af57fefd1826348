"""The text of an article as it was saved: plain, Markdown, or a page in HTML.

A page's main text is found by trafilatura. Markup of Markdown is blanked out at the same length, so
that places in the text stay those of the file; of a page they are places in its main text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from generator.problems import Finding

MOST_BYTES = 5 << 20
MOST_CHARACTERS = 500_000
"""Thirty times as long as a long article."""
_DEEPEST = 500
_PAGE = re.compile(
    r"\s*(?:<!doctype html|<html|<\?xml|<head|<body|<article|<div|<p[ >])", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]*>")
_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_MARKUP = (
    re.compile(r"!\[[^\]\n]{0,300}\]\([^()\s]{0,2000}\)"),
    re.compile(r"(?<=\])\([^()\s]{1,2000}\)"),
    re.compile(r"(?m)^ {0,3}#{1,6} "),
    re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|`+"),
    re.compile(r"\[(?=[^\]\n]{1,300}\] )|(?<=\S)\](?= )"),
)
_TITLE = re.compile(r"(?is)<title[^>]{0,200}>([^<]{1,500})</title>")
_SCRIPT = re.compile(r"<(script|style|svg)\b", re.IGNORECASE)
_LONGEST_PAGE = 1_500_000
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class MainText:
    """What is read of an article: its text, its headline, and the digest of the file."""

    text: str
    title: str
    digest: str


def read_main_text(content: bytes, name: str = "") -> MainText:
    """The main text of a saved article.

    Raises Finding where it is too large, or a page without a text.
    """
    if len(content) > MOST_BYTES:
        raise Finding(
            f"the file is larger than {MOST_BYTES >> 20} MiB", "save the article's text alone"
        )
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    page = _PAGE.match(text) is not None or name.lower().endswith((".html", ".htm"))
    main = _of_page(text) if page else _blanked(text)
    if len(main) > MOST_CHARACTERS:
        raise Finding(
            f"the text has {len(main):,} characters, more than any article",
            f"give the article alone, up to {MOST_CHARACTERS:,} characters",
        )
    return MainText(main, _title(text if page else "", main), _digest(content))


def digest_of(text: str) -> str:
    """The digest of a text that is kept whole: of its characters in UTF-8 and one line end."""
    kept = text.strip("\n").rstrip() + "\n"
    return _digest(kept.encode())


def _digest(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"


def _decoded(content: bytes) -> str:
    """UTF-8 or what a mark at the start says; else Windows-1252, as most older pages are."""
    for encoding, mark in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_page(page: str) -> str:
    """The main text of a page; raises Finding where there is none, or tags without end."""
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


def _blanked(text: str) -> str:
    for pattern in _MARKUP:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def _title(page: str, text: str) -> str:
    """The page's title, else the first line."""
    match = _TITLE.search(page)
    lines = (line.strip() for line in text.splitlines())
    title = match[1] if match else next((line for line in lines if line), "")
    return " ".join(title.split())[:_LONGEST_TITLE]
