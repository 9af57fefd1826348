"""Levels worked out from other levels: translations, remainders, sums, margins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tieout.facts.levels import (
    REMAINDER,
    Levels,
    Result,
    identity,
    interval,
    margin,
    not_meaningful,
    remainder,
    translated,
    worked_out,
)
from tieout.facts.stated import EXCHANGE_RATE, Statement
from tieout.figures.figure import Figure
from tieout.figures.intervals import NotPositive, total
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Basis, Unit

_TRAILING = "trailing twelve months"
_SUMS = {1: "sum of months", 3: "sum of quarters", 6: "sum of half-years"}
_GAP = 7
"""Days that may lie between two quarters: some issuers date a quarter by its last business day."""
_SECOND_QUARTER = ("H1", "Q2", "Q1", "Q2 as first half less first quarter")
_THIRD_QUARTER = ("9M", "Q3", "H1", "Q3 as nine months less first half")
_LAST_QUARTER = ("FY", "Q4", "9M", "Q4 as year less nine months")
_LAST_HALF = ("FY", "H2", "H1", "H2 as year less first half")
_COMPLEMENTS = {
    "Q2": (_SECOND_QUARTER,),
    "Q3": (_THIRD_QUARTER,),
    "Q4": (_LAST_QUARTER,),
    "H2": (_LAST_HALF,),
    "FY": (_LAST_QUARTER, _LAST_HALF),
}
"""By the record's own period: from which printed span which part is left, less which."""


def rates(levels: Levels, statement: Statement) -> Iterator[Figure]:
    """The rate at which a release translates, where it prints none.

    One rate serves a whole release, so any amount printed with its translation bounds it; the pair
    with the most digits does so most closely.
    """
    own, named = levels.of(statement.record), levels.rates(statement.record)
    for currency in sorted({each.unit for each in own if each.basis.translated}):
        unit = f"{levels.conventions.currency(statement.label)}/{currency}"
        known = any(rate.unit == unit and not rate.version for rate in named)
        pairs = [] if known or "/" in currency else list(_pairs(levels, own, currency))
        if pairs:
            amount, translation = max(
                pairs, key=lambda pair: pair[1].value / (pair[1].high - pair[1].low)
            )
            yield worked_out(
                "quotient",
                interval(amount).over(interval(translation)),
                (amount, translation),
                metric=EXCHANGE_RATE,
                segment="",
                basis=Basis(),
                unit=unit,
                note="implied by an amount and its printed translation",
            )


def _pairs(
    levels: Levels, own: tuple[Figure, ...], currency: str
) -> Iterator[tuple[Figure, Figure]]:
    """Printed amounts above zero with their printed translations."""
    for translation in own:
        if translation.unit != currency or translation.kind != "reported" or translation.low <= 0:
            continue
        key = (
            translation.metric,
            translation.segment,
            replace(translation.basis, translated=False),
            levels.conventions.currency(translation.label),
            translation.label,
        )
        amount = levels.get(key)
        if amount is not None and amount.kind == "reported" and amount.low > 0:
            yield amount, translation


def translations(levels: Levels, statement: Statement) -> Iterator[Figure]:
    """Amounts at the release's own rate, where the release prints no translation."""
    currency = levels.conventions.currency(statement.label)
    named = [rate for rate in levels.rates(statement.record) if not rate.version]
    for rate in {rate.unit: rate for rate in reversed(named)}.values():
        for amount in levels.of(statement.record):
            money, _, per = amount.unit.partition("/")
            # An implied rate is for amounts: per share, the issuer translates before it rounds.
            sharp = rate.kind == "reported" or not per
            if amount.kind == "reported" and money == currency and sharp:
                figure = translated(amount, rate)
                if levels.get(identity(figure)) is None:
                    yield figure


def remainders(levels: Levels, statement: Statement) -> Iterator[Figure]:
    """What the typed segments leave of the group, where rows are missing."""
    own = levels.of(statement.record)
    for group in own:
        if group.segment or group.basis.translated or not levels.conventions.foots(group.metric):
            continue
        names = levels.conventions.rows(group.label)
        keys = ((group.metric, name, group.basis, group.unit, group.label) for name in names)
        rows = [row for key in keys if (row := levels.get(key)) is not None]
        if rows and len(rows) < len(names):
            rest = remainder(group, rows)
            if not rest.low <= 0 <= rest.high:
                yield rest


