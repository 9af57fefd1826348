"""The verdict line says in a sentence what the figures say in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tieout.facts.store import Facts
from tieout.problems import errors
from tieout.records.read import read_briefs
from tieout.views.brief.headline import verdict_line
from tieout.views.shared.brief_figures import Shelf

from tests.conftest import COMPANY, read_yaml

HALVES = ((2025, "1,000.0"), (2026, "1,048.0"))
CASES = read_yaml(Path(__file__).with_name("headlines.yml"))


def record(year: int, figures: Mapping[str, str], case: Mapping[str, object] | None = None) -> str:
    """A second quarter with these figures, as a contributor types it."""
    case = case or {}
    rows = "".join(f"  {name}: {value}\n" for name, value in figures.items())
    stated = case.get("stated") or {}
    assert isinstance(stated, Mapping)
    growth = "".join(f"  {name}: {value}\n" for name, value in stated.items())
    estimates = case.get("consensus") or ()
    assert isinstance(estimates, (list, tuple))
    expected = "".join(
        f"  - {{metric: revenue, value: '{value}', provider: Poll {at}}}\n"
        for at, value in enumerate(estimates)
    )
    return (
        f"period: {{fiscal: {year}-Q2, end: {year}-06-30}}\n"
        f"released: {{date: {year}-07-30}}\n"
        "sources: {release: {kind: press release, title: Results}}\n"
        "source: release\nunit: million USD\n"
        f"figures:\n{rows}"
        + (f"stated_growth:\n{growth}" if growth else "")
        + (f"consensus:\n{expected}" if expected else "")
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_the_verdict_line_says(
    case: dict[str, dict[str, str]], file_briefs: Callable[[Mapping[str, str]], Path]
) -> None:
    files = {"acme/2026-q2.yml": record(2026, case["now"], case)}
    if "ago" in case:
        files["acme/2025-q2.yml"] = record(2025, case["ago"])
    folder = file_briefs(files)
    issuers, problems = read_briefs(folder, folder.parent)
    assert not errors(problems), problems
    shelf = Shelf(issuers["acme"], "2026-q2", Facts.of(issuers))
    assert verdict_line(shelf) == case["says"]


def test_a_quarter_with_its_half_year_alone_tells_the_half_year(
    file_briefs: Callable[[Mapping[str, str]], Path],
) -> None:
    def half(year: int, revenue: str) -> str:
        text = record(year, {"revenue": revenue})
        return text.replace("figures:\n", "year_to_date:\n  figures:\n  ")

    folder = file_briefs({f"acme/{year}-q2.yml": half(year, value) for year, value in HALVES})
    issuers, problems = read_briefs(folder, folder.parent)
    assert not errors(problems), problems
    shelf = Shelf(issuers["acme"], "2026-q2", Facts.of(issuers))
    assert verdict_line(shelf) == "FY2026 H1: revenue up 4.8%."


def test_quarters_that_nobody_reports_stand_in_no_headline(
    file_briefs: Callable[[Mapping[str, str]], Path],
) -> None:
    """The second quarter follows from the first: the half-year is what the release is about."""
    files = {}
    for year, first, half in ((2025, "500", "1,000.0"), (2026, "550", "1,048.0")):
        text = record(year, {"revenue": first})
        opening = text.replace(f"{year}-Q2", f"{year}-Q1").replace("06-30", "03-31")
        files[f"acme/{year}-q1.yml"] = opening.replace("07-30", "04-30")
        text = record(year, {"revenue": half})
        files[f"acme/{year}-q2.yml"] = text.replace("figures:\n", "year_to_date:\n  figures:\n  ")
    folder = file_briefs(files)
    issuers, problems = read_briefs(folder, folder.parent)
    assert not errors(problems), problems
    shelf = Shelf(issuers["acme"], "2026-q2", Facts.of(issuers))
    assert verdict_line(shelf) == "FY2026 H1: revenue up 4.8%."


@pytest.mark.parametrize(
    ("company", "unit", "says"),
    [
        ("former_currencies: [{until: 2025-FY, currency: CNY}]\n", "million CNY", "$1,048m"),
        ("", "million USD", "$1,048m"),
    ],
)
def test_a_headline_compares_no_two_kinds_of_money(
    company: str, unit: str, says: str, file_briefs: Callable[[Mapping[str, str]], Path]
) -> None:
    before = record(2025, {"revenue": "1,000"}).replace("million USD", unit)
    now = record(2026, {"revenue": "1,048"})
    if not company:
        now += "measuring_unit: dollars of June 2026\n"
    files = {
        "acme/company.yml": COMPANY + company,
        "acme/2025-q2.yml": before,
        "acme/2026-q2.yml": now,
    }
    folder = file_briefs(files)
    issuers, problems = read_briefs(folder, folder.parent)
    assert not errors(problems), problems
    shelf = Shelf(issuers["acme"], "2026-q2", Facts.of(issuers))
    assert verdict_line(shelf) == f"Revenue {says}."
