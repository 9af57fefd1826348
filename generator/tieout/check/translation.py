"""Rules on convenience translations: one release, one rate, and every amount at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import RecordInHand
from tieout.check.wording import named, told
from tieout.facts.levels import interval
from tieout.facts.stated import EXCHANGE_RATE
from tieout.figures.figure import Figure
from tieout.figures.intervals import Interval, NotPositive

_RATES_MAY_MOVE_BY = Decimal("1.5")
Pair = tuple[Figure, Figure]


@rule("T601")
def translations_are_the_amount_at_the_rate(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A printed translation is the amount at the rate that the release gives.

    Within the rounding of amount, rate and translation. Where none of several is, the rate is off.
    """
    rates, groups = _rates(subject), _groups(subject)
    for key, rate in rates.items():
        pairs = groups.get(key, [])
        off = [pair for pair in pairs if not _fits(*pair, rate)]
        if len(off) == len(pairs) > 1:
            yield RuleFinding(
                rate,
                f"none of {len(pairs)} translations is its amount at {rate.printed}",
                "correct the rate",
            )
            continue
        for translation, amount in off:
            expected = told(amount.value / rate.value, translation.unit)
            yield RuleFinding(
                translation,
                f"`{named(translation)}` of {amount.printed} at {rate.printed} is {expected}, and "
                f"{translation.printed} is typed",
                "correct the translation, the amount or the rate",
            )


def _fits(translation: Figure, amount: Figure, rate: Figure) -> bool:
    expected = interval(amount).over(interval(rate))
    return expected.low <= translation.high and translation.low <= expected.high


@rule("T602")
def translations_of_a_release_share_one_rate(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Where the rate is not typed, there is one at which all amounts give their translations.

    Within the rounding of both, for each period. Flows and stocks may have a rate each.
    """
    rates = _rates(subject)
    for key, pairs in _groups(subject).items():
        stocks = [pair for pair in pairs if subject.conventions.kind(pair[0].metric) == "stock"]
        flows = [pair for pair in pairs if pair not in stocks]
        if key not in rates:
            yield from _outliers(flows)
            yield from _outliers(stocks)


def _outliers(pairs: list[Pair]) -> Iterator[RuleFinding]:
    """The translations whose rate is not the one on which most of the others agree."""
    implied = [(pair, rate) for pair in pairs if (rate := _implied(*pair)) is not None]
    if not implied:
        return
    agreed = max((rate for _, rate in implied), key=lambda each: _votes(each.low, implied))
    for (translation, amount), rate in implied:
        if not rate.low <= agreed.low <= rate.high:
            others = [each for _, each in implied if each.low <= agreed.low <= each.high]
            low, high = max(each.low for each in others), min(each.high for each in others)
            unit = f"{amount.unit.partition('/')[0]}/{translation.unit.partition('/')[0]}"
            yield RuleFinding(
                translation,
                f"`{named(translation)}` of {amount.printed} as {translation.printed} means a rate "
                f"of {told(rate.value, unit, 4)}, and the others {told((low + high) / 2, unit, 4)}",
                "correct the amount or its translation",
            )


def _votes(rate: Decimal, implied: list[tuple[Pair, Interval]]) -> int:
    return sum(each.low <= rate <= each.high for _, each in implied)


def _implied(translation: Figure, amount: Figure) -> Interval | None:
    """The rates at which the amount prints as its translation."""
    try:
        if amount.high <= 0:
            negative = Interval(-amount.value, -amount.high, -amount.low)
            loss = Interval(-translation.value, -translation.high, -translation.low)
            return negative.over(loss)
        return interval(amount).over(interval(translation))
    except NotPositive:
        return None


@rule("T603")
def rates_are_positive_and_known_at_the_release(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The rate of a translation is above zero, and of a day before the release or the same."""
    released = subject.record.released.date
    for path, block in subject.blocks.items():
        rate = block.translated.rate if block.translated is not None else None
        if rate is None:
            continue
        at = (*path, "translated", "rate")
        if rate.value.low <= 0:
            yield RuleFinding(
                (*at, "value"), f"a rate of {rate.value.text} is none", "type it as printed"
            )
        if rate.as_of is not None and rate.as_of > released:
            yield RuleFinding(
                (*at, "as_of"),
                f"the rate of {rate.as_of} is later than the release of {released}",
                "correct the day of the rate",
            )


@advice("T604")
def rates_do_not_jump(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A rate is within half as much again of the rate of the quarter or the year before.

    A rate that is typed the other way round is not.
    """
    for rate in _rates(subject).values():
        before = next((each for each in subject.earlier(rate) if each.low > 0), None)
        if before is None or rate.label != subject.label or rate.version:
            continue
        larger, smaller = max(rate.value, before.value), min(rate.value, before.value)
        if larger > smaller * _RATES_MAY_MOVE_BY:
            yield RuleFinding(
                rate,
                f"the rate is {rate.printed}, and that of {before.label} was {before.printed}",
                "type units of the reporting currency for one unit of the other",
            )


def _groups(subject: RecordInHand) -> dict[tuple[object, ...], list[Pair]]:
    """Each printed translation with the printed amount, by period, version and currency."""
    groups: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    amounts = {_translatable(each): each for each in subject.typed if not each.basis.translated}
    for figure in subject.typed:
        if figure.basis.translated:
            amount = amounts.get(_translatable(figure))
            if amount is not None:
                groups[_release(figure)].append((figure, amount))
    return groups


def _translatable(figure: Figure) -> tuple[object, ...]:
    basis, label = figure.basis, figure.label
    what = (figure.metric, figure.segment, basis.accounting, basis.scope)
    return *what, figure.unit.partition("/")[2], label.year, label.part, figure.version


def _rates(subject: RecordInHand) -> dict[tuple[object, ...], Figure]:
    """The positive rates that the release gives, by period, version and currency."""
    return {
        (rate.label, rate.version, rate.unit.partition("/")[2]): rate
        for rate in subject.figures
        if rate.metric == EXCHANGE_RATE and rate.low > 0
    }


def _release(translation: Figure) -> tuple[object, ...]:
    return translation.label, translation.version, translation.unit.partition("/")[0]
