"""What metrics and segments are called: as the catalogue has it, or as the issuer does."""

from __future__ import annotations

from tieout.facts.levels import REMAINDER
from tieout.figures.metrics import Metric, catalogue
from tieout.figures.typed import Basis
from tieout.records.company import Company


def metric(company: Company, name: str) -> Metric | None:
    """A metric of the catalogue, or of the issuer's own."""
    return company.kpis.get(name) or catalogue().get(name)


def metric_label(company: Company, name: str, basis: Basis | None = None) -> str:
    """`Diluted EPS, non-GAAP`; a basis that goes without saying is not said."""
    known = metric(company, name)
    label = known.label if known else name.replace("_", " ")
    if basis is None:
        return label
    usual = (known.basis if known else None) or company.accounting
    parts = [basis.accounting if basis.accounting != usual else "", basis.scope]
    return ", ".join([label, *filter(None, parts)])


def in_sentence(label: str) -> str:
    """A label amid a sentence: `Revenue` is `revenue`, and `EPS` stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def segment_label(company: Company, segment: str) -> str:
    """The issuer's name of a segment; empty for the group."""
    if segment == REMAINDER:
        return "Remainder (derived)"
    known = company.segments.get(segment)
    return known.label if known else segment
