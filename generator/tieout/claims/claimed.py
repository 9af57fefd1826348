"""The number that a claim prints, as the interval it stands for: what is held against a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from tieout.claims.numbers.joined import merge_ranges
from tieout.claims.numbers.quantity import Quantity, read_quantities
from tieout.figures.figure import Figure
from tieout.problems import Finding
from tieout.records.article import Claim

RATES = ("%", "pp", "bp")
_TENTH = Decimal(10)
"""A tenth of a point in basis points."""
_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_GROWTH = ("yoy", "qoq")
_POINTS = {("pp", "bp"): _HUNDRED, ("bp", "pp"): _ONE / _HUNDRED}

_OF_WHAT = " of the total"
"""What a share in words needs behind it to be one: `a quarter` alone may be three months."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim and the interval that its printed number stands for, in base units, signed.

    `low` and `high` are included. A growth or surprise whose sign stands in words is signed by the
    claim's direction; growth told as a multiple (doubled) is in percent.
    """

    claim: Claim
    unit: str
    value: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def read(cls, claim: Claim, currency: str, *, cut_off: bool = False) -> Claimed:
        """Read the claim's printed number; `currency` is the issuer's reporting currency.

        `cut_off` says that the issuer cuts the last digits of its amounts off: papers may do so
        with them once more. Raises Finding where `says` is no single number.
        """
        quantities = merge_ranges(claim.says, read_quantities(claim.says, currency))
        if not quantities:
            quantities = read_quantities(f"{claim.says}{_OF_WHAT}", currency)
        if len(quantities) != 1:
            raise Finding(
                f"`{claim.says}` is not one number",
                "write the number with its unit as the article prints it: `nearly $570 million`",
            )
        read = quantities[0]
        if read.unit == "x" and claim.role in _GROWTH:
            return cls._multiple(claim, read)
        if cut_off and currency in read.unit.split("|"):
            read = _or_cut_off(read)
        low, high = read.signed
        value = -read.value if low == -read.high and read.direction < 0 else read.value
        if claim.direction == "down" and value > 0:
            value, low, high = -value, -high, -low
        return cls(claim, read.unit, value, low, high)

    @classmethod
    def _multiple(cls, claim: Claim, read: Quantity) -> Claimed:
        """Growth in percent: doubled is +100 %, halved -50 %, and more than halved is less."""
        low, high = read.low, read.high
        if read.value < 1 and read.hedge:
            low, high = 2 * read.value - high, 2 * read.value - low
        value, low, high = (_HUNDRED * (each - 1) for each in (read.value, low, high))
        return cls(claim, "%", value, low, high)

    def scaled(self, factor: Decimal) -> Claimed:
        """The same claim with its number multiplied, to try a slip."""
        low, high = sorted((self.low * factor, self.high * factor))
        return Claimed(self.claim, self.unit, self.value * factor, low, high)

    def counted_in(self, unit: str) -> Claimed:
        """The same number in another unit, to try a slip."""
        return replace(self, unit=unit)

    def fits(self, figure: Figure) -> bool:
        """Whether the figure's number prints like the claim's.

        A derived figure is known to within the rounding of what it is worked out from; it fits
        where any number that it may be prints so.
        """
        if unit_factor(self.unit, figure) is None:
            return False
        return self.prints(figure) or (
            figure.kind == "derived"
            and (not self.excludes(figure) or self._subtracts(figure) or self._is_in_tens(figure))
        )

    def _is_in_tens(self, figure: Figure) -> bool:
        """Whether a change is printed to ten basis points, as a tenth of a point is."""
        whole = self.unit == "bp" and self.value and self.value % _TENTH == 0
        return bool(whole) and figure.unit == "bp" and abs(self.value - figure.value) <= _TENTH / 2

    def _subtracts(self, figure: Figure) -> bool:
        """Whether a change in points is the difference of two rates as a release prints them.

        Issuers take 53.1 % from 50.0 %, and print 310 basis points for what is 307.8 exactly.
        """
        if figure.unit != "bp" or len(figure.operands) != 2 or self.unit not in ("pp", "bp"):
            return False
        now, before = (_printed(operand.value) for operand in figure.operands)
        factor = unit_factor(self.unit, figure) or _ONE
        return self.low * factor <= _HUNDRED * (now - before) <= self.high * factor

    def prints(self, figure: Figure) -> bool:
        """Whether the figure's own value prints like the claim's, whatever its bounds allow."""
        factor = unit_factor(self.unit, figure)
        return factor is not None and self.low * factor <= figure.value <= self.high * factor

    def excludes(self, figure: Figure) -> bool:
        """Whether no number the figure may stand for prints like the claim's."""
        factor = unit_factor(self.unit, figure)
        if factor is None:
            return False
        return figure.high < self.low * factor or figure.low > self.high * factor


def _or_cut_off(read: Quantity) -> Quantity:
    """The same number, of which smaller digits may have been cut off, not rounded."""
    if read.hedge or read.is_range:
        return read
    if read.value < 0:
        return read._replace(low=read.value - read.ulp)
    return read._replace(high=read.value + read.ulp)


def _printed(rate: Decimal) -> Decimal:
    return rate.quantize(Decimal("0.1"), ROUND_HALF_UP)


def unit_factor(unit: str, figure: Figure) -> Decimal | None:
    """By what a number in `unit` is multiplied to compare with the figure; None if never.

    An article may leave `per share` out, or the currency behind the second of two amounts, and
    count what the record names: stores, shares, aircraft.
    """
    if figure.unit in unit.split("|"):
        return _ONE
    if (unit, figure.unit) in _POINTS:
        return _POINTS[unit, figure.unit]
    if figure.unit in (*RATES, "x"):
        return None
    money, _, per = figure.unit.partition("/")
    unnamed = unit == "" or (unit in ("count", "shares") and not is_currency(money))
    shared = bool(per) and money in unit.split("|")
    return _ONE if unnamed or shared or (unit, per) == (f"{money}/share", "ADS") else None


def is_currency(code: str) -> bool:
    """Whether a unit's head is an ISO code of money."""
    return len(code) == 3 and code.isalpha() and code.isupper() and code != "ADS"


def unit_currency(unit: str) -> str:
    """The ISO code of a unit of money, or an empty string."""
    head = unit.partition("/")[0]
    return head if is_currency(head) else ""
