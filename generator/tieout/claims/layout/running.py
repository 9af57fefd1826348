"""A statement that has run together into one line, as text taken out of a PDF does.

    ... Three Months Ended September 30, 2023 September 24, 2022 Net sales: Products $ 67 $ 70
    Services 22 19 Total net sales 89 90 Cost of sales: Products 42 46 ...

Words and numbers take turns, and most runs of numbers are as long as the columns are many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tieout.claims.layout.atoms import atoms
from tieout.claims.layout.cells import NUMBER, Cell, read_cell
from tieout.claims.layout.lines import PrintedLine
from tieout.claims.layout.scales import scale_in
from tieout.claims.numbers.sentences import Stretch
from tieout.claims.numbers.units import Signs

_NUMBER = re.compile(
    rf"(?<![\w.,/])(?:{NUMBER}|(?P<none>[\u2014\u2013-]))(?![\w,/]|\.[0-9])", re.VERBOSE
)
_MONTH = re.compile(
    r"(?i)\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s\Z"
)
_PRINTED = re.compile(r"[0-9][0-9,.]*|[\u2014\u2013-]")
_SHORTEST = 200
_FEWEST = 5
_MARK = re.compile(r"\([0-9]\)")
_HEADING = re.compile(r"[^:]*:\s+(?=[A-Z(])")


def running_rows(text: str, place: Stretch, signs: Signs) -> list[PrintedLine]:
    """The rows of a statement in one line, its head first; nothing where a line is none."""
    if place.end - place.start < _SHORTEST:
        return []
    if len(_PRINTED.findall(text, place.start, place.end)) < 2 * _FEWEST:
        return []
    runs = list(_runs(text, place, signs))
    widths = Counter(len(numbers) for _, numbers in runs if len(numbers) > 1)
    if not widths:
        return []
    width, many = widths.most_common(1)[0]
    if many < _FEWEST or 2 * many < len(runs):
        return []
    return list(_lines(text, place, runs, width, signs))


_Run = tuple[Cell, list[Cell]]


def _runs(text: str, place: Stretch, signs: Signs) -> Iterator[_Run]:
    """Words, and the numbers behind them up to the next words."""
    at, words = place.start, place.start
    numbers: list[Cell] = []
    for match in _NUMBER.finditer(text, place.start, place.end):
        if _is_of_words(text, match, bool(numbers) and not text[at : match.start()].strip()):
            continue
        if numbers and text[at : match.start()].strip():
            yield read_cell(text, words, numbers[0].start, signs), numbers
            words, numbers = at, []
        numbers.append(read_cell(text, match.start(), match.end(), signs))
        at = match.end()
    if numbers:
        yield read_cell(text, words, numbers[0].start, signs), numbers


def _is_of_words(text: str, match: re.Match[str], running: bool) -> bool:
    """A year, a day, a footnote's mark, a dash between words: no number of a row."""
    printed = match[0].strip()
    if match["none"]:
        return not running
    mark = len(printed) == 3 and printed[0] + printed[2] == "()" and not running
    year = printed.isdecimal() and len(printed) == 4 and printed[:2] in ("19", "20")
    day = _MONTH.search(text, max(0, match.start() - 12), match.start())
    return year or mark or day is not None


def _lines(
    text: str, place: Stretch, runs: list[_Run], width: int, signs: Signs
) -> Iterator[PrintedLine]:
    for words, found in runs:
        numbers = found[:width] if _MARK.fullmatch(found[-1].text) else found
        start, sections = _after_head(words)
        if start > words.start:
            head = read_cell(text, words.start, start, signs)
            for cell in _pieces(head, signs, text):
                yield PrintedLine(Stretch(cell.start, cell.end, place.number), "short", (cell,))
        for first, last in sections:
            section = read_cell(text, first, last, signs)
            yield PrintedLine(
                Stretch(section.start, section.end, place.number), "short", (section,)
            )
            start = last
        label = read_cell(text, start, words.end, signs)
        whole = Stretch(label.start, numbers[-1].end, place.number)
        yield PrintedLine(whole, "data", (label, *numbers))


def _after_head(words: Cell) -> tuple[int, list[tuple[int, int]]]:
    """Where the words of a head end and the label begins, and the headings between."""
    found = atoms([words.text])
    at = 0
    if len(found) > 1 or scale_in(words.text) is not None:
        last = found[-1].text.split()[-1] if found else ")"
        at = words.text.rfind(last) + len(last)
    sections = []
    while heading := _HEADING.match(words.text, at):
        sections.append((words.start + at, words.start + heading.end()))
        at = heading.end()
    return words.start + (sections[0][0] - words.start if sections else at), sections


def _pieces(head: Cell, signs: Signs, text: str) -> Iterator[Cell]:
    """A head in pieces: what stands in brackets, and the rest in order."""
    at = head.start
    for bracket in re.finditer(r"\([^()]*\)", head.text):
        for first, last in (
            (at, head.start + bracket.start()),
            (head.start + bracket.start(), head.start + bracket.end()),
        ):
            if text[first:last].strip():
                yield read_cell(text, first, last, signs)
        at = head.start + bracket.end()
    if text[at : head.end].strip():
        yield read_cell(text, at, head.end, signs)
