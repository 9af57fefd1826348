"""The scales in which amounts are told, and how digits are grouped: one table for the world.

Records, captions, charts and the claim reader take them from here. A number is bounded by the last
digit printed in its scale: 12,345 oku is known to 50 million yen either way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

_TEN = Decimal(10)


@dataclass(frozen=True, slots=True)
class Scale:
    """A power of ten with its names."""

    word: str
    """As a record types it and a caption says it: `million`, `crore`, `oku`."""
    exponent: int
    others: tuple[str, ...]
    """Other ways in which it is printed: `mn`, `\u5104`."""
    letters: str = ""
    """Behind a number on a page: `m`, `bn`."""
    currencies: tuple[str, ...] = ()
    """Whose amounts are told so; empty where any may be."""
    money_alone: bool = False
    """Whether English texts tell nothing but money in it: nobody counts customers in `oku`."""
    german: tuple[str, ...] = ()
    """As German papers print it, with a decimal comma before it; no record does."""

    @property
    def factor(self) -> Decimal:
        """What a number in this scale is multiplied by."""
        return _TEN**self.exponent


TABLE = (
    Scale(
        "thousand",
        3,
        ("thousands", "k", "K", "'000", "\u2019000", "000s", "\u5343", "\u4edf", "\ucc9c"),
        "k",
    ),
    Scale(
        "million",
        6,
        (
            "millions",
            "mn",
            "mil",
            "mln",
            "mm",
            "m",
            "M",
            "MM",
            "mio",
            "mio.",
            "\u767e\u4e07",
            "\u767e\u842c",
            "\ubc31\ub9cc",
        ),
        "m",
        german=("Mio", "Millionen"),
    ),
    Scale(
        "billion",
        9,
        (
            "billions",
            "bn",
            "bln",
            "b",
            "B",
            "milliard",
            "mrd",
            "mrd.",
            "\u5341\u5104",
            "\u5341\u4ebf",
        ),
        "bn",
        german=("Mrd", "Mld", "Milliarden"),
    ),
    Scale("trillion", 12, ("trillions", "tn", "trn", "T"), "tn"),
    Scale("lakh", 5, ("lakhs", "lac", "lacs"), currencies=("INR", "PKR", "BDT", "NPR", "LKR")),
    Scale("crore", 7, ("crores", "cr", "Cr", "Cr."), currencies=("INR", "PKR", "BDT", "NPR")),
    Scale("lakh crore", 12, (), currencies=("INR", "PKR", "BDT", "NPR")),
    Scale("man", 4, ("\u4e07", "\u842c"), currencies=("JPY",), money_alone=True),
    Scale("oku", 8, ("\u5104",), currencies=("JPY",), money_alone=True),
    Scale("cho", 12, ("\u5146",), currencies=("JPY",), money_alone=True),
    Scale("eok", 8, ("\uc5b5",), currencies=("KRW",), money_alone=True),
    Scale("jo", 12, ("\uc870",), currencies=("KRW",), money_alone=True),
    Scale("wan", 4, (), currencies=("CNY", "TWD", "HKD"), money_alone=True),
    Scale("yi", 8, ("\u4ebf",), currencies=("CNY", "TWD", "HKD"), money_alone=True),
)
"""Every scale; those of any currency come first."""

SCALES: Mapping[str, Decimal] = MappingProxyType(
    {each.word: each.factor for each in TABLE if not each.currencies}
)
"""The scales in which pages tell amounts of any currency."""

_BY_NAME = {name: each for each in reversed(TABLE) for name in (each.word, *each.others)}
NAMES = tuple(sorted(_BY_NAME, key=len, reverse=True))
"""Every way to print a scale, the longest first."""
LETTERS: Mapping[str, Decimal] = MappingProxyType(
    {each.letters: each.factor for each in TABLE if each.letters}
)
"""The letters that pages write behind a number."""

CRORE = next(each for each in TABLE if each.word == "crore")
"""In this pages tell amounts of its currencies, as the issuers' own releases do."""
_ON_AXES = tuple(each for each in reversed(TABLE) if each.word in ("million", "billion"))

