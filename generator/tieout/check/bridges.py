"""Rules on bridges: from income before tax to net income, from opening cash to closing cash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tieout.check.rule import RuleFinding, advice
from tieout.check.subject import RecordInHand, ReleaseColumn
from tieout.check.wording import named, told
from tieout.facts.levels import interval
from tieout.figures.figure import Figure
from tieout.figures.intervals import Interval, total
from tieout.figures.typed import Unit

_FLOWS = (
    "operating_cash_flow",
    "investing_cash_flow",
    "financing_cash_flow",
    "currency_effect_on_cash",
)
_BEFORE_ASSOCIATES = "BeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments"
"""How a concept of US GAAP ends whose number is before the share of results of investees."""


@advice("T414")
def net_income_is_pretax_income_less_tax(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Net income is income before tax less income tax, within the rounding of the printed parts.

    With the share of results of equity method investees and with discontinued operations, where
    they are typed, or without, as issuers show them above tax or below; or it is so before the
    part of minority owners, which some issuers count among the costs. Where a concept says that
    income is before the share of results, and none is typed, there is nothing to hold it against.
    """
    for net, pretax, tax in subject.together("net_income", "pretax_income", "income_tax"):
        between = list(_between(subject, net))
        if (pretax.origin.locator or "").endswith(_BEFORE_ASSOCIATES) and not between:
            continue
        after_tax = interval(pretax) - interval(tax)
        ways = [after_tax]
        for each in between:
            ways += [way + interval(each) for way in ways]
        ends = [net, *_beside(subject, net, "net_income_attributable")]
        if all(_misses(interval(end) - way) for end in ends for way in ways):
            yield RuleFinding(
                net,
                f"`{named(net)}` is {told(net.value, net.unit)}, and income before tax less tax is "
                f"{told(after_tax.value, net.unit)}",
                "correct the one that is off, or waive the rule for what stands between",
            )


def _between(subject: RecordInHand, net: Figure) -> Iterator[Figure]:
    """What stands between tax and net income in the same column, or as the sum of its quarters."""
    for name in ("equity_method_result", "discontinued_operations"):
        typed = [*_beside(subject, net, name)]
        added = subject.worked_out(replace(net, metric=name))
        yield from typed or ([added] if added is not None and not net.version else [])


def _beside(subject: RecordInHand, net: Figure, name: str) -> Iterator[Figure]:
    """Another metric in the column of a net income."""
    return (part for same, part in subject.together("net_income", name) if same is net)


@advice("T415")
def cash_rolls_forward(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Cash at the start and the three cash flows with the currency effect are cash at the end.

    Within the rounding of the printed parts, as the statement of cash flows adds up: with
    restricted cash under US GAAP (ASC 230-10-45-4), without under IFRS (IAS 7.45), where
    overdrafts may be a part, so that a difference may be right. Asked where all six are on record;
    the start is the end of the period before, as first reported.
    """
    cash = "cash_and_restricted_cash" if subject.company.accounting == "GAAP" else "cash"
    for flows in subject.together(*_FLOWS):
        closing = _stock(subject, cash, flows[0])
        opening = closing and _opening(subject, closing, flows[0])
        if closing is None or opening is None:
            continue
        rolled = total([interval(each) for each in (opening, *flows)])
        if _misses(interval(closing) - rolled):
            yield RuleFinding(
                closing,
                f"`{named(closing)}` is {told(closing.value, closing.unit)}, and "
                f"{told(opening.value, opening.unit)} at the start with the cash flows of "
                f"{flows[0].label} is {told(rolled.value, closing.unit)}",
                "correct the one that is off, or waive the rule with the reason",
            )


def _stock(subject: RecordInHand, metric: str, flow: Figure) -> Figure | None:
    """The metric at the end of the days of a flow, in its column or in that of its last quarter."""
    currency = Unit(flow.unit).currency
    columns = (
        ReleaseColumn(flow.segment, label, flow.version, currency)
        for label in (flow.label, flow.label.closing)
    )
    found = (subject.columns.get(column, {}).get(metric) for column in columns)
    return next((each for each in found if each is not None), None)


def _opening(subject: RecordInHand, closing: Figure, flow: Figure) -> Figure | None:
    """The same at the end of the period before that of the flow."""
    quarters = flow.label.quarters
    before = flow.label.quarters_back(quarters) if quarters else flow.label.eve
    return subject.history.first_reported(closing, before)


def _misses(rest: Interval) -> bool:
    return not rest.low <= 0 <= rest.high
