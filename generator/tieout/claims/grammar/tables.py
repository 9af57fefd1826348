"""Rows of tables in a text: a metric's name, then its figures, each by the head of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.claims.grammar.measurable import RATES
from tieout.claims.grammar.roles import Reading
from tieout.claims.grammar.spans import find_periods
from tieout.claims.grammar.tokens import Token
from tieout.claims.grammar.viewpoint import Period, Viewpoint
from tieout.claims.numbers.quantity import Quantity
from tieout.claims.numbers.sentences import Stretch
from tieout.records.model import Role

_PARTS = re.compile(r"[|\t]")
_RULE = re.compile(r"[\s|:+=-]*\Z")
_HEADS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("surprise", re.compile(r"(?i)surprise|beat|vs\.? (?:est|cons)|difference|variance")),
    ("qoq", re.compile(r"(?i)q/q|qoq|q-o-q|quarter.over.quarter|sequential")),
    ("yoy", re.compile(r"(?i)y/y|yoy|y-o-y|chang|growth|year.over.year|\u0394|%\s*\Z|\+/-")),
    ("consensus", re.compile(r"(?i)estimate|consensus|expect|forecast|\best\b")),
    ("guidance", re.compile(r"(?i)guidance|outlook")),
    ("prior_year", re.compile(r"(?i)year ago|prior year|previous year|last year|year earlier")),
    ("previous_quarter", re.compile(r"(?i)prior quarter|previous quarter|last quarter")),
    ("actual", re.compile(r"(?i)actual|reported|result|this quarter|current")),
)


_SCALE = re.compile(r"(?i)\b(?:in |us\$ ?|\$ ?)?(thousand|million|billion)s?\b")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a row; `scale` is the word for millions and the like in the table's head."""

    quantity: Quantity
    reading: Reading
    period: Period
    scale: str
    head: str


class Table:
    """Remembers the head of a table while its rows go by."""

    def __init__(self) -> None:
        self.columns: tuple[str, ...] = ()

    def reads(self, line: str) -> bool:
        """Whether a line is a row of a table: two signs that part its cells, or more."""
        return (
            line.strip("| \t").count("|") + line.strip().count("\t") >= 2
            or bool(self.columns and _RULE.match(line))
            or (line.strip().startswith("|") and line.strip("| \t").count("|") >= 1)
        )

    def cells(
        self, text: str, paragraph: Stretch, tokens: Sequence[Token], view: Viewpoint
    ) -> Iterator[Cell]:
        """The numbers of a row with their roles; a row without numbers is kept as the head."""
        line = text[paragraph.start : paragraph.end]
        cells = _split(line, paragraph.start)
        numbers = [token.quantity for token in tokens if token.quantity is not None]
        if not numbers:
            if not _RULE.match(line):
                self.columns = tuple(text[start:end].strip() for start, end in cells)
            return
        placed = [
            (column, number)
            for column, (start, end) in enumerate(cells)
            for number in numbers
            if start <= number.start < end and column
        ]
        for column, number in placed:
            period = self._period(column, view)
            role = self._role(column, number, placed, view)
            head = self.columns[column] if column < len(self.columns) else ""
            yield Cell(number, role, period, self._scale(), head)

    def _period(self, column: int, view: Viewpoint) -> Period:
        """The period in a column's head, or in the corner for all columns."""
        for head in (self.columns[column : column + 1], self.columns[:1]):
            for mention in find_periods(" ".join(head)):
                return view.resolve(mention, guided=False).period
        return "quarter"

    def _scale(self) -> str:
        """`in millions` in any head."""
        found = _SCALE.search(" ".join(self.columns))
        return found[1].lower() if found else ""

    def _role(
        self,
        column: int,
        number: Quantity,
        placed: Sequence[tuple[int, Quantity]],
        view: Viewpoint,
    ) -> Reading:
        if column < len(self.columns):
            role = _named(self.columns[column], view)
            if role is not None:
                return Reading(role, number.direction if role in ("yoy", "qoq", "surprise") else 0)
        return _guessed(column, number, placed)


def _split(line: str, offset: int) -> list[tuple[int, int]]:
    """The places of the cells; what stands outside of the bars around a row is none."""
    bars = [match.start() for match in _PARTS.finditer(line)]
    starts, ends = [0, *(bar + 1 for bar in bars)], [*bars, len(line)]
    cells = list(zip(starts, ends, strict=True))
    if line.lstrip().startswith("|"):
        cells = cells[1:]
    if line.rstrip().endswith("|"):
        cells = cells[:-1]
    return [(start + offset, end + offset) for start, end in cells]


def _named(head: str, view: Viewpoint) -> Role | None:
    for role, words in _HEADS:
        if words.search(head):
            return role
    for mention in find_periods(head):
        resolved = view.resolve(mention, guided=False)
        if resolved.period == "other":
            return "other"
        return resolved.shift or "actual"
    return None


def _guessed(column: int, number: Quantity, placed: Sequence[tuple[int, Quantity]]) -> Reading:
    """Without a head: the actual first, an estimate between it and the year before, growth last."""
    first = placed[0][1]
    amounts = [each for each in placed if each[1].unit == first.unit]
    if number.unit in RATES and first.unit != number.unit:
        return Reading("yoy", number.direction)
    place = next((at for at, each in enumerate(amounts) if each[0] == column), 0)
    last_column = amounts[-1][0]
    if place == 0:
        return Reading("actual")
    if column == last_column and (last_column > 2 or len(amounts) == 2):
        return Reading("prior_year", sure=False)
    return Reading("consensus", sure=False)
