"""What the same column of a filing contradicts: a sign, or a zero that stands for no figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from tieout.importers.choose import Chosen, ConceptChooser, scale_of
from tieout.importers.left_out import LeftOut

_SIGN = "only with the other sign do the lines of its statement add up"
_ZERO = "zero, where a dividend per share was declared, is no figure"
_OTHER_SALES = "with the cost of revenue it makes up a part of the revenue alone"
_NOT_PER_SHARE = "on the number of shares it is of another order of magnitude than the income"
_INCOMES = ("net_income_common", "net_income_attributable", "net_income")
_EARNINGS = (("eps_basic", "shares_basic"), ("eps_diluted", "shares_diluted"))
_MIRRORED = "it has the other sign than the income"
_TIMES = 10
_SURE = Decimal("0.05")
"""Earnings per share below this are too coarse to be held against an income."""
_ALIKE = Decimal("0.1")
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
            ruled_out += _no_earnings_of(values)
            if _is_of_a_part(values, ulp):
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


def _no_earnings_of(values: _Values) -> Iterator[tuple[str, str]]:
    """Earnings per share of another size than the income comes to, or of the other sign."""
    income = next((values[name] for name in _INCOMES if name in values), None)
    for eps, shares in _EARNINGS:
        value, count = values.get(eps), values.get(shares)
        if income is None or value is None or not count or abs(value) < _SURE:
            continue
        times = income / count / value
        if times > 0 and not 1 / _TIMES < times < _TIMES:
            yield eps, _NOT_PER_SHARE
        elif abs(times + 1) < _ALIKE:
            yield eps, _MIRRORED


def _is_of_a_part(values: _Values, ulp: Decimal) -> bool:
    """Whether gross profit and cost make up less than all the revenue: sales without fees, say."""
    revenue, cost, gross = (
        values.get(each) for each in ("revenue", "cost_of_revenue", "gross_profit")
    )
    if revenue is None or cost is None or gross is None:
        return False
    return gross + cost < revenue - ulp * 3 / 2


def _turned(values: _Values, known: tuple[str, str], part: str, sign: int, ulp: Decimal) -> bool:
    """Whether the whole is its first part and the other one with the other sign than it should."""
    whole, first, other = (values.get(each) for each in (*known, part))
    if whole is None or first is None or other is None or abs(other) <= 2 * ulp:
        return False
    right, turned = first + sign * other, first - sign * other
    return abs(whole - turned) <= ulp * 3 / 2 < abs(whole - right)
