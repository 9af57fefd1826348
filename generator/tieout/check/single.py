"""Rules on a figure by itself, and against the same figure of neighbouring periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import Path, RecordInHand
from tieout.check.wording import has, named, overlaps, told
from tieout.facts.defaults import MONEY, PER_SHARE
from tieout.figures.figure import Figure
from tieout.figures.typed import Unit
from tieout.records.blocks import Figures

_PORTIONS = ("gross_margin", "occupancy", "nonperforming_loan_ratio", "churn", "load_factor")


@rule("T301")
def amounts_have_the_sign_of_their_metric(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Revenue, costs, shares, cash and the like are not below zero (the catalogue's `sign`).

    Rows of eliminations may be.
    """
    for figure in subject.figures:
        metric = subject.conventions.metrics.get(figure.metric)
        if metric is None or metric.sign != "positive" or figure.measure != "level":
            continue
        if figure.high < 0 and not subject.is_eliminating(figure.segment):
            yield RuleFinding(
                figure,
                f"`{named(figure)}` cannot be negative, and is typed as {figure.printed}",
                "type it without the minus or brackets",
            )


@rule("T302")
def units_fit_their_metric(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Money is in a currency, figures per share in money per share or ADS, percentages in %."""
    wrong: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in subject.figures:
        metric = subject.conventions.metrics.get(figure.metric)
        if figure.measure != "level" or figure.window or metric is None:
            continue
        if wanted := _wanted(metric.unit, Unit(figure.unit)):
            wrong[figure.unit, wanted].append(figure)
    for (unit, wanted), figures in wrong.items():
        above = subject.record.unit
        in_block = len(figures) > 1 and above is not None and above.code == unit
        yield RuleFinding(
            ("unit",) if in_block else figures[0],
            f"{has(figures)} {f'the unit {Unit(unit)}' if unit else 'no unit'}",
            f"write the unit, with the figure or at the top of its block, as {wanted}",
        )


def _wanted(counts: str, unit: Unit) -> str:
    """The unit that is due, in words; empty where the unit is right."""
    per = unit.code.partition("/")[2]
    if counts == MONEY:
        return "" if unit.currency and not per else "money, like `million CNY`"
    if counts == PER_SHARE:
        right = unit.currency and per in ("share", "ADS")
        return "" if right else "money per share, like `USD per share` or `USD per ADS`"
    if counts == "%":
        return "" if unit.code == "%" else "`%`"
    wrong = bool(unit.currency) != counts.startswith(f"{MONEY} per") or unit.code == "%"
    return f"`{counts}`" if wrong else ""


@advice("T303")
def amounts_are_in_the_reporting_currency(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Amounts outside `translated` are in the currency in which the issuer reports.

    A dividend or a buyback that the issuer itself states in another currency may be right.
    """
    for path, block in subject.blocks.items():
        tables = [((*path, "figures"), block.figures)]
        tables += [((*path, "segments", name), each) for name, each in block.segments.items()]
        for start, figures in tables:
            yield from _foreign(subject, start, figures)


def _foreign(subject: RecordInHand, start: Path, figures: Figures) -> Iterator[RuleFinding]:
    currency = subject.company.currency_of(subject.label)
    for metric, entries in figures.items():
        for index, entry in enumerate(entries):
            if entry.unit is not None and entry.unit.currency not in ("", currency):
                yield RuleFinding(
                    (*start, metric, index, "unit"),
                    f"`{metric}` is in {entry.unit.currency}, and the issuer reports in {currency}",
                    "put a translation under `translated`, or correct the unit",
                )


@rule("T304")
def translations_are_in_another_currency(subject: RecordInHand) -> Iterator[RuleFinding]:
    """What stands under `translated` is not in the currency in which the issuer reports."""
    for path, block in subject.blocks.items():
        if block.translated is None:
            continue
        unit = block.translated.unit
        currency = subject.company.currency_of(subject.label)
        if unit.currency in ("", currency):
            yield RuleFinding(
                (*path, "translated", "unit"),
                f"the translation is in {unit}, and the issuer reports in {currency}",
                "write the unit of the translation, like `million USD`",
            )


@rule("T305")
def no_figure_is_typed_twice(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A list of values for one metric has one value for each basis and unit."""
    first: dict[tuple[object, ...], Figure] = {}
    for figure in subject.typed:
        key = (figure.metric, figure.segment, figure.basis, figure.unit, figure.label)
        known = first.setdefault((*key, figure.version), figure)
        if known is not figure and not figure.version.startswith("restated"):
            yield RuleFinding(
                figure,
                f"`{named(figure)}` has two values, {known.printed} and {figure.printed}, for one "
                f"basis and unit",
                "give one of them its `basis` or `unit`, or delete it",
            )


@rule("T308")
def portions_lie_between_nothing_and_all(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A percentage that is a part of a whole by definition is not above 100%, as printed.

    That is gross margin, occupancy, load factor, churn, and nonperforming loans.
    """
    for figure in subject.typed:
        if figure.metric in _PORTIONS and figure.unit == "%" and figure.low > 100:
            yield RuleFinding(
                figure,
                f"`{named(figure)}` is {figure.printed}, more than the whole",
                "correct the number",
            )


@advice("T309")
def typed_ratios_agree_with_their_parts(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A typed margin is the one that its two figures give, within the rounding of all three.

    An issuer may define a ratio its own way: these may be right.
    """
    for figure in subject.typed:
        ours = subject.worked_out(figure) if figure.unit == "%" and not figure.version else None
        if ours is not None and not overlaps(figure, ours):
            yield RuleFinding(
                figure,
                f"`{named(figure)}` is typed as {figure.printed}, and its parts give "
                f"{told(ours.value, '%')}",
                "leave it out, as it is worked out, or correct one of its parts",
            )


@advice("T319")
def what_is_counted_is_whole(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A number of things that is typed one by one, without a scale, has no decimals."""
    for figure in subject.typed:
        known, unit = subject.conventions.metrics.get(figure.metric), Unit(figure.unit)
        if known is None or known.unit != "count" or unit.currency or unit.code == "%":
            continue
        if figure.value != figure.value.to_integral_value():
            yield RuleFinding(
                figure,
                f"`{named(figure)}` of {figure.printed} is a count with a part of one",
                "type the whole number, or a scale like thousand with it",
            )


@rule("T310")
def no_two_figures_have_one_name(subject: RecordInHand) -> Iterator[RuleFinding]:
    """What differs in nothing but its number is given once: an estimate, guidance, growth, a price.

    Pages name a figure by issuer, period, metric, segment, basis, unit, provider, window,
    source and moment. What a list of values repeats, and growth that disagrees, is of other rules.
    """
    first: dict[str, Figure] = {}
    for figure in subject.figures:
        known = first.setdefault(figure.name, figure)
        if known is not figure and not _is_told_elsewhere(known, figure):
            yield RuleFinding(
                figure,
                f"`{named(figure)}` is given as {known.printed} and as {figure.printed}",
                "tell them apart by provider, day, basis or source, or delete one",
            )


def _is_told_elsewhere(known: Figure, figure: Figure) -> bool:
    if figure.kind == "stated" and figure.measure != "price_change":
        return not overlaps(known, figure)
    return figure.kind == "reported" and not figure.version.startswith("restated")
