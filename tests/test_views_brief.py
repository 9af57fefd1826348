"""What a brief's tables and its first screen say of the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tieout.facts.store import Facts
from tieout.problems import errors
from tieout.records.read import read_briefs
from tieout.views.brief.expected import consensus, reaction
from tieout.views.brief.headline import cards, verdict_line
from tieout.views.brief.key_rows import key_rows
from tieout.views.brief.results import key_figures
from tieout.views.brief.scoreboard import scoreboard
from tieout.views.brief.segments import segment_tables
from tieout.views.brief.strip import strip
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.main_figure import best, steady

from tests.conftest import COMPANY

Shelve = Callable[[Mapping[str, str]], dict[str, Shelf]]
SOURCES = """\
released: {date: 2026-07-21}
sources:
  release: {kind: press release, title: Results}
  paper: {kind: news, title: A report}
  blog: {kind: news, title: A post}
source: release
unit: million USD
"""
Q2 = f"period: {{fiscal: 2026-Q2, end: 2026-06-30}}\n{SOURCES}"


@pytest.fixture
def shelve(file_briefs: Callable[[Mapping[str, str]], Path]) -> Shelve:
    """Acme's records by period, as typed; a shelf for each."""

    def read(records: Mapping[str, str]) -> dict[str, Shelf]:
        folder = file_briefs({f"acme/{slug}.yml": text for slug, text in records.items()})
        issuers, problems = read_briefs(folder, folder.parent)
        assert not errors(problems), "\n".join(map(str, problems))
        facts = Facts.of(issuers)
        return {slug: Shelf(issuers["acme"], slug, facts) for slug in records}

    return read


ABROAD = (
    "figures:\n  revenue: 1,048.0\n"
    "translated: {unit: million EUR, figures: {revenue: 500.0}}\nconsensus:\n"
)


@pytest.mark.parametrize(
    ("estimates", "says"),
    [
        (["1,040 USD", "490 EUR", "510 EUR"], "Revenue $1,048m, ahead of two of three estimates."),
        (["490 EUR"], "Revenue $1,048m, ahead of the one estimate in EUR as translated."),
        (["490 EUR", "480 EUR"], "Revenue $1,048m, ahead of both estimates in EUR as translated."),
        (
            ["490 EUR", "510 EUR"],
            "Revenue $1,048m, ahead of one of two estimates in EUR as translated.",
        ),
    ],
)
def test_the_headline_counts_estimates_in_every_currency(
    shelve: Shelve, estimates: list[str], says: str
) -> None:
    rows = "".join(
        f"  - {{metric: revenue, value: '{each.split()[0]}', unit: million {each.split()[1]},"
        f" provider: Poll {at}}}\n"
        for at, each in enumerate(estimates)
    )
    assert verdict_line(shelve({"2026-q2": Q2 + ABROAD + rows})["2026-q2"]) == says


YEAR = {
    "2026-q3": "period: {fiscal: 2026-Q3, end: 2026-09-30}\n"
    + SOURCES
    + ("figures:\n  revenue: 300\nyear_to_date:\n  figures: {revenue: 900}\n"),
    "2026-q4": "period: {fiscal: 2026-Q4, end: 2026-12-31}\n"
    + SOURCES
    + (
        "figures:\n  cash: 50\n"
        "fiscal_year:\n  figures:\n    revenue: 1,300\n"
        "    eps_diluted: {value: 7.46, unit: USD per share}\n"
    ),
}


def test_a_fourth_quarter_that_no_release_prints_says_so(shelve: Shelve) -> None:
    shelf = shelve(YEAR)["2026-q4"]
    cite = Citations(shelf)
    assert verdict_line(shelf) == "Revenue $400m (Q4 derived)."
    (card,) = cards(shelf, cite.address)
    assert card.notes == ("Q4 derived: year less nine months",)
    (note,) = key_figures(shelf, cite).notes
    assert note.startswith("Diluted EPS: not reported for the quarter; year <a href=")
    assert note.endswith('data-figure="acme/2026-q4/2026-fy.eps_diluted.gaap.usd-share">$7.46</a>.')


