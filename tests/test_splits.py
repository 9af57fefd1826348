"""What counts shares counts the same ones wherever figures of several periods stand together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from tieout.charts.series import PeriodRange
from tieout.check import check
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel
from tieout.records.read import read_briefs

from tests.conftest import RECORD
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


def test_a_year_before_in_money_of_another_day_is_no_contradiction(
    file_briefs: Callable[[Mapping[str, str]], Path],
) -> None:
    now = RECORD + "measuring_unit: dollars of June 2026\nyear_ago: {figures: {revenue: 1100}}\n"
    before = RECORD.replace("2026", "2025").replace("1,250", "1,000")
    codes = []
    for own in (now, now.replace("measuring_unit: dollars of June 2026\n", "")):
        folder = file_briefs({"acme/2025-q2.yml": before, "acme/2026-q2.yml": own})
        issuers, problems = read_briefs(folder, folder.parent)
        assert problems == []
        found = check(issuers, Facts.of(issuers), date(2026, 9, 30))
        codes.append([each.code for each in found if each.code == "T506"])
    assert codes == [[], ["T506"]]
