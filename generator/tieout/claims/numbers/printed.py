"""One number as it stands in a text, with the signs, scale and unit around it.

Accounting brackets mean a minus: (1,234), $(0.12), (5.2)%, ($1.3) billion. Brackets around a full
amount are mostly brackets of a sentence, as in `61 fen ($0.09)`; ($0.12) is negative only in a
table, after loss, or before `per share`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from tieout.claims.numbers.exclusions import in_table
from tieout.claims.numbers.leads import read_lead
from tieout.claims.numbers.numerals import (
    DIGITS,
    Numeral,
    ScaleWord,
    read_compound,
    read_digits,
    read_scale,
)
from tieout.claims.numbers.spelled import read_wording
from tieout.claims.numbers.units import (
    PrintedUnit,
    Signs,
    follows_per,
    prefix_ending,
    read_noun,
    read_unit,
)

_DIGITS = re.compile(DIGITS)
_FIRST_DIGIT = re.compile(r"[^\w\s]{0,4}[A-Za-z]{0,3}[^\w\s]?[ \u00a0]?[^\w\s]{0,2}[0-9]")
_MINUS = "-\u2212"
_SIGNS = "-\u2212\u2013+"
_GAPS = " \u00a0\u202f"
_BEFORE_SIGN = frozenset("([|:=~\"'\u201c\u2018,;")
_PERCENT_CLOSED = re.compile(r"\s?%\)")
_RUN_ON = re.compile(r"([0-9]+\.[0-9]{1,2})\.(?:19|20)[0-9]{2}\Z")
"""A sentence that ends in a number and the year that opens the next, with no space: 1.65.2021."""


class _Front(NamedTuple):
    """What stands before the digits that start at `digits`."""

    digits: int
    start: int
    prefix: str = ""
    negative: bool = False
    inner: bool = False
    opened: bool = False


def _front(text: str, digit: int) -> _Front:
    """Read backwards from a digit: point, minus, bracket, symbol, sign, bracket."""
    digits = digit
    if text[digit - 1 : digit] == "." and not text[digit - 2 : digit - 1].isalnum():
        digits -= 1
    at = digits
    negative = text[at - 1 : at] in _MINUS and at > 0
    at -= negative
    inner = text[at - 1 : at] == "("
    at -= inner
    at -= at > 0 and text[at - 1] in _GAPS
    prefix = prefix_ending(text, at)
    start = at - len(prefix) if prefix else digits
    negative, inner = negative and bool(prefix), inner and bool(prefix)
    sign = _sign(text, start)
    start -= len(sign)
    negative = negative or sign[:1] in ("-", "\u2212", "\u2013")
    opened = text[start - 1 : start] == "("
    return _Front(digits, start - opened, prefix, negative, inner, opened)


def _sign(text: str, end: int) -> str:
    """A sign glued to the number and to nothing before it; the true minus may stand apart."""
    start = end - 2 if text[end - 2 : end - 1] == "\u2212" and text[end - 1] in _GAPS else end - 1
    if start < 0 or text[start] not in _SIGNS:
        return ""
    before = text[start - 1 : start]
    free = not before or before.isspace() or before in _BEFORE_SIGN
    return text[start:end] if free else ""


class Printed(NamedTuple):
    """A number in place.

    `bare` is as printed, before the power of ten in `exponent`; `scaled` says that a scale was
    printed with it, `coarse` that it is a fraction or a multiple in words.
    """

    start: int
    end: int
    bare: Numeral
    exponent: int = 0
    negative: bool = False
    unit: str = ""
    noun: str = ""
    scaled: bool = False
    worded: bool = False
    coarse: bool = False
    trend: int = 0

    @property
    def numeral(self) -> Numeral:
        """The magnitude in base units."""
        return self.bare.scaled(self.exponent)

    @property
    def value(self) -> Decimal:
        """The number in base units, with a printed minus."""
        magnitude = self.numeral.magnitude
        return -magnitude if self.negative else magnitude

    @property
    def is_bare(self) -> bool:
        """Whether neither unit nor scale tells that this is a quantity."""
        return self.unit in ("", "count") and not self.scaled


def read_printed(text: str, digit: int, signs: Signs) -> Printed | None:
    """The number whose first digit is at `digit`, or None where its digits make no number."""
    front = _front(text, digit)
    if compound := read_compound(text, front.digits):
        return _compound(text, front, *compound, signs)
    chunk = digits_at(text, front.digits)
    end = front.digits + len(chunk)
    bracketed = _in_brackets(text, front, end)
    start = front.start + (front.opened and not bracketed)
    scale = read_scale(text, end + (bracketed and text[end] == ")"), money=bool(front.prefix))
    unit = read_unit(text, scale.end, front.prefix, signs, large=bool(scale))
    bare = read_digits(chunk, german=scale.german, has_unit=bool(unit.name or scale))
    noun = "" if unit.name else read_noun(text, unit.end)
    if bare is None or (scale.letter and not unit.name and _is_no_scale(chunk, scale, noun)):
        return None
    name = _points(text, start, unit.end, bare) if unit.name == "points" else unit.name
    return Printed(
        start=start,
        end=unit.end + (bracketed and text.startswith(")", unit.end)),
        bare=bare,
        exponent=scale.exponent + unit.exponent,
        negative=bracketed or front.negative,
        unit=name or ("count" if noun else ""),
        noun=noun,
        scaled=bool(scale),
    )


def _compound(text: str, front: _Front, bare: Numeral, end: int, signs: Signs) -> Printed:
    """A number told in several scales; a bracket around it is one of the sentence."""
    unit = read_unit(text, end, front.prefix, signs, large=True)
    noun = "" if unit.name else read_noun(text, unit.end)
    return Printed(
        start=front.start + front.opened,
        end=unit.end,
        bare=bare,
        negative=front.negative,
        unit=unit.name or ("count" if noun else ""),
        noun=noun,
        scaled=True,
    )


def digits_at(text: str, at: int) -> str:
    """The digits from `at` on with their separators, without the sentence's punctuation."""
    match = _DIGITS.match(text, at)
    chunk = match[0].rstrip(".,'\u2019") if match else ""
    run_on = _RUN_ON.match(chunk)
    return run_on[1] if run_on else chunk


