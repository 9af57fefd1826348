"""Figures as charts: what each page shows, as Vega-Lite specifications and as drawings.

A chart is made where its figures exist, and left out where they do not.
"""

from __future__ import annotations

from generator.charts.cache import draw, key, prune
from generator.charts.chart import Chart, Table
from generator.charts.drawing import Drawn
from generator.charts.expected import actual_against_estimates
from generator.charts.multiples import key_metrics, segment_history
from generator.charts.prices import price_by_window
from generator.charts.quarters import profit_by_quarter, revenue_by_quarter
from generator.charts.segments import segment_mix
from generator.charts.series import Stretch
from generator.facts import Facts
from generator.model import Company
from generator.periods import FiscalLabel

__all__ = ["Chart", "Drawn", "Table", "brief_charts", "draw", "issuer_charts", "key", "prune"]

_BRIEF_PERIODS = 9
"""Two years and the quarter from which they start."""
_ISSUER_PERIODS = 20


def brief_charts(facts: Facts, record: str, company: Company) -> tuple[Chart, ...]:
    """The charts of a brief, like `baba/2026-q2`, in the order in which a reader asks."""
    issuer, _, slug = record.partition("/")
    last = FiscalLabel.parse(slug.upper())
    stretch = Stretch(issuer, last, _BRIEF_PERIODS)
    charts = (
        revenue_by_quarter(facts, company, stretch),
        segment_mix(facts, company, issuer, last),
        actual_against_estimates(facts, company, record),
        profit_by_quarter(facts, company, stretch),
        price_by_window(facts, company, record),
    )
    return tuple(chart for chart in charts if chart is not None)


def issuer_charts(facts: Facts, record: str, company: Company) -> tuple[Chart, ...]:
    """The charts of an issuer's page; `record` is its latest brief."""
    issuer, _, slug = record.partition("/")
    stretch = Stretch(issuer, FiscalLabel.parse(slug.upper()), _ISSUER_PERIODS)
    makers = (revenue_by_quarter, profit_by_quarter, key_metrics, segment_history)
    charts = (make(facts, company, stretch) for make in makers)
    return tuple(chart for chart in charts if chart is not None)
