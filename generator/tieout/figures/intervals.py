"""Exact arithmetic on numbers that are known to within their printed digits.

Every result is a closed interval that holds each number the operands may stand for. Divisions that
do not end are carried to 50 digits, the bounds rounded outwards, so that rounding never excludes a
true value; sums, differences and products of printed numbers are exact.

A printed number is bounded by its last digit, one that was worked out by the bounds of its
operands.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import reduce

from tieout.figures.typed import PrintedNumber

_PRECISION = 50
_NEAREST = Context(prec=_PRECISION, rounding=ROUND_HALF_EVEN)
_DOWN = Context(prec=_PRECISION, rounding=ROUND_FLOOR)
_UP = Context(prec=_PRECISION, rounding=ROUND_CEILING)
_DOWN_WIDE = Context(prec=2 * _PRECISION, rounding=ROUND_FLOOR)
_UP_WIDE = Context(prec=2 * _PRECISION, rounding=ROUND_CEILING)
_ONE = Decimal(1)
_Z = Decimal("1.959963984540054")  # of the normal distribution, for 95 %


class NotPositive(ArithmeticError):
    """A ratio was asked for whose base is zero, negative, or either within its rounding."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Interval:
    """A number and the bounds, both included, between which it is known to lie."""

    value: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, value: Decimal) -> Interval:
        """A number without doubt."""
        return cls(value, value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            _NEAREST.add(self.value, other.value),
            _DOWN.add(self.low, other.low),
            _UP.add(self.high, other.high),
        )

    def __sub__(self, other: Interval) -> Interval:
        return Interval(
            _NEAREST.subtract(self.value, other.value),
            _DOWN.subtract(self.low, other.high),
            _UP.subtract(self.high, other.low),
        )

    def times(self, factor: Decimal) -> Interval:
        """The interval scaled by an exact, positive factor."""
        return Interval(
            _NEAREST.multiply(self.value, factor),
            _DOWN.multiply(self.low, factor),
            _UP.multiply(self.high, factor),
        )

    def outward(self, places: int) -> Interval:
        """The bounds at so many decimals, rounded so that the interval never gets narrower."""
        unit = _ONE.scaleb(-places)
        low = self.low.quantize(unit, context=_DOWN_WIDE)
        return Interval(self.value, low, self.high.quantize(unit, context=_UP_WIDE))

    def over(self, base: Interval) -> Interval:
        """This divided by a positive base.

        Raises NotPositive where the base, or its lower bound, is not above zero.
        """
        require_positive(base)
        return Interval(
            _NEAREST.divide(self.value, base.value),
            _DOWN.divide(self.low, base.high if self.low >= 0 else base.low),
            _UP.divide(self.high, base.low if self.high >= 0 else base.high),
        )


def bounds(
    number: PrintedNumber,
    scale: Decimal = _ONE,
    approximate: bool = False,
    *,
    cut_off: bool = False,
) -> Interval:
    """The numbers that print like this one, in base units.

    An approximate one is only as sharp as its last digit that is not a trailing zero: about 120
    billion lies between 115 and 125 billion. Decimals count as printed, zero or not. Where smaller
    digits are cut off, the number is up to one unit further from zero than it is printed.
    """
    ulp = number.ulp
    if cut_off and not approximate:
        return _cut_off(number).times(scale)
    if approximate and number.value and "." not in number.text:
        ulp = max(ulp, _ONE.scaleb(_exponent(number.value.normalize())))
    half = Interval(Decimal(0), -ulp / 2, ulp / 2)
    return (Interval.exactly(number.value) + half).times(scale)


def _cut_off(number: PrintedNumber) -> Interval:
    low = -number.ulp if number.value <= 0 else Decimal(0)
    high = number.ulp if number.value >= 0 else Decimal(0)
    return Interval.exactly(number.value) + Interval(Decimal(0), low, high)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def require_positive(base: Interval) -> None:
    """Raise NotPositive, with the reason in words, where `base` is no base for a percentage."""
    if base.value < 0:
        raise NotPositive("base is negative")
    if base.value == 0:
        raise NotPositive("base is zero")
    if base.low <= 0:
        raise NotPositive("base may be zero within its rounding")


def total(parts: list[Interval]) -> Interval:
    """The sum of all parts."""
    return reduce(Interval.__add__, parts)


def growth(now: Interval, base: Interval) -> Interval:
    """Change in percent of the base: (now / base - 1) x 100. Raises NotPositive."""
    return (now.over(base) - Interval.exactly(_ONE)).times(Decimal(100))


def percentage(part: Interval, whole: Interval) -> Interval:
    """A part in percent of a positive whole. Raises NotPositive."""
    return part.over(whole).times(Decimal(100))


def contribution(now: Interval, before: Interval, whole_before: Interval) -> Interval:
    """A part's share in the growth of the whole, in percentage points. Raises NotPositive."""
    return percentage(now - before, whole_before)


def wilson(count: int, total: int) -> Interval:
    """A share, from 0 to 1, with its 95 % interval after Wilson (1927), fair to small samples.

    `total` is above zero. The bounds are (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n).
    """
    with localcontext(_NEAREST):
        n, share = Decimal(total), Decimal(count) / total
        middle = share + _Z**2 / (2 * n)
        reach = _Z * (share * (1 - share) / n + _Z**2 / (4 * n**2)).sqrt()
        whole = 1 + _Z**2 / n
        low, high = (middle - reach) / whole, (middle + reach) / whole
    # At either end the bound is the end itself, and only rounding would lead past it.
    return Interval(share, low if count else Decimal(0), high if count < total else _ONE)
