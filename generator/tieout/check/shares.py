"""Rules on shares: per share and per ADS, basic and diluted, counts, splits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import RecordInHand, ReleaseColumn
from tieout.check.wording import named, told
from tieout.facts.levels import interval
from tieout.figures.display import half_up
from tieout.figures.figure import Figure
from tieout.figures.intervals import Interval, NotPositive
from tieout.figures.periods import FiscalLabel
from tieout.figures.scales import SCALES

_EARNINGS = (("eps_basic", "shares_basic"), ("eps_diluted", "shares_diluted"))
_INCOMES = ("net_income_common", "net_income_attributable")
_COUNTS = ("shares_basic", "shares_diluted", "shares_outstanding")
_COUNTS_MAY_MOVE_BY = Decimal("1.5")
_OTHER_HOLDERS = Decimal("0.02")
_SPLITS_ARE_WITHIN = Decimal("0.05")
"""Of its ratio: what issues and buy-backs of a quarter leave of it."""


@advice("T611")
def diluted_earnings_are_not_above_basic(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Of positive earnings per share the diluted are not above the basic, within their rounding.

    A loss from discontinued operations may make it right.
    """
    for basic, diluted in subject.together("eps_basic", "eps_diluted"):
        if basic.unit == diluted.unit and diluted.low > basic.high and basic.low > 0:
            yield RuleFinding(
                diluted,
                f"diluted earnings of {diluted.printed} are above basic ones of {basic.printed}",
                "see whether they are in each other's place",
            )


