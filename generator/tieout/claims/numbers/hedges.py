"""Hedges: what nearly, about, more than and up to do to the interval of a printed number.

Without a hedge a printed number means every number that rounds to it: half a unit of its own last
digit to each side, bounds inclusive. A hedge bends that. In the rules v is the printed number (its
magnitude: a loss of nearly 5 is bent as 5), u one unit of its last printed digit, and s one unit of
its last significant digit: zeros that end a whole number are not significant, so that s is 10
billion for 120 billion, where u is 1 billion. 5% is a twentieth of v.

    hedge       meaning                          low        high
    none        rounded                          v - u/2    v + u/2
    record      the same                         v - u/2    v + u/2
    about       rounded coarsely, or either way  v - a      v + a
    nearly      a little less                    v - d      v + u/2
    just over   a little more                    v - u/2    v + d
    more than   a floor, not reached             v          v + e
    at least    a floor                          v - u/2    v + e
    less than   a ceiling, not reached           v - e      v
    up to       a ceiling                        v - e      v + u/2

    a           the larger of u and s/2, but at most 5%, and at least u/2
    d           s, but at most 5%, and at least u/2
    e           the larger of s and 5%

The open-ended hedges end at the next number that would be printed as round (more than 5 billion:
up to 6 billion; more than 120 million: up to 130 million), because a writer who knew a larger one
would have written it; a number far beyond does not tie. No interval crosses zero.
"""

from __future__ import annotations

from decimal import Decimal

from tieout.claims.numbers.numerals import Numeral

_WORDING = {
    "about": "about|approximately|approx|around|roughly|some|circa|an estimated|just about"
    "|in the region of|in the neighborhood of|in the neighbourhood of|on the order of|~|\u2248|~~",
    "nearly": "nearly|almost|near|close to|closer to|just under|just below|just shy of|shy of"
    "|just short of|slightly under|slightly below|slightly less than|a little under"
    "|a little less than|a shade under|not quite|approaching|very nearly",
    "just over": "just over|just above|just more than|slightly over|slightly above"
    "|slightly more than|a little over|a little more than|a shade over|a touch over",
    "more than": "more than|over|above|exceed|exceeds|exceeding|exceeded|topped|topping|tops|top"
    "|surpassed|surpassing|surpasses|surpass|crossed|crossing|north of|upwards of|upward of"
    "|in excess of|greater than|higher than|well over|well above|better than|>",
    "at least": "at least|no less than|not less than|no fewer than|a minimum of|minimum of|minimum"
    "|as low as|>=|\u2265",
    "less than": "less than|under|below|fewer than|lower than|south of|well under|well below|<",
    "up to": "up to|at most|as much as|as many as|as high as|no more than|not more than"
    "|a maximum of|maximum of|maximum|at the most|<=|\u2264",
    "record": "record|a record|a record high of|record-high|record high of|an all-time high of"
    "|all-time high of",
}
HEDGES = {word: hedge for hedge, words in _WORDING.items() for word in words.split("|")}
"""Every wording of a hedge that stands before a number, to its rule's name."""

COMPARISONS = frozenset(
    "over above exceed exceeds exceeding exceeded topped topping tops top surpassed surpassing "
    "surpasses surpass below under near".split()
) | {"more than", "less than", "higher than", "lower than", "greater than", "better than"}
"""Wordings that compare rather than hedge when another number or an expectation is at hand."""

AFTER = {
    "more": "at least",
    "plus": "at least",
    "+": "at least",
    "higher": "at least",
    "better": "at least",
    "above": "at least",
    "so": "about",
    "range": "about",
    "area": "about",
    "less": "up to",
    "lower": "up to",
    "fewer": "up to",
}
"""What may follow a number (`$3.58 or more`, `20%-plus`, `the 30% range`) to its rule's name."""

_TWENTIETH = Decimal("0.05")


def is_approximate(hedge: str) -> bool:
    """Whether the hedge says that the number is not meant to its last digit."""
    return hedge not in ("", "record")


def bend(numeral: Numeral, hedge: str) -> tuple[Decimal, Decimal]:
    """The bounds of a magnitude under a hedge, by the table above."""
    value, step = numeral.magnitude, numeral.step
    half, twentieth = numeral.ulp / 2, numeral.magnitude * _TWENTIETH
    little = max(half, min(step, twentieth))
    coarse = max(half, min(max(numeral.ulp, step / 2), twentieth))
    far = max(step, twentieth)
    below, above = {
        "about": (coarse, coarse),
        "nearly": (little, half),
        "just over": (half, little),
        "more than": (Decimal(0), far),
        "at least": (half, far),
        "less than": (far, Decimal(0)),
        "up to": (far, half),
    }.get(hedge, (half, half))
    low = value - below
    return (max(low, Decimal(0)) if value else low), value + above