_GAPS = "\u00a0\u2009\u202f"
_GROUPED = (
    r"[0-9]{1,3}(?:,[0-9]{3})+"  # 1,234,567
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"  # 12,34,567 in India
    r"|[0-9]{1,3}(?:['\u2019][0-9]{3})+"  # 1'234'567 in Switzerland
    rf"|[0-9]{{1,3}}(?:[{_GAPS}][0-9]{{3}})+"  # no-break spaces, as the SI has it
)
NUMERAL = rf"(?:{_GROUPED}|[0-9]+)(?:\.[0-9]+)?"
"""A number in digits as the markets of the world group them, with a point before the decimals."""
_MYRIADS = {"\u5146": 12, "\u5104": 8, "\u4ebf": 8, "\u4e07": 4, "\u842c": 4}
"""East Asia's powers of ten thousand, which one number may have several of."""
_SIGN = f"[{''.join(_MYRIADS)}]"
_WHOLE = rf"(?:{_GROUPED}|[0-9]+)"
COMPOUND = rf"{_WHOLE}{_SIGN}(?:{_WHOLE}{_SIGN}){{0,2}}{_WHOLE}(?:\.[0-9]+)?{_SIGN}?"
"""A number told in several scales: `3\u51462,450\u5104`, `1\u4e072,300`."""
_PART = re.compile(rf"({NUMERAL})({_SIGN}?)")
_SEPARATORS = str.maketrans("", "", f",'\u2019{_GAPS}")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9,])")


def named(text: str) -> Scale | None:
    """The scale that a word, a letter or a sign stands for."""
    return _BY_NAME.get(text) or _BY_NAME.get(text.lower())


def word_of(factor: Decimal, currency: str = "") -> str:
    """The word for a scale, as amounts of this currency are told; empty where there is none."""
    fitting = [each for each in TABLE if each.factor == factor]
    fitting.sort(key=lambda each: currency not in each.currencies if each.currencies else 0)
    return fitting[0].word if fitting else ""


def on_axes(currency: str = "") -> tuple[Scale, ...]:
    """The scales that axes of charts tell amounts of a currency in, the largest first."""
    return (CRORE,) if currency in CRORE.currencies else _ON_AXES


_CAPTION_WORD = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")
_ABROAD = {
    "\u5343": "thousand",
    "\u767e\u4e07": "million",
    "\u5341\u4ebf": "billion",
    "\u4e07\u4ebf": "trillion",
}
"""The words of scales as captions in Chinese have them."""


def in_caption(text: str) -> Decimal:
    """The scale of which a caption speaks: `RMB million unless a unit is given`; one if of none."""
    words = {_ABROAD.get(word, word) for word in _CAPTION_WORD.findall(text)}
    return next((each.factor for each in TABLE if each.word in words), Decimal(1))


def ungrouped(digits: str) -> str:
    """A numeral without the signs that group its digits: `1234567.8`."""
    return digits.translate(_SEPARATORS)


def compounded(text: str) -> tuple[Decimal, Decimal, Scale] | None:
    """The value, one unit of the last digit, and the smallest scale of a number told in several.

    None where a part is as large as the scale before it: 2\u51463\u5146 is no number.
    """
    parts = _PART.findall(text)
    value, least, ulp = Decimal(0), Decimal("Infinity"), Decimal(1)
    for digits, sign in parts:
        plain = ungrouped(digits)
        factor = _TEN ** _MYRIADS.get(sign, 0)
        part = Decimal(plain) * factor
        if part >= least:
            return None
        value, least = value + part, factor
        ulp = factor.scaleb(-len(plain.partition(".")[2]))
    smallest = named([sign for _, sign in parts if sign][-1])
    return (value, ulp, smallest) if smallest else None


def is_indian(digits: str) -> bool:
    """Whether digits are grouped as in India: `12,34,567`."""
    return _INDIAN.search(digits) is not None