def test_a_printed_quarter_has_no_word_on_the_year(shelve: Shelve) -> None:
    shelf = shelve(YEAR)["2026-q3"]
    assert verdict_line(shelf) == "Revenue $300m."
    assert key_figures(shelf, Citations(shelf)).notes == ()


def test_an_issuers_periods_stand_on_one_basis(shelve: Shelve) -> None:
    """Each brief's own card is on the basis that was estimated for it."""
    both = (
        "figures:\n  eps_diluted:\n    - {value: 5.17, unit: USD per share}\n"
        "    - {value: 12.52, unit: USD per share, basis: non-GAAP}\n"
    )
    estimate = (
        "consensus:\n  - {metric: eps_diluted, value: 4.9, unit: USD per share, provider: Poll}\n"
    )
    other = estimate.replace("provider", "basis: non-GAAP, provider")
    shelves = shelve(
        {
            "2025-q3": Q2.replace("2026", "2025").replace("Q2", "Q3").replace("06-30", "09-30")
            + both
            + other,
            "2026-q1": Q2.replace("Q2", "Q1").replace("06-30", "03-31") + both + other,
            "2026-q2": Q2 + both + estimate,
            "2026-q3": Q2.replace("Q2", "Q3").replace("06-30", "09-30") + both,
        }
    )
    told = {slug: best(shelf, "eps_diluted") for slug, shelf in shelves.items()}
    assert [str(level and level.basis) for level in told.values()] == [
        "non-GAAP",
        "non-GAAP",
        "GAAP",
        "non-GAAP",
    ]
    listed = {
        str(level and level.basis) for level in (steady(s, "eps_diluted") for s in shelves.values())
    }
    assert listed == {"non-GAAP"}


def test_what_is_off_the_accounting_standard_says_so(shelve: Shelve) -> None:
    figures = (
        "figures: {free_cash_flow: 5, adjusted_ebita: 7, operating_cash_flow: 9, revenue: 10}\n"
    )
    shelf = shelve({"2026-q2": Q2 + figures})["2026-q2"]
    names = [row[0] for row in key_figures(shelf, Citations(shelf)).rows]
    assert {
        "Free cash flow, non-GAAP",
        "Free cash flow margin, non-GAAP",
        "Adjusted EBITA",
        "<b>Operating cash flow</b>",
    } <= set(names)


MANY = {
    "operating_income": 2,
    "free_cash_flow": 5,
    "assets": 9,
    "revenue": 10,
    "gross_profit": 4,
    "net_income": 1,
    "eps_diluted": "{value: 1, unit: USD per share}",
    "cash": 3,
}


def test_many_key_figures_stand_under_their_statements(shelve: Shelve) -> None:
    figures = "".join(f"  {name}: {value}\n" for name, value in MANY.items())
    shelf = shelve({"2026-q2": Q2 + "figures:\n" + figures + "  capex: not disclosed\n"})["2026-q2"]
    table = key_figures(shelf, Citations(shelf))
    names = [row[0] for row in table.rows]
    parts = [name for name in names if name.startswith("<span")]
    assert parts == [
        f'<span class="part">{part}</span>'
        for part in ("Income statement", "Per share", "Cash flow", "Balance sheet", "Ratios")
    ]
    assert names[names.index(parts[2]) :][:3] == [
        parts[2],
        "Free cash flow, non-GAAP",
        "Capital expenditures",
    ]
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_few_key_figures_need_no_headings(shelve: Shelve) -> None:
    shelf = shelve({"2026-q2": Q2 + "figures: {revenue: 10, cash: 2}\n"})["2026-q2"]
    assert len(key_figures(shelf, Citations(shelf)).rows) == 2


