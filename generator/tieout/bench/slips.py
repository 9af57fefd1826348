"""Slips put into true numbers of a text, as a careless writer makes them; seeded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tieout.claims.claimed import RATES
from tieout.claims.grammar.found import Found
from tieout.figures.figure import Figure

_SCALES = {
    "million": "billion",
    "billion": "trillion",
    "trillion": "billion",
    "thousand": "million",
}
_OPPOSITES = {
    "up": "down",
    "rose": "fell",
    "grew": "shrank",
    "increased": "decreased",
    "increase": "decrease",
    "climbed": "dropped",
    "jumped": "plunged",
    "surged": "slumped",
    "gained": "declined",
    "growth": "decline",
    "higher": "lower",
    "rise": "drop",
}
_TURNED = {**_OPPOSITES, **{down: up for up, down in _OPPOSITES.items()}}
_TURNED |= {"declined": "rose", "dropped": "rose", "decreasing": "rising", "fall": "rise"}
_WORDS = re.compile(rf"(?i)\b(?:{'|'.join(_TURNED)})\b")
_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_REACH = 60
_CHANGES = ("yoy", "qoq")


@dataclass(frozen=True, slots=True)
class SpoiltText:
    """A text with one number spoilt: its kind, the text, and where the number begins."""

    kind: str
    text: str
    start: int


def slips(text: str, found: Found, other: Figure | None, random: Random) -> Iterator[SpoiltText]:
    """Every slip that can be made with one number; `other` is its figure of another period."""
    for kind, spoil in _KINDS.items():
        spoilt = spoil(text, found, other, random)
        if spoilt is not None and spoilt[0] != text:
            yield SpoiltText(kind, *spoilt)


_Spoilt = tuple[str, int] | None


def _thousandfold(text: str, found: Found, _other: Figure | None, _random: Random) -> _Spoilt:
    """Billion for million; without a scale word, three digits more."""
    number = found.quantity.text
    for word, wrong in _SCALES.items():
        if re.search(rf"(?i)\b{word}\b", number):
            return _put(text, found, re.sub(rf"(?i)\b{word}\b", wrong, number))
    digits = _DIGITS.search(number)
    if digits is None:
        return None
    value = Decimal(digits[0].replace(",", "")) * 1000
    return _put(text, found, number.replace(digits[0], f"{value:,.0f}", 1))


def _swapped(text: str, found: Found, _other: Figure | None, random: Random) -> _Spoilt:
    """Two neighbouring digits exchanged, so that the number is another."""
    number = found.quantity.text
    places = [
        place
        for place in range(len(number) - 1)
        if number[place : place + 2].isdecimal() and number[place] != number[place + 1]
    ]
    if not places:
        return None
    at = random.choice(places)
    turned = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return _put(text, found, turned) if not turned.startswith("0") else None


def _other_period(text: str, found: Found, other: Figure | None, _random: Random) -> _Spoilt:
    """The figure of the year before, or of the quarter, printed like this one."""
    digits = _DIGITS.search(found.quantity.text)
    if other is None or digits is None or not found.quantity.value:
        return None
    printed = Decimal(digits[0].replace(",", ""))
    places = len(digits[0].partition(".")[2])
    scale = abs(found.quantity.value) / printed
    number = f"{abs(other.value) / scale:,.{places}f}"
    if Decimal(number.replace(",", "")) == printed:
        return None
    return _put(text, found, found.quantity.text.replace(digits[0], number, 1))


def _sign(text: str, found: Found, _other: Figure | None, _random: Random) -> _Spoilt:
    """Rose for fell where a word says it; a loss where the number is a level."""
    if found.role not in _CHANGES:
        return _put(text, found, f"-{found.quantity.text}")
    before = text[max(0, found.start - _REACH) : found.start]
    after = text[found.end : found.end + _REACH]
    words = list(_WORDS.finditer(before))
    if words:
        return _turned(text, words[-1], found.start - len(before), found.start)
    word = _WORDS.search(after)
    return _turned(text, word, found.end, found.start) if word else None


def _turned(text: str, word: re.Match[str], offset: int, start: int) -> tuple[str, int]:
    wrong = _TURNED[word[0].lower()]
    place, end = word.start() + offset, word.end() + offset
    moved = len(wrong) - len(word[0]) if place < start else 0
    return text[:place] + wrong + text[end:], start + moved


def _points(text: str, found: Found, _other: Figure | None, _random: Random) -> _Spoilt:
    """Percentage points for percent, and the reverse."""
    if found.role not in _CHANGES or found.quantity.unit not in RATES:
        return None
    digits = _DIGITS.search(found.quantity.text)
    if digits is None:
        return None
    wrong = "%" if found.quantity.unit != "%" else " percentage points"
    return _put(text, found, digits[0] + wrong)


def _put(text: str, found: Found, number: str) -> tuple[str, int]:
    return text[: found.start] + number + text[found.end :], found.start


_KINDS: dict[str, Callable[[str, Found, Figure | None, Random], _Spoilt]] = {
    "x1000": _thousandfold,
    "digits swapped": _swapped,
    "wrong period": _other_period,
    "sign": _sign,
    "percent for points": _points,
}
