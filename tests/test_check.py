"""Each case is called after a rule: a record that keeps it, and one that breaks it.

Those that are shown to readers stand beside the rules, in `check/examples/` of the package, whose
`explained.py` says how they are written; further ones in `check/` here. What a part leaves out is
as in `RECORD` or `COMPANY`, and is added below it. There are no messages but those named.
`pytest tests/test_check.py --rewrite` writes them anew, for review.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from tieout.check import RULES, check, waivers
from tieout.check.explained import EXAMPLES, reason
from tieout.claims.codes import codes
from tieout.claims.own import CODE as PROSE
from tieout.claims.own import untied
from tieout.claims.rules import ARTICLE_RULES, check_articles
from tieout.facts.store import Facts
from tieout.figures.metrics import catalogue
from tieout.problems import Problem
from tieout.records.read import read_briefs
from tieout.views.upkeep import reference

from tests.conftest import COMPANY, File

FOLDER = Path(__file__).with_name("check")
SHOWN = [path for path in sorted(EXAMPLES.glob("*.yml")) if reason(path.stem).example]
CASES = [*SHOWN, *sorted(FOLDER.glob("*.yml"))]
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
    if name.endswith(".md"):
        return EXPECTED.sub("", part)
    if "# whole\n" in part:
        return part
    typed = {match[1] for match in BLOCK.finditer(part)}
    usual = COMPANY if name.endswith("company.yml") else RECORD
    return part + "".join(match[0] for match in BLOCK.finditer(usual) if match[1] not in typed)


def problems_of(briefs: Path) -> list[Problem]:
    issuers, problems = read_briefs(briefs, briefs.parent)
    problems += check(issuers, Facts.of(issuers), TODAY)
    return [*problems, *check_articles(issuers, TODAY)]


def found_in(briefs: Path, code: str) -> list[Problem]:
    """Of the rule on our own prose, what it finds; else all that the other rules find."""
    if code != PROSE:
        return problems_of(briefs)
    issuers, _ = read_briefs(briefs, briefs.parent)
    return list(untied(issuers, Facts.of(issuers)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_keeps_the_rule_earns_no_message(path: Path, file_briefs: File) -> None:
    case = Case.read(path.read_text(encoding="utf-8"))
    assert [str(each) for each in found_in(file_briefs(case.files(case.passes)), path.stem)] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_breaks_the_rule_earns_exactly_its_messages(
    path: Path, file_briefs: File, pytestconfig: pytest.Config
) -> None:
    text = path.read_text(encoding="utf-8")
    case = Case.read(text)
    found = found_in(file_briefs(case.files(case.fails)), path.stem)
    if pytestconfig.getoption("rewrite"):
        rewrite(path, case, found)
        case = Case.read(path.read_text(encoding="utf-8"))
        rewrite(path, case, found_in(file_briefs(case.files(case.fails)), path.stem))
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
    rules = {**ARTICLE_RULES, **RULES}
    assert set(rules) <= {path.stem for path in SHOWN}
    assert all(each.meaning.endswith(".") for each in rules.values())
    assert {each.severity for each in rules.values()} == {"error", "warning"}
    assert RULES["T401"].name == "segments foot to the group"


def test_no_two_rules_have_one_code() -> None:
    """The later one would take the other's place in the book without a word."""
    texts = [path.read_text("utf-8") for path in EXAMPLES.parent.parent.glob("c*/*.py")]
    code = re.compile(r'^@(?:rule|advice)\("(.+?)"\)', re.MULTILINE)
    written = [found for text in texts for found in code.findall(text)]
    assert sorted(written) == sorted({**RULES, **ARTICLE_RULES})


def test_every_rule_stands_once_on_the_page_of_rules() -> None:
    shown = [row[0] for _, table in reference.rules() for row in table.rows]
    anchors = [re.findall(r'id="(\w+)"', cell)[0].upper() for cell in shown]
    assert anchors == [known.code for known in codes()]
    assert set(anchors) > {*RULES, *ARTICLE_RULES}


def broken(path: str) -> str:
    return (FOLDER / "broken" / path).read_text(encoding="utf-8")


WAYS = yaml.safe_load(broken("ways.yml"))
GOOD = {f"acme/{name}": broken(name) for name in ("company.yml", "2025-q2.yml", "2026-q2.yml")}


def test_the_good_record_earns_no_message(file_briefs: File) -> None:
    assert problems_of(file_briefs(GOOD)) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way["way"])
def test_each_way_to_break_it_earns_one_message(way: dict[str, str], file_briefs: File) -> None:
    good = GOOD["acme/2026-q2.yml"]
    assert good.count(way["right"]) == 1
    bad = good.replace(way["right"], way["wrong"])
    found = problems_of(file_briefs({**GOOD, "acme/2026-q2.yml": bad}))
    assert [str(each) for each in found] == [f"briefs/acme/2026-q2.yml:{way['message']}"]


VALUES = ["0", "-1", "(1)", "not disclosed", "0.0000001", "9" * 30, "5"]
PAIRS = list(pairwise([*VALUES, VALUES[0]]))
FAMILY = """\
name: Acme Corporation
short_name: Acme
listings: [{ticker: ACME, exchange: NYSE, currency: USD, kind: ADS, shares_per_ads: 8}]
sector: Industry
currency: CNY
fiscal_year_end: December 31
segments:
  tools: {label: Tools}
  saws: {label: Saws, part_of: tools}
  between: {label: Eliminations, kind: eliminations}
"""


def crowded(label: str, end: str, value: str, other: str) -> str:
    """A record with every metric there is, each with one of two values."""
    units = {"money per share": ", unit: CNY per ADS"}
    metrics = {name: units.get(metric.unit, "") for name, metric in catalogue().items()}
    table = ", ".join(f"{name}: {{value: {value}{unit}}}" for name, unit in metrics.items())
    row = f"{{revenue: {value}, adjusted_ebita: {other}}}"
    return f"""\
period: {{fiscal: {label}, end: {end}}}
released: {{date: {end.replace("-06-", "-07-").replace("-03-31", "-04-30")}}}
unit: million CNY
figures: {{{table}}}
segments: {{tools: {row}, saws: {row}, between: {row}}}
translated: {{unit: million USD, rate: {{value: 7.1}}, figures: {row}}}
year_ago: {{unit: million CNY, figures: {{{table.replace(value, other)}}}}}
year_to_date: {{unit: million CNY, figures: {{{table}}}}}
stated_growth: {{revenue: 5%, net_income: -100%, gross_margin: 5 bp}}
"""


@pytest.mark.parametrize(("value", "other"), PAIRS)
def test_no_value_makes_a_rule_raise(value: str, other: str, file_briefs: File) -> None:
    files = {
        "2025-q2.yml": crowded("2025-Q2", "2025-06-30", other, value),
        "2026-q1.yml": crowded("2026-Q1", "2026-03-31", other, other),
        "2026-q2.yml": crowded("2026-Q2", "2026-06-30", value, other),
        "company.yml": FAMILY,
    }
    completed_files = {filed(name): completed(name, part) for name, part in files.items()}
    assert problems_of(file_briefs(completed_files))


def test_waivers_are_listed_with_their_brief_and_place(file_briefs: File) -> None:
    case = Case.read((FOLDER / "T901.yml").read_text(encoding="utf-8"))
    issuers, _ = read_briefs(file_briefs(case.files(case.passes)), Path())
    (waived,) = waivers(issuers)
    assert (waived.record, waived.waiver.rule) == ("acme/2026-q2", "T408")
    assert waived.place.line == case.passes.split("\n").index("waivers:") + 2
