"""The command `tieout`, as people call it."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel
from tieout.cli.main import main
from tieout.figures.metrics import Metric
from tieout.figures.periods import FiscalLabel
from tieout.publish.ownership import seal
from tieout.records import starter
from tieout.records.company import Company
from tieout.records.issuer_schema import NAME, issuer_schema
from tieout.records.model import Record
from tieout.records.read import read_briefs
from tieout.records.schema import schema_files

from tests.conftest import COMPANY, ROOT, SAMPLE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with Alibaba's briefs; drawings are kept where the project keeps them."""
    shutil.copytree(SAMPLE / "briefs/baba", tmp_path / "briefs/baba")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for folder in (ROOT / "build/cache", tmp_path / "build"):
        folder.mkdir(parents=True, exist_ok=True)
    (tmp_path / "build/cache").symlink_to(ROOT / "build/cache")
    return tmp_path


def tieout(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def spoil(root: Path, old: str, new: str, record: str = "briefs/baba/2026-q2.yml") -> None:
    path = root / record
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_check_lets_good_briefs_pass(root: Path) -> None:
    result = tieout(root, "check")
    assert result.exit_code == 0
    assert all(": warning: " in line for line in result.stdout.splitlines())
    assert re.fullmatch(r"\d+ records read: 0 errors, \d+ warnings\n", result.stderr)


def test_check_names_place_finding_remedy_and_rule(root: Path) -> None:
    spoil(root, "revenue: 247,795", "revenue: 247.795,00")
    result = tieout(root, "check")
    assert result.exit_code == 1
    assert re.search(
        r"^briefs/baba/2026-q2\.yml:\d+:12: `247\.795,00` is no number: .+; write .+ \[R012\]$",
        result.stdout,
        re.MULTILINE,
    )


def test_check_as_json_is_a_list_of_problems(root: Path) -> None:
    spoil(root, "revenue: 247,795", "revenue: a lot")
    result = tieout(root, "check", "--format", "json")
    (problem,) = [each for each in json.loads(result.stdout) if each["severity"] == "error"]
    assert list(problem) == "file line column code severity message remedy help".split()
    assert problem["file"] == "briefs/baba/2026-q2.yml"
    assert problem["message"] == "`a lot` is no number"


def test_check_annotates_a_pull_request_and_nothing_escapes_the_annotation(root: Path) -> None:
    spoil(root, "revenue: 247,795", 'revenue: "1%\\n::set-env::x"')
    result = tieout(root, "check", "--format", "github")
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("::error")]
    assert re.match(r"::error file=briefs/baba/2026-q2.yml,line=\d+,col=12,title=R012::`1%25", line)
    assert not any(line.startswith("::set-env") for line in result.stdout.splitlines())


