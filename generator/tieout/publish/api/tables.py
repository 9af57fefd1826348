"""All figures and claims of an issuer as tables for spreadsheets: a row a figure, a row a claim."""

from __future__ import annotations

from collections.abc import Iterable

from tieout.facts.rows import published
from tieout.figures.figure import Figure
from tieout.figures.periods import calendar_quarter
from tieout.publish.api.base import Amount, Date, Document, MaybeDate, Part, Resource, Text
from tieout.publish.api.claims import ClaimRow, claim_rows
from tieout.views.brief.line import Covered


class Observation(Part):
    """One number with what a spreadsheet sorts and filters by; its brief has the rest."""

    record: str
    """The brief it belongs to."""
    name: str
    """With the brief and a slash before it, the figure's id."""
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
    segment: str
    """The segment by its key; empty for the group."""
    measure: str
    """`level`, growth, a change, a share, a surprise."""
    basis: Text
    """Which of several right numbers."""
    kind: str
    """`reported`, `stated`, `derived`, `consensus` or `guidance`."""
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
    source: str
    """The key of the source in the record; empty for a derived figure."""


class FigureTable(Document):
    """Every figure of an issuer."""

    observations: tuple[Observation, ...]
    """By brief, the latest last."""


class ClaimTable(Document):
    """Every claim on an issuer's briefs."""

    claims: tuple[ClaimRow, ...]
    """By brief, the latest last."""


FIGURES = Resource(
    "figures/{issuer}.csv",
    "All figures of an issuer as one table, a row a figure",
    FigureTable,
    "observations",
)
CLAIMS = Resource(
    "claims/{issuer}.csv",
    "Every number that articles about an issuer's briefs state, with its verdict",
    ClaimTable,
    "claims",
)
RESOURCES = (FIGURES, CLAIMS)


def figure_table(briefs: Iterable[Covered]) -> FigureTable:
    """The figures of all briefs of an issuer."""
    return FigureTable(
        observations=tuple(_observation(each) for brief in briefs for each in brief.shelf.figures)
    )


def claim_table(briefs: Iterable[Covered]) -> ClaimTable:
    """The claims on all briefs of an issuer."""
    return ClaimTable(claims=tuple(row for brief in briefs for row in claim_rows(brief.shelf)))


def _observation(figure: Figure) -> Observation:
    return Observation.of(
        figure,
        record=figure.origin.record,
        name=figure.id.removeprefix(f"{figure.origin.record}/"),
        fiscal_label=figure.label,
        start=figure.span.start,
        end=figure.span.end,
        quarters=figure.label.quarters,
        calendar_quarter=calendar_quarter(figure.span),
        value=published(figure),
        source=figure.origin.source,
    )
