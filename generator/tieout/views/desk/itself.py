"""A text's arithmetic against itself, where no record is at hand: growth, and what it is growth of.

`$4.5 billion, up 12% from $4.0 billion` says three numbers of which two give the third. Only where
one sentence says exactly one change in percent, and two amounts in one unit of which the second is
what the first is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from tieout.claims.numbers.quantity import Quantity, read_quantities
from tieout.claims.numbers.sentences import paragraphs, sentences
from tieout.figures.display import number
from tieout.figures.intervals import Interval, NotPositive, growth

_BEFORE = re.compile(
    r"(?i)\b(?:from|compared (?:with|to)|against|versus|vs\.?|over|than)\b[^.;:0-9]{0,40}$"
)
_MOST = 20


@dataclass(frozen=True, slots=True)
class Sum:
    """Three numbers of one sentence, and whether two of them give the third."""

    sentence: str
    worked_out: str
    says: str
    agrees: bool

    def __str__(self) -> str:
        verdict = "agrees with" if self.agrees else "does not agree with"
        made = f"the two amounts make {self.worked_out}"
        return f"“{self.sentence}”: {made}, which {verdict} {self.says}"


def sums(text: str) -> list[Sum]:
    """What of a text can be worked out from itself, up to a bound."""
    found = (each for place in paragraphs(text) for each in sentences(text, place))
    worked = (_sum(" ".join(text[each.start : each.end].split())) for each in found)
    return list(islice(filter(None, worked), _MOST))


def _sum(sentence: str) -> Sum | None:
    quantities = read_quantities(sentence)
    changes = [each for each in quantities if each.unit == "%"]
    pair = next(_pairs(sentence, [each for each in quantities if each.unit != "%"]), None)
    if len(changes) != 1 or pair is None:
        return None
    try:
        made = growth(*map(_interval, pair))
    except NotPositive:
        return None
    low, high = sorted((abs(made.low), abs(made.high)))
    says = changes[0]
    agrees = low <= abs(says.high) and abs(says.low) <= high
    return Sum(sentence, f"{number(made.value, 1, sign=True)}%", says.text, agrees)


def _pairs(sentence: str, amounts: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Two amounts of one unit, the second of which is what the first is compared with."""
    for now, before in pairwise(amounts):
        compared = _BEFORE.search(sentence[now.end : before.start])
        if compared and now.unit == before.unit and now.unit and before.value:
            yield now, before


def _interval(quantity: Quantity) -> Interval:
    return Interval(quantity.value, quantity.low, quantity.high)
