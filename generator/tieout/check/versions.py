"""Rules on growth, sums over time, and what later releases say of earlier periods."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import RecordInHand
from tieout.check.wording import is_tagged, named, overlaps, told
from tieout.figures.figure import Figure
from tieout.figures.typed import Unit
from tieout.records.model import Restatement


@rule("T501")
def stated_growth_agrees_with_the_figures(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Growth as the issuer states it is the growth of the printed figures.

    Within the rounding of both; where it is not, `explained` says why (restated base, disposals).
    """
    for stated in subject.growth:
        ours = subject.worked_out(stated)
        if ours is None or overlaps(stated, ours) or _is_explained(subject, stated):
            continue
        yield RuleFinding(
            stated,
            f"stated growth of `{named(stated)}` is {stated.printed}, and the printed figures give "
            f"{told(ours.value, ours.unit)}",
            "correct the figure or the growth, or say in `explained` why they differ",
        )


def _is_explained(subject: RecordInHand, stated: Figure) -> bool:
    """Whether the entry at the figure's place says why it differs."""
    return any(
        entry.explained is not None
        and subject.place((*path, "stated_growth", named(stated), index)) == stated.origin.place
        for path, block in subject.blocks.items()
        for index, entry in enumerate(block.stated_growth.get(named(stated), ()))
    )


@rule("T502")
def growth_is_stated_once(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Two growth rates of one metric, basis and period agree within their rounding."""
    first: dict[tuple[object, ...], Figure] = {}
    for stated in subject.growth:
        key = (stated.metric, stated.segment, stated.basis, stated.measure, stated.label)
        known = first.setdefault((*key, stated.unit), stated)
        if not overlaps(known, stated):
            yield RuleFinding(
                stated,
                f"growth of `{named(stated)}` is stated as {known.printed} and as {stated.printed}",
                "give one of them its `basis`, or delete it",
            )


_PARTS = {1: "months", 3: "quarters", 6: "half-years"}


@advice("T503")
def quarters_add_up_to_longer_periods(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A printed half year, nine months or year is the sum of its quarters, or months, on record.

    Within a unit of the last digit of each, as issuers round parts so that they add up in print; a
    quarter that is restated in any record counts as it was and as it is. What the shorter stretch
    of the year is off by already is not told again of the longer.
    """
    for stated in subject.typed:
        if stated.label.months in (1, 3) or stated.version:
            continue
        ours = subject.worked_out(stated)
        if ours is None or ours.operation != "sum" or _is_told_before(subject, stated, ours):
            continue
        if not _adds_up(subject, stated, ours):
            parts, printed = _PARTS[ours.operands[0].label.months], told(stated.value, stated.unit)
            yield RuleFinding(
                stated,
                f"`{named(stated)}` of {stated.label} is {printed}, and its {parts} add up to "
                f"{told(ours.value, ours.unit)}",
                "correct the one that is off, or record the restatement of a quarter",
            )


def _is_told_before(subject: RecordInHand, whole: Figure, ours: Figure) -> bool:
    """Whether the year to date a quarter before is off from its quarters by as much."""
    *earlier, _ = ours.operands
    label = whole.label.closing.previous_quarter().year_to_date
    before = subject.history.first_reported(whole, label) if len(earlier) > 1 else None
    parts = sum(each.value for each in earlier)
    return before is not None and 0 != before.value - parts == whole.value - ours.value


def _adds_up(subject: RecordInHand, whole: Figure, ours: Figure) -> bool:
    """Whether the parts of `ours` make the whole, each as first reported or as restated since."""
    digits = [each.high - each.low for each in (whole, *ours.operands)]
    slack = max(sum(digits, Decimal(0)), ours.high - ours.low)
    versions = [_values(subject, part) for part in ours.operands]
    return any(abs(sum(parts) - whole.value) <= slack for parts in product(*versions))


def _values(subject: RecordInHand, part: Figure) -> set[Decimal]:
    """What a part is in any record, on its own basis and in its own unit."""
    found = subject.facts.find(
        part.issuer, part.metric, segment=part.segment, label=part.label, unit=part.unit
    )
    return {each.value for each in (part, *found) if each.basis == part.basis}


@rule("T504")
def restatements_start_from_what_was_reported(subject: RecordInHand) -> Iterator[RuleFinding]:
    """`was` is the figure that the earlier period's record holds, or a later restatement of it.

    Within the rounding of both.
    """
    for index, row in enumerate(subject.record.restatements):
        known = [each for each in _versions(subject, row) if each.origin.record != subject.name]
        unit = subject.conventions.unit(row.metric, row.unit, row.was, subject.record.unit)
        low, high = row.was.low * unit.scale, row.was.high * unit.scale
        if known and not any(each.low <= high and low <= each.high for each in known):
            yield RuleFinding(
                ("restatements", index, "was"),
                f"the record of {row.period} has {told(known[0].value, known[0].unit)}, not "
                f"{row.was.text}",
                "type what was first reported, or correct the earlier record and log it there",
            )


def _versions(subject: RecordInHand, row: Restatement) -> Iterator[Figure]:
    """Every version on record of what a row restates."""
    found = subject.facts.find(
        subject.issuer.slug,
        row.metric,
        segment=row.segment or "",
        label=row.period,
        kind="reported",
    )
    usual = subject.conventions.basis(row.metric, row.unit or Unit(""), row.basis)
    return (each for each in found if each.basis == usual)


@rule("T505")
def restatements_change_an_earlier_figure(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A restated figure is of an earlier period, and another number than before."""
    for index, row in enumerate(subject.record.restatements):
        if row.period.position >= subject.label.position:
            yield RuleFinding(
                ("restatements", index, "period"),
                f"{row.period} is not before {subject.label}",
                "name the earlier period that is restated",
            )
        elif row.was.value == row.value.value:
            yield RuleFinding(
                ("restatements", index, "value"),
                f"`{row.metric}` was {row.was.text} and is {row.value.text}: nothing changed",
                "correct one of the two, or delete the restatement",
            )


@advice("T506")
def comparatives_agree_with_the_earlier_record(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The year-ago column repeats what the earlier record reports, or a restatement says why not.

    Within the rounding of both. Where filings tag the two under different concepts, the column is
    the line that they have now, beside the one that they had: they need not agree; nor where
    the release restates all in money of another purchasing power.
    """
    rows = subject.record.restatements
    restated = {(row.metric, row.segment or "", row.period) for row in rows}
    for column in subject.typed:
        if not column.version.startswith("comparative"):
            continue
        first = subject.history.first_reported(column, column.label)
        known = (column.metric, column.segment, column.label) in restated
        if first is None or _other_concept(first, column):
            continue
        if subject.conventions.splits.of_another_day(first, column):
            continue
        if not known and not overlaps(first, column):
            yield RuleFinding(
                column,
                f"`{named(column)}` of {column.label} is {told(column.value, column.unit)} here, "
                f"and {told(first.value, first.unit)} in its own record",
                "add the change to `restatements`, or correct the one that is off",
            )


def _other_concept(first: Figure, column: Figure) -> bool:
    """Whether both were read in tagged filings, under two concepts."""
    return is_tagged(first, column) and first.origin.locator != column.origin.locator


@rule("T507")
def corrections_change_what_was_shown(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A correction shows something else than before."""
    for index, correction in enumerate(subject.record.corrections):
        if correction.was == correction.now:
            yield RuleFinding(
                ("corrections", index, "now"),
                f"the correction of {correction.date} changes nothing: {correction.now}",
                "write what was shown and what is shown since",
            )
