"""How a number misses the figure that it names: by rounding, by a usual slip, or altogether."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.claims.claimed import RATES, Claimed, unit_factor
from tieout.claims.verdicts import Gravity
from tieout.figures.figure import Figure
from tieout.figures.saying import say

_THOUSANDS = tuple(Decimal(10) ** power for power in (3, -3, 6, -6))
_NOUGHTS = tuple(Decimal(10) ** power for power in (1, -1, 2, -2))
_THOUSANDFOLD = say("a thousand-fold slip: million for billion, or the reverse")
_TENFOLD = say("a nought too many or too few")
_CURRENCY = say("the currency: the amount is right in another")
SIGN = say("the sign")
_MISTYPED = say("one digit mistyped")
POINTS = say("percent for percentage points, or the reverse")
_NEAR_LEVEL = Decimal("0.15")
_NEAR_GROWTH = Decimal(3)
_NEAR_POINTS = Decimal(100)
_DIGITS_TO_TELL = 3
"""With fewer significant digits any two numbers differ by one digit."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A number beside the figure it names; `slip` is a possibility, never a cause."""

    gravity: Gravity
    slip: str = ""
    near: bool = True
    """Near enough to be about the figure, where the text does not prove that it is."""
    telling: bool = False
    """Whether the digits themselves show that this figure was meant: several, and nearly all."""
    scaled: bool = False
    """Whether they are the figure's own, only turned or scaled: then the basis is shown, too."""


def miss(claimed: Claimed, named: Sequence[Figure], abroad: Sequence[Figure] = ()) -> Miss:
    """How the number misses the nearest of the figures named.

    `abroad` are the same figures in other currencies.
    """
    digits = len(_digits(claimed))
    if any(_is_within_a_digit(claimed, figure) for figure in named):
        cut = digits >= _DIGITS_TO_TELL and any(_is_cut(claimed, figure) for figure in named)
        words = say("cut off, not rounded") if cut else say("rounded the wrong way")
        return Miss("rounding", words, telling=digits > 1, scaled=cut)
    slip = _slip(claimed, named)
    if not slip and any(claimed.counted_in(figure.unit).fits(figure) for figure in abroad):
        slip = _CURRENCY
    if slip:
        many = digits >= (2 if slip in (SIGN, POINTS) else _DIGITS_TO_TELL)
        return Miss("slip", slip, telling=many and slip != SIGN, scaled=many and slip != _MISTYPED)
    return Miss("different number", near=any(_is_near(claimed, figure) for figure in named))


def is_unscaled(claimed: Claimed, named: Sequence[Figure]) -> bool:
    """Whether a number without a word of scale would fit with one: its table says the scale."""
    says = claimed.claim.says.lower()
    worded = any(word in says for word in ("illion", "thousand", "crore", "lakh", "bn", "mn"))
    bare = not worded and not says.rstrip()[-1:].isalpha()
    return bare and any(_fits_scaled(claimed, figure, _THOUSANDS) for figure in named)


def _slip(claimed: Claimed, named: Sequence[Figure]) -> str:
    for scales, words in ((_THOUSANDS, _THOUSANDFOLD), (_NOUGHTS, _TENFOLD)):
        if any(_fits_scaled(claimed, figure, scales) for figure in named):
            return words
    if any(_are_points(claimed, figure) for figure in named):
        return POINTS
    if any(claimed.scaled(Decimal(-1)).fits(figure) for figure in named):
        return SIGN
    if any(_digits_swapped(claimed, figure) for figure in named):
        return say("two digits swapped")
    if any(_one_digit_differs(claimed, figure) for figure in named):
        return _MISTYPED
    return ""


def _fits_scaled(claimed: Claimed, figure: Figure, scales: Sequence[Decimal]) -> bool:
    if claimed.unit in RATES:
        return False
    return any(claimed.scaled(factor).fits(figure) for factor in scales)


def _are_points(claimed: Claimed, figure: Figure) -> bool:
    """Percentage points for as many basis points."""
    return (claimed.unit, figure.unit) == (
        "pp",
        "bp",
    ) and claimed.low <= figure.value <= claimed.high


def _is_cut(claimed: Claimed, figure: Figure) -> bool:
    """Whether the number has the figure's own digits, and fewer of them: 42.09 for 42.097."""
    factor = unit_factor(claimed.unit, figure) or Decimal(1)
    value = abs(claimed.value * factor)
    return value < abs(figure.value) < value + (claimed.high - claimed.low) * factor


def _is_within_a_digit(claimed: Claimed, figure: Figure) -> bool:
    """Whether it is less than one unit of the number's last digit off: 11.9 for 11.958."""
    factor = unit_factor(claimed.unit, figure)
    half = (claimed.high - claimed.low) / 2
    if factor is None or not half:
        return False
    value = claimed.value * factor
    return value * figure.value > 0 and abs(value - figure.value) < 2 * half * factor


def _is_near(claimed: Claimed, figure: Figure) -> bool:
    factor = unit_factor(claimed.unit, figure)
    if factor is None:
        return False
    off = abs(claimed.value * factor - figure.value)
    if figure.measure in ("yoy", "qoq"):
        return off <= _NEAR_GROWTH
    if figure.unit == "bp":
        return off <= _NEAR_POINTS
    return claimed.value * figure.value > 0 and off <= abs(figure.value) * _NEAR_LEVEL


def _digits_swapped(claimed: Claimed, figure: Figure) -> bool:
    """Whether exchanging two neighbouring digits of the claim's number makes it fit."""
    digits = _digits(claimed)
    return any(
        _with_digits(claimed, (*digits[:at], digits[at + 1], digits[at], *digits[at + 2 :])).fits(
            figure
        )
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    )


def _one_digit_differs(claimed: Claimed, figure: Figure) -> bool:
    """Whether another digit in one place, but the first, makes it fit: 44.2 for 46.2."""
    digits = _digits(claimed)
    if len(digits) < _DIGITS_TO_TELL or figure.measure in ("yoy", "qoq"):
        return False
    return any(
        _with_digits(claimed, (*digits[:at], other, *digits[at + 1 :])).fits(figure)
        for at in range(1, len(digits))
        for other in range(10)
    )


def _digits(claimed: Claimed) -> tuple[int, ...]:
    return claimed.value.normalize().as_tuple().digits


def _with_digits(claimed: Claimed, digits: tuple[int, ...]) -> Claimed:
    """The same claim with other digits, as precise as before."""
    sign, _, exponent = claimed.value.normalize().as_tuple()
    value = Decimal((sign, digits, int(exponent)))
    half = (claimed.high - claimed.low) / 2
    return Claimed(claimed.claim, claimed.unit, value, value - half, value + half)
