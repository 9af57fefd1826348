"""The titles of a brief's pictures say the point, by rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from tieout.charts.columns import Columns, columns_of
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel
from tieout.problems import errors
from tieout.records.read import read_briefs

QUARTERS = [(year, quarter) for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4)]
ENDS = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
File = Callable[[Mapping[str, str]], Path]


def drawn(file_briefs: File, figures: Sequence[tuple[int, int]]) -> tuple[Columns, ...]:
    """The pictures of Acme's latest quarter, of revenue and operating income by quarter."""
    slugs = QUARTERS[: len(figures)]
    files = {
        f"acme/{year}-q{quarter}.yml": (
            f"period: {{fiscal: {year}-Q{quarter}, end: {year}-{ENDS[quarter]}}}\n"
            f"released: {{date: {year + quarter // 4}-{(quarter * 3) % 12 + 1:02}-28}}\n"
            "sources: {release: {kind: press release, title: Results}}\n"
            "source: release\nunit: million USD\n"
            f"figures:\n  revenue: {revenue}.0\n  operating_income: {income}.0\n"
        )
        for (year, quarter), (revenue, income) in zip(slugs, figures, strict=True)
    }
    folder = file_briefs(files)
    issuers, problems = read_briefs(folder, folder.parent)
    assert not errors(problems), problems
    year, quarter = slugs[-1]
    company = issuers["acme"].company.model
    return columns_of(Facts.of(issuers), company, "acme", FiscalLabel(year, f"Q{quarter}"))


LEVEL = [(1000, 100), (1000, 110), (1000, 90), (1000, 105)]


@pytest.mark.parametrize(
    ("later", "growth", "profit"),
    [
        (
            [(1010, 95), (1030, 96), (1060, 97), (1100, 98)],
            "Revenue: growth has quickened three quarters running, to +10.0%",
            "Operating income has risen three quarters running, to $98.0m",
        ),
        (
            [(1300, 95), (1200, 96), (1100, 97), (1050, 80)],
            "Revenue: growth has slowed three quarters running, to +5.0%",
            "Operating income is the lowest of the eight quarters on record",
        ),
        (
            [(1100, 95), (1100, 96), (1050, 95), (1200, 120)],
            "Revenue: growth of +20.0% is the highest of the four quarters on record",
            "Operating income is the highest of the eight quarters on record",
        ),
        (
            [(1100, 95), (1050, 96), (900, 104), (1020, 100)],
            "Revenue: growth rose to +2.0%",
            "Operating income of $100.0m is below the year before",
        ),
    ],
)
def test_a_title_says_the_point(
    file_briefs: File, later: list[tuple[int, int]], growth: str, profit: str
) -> None:
    assert [each.title.text for each in drawn(file_briefs, [*LEVEL, *later])] == [growth, profit]


def test_what_falls_below_zero_hangs_and_stays_in_the_picture(file_briefs: File) -> None:
    *_, profit = drawn(file_briefs, [(1000, 50), (1000, -100), (1000, 25), (1000, -10)])
    zero = float(profit.zero)
    for each in profit.columns:
        assert 0 <= float(each.top) <= float(each.top) + float(each.height) <= profit.foot[0] - 10
    assert [float(each.top) == zero for each in profit.columns] == [False, True, False, True]


def test_two_periods_make_no_picture(file_briefs: File) -> None:
    assert drawn(file_briefs, [(1000, 50), (1000, 60)]) == ()
