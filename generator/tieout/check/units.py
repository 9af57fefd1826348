"""Rules on how a number is told: its scale, its currency, its groups of digits, percent and points.

A unit that is wrong in silence is the worst mistake there is: the page looks right, and every
number on it is a thousand times too large, or is compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tieout.check.rule import RuleFinding, rule
from tieout.check.subject import Path, RecordInHand
from tieout.figures.scales import TABLE, is_indian, ungrouped
from tieout.figures.typed import PrintedNumber, Unit
from tieout.problems import Edit
from tieout.records.blocks import Figures
from tieout.records.model import Comparatives, Translation

_POINTS = ("pp", "bp")
_INDIAN = frozenset(code for each in TABLE if each.word == "lakh" for code in each.currencies)
_Typed = tuple[Path, PrintedNumber, Unit]


@rule("T311")
def a_number_has_one_scale_and_one_unit(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A scale stands with the number or in its unit, not in both; so does a percent sign.

    `290.7 billion` under `million CNY` is 290,700, or has `unit: CNY` of its own.
    """
    for path, number, unit in _numbers(subject):
        if number.scale and unit.scale != 1:
            plain = f"{(number.value / unit.scale).normalize():f}"
            yield RuleFinding(
                path,
                f"`{number.text}` has a scale of its own, and stands under `{unit}`",
                f"write {plain}, or add `unit: {Unit(unit.code)}` beside the value",
                Edit(number.text, plain),
            )
        elif number.unit and number.unit != unit.code:
            yield RuleFinding(
                path,
                f"`{number.text}` has a unit of its own, and stands under `{unit}`",
                f"write it without {number.unit}, or correct the unit",
            )


@rule("T312")
def growth_is_told_in_the_unit_of_its_metric(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Growth of amounts is in percent, that of ratios in points (`pp`, `bp`).

    A move of the share price is in percent.
    """
    for path, metric, number in _growths(subject):
        known = subject.conventions.metrics.get(metric.rpartition(".")[2])
        is_ratio = known is not None and known.unit == "%"
        if number.unit in (_POINTS if is_ratio else ("%",)):
            continue
        if is_ratio:
            remedy = f"write it in points, like {number.text.rstrip('% ')} pp"
        elif number.unit:
            remedy = "write the growth in percent, as points are for ratios"
        else:
            remedy = f"write {number.text}%, if that is meant"
        finding = (
            f"`{metric}` is said to grow by {number.text}, which is no growth of {_kind(known)}"
        )
        yield RuleFinding(path, finding, remedy)


def _kind(metric: object) -> str:
    return "a ratio" if getattr(metric, "unit", "") == "%" else "an amount"


@rule("T313")
def blocks_are_in_the_reporting_currency(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The unit of a whole block of figures is in the currency in which the issuer reports."""
    currency = subject.company.currency_of(subject.label)
    for path, block in subject.blocks.items():
        columns = [(path, block.unit)]
        if block.year_ago is not None:
            columns.append(((*path, "year_ago"), block.year_ago.unit))
        for at, unit in columns:
            if unit is not None and unit.currency not in ("", currency):
                right = str(Unit(currency, unit.scale))
                yield RuleFinding(
                    (*at, "unit"),
                    f"the figures are in {unit}, and the issuer reports in {currency}",
                    f"write `{right}`, or put a translation under `translated`",
                )


@rule("T314")
def digits_are_grouped_as_their_market_does(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Groups of two digits (1,23,456) are of India and its neighbours, and a slip elsewhere."""
    for path, number, unit in _numbers(subject):
        if is_indian(number.text) and unit.currency not in _INDIAN:
            digits = f"{Decimal(ungrouped(number.text.strip('()-+ %')) or 0):,f}"
            yield RuleFinding(
                path,
                f"`{number.text}` has its commas where India has them, and is in {unit.code}",
                f"write {digits} if no digit is missing",
            )


def _numbers(subject: RecordInHand) -> Iterator[_Typed]:
    """Every number of a record that has a unit, with its path."""
    record, unit_of = subject.record, subject.conventions.unit
    for path, block in subject.blocks.items():
        usual = block.unit or record.unit
        yield from _tables(subject, path, block.figures, block.segments, usual)
        for name, column in (("translated", block.translated), ("year_ago", block.year_ago)):
            if column is not None:
                yield from _column_numbers(subject, (*path, name), column, usual)
    yield from _estimates(subject)
    for index, guided in enumerate(record.guidance):
        for end, number in (("low", guided.low), ("high", guided.high)):
            if isinstance(number, PrintedNumber) and guided.measure == "level":
                unit = unit_of(guided.metric, guided.unit, number, record.unit)
                yield ("guidance", index, end), number, unit
    for index, restated in enumerate(record.restatements):
        for end, number in (("was", restated.was), ("value", restated.value)):
            unit = unit_of(restated.metric, restated.unit, number, record.unit)
            yield ("restatements", index, end), number, unit


def _estimates(subject: RecordInHand) -> Iterator[_Typed]:
    """An estimate, and the lowest and highest of those that it is made of."""
    record = subject.record
    for index, row in enumerate(record.consensus):
        for name, number in (("value", row.value), ("low", row.low), ("high", row.high)):
            if number is not None:
                unit = subject.conventions.unit(row.metric, row.unit, number, record.unit)
                yield ("consensus", index, name), number, unit


def _column_numbers(
    subject: RecordInHand, path: Path, column: Comparatives | Translation, usual: Unit | None
) -> Iterator[_Typed]:
    usual = column.unit or usual
    yield from _tables(subject, path, column.figures, column.segments, usual)
    if isinstance(column, Comparatives) and column.translated is not None:
        yield from _column_numbers(subject, (*path, "translated"), column.translated, usual)


def _tables(
    subject: RecordInHand,
    path: Path,
    group: Figures,
    segments: Mapping[str, Figures],
    usual: Unit | None,
) -> Iterator[_Typed]:
    tables = [((*path, "figures"), group)]
    tables += [((*path, "segments", name), figures) for name, figures in segments.items()]
    for at, figures in tables:
        for metric, entries in figures.items():
            for index, entry in enumerate(entries):
                if isinstance(entry.value, PrintedNumber):
                    unit = subject.conventions.unit(metric, entry.unit, entry.value, usual)
                    yield (*at, metric, index, "value"), entry.value, unit


def _growths(subject: RecordInHand) -> Iterator[tuple[Path, str, PrintedNumber]]:
    """Every number that tells a growth, with its path and what grows."""
    for path, block in subject.blocks.items():
        for name, entries in block.stated_growth.items():
            for index, entry in enumerate(entries):
                yield (*path, "stated_growth", name, index, "value"), name, entry.value
    for index, row in enumerate(subject.record.guidance):
        for end, number in (("low", row.low), ("high", row.high)):
            grows = row.measure == "growth" and row.unit is None
            if grows and isinstance(number, PrintedNumber):
                yield ("guidance", index, end), row.metric, number
    for index, move in enumerate(subject.record.reaction):
        if move.change is not None:
            yield ("reaction", index, "change"), "share_price", move.change
