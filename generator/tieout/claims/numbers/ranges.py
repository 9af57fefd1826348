"""Two printed numbers that make one: from low to high, or a middle with a margin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tieout.claims.numbers.exclusions import is_bare_name, is_glued_after, is_glued_before
from tieout.claims.numbers.leads import Lead
from tieout.claims.numbers.printed import Printed, read_number
from tieout.claims.numbers.units import Signs

_LINK = re.compile(
    r"(?i)\s{0,2}[-\u2013\u2014]\s{0,2}(?!to\b)|(?:\s{1,2}|-)(?P<word>to|and)(?:\s{1,2}|-)"
    r"(?:(?:about|approximately|around|roughly|nearly|as (?:much|high|many) as|up to)\s)?"
)
_MARGIN = re.compile(
    r"(?i),?\s{0,2}\(?(?:give or take|plus[ -]or[ -]minus|plus/minus"
    r"|\+\s?/\s?[-\u2212\u2013]|\u00b1)\s{0,2}"
)
_RATES = ("%", "pp", "bp", "x")


@dataclass(frozen=True, slots=True)
class Partner:
    """The number after a possible first end of a range; `link` is `-`, `to` or `and`."""

    number: Printed
    link: str


def find_partner(text: str, first: Printed, signs: Signs) -> Partner | None:
    """The number that a dash, `to` or `and` joins to the first one."""
    link = _LINK.match(text, first.end)
    if link is None:
        return None
    number = read_number(text, link.end(), signs)
    return Partner(number, (link["word"] or "-").lower()) if number else None


def share(first: Printed, partner: Partner, lead: Lead) -> tuple[Printed, Printed]:
    """Both ends with the scale and unit that were printed with only one of them."""
    second = partner.number
    if (partner.link == "and" and not lead.between) or first.worded != second.worded:
        return first, second
    change = partner.link == "to" and lead.direction and not lead.between
    if change and first.is_bare and second.unit not in _RATES:
        return first, second
    rate_to_level = first.unit in _RATES and (second.scaled or partner.link == "to")
    if second.unit == "" and first.unit not in ("", "count") and not rate_to_level:
        second = second._replace(unit=first.unit)
    elif second.unit.startswith(f"{first.unit}/") and not first.scaled:
        first = first._replace(unit=second.unit)
    if first.unit == "" and second.unit:
        exponent = first.exponent if first.scaled else min(0, second.exponent)
        first = first._replace(unit=second.unit, exponent=exponent)
    if not first.scaled and second.scaled and first.unit in (second.unit, ""):
        larger = first._replace(exponent=second.exponent, scaled=True)
        if larger.numeral.magnitude <= second.numeral.magnitude or lead.loss:
            first = larger
    return first, second


_REVISION = re.compile(r"(?i),?\s(?:\w+\s){0,2}from\s")


def is_revision(gap: str) -> bool:
    """Whether the words between a range and the next number say that a former range follows."""
    return _REVISION.fullmatch(gap) is not None


def is_range(text: str, first: Printed, partner: Partner, second: Printed, lead: Lead) -> bool:
    """Whether two numbers with shared units are the ends of one span."""
    if first.unit != second.unit or first.worded != second.worded:
        return False
    if partner.link == "and":
        return lead.between
    if partner.link == "to" and (lead.origin or _is_change(first, second, lead)):
        return False
    ordered = first.value < second.value or _is_falling_loss(first, second, lead)
    return ordered and not _runs_on(text, first, second) and not _is_unsure(text, first, second)


def _runs_on(text: str, first: Printed, second: Printed) -> bool:
    return is_glued_before(text, first.start, strong=not first.is_bare) or is_glued_after(
        text, second.end, strong=not second.is_bare
    )


def _is_change(first: Printed, second: Printed, lead: Lead) -> bool:
    """`rose $17 million to $638 million` ends at a level; `rise 13% to 16%` is a span."""
    if not lead.direction or lead.between or lead.loss:
        return False
    widest = 4 if first.unit in _RATES else 2
    return second.numeral.magnitude > widest * first.numeral.magnitude


def _is_falling_loss(first: Printed, second: Printed, lead: Lead) -> bool:
    """`a loss of $0.25 to $0.20`: losses are often given from the larger one."""
    return lead.loss and second.value < first.value <= 4 * second.value


def _is_unsure(text: str, first: Printed, second: Printed) -> bool:
    """Two bare numbers that are days, a telephone number, a score or a name's."""
    if not first.is_bare or first.worded:
        return first.is_bare
    digits = (text[first.start : first.end], text[second.start : second.end])
    if not second.noun and tuple(map(len, digits)) == (3, 4) and all(map(str.isdecimal, digits)):
        return True
    return is_bare_name(text, first.start, first.end, "") or is_bare_name(
        text, second.start, second.end, second.noun
    )


def find_margin(text: str, first: Printed, signs: Signs) -> tuple[Decimal, int] | None:
    """What `plus or minus` adds to each side, in base units, and where that ends."""
    link = _MARGIN.match(text, first.end)
    margin = read_number(text, link.end(), signs) if link else None
    if margin is None:
        return None
    amount = margin.numeral.magnitude
    if margin.unit == first.unit or (margin.unit == "pp" and first.unit == "%"):
        return amount, margin.end
    if margin.unit == "bp" and first.unit in ("%", "pp"):
        return amount / 100, margin.end
    if margin.unit == "%":
        return first.numeral.magnitude * amount / 100, margin.end
    return None


def is_unclear(text: str, number: Printed, partner: Partner | None) -> bool:
    """Whether a number that is no end of a range is no quantity either."""
    strong = not number.is_bare
    if is_glued_before(text, number.start, strong=strong):
        return True
    tight = partner is not None and partner.link == "-"
    if is_glued_after(text, number.end, strong=strong and not tight):
        return tight or not strong or text[number.end].isalnum()
    if strong:
        return False
    return number.worded or is_bare_name(text, number.start, number.end, number.noun)