def test_why_there_is_no_percentage_is_told_of_the_columns_shown(shelve: Shelve) -> None:
    """By segment there is no column on the quarter; a segment's name keeps its capital."""
    parts = (
        "figures:\n  revenue: {0}\n"
        "segments:\n  tools: {{revenue: {1}}}\n  services: {{revenue: 8}}\n"
    )
    shelves = shelve(
        {
            "2025-q2": Q2.replace("2026", "2025") + parts.format(3, -5),
            "2026-q1": Q2.replace("Q2", "Q1").replace("06-30", "03-31") + parts.format(4, -4),
            "2026-q2": Q2 + parts.format(9, 1),
        }
    )
    shelf = shelves["2026-q2"]
    ((_, table),) = segment_tables(shelf, Citations(shelf))
    assert table.notes == (
        "n.m., not meaningful on the year (Tools: revenue): the base is negative.",
    )


CLOSE = "  - {window: close after release, session: 2026-07-21, price: 157.60, previous: 160.00"
EARLIER = "  - {window: pre-market, session: 2026-07-21, change: 4%, source: paper}\n"


@pytest.mark.parametrize(
    ("row", "change"),
    [
        (f"{CLOSE}, source: paper}}\n", "−1.5%"),
        (f"{CLOSE}, change: -1.50%, source: paper}}\n", "−1.50%"),
    ],
)
def test_the_move_at_the_close_stands_in_the_strip(shelve: Shelve, row: str, change: str) -> None:
    text = Q2 + "figures:\n  revenue: 1\nreaction:\n" + EARLIER + row
    shelf = shelve({"2026-q2": text})["2026-q2"]
    early, close = strip(shelf, Citations(shelf)).windows
    assert (early.name, [each.text for each in early.moves]) == ("Pre-market", ["+4%"])
    assert (close.name, close.day) == ("First close", "21 Jul")
    assert [each.text for each in close.moves] == [change]
    assert close.price is not None
    assert close.price.text == "$157.60"


def test_what_came_before_the_news_stands_apart_and_a_close_that_is_lacking_says_so(
    shelve: Shelve,
) -> None:
    rows = "  - {window: close before release, session: 2026-07-20, price: 160.00, source: paper}\n"
    text = Q2 + "figures:\n  revenue: 1\nreaction:\n" + rows + EARLIER
    shelf = shelve({"2026-q2": text})["2026-q2"]
    told = strip(shelf, Citations(shelf)).windows
    assert [each.name for each in told] == ["Close before", "Pre-market", "First close"]
    assert [each.is_first_after for each in told] == [False, True, False]
    assert [each.text for each in told[0].moves] == ["$160.00"]
    assert told[2].moves == ()


GUIDED = "guidance:\n  - {{metric: revenue, period: 2026-FY, low: {0}, high: {1}}}\n"


@pytest.mark.parametrize(
    ("ends", "says"),
    [((5, 7), "one raised"), ((3, 4), "one cut"), ((4, 6), "one kept"), ((3, 7), "one widened")],
)
def test_guidance_is_held_against_the_release_before(
    shelve: Shelve, ends: tuple[int, int], says: str
) -> None:
    first = Q2.replace("Q2", "Q1").replace("06-30", "03-31").replace("07-21", "04-21")
    figures = "figures:\n  revenue: 1\n"
    shelves = shelve(
        {
            "2026-q1": first + figures + GUIDED.format(4, 6),
            "2026-q2": Q2 + figures + GUIDED.format(*ends),
        }
    )
    told = {slug: strip(shelf, Citations(shelf)) for slug, shelf in shelves.items()}
    assert told["2026-q1"].guidance == ("one first given",)
    assert told["2026-q2"].guidance == (says,)
    assert told["2026-q1"].following is not None
    assert told["2026-q1"].following.slug == "2026-q2"
    assert told["2026-q2"].following is None


