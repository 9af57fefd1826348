"""What a brief's tables and its first screen say of the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.facts import Facts
from generator.problems import errors
from generator.read import read_briefs
from generator.views.citations import Citations
from generator.views.expected import reaction
from generator.views.shelf import Shelf

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
