"""One reading as a record has it: the number as the filing prints it, its unit, its concept.

An amount that a note rounds is typed in the unit it was told in, so that its bounds are wide. A tag
has no zero at its end: such an amount gets the decimals that most amounts of its concept have in
that unit (5.0 among 5.2 and 5.7 billion).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from tieout.figures.metrics import catalogue
from tieout.figures.scales import SCALES
from tieout.figures.typed import Unit
from tieout.importers.filings import ROUNDED_IN_NOTES, FiledNumber, has_few_digits
from tieout.records.yaml_tree import Node

Document = dict[str, Node]
_MILLION = SCALES["million"]
_CENTS = 2
_ROUND = 100


def unit_of(scale: Decimal, code: str) -> str:
    """A unit as records have it: `million USD`."""
    return str(Unit(code, scale))


def pair(was: FiledNumber, now: FiledNumber, scale: Decimal, currency: str) -> Document:
    """An earlier figure and what it is now, as a row of restatements: in one unit for both."""
    unit = catalogue()[was.metric].unit
    if unit == "money per share":
        return {"was": _per_share(was), "value": _per_share(now)}
    shares = unit == "shares"
    largest = _MILLION if shares else scale
    own = min(finest(each.value, largest) for each in (was, now))
    typed: Document = {"was": f"{was.value / own:f}", "value": f"{now.value / own:f}"}
    if shares or own != scale:
        typed["unit"] = unit_of(own, "shares" if shares else currency)
    return typed


def entry(
    reading: FiledNumber, scale: Decimal, currency: str, alike: Collection[Decimal]
) -> Document:
    """A reading as an entry of a block whose unit is `scale` times `currency`.

    `alike` are the amounts that the issuer's filings give under its concept, its own among them.
    """
    unit = catalogue()[reading.metric].unit
    if unit == "money per share":
        return {"value": _per_share(reading), "locator": reading.concept}
    own, code, places = finest(reading.value, scale), currency, 0
    if unit == "shares":
        own, code = finest(reading.value, _MILLION), "shares"
    elif reading.metric in ROUNDED_IN_NOTES:
        own = _as_told(reading.value, own)
        places = _places_told(own, scale, alike) if own > scale else 0
    amount = reading.value / own
    typed: Document = {"value": f"{amount:.{max(places, _places(amount))}f}"}
    if (own, code) != (scale, currency):
        typed["unit"] = unit_of(own, code)
    return {**typed, "locator": reading.concept}


def finest(value: Decimal, scale: Decimal) -> Decimal:
    """The largest scale up to this one in which the number has no decimals."""
    scales = (each for each in (_MILLION, SCALES["thousand"], Decimal(1)) if each <= scale)
    return next((each for each in scales if not value % each), Decimal(1))


def _as_told(value: Decimal, scale: Decimal) -> Decimal:
    """For a number that its filing rounds: the larger unit in which it has few digits."""
    if not has_few_digits(value) or value % (scale * _ROUND):
        return scale
    return max((each for each in SCALES.values() if scale < each <= abs(value)), default=scale)


def _places_told(unit: Decimal, scale: Decimal, alike: Collection[Decimal]) -> int:
    """How many decimals most of the amounts have that notes tell in this unit.

    A tag has no zero at the end: among 2.7, 3.4 and 3.7 billion, 3 billion was printed as 3.0.
    """
    told = (each for each in alike if _as_told(each, finest(each, scale)) == unit)
    counts = Counter(_places(each / unit) for each in told)
    return max(sorted(counts), key=lambda places: counts[places], default=0)


def _per_share(reading: FiledNumber) -> str:
    """With two decimals at least, as prices are printed, unless the filing prints none anywhere."""
    places = _places(reading.value)
    others = (_places(fact.value) for fact in reading.filing.facts if "/shares" in fact.unit)
    usual = _CENTS if any(others) else 0
    return f"{reading.value:.{max(places, usual)}f}"


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
