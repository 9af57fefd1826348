"""Rules on orders of magnitude: thousands typed as millions look right on a page, and are not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import RecordInHand
from tieout.check.wording import has, named, told
from tieout.figures.figure import Figure
from tieout.figures.typed import Unit

FOLD = Decimal(500)
"""What is so many times another is off by its scale."""
_SEVERAL = 5
"""An estimate so many times the actual, or a range so wide, has a digit too many or too few."""
_IN_CENTS = range(20, int(FOLD))


@rule("T306")
def figures_do_not_jump_a_thousand_fold(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A figure is not five hundred times the size of its neighbours, or a five-hundredth of it.

    As it is where millions are typed as thousands. Asked are the quarter and the year before, for
    a year its last quarter, for the year-ago column this year's, and for a first record the year
    after. Where all of them that are on
    record differ so, it is wrong until the record waives the rule with a reason; what may be near
    zero, as profit and cash flow may, is asked where two are on record.
    """
    asked = list(_asked(subject))
    jumping = [pair for pair in asked if all(_jumps(pair[0].value, each.value) for each in pair[1])]
    unit = subject.record.unit
    in_block = [figure for figure, _ in asked if unit and figure.unit == unit.code]
    wrong = [figure for figure, _ in jumping]
    if unit and len(in_block) > 1 and all(figure in wrong for figure in in_block):
        figure, before = jumping[0]
        yield RuleFinding(
            ("unit",),
            f"{has(wrong)} a size {_times(figure, before[0])} that of {before[0].label}",
            f"write `{_likely(unit, figure, before[0])}`, or see whether the unit is right",
        )
        return
    for figure, before in jumping:
        yield RuleFinding(
            figure,
            f"`{named(figure)}` of {figure.printed} is {_times(figure, before[0])} that of "
            f"{before[0].label}, {before[0].printed}",
            "see whether the unit is right: thousand, million or billion",
        )


def _asked(subject: RecordInHand) -> Iterator[tuple[Figure, list[Figure]]]:
    """Each figure that has enough neighbours to be held against, with these."""
    for figure in subject.typed:
        if figure.unit == "%" or figure.version.startswith("restated"):
            continue
        before, metric = _neighbours(subject, figure), subject.conventions.metrics[figure.metric]
        if len(before) >= (1 if metric.sign == "positive" else 2):
            yield figure, before


def _likely(unit: Unit, now: Figure, before: Figure) -> Unit:
    """The unit in which a figure would be like its neighbour, by whole thousands."""
    fold = round((abs(now.value) / abs(before.value)).log10() / 3) * 3
    return Unit(unit.code, unit.scale.scaleb(-int(fold)) + 0)


def _neighbours(subject: RecordInHand, figure: Figure) -> list[Figure]:
    """What a figure is to be like in size."""
    current = [each for each in subject.typed if not each.version and _alike(each, figure)]
    if figure.version:
        return [each for each in current if each.label.years_back(1) == figure.label]
    before = subject.earlier(figure) or subject.later(figure)
    if figure.label.part == "FY" and subject.conventions.adds_up(figure.metric):
        before += [each for each in current if each.label == subject.label != figure.label]
    return before


def _alike(one: Figure, other: Figure) -> bool:
    return (one.metric, one.segment, one.basis, one.unit) == (
        other.metric,
        other.segment,
        other.basis,
        other.unit,
    )


