"""What compares levels: growth, differences, segments' parts, surprises, moves of the price.

What counts shares is not compared across a split, unless the release restates the base: then both
count new shares.

Growth is measured from the base that `levels` finds, and the figure's note says which. A base that
is zero, negative, or may be zero within its rounding gives no percentage, and neither does a turn
from a profit to a loss. Where no base is on record growth is the issuer's own, and says "stated".

A distance to an estimate is also worked out at the release's rate (`surprise_translated`), to stand
beside what providers give in that currency. It names no claim's figure and changes no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tieout.facts.levels import (
    Levels,
    Result,
    Step,
    a_quarter_back,
    a_year_back,
    identity,
    interval,
    not_meaningful,
    translated,
    worked_out,
)
from tieout.facts.stated import PREVIOUS, SHARE_PRICE, Statement
from tieout.figures.figure import Figure, Measure, NotMeaningful
from tieout.figures.intervals import NotPositive, contribution, growth, percentage
from tieout.records.model import BEFORE_RELEASE

_BASIS_POINTS = Decimal(100)
_DAYS_THAT_MATTER = 5
_MOST_GROWTH = Decimal(1000)
Pair = tuple[Figure, Figure]


def changes(levels: Levels, statement: Statement) -> Iterator[Result]:
    """Growth and difference on the year and on the quarter."""
    for now in levels.of(statement.record):
        year = levels.year_base(now), a_year_back
        yield from _compared(levels, now, *year, ("yoy", "yoy_change"))
        if now.label.is_quarter:
            quarter = levels.quarter_base(now), a_quarter_back
            yield from _compared(levels, now, *quarter, ("qoq", "qoq_change"))


def _compared(
    levels: Levels, now: Figure, base: Figure | None, step: Step, measures: tuple[Measure, Measure]
) -> Iterator[Result]:
    if (other := levels.otherwise_counted(now, step, base)) is not None:
        earlier, reason = other
        yield from (not_meaningful(reason, measure, (now, earlier)) for measure in measures)
        return
    if base is None:
        return
    note = _caveat(now, base)
    if levels.conventions.kind(now.metric) != "ratio":
        yield _growth((now, base), measures[0], note)
    yield _difference((now, base), measures[1], note)


def _caveat(now: Figure, base: Figure) -> str:
    """What a reader should know of the two periods, or of the base."""
    caveats = [f"base: {base.version}" if base.version else ""]
    if base.kind == "derived" and base.operation in ("sum", "difference", "quotient"):
        caveats.append(f"base: {base.note}")
    if abs(now.span.days - base.span.days) >= _DAYS_THAT_MATTER:
        caveats.append(f"{now.span.days} days against {base.span.days}")
    return "; ".join(caveat for caveat in caveats if caveat)


def _growth(pair: Pair, measure: Measure, note: str = "") -> Result:
    try:
        result = growth(*map(interval, pair))
    except NotPositive as cause:
        return not_meaningful(cause.reason, measure, pair)
    # Analysts print no percentage for a profit that became a loss, nor beyond tenfold growth.
    if pair[0].value < 0:
        return not_meaningful("figure turned negative", measure, pair)
    if result.value > _MOST_GROWTH:
        return not_meaningful("growth is above 1,000%", measure, pair)
    return worked_out("growth", result, pair, measure=measure, unit="%", note=note)


def _difference(pair: Pair, measure: Measure, note: str = "") -> Figure:
    now, base = pair
    result, unit = interval(now) - interval(base), now.unit
    if unit == "%":
        result, unit = result.times(_BASIS_POINTS), "bp"
    return worked_out("difference", result, pair, measure=measure, unit=unit, note=note)


def segment_shares(levels: Levels, statement: Statement) -> Iterator[Result]:
    """Each segment's share of the group, and its part in the group's growth."""
    for part in levels.of(statement.record):
        known = part.segment and not part.basis.translated
        if not known or not levels.conventions.foots(part.metric):
            continue
        whole = levels.get((part.metric, "", part.basis, part.unit, part.label))
        if whole is None:
            continue
        try:
            share = percentage(interval(part), interval(whole))
        except NotPositive as cause:
            yield not_meaningful(cause.reason, "share", (part, whole))
        else:
            yield worked_out("ratio", share, (part, whole), measure="share", unit="%")
        before, whole_before = levels.year_base(part), levels.year_base(whole)
        if before is not None and whole_before is not None:
            yield _contribution(part, before, whole_before)


def _contribution(now: Figure, before: Figure, whole_before: Figure) -> Result:
    operands = (now, before, whole_before)
    try:
        points = contribution(*map(interval, operands))
    except NotPositive as cause:
        return not_meaningful(cause.reason, "contribution", operands)
    note = _caveat(now, before)
    return worked_out(
        "contribution", points, operands, measure="contribution", unit="pp", note=note
    )


def surprises(levels: Levels, statement: Statement) -> Iterator[Result]:
    """Actual against each estimate of the same unit and basis."""
    for estimate in statement.figures:
        average = estimate.kind == "consensus" and estimate.measure == "level"
        actual = levels.get(identity(estimate)) if average else None
        if actual is None:
            continue
        note = f"actual: {actual.note}" if actual.kind == "derived" and actual.note else ""
        if reason := levels.conventions.splits.between(actual, estimate):
            yield not_meaningful(reason, "surprise", (actual, estimate))
            continue
        compared = tuple(_surprise(actual, estimate, note))
        yield from compared
        yield from _in_other_money(levels, compared[0])


def _in_other_money(levels: Levels, distance: Result) -> Iterator[Figure]:
    """The distance to an estimate at the rate at which the release itself translates."""
    if isinstance(distance, NotMeaningful):
        return
    money = distance.unit.partition("/")[0]
    named = [each for each in levels.rates(distance.origin.record) if not each.version]
    for rate in {each.unit: each for each in reversed(named)}.values():
        if rate.unit.startswith(f"{money}/"):
            yield replace(translated(distance, rate), measure="surprise_translated")


def _surprise(actual: Figure, estimate: Figure, note: str) -> Iterator[Result]:
    pair, provider = (actual, estimate), estimate.provider
    amount = interval(actual) - interval(estimate)
    points = actual.unit == "%"
    yield worked_out(
        "difference",
        amount.times(_BASIS_POINTS) if points else amount,
        pair,
        measure="surprise_amount",
        unit="bp" if points else actual.unit,
        provider=provider,
        note=note,
    )
    if points:
        return
    try:
        relative = growth(*map(interval, pair))
    except NotPositive as cause:
        yield not_meaningful(cause.reason, "surprise", pair)
    else:
        yield worked_out(
            "growth", relative, pair, measure="surprise", unit="%", provider=provider, note=note
        )


def price_changes(levels: Levels, statement: Statement) -> Iterator[Result]:
    """The price's move in a window, from the price that its source measures from.

    Where the source names none, a price after the release is measured from the close before it.
    """
    prices = [
        figure
        for figure in statement.figures
        if figure.metric == SHARE_PRICE and figure.measure == "level"
    ]
    for price in prices:
        if price.window.startswith(PREVIOUS):
            continue
        base = _price_before(price, prices)
        if base is not None and not levels.conventions.splits.between(price, base):
            yield _growth((price, base), "price_change")


def _price_before(price: Figure, prices: list[Figure]) -> Figure | None:
    """Printed in the same row, else the one close before the release in the same currency."""
    same = [each for each in prices if each.unit == price.unit]
    for each in same:
        printed = each.window == f"{PREVIOUS}: {price.window}"
        if printed and each.origin == price.origin and each.span == price.span:
            return each
    closes = [each for each in same if each.window in BEFORE_RELEASE]
    return closes[0] if len(closes) == 1 and price.window not in BEFORE_RELEASE else None