def _in_brackets(text: str, front: _Front, end: int) -> bool:
    """Whether the brackets around the digits are an accountant's minus."""
    closed = text.startswith(")", end)
    if front.inner:
        return closed
    if not front.opened:
        return False
    if _PERCENT_CLOSED.match(text, end):
        return in_table(text, end)
    if closed and front.prefix:
        if read_scale(text, end + 1, money=True):
            return True
        loss = read_lead(text, front.start, end + 1).loss
        return loss or in_table(text, end) or follows_per(text, end + 1)
    return closed


def _is_no_scale(chunk: str, scale: ScaleWord, noun: str) -> bool:
    """`3M`, a 10K race, 12m forward: a letter behind a short bare number is often no scale."""
    if chunk == "401":
        return True
    if noun or len(chunk) > 2:
        return False
    return scale.letter in "Kk" or chunk + scale.letter in ("3M", "3m", "6m", "9m", "12m")


_RATES = re.compile(r"(?i)%|percent|per cent|margin|ratio|share|rate")


def _points(text: str, start: int, end: int, bare: Numeral) -> str:
    """Points are percentage points near a percentage, a margin or the like; else an index's."""
    near = bare.magnitude < 100 and _RATES.search(text, max(0, start - 80), end + 60)
    return "pp" if near else "points"


def read_worded(text: str, at: int, signs: Signs) -> Printed | None:
    """The number in words at `at`; None where it is none, or no scale or unit follows it."""
    wording = read_wording(text, at)
    if wording is None:
        return None
    found = Printed(at, wording.end, wording.numeral, unit=wording.unit, worded=True)
    if wording.unit:
        return found._replace(coarse=True, trend=wording.trend)
    scale = read_scale(text, wording.end, money=False)
    unit = read_unit(text, scale.end, "", signs, large=bool(scale))
    if unit.name in ("", "points"):
        unit = PrintedUnit("", 0, scale.end)
    noun = read_noun(text, unit.end) if scale and not unit.name else ""
    return found._replace(
        end=unit.end,
        exponent=scale.exponent + unit.exponent,
        unit=unit.name or ("count" if noun else ""),
        noun=noun,
        scaled=scale.exponent > 2,
    )


def read_number(text: str, at: int, signs: Signs) -> Printed | None:
    """The number, in digits or words, that starts exactly at `at`."""
    match = _FIRST_DIGIT.match(text, at)
    if match is None:
        return read_worded(text, at, signs)
    found = read_printed(text, match.end() - 1, signs)
    return found if found and found.start == at else None
