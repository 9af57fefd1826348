"""The text of an article as it was saved: plain, Markdown, or a page in HTML.

Markup of Markdown is blanked out at the same length, so that places in the text stay those of the
file; of a page they are places in its main text, which whoever calls knows how to find. What nobody
can see (soft hyphens, spaces without width) is left out: it parts numbers, and no file may hold it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from tieout.problems import Finding
from tieout.records.characters import FORBIDDEN

MOST_BYTES = 5 << 20
MOST_CHARACTERS = 500_000
"""Thirty times as long as a long article."""
_PAGE = re.compile(
    r"\s*(?:<!doctype html|<html|<\?xml|<head|<body|<article|<div|<p[ >])", re.IGNORECASE
)
_BOMS = (
    ("utf-8-sig", b"\xef\xbb\xbf"),
    ("utf-32", b"\xff\xfe\x00\x00"),
    ("utf-32", b"\x00\x00\xfe\xff"),
    ("utf-16", b"\xff\xfe"),
    ("utf-16", b"\xfe\xff"),
)
_UNMARKED = (("utf-16-le", 1), ("utf-16-be", 0))
"""UTF-16 without a mark, by which of two bytes is empty, mostly, where letters are Latin."""
_MARKUP = (
    re.compile(r"!\[[^\]\n]{0,300}\]\([^()\s]{0,2000}\)"),
    re.compile(r"(?<=\])\([^()\s]{1,2000}\)"),
    re.compile(r"(?m)^ {0,3}#{1,6} "),
    re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|`+"),
    re.compile(r"\[(?=[^\]\n]{1,300}\] )|(?<=\S)\](?= )"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Signs that no text has, but for those that set it on a screen or printer."""
_HEAD = 8_000
_MOST_CONTROLS = 20
_TITLE = re.compile(r"(?is)<title[^>]{0,200}>([^<]{1,500})</title>")
_LONGEST_TITLE = 300
_LONGEST_HEADLINE = 140
_PARAGRAPH_ENDS = (".", ";", ",")


@dataclass(frozen=True, slots=True)
class MainText:
    """What is read of an article: its text, its headline, and the digest of the file."""

    text: str
    title: str
    digest: str


def read_main_text(content: bytes, of_page: Callable[[str], str], name: str = "") -> MainText:
    """The main text of a saved article; `of_page` finds that of a page in HTML.

    Raises Finding where it is too large, and whatever `of_page` raises of a page without a text.
    """
    if len(content) > MOST_BYTES:
        raise Finding(
            f"the file is larger than {MOST_BYTES >> 20} MiB", "save the article's text alone"
        )
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    page = _PAGE.match(text) is not None or name.lower().endswith((".html", ".htm"))
    if _is_binary(text):
        raise Finding("the file is no text", "save the article as plain text, HTML or PDF")
    main = FORBIDDEN.sub("", of_page(text) if page else _blanked(text))
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
    """What a mark or empty bytes tell, else UTF-8, else Windows-1252, as most older pages are."""
    for encoding, mark in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding, empty in _UNMARKED:
        upper, lower = content[empty:_HEAD:2], content[1 - empty : _HEAD : 2]
        if upper and 5 * upper.count(0) > 4 * len(upper) and not lower.count(0):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _is_binary(text: str) -> bool:
    """Whether bytes were no text of any encoding: then every ninth of them is a control sign."""
    head = text[:_HEAD]
    return _MOST_CONTROLS * len(_CONTROL.findall(head)) > len(head)


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


def headline(title: str) -> str:
    """A title where it is one; a text without any opens with a paragraph."""
    return title if len(title) <= _LONGEST_HEADLINE and title[-1:] not in _PARAGRAPH_ENDS else ""
