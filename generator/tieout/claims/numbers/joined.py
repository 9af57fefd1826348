"""Two quantities that a text joins to one range: guidance from 9 to 9.5 billion."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tieout.claims.numbers.quantity import Quantity

_JOINT = re.compile(r"\s+(?:to|and)\s+(?:about\s+|around\s+|approximately\s+)?\Z")


def merged(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """The range from `first` to `second`, where the words between can mean one; else None."""
    if (
        first.is_range
        or second.is_range
        or not _JOINT.fullmatch(text[first.end : second.start] + "")
    ):
        return None
    if first.unit not in (second.unit, "") or not first.value < second.value <= 2 * first.value:
        return None
    return second._replace(
        text=text[first.start : second.end],
        start=first.start,
        value=(first.value + second.value) / 2,
        ulp=max(first.ulp, second.ulp),
        low=first.value,
        high=second.value,
        hedge=first.hedge,
        direction=first.direction or second.direction,
        range_low=first.value,
        range_high=second.value,
    )


def merge_ranges(text: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """The numbers of a sentence that looks ahead, its ranges joined."""
    joined: list[Quantity] = []
    for number in numbers:
        both = merged(text, joined[-1], number) if joined else None
        if both is not None:
            joined[-1] = both
        else:
            joined.append(number)
    return joined
