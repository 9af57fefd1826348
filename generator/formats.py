"""How numbers print. All rounding for display happens here, half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_WIDE = Context(prec=100, rounding=ROUND_HALF_UP)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """`value` with so many decimals, halves away from zero: 4.775 is 4.78, -0.5 is -1."""
    return value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