def test_the_scoreboard_has_one_axis_and_tells_currencies_apart(shelve: Shelve) -> None:
    estimates = (
        ("1,040", "million USD"),
        ("1,030", "million USD"),
        ("490", "million EUR"),
        ("1,500", "million USD"),
    )
    rows = "".join(
        f"  - {{metric: revenue, value: '{value}', unit: {unit}, provider: Poll {at}}}\n"
        for at, (value, unit) in enumerate(estimates)
    )
    shelf = shelve({"2026-q2": Q2 + ABROAD + rows})["2026-q2"]
    board = scoreboard(shelf, Citations(shelf))
    (row,) = board.rows
    own, foreign = row.lanes
    assert (board.end, board.foreign, board.has_own, board.clips) == (5, ("€",), True, True)
    assert (row.value.text, row.unit) == ("1,048", "m")
    assert (own.distance.text, own.providers) == (
        "about −30.1% to about +2%",
        "Poll 0, Poll 1, Poll 3",
    )
    assert [mark.kind for mark in own.marks] == ["mark", "mark", "left"]
    assert own.marks[2].label == "−30.1%"
    assert (foreign.currency, foreign.distance.figure) == ("€", foreign.marks[0].figure)


def test_a_distance_without_a_percentage_is_told_in_money_and_stands_on_no_axis(
    shelve: Shelve,
) -> None:
    rows = "figures:\n  revenue: 10\n  net_income: -7\nconsensus:\n"
    rows += "  - {metric: revenue, value: 9, provider: Poll}\n"
    rows += "  - {metric: net_income, value: -4, provider: unknown}\n"
    shelf = shelve({"2026-q2": Q2 + rows})["2026-q2"]
    income = scoreboard(shelf, Citations(shelf)).rows[1]
    assert (income.lanes[0].distance.text, income.lanes[0].providers) == ("−$3m", "one unnamed")
    assert income.lanes[0].marks == ()


def test_estimates_in_another_currency_name_it(shelve: Shelve) -> None:
    rows = (
        "  - {metric: revenue, value: 1040, unit: million USD, provider: Poll}\n"
        "  - {metric: revenue, value: 490, unit: million EUR, provider: unknown}\n"
    )
    shelf = shelve({"2026-q2": Q2 + ABROAD + rows})["2026-q2"]
    named = [row[:2] for row in consensus(shelf, Citations(shelf)).rows]
    assert named == [("Revenue", "Poll"), ("Revenue, in EUR", "provider not named")]


def test_a_price_before_is_told_only_of_the_source_that_prints_it(shelve: Shelve) -> None:
    moves = (
        "reaction:\n"
        "  - {window: pre-market, session: 2026-07-21, price: 165.85, previous: 160.73,"
        " change: 3.19%, source: blog}\n"
        "  - {window: pre-market, session: 2026-07-21, change: 4%, source: paper}\n"
    )
    shelf = shelve({"2026-q2": Q2 + "figures:\n  revenue: 1\n" + moves})["2026-q2"]
    ((_, table),) = reaction(shelf, Citations(shelf))
    before = [row[2] for row in table.rows]
    assert "$160.73" in before[0]
    assert before[1] == "–"


def test_a_quarter_told_within_its_half_year_has_the_rows_of_the_half_year(shelve: Shelve) -> None:
    half = "year_to_date:\n  figures: {revenue: 1048.0}\n"
    shelf = shelve({"2026-q2": f"{Q2}{half}"})["2026-q2"]
    rows = key_rows(shelf, Citations(shelf))
    assert rows.period == "FY2026 H1"
    assert [row.value.text for group in rows.groups for row in group.rows] == ["1,048.0"]


def test_a_second_way_of_dividing_the_group_stands_in_a_table_of_its_own(
    file_briefs: Callable[[Mapping[str, str]], Path],
) -> None:
    company = COMPANY.replace(
        "kpis:",
        "  home: {label: Home, cut: regions}\n  abroad: {label: Abroad, cut: regions}\nkpis:",
    )
    parts = {"tools": 60, "services": 40, "home": 70, "abroad": 30}
    segments = "".join(f"  {name}: {{revenue: {value}}}\n" for name, value in parts.items())
    record = f"{Q2}figures: {{revenue: 100}}\nsegments:\n{segments}"
    folder = file_briefs({"acme/company.yml": company, "acme/2026-q2.yml": record})
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems == []
    shelf = Shelf(issuers["acme"], "2026-q2", Facts.of(issuers))
    tables = dict(segment_tables(shelf, Citations(shelf)))
    assert list(tables) == ["Revenue by segment", "Revenue by regions"]