def test_check_shows_no_line_of_a_link_or_a_device(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password: wombats")
    (root / "briefs/baba/2027-q1.yml").symlink_to(secret)
    os.mkfifo(root / "briefs/baba/2027-q2.yml")
    result = tieout(root, "check")
    assert "2027-q1.yml:1:1: this is a symbolic link" in result.stdout
    assert "2027-q2.yml:1:1: this is no regular file" in result.stdout
    assert "wombats" not in result.stdout


def test_check_shows_only_what_was_asked_for(root: Path) -> None:
    spoil(root, "revenue: 247,795", "revenue: a lot")
    others = tieout(root, "check", str(root / "briefs/baba/2025-q1.yml"))
    assert others.exit_code == 0
    assert tieout(root, "check", str(root / "briefs/baba")).exit_code == 1


def test_facts_prints_a_brief_as_text_and_as_json(root: Path) -> None:
    assert "247,795,000,000 CNY" in tieout(root, "facts", "baba/2026-q2").stdout
    rows = json.loads(tieout(root, "facts", "baba/2026-q2", "--format", "json").stdout)
    revenue = next(row for row in rows if row["metric"] == "revenue" and row["measure"] == "level")
    assert revenue["value"] == "247795000000"


def test_facts_of_an_unknown_brief_names_those_there_are(root: Path) -> None:
    result = tieout(root, "facts", "baba/1999-q1")
    assert result.exit_code == 2
    assert "there is no brief baba/1999-q1; there are baba/2023-q3" in result.stderr


def test_more_problems_than_github_shows_stand_in_the_summary_of_the_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten annotations, the errors first; all two hundred in a table, where no text starts a row."""
    folder, summary = tmp_path / "briefs/acme", tmp_path / "summary.md"
    folder.mkdir(parents=True)
    (folder / "company.yml").write_text(COMPANY)
    for year in range(2018, 2022):
        figures = "".join(f"  wombat|_{at}: 1\n" for at in range(50))
        (folder / f"{year}-q2.yml").write_text(f"unit: x\nfigures:\n{figures}")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = tieout(tmp_path, "check", "--format", "github")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 10
    rows = summary.read_text("utf-8").splitlines()
    assert rows[0].endswith(" problems")
    assert len([row for row in rows if row.startswith("| `briefs/acme/")]) >= 200
    assert all(row.replace("\\|", "").count("|") == 3 for row in rows[4:])


def test_facts_of_an_unreadable_brief_names_what_is_wrong(root: Path) -> None:
    spoil(root, "revenue: 247,795", "revenue: a lot")
    result = tieout(root, "facts", "baba/2026-q2")
    assert result.exit_code == 1
    assert "`a lot` is no number" in result.stderr


def test_new_writes_a_record_and_a_company_that_name_what_to_fill_in(root: Path) -> None:
    result = tieout(root, "new", "acme", "2025-q3")
    assert result.stdout.splitlines() == ["briefs/acme/2025-q3.yml", "briefs/acme/company.yml"]
    problems = json.loads(tieout(root, "check", "--format", "json", f"{root}/briefs/acme").stdout)
    assert {each["code"] for each in problems} == {"R012"}, "nothing but values to be typed"


def test_new_takes_the_last_day_from_the_issuers_calendar(root: Path) -> None:
    assert tieout(root, "new", "baba", "2026-Q3").exit_code == 0
    text = (root / "briefs/baba/2026-q3.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../record.schema.json\n")
    assert "  fiscal: 2026-Q3 " in text
    assert "  end: 2025-12-31 " in text


def test_new_gives_the_issuers_unit_and_figures_with_last_years(root: Path) -> None:
    assert tieout(root, "new", "baba", "2027-Q2").exit_code == 0
    text = (root / "briefs/baba/2027-q2.yml").read_text("utf-8")
    assert re.search(r"^unit: million CNY ", text, re.MULTILINE)
    assert re.search(r"^  # revenue: +# 247,795 in FY2026 Q2$", text, re.MULTILINE)
    several = r"^  # net_income:\n  #   -  +# .*\n  #   - \{value: , basis: non-GAAP\} +# "
    assert re.search(several, text, re.MULTILINE)
    assert re.search(r"^#   cloud:\n#     revenue: +# [0-9,]+ in FY2026 Q2$", text, re.MULTILINE)
    problems = json.loads(tieout(root, "check", "--format", "json", f"{root}/briefs/baba").stdout)
    assert {each["code"] for each in problems} == {"R012"}, "nothing but values to be typed"


LAST_DAYS = [
    ("last Sunday of January", "2023-Q1", {}, "2022-05-01"),
    ("last Sunday of January", "2023-Q4", {}, "2023-01-29"),
    ("nearest Sunday to the end of August", "2026-Q1", {"2025-q1": "2024-11-24"}, "2025-11-23"),
    ("December 31", "2026-Q2", {"2025-q2": "2025-06-29"}, "2026-06-28"),
    ("June 30", "2026-H1", {}, "2025-12-31"),
]
WEEKS = """\
period: {{fiscal: {fiscal}, end: {end}}}
released: {{date: 2025-12-31}}
sources: {{}}
"""


@pytest.mark.parametrize(("rule", "period", "others", "end"), LAST_DAYS)
def test_new_writes_the_days_of_the_issuers_own_calendar(
    rule: str, period: str, others: dict[str, str], end: str, tmp_path: Path
) -> None:
    folder = tmp_path / "briefs/acme"
    folder.mkdir(parents=True)
    company = COMPANY.replace("fiscal_year_end: December 31", f"fiscal_year_end: {rule}")
    (folder / "company.yml").write_text(company, "utf-8")
    for slug, day in others.items():
        text = WEEKS.format(fiscal=slug.upper(), end=day)
        (folder / f"{slug}.yml").write_text(text, "utf-8")
    assert tieout(tmp_path, "new", "acme", period).exit_code == 0
    text = (folder / f"{period.lower()}.yml").read_text("utf-8")
    assert f"  end: {end} " in text


def test_new_overwrites_nothing(root: Path) -> None:
    before = (root / "briefs/baba/2026-q2.yml").read_bytes()
    result = tieout(root, "new", "baba", "2026-q2")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "briefs/baba/2026-q2.yml is there already" in result.stderr
    assert (root / "briefs/baba/2026-q2.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("issuer", "period", "remedy"),
    [
        ("../acme", "2025-q3", "use small letters, digits and hyphens, like baba"),
        ("Acme", "2025-q3", "use small letters, digits and hyphens, like baba"),
        ("acme", "q3", "write it like 2026-Q2, 2026-H1"),
        ("acme", "2025-q9", "write it like 2026-Q2, 2026-H1"),
    ],
)
def test_new_refuses_what_is_no_name(root: Path, issuer: str, period: str, remedy: str) -> None:
    before = sorted(root.rglob("*"))
    result = tieout(root, "new", issuer, period)
    assert result.exit_code == 2
    assert remedy in result.stderr
    assert sorted(root.rglob("*")) == before


def field_names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for inner in models_in(field.annotation):
            yield from field_names(inner)


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    if is_model and annotation is not Metric:
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


@pytest.mark.parametrize("model", [Record, Company])
def test_a_first_file_mentions_every_field(model: type[BaseModel]) -> None:
    text = starter.new_record(FiscalLabel(2026, "Q2"), None) + starter.new_company()
    assert {name for name in field_names(model) if not re.search(rf"\b{name}\b", text)} == set()


def test_schema_writes_what_editors_read(root: Path) -> None:
    wanted = {name: text.encode() for name, text in schema_files().items()}
    issuers, _ = read_briefs(root / "briefs", root)
    wanted |= {f"{slug}/{NAME}": issuer_schema(each).encode() for slug, each in issuers.items()}
    result = tieout(root, "schema")
    assert result.stdout.splitlines() == [f"briefs/{name}" for name in sorted(wanted)]
    assert {name: (root / "briefs" / name).read_bytes() for name in wanted} == wanted


def test_render_writes_the_documents_alone(root: Path) -> None:
    assert tieout(root, "render").exit_code == 0
    assert (root / "build/docs/baba/2026-q2/index.md").is_file()
    assert not (root / "site").exists()


def test_build_says_what_keeps_the_briefs_back_and_leaves_the_old_site(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/index.html").write_text("old")
    seal(root / "site")
    spoil(root, "revenue: 247,795", "revenue: a lot")
    result = tieout(root, "build")
    assert result.exit_code == 1
    assert "briefs/baba/2026-q2.yml:" in result.stderr
    assert "`a lot` is no number" in result.stderr
    assert [path.name for path in (root / "site").glob("*.html")] == ["index.html"]
    assert not list(root.glob("site.*"))


def test_a_folder_without_a_site_is_told_apart(tmp_path: Path) -> None:
    result = tieout(tmp_path, "build")
    assert result.exit_code == 1
    assert "mkdocs.yml" in result.stderr


@pytest.mark.parametrize("command", ["check", "facts", "new", "schema", "render", "build", "serve"])
def test_help_shows_how_to_call(root: Path, command: str) -> None:
    result = tieout(root, command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {command}")
