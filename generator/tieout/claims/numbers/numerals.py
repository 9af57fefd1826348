"""Numerals as printed, in digits or in words: magnitude, last printed digit, scale word.

English reading comes first: 1,048.3 is a thousand and something. Indian grouping (1,23,456), Swiss
apostrophes and no-break spaces are read too. A continental reading (1.234,56 or 12,5 Mio.) is taken
only where the English one is impossible or the scale word is German.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tieout.figures import scales

_SPACES = "\u00a0\u2007\u2009\u202f"
_LONGEST = 14
"""More digits than any figure has, and few enough for exact arithmetic in 28 digits."""

_PLAIN_SPACES = (
    r"[1-9][0-9]{0,2}(?: [0-9]{3}){1,4}(?:[.,][0-9]{1,2})?"
    r"(?= ?(?:\u20ac|(?:EUR|euros?|CHF|francs?|SEK|NOK|DKK|PLN|millions|milliards?)\b))"
)
"""Common spaces group digits only before a currency of places that print them so."""

PLAIN_HYPHENS = str.maketrans("\u2010\u2011", "--")
"""Hyphens that print as the common one does, to be read as that."""

DIGITS = (
    rf"(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}}){{1,4}}(?![0-9])(?:[.,][0-9]{{1,9}})?(?![0-9])"
    rf"|{_PLAIN_SPACES}"
    r"|(?:(?<![\w.])\.)?[0-9][0-9.,'\u2019]*)"
)
"""A run of digits with separators inside; may end in punctuation that belongs to the sentence."""


class Numeral(NamedTuple):
    """A magnitude without its scale.

    `ulp` is one unit of the last printed digit. `step` is one unit of the last significant digit:
    zeros that end a whole number are not significant under a hedge, zeros after a point are.
    """

    magnitude: Decimal
    ulp: Decimal
    step: Decimal

    def scaled(self, exponent: int) -> Numeral:
        """The same numeral times a power of ten."""
        if not exponent:
            return self
        return Numeral(
            _shift(self.magnitude, exponent),
            _shift(self.ulp, exponent),
            _shift(self.step, exponent),
        )


def _shift(number: Decimal, exponent: int) -> Decimal:
    """The number times a power of ten, written out; adding zero turns 3E+9 into 3000000000."""
    return number.scaleb(exponent) + 0


# Thousands separator, decimal separator, and the only shape in which they are read so.
_GROUPED = (
    (",", ".", re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")),
    (",", ".", re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")),
    ("'", ".", re.compile(r"[1-9][0-9]{0,2}(?:'[0-9]{3})+(?:\.[0-9]+)?")),
    (" ", ".", re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:\.[0-9]+)?")),
    (" ", ",", re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+,[0-9]+")),
    (".", ",", re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")),
    (".", ",", re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")),
)
_COMPOUND = re.compile(rf"{scales.COMPOUND}(?![\w.,]*[0-9])")
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")
_DECIMAL_COMMA = re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]+")
_GERMAN = re.compile(r"[0-9]+,[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_NARROW = str.maketrans({**dict.fromkeys(_SPACES, " "), "\u2019": "'"})


def read_digits(chunk: str, *, german: bool = False, has_unit: bool = False) -> Numeral | None:
    """The numeral in a run of digits, or None: a version, a list, an identity number.

    `german` says that a German scale word follows; `has_unit` that some unit or scale does, without
    which 12,5 may be a list.
    """
    if len(chunk) > 2 * _LONGEST:
        return None
    plain = _plain(chunk.translate(_NARROW), german, has_unit)
    if plain is None:
        return None
    whole, _, fraction = plain.partition(".")
    digits = whole + fraction
    if len(digits) > _LONGEST:
        return None
    magnitude = Decimal(plain)
    ulp = Decimal(1).scaleb(-len(fraction))
    zeros = 0 if fraction else len(whole) - len(whole.rstrip("0"))
    return Numeral(magnitude, ulp, _shift(ulp, zeros) if zeros and magnitude else ulp)


def read_compound(text: str, at: int) -> tuple[Numeral, int] | None:
    """The numeral told in several scales of East Asia that opens at `at`, and where it ends."""
    match = _COMPOUND.match(text, at)
    known = scales.compounded(match[0]) if match and len(match[0]) <= 2 * _LONGEST else None
    if match is None or known is None:
        return None
    value, ulp, _ = known
    return Numeral(value, ulp, ulp), match.end()


def _plain(chunk: str, german: bool, has_unit: bool) -> str | None:
    if german and _GERMAN.fullmatch(chunk):
        return chunk.replace(".", "").replace(",", ".")
    if _PLAIN.fullmatch(chunk):
        return chunk
    for thousands, point, shape in _GROUPED:
        if shape.fullmatch(chunk):
            return chunk.replace(thousands, "").replace(point, ".")
    if has_unit and _DECIMAL_COMMA.fullmatch(chunk):
        return chunk.replace(",", ".")
    return None


def any_of(names: Iterable[str]) -> str:
    """The pattern of any of the names, the longest first."""
    return "|".join(map(re.escape, sorted(names, key=lambda each: (-len(each), each))))


def _names(*, money_alone: bool) -> dict[str, int]:
    """How each scale is printed with its power of ten."""
    return {
        name: scale.exponent
        for scale in scales.TABLE
        if scale.money_alone == money_alone
        for name in (scale.word, *scale.others, *scale.german)
        if money_alone or (name.isascii() and name.isalpha())
    }


_HUNDRED = "hundred"
_SCALES = _names(money_alone=False)
SCALES = {name.lower(): exponent for name, exponent in _SCALES.items()} | {_HUNDRED: 2}
"""Powers of ten by the words and letters that follow numerals, in small letters."""
_GERMAN_SCALES = frozenset(name.lower() for each in scales.TABLE for name in each.german)
_OF_MONEY = _names(money_alone=True)
"""Scales in which money alone is told: `\u00a53.2 oku`, `\u00a53.2\u5104`."""
_LETTERS = [name for name in _SCALES if len(name) == 1 or name.lower() == "mm"]
_WORDS = SCALES.keys() - {name.lower() for name in _LETTERS}


SCALE = rf"(?:{any_of(_WORDS)})(?-i:(?![a-z]))|(?:{any_of(_LETTERS)})(?![A-Za-z])"
"""The pattern of a word or letter of scale in a cell, whatever it counts; `N/A` may be glued on."""
_MONEY_SIGNS = "\u5186\u5143"
_SCALE_OF_MONEY = re.compile(rf"\s?({any_of(_OF_MONEY)})(?:(?![\w&])|(?=[{_MONEY_SIGNS}]))")
_SCALE = re.compile(
    rf"(?:[\s-]{{0,2}}|\n[ \t]{{1,8}})(?i:({any_of(_WORDS)}))\b|\s?({any_of(_LETTERS)})(?![\w&])"
)


class ScaleWord(NamedTuple):
    """A power of ten that follows a numeral: where it ends, and whether it is a German word."""

    exponent: int = 0
    end: int = 0
    german: bool = False
    letter: str = ""

    def __bool__(self) -> bool:
        return self.exponent > 0


def read_scale(text: str, at: int, *, money: bool) -> ScaleWord:
    """The scale word or letter at `at`; a letter after a space counts only with a currency."""
    counted = _SCALE_OF_MONEY.match(text, at)
    if counted and (money or text[counted.end() : counted.end() + 1] in tuple(_MONEY_SIGNS)):
        return ScaleWord(_OF_MONEY[counted[1]], counted.end())
    exponent, end, german, letter = 0, at, False, ""
    for _ in range(2):  # hundred million, lakh crore
        match = _SCALE.match(text, end)
        if match is None:
            break
        word = (match[1] or match[2]).lower()
        if match[2]:
            if exponent or (not money and (match[0][0].isspace() or word in ("t", "mm"))):
                break
            letter = match[2]
        german = german or word in _GERMAN_SCALES
        exponent, end = exponent + SCALES[word], match.end()
        if german and text[end : end + 1] == "." and text[end + 1 : end + 2] in (" ", "\u00a0"):
            end += 1
        if letter:
            break
    return ScaleWord(exponent, end, german, letter)
