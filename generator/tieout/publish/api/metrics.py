"""The catalogue of metrics: what the ids in the facts stand for."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.figures.metrics import Metric, catalogue
from tieout.publish.api.base import Document, Part, Resource


class MetricRow(Part):
    """One thing that issuers report."""

    id: str
    """Its id in facts and claims."""
    label: str
    """Its name as tables print it."""
    definition: str
    """What it measures."""
    statement: str
    """Where issuers report it."""
    kind: str
    """`flow`, `stock`, `average`, `per share`, `ratio` or `price`."""
    unit: str
    """What it counts: money, money per share, %, x, count, shares, or a physical unit."""
    direction: str
    """Which way is better for the owner: `higher`, `lower` or `neutral`."""


class Catalogue(Document):
    """The metrics that all issuers share; an issuer's own stand in its document."""

    metrics: tuple[MetricRow, ...]
    """In the order of statements."""


METRICS = Resource("metrics.json", "What the metrics' ids stand for", Catalogue)
RESOURCES = (METRICS,)


def metric_rows(metrics: Mapping[str, Metric]) -> tuple[MetricRow, ...]:
    """Metrics by their ids."""
    return tuple(MetricRow.of(metric, id=name) for name, metric in metrics.items())


def shared() -> Catalogue:
    """The catalogue's document."""
    return Catalogue(metrics=metric_rows(catalogue()))
