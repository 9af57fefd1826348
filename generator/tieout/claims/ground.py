"""Whether the record is ground for a conflict: what it cannot tell, it holds against nobody.

A figure that was worked out of two filings is only as good as the line they share, and a filed
zero often means that the issuer reports the amount elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tieout.claims.named import Names
from tieout.figures.figure import Figure
from tieout.records.article import Claim

_ADJUSTABLE = frozenset(
    {
        "gross_profit",
        "operating_income",
        "ebit",
        "ebita",
        "ebitda",
        "pretax_income",
        "net_income",
        "eps_diluted",
        "eps_basic",
        "ffo_per_share",
        "free_cash_flow",
    }
)
"""Metrics, with their families and margins, that issuers also tell on a basis of their own."""
_TOTALS = frozenset(
    "revenue cost_of_revenue gross_profit operating_income pretax_income net_income "
    "net_income_attributable net_income_common operating_cash_flow".split()
)
"""Lines that every filing has with one meaning, so that a year less nine months is a quarter."""


def is_adjustable(names: Names, claim: Claim) -> bool:
    """Whether a number of this metric can be on a basis of the issuer's own."""
    metric = names.metric(claim.metric or "")
    of = metric.margin_of.numerator if metric.margin_of else claim.metric
    heads = {of, metric.family, names.metric(of or "").family}
    return metric.basis is None and not heads.isdisjoint(_ADJUSTABLE)


def is_told_apart(names: Names, claim: Claim) -> bool:
    """Whether a claim without a word of basis can be held against the accounts.

    Only where the record has the metric on the issuer's own basis, too: then that does not fit.
    """
    if claim.basis is not None or not is_adjustable(names, claim):
        return True
    return any(
        figure.metric == claim.metric
        and figure.segment == (claim.segment or "")
        and figure.basis.accounting == "non-GAAP"
        and figure.kind == "reported"
        for figure in names.pool
    )


def is_firm(names: Names, figures: Iterable[Figure]) -> bool:
    """Whether figures are ground for a conflict, every one of them."""
    return not any(_is_weak(figure, names.pool) for figure in figures)


def _is_weak(figure: Figure, pool: Iterable[Figure]) -> bool:
    if figure.measure == "level":
        return not figure.value or (figure.kind == "derived" and _is_remainder(figure))
    if figure.measure in ("yoy", "qoq", "yoy_change", "qoq_change"):
        return any(_is_weak(each, pool) for each in figure.operands) or _has_older_base(
            figure.operands, pool
        )
    return False


def _is_remainder(figure: Figure) -> bool:
    """A quarter as the year less nine months, of a line that filers redefine in between."""
    return figure.operation == "difference" and figure.metric not in _TOTALS


def _has_older_base(operands: Sequence[Figure], pool: Iterable[Figure]) -> bool:
    """Growth on a base worked out from filings of its own day, where the year was restated since.

    The release then compares with a quarter that no filing of that year has.
    """
    if len(operands) != 2 or operands[1].operation != "difference":
        return False
    base = operands[1]
    return any(
        figure.version.startswith("restated")
        and (figure.metric, figure.segment) == (base.metric, base.segment)
        and figure.span.end == base.span.end
        for figure in pool
    )
