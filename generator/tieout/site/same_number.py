"""The same number everywhere: what pages, charts, tables and feeds show is what the API says.

All of it is read from the built site as a reader would read it, so that nothing that made a page
vouches for it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from tieout.figures.display import unit_name
from tieout.figures.scales import LETTERS, SCALES, in_caption
from tieout.figures.typed import Unit
from tieout.site.reading import PageFigure, read_marks

_API = "api/v1"
_UNREADABLE = (ValueError, LookupError, TypeError, ArithmeticError, AttributeError)
"""What comes of a document that somebody has changed by hand."""
_NUMBER = re.compile(
    r"(?P<sign>[+\u2212-])?(?P<symbol>(?:[A-Z]{1,3}|[A-Z]{0,2}[$\u00a3\u00a5\u20ac\u20b9]) ?)?"
    r"(?P<digits>\d[\d,]*(?:\.(?P<decimals>\d+))?)(?P<letters>bn|m|k|tn)?(?![\w.])"
)
_POINTS = ("%", "pp", "bp")


@dataclass(frozen=True, slots=True)
class _Fact:
    """What the API says of a figure."""

    digits: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> _Fact:
        """A row of facts; its numbers are decimals as text."""
        value, low, high = (Decimal(row[name]) for name in ("value", "low", "high"))
        return cls(row["value"], value, low, high, row["unit"])


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed number, and half a unit of its last digit."""

    value: Decimal
    half: Decimal


def disagreements(
    site: Path, pages: Mapping[PurePosixPath, Sequence[PageFigure]] | None = None
) -> Iterator[str]:
    """Every place of a built site where a figure is not what the API says it is, a line each.

    `pages` are the figures of the pages by path, where they have been read already.
    """
    facts: dict[str, _Fact] = {}
    for path in sorted((site / _API / "facts").glob("*/*.json")):
        try:
            rows = json.loads(path.read_text("utf-8"))["facts"]
            facts |= {row["id"]: _Fact.of(row) for row in rows}
        except _UNREADABLE:
            yield f"{_told(site, path)}: is no list of figures"
            continue
        table = path.with_suffix(".csv")
        if not table.is_file() or len(_rows(table.read_text("utf-8"))) != len(rows):
            yield f"{_told(site, path)}: has other figures than the table beside it"
    if pages is None:
        paths = (PurePosixPath(_told(site, path)) for path in sorted(site.glob("**/*.html")))
        pages = {path: read_marks((site / path).read_text("utf-8")) for path in paths}
    for page, marks in pages.items():
        for finding in _on_page(marks, facts):
            yield f"{page}: {finding}"
    for pattern, check in _CHECKS.items():
        for path in sorted(site.glob(pattern)):
            try:
                found = list(check(path.read_text("utf-8"), facts))
            except _UNREADABLE:
                found = ["is not written as such a file is"]
            for finding in found:
                yield f"{_told(site, path)}: {finding}"


def _told(site: Path, path: Path) -> str:
    return path.relative_to(site).as_posix()


def _rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table)))


def _in_table(table: str, facts: Mapping[str, _Fact]) -> Iterator[str]:
    """A table of figures has the numbers of the documents."""
    for row in _rows(table):
        yield from _differs(row["id"], row["value"], row["unit"], facts)


