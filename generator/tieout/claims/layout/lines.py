"""One line of a text as a row of cells: parted by bars, tabs or blanks, or glued together.

| Revenues | $17,840 | $18,104 |          bars, or tabs
Revenues            $17,840      $18,104  blanks
Revenues 17,840 18,104 (1)%               numbers to the end of the line
Revenue$169.6 billion$167.7 billion5.5%   glued
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from tieout.claims.layout.atoms import beside_atoms
from tieout.claims.layout.cells import NUMBER, Cell, joined, read_barred, read_cell
from tieout.claims.layout.scales import scale_in
from tieout.claims.numbers.sentences import Stretch
from tieout.claims.numbers.units import Signs

Kind = Literal["data", "words", "value", "rule", "short", "prose"]
_BARS = re.compile(r"[|\t]")
_RULE = re.compile(r"[\s|:+=_*\u2014\u2013-]*\Z")
_BLANKS = re.compile(r"\s?(?:\.{3,}|(?:\s\.){3,})[ \u00a0.]*|[ \u00a0]{2,}")
"""Blanks, or the dots that lead from a label to its amounts."""
_TOKEN = re.compile(rf"(?:{NUMBER}|(?P<none>N/?A|n/?a|NM|n/?m|[\u2014\u2013-]))", re.VERBOSE)
_LABEL = re.compile(
    r"[A-Za-z][^|\t]*?[A-Za-z)*%:.](?=\s*[-+\u2212($\u20ac\u00a3\u00a5.0-9\u2014]|\s*(?:down|up|N/?A)\b)"
)
_ENDS_IN_NUMBER = re.compile(r"(?i)(?:[0-9)%\u2014-]|[0-9]\s?[a-z]{1,8}|\bN/?[AM]|points?)\s*\Z")
_TREND = re.compile(r"(?i)(?:in|de)creasing|rising|falling|improving|declining|stable")
"""A word that stands alone in a card and tells what its arrow does."""
_LONGEST_ROW = 260
_LONGEST_SHORT = 90
_LONGEST_LABEL = 110
_SENTENCE = re.compile(r"[a-z]{3}[.!?;] [A-Z]")
_DAY = re.compile(
    r"(?i:(?:for the )?[a-z0-9-]{3,12}[ -](?:months?|weeks?|quarters?|years?)(?: periods?)?"
    r" (?:ended|ending),? ?)?"
    r"(?:[A-Z][a-z]{2,8}\.? [0-9]{1,2},)?"
)
"""`September 28,` or `Three Months Ended September 28,` in a line of its own, over its year."""
_SIGNS_ALONE = ("$", "%", ")", "%)", ")%", "(")
_SENTENCE_ENDS = ".!;,"
_HUNDRED_MILLIONS = 8
_STATES = re.compile(r"[$\u20ac\u00a3\u00a5][0-9]|[0-9]\s?%|[0-9]\s(?:[mb]illion|cents)\b")
"""A line of words that states a number is no head."""
_TOLD = re.compile(r"(?i)[$\u20ac\u00a3\u00a5]\s?[0-9][0-9.,]*\s?(?:[mb]illion|[mb]n)\b")
"""An amount with its scale stands in no label: the line is a sentence."""
_GLUED_MONEY = re.compile(r"[$\u20ac\u00a3][0-9]+\.(?P<places>[0-9]+)(?=[$\u20ac\u00a3\u2014])")


class PrintedLine(NamedTuple):
    """A line of a text: what it is, and its cells, the label first.

    `data` is a label with numbers, `words` several cells of words, `value` one number alone, `rule`
    what only draws, `short` one cell of words, as headings and labels are; all else is `prose`.
    """

    place: Stretch
    kind: Kind
    cells: tuple[Cell, ...] = ()
    barred: bool = False

    @property
    def numbers(self) -> int:
        """How many of its cells are numbers."""
        return sum(cell.number is not None for cell in self.cells)


def read_line(text: str, place: Stretch, signs: Signs) -> PrintedLine:
    """What a line is by its looks."""
    line = text[place.start : place.end]
    if len(line) > _LONGEST_ROW and not _BARS.search(line):
        return PrintedLine(place, "prose")
    barred = _BARS.search(line) is not None
    if _RULE.match(line):
        return PrintedLine(place, "rule", barred="|" in line)
    if barred and _BARS.search(line.strip("| \t")):
        return _barred(text, place, signs)
    start, end = _inside(text, place)
    cell = read_cell(text, start, end, signs)
    if _TREND.fullmatch(cell.text):
        return PrintedLine(place, "rule", barred=True)
    if cell.number is not None or cell.is_blank or cell.text in _SIGNS_ALONE:
        return PrintedLine(place, "value", (cell,), barred)
    return _unbarred(text, place, cell, signs, barred=barred)


def _unbarred(text: str, place: Stretch, cell: Cell, signs: Signs, *, barred: bool) -> PrintedLine:
    """A line without bars inside: a row by its blanks or numbers, words, or prose."""
    start, end = cell.start, cell.end
    for split in (_by_blanks, _by_tokens):
        cells = tuple(joined(list(split(text, start, end, signs)), signs))
        if len(cells) > 1 and _is_data(cells):
            return PrintedLine(place, "data", cells, barred)
    if _STATES.search(text, start, end) and scale_in(cell.text) != _HUNDRED_MILLIONS:
        return PrintedLine(place, "prose")
    blanks = tuple(_by_blanks(text, start, end, signs))
    if len(blanks) > 1 and all(map(_is_short, blanks)):
        return PrintedLine(place, "words", blanks, barred)
    stops = cell.text[-1:] in _SENTENCE_ENDS and not _is_dated(cell.text)
    short = barred or (len(cell.text) <= _LONGEST_SHORT and not stops)
    return PrintedLine(place, "short" if short else "prose", (cell,), barred)


def _is_short(cell: Cell) -> bool:
    """Whether words may be a head: few, or those of a scale over the labels."""
    return len(cell.text) < _LONGEST_SHORT // 2 or scale_in(cell.text) is not None


def _is_dated(line: str) -> bool:
    """Whether a line that ends in a comma goes on with the years of its days below it."""
    return _DAY.fullmatch(line) is not None or not beside_atoms(line).strip(" ,")


def _inside(text: str, place: Stretch) -> tuple[int, int]:
    """The line without the bars around it."""
    start, end = place.start, place.end
    while start < end and text[start] in "| \t":
        start += 1
    while end > start and text[end - 1] in "| \t":
        end -= 1
    return start, end


def _barred(text: str, place: Stretch, signs: Signs) -> PrintedLine:
    line = text[place.start : place.end]
    bars = [place.start + match.start() for match in _BARS.finditer(line)]
    starts, ends = [place.start, *(bar + 1 for bar in bars)], [*bars, place.end]
    if line.lstrip().startswith("|"):
        del starts[0], ends[0]
    if line.rstrip().endswith("|"):
        del starts[-1], ends[-1]
    raw = [read_barred(text, start, end, signs) for start, end in zip(starts, ends, strict=True)]
    if all(cell.number and cell.head for cell in raw):
        return PrintedLine(place, "value", tuple(raw), barred=True)
    if not any(cell.number for cell in raw) and sum(bool(cell.text) for cell in raw) > 1:
        return PrintedLine(place, "words", tuple(raw), barred=True)
    label = next((at for at, cell in enumerate(raw) if cell.text), 0)
    if raw[label].number is not None:
        label = 0
    cells = (raw[label], *joined(raw[label + 1 :], signs))
    numbers = any(cell.number is not None for cell in cells[1:])
    return PrintedLine(place, "data" if numbers else "words", cells, barred=True)


def _by_blanks(text: str, start: int, end: int, signs: Signs) -> Iterator[Cell]:
    at = start
    for gap in _BLANKS.finditer(text, start, end):
        yield read_cell(text, at, gap.start(), signs)
        at = gap.end()
    yield read_cell(text, at, end, signs)


def _is_data(cells: tuple[Cell, ...]) -> bool:
    label, *rest = cells
    return (
        label.is_words
        and len(label.text) <= _LONGEST_LABEL
        and _SENTENCE.search(label.text) is None
        and _TOLD.search(label.text) is None
        and not any(cell.is_words for cell in rest)
        and any(cell.number is not None for cell in rest)
    )


def _by_tokens(text: str, start: int, end: int, signs: Signs) -> Iterator[Cell]:
    """A label and the numbers that fill the rest of the line, with or without a blank between."""
    line = text[start:end]
    if not _ENDS_IN_NUMBER.search(line):
        return
    for label in _LABEL.finditer(line):
        ends = list(_tokens(line, label.end()))
        if ends:
            yield read_cell(text, start, start + label.end(), signs)
            for first, last in ends:
                yield read_cell(text, start + first, start + last, signs)
            return


def _tokens(line: str, at: int) -> Iterator[tuple[int, int]]:
    """The places of two numbers or more from `at` to the end; nothing where words are between."""
    places = _GLUED_MONEY.search(line)
    found: list[tuple[int, int]] = []
    while at < len(line):
        while at < len(line) and line[at].isspace():
            at += 1
        match = _TOKEN.match(line, at)
        if match is None or match.end() == at:
            return
        last = _cut(match, len(places["places"]) if places else 0)
        found.append((at, last))
        at = last
    if len(found) > 1:
        yield from found


def _cut(match: re.Match[str], places: int) -> int:
    """Where a number ends; glued money ends after as many decimals as its neighbours have."""
    if match["none"] or match["scale"] or not match["money"] or not places:
        return match.end()
    whole, _, fraction = match["digits"].partition(".")
    if len(fraction) <= places or match["unit"]:
        return (
            match.end()
            if len(fraction) <= places
            else match.start("digits") + len(whole) + 1 + places
        )
    return match.start("digits") + len(whole) + 1 + places
