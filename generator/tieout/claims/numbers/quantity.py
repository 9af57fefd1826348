"""Printed quantities in running text, each as an exact interval from its own last printed digit.

`39.8 billion yuan` means every number that rounds to it: 39.75 to 39.85 billion, bounds inclusive.
Hedges bend the interval by the rules in `hedges`. A range (`$2.90 to $3.20`; `90 billion, plus or
minus 2%`) is one quantity whose interval is the printed span, without rounding at its ends; a scale
or unit printed once counts for both. `from A to B` is a range only after range, outlook or the
like: otherwise it is a change, two quantities. Everything is Decimal.

Money is in ISO codes, per share as `USD/share` or `USD/ADS`. `%`, `pp` (percentage points) and `bp`
are three units; a multiple (3x, threefold, doubled) is `x`; points of an index are `points`; a
counted thing is `count` with its noun; a bare number has no unit. Numbers that are no quantities
(dates, quarters, names, codes) are left out; see `exclusions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tieout.claims.numbers.exclusions import (
    ADDRESS_STARTS,
    end_of_address,
    end_of_code,
    end_of_telephone,
)
from tieout.claims.numbers.hedges import bend, is_approximate
from tieout.claims.numbers.leads import Lead, read_lead, read_trail
from tieout.claims.numbers.numerals import PLAIN_HYPHENS
from tieout.claims.numbers.printed import Printed, digits_at, read_printed, read_worded
from tieout.claims.numbers.ranges import (
    find_margin,
    find_partner,
    is_range,
    is_revision,
    is_unclear,
    share,
)
from tieout.claims.numbers.spelled import FIRST_WORD, STARTS
from tieout.claims.numbers.units import LOCAL_DOLLAR, Signs, signs_in
from tieout.problems import Finding

_ANCHOR = re.compile(rf"[0-9]|{FIRST_WORD}")
_MOST = 10_000
"""Far more numbers than an article has; a text with more is refused, to bound the time."""


_OPENING = STARTS | ADDRESS_STARTS


class Quantity(NamedTuple):
    """One printed number with its unit, and the interval of values that it stands for.

    `text` is the source from `start` to `end`: symbol, digits, scale and unit words, without hedge
    and noun. `value`, `ulp` (one unit of the last printed digit), `low` and `high` are in base
    units: 61 cents is 0.61 USD, 5 bp is 5. A printed minus is in the value; a sign in words (fell,
    loss of) is in `direction`, +1 or -1, 0 where no word governs the number. For a range
    `range_low` and `range_high` are the printed ends and `value` lies midway.
    """

    text: str
    start: int
    end: int
    value: Decimal
    ulp: Decimal
    low: Decimal
    high: Decimal
    unit: str = ""
    noun: str = ""
    hedge: str = ""
    direction: int = 0
    approximate: bool = False
    range_low: Decimal | None = None
    range_high: Decimal | None = None

    @property
    def is_range(self) -> bool:
        """Whether two numbers were printed as the ends of a span."""
        return self.range_low is not None

    @property
    def signed(self) -> tuple[Decimal, Decimal]:
        """The interval with the direction's sign: `fell 5.2%` is -5.25 to -5.15."""
        if self.direction >= 0 or self.high <= 0:
            return self.low, self.high
        return -self.high, -self.low


class _Excluded(NamedTuple):
    start: int
    end: int


def read_quantities(text: str, currency_hint: str | None = None) -> list[Quantity]:
    """Every printed quantity, in order and without overlap.

    `currency_hint` is the ISO code of the issuer's reporting currency, which decides what a sign
    shared by several currencies means. Raises `Finding` where a text holds more numbers than any
    article does.
    """
    plain = text.translate(PLAIN_HYPHENS)
    read = [found for found in _walk(plain, currency_hint) if isinstance(found, Quantity)]
    if plain == text:
        return read
    return [found._replace(text=text[found.start : found.end]) for found in read]


def blank_out(text: str) -> str:
    """The text with every number that is no quantity masked, at the same length."""
    parts, at = [], 0
    for found in _walk(text, None):
        if isinstance(found, _Excluded):
            parts += [text[at : found.start], "\ufffc" * (found.end - found.start)]
            at = found.end
    return "".join((*parts, text[at:]))


