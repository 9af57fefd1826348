"""A text's paragraphs and sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BLOCK = re.compile(r"\n[ \t\r\f\v]*\n")
_MARKED = re.compile(
    r"\s*(?:[-*+\u2022\u25cf\u25aa]\s|#{1,6}\s|>|[0-9]{1,2}[.)]\s|\|)|.*[|\t].*"
    r"|[^:.]{2,40}:\s.{0,12}[0-9]|.*\S[ \u00a0]{3,}\S|.*[a-z)][$\u20ac\u00a3][0-9]"
)
_ITEM = re.compile(r"\s*[-*+\u2022\u25cf\u25aa\u2013\u2014]\s?(?=\w)")
_LABELLED = re.compile(r"\s*(?:[-*+\u2022\u25cf\u25aa|#>]|[0-9]{1,2}[.)]\s)|[^:.]{2,40}:\s|.*\|")
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*\Z")
"""`(In millions, except per share amounts)` in a line of its own, under a title."""
_NARROWEST = 24
_STOPPED = re.compile(r"[.!?:;\u3002\uff01\uff1f][\"'\u201d\u2019)\]*_]*\s*\Z")
_MEASURES = (
    "Gross|Operating|Net|Diluted|Adjusted|Organic|Free|Earnings|Income|Revenues?|Year-to-date|Total"
)
_END = re.compile(
    r"(?:\[[0-9]{1,3}\](?:\s+[-\u2013\u2022])?(?=\s+[A-Z])|[.!?]+[\"'\u201d\u2019)\]]*|[\u3002\uff01\uff1f])(?:\s+|(?<=[\u3002\uff01\uff1f])|\Z)"
    r"|(?:(?<=[0-9]%)|(?<=illion))[ ]"
    rf"(?=(?:{_MEASURES})\s[A-Za-z]+[\s(][A-Za-z0-9(])"
)
"""The end of a sentence; in a list that has run together, a number before the next measure."""
_ABBREVIATIONS = frozenset(
    "inc corp ltd co vs no nos mr mrs ms dr st jr sr adj est approx ca cf fig dept gov sen rep "
    "u.s u.k e.g i.e a.m p.m plc cos bros assn feb mar apr aug sept sep oct nov dec jan jun jul "
    "mio mrd rs ex incl excl avg u.s.a ph.d s.a n.v a.g".split()
)
_WORD_BEFORE = re.compile(r"([\w.&]+)\Z")
_HARD_WIDTH = range(45, 131)
_RAGGED = 8
_LONGEST = 1_200
"""A sentence is cut here: nothing that anybody reads aloud is longer."""


class Stretch(NamedTuple):
    """A paragraph or sentence from `start` to `end`; `number` counts paragraphs from 1."""

    start: int
    end: int
    number: int


def paragraphs(text: str) -> list[Stretch]:
    """The paragraphs of a text, the headline first.

    A line is a paragraph of its own, unless the lines around it are those of a text that was broken
    to a width: long, and mostly without a full stop at their end.
    """
    found: list[Stretch] = []
    for start, end in _blocks(text):
        if _is_broken(text[start:end]):
            found.append(Stretch(start, end, len(found) + 1))
            continue
        at = start
        for line in text[start:end].splitlines(keepends=True):
            if line.strip() and found and _goes_on(text[found[-1].start : found[-1].end], line):
                found[-1] = Stretch(found[-1].start, at + len(line.rstrip()), len(found))
            elif line.strip():
                found.append(Stretch(at, at + len(line.rstrip()), len(found) + 1))
            at += len(line)
    return found


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of the list item above it, broken to a width."""
    if not _ITEM.match(before) or _STOPPED.search(before) or _LABELLED.match(line):
        return False
    return line.lstrip()[:1].islower() and len(before.rpartition("\n")[2]) >= _NARROWEST


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _BLOCK.finditer(text):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)


def _is_broken(block: str) -> bool:
    """Whether lines end where a width was full: the next word would not have fitted.

    Lines of a list, or of a table without signs, end where their own words do.
    """
    lines = [line.rstrip() for line in block.splitlines() if line.strip()]
    if len(lines) < 2 or any(
        _MARKED.match(line) or line.isupper() or _BRACKETED.match(line) for line in lines
    ):
        return False
    width = max(len(line) for line in lines)
    body = lines[:-1]
    filled = all(
        len(line) + len(following.split()[0]) >= width - _RAGGED
        for line, following in zip(body, lines[1:], strict=True)
    )
    stopped = sum(bool(_STOPPED.search(line)) for line in body)
    return filled and width in _HARD_WIDTH and 2 * stopped <= len(body)


def sentences(text: str, paragraph: Stretch) -> Iterator[Stretch]:
    """The sentences of a paragraph."""
    start = paragraph.start
    chunk = text[paragraph.start : paragraph.end]
    lower = chunk.islower()
    for match in _END.finditer(chunk):
        end = paragraph.start + match.end()
        if end - start < _LONGEST and not _ends(chunk, match, lower):
            continue
        if text[start:end].strip():
            yield from _cut(start, end, paragraph.number)
        start = end
    if text[start : paragraph.end].strip():
        yield from _cut(start, paragraph.end, paragraph.number)


def _cut(start: int, end: int, number: int) -> Iterator[Stretch]:
    for at in range(start, end, _LONGEST):
        yield Stretch(at, min(at + _LONGEST, end), number)


def _ends(chunk: str, match: re.Match[str], lower: bool) -> bool:
    """Whether a full stop ends a sentence and not an abbreviation."""
    if match.end() == len(chunk) or chunk[match.start()] != ".":
        return True
    word = _WORD_BEFORE.search(chunk, max(0, match.start() - 20), match.start())
    name = word[1].lower() if word else ""
    following = chunk[match.end() : match.end() + 1]
    if name in _ABBREVIATIONS or (len(name) == 1 and name.isalpha()):
        return False
    return lower or not following.islower() or following == "i"