@rule("T316")
def a_ratio_is_no_hundredth_of_its_neighbours(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A ratio is not the hundredth of what it was: 0.444 where 44.4% is meant.

    Asked are the quarter and the year before; it is wrong where a hundred times the ratio is within
    a fifth of each that is on record.
    """
    for figure in subject.typed:
        if figure.unit != "%" or figure.version or not figure.value:
            continue
        before = subject.earlier(figure)
        if before and all(_is_hundredth(figure.value, each.value) for each in before):
            meant = told(figure.value * 100, "%", 4)
            yield RuleFinding(
                figure,
                f"`{named(figure)}` of {figure.printed} is about a hundredth of "
                f"{before[0].label}, {before[0].printed}",
                f"write {meant}, if that is meant",
            )


def _is_hundredth(now: Decimal, before: Decimal) -> bool:
    return bool(before) and abs(now * 100 / before - 1) < Decimal("0.2")


@rule("T307")
def estimates_are_not_a_thousand_fold_off(subject: RecordInHand) -> Iterator[RuleFinding]:
    """An estimate or guidance is not five hundred times the actual figure, or a five-hundredth."""
    for estimate in subject.figures:
        if estimate.kind not in ("consensus", "guidance") or estimate.measure != "level":
            continue
        actual = subject.history.first_reported(estimate, subject.label)
        if actual is not None and _jumps(estimate.value, actual.value):
            yield RuleFinding(
                estimate,
                f"`{named(estimate)}` is expected to be {estimate.printed}, "
                f"{_times(estimate, actual)} the actual {actual.printed}",
                "see whether the unit is right: thousand, million or billion",
            )


@advice("T317")
def estimates_and_ranges_are_of_a_size(subject: RecordInHand) -> Iterator[RuleFinding]:
    """What cannot be below zero is not expected to be five times the actual, or a fifth of it.

    Nor is the high end of guidance five times the low one: a digit too many, or one too few.
    """
    for estimate in subject.figures:
        known = subject.conventions.metrics.get(estimate.metric)
        if known is None or known.sign != "positive" or estimate.measure != "level":
            continue
        if estimate.kind == "consensus":
            actual = subject.history.first_reported(estimate, subject.label)
            if actual is not None and _is_several(estimate.value, actual.value):
                yield RuleFinding(
                    estimate,
                    f"`{named(estimate)}` is expected to be {estimate.printed}, "
                    f"{_times(estimate, actual)} the actual {actual.printed}",
                    "correct the one that has a digit too many or too few",
                )
        elif estimate.kind == "guidance" and _is_several(estimate.low, estimate.high):
            yield RuleFinding(
                estimate,
                f"`{named(estimate)}` is guided to {estimate.printed}, ends that are several times "
                "each other",
                "correct the end that has a digit too many or too few",
            )


def _is_several(one: Decimal, other: Decimal) -> bool:
    if one <= 0 or other <= 0:
        return False
    return _SEVERAL <= max(one, other) / min(one, other) < FOLD


@rule("T318")
def figures_per_share_are_not_in_cents(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A figure per share without decimals is not that of another basis, or of before, in cents.

    It is wrong where all others of its metric are printed with decimals, and are a twentieth of it
    or less. So with an estimate and the actual.
    """
    for figure in subject.figures:
        others = _otherwise_printed(subject, figure)
        if others and all(_is_in_cents(figure, each) for each in others):
            yield RuleFinding(
                figure,
                f"`{named(figure)}` of {figure.printed} is {_times(figure, others[0])} the "
                f"{others[0].printed} of {others[0].basis or others[0].label}",
                f"write {told(figure.value / 100, '', 2).strip()}, if it is in cents",
            )


def _otherwise_printed(subject: RecordInHand, figure: Figure) -> list[Figure]:
    """What a figure per share without decimals is to be like."""
    if "/" not in figure.unit or "." in figure.printed or figure.version or figure.window:
        return []
    if figure.kind in ("consensus", "guidance"):
        actual = subject.history.first_reported(figure, subject.label)
        return [actual] if actual is not None and figure.measure == "level" else []
    beside = [each for each in subject.typed if _is_beside(each, figure)]
    return beside + subject.earlier(figure) if figure.kind == "reported" else []


def _is_beside(one: Figure, figure: Figure) -> bool:
    """Whether one is the same figure on another basis."""
    same = (one.metric, one.segment, one.unit, one.label, one.version)
    return one is not figure and same == (
        figure.metric,
        figure.segment,
        figure.unit,
        figure.label,
        figure.version,
    )


def _is_in_cents(figure: Figure, other: Figure) -> bool:
    is_with_decimals = "." in other.printed and other.value != 0
    return is_with_decimals and int(abs(figure.value / other.value)) in _IN_CENTS


@rule("T315")
def parts_are_not_a_thousand_fold_of_their_whole(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A segment is not five hundred times the group: its unit is another, or a digit too many."""
    groups = {_column(each): each for each in subject.typed if not each.segment}
    for part in subject.typed:
        whole = groups.get(_column(part))
        if part.segment and whole is not None and abs(part.value) > FOLD * abs(whole.value) > 0:
            yield RuleFinding(
                part,
                f"`{named(part)}` of {part.printed} is {_times(part, whole)} the group's "
                f"{whole.printed}",
                "see whether the unit is right: thousand, million or billion",
            )


def _column(figure: Figure) -> tuple[object, ...]:
    return figure.metric, figure.basis, figure.unit, figure.label, figure.version


def _jumps(now: Decimal, before: Decimal) -> bool:
    """Whether two numbers are five hundredfold apart."""
    if not now or not before:
        return False
    return not 1 / FOLD < abs(now / before) < FOLD


def _times(now: Figure, before: Figure) -> str:
    larger, smaller = sorted((abs(now.value), abs(before.value)), reverse=True)
    fold = told(larger / smaller, "", 0).strip()
    return f"{fold} times" if abs(now.value) == larger else f"a {fold}th of"