@rule("T612")
def diluted_shares_are_not_fewer_than_basic(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The diluted average counts every basic share, and more, within the rounding of both."""
    for basic, diluted in subject.together("shares_basic", "shares_diluted"):
        if diluted.high < basic.low:
            yield RuleFinding(
                diluted,
                f"diluted shares are {_count(diluted.value)}, and basic ones {_count(basic.value)}",
                "see whether they are in each other's place",
            )


@advice("T613")
def earnings_per_share_times_shares_are_the_income(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Earnings per share times the average shares are the income of the shareholders.

    Within the rounding of all three and a fiftieth of the income: participating securities, or
    interest on convertible bonds, make it differ by so much in most issuers. Of basic and diluted
    earnings of one column, which go wrong together, the first is told.
    """
    seen: set[ReleaseColumn] = set()
    for column, eps, income, shares in _earnings(subject):
        if shares is None or eps.value * income.value <= 0 or column.segment or column in seen:
            continue
        expected, slack = _income(subject, eps, shares), abs(income.value) * _OTHER_HOLDERS
        if expected is None or (
            expected.low <= income.high + slack and income.low - slack <= expected.high
        ):
            continue
        seen.add(column)
        yield RuleFinding(
            eps,
            f"`{named(eps)}` of {eps.printed} on {_count(shares.value)} shares is "
            f"{told(expected.value, income.unit)}, and `{named(income)}` is {income.printed}",
            "correct the one that is off, or its unit (share or ADS)",
        )


def _earnings(
    subject: RecordInHand,
) -> Iterator[tuple[ReleaseColumn, Figure, Figure, Figure | None]]:
    """Earnings per share with the income and, where typed, the share count behind them."""
    for column, figures in subject.columns.items():
        counts = subject.columns.get(replace(column, currency=""), {})
        income = next((figures[name] for name in _INCOMES if name in figures), None)
        for eps, count in _EARNINGS:
            if income is not None and eps in figures:
                yield column, figures[eps], income, counts.get(count)


def _income(subject: RecordInHand, eps: Figure, shares: Figure) -> Interval | None:
    """Earnings per share times shares, as an interval; per ADS by the listing's ratio."""
    ratio = _shares_per(subject, eps)
    if ratio is None or shares.low <= 0:
        return None
    products = [end * count for end in (eps.low, eps.high) for count in (shares.low, shares.high)]
    product = Interval(eps.value * shares.value, min(products), max(products))
    return product.times(Decimal(ratio.denominator) / ratio.numerator)


def _shares_per(subject: RecordInHand, eps: Figure) -> Fraction | None:
    """How many shares the figure is per: one, or an ADS's number; None where that is unknown."""
    if eps.unit.endswith("/share"):
        return Fraction(1)
    return subject.conventions.splits.shares_per_ads(eps)


@advice("T614")
def earnings_have_the_sign_of_the_income(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Earnings per share have the sign of the income of the shareholders, where both are not zero.

    Beyond the rounding of both; preferred dividends may make it right.
    """
    for _, eps, income, _ in _earnings(subject):
        if (eps.low > 0 and income.high < 0) or (eps.high < 0 and income.low > 0):
            yield RuleFinding(
                eps,
                f"`{named(eps)}` is {eps.printed}, and `{named(income)}` {income.printed}",
                "correct the sign of one of them",
            )


@advice("T615")
def income_over_earnings_per_share_does_not_jump(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Income over earnings per share implies a number of shares that moves by less than half.

    It is held against the quarter before, or else the year before, within the rounding of all four
    figures. A split makes it jump, and so does a figure per share that is typed as per ADS; across
    a split that the company file has, nothing is compared, nor where the number of shares stands
    beside it and is as implied: its own jump is rule T616's.
    """
    labels = (subject.label.previous_quarter(), subject.label.years_back(1))
    for column, eps, income, shares in _earnings(subject):
        now = _implied(income, eps)
        if now is None or column.label != subject.label or column.version:
            continue
        counts = [shares] if shares is not None else _counts(subject, column)
        if any(not _jumps(now, interval(count)) for count in counts):
            continue
        for label in labels:
            before = _implied_before(subject, eps, income, label)
            if before is not None:
                if _jumps(now, before):
                    yield RuleFinding(
                        eps,
                        f"`{named(eps)}` of {eps.printed} implies {_count(now.value)} shares, and "
                        f"that of {label} implied {_count(before.value)}",
                        f"see whether it is per share or per ADS; {_if_split(now, before)}",
                    )
                break


def _counts(subject: RecordInHand, column: ReleaseColumn) -> list[Figure]:
    """The numbers of shares that stand in a column, whichever they are."""
    counts = subject.columns.get(replace(column, currency=""), {})
    return [counts[name] for name in _COUNTS if name in counts]


def _implied_before(
    subject: RecordInHand, eps: Figure, income: Figure, label: FiscalLabel
) -> Interval | None:
    """The number of shares implied by the same two figures of another period's own record."""
    before = [subject.history.first_reported(each, label) for each in (income, eps)]
    if before[0] is None or before[1] is None or subject.conventions.splits.between(eps, before[1]):
        return None
    return _implied(before[0], before[1])


def _implied(income: Figure, eps: Figure) -> Interval | None:
    """The number of shares, or ADSs, that an income and its part per share imply."""
    sign = -1 if eps.high < 0 else 1
    top, base = (_signed(each, sign) for each in (income, eps))
    try:
        return top.over(base) if top.low > 0 else None
    except NotPositive:
        return None


def _signed(figure: Figure, sign: int) -> Interval:
    if sign > 0:
        return interval(figure)
    return Interval(-figure.value, -figure.high, -figure.low)


def _jumps(now: Interval, before: Interval) -> bool:
    """Whether two counts differ by more than half as much again, whatever their rounding."""
    return (
        now.low > before.high * _COUNTS_MAY_MOVE_BY or before.low > now.high * _COUNTS_MAY_MOVE_BY
    )


def _if_split(now: Interval, before: Interval) -> str:
    """The remedy for a jump that a split explains, with the ratio that would."""
    small, large = sorted((now.value, before.value))
    whole = half_up(large / small) if small > 0 else Decimal(0)
    ratio = f" {whole} for 1" if now.value > before.value else f" 1 for {whole}"
    near = abs(large - whole * small) < large * _SPLITS_ARE_WITHIN
    return f"if the shares were split{ratio if near else ''}, add it to `splits` in company.yml"


def _count(shares: Decimal) -> str:
    return f"{told(shares / SCALES['million'], '').strip()} million"


@advice("T616")
def share_counts_do_not_jump(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A number of shares is within half as much again of what it was.

    It is held against the quarter before, or else the year before, within the rounding of both; a
    merger may make it right, and so does a split that the company file has. Of several that jump
    together the first is told.
    """
    for figure in subject.typed:
        if figure.metric not in _COUNTS or figure.label != subject.label:
            continue
        before = next(iter(subject.earlier(figure)), None)
        if before is None or subject.conventions.splits.between(figure, before):
            continue
        if _jumps(interval(figure), interval(before)):
            yield RuleFinding(
                figure,
                f"`{named(figure)}` is {_count(figure.value)}, and that of {before.label} was "
                f"{_count(before.value)}",
                f"see whether the unit is right; {_if_split(interval(figure), interval(before))}",
            )
            return


@advice("T618")
def splits_show_in_the_number_of_shares(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Across a split, a number of shares has changed more nearly by its ratio than not at all.

    It is held against the quarter before, or else the year before; a merger may make it right.
    """
    splits = subject.conventions.splits
    for figure in subject.typed:
        before = next(iter(subject.earlier(figure)), None) if figure.metric in _COUNTS else None
        if before is None or before.value <= 0 or figure.value <= 0:
            continue
        factor = splits.factor(figure, before)
        times = Fraction(figure.value) / Fraction(before.value)
        if max(times, 1 / times) < max(times / factor, factor / times):
            yield RuleFinding(
                figure,
                f"the {splits.between(figure, before)}, and `{named(figure)}` is "
                f"{_count(figure.value)} after {_count(before.value)} in {before.label}",
                "correct the figure, or the split's ratio or day in company.yml",
            )


@advice("T617")
def figures_per_ads_are_those_per_share_times_the_ratio(
    subject: RecordInHand,
) -> Iterator[RuleFinding]:
    """A figure per ADS is the one per share times the shares that an ADS stands for.

    Within the rounding of both; the ratio is that of the day of the report.
    """
    per_share = {_per_what(each): each for each in subject.typed if each.unit.endswith("/share")}
    for figure in subject.typed:
        share = per_share.get(_per_what(figure)) if figure.unit.endswith("/ADS") else None
        ratio = subject.conventions.splits.shares_per_ads(figure) if share else None
        if share is None or ratio is None:
            continue
        expected = interval(share).times(Decimal(ratio.numerator) / ratio.denominator)
        if expected.high < figure.low or expected.low > figure.high:
            yield RuleFinding(
                figure,
                f"`{named(figure)}` is {figure.printed} per ADS, and {ratio} times {share.printed} "
                f"per share is {told(expected.value, figure.unit)}",
                "correct one of the two, or `shares_per_ads` in company.yml",
            )


def _per_what(figure: Figure) -> tuple[object, ...]:
    currency = figure.unit.partition("/")[0]
    return figure.metric, figure.segment, figure.basis, currency, figure.label, figure.version


@rule("T619")
def figures_per_ads_are_of_an_issuer_that_has_ads(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A figure is per ADS where a listing of the issuer's is of ADSs."""
    if any(listing.kind == "ADS" for listing in subject.company.listings):
        return
    for figure in subject.typed:
        if figure.unit.endswith("/ADS"):
            yield RuleFinding(
                figure,
                f"`{named(figure)}` is per ADS, and no listing in company.yml is of ADSs",
                "write the unit per share, or `kind: ADS` and `shares_per_ads` with the listing",
            )
