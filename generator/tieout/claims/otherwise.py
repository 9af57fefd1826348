"""How a figure that a number fits is counted, where the text names another count of it."""

from __future__ import annotations

from collections.abc import Iterator

from tieout.figures.figure import Figure
from tieout.figures.metrics import Metric, catalogue
from tieout.figures.periods import FiscalLabel
from tieout.figures.saying import a_change, changed, joined, say
from tieout.records.article import Claim
from tieout.records.company import Company

_SCOPES = {
    "like-for-like": say("like for like"),
    "external": say("from customers outside the group"),
    "constant currency": say("at constant currency"),
    "organic": say("in organic terms"),
}
_COMPARED = ("prior_year", "previous_quarter")


def metric_of(company: Company, figure: Figure) -> Metric:
    """The metric of a figure, of the issuer's own or of the catalogue."""
    return company.kpis.get(figure.metric) or catalogue()[figure.metric]


def otherwise(claim: Claim, figure: Figure, own: FiscalLabel, metric: Metric) -> str:
    """In a few words: `for FY2025, in the issuer's translation`; `metric` is the figure's own."""
    return joined(", ", _ways(claim, figure, own, metric)) or say("counted otherwise")


def _ways(claim: Claim, figure: Figure, own: FiscalLabel, metric: Metric) -> Iterator[str]:
    if figure.metric != claim.metric:
        yield say("as {metric}", metric=changed(_lowered, say(metric.label)))
    if figure.label != own or claim.period != "quarter" or claim.role in _COMPARED:
        yield say("for {period}", period=figure.label)
    if figure.basis.translated:
        yield say("in the issuer's translation")
    if figure.basis.scope and figure.basis.scope != _scope(claim):
        yield _SCOPES.get(figure.basis.scope) or say(figure.basis.scope)
    if figure.unit in ("bp", "pp"):
        yield say("in percentage points")
    adjusted = claim.basis is not None and claim.basis.accounting == "non-GAAP"
    if figure.basis.accounting == "non-GAAP" and not adjusted and metric.basis is None:
        yield say("as the issuer adjusts it")


@a_change
def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def _scope(claim: Claim) -> str:
    return claim.basis.scope if claim.basis is not None else ""
