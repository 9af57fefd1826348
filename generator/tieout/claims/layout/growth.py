"""The arithmetic of a row: which of its numbers is the base of the growth that it prints."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tieout.claims.numbers.quantity import Quantity

_HUNDRED = Decimal(100)
_RATES = ("%", "pp", "bp")


def base_of(numbers: Sequence[Quantity]) -> int | None:
    """The place of the number from which the last, a change, leads to the first; None if of none.

    Every number is known to within its last printed digit, and exactly one of those between has to
    fit: `$6.35bn, $6.27bn, $6.48bn, -1.9%` has its base at 2.
    """
    if len(numbers) < 3 or numbers[-1].unit not in _RATES:
        return None
    if numbers[0].unit not in _RATES and sum(each.unit in _RATES for each in numbers) > 1:
        return None
    change = numbers[-1]
    fitting = [
        at
        for at in range(1, len(numbers) - 1)
        if numbers[at].unit == numbers[0].unit and _leads(numbers[at], change, numbers[0])
    ]
    return fitting[0] if len(fitting) == 1 else None


def _leads(base: Quantity, change: Quantity, level: Quantity) -> bool:
    low, high = change.signed
    if level.unit in _RATES:
        scale = _HUNDRED if change.unit == "bp" else Decimal(1)
        least, most = level.low - base.high, level.high - base.low
        return low <= most * scale and least * scale <= high
    if base.low <= 0 or change.unit != "%":
        return False
    least = (level.low / base.high - 1) * _HUNDRED
    most = (level.high / base.low - 1) * _HUNDRED
    return low <= most and least <= high
