"""Units and metrics: which metric can have a number in which unit."""

from __future__ import annotations

from decimal import Decimal

from tieout.claims.numbers.quantity import Quantity
from tieout.figures.metrics import Metric

_SMALL_MONEY = Decimal(1000)
_LARGE_PRICE = Decimal(10) ** 7
_PER_SHARE = {
    "net_income": "eps_diluted",
    "net_income_attributable": "eps_diluted",
    "net_income_common": "eps_diluted",
    "ffo": "ffo_per_share",
    "adjusted_ffo": "adjusted_ffo_per_share",
    "dividends_paid": "dividend_per_share",
    "shareholder_returns": "dividend_per_share",
    "equity": "book_value_per_share",
    "equity_attributable": "book_value_per_share",
}
RATES = ("%", "pp", "bp")


def is_money(quantity: Quantity) -> bool:
    """Whether the unit is a currency, per share or not."""
    head = quantity.unit.partition("/")[0]
    return any(len(code) == 3 and code.isupper() for code in head.split("|"))


def is_small(quantity: Quantity) -> bool:
    """Money below 1,000, as is paid for one share or one thing."""
    return abs(quantity.value) < _SMALL_MONEY


def metric_for(metric: str, quantity: Quantity) -> str:
    """The metric as the unit tells it: earnings of $2.84 per share are earnings per share."""
    per = quantity.unit.partition("/")[2]
    if metric == "dividend_per_share" and is_money(quantity) and not per and not is_small(quantity):
        return "dividends_paid"
    if per in ("share", "ADS") or (is_money(quantity) and not per and is_small(quantity)):
        return _PER_SHARE.get(metric, metric)
    return metric


def measurable(metric: Metric, quantity: Quantity, *, direct: bool) -> bool:
    """Whether a metric can have a number in this unit; a head right at the number may have more."""
    unit = quantity.unit
    if unit in RATES:
        return unit == "%" or direct or metric.kind == "ratio"
    if unit == "x":
        return direct or metric.kind != "ratio" or metric.unit == "x"
    money = metric.unit.startswith("money")
    if is_money(quantity):
        return money and _fits_money(metric, quantity, direct=direct)
    if money:
        return direct and unit == "" and any(letter.isalpha() for letter in quantity.text)
    return unit != "points" and metric.unit not in ("%", "x") and metric.kind != "price"


def _fits_money(metric: Metric, quantity: Quantity, *, direct: bool) -> bool:
    per = quantity.unit.partition("/")[2]
    if per:
        shared = per in ("share", "ADS")
        return metric.kind in (("per share", "price") if shared else ("average",))
    if metric.kind == "price":
        return quantity.value < _LARGE_PRICE and quantity.ulp < _SMALL_MONEY
    if metric.kind in ("per share", "average"):
        return is_small(quantity) or (direct and quantity.value < _LARGE_PRICE)
    return direct or not is_small(quantity)
