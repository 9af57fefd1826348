"""All figures of an issuer as one table, for spreadsheets: a row a figure."""

from __future__ import annotations

from collections.abc import Iterable

from tieout.facts.labels import metric_label, segment_label
from tieout.facts.rows import kind, published
from tieout.figures.figure import Figure
from tieout.figures.periods import calendar_quarter
from tieout.figures.typed import Unit
from tieout.publish.api.base import Amount, Date, Document, MaybeDate, Part, Resource, Text
from tieout.records.company import Company
from tieout.records.read import Issuer
from tieout.views.brief.line import Covered


class Observation(Part):
    """One number, with what a spreadsheet sorts and filters by. Its whole row is in the facts."""

    id: str
    """The figure's id."""
    issuer: str
    """The issuer's folder."""
    record: str
    """The brief it belongs to."""
    fiscal_label: Text
    """The fiscal period."""
    start: MaybeDate
    """The first day; empty for an instant."""
    end: Date
    """The last day."""
    quarters: int
    """How many quarters the fiscal period is long: 1, 2, 3 or 4."""
    calendar_quarter: str
    """The calendar quarter that holds the middle of a quarter, or with which a longer one ends."""
    metric: str
    """The metric's id."""
    metric_label: str
    """The metric's name as tables print it."""
    segment: str
    """The segment by its key; empty for the group."""
    segment_label: str
    """The issuer's name of the segment."""
    measure: str
    """`level`, growth, a change, a share, a surprise."""
    basis: Text
    """Which of several right numbers."""
    kind: str
    """`reported`, `derived`, `consensus` or `guidance`."""
    provider: str
    """Whose estimate it is, or is measured against."""
    window: str
    """The stretch of trading, for prices."""
    version: str
    """Empty as first reported."""
    value: Amount
    """The number in base units."""
    unit: str
    """Its unit."""
    currency: str
    """The ISO code of the money counted; empty where none is."""
    source: str
    """The key of the source in the record; empty for a derived figure."""


class History(Document):
    """Every figure of an issuer."""

    issuer: str
    """The issuer's folder."""
    observations: tuple[Observation, ...]
    """By brief, the latest last."""


HISTORY = Resource(
    "history/{issuer}.csv",
    "All figures of an issuer as one table, a row a figure",
    History,
    "observations",
)
RESOURCES = (HISTORY,)


def history(issuer: Issuer, briefs: Iterable[Covered]) -> History:
    """The figures of all briefs of an issuer."""
    company = issuer.company.model
    figures = (figure for each in briefs for figure in each.shelf.figures)
    observations = tuple(_observation(company, figure) for figure in figures)
    return History(issuer=issuer.slug, observations=observations)


def _observation(company: Company, figure: Figure) -> Observation:
    return Observation.of(
        figure,
        record=figure.origin.record,
        fiscal_label=figure.label,
        start=figure.span.start,
        end=figure.span.end,
        quarters=figure.label.quarters,
        calendar_quarter=calendar_quarter(figure.span),
        metric_label=metric_label(company, figure.metric),
        segment_label=segment_label(company, figure.segment),
        kind=kind(figure),
        value=published(figure),
        currency=Unit(figure.unit).currency,
        source=figure.origin.source,
    )
