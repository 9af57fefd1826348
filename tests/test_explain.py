"""Every code that a message can carry is explained: on a command line and on a page of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tieout.check.explained import EXAMPLES
from tieout.claims.codes import codes, meaning, row
from tieout.cli.main import main
from tieout.cli.problems import annotation
from tieout.problems import Place, Problem
from tieout.records.text import Code
from tieout.views.upkeep import rules

NOT_SHOWN = {Code.SIZE, Code.ENCODING, Code.PATH, Code.STRAY}
"""What no text can show: too large, no text, a name, another kind of file."""
KNOWN = codes()
PROBLEM = Problem(Place("briefs/acme/2026-q2.yml", 4, 35), "T503", "found", "do this", "warning")


def test_every_file_of_examples_is_of_a_code_and_every_code_has_one() -> None:
    assert {path.stem for path in EXAMPLES.iterdir()} == {known.code for known in KNOWN}
    assert {*Code} < {known.code for known in KNOWN}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.code)
def test_a_code_says_what_it_demands_and_why_and_shows_it(known: object) -> None:
    page = rules.page(known)  # type: ignore[arg-type]  # parametrized
    assert page.demands.endswith(".")
    assert page.why.endswith(".")
    assert 5 <= len(page.why.split()) <= 40
    assert page.name.split() != [page.code]
    assert (page.example is None) == (page.code in NOT_SHOWN)
    if page.example:
        assert page.example.title.endswith(".")
        assert page.example.messages
        assert page.example.wrong.text != page.example.right.text


def test_the_command_says_what_the_page_says() -> None:
    told = CliRunner().invoke(main, ["explain", "t503", "R012"])
    assert told.exit_code == 0
    known = meaning("T503")
    assert known is not None
    for text in (known.reason.why, "year_to_date: {figures: {revenue: 2541}}", "-> `revenue` of"):
        assert text in " ".join(told.output.split())
    assert "R012  Values are what their field holds" in told.output


def test_without_a_code_the_command_lists_all() -> None:
    lines = CliRunner().invoke(main, ["explain"]).output.splitlines()
    assert [line.split()[0] for line in lines] == [known.code for known in KNOWN]


@pytest.mark.parametrize("code", ["T999", "", "::error::", "T503\n", "../T503"])
def test_a_code_that_is_none_is_told(code: str) -> None:
    told = CliRunner().invoke(main, ["explain", code])
    assert told.exit_code == 2
    assert "there is no rule" in told.output


def test_messages_lead_to_their_rule() -> None:
    assert row(PROBLEM)["help"] == "rules/t503/"
    assert annotation(PROBLEM).endswith("::found; do this%0Awhy: tieout explain T503")


def test_a_check_ends_with_the_command_that_explains(tmp_path: Path) -> None:
    (tmp_path / "briefs/acme").mkdir(parents=True)
    (tmp_path / "briefs/acme/company.yml").write_text("name: Acme\n")
    told = CliRunner().invoke(main, ["--root", str(tmp_path), "check"])
    assert told.output.splitlines()[-1] == "why: tieout explain R011"
    as_json = CliRunner().invoke(main, ["--root", str(tmp_path), "check", "--format", "json"])
    assert {each["help"] for each in json.loads(as_json.stdout)} == {"rules/r011/"}
