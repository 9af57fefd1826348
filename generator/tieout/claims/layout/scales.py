"""The scale that a heading states for all amounts below it: in millions, except per share data.

Where no heading states one, the text's own sentences can: an amount of the table that they tell
with its scale (`operating income was $278.3 million` over a row `278,304`) is no chance where four
digits agree, nor are two that agree in three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from tieout.claims.numbers.quantity import Quantity
from tieout.figures.currencies import CODES
from tieout.figures.scales import named

_MONEY = (
    rf"(?:US\$|HK\$|\$|U\.S\.|RMB|Rs\.?|(?-i:{'|'.join(sorted(CODES))})|\u20ac|\u00a3|\u00a5|\u20b9"
    r"|dollars?|yuan|euros?|yen|pounds?|rupees?|francs?)"
)
_IN_WORDS = re.compile(
    rf"(?i)\b(?:in|amounts?|dollars?|figures)\s(?:in\s)?(?:{_MONEY}\s?)?(?:of\s)?"
    r"(thousand|million|billion|trillion|crore|lakh)s?\b"
    rf"|{_MONEY}\s?(?:in\s)?(thousand|million|billion|trillion|crore|lakh)s?\b"
    rf"|\b(?:(?P<hundred>100\s)|(?<![0-9]\s))(thousand|million|billion|trillion|crore|lakh)s?\s(?:of\s)?{_MONEY}\b"
    r"|\(\s?(thousand|million|billion)s?\b"
    r"|^\s*(thousand|million|billion)s\b"
)
_SHORT = re.compile(
    rf"[(,]\s?(?:in\s)?{_MONEY}?\s?['\u2019]?(000s?|[Bb]n|[Mm]n|mm|MM|mil|[BMmK]|[Cc]rs?|[Ll]acs?)\.?\s?\)"
)
_PREFIXED = re.compile(rf"(?i:{_MONEY})\s?['\u2019]?(000s?|bn|mn|mm|m|b|[BMK]|[Cc]rs?|[Ll]acs?)\b")
_SHARES = re.compile(
    r"(?i)shares?[^.;]{0,40}?\bin (thousand|million)s|(thousand|million)s of shares"
)


def scale_in(heading: str) -> int | None:
    """The power of ten that a heading states for money: 6 for `(Dollars in Millions)`."""
    for pattern in (_IN_WORDS, _SHORT, _PREFIXED):
        found = pattern.search(heading)
        if found:
            hundreds = found.groupdict().get("hundred")
            words = [group for group in found.groups() if group and group != hundreds]
            word = words[0].lower()
            power = _power(word)
            return power + 2 if hundreds else power
    return None


def scale_of_shares(heading: str) -> int | None:
    """The power of ten that a heading states for numbers of shares alone."""
    found = _SHARES.search(heading)
    return _power((found[1] or found[2]).lower()) if found else None


def _power(word: str) -> int:
    """The power of ten of a word or letters of scale: `millions`, `mn`, `000s`."""
    known = named(word) or named(word.removesuffix("s")) or named(f"'{word}")
    return known.exponent if known else 0


_DIGITS = 4


def scale_told(amounts: Iterable[Quantity], told: Sequence[Quantity]) -> int | None:
    """The power of ten by which amounts of a table are told elsewhere in the text."""
    bare = {abs(each.value) for each in amounts if len(str(int(abs(each.value)))) >= _DIGITS}
    known = [each for each in told if each.ulp >= 1_000 and not each.is_range and each.value]
    weights = {power: _agreement(bare, known, power) for power in (3, 6, 9)}
    found = [power for power, weight in weights.items() if weight >= _DIGITS]
    return found[0] if len(found) == 1 else None


def _agreement(bare: Iterable[Decimal], known: Sequence[Quantity], power: int) -> int:
    """How many digits of how many amounts agree; amounts of two digits agree by chance."""
    digits = 0
    for each in known:
        low, high = sorted((abs(each.low), abs(each.high)))
        length = len(str(abs(each.value) // each.ulp))
        if length > 2 and any(low <= value.scaleb(power) <= high for value in bare):
            digits += length
    return digits
