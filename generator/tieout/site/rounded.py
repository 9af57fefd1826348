"""Whether a printed number is a figure of the API, rounded as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tieout.figures.display import unit_name
from tieout.figures.scales import CRORE, LETTERS
from tieout.figures.typed import Unit
from tieout.site.fact_book import PublishedFact

_NUMBER = re.compile(
    r"(?P<sign>[+\u2212-])?(?P<symbol>(?:[A-Z]{1,3}|[A-Z]{0,2}[$\u00a3\u00a5\u20ac\u20b9]) ?)?"
    r"(?P<digits>\d[\d,]*(?:\.(?P<decimals>\d+))?)(?P<letters>bn|m|k|tn| crore)?(?![\w.])"
)
HEDGES = ("about ", "\u7ea6 ")
"""Before a number that is not known to its last digit: in English, in Chinese."""
_POINTS = ("%", "pp", "bp")


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed number, and half a unit of its last digit."""

    value: Decimal
    half: Decimal


def prints(text: str, fact: PublishedFact, scale: Decimal = Decimal(1)) -> bool:
    """Whether the figure lies within what the text says, or between the ends of a range.

    Where a figure is known to fewer digits than the text has, the text lies within its bounds.
    """
    numbers = list(_NUMBER.finditer(text))
    if not numbers or not _is_in_unit(text, numbers, fact):
        return False
    about = text.startswith(HEDGES)
    if fact.unit and fact.unit in text:  # a unit is given
        scale = Decimal(1)
    ends = [_read(number, scale, fact.unit, about=about) for number in numbers]
    if len(ends) == 1 and _is_within(ends[0].value, fact):
        return True
    low, high = min(end.value - end.half for end in ends), max(end.value + end.half for end in ends)
    return low <= fact.value <= high


def _is_within(value: Decimal, fact: PublishedFact) -> bool:
    """Whether the figure may be this number, or is so near it as it is known.

    The bounds of amounts that are cut off lie on one side of them, those of a rounding on both.
    """
    reach = (fact.high - fact.low) / 2
    return fact.low <= value <= fact.high or abs(value - fact.value) <= reach


def _is_in_unit(text: str, numbers: Iterable[re.Match[str]], fact: PublishedFact) -> bool:
    points = next((unit for unit in _POINTS if unit in text), "")
    if (fact.unit if fact.unit in _POINTS else "") != points:
        return False
    symbols = {(number["symbol"] or "").strip() for number in numbers}
    currency = Unit(fact.unit).currency
    return symbols <= {"", unit_name(Unit(currency)) if currency else ""}


def _read(number: re.Match[str], scale: Decimal, unit: str, *, about: bool) -> _Printed:
    """The number; zeros that end a whole one are no digits of it where the text says about."""
    if number["letters"]:
        scale = CRORE.factor if "crore" in number["letters"] else LETTERS[number["letters"]]
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
