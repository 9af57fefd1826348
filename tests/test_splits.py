"""What counts shares counts the same ones wherever figures of several periods stand together."""

from __future__ import annotations

from pathlib import Path

from tieout.charts.series import PeriodRange
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel

from tests.test_facts import issuer_of, read_case

CASE = Path(__file__).with_name("facts") / "splits.yml"


def drawn(metric: str, last: FiscalLabel) -> list[str]:
    """The values that a chart of a brief shows."""
    issuer = issuer_of(read_case(CASE))
    series = PeriodRange(issuer.slug, last, 8).series(Facts.of({issuer.slug: issuer}), metric)
    return [figure.printed for figure in series.values()]


def test_a_chart_of_earnings_per_share_starts_after_the_split() -> None:
    assert drawn("eps_diluted", FiscalLabel(2024, "Q2")) == ["0.66", "0.69"]
    assert drawn("revenue", FiscalLabel(2024, "Q2")) == ["900", "945"]


def test_a_chart_from_before_the_split_stays_as_it_was() -> None:
    assert drawn("eps_diluted", FiscalLabel(2023, "Q4")) == ["1.80"]
