"""What a new record knows before anybody types: of its issuer, or of filings."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tieout.cli.main import main
from tieout.examine import examine
from tieout.problems import errors

from tests.conftest import COMPANY, SAMPLE

LAST_YEAR = """\
period: {fiscal: 2025-Q2, end: 2025-06-30, issuer_label: June Quarter 2025}
released: {date: 2025-07-30, session: before open, source: report}
sources:
  report: {kind: financial report, title: Report of the second quarter, url: https://example.com/q2}
  poll: {kind: news, title: What to expect, publisher: Example Wire, url: https://example.com/poll}
unit: thousand USD
source: report
locator: Highlights
figures:
  revenue: 1,150,000
  stores_opened: {value: 12, unit: count}
segments:
  tools: {revenue: 700000}
  services: {revenue: 450000}
year_to_date: {figures: {revenue: 2260000}}
consensus:
  - {metric: revenue, value: 1140000, provider: Example Poll, source: poll}
guidance:
  - {metric: revenue, period: 2026-Q2, low: 1240000, high: 1260000}
"""
ANSWERS = {
    "last day": "",
    "day of the release": "2026-07-30",
    "session": "before open",
    "the source is a": "",
    "title": "Results of the second quarter",
    "address": "https://example.com/2026-q2",
    "published": "",
    "unit": "",
    "where": "",
    "revenue": "1,250,000",
    "stores_opened": "nd",
    "tools": "800000",
    "services": "450000",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "briefs/acme"
    folder.mkdir(parents=True)
    (folder / "company.yml").write_text(COMPANY)
    (folder / "2025-q2.yml").write_text(LAST_YEAR)
    return tmp_path


def new(root: Path, *arguments: str, typed: str = "") -> Result:
    environment = {"SOURCE_DATE_EPOCH": "1790000000"}
    command = ["--root", str(root), "new", "acme", "2026-q2", *arguments]
    return CliRunner(env=environment).invoke(main, command, input=typed)


def typed(**other: str) -> str:
    """The answers, one to a line; an answer may be several, of which the last one holds."""
    return "".join(f"{each}\n" for each in {**ANSWERS, **other}.values())


def test_a_new_record_knows_what_the_issuers_others_tell(root: Path) -> None:
    assert new(root).exit_code == 0
    text = (root / "briefs/acme/2026-q2.yml").read_text()
    for line in (
        "  # issuer_label: June Quarter 2026",
        "  report:",
        "    kind: financial report ",
        "  # poll: {kind: news, title: , publisher: Example Wire}  # read for FY2025 Q2",
        "unit: thousand USD ",
        "source: report ",
        "# locator: Highlights",
        "  # stores_opened: {value: , unit: count} # 12 in FY2025 Q2",
        "#     revenue:                          # 2260000 in FY2025 Q2",
        "#   - {metric: revenue, value: , provider: Example Poll, as_of: , source: }",
        "# FY2025 Q2 guided revenue of 1240000 to 1260000",
    ):
        assert line in text


def test_a_base_in_another_unit_says_so(root: Path) -> None:
    later = LAST_YEAR.replace("2025-Q2", "2026-Q1").replace("2025-06-30", "2026-03-31")
    later = later.replace("thousand USD", "million USD").split("figures:")[0]
    (root / "briefs/acme/2026-q1.yml").write_text(later.replace("2025-07-30", "2026-04-30"))
    assert new(root).exit_code == 0
    text = (root / "briefs/acme/2026-q2.yml").read_text()
    assert "# 1,150,000 thousand USD in FY2025 Q2" in text
    assert "\nunit: million USD" in text


def test_segments_are_those_of_the_period(root: Path) -> None:
    """One that has ended is left out; one that has begun since is there with its latest figure."""
    cut = "tools: {label: Tools, until: 2026-Q1}\n  parts: {label: Parts, since: 2026-Q1}"
    company = COMPANY.replace("tools: {label: Tools}", cut)
    (root / "briefs/acme/company.yml").write_text(company)
    later = LAST_YEAR.replace("2025-Q2", "2026-Q1").replace("2025-06-30", "2026-03-31")
    later = later.replace("  tools: {revenue: 700000}", "  parts: {revenue: 710000}")
    (root / "briefs/acme/2026-q1.yml").write_text(later.replace("2025-07-30", "2026-04-30"))
    asked = new(root, "--ask", typed=typed()).output
    assert "parts.revenue (710000 in FY2026 Q1)" in asked
    assert "tools" not in asked
    (root / "briefs/acme/2026-q2.yml").unlink(missing_ok=True)
    assert new(root).exit_code == 0
    text = (root / "briefs/acme/2026-q2.yml").read_text()
    assert "#   tools:" not in text
    assert re.search(r"#   services:\n#     revenue: +# 450000 in FY2025 Q2\n", text)
    assert re.search(r"#   parts:\n#     revenue: +# 710000 in FY2026 Q1\n", text)


def test_a_record_that_was_asked_for_passes_the_check(root: Path) -> None:
    told = new(root, "--ask", typed=typed())
    assert told.exit_code == 0, told.output
    text = (root / "briefs/acme/2026-q2.yml").read_text()
    assert "stores_opened: {value: not disclosed, unit: count}" in text
    assert errors(examine(root, date(2026, 9, 30)).problems) == ()


@pytest.mark.parametrize(
    ("field", "wrong", "told"),
    [
        ("day of the release", "30.07.2026", "is no date; write 2026-07-30"),
        ("session", "before noon", "did you mean `before open`?"),
        ("address", "example.com", "address"),
        ("unit", "milion USD", "milion"),
        ("revenue", "1.250,5", "write 1,250.5"),
        ("revenue", "1250000000", "see whether the unit is right"),
        ("services", "540000", "the segments' `revenue` adds up to"),
        ("title", "", "this is needed"),
        ("title", "\u202eevil", "nobody can see"),
    ],
)
def test_a_wrong_answer_is_told_and_asked_for_again(
    field: str, wrong: str, told: str, root: Path
) -> None:
    right = ANSWERS[field] or {"unit": "thousand USD"}.get(field, "")
    answers = {**ANSWERS, field: f"{wrong}\n{right}"}
    said = new(root, "--ask", typed="".join(f"{each}\n" for each in answers.values()))
    assert told in said.output
    assert said.exit_code == 0, said.output
    assert errors(examine(root, date(2026, 9, 30)).problems) == ()


def test_who_stops_in_between_has_written_nothing(root: Path) -> None:
    assert new(root, "--ask", typed="\n2026-07-30\n").exit_code == 1
    assert not (root / "briefs/acme/2026-q2.yml").exists()


def test_an_issuer_nobody_knows_is_no_one_to_ask_about(tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    told = new(tmp_path, "--ask")
    assert (told.exit_code, list((tmp_path / "briefs").iterdir())) == (1, [])
    assert "write it first: tieout new acme" in told.output


FILER = Path(__file__).parent / "importers/annual"


@pytest.fixture
def filer(tmp_path: Path) -> Path:
    """A folder with the earlier years of an issuer that files with the SEC."""
    shutil.copytree(FILER / "expected", tmp_path / "briefs/acme")
    for name in ("2024-fy.yml", "remarks.txt"):
        (tmp_path / "briefs/acme" / name).unlink(missing_ok=True)
    return tmp_path


def filed(root: Path, period: str) -> Result:
    (body,) = FILER.glob("*.json")
    command = ["--root", str(root), "new", "acme", period, "--from-edgar", str(body)]
    return CliRunner().invoke(main, command)


def test_a_record_can_start_from_what_was_filed(filer: Path) -> None:
    told = filed(filer, "2024-fy")
    assert told.exit_code == 0, told.output
    made = (filer / "briefs/acme/2024-fy.yml").read_text()
    assert made == (FILER / "expected/2024-fy.yml").read_text()
    ledger = json.loads((filer / "briefs/acme/.edgar.json").read_text())
    assert set(ledger) == {"company.yml", "2024-fy.yml"}


@pytest.mark.parametrize(
    ("period", "told"),
    [("2031-fy", "no figures of 2031-fy; the latest are of"), ("2023-fy", "is there already")],
)
def test_a_period_that_cannot_be_had_is_told(period: str, told: str, filer: Path) -> None:
    before = {path: path.read_bytes() for path in filer.rglob("*.yml")}
    said = filed(filer, period)
    assert (said.exit_code, told in said.output) == (1, True), said.output
    assert before == {path: path.read_bytes() for path in filer.rglob("*.yml")}


def test_one_way_at_a_time(root: Path) -> None:
    told = new(root, "--ask", "--cik", "320193")
    assert told.exit_code == 2
    assert "give one of --ask, --from-edgar and --cik" in told.output


def test_the_sample_issuers_are_known_as_well(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "briefs", tmp_path / "briefs")
    command = ["--root", str(tmp_path), "new", "baba", "2026-q3"]
    assert CliRunner().invoke(main, command).exit_code == 0
