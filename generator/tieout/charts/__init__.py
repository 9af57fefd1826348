"""Figures as charts: what each page shows, as Vega-Lite specifications and as drawings.

A chart is made where its figures exist, and left out where they do not.
"""

from __future__ import annotations

from tieout.charts.cache import draw, key, prune
from tieout.charts.chart import Chart, ChartTable
from tieout.charts.colours import Palettes
from tieout.charts.drawing import Drawn
from tieout.charts.expected import actual_against_estimates
from tieout.charts.multiples import key_metrics, segment_history
from tieout.charts.prices import price_by_window
from tieout.charts.quarters import profit_by_quarter, revenue_by_quarter
from tieout.charts.segments import segment_mix
from tieout.charts.series import PeriodRange
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel
from tieout.records.company import Company

__all__ = [
    "Chart",
    "ChartTable",
    "Drawn",
    "Palettes",
    "brief_charts",
    "draw",
    "issuer_charts",
    "key",
    "prune",
]

_BRIEF_PERIODS = 9
"""Two years and the quarter from which they start."""
_ISSUER_PERIODS = 20


def brief_charts(
    facts: Facts, record: str, company: Company, about: FiscalLabel | None = None
) -> tuple[Chart, ...]:
    """The charts of a brief, like `baba/2026-q2`, in the order in which a reader asks.

    `about` is the period that the brief shows first, where that is not its own.
    """
    issuer, _, slug = record.partition("/")
    last = about or FiscalLabel.parse(slug.upper())
    stretch = PeriodRange(issuer, last, _BRIEF_PERIODS)
    charts = (
        revenue_by_quarter(facts, company, stretch),
        segment_mix(facts, company, issuer, last),
        actual_against_estimates(facts, company, record),
        profit_by_quarter(facts, company, stretch),
        price_by_window(facts, company, record),
    )
    return tuple(chart for chart in charts if chart is not None)


def issuer_charts(
    facts: Facts, record: str, company: Company, about: FiscalLabel | None = None
) -> tuple[Chart, ...]:
    """The charts of an issuer's page; `record` is its latest brief, `about` as of a brief."""
    issuer, _, slug = record.partition("/")
    last = about or FiscalLabel.parse(slug.upper())
    stretch = PeriodRange(issuer, last, _ISSUER_PERIODS)
    makers = (revenue_by_quarter, profit_by_quarter, key_metrics, segment_history)
    charts = (make(facts, company, stretch) for make in makers)
    return tuple(chart for chart in charts if chart is not None)
