"""Each file in `check/` is named after a rule, and holds a record that keeps it and one that does not.

The files are parts that open with a line `--- # passes`, `--- # fails` or `--- # with: 2026-q1.yml`
(a file that stands beside both). What a part leaves out is as in `RECORD` or `COMPANY`: it is added
below, unless the part says that it is `# whole`. A line `#! 3:5: finding; remedy` in the failing part is a message it earns; there are no
others. `pytest tests/test_check.py --rewrite` writes these lines anew, for review.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.check import RULES, check, waivers
from generator.facts import Facts
from generator.problems import Problem
from generator.read import read_briefs
from tests.conftest import COMPANY, File

FOLDER = Path(__file__).with_name("check")
CASES = sorted(FOLDER.glob("*.yml"))
PART = re.compile(r"^--- # (with|passes|fails)(?:: (\S+))?\n", re.MULTILINE)
EXPECTED = re.compile(r"^#! (.*)\n", re.MULTILINE)
BLOCK = re.compile(r"^(\w+):.*\n(?:[ #-].*\n)*", re.MULTILINE)
TODAY = date(2026, 9, 30)
RECORD = """\
period: {fiscal: 2026-Q2, end: 2026-06-30}
released: {date: 2026-07-30, source: release}
sources:
  release: {kind: press release, title: Results, url: https://www.example.com/q2.html}
source: release
unit: million USD
figures:
  revenue: 1,250
"""


@dataclass(frozen=True)
class Case:
    """One file of `check/`."""

    beside: Mapping[str, str]
    file: str
    """Which file of the issuer keeps the rule, and breaks it."""
    passes: str
    fails: str

    @classmethod
    def read(cls, text: str) -> Case:
        parts = PART.split(text)[1:]
        found = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
        beside = {name: part for kind, name, part in found if kind == "with"}
        texts = {kind: (name or "2026-q2.yml", part) for kind, name, part in found}
        return cls(beside, texts["fails"][0], texts["passes"][1], texts["fails"][1])

    def files(self, text: str) -> dict[str, str]:
        files = {**self.beside, self.file: text}
        return {filed(name): completed(name, part) for name, part in files.items()}

    @property
    def expected(self) -> list[str]:
        messages = EXPECTED.findall(self.fails)
        return [f"briefs/{filed(self.file)}:{message}" for message in messages]


def filed(name: str) -> str:
    """The path of a case's file: `../bolt/company.yml` is another issuer's."""
    return name[3:] if name.startswith("../") else f"acme/{name}"


def completed(name: str, part: str) -> str:
    """The part with the blocks it leaves out below it."""
    if name.endswith(".md") or "# whole\n" in part:
        return part
    typed = {match[1] for match in BLOCK.finditer(part)}
    usual = COMPANY if name.endswith("company.yml") else RECORD
    return part + "".join(match[0] for match in BLOCK.finditer(usual) if match[1] not in typed)


def problems_of(briefs: Path) -> list[Problem]:
    issuers, problems = read_briefs(briefs, briefs.parent)
    return [*problems, *check(issuers, Facts.of(issuers), TODAY)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_keeps_the_rule_earns_no_message(path: Path, file_briefs: File) -> None:
    case = Case.read(path.read_text(encoding="utf-8"))
    assert [str(each) for each in problems_of(file_briefs(case.files(case.passes)))] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_breaks_the_rule_earns_exactly_its_messages(
    path: Path, file_briefs: File, pytestconfig: pytest.Config
) -> None:
    text = path.read_text(encoding="utf-8")
    case = Case.read(text)
    found = problems_of(file_briefs(case.files(case.fails)))
    if pytestconfig.getoption("rewrite"):
        rewrite(path, case, found)
        case = Case.read(path.read_text(encoding="utf-8"))
        rewrite(path, case, problems_of(file_briefs(case.files(case.fails))))
        return
    assert [str(each) for each in found] == case.expected
    assert {each.code for each in found} == {path.stem}


def rewrite(path: Path, case: Case, found: list[Problem]) -> None:
    prefix = f"briefs/{filed(case.file)}:"
    lines = [f"#! {str(each).removeprefix(prefix)}\n" for each in found]
    text = path.read_text(encoding="utf-8")
    head, part = text[: -len(case.fails)], EXPECTED.sub("", case.fails)
    path.write_text(head + "".join(lines) + part, encoding="utf-8")


def test_every_rule_has_its_case_and_says_what_it_demands() -> None:
    assert sorted(RULES) == [path.stem for path in CASES]
    assert all(each.meaning.endswith(".") for each in RULES.values())
    assert {each.severity for each in RULES.values()} == {"error", "warning"}
    assert RULES["T401"].name == "segments foot to the group"
