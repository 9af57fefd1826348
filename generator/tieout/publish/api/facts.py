"""Every figure of a brief: what was reported, what is worked out from it, and how a page says it.

One document serves programs and pages: what a figure's card says is here, too, as text that is
ready to be shown. What many figures share (periods, sources) stands beside them once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from tieout.facts.labels import segment_label
from tieout.facts.rows import bounds, published
from tieout.figures.display import days, in_full, period, precise, shown
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel, Span, calendar_quarter
from tieout.figures.typed import Unit
from tieout.publish.api.base import Amount, Date, MaybeDate, Part, columns_schema, in_columns
from tieout.views.shared.arithmetic import arithmetic
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.naming import whole_name

_BOUND_PLACES = 4
"""Decimals of bounds that divisions gave: two more than a percentage is published with."""
Places = Mapping[tuple[FiscalLabel, Span], int]
"""Where a period stands in the list of a brief's periods."""


class PeriodOfFacts(Part):
    """A stretch of time, or an instant, that figures of a brief are of."""

    fiscal_label: str
    """The fiscal period: `FY2026 Q2`."""
    start: MaybeDate
    """The first day; empty for an instant."""
    end: Date
    """The last day, or the day of an instant."""
    quarters: int
    """How many quarters the fiscal period is long: 1, 2, 3 or 4."""
    calendar_quarter: str
    """The calendar quarter that holds the middle of a quarter, or with which a longer one ends."""
    shown: str
    """As pages say it: `September Quarter 2025, FY2026 Q2; 1 Jul to 30 Sep 2025`."""


class PartName(Part):
    """A segment that figures of a brief are of."""

    segment: str
    """Its key."""
    label: str
    """The issuer's name of it."""


class Fact(Part):
    """One number with its whole identity."""

    name: str
    """With the brief and a slash before it, the figure's id on the whole site; see `data/`."""
    metric: str
    """The metric: an id of the catalogue, or one of the issuer's own."""
    segment: str
    """The segment by its key; empty for the group."""
    measure: str
    """What of the metric: `level`, growth (`yoy`, `qoq`), a change, a share, a surprise."""
    basis: str
    """Which of several right numbers: `GAAP`, `non-GAAP`, `GAAP, like-for-like`."""
    period: int
    """Its place in `periods`, counted from 0."""
    value: Amount
    """The number in base units (yuan, not millions), percent as 4.77 for 4.77 %."""
    unit: str
    """`CNY`, `USD/ADS`, `%`, `pp`, `bp`, or the thing counted."""
    low: Amount
    """The least that the number may be, by its last printed digit; included."""
    high: Amount
    """The most that the number may be; included."""
    kind: str
    """`reported`, `stated` (growth, by the issuer), `derived`, `consensus` or `guidance`."""
    printed: str
    """As its source prints it; empty for a derived figure."""
    provider: str
    """Whose estimate it is, or which estimate a surprise is measured against."""
    window: str
    """The stretch of trading, for prices."""
    version: str
    """Empty as first reported; else `restated in ...` or `comparative in ...`."""
    approximate: bool
    """True where the source itself says about."""
    note: str
    """A caveat that belongs to the number."""
    operation: str
    """`sum`, `difference`, `growth`, `ratio`, `quotient`, `contribution`; empty unless derived."""
    operands: tuple[str, ...]
    """What it is worked out from, in the order of the operation: `#3` is row 3 here, else an id."""
    source: str
    """The key of the source in which it was read; empty for a derived figure."""
    locator: str
    """Where in the source: page, table, heading."""
    place: str
    """Line and column of the record's YAML where it, or what it is of, is typed."""
    label: str
    """Its name as pages say it: `Revenue, change on the year`."""
    shown: str
    """The number as pages say it in full: `RMB 247,795m`."""
    work: str
    """The arithmetic as pages show it; empty unless derived."""


FactTable = Annotated[tuple[Fact, ...], in_columns(Fact), columns_schema(Fact)]
"""The figures of a brief: what its record states, then what is derived."""


def stretches(shelf: Shelf) -> tuple[Places, tuple[PeriodOfFacts, ...]]:
    """The periods that a brief's figures are of, in the order in which figures name them."""
    known = dict.fromkeys((each.label, each.span) for each in shelf.figures)
    places = {key: place for place, key in enumerate(known)}
    return places, tuple(_stretch(shelf, label, span) for label, span in known)


def _stretch(shelf: Shelf, label: FiscalLabel, span: Span) -> PeriodOfFacts:
    named = shelf.filed.model.period.issuer_label
    own = f"{named}, " if named and label == shelf.label else ""
    return PeriodOfFacts.of(
        span,
        fiscal_label=str(label),
        quarters=label.quarters,
        calendar_quarter=calendar_quarter(span),
        shown=f"{own}{period(label)}; {days(span)}",
    )


def parts(shelf: Shelf) -> tuple[PartName, ...]:
    """The segments that figures of a brief are of, by their names."""
    company = shelf.conventions.company
    known = dict.fromkeys(each.segment for each in shelf.figures if each.segment)
    return tuple(PartName(segment=key, label=segment_label(company, key)) for key in known)


def facts_of(shelf: Shelf, places: Places) -> tuple[Fact, ...]:
    """The figures of a brief, in the order of its record."""
    rows = {figure.id: place for place, figure in enumerate(shelf.figures)}
    return tuple(_fact(shelf, figure, rows, places) for figure in shelf.figures)


def _fact(shelf: Shelf, figure: Figure, rows: Mapping[str, int], places: Places) -> Fact:
    known = bounds(figure, _BOUND_PLACES)
    return Fact.of(
        figure,
        name=figure.id.removeprefix(f"{shelf.record}/"),
        basis=str(figure.basis),
        period=places[figure.label, figure.span],
        value=published(figure),
        low=known.low,
        high=known.high,
        operands=tuple(_operand(each.id, rows) for each in figure.operands),
        source=figure.origin.source,
        locator=figure.origin.locator,
        place=str(figure.origin.place).removeprefix(f"{shelf.filed.file}:"),
        label=whole_name(shelf.conventions.company, figure, figure.label),
        shown=_in_full(shelf, figure),
        work=arithmetic(figure, Unit(figure.unit, shelf.unit.scale)),
    )


def _operand(id_: str, rows: Mapping[str, int]) -> str:
    return f"#{rows[id_]}" if id_ in rows else id_


def _in_full(shelf: Shelf, figure: Figure) -> str:
    """The number with every digit that it is published with."""
    if Unit(figure.unit).currency:
        return in_full(figure, shelf.unit)
    return shown(figure) if figure.unit == "bp" else precise(figure)
