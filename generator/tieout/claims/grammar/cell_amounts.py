"""A cell's number in base units, and as a sentence would print it.

The scale is that of the row's heading; what is paid for a share, and what is counted, is exempt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tieout.claims.grammar.measurable import RATES
from tieout.claims.layout.atoms import CURRENCY
from tieout.claims.layout.cells import in_scale
from tieout.claims.layout.scales import scale_in
from tieout.claims.layout.table import Row
from tieout.claims.numbers.quantity import Quantity
from tieout.figures.metrics import Metric
from tieout.figures.scales import named, word_of

_OWN_SCALE = re.compile(r"(?i)[0-9]\s?\)?\s?(?:[tbm]r?illion|thousand|lakh|crore|[bmkt]l?n?)\b")
_CENTS = re.compile(r"(?i)\b(?:cents?|pence|penny|paise)\b|\((?:US\s?)?[cp\u00a2]\)")
"""A label that counts what is paid for a share in hundredths: `Earnings per share (pence)`."""
_CODES = {"US$": "USD", "HK$": "HKD", "RMB": "CNY", "\u20ac": "EUR", "\u00a3": "GBP"}


@dataclass(frozen=True, slots=True)
class CellAmounts:
    """Reads numbers of a row; `head` is that of their column, `currency` the issuer's."""

    row: Row
    head: str
    currency: str

    def scaled(
        self, number: Quantity, metric: Metric | None, *, change: bool
    ) -> tuple[Quantity, bool]:
        """The number in base units, and whether its scale is known."""
        if number.unit in (*RATES, "x"):
            return number, True
        share = metric is not None and metric.unit == "%"
        if number.unit == "" and (share or (change and "%" in self.head)):
            return number._replace(unit="pp" if change and share else "%"), True
        power = _power(number, self.row, metric)
        if power is None:
            return number, False
        unit = _money_over(self.head) or self.currency
        if metric is not None and not metric.unit.startswith("money"):
            unit = "shares" if metric.unit == "shares" else ""
        return in_scale(number, power, unit), True

    def printed(self, number: Quantity, told: Quantity, *, cost: bool) -> str:
        """The number as a sentence would print it: signs together, with its scale."""
        row = self.row
        words = " ".join(number.text.replace("/dollarsign", "$").split())
        if cost and number.value < 0:
            words = words.replace("(", "").replace(")", "").lstrip("-\u2212")
        if told.value * 100 == number.value and number.value:
            return f"{words} {(_CENTS.search(row.label.text) or [''])[0].strip('()')}".strip()
        abroad = _money_over(self.head)
        if (
            number.unit == ""
            and abroad
            and told.unit.startswith(abroad)
            and abroad != self.currency
        ):
            words = f"{abroad} {words}"
        power = row.shares if told.unit == "shares" and row.shares is not None else row.scale
        if told.value != number.value and power:
            return f"{words} {_word_of(power)}"
        if told.unit == "%" and number.unit == "":
            return f"{words}%"
        return words


def _word_of(power: int) -> str:
    """The word of a scale behind a bare number, which is never read in `oku`."""
    word = word_of(Decimal(10) ** power)
    known = named(word)
    alone = known is not None and known.money_alone
    return f"hundred {word_of(Decimal(10) ** (power - 2))}" if alone else word


def _money_over(head: str) -> str:
    """The currency that a column's head names: `US$` beside `RMB`."""
    named = {_CODES.get(code, code) for code in CURRENCY.findall(head)}
    return named.pop() if len(named) == 1 else ""


def _power(number: Quantity, row: Row, metric: Metric | None) -> int | None:
    """The power of ten of a row's numbers; None where no heading tells it.

    What is paid for a share, and what is counted, is exempt from the scale of amounts.
    """
    if _OWN_SCALE.search(number.text):
        return 0
    if metric is not None and metric.unit == "shares":
        return row.scale if row.shares is None else row.shares
    if metric is not None and metric.unit != "money":
        return _own_power(row) if metric.unit == "count" else -2 if _in_cents(row, metric) else 0
    return row.scale


def _in_cents(row: Row, metric: Metric) -> bool:
    """Whether a row's label says that it counts money of a share in cents or pence."""
    return metric.unit.startswith("money per") and _CENTS.search(row.label.text) is not None


def _own_power(row: Row) -> int:
    """The scale that a label tells of what it counts: `Subscribers (thousands)`."""
    return scale_in(row.label.text) or 0
