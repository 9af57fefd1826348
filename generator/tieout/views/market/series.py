"""What an issuer reported of one metric, quarter by quarter, as it can be set beside others'.

A series is one basis and one unit, holds what the brief of its own period reports (no later
column), and breaks at a split; an index does not reach across. One currency is offered only as the
release of the very quarter translates: as it prints the amount, or by a rate that it prints, never
by one that is implied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tieout.facts import labels
from tieout.facts.stated import EXCHANGE_RATE
from tieout.figures.figure import Figure
from tieout.figures.metrics import catalogue
from tieout.figures.periods import calendar_quarter
from tieout.figures.typed import Unit
from tieout.records.company import Company
from tieout.views.brief.measures import growth
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.numbers import Number, number

_Reach = tuple[str, str, str, str]
"""A metric's name, segment, accounting and scope: a figure's identity without its currency."""


@dataclass(frozen=True, slots=True)
class Translated:
    """A point in another currency, as the period's own release translates."""

    number: Number
    rate: Number
    """The printed rate, where the amount was worked out with it; no number if it is printed."""


@dataclass(frozen=True, slots=True)
class Point:
    """One quarter of a series, as first reported."""

    record: str
    """The brief that reports it: `baba/2026-q2`."""
    label: str
    """The fiscal quarter: `FY2026 Q2`."""
    calendar: str
    """The calendar quarter: `2025-Q3`."""
    start: str
    """The first day; empty for an instant."""
    end: str
    number: Number
    change: Number
    """Growth on the year in %, or of a ratio the change in basis points."""
    note: str
    """What the figure's own note says of it: `Q4 as year less nine months`."""
    broken: str
    """Why it cannot be set beside the point before: a split; else empty."""
    translated: tuple[Translated, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One issuer's quarters of one metric, on one basis and in one unit."""

    metric: str
    issuer: str
    segment: str
    """Empty for the group."""
    part: str
    """What the issuer calls the segment; empty for the group."""
    called: str
    """The metric's name: the catalogue's, or the issuer's where the metric is its own."""
    statement: str
    """Where issuers report the metric."""
    kind: str
    """How it stands in time: flow, stock, average, per share, ratio or price."""
    basis: str
    unit: str
    points: tuple[Point, ...]


def series_of(shelves: Sequence[Shelf]) -> Iterator[Series]:
    """An issuer's series: those of its group, then of each segment.

    Metrics stand in the catalogue's order, the issuer's own after them.
    """
    if not shelves:
        return
    company = shelves[-1].conventions.company
    briefs = {shelf.record: _Brief(shelf) for shelf in shelves}
    for segment in ("", *company.segments):
        reported = {each.metric for shelf in shelves for each in shelf.levels(segment=segment)}
        for metric in (*catalogue(), *company.kpis):
            if metric in reported:
                facts, slug = shelves[0].facts, shelves[0].issuer.slug
                history = facts.history(slug, metric, segment=segment)
                own = [each for each in history if _is_of_its_own_brief(each)]
                if own:
                    yield _series(company, own, briefs)


def _is_of_its_own_brief(figure: Figure) -> bool:
    """Whether the brief of the figure's own period states it: what later ones say is no first."""
    return not figure.version and figure.origin.record.endswith(f"/{figure.label.slug}")


def _series(company: Company, figures: Sequence[Figure], briefs: dict[str, _Brief]) -> Series:
    before = (None, *figures[:-1])
    points = tuple(
        briefs[figure.origin.record].point(figure, earlier)
        for figure, earlier in zip(figures, before, strict=True)
    )
    whole, first = figures[0], points[0].number
    known = company.kpis.get(whole.metric) or catalogue()[whole.metric]
    return Series(
        metric=whole.metric,
        issuer=whole.issuer,
        segment=whole.segment,
        part=labels.segment_label(company, whole.segment),
        called=known.label,
        statement=known.statement,
        kind=known.kind,
        basis=first.basis,
        unit=first.unit,
        points=points,
    )


class _Brief:
    """A brief's shelf, with its translations found by what they translate."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._translations: dict[_Reach, list[Figure]] = {}
        for segment in ("", *shelf.conventions.company.segments):
            for figure in shelf.levels(segment=segment, translated=True):
                if figure.kind == "reported" or _rate(figure) is not None:
                    self._translations.setdefault(_reach(figure), []).append(figure)

    def point(self, figure: Figure, earlier: Figure | None) -> Point:
        """A figure of the brief; `earlier` is the one before it in its series."""
        splits = self._shelf.conventions.splits
        start = figure.span.start
        return Point(
            record=figure.origin.record,
            label=str(figure.label),
            calendar=calendar_quarter(figure.span),
            start=start.isoformat() if start else "",
            end=figure.span.end.isoformat(),
            number=number(figure),
            change=growth(self._shelf, figure),
            note=figure.note,
            broken=splits.between(figure, earlier) if earlier else "",
            translated=tuple(self._translated(figure)),
        )

    def _translated(self, figure: Figure) -> Iterator[Translated]:
        per = figure.unit.partition("/")[2]
        for each in _one_a_currency(self._translations.get(_reach(figure), ())):
            if each.unit.partition("/")[2] == per:
                yield Translated(number(each), number(_rate(each)))


def _reach(figure: Figure) -> _Reach:
    return figure.metric, figure.segment, figure.basis.accounting, figure.basis.scope


def _rate(figure: Figure) -> Figure | None:
    """The printed rate by which an amount was translated; one that was implied does not count."""
    rate = figure.operands[-1] if figure.operation == "quotient" else None
    if rate is None or rate.metric != EXCHANGE_RATE or rate.kind != "reported":
        return None
    return rate


def _one_a_currency(figures: Iterable[Figure]) -> Iterator[Figure]:
    """As printed, before what was worked out."""
    found: dict[str, Figure] = {}
    for figure in sorted(figures, key=lambda each: each.kind != "reported"):
        found.setdefault(Unit(figure.unit).currency, figure)
    yield from found.values()
