"""The rows that matter: at most twelve figures of the group, in the order of statements.

All others stand on the page of the full record. Which come first follows from the issuer's choice,
from what was estimated, and from the usual lines of a release.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.charts.sparks import Spark, spark
from tieout.facts.labels import metric, metric_label
from tieout.figures.figure import Figure, Measure, NotMeaningful
from tieout.figures.said import NOT_MEANINGFUL, cell, period, shown, unit_name
from tieout.figures.saying import joined, say
from tieout.views.brief.headline import left_over
from tieout.views.brief.results import STATEMENT_WORDS, not_meaningful, weighs
from tieout.views.brief.scoreboard import LinkedNumber
from tieout.views.shared.brief_figures import STATEMENTS, Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import apart, counted_in

MOST = 12
_USUAL = (
    "revenue gross_profit operating_income adjusted_ebita adjusted_ebitda net_income_attributable"
    " net_income eps_diluted operating_cash_flow capex free_cash_flow cash_and_liquid_investments"
    " cash operating_margin adjusted_ebita_margin gross_margin equity total_debt"
).split()
"""The lines of a release that are read first."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One figure with its history. Names are as typed: the template escapes them."""

    name: str
    aside: str
    is_subtotal: bool
    """Whether it weighs: the sum of the lines above it."""
    value: LinkedNumber
    before: LinkedNumber
    """A year before."""
    growth: LinkedNumber
    growth_note: str
    quarter: LinkedNumber
    """Growth on the quarter."""
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The rows of one statement."""

    title: str
    rows: tuple[KeyRow, ...]


@dataclass(frozen=True, slots=True)
class KeyRows:
    """The table; a column that would hold nothing is gone."""

    groups: tuple[KeyGroup, ...]
    unit: str
    """`RMB million`."""
    period: str
    before: str
    """The name of the period a year before; empty where nothing of it is on record."""
    has_growth: bool
    has_quarter: bool
    has_history: bool
    notes: tuple[str, ...]
    others: int
    """How many figures of the group there are beside these."""

    @property
    def columns(self) -> int:
        """How many columns a heading of a group spans."""
        there = (self.before, self.has_growth, self.has_quarter, self.has_history)
        return 2 + sum(map(bool, there))


def key_rows(shelf: Shelf, cite: Citations) -> KeyRows:
    """The rows that matter, with the reasons why some have no percentage.

    Of a period that a release tells only within the year to date, they are those of that stretch.
    """
    label = shelf.label if shelf.levels() else shelf.label.year_to_date
    levels = shelf.levels(label)
    chosen = sorted(levels, key=lambda level: _weight(shelf, levels, level))[:MOST]
    shown_levels = [level for level in levels if any(level is each for each in chosen)]
    parts: dict[str, list[KeyRow]] = {name: [] for name in STATEMENTS}
    for level in shown_levels:
        known = metric(shelf.conventions.company, level.metric)
        parts[known.statement if known else "market"].append(_row(shelf, cite, level))
    rows = [row for found in parts.values() for row in found]
    return KeyRows(
        groups=tuple(
            KeyGroup(STATEMENT_WORDS[name], tuple(found)) for name, found in parts.items() if found
        ),
        unit=unit_name(shelf.unit),
        period=period(label),
        before=period(label.years_back(1)) if any(row.before.figure for row in rows) else "",
        has_growth=any(row.growth.text for row in rows),
        has_quarter=any(row.quarter.text for row in rows),
        has_history=any(row.spark for row in rows),
        notes=tuple(not_meaningful(shelf, shown_levels)),
        others=len(levels) - len(shown_levels),
    )


def _weight(shelf: Shelf, levels: Sequence[Figure], level: Figure) -> tuple[int, int]:
    """How soon a row is read; the least first."""
    usual = _USUAL.index(level.metric) if level.metric in _USUAL else len(_USUAL)
    if level.metric in shelf.conventions.company.key_metrics:
        return 0, usual
    if shelf.surprises(level, "surprise_amount"):
        return 1, usual
    owners = any(each.metric == "net_income_attributable" for each in levels)
    if level.metric == "net_income" and owners:
        return 3, usual
    return (2 if level.metric in _USUAL else 4), usual


def _row(shelf: Shelf, cite: Citations, level: Figure) -> KeyRow:
    ratio = level.unit == "%"
    label = metric_label(shelf.conventions.company, level.metric)
    growth, note = _growth(shelf, cite, level, "yoy_change" if ratio else "yoy")
    quarter, _ = _growth(shelf, cite, level, "qoq_change" if ratio else "qoq")
    base = shelf.base(level)
    return KeyRow(
        name=label,
        aside=_aside(shelf, level),
        is_subtotal=weighs(shelf, level),
        value=_number(cite, level, cell(level, shelf.unit)),
        before=_number(cite, base, cell(base, shelf.unit)) if base else LinkedNumber(""),
        growth=growth,
        growth_note=note or (say("derived") if left_over(level) else ""),
        quarter=quarter,
        spark=spark(shelf.facts, level),
    )


def _aside(shelf: Shelf, level: Figure) -> str:
    """What tells the figure from its like: `per ADS, non-GAAP`."""
    company = shelf.conventions.company
    per = counted_in(company, level)
    return joined(", ", (say("per {unit}", unit=per) if per else "", *apart(company, level)))


def _number(cite: Citations, figure: Figure, text: str) -> LinkedNumber:
    return LinkedNumber(text, cite.address(figure), figure.id)


def _growth(
    shelf: Shelf, cite: Citations, level: Figure, measure: Measure
) -> tuple[LinkedNumber, str]:
    """Growth as worked out, else as the issuer states it, which is said."""
    change = shelf.change(level, measure)
    if isinstance(change, NotMeaningful):
        return LinkedNumber(NOT_MEANINGFUL), ""
    found = change or shelf.stated(level, measure)
    if found is None:
        return LinkedNumber(""), ""
    return _number(cite, found, shown(found)), "" if change else say("stated")