def _in_document(text: str, facts: Mapping[str, _Fact]) -> Iterator[str]:
    """What a document quotes of a figure is that figure, in digits and in print."""
    for part in _parts(json.loads(text)):
        if "unitText" in part:
            yield from _differs(part["propertyID"], part["value"], part["unitText"], facts)
        elif "figure_value" in part:
            yield from _differs(part["figure"], part["figure_value"], part["figure_unit"], facts)
        elif "shown" in part:
            yield from _differs(part["figure"], part["value"], part["unit"], facts)
            if part["figure"] in facts and not _prints(part["shown"], facts[part["figure"]]):
                yield f"shows {part['figure']} as {part['shown']}"


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document that names a figure."""
    if isinstance(value, list):
        for each in value:
            yield from _parts(each)
    elif isinstance(value, dict):
        if value.get("figure") or "unitText" in value:
            yield value
        yield from _parts(list(value.values()))


def _differs(figure: str, value: str, unit: str, facts: Mapping[str, _Fact]) -> Iterator[str]:
    fact = facts.get(figure)
    if fact is None:
        yield f"names {figure}, which the API does not have"
    elif (value, unit) != (fact.digits, fact.unit):
        yield f"gives {figure} as {value} {unit}, and the API has {fact.digits} {fact.unit}"


def _in_feed(text: str, facts: Mapping[str, _Fact]) -> Iterator[str]:
    """The entries of a feed are pages in small."""
    yield from _on_page(read_marks(text), facts)


def _on_page(marks: Iterable[PageFigure], facts: Mapping[str, _Fact]) -> Iterator[str]:
    """Each number that carries the id of a figure is that figure, rounded as it is printed."""
    for mark in marks:
        fact = facts.get(mark.figure)
        if not mark.is_plain:
            yield f"shows {mark.figure} as more than a plain number"
        elif fact is None:
            yield f"shows {mark.text} as {mark.figure}, which the API does not have"
        elif not _prints(mark.text, fact, in_caption(mark.caption)) or mark.value not in (
            None,
            fact.digits,
        ):
            yield f"shows {mark.figure} as {mark.text}, and the API has {fact.digits} {fact.unit}"


def _prints(text: str, fact: _Fact, scale: Decimal = Decimal(1)) -> bool:
    """Whether the figure lies within what the text says, or between the ends of a range.

    Where a figure is known to fewer digits than the text has, the text lies within its bounds.
    """
    numbers = list(_NUMBER.finditer(text))
    if not numbers or not _is_in_unit(text, numbers, fact):
        return False
    about = text.startswith("about ")
    if fact.unit and fact.unit in text:  # a unit is given
        scale = Decimal(1)
    ends = [_read(number, scale, fact.unit, about=about) for number in numbers]
    if len(ends) == 1 and fact.low <= ends[0].value <= fact.high:
        return True
    low, high = min(end.value - end.half for end in ends), max(end.value + end.half for end in ends)
    return low <= fact.value <= high


def _is_in_unit(text: str, numbers: Iterable[re.Match[str]], fact: _Fact) -> bool:
    points = next((unit for unit in _POINTS if unit in text), "")
    if (fact.unit if fact.unit in _POINTS else "") != points:
        return False
    symbols = {(number["symbol"] or "").strip() for number in numbers}
    currency = Unit(fact.unit).currency
    return symbols <= {"", unit_name(Unit(currency)) if currency else ""}


def _read(number: re.Match[str], scale: Decimal, unit: str, *, about: bool) -> _Printed:
    """The number; zeros that end a whole one are no digits of it where the text says about."""
    if number["letters"]:
        scale = LETTERS[number["letters"]]
    elif number["symbol"] or unit in _POINTS or "/" in unit:
        scale = Decimal(1)
    sign = 1 if number["sign"] in (None, "+") else -1
    value = sign * Decimal(number["digits"].replace(",", "")) * scale
    places = len(number["decimals"] or "")
    if about and value and not places:
        digits = number["digits"].replace(",", "")
        places = len(digits.rstrip("0")) - len(digits)
    half = Decimal("0.5").scaleb(-places) * scale
    return _Printed(value, half)


def _in_chart(text: str, facts: Mapping[str, _Fact]) -> Iterator[str]:
    """What a chart draws is the figure in some unit, to the last digit that it can hold."""
    for rows in json.loads(text).get("datasets", {}).values():
        for row in rows:
            for field in [name for name in row if f"{name}_figure" in row]:
                figure, drawn = row[f"{field}_figure"], row[field]
                fact = facts.get(figure) if figure else None
                if figure and (fact is None or not _is_drawn(drawn, fact)):
                    yield f"draws {figure} as {drawn}, and the API has {fact and fact.value}"


def _is_drawn(drawn: float, fact: _Fact) -> bool:
    return any(drawn == float(fact.value / scale) for scale in (Decimal(1), *SCALES.values()))


_CHECKS: Mapping[str, Callable[[str, Mapping[str, _Fact]], Iterator[str]]] = {
    "**/feed.xml": _in_feed,
    "**/*.vl.json": _in_chart,
    f"{_API}/facts/*/*.csv": _in_table,
    f"{_API}/history/*.csv": _in_table,
    f"{_API}/claims/*/*.json": _in_document,
    f"{_API}/series/*.json": _in_document,
    f"{_API}/screener.json": _in_document,
    "**/*.jsonld": _in_document,
}
"""What is read, and how."""
