"""What the same column of a filing contradicts: a sign, or a zero that stands for no figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from tieout.importers.choose import Chosen, ConceptChooser, scale_of
from tieout.importers.left_out import Column, LeftOut

_SIGN = "only with the other sign do the lines of its statement add up"
_ZERO = "zero, where a dividend per share was declared, is no figure"
_OTHER_SALES = "it is of a part of the revenue, which the filing gives beside it"
_Values = Mapping[str, Decimal]


def without_contradictions(chooser: ConceptChooser, chosen: Sequence[Chosen]) -> Iterator[LeftOut]:
    """Take out what the figures beside it rule out; gives what was taken out."""
    for period in chosen:
        ulp = scale_of(period.reported.first, chooser.currency)
        for column in period.spans:
            values = {
                metric: reading.value
                for (own, metric), reading in period.readings.items()
                if own == column
            }
            ruled_out = [*_ruled_out(values, ulp)]
            if _is_of_other_sales(chooser, period, column, values):
                ruled_out.append(("gross_profit", _OTHER_SALES))
            for metric, why in ruled_out:
                del period.readings[column, metric]
                yield LeftOut(period.label, column, metric, why)


def _ruled_out(values: _Values, ulp: Decimal) -> Iterator[tuple[str, str]]:
    if _turned(values, ("net_income", "pretax_income"), "income_tax", -1, ulp):
        yield "income_tax", _SIGN
    own = ("net_income", "net_income_attributable")
    if _turned(values, own, "net_income_noncontrolling", 1, ulp):
        yield "net_income_noncontrolling", _SIGN
    if values.get("dividends_paid") == 0 and values.get("dividend_per_share", 0) > 0:
        yield "dividends_paid", _ZERO


def _is_of_other_sales(
    chooser: ConceptChooser, period: Chosen, column: Column, values: _Values
) -> bool:
    """Whether gross profit and cost make up what the filing has as sales beside all its revenue."""
    revenue, cost, gross = (
        values.get(each) for each in ("revenue", "cost_of_revenue", "gross_profit")
    )
    if revenue is None or cost is None or gross is None or gross + cost == revenue:
        return False
    filing, span = period.readings[column, "gross_profit"].filing, period.spans[column]
    others = (
        filing.read("revenue", span, chooser.currency, [each])
        for each in chooser.metrics["revenue"].concepts
    )
    return any(each is not None and each.value == gross + cost for each in others)


def _turned(values: _Values, known: tuple[str, str], part: str, sign: int, ulp: Decimal) -> bool:
    """Whether the whole is its first part and the other one with the other sign than it should."""
    whole, first, other = (values.get(each) for each in (*known, part))
    if whole is None or first is None or other is None or abs(other) <= 2 * ulp:
        return False
    right, turned = first + sign * other, first - sign * other
    return abs(whole - turned) <= ulp * 3 / 2 < abs(whole - right)
