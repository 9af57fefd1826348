"""What changed after it was reported: restatements of the issuer, and our own corrections.

A year-ago column that differs from the first report beyond rounding is listed as restated in
silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.facts.store import Facts
from tieout.figures.display import NOTHING, number, places_known
from tieout.figures.figure import Figure
from tieout.figures.intervals import bounds
from tieout.figures.said import cell, day, period, unit_name
from tieout.figures.saying import say
from tieout.figures.typed import Unit
from tieout.records.model import Restatement
from tieout.views.issuer.history import period_link
from tieout.views.issuer.links import IssuerLinks
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.naming import whole_name
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

_COLUMNS = (
    ColumnHead(say("Period"), numbers=False),
    ColumnHead(say("Metric"), numbers=False),
    ColumnHead(say("First reported")),
    ColumnHead(say("Restated")),
    ColumnHead(say("Difference")),
    ColumnHead(say("Restated in"), numbers=False),
    ColumnHead(say("Reason"), numbers=False),
)
_COMPARATIVE = say("comparative column differs; no reason given")


@dataclass(frozen=True, slots=True)
class _Restated:
    """A figure with what it replaces."""

    shelf: Shelf
    """The brief whose release restates it."""
    now: Figure
    was: Figure
    recorded: bool
    """Whether a brief has the first figure; else it is what the restatement says it was."""
    reason: str


def restatements(shelves: Sequence[Shelf], facts: Facts, links: IssuerLinks) -> Table:
    """Every restated figure, the latest release first.

    What a release lists as restated, and what its year-ago column prints otherwise than the
    period's own release did, beyond the rounding of both.
    """
    unit = shelves[0].unit if shelves else Unit("")
    found = [
        each for shelf in shelves for each in (*_listed(shelf, facts), *_differing(shelf, facts))
    ]
    rows = [_row(each, unit, links) for each in found]
    return Table.of(
        _COLUMNS, rows, say("{unit} unless a unit is given.", unit=unit_name(unit)) if rows else ""
    )


def _listed(shelf: Shelf, facts: Facts) -> Iterator[_Restated]:
    version = f"restated in {shelf.record}"
    figures = (figure for figure in shelf.figures if figure.version == version)
    for row, figure in zip(shelf.filed.model.restatements, figures, strict=False):
        first = _first(facts, figure)
        was = first or _typed(shelf, row, figure)
        yield _Restated(shelf, figure, was, first is not None, row.reason)


def _typed(shelf: Shelf, row: Restatement, figure: Figure) -> Figure:
    """The first figure as the restatement itself gives it."""
    before = bounds(row.was, (row.unit or shelf.unit).scale)
    return replace(
        figure,
        value=before.value,
        low=before.low,
        high=before.high,
        printed=row.was.text,
        version="",
    )


def _differing(shelf: Shelf, facts: Facts) -> Iterator[_Restated]:
    version = f"comparative in {shelf.record}"
    for figure in shelf.figures:
        if figure.version != version or figure.kind != "reported" or figure.measure != "level":
            continue
        first = _first(facts, figure)
        if first is not None and (first.high < figure.low or figure.high < first.low):
            yield _Restated(shelf, figure, first, recorded=True, reason=_COMPARATIVE)


def _first(facts: Facts, figure: Figure) -> Figure | None:
    """The figure of the same identity as its own period's release printed it."""
    found = facts.find(
        figure.issuer,
        figure.metric,
        segment=figure.segment,
        basis=figure.basis,
        label=figure.label,
        unit=figure.unit,
        kind="reported",
    )
    return next((each for each in found if not each.version), None)


def _row(each: _Restated, unit: Unit, links: IssuerLinks) -> tuple[str, ...]:
    now, was = each.now, each.was
    first = cell(was, unit)
    return (
        period(now.label),
        plain(whole_name(each.shelf.conventions.company, now, now.label)),
        links.link(first, was) if each.recorded else first,
        links.link(cell(now, unit), now),
        _difference(each, unit),
        period_link(each.shelf),
        plain(each.reason) or NOTHING,
    )


def _difference(each: _Restated, unit: Unit) -> str:
    """The restated figure less the first, with the decimals that both have; none across a split."""
    now, was = each.now, each.was
    if each.shelf.facts.split_between(now, was):
        return NOTHING
    scale = unit.scale if now.unit == unit.code else Unit("").scale
    places = min(places_known(figure, scale) for figure in (now, was))
    return number((now.value - was.value) / scale, max(places, 0), sign=True)


def corrections(shelves: Sequence[Shelf]) -> Table:
    """Mistakes of this site in any brief of the issuer, and their mending, the latest first."""
    columns = (
        ColumnHead(say("Brief"), numbers=False),
        ColumnHead(say("Corrected")),
        ColumnHead(say("Figure"), numbers=False),
        ColumnHead(say("Was"), numbers=False),
        ColumnHead(say("Is"), numbers=False),
        ColumnHead(say("Reason"), numbers=False),
    )
    found = [(shelf, each) for shelf in shelves for each in shelf.filed.model.corrections]
    found.sort(key=lambda pair: pair[1].date, reverse=True)
    rows = (
        (
            period_link(shelf, "corrections"),
            day(each.date),
            plain(each.figure),
            plain(each.was),
            plain(each.now),
            plain(each.reason),
        )
        for shelf, each in found
    )
    return Table.of(columns, rows)
