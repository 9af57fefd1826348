"""Rules on sums: the statements in themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import RecordInHand
from tieout.check.wording import named, told
from tieout.facts.levels import interval
from tieout.figures.intervals import Interval, total

_PARTS = (
    ("gross_profit", "revenue"),
    ("cash", "assets"),
    ("cash_and_short_term_investments", "assets"),
    ("cash_and_liquid_investments", "assets"),
    ("receivables", "assets"),
    ("inventory", "assets"),
    ("current_assets", "assets"),
    ("property_and_equipment", "assets"),
    ("goodwill", "assets"),
    ("intangible_assets", "assets"),
    ("cash", "cash_and_short_term_investments"),
    ("cash", "cash_and_restricted_cash"),
    ("current_liabilities", "liabilities"),
    ("deferred_revenue_current", "deferred_revenue"),
    ("long_term_debt", "total_debt"),
    ("current_rpo", "rpo"),
)
_PROFITS = ("operating_income", "adjusted_ebita", "adjusted_ebitda", "net_income_attributable")


def _misses(rest: Interval) -> bool:
    return not rest.low <= 0 <= rest.high


@rule("T403")
def the_balance_sheet_balances(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Liabilities and equity are no more than assets, within the rounding of all three.

    They may be less by what is neither (redeemable interests between the two, temporary equity).
    """
    for assets, liabilities, equity in subject.together("assets", "liabilities", "equity"):
        rest = interval(assets) - interval(liabilities) - interval(equity)
        if rest.high < 0:
            yield RuleFinding(
                assets,
                f"assets of {assets.printed} are less than liabilities of {liabilities.printed} "
                f"and equity of {equity.printed} by {told(-rest.value, assets.unit)}",
                "correct the one that is off",
            )


@advice("T404")
def assets_are_liabilities_and_equity(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Assets are not more than liabilities, redeemable interests and equity, within their rounding.

    Other temporary equity, such as redeemable preferred shares, may stand between: it may be right.
    """
    for assets, liabilities, equity in subject.together("assets", "liabilities", "equity"):
        rest = interval(assets) - interval(liabilities) - interval(equity)
        redeemable = replace(assets, metric="temporary_equity")
        if part := subject.history.first_reported(redeemable, assets.label):
            rest -= interval(part)
        if rest.low > 0:
            yield RuleFinding(
                assets,
                f"assets of {assets.printed} are more than liabilities of {liabilities.printed} "
                f"and equity of {equity.printed} by {told(rest.value, assets.unit)}",
                "correct the one that is off, or waive the rule for temporary equity",
            )


@advice("T405")
def equity_is_that_of_all_owners(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Shareholders' equity and noncontrolling interests are total equity, within their rounding.

    With redeemable interests, too, where an issuer counts them in.
    """
    names = ("equity", "equity_attributable", "noncontrolling_interests")
    with_redeemable = {
        whole
        for whole, *parts in subject.together(*names, "temporary_equity")
        if not _misses(total([interval(part) for part in parts]) - interval(whole))
    }
    for found in _sums(subject, names, "equity attributable and noncontrolling interests"):
        if found.at not in with_redeemable:
            yield found


@advice("T406")
def net_income_is_that_of_all_owners(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The net income of shareholders and of noncontrolling interests is net income.

    Within their rounding; where others have a part (accretion, perpetual capital) it may differ.
    """
    names = ("net_income", "net_income_attributable", "net_income_noncontrolling")
    yield from _sums(subject, names, "the parts of shareholders and of noncontrolling interests")


@advice("T407")
def gross_profit_is_revenue_less_its_cost(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Revenue is gross profit and cost of revenue, within their rounding.

    Some issuers deduct more before gross profit: these may be right.
    """
    names = ("revenue", "gross_profit", "cost_of_revenue")
    yield from _sums(subject, names, "gross profit and cost of revenue")


@advice("T408")
def free_cash_flow_is_operating_less_capex(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Free cash flow is operating cash flow less capital expenditures, within their rounding.

    Many issuers define free cash flow their own way: these may be right.
    """
    names = ("free_cash_flow", "operating_cash_flow", "capex")
    for free, operating, capex in subject.together(*names):
        ours = interval(operating) - interval(capex)
        if _misses(interval(free) - ours):
            yield RuleFinding(
                free,
                f"`{named(free)}` is {told(free.value, free.unit)}, and operating cash flow less "
                f"capital expenditures is {told(ours.value, free.unit)}",
                "correct the one that is off, or waive the rule for the issuer's own definition",
            )


def _sums(subject: RecordInHand, names: tuple[str, ...], parts_named: str) -> Iterator[RuleFinding]:
    """Where the first of the metrics is not the sum of the others."""
    for whole, *parts in subject.together(*names):
        rest = total([interval(part) for part in parts]) - interval(whole)
        if _misses(rest):
            yield RuleFinding(
                whole,
                f"`{named(whole)}` is {told(whole.value, whole.unit)}, and {parts_named} add up to "
                f"{told(rest.value + whole.value, whole.unit)}",
                "correct the one that is off, or waive the rule with the reason",
            )


@rule("T409")
def parts_do_not_exceed_their_whole(subject: RecordInHand) -> Iterator[RuleFinding]:
    """What is a part of another figure by definition is not above it, within their rounding.

    Cash, receivables, inventory, goodwill and the like are a part of assets, gross profit of
    revenue, current liabilities of liabilities, long-term debt of total debt.
    """
    for part_name, whole_name in _PARTS:
        for part, whole in subject.together(part_name, whole_name):
            if part.low > whole.high:
                yield RuleFinding(
                    part,
                    f"`{named(part)}` of {part.printed} is above `{named(whole)}` of "
                    f"{whole.printed}",
                    "correct one of them, or its unit",
                )


@advice("T410")
def profits_are_not_above_revenue(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Profit is not above revenue, within their rounding.

    Gains outside of the business may make it right.
    """
    for name in _PROFITS:
        for profit, revenue in subject.together(name, "revenue"):
            if profit.low > revenue.high:
                yield RuleFinding(
                    profit,
                    f"`{named(profit)}` of {profit.printed} is above revenue of {revenue.printed}",
                    "see whether they are in each other's place",
                )
