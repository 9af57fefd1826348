"""The arithmetic of the API done once more: what a figure is worked out from gives the figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from tieout.site.fact_book import PublishedFact

_HUNDRED = Decimal(100)


def miscounted(ids: Iterable[str], facts: Mapping[str, PublishedFact]) -> Iterator[str]:
    """Every figure whose operands give another number than it has, or whose bounds do not.

    The working goes down to figures that were read: what is worked out is published rounded. Raises
    ValueError or LookupError where a figure is not written as such figures are.
    """
    known: dict[str, Decimal] = {}
    for each in ids:
        fact = facts[each]
        last = Decimal(1).scaleb(int(fact.value.as_tuple().exponent))
        if not fact.low - last <= fact.value <= fact.high + last:
            yield f"gives {each} as {fact.digits}, out of its bounds {fact.low} to {fact.high}"
        if fact.operation:
            result = _result(each, facts, known)
            if abs(result - fact.value) > last:
                yield f"gives {each} as {fact.digits}, and its operands as {result:.6g}"


def _result(figure: str, facts: Mapping[str, PublishedFact], known: dict[str, Decimal]) -> Decimal:
    if figure not in known:
        fact = facts[figure]
        known[figure] = (
            _worked(fact, [_result(each, facts, known) for each in fact.operands])
            if fact.operation
            else fact.value
        )
    return known[figure]


def _worked(fact: PublishedFact, terms: Sequence[Decimal]) -> Decimal:
    """What the operation makes of its terms."""
    first, *others = terms
    match fact.operation, others:
        case "sum", _:
            return sum(others, first)
        case "difference", _:
            return (first - sum(others)) * (_HUNDRED if fact.unit == "bp" else 1)
        case "growth", [base]:
            return (first / base - 1) * _HUNDRED
        case "ratio", [base]:
            return first / base * _HUNDRED
        case "quotient", [base]:
            return first / base
        case "contribution", [before, base]:
            return (first - before) / base * _HUNDRED
    raise ValueError("no operation")