def complements(levels: Levels, statement: Statement) -> Iterator[Figure]:
    """The quarter or half with which a printed longer span ends, less what went before.

    Statements of cash flows are printed for the year to date alone.
    """
    for whole in levels.of(statement.record):
        if whole.kind != "reported" or not _sums(levels, whole):
            continue
        for printed, last, earlier, note in _COMPLEMENTS.get(statement.label.part, ()):
            label = replace(whole.label, part=last)
            before = levels.get(identity(whole, replace(whole.label, part=earlier)))
            known = levels.get(identity(whole, label)) is not None
            if whole.label.part != printed or before is None or known:
                continue
            if levels.conventions.splits.between(whole, before):
                continue
            rest = interval(whole) - interval(before)
            span = levels.conventions.span(label, whole.metric)
            operands = (whole, before)
            yield worked_out("difference", rest, operands, label=label, span=span, note=note)


def _sums(levels: Levels, figure: Figure) -> bool:
    """Whether shorter periods of this figure add up to a longer one."""
    adds_up = levels.conventions.adds_up(figure.metric)
    return adds_up and not figure.basis.translated and figure.segment != REMAINDER


def sums(levels: Levels, statement: Statement) -> Iterator[Figure]:
    """Year to date and trailing twelve months, where all quarters, or all months, are on record.

    Of half-years the year alone: who reports them tells of no other twelve months.
    """
    for latest in levels.of(statement.record):
        own = latest.label
        if own.part[0] not in "MQH" or own.part.endswith("TTM") or not _sums(levels, latest):
            continue
        longer = {own.year_to_date} if own.months == 6 else {own.year_to_date, own.trailing}
        for label in sorted(longer):
            if label != own and (figure := _sum(levels, latest, label)):
                yield figure


def _sum(levels: Levels, latest: Figure, label: FiscalLabel) -> Figure | None:
    count = label.months // latest.label.months
    parts = [_part(levels, latest, each) for each in reversed(_run(latest.label, count))]
    operands = tuple(part for part in parts if part is not None)
    # A year that contains a fourth quarter worked out from that year says nothing.
    circular = label == latest.label.year_to_date and latest.kind == "derived"
    if circular or len(operands) < count or not _follow(operands):
        return None
    if any(levels.conventions.splits.between(latest, each) for each in operands):
        return None
    span = levels.conventions.span(label, latest.metric)
    note = _TRAILING if label.part.endswith("TTM") else _SUMS[latest.label.months]
    whole = total([interval(each) for each in operands])
    return worked_out("sum", whole, operands, latest, label=label, span=span, note=note)


def _follow(parts: tuple[Figure, ...]) -> bool:
    """Whether each period begins where the one before it ends: not across a transition period."""
    return all(
        now.span.start is None or (now.span.start - before.span.end).days <= _GAP
        for before, now in pairwise(parts)
    )


def _run(last: FiscalLabel, count: int) -> list[FiscalLabel]:
    """So many periods of one kind, the last one first."""
    labels = [last]
    while len(labels) < count:
        labels.append(labels[-1].before)
    return labels


def _part(levels: Levels, latest: Figure, label: FiscalLabel) -> Figure | None:
    same = levels.conventions.same_cut(latest.segment, label)
    return levels.get(identity(latest, label)) if same else None


def margins(levels: Levels, statement: Statement) -> Iterator[Result]:
    """Ratios of the catalogue from their two metrics."""
    for above in levels.of(statement.record):
        if above.basis.translated or above.segment == REMAINDER:
            continue
        for name, metric in levels.conventions.margins.get(above.metric, ()):
            below = _denominator(levels, above, metric)
            if below is None:
                continue
            try:
                yield margin(name, above, below)
            except NotPositive as cause:
                yield not_meaningful(cause.reason, "level", (above, below), name)


def _denominator(levels: Levels, above: Figure, metric: str) -> Figure | None:
    """The same period's other metric: on the numerator's basis, else on that metric's own."""
    own = levels.conventions.basis(metric, Unit(above.unit), Basis(scope=above.basis.scope))
    for basis in (above.basis, own):
        below = levels.get((metric, above.segment, basis, above.unit, above.label))
        if below is not None:
            return below
    return None