def _walk(text: str, hint: str | None) -> Iterator[Quantity | _Excluded]:
    signs = signs_in(text, hint)
    at = candidates = 0
    former: Quantity | None = None
    while anchor := _ANCHOR.search(text, at):
        at = anchor.end()
        if not (anchor[0].isdecimal() or anchor[0].lower() in _OPENING):
            continue
        candidates += 1
        if candidates > _MOST:
            raise Finding(
                f"the text holds more than {_MOST:,} numbers", "give the text of one article alone"
            )
        if found := _read(text, anchor, signs, former):
            if isinstance(found, Quantity) and _is_converted(text, former, found):
                found = found._replace(unit=LOCAL_DOLLAR)
            at = max(at, found.end)
            former = found if isinstance(found, Quantity) else former
            yield found


def _is_converted(text: str, former: Quantity | None, found: Quantity) -> bool:
    """`US$94.04 billion ($146b)`: the bracket tells the amount in the paper's own dollars."""
    if former is None or former.unit != "USD" or "US" not in former.text:
        return False
    return found.text.startswith("$") and text[former.end : found.start].strip() == "("


def _read(
    text: str, anchor: re.Match[str], signs: Signs, former: Quantity | None
) -> Quantity | _Excluded | None:
    """What stands at a digit or at a word that may open a number in words."""
    at = anchor.start()
    if not anchor[0].isdecimal():
        if anchor[0].lower() in ADDRESS_STARTS:
            return _Excluded(at, end_of_address(text, at))
        worded = read_worded(text, at, signs)
        return _quantity(text, worded, signs, former) if worded else None
    telephone = end_of_telephone(text, at)
    if telephone > at:
        return _Excluded(at, telephone)
    printed = read_printed(text, at, signs)
    quantity = _quantity(text, printed, signs, former) if printed else None
    return quantity or _Excluded(at, end_of_code(text, at + len(digits_at(text, at))))


def _quantity(text: str, first: Printed, signs: Signs, former: Quantity | None) -> Quantity | None:
    """The quantity that opens with `first`, or None where a bare number is no quantity."""
    partner = find_partner(text, first, signs)
    if partner is None and is_unclear(text, first, None):
        return None
    lead = read_lead(text, first.start, first.end)
    if lead.origin and former and former.is_range:
        lead = lead._replace(origin=not is_revision(text[former.end : first.start]))
    if partner:
        shared, second = share(first, partner, lead)
        if is_range(text, shared, partner, second, lead):
            return _span(text, shared, second, lead)
        if is_unclear(text, first if partner.link == "-" else shared, partner):
            return None
        first = shared
    margin = find_margin(text, first, signs)
    if margin:
        return _around(text, first, *margin, lead)
    return _alone(text, first, lead)


def _span(text: str, first: Printed, second: Printed, lead: Lead) -> Quantity:
    low, high = sorted((first.value, second.value))
    _, trend = read_trail(text, second.end, second.unit)
    return Quantity(
        text=text[first.start : second.end],
        start=first.start,
        end=second.end,
        value=(low + high) / 2,
        ulp=max(first.numeral.ulp, second.numeral.ulp),
        low=low,
        high=high,
        unit=second.unit,
        noun=second.noun,
        hedge=lead.hedge,
        direction=lead.direction or trend,
        approximate=is_approximate(lead.hedge),
        range_low=low,
        range_high=high,
    )


def _around(text: str, middle: Printed, margin: Decimal, end: int, lead: Lead) -> Quantity:
    low, high = middle.value - margin, middle.value + margin
    return _alone(text, middle, lead)._replace(
        text=text[middle.start : end],
        end=end,
        low=low,
        high=high,
        range_low=low,
        range_high=high,
    )


def _alone(text: str, number: Printed, lead: Lead) -> Quantity:
    after, trend = read_trail(text, number.end, number.unit)
    hedge = lead.hedge or after
    low, high = bend(number.numeral, hedge)
    quantity = Quantity(
        text=text[number.start : number.end],
        start=number.start,
        end=number.end,
        value=number.value,
        ulp=number.numeral.ulp,
        low=-high if number.negative else low,
        high=-low if number.negative else high,
        unit=number.unit,
        noun=number.noun,
        hedge=hedge,
        direction=lead.direction or number.trend or trend,
        approximate=is_approximate(hedge) or number.coarse,
    )
    return _both_sides(quantity) if lead.plus_minus else quantity


def _both_sides(margin: Quantity) -> Quantity:
    """`plus or minus 2%` with nothing to add it to: a span around zero."""
    width = abs(margin.value)
    return margin._replace(
        value=Decimal(0),
        low=-width,
        high=width,
        range_low=-width,
        range_high=width,
        direction=0,
    )
