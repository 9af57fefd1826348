"""Forms of strangers: a valid change, or an answer that says what is missing; nothing else."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from tieout.cli.main import main
from tieout.examine import examine
from tieout.importers.forms import article, event, figure, quarter
from tieout.problems import errors

from tests.conftest import ROOT

BASE = Path(__file__).with_name("slips") / "base"
TEMPLATES = ROOT / ".github/ISSUE_TEMPLATE"
FORMS = {"new-quarter": quarter, "wrong-figure": figure, "new-article": article}
QUARTER = {
    "Issuer": "acme",
    "Fiscal period": "2026-q3",
    "Last day of the period": "_No response_",
    "Day of the release": "2026-10-29",
    "Session": "before open",
    "Source": "press release",
    "Title": "Results of the third quarter",
    "Address": "https://www.example.com/2026-q3.html",
    "Day of publication": "_No response_",
    "Unit": "_No response_",
    "Figures": "```text\nrevenue: 1,280\nOperating income = 220\ngross_margin: 44.1%\n"
    "eps_diluted: 0.75 USD per share\nstores opened\t14\ntools.revenue: 720\n"
    "Services.revenue: 590\neliminations.revenue: -30\ncapex: not disclosed\n```",
}
FIGURE = {
    "Page": "https://example.org/site/acme/2026-q2/#figure-revenue",
    "Figure": "operating_income",
    "What it shows": "210",
    "What is right": "211",
    "Where it says so": "press release, table 1",
}
ARTICLE = {
    "Brief": "acme/2026-q2",
    "Title": "Acme grows in the second quarter",
    "Publisher": "Example Post",
    "Address": "https://www.example.com/acme-grows",
    "Day of publication": "2026-07-31",
    "Kind": "news",
    "Numbers in its words": "Acme revenue rose 5% to $1.25 billion\n"
    "“Acme operating income was $210 million”",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "briefs/acme")
    return tmp_path


def body(fields: dict[str, str]) -> str:
    return "\n\n".join(f"### {heading}\n\n{value}" for heading, value in fields.items())


def payload(label: str, text: str, title: str = "anything") -> bytes:
    issue: dict[str, Any] = {"number": 7, "title": title, "body": text}
    return json.dumps({"issue": {**issue, "labels": [{"name": label}]}}).encode()


def filed(root: Path, content: bytes) -> tuple[Result, dict[str, str]]:
    """The command's result, and what it left for the workflow."""
    file, answer = root / "event.json", root / "answer"
    file.write_bytes(content)
    command = ["--root", str(root), "form", str(file), "--answer", str(answer)]
    result = CliRunner(env={"SOURCE_DATE_EPOCH": "1793500000"}).invoke(main, command)
    left = {path.name: path.read_text("utf-8") for path in answer.glob("*")}
    return result, left


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "briefs").rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", FORMS)
def test_the_form_asks_what_the_command_reads(name: str) -> None:
    asked = yaml.safe_load((TEMPLATES / f"{name}.yml").read_text("utf-8"))
    fields = [each for each in asked["body"] if each["type"] != "markdown"]
    needed = [f["attributes"]["label"] for f in fields if f.get("validations", {}).get("required")]
    assert sorted(needed) == sorted(FORMS[name].NEEDED)
    named = vars(FORMS[name]).items()
    labels = {value for key, value in named if re.fullmatch("[A-Z]+", key)} - {FORMS[name].NEEDED}
    assert {each["attributes"]["label"] for each in fields} == labels
    assert event.LABELS[asked["labels"][0]] in FORMS[name].__name__


def test_links_on_pages_fill_in_fields_that_the_forms_have() -> None:
    theme = (ROOT / "templates/theme/partials/content.html").read_text("utf-8")
    links = re.findall(r"\{\{ form \}\}([a-z-]+)\.yml&amp;([a-z]+)=", theme)
    assert {name for name, _ in links} == set(FORMS)
    for name, field in links:
        form = yaml.safe_load((TEMPLATES / f"{name}.yml").read_text("utf-8"))
        assert field in {each.get("id") for each in form["body"]}


def test_a_quarter_becomes_a_record_that_passes(root: Path) -> None:
    result, left = filed(root, payload("new quarter", body(QUARTER)))
    assert result.exit_code == 0, result.output
    assert result.stdout == "briefs/acme/2026-q3.yml\n"
    assert left["title"] == "Add FY2026 Q3 of acme"
    assert left["branch"] == "form-7"
    assert "#7" in left["body.md"]
    assert errors(examine(root, date(2026, 11, 5)).problems) == ()
    text = (root / "briefs/acme/2026-q3.yml").read_text()
    for line in (
        "stores_opened: 14",
        "eps_diluted: {value: 0.75, unit: USD per share}",
        "unit: million USD",
        "services: {revenue: 590}",
        "end: 2026-09-30",
    ):
        assert line in text


def test_a_figure_becomes_a_correction_with_its_log(root: Path) -> None:
    before = (root / "briefs/acme/2026-q2.yml").read_text()
    fields = {**FIGURE, "What it shows": "12", "What is right": "13", "Figure": "Stores opened"}
    result, left = filed(root, payload("wrong figure", body(fields)))
    assert result.exit_code == 0, result.output
    assert left["title"] == "Correct figures.stores_opened of acme/2026-q2"
    after = (root / "briefs/acme/2026-q2.yml").read_text()
    assert after.replace("stores_opened: 13", "stores_opened: 12").startswith(before.rstrip("\n"))
    assert after.endswith(
        "corrections:\n  - {date: 2026-11-01, figure: figures.stores_opened, was: 12, now: 13, "
        'reason: "told by a reader: press release, table 1"}\n'
    )


def test_an_article_becomes_a_file_with_its_claims(root: Path) -> None:
    result, left = filed(root, payload("new article", body(ARTICLE)))
    assert result.exit_code == 0, (result.output, left)
    text = (root / "briefs/acme/articles/acme-grows-in-the-second-quarter.md").read_text()
    assert "publisher: Example Post" in text
    assert text.count("- quote: ") + text.count("- {quote: ") >= 2


EPS = {**FIGURE, "Figure": "eps_diluted", "What it shows": "0.61", "What is right": "0.62"}


def test_of_several_figures_of_a_metric_the_one_that_is_shown_is_corrected(root: Path) -> None:
    result, left = filed(root, payload("wrong figure", body(EPS)))
    assert result.exit_code == 0, (result.output, left)
    text = (root / "briefs/acme/2026-q2.yml").read_text()
    assert "{value: 0.74, unit: USD per share}" in text
    assert "{value: 0.62, unit: USD per share, basis: non-GAAP}" in text


MISSING = [
    ("new quarter", {**QUARTER, "Figures": "_No response_"}, "Figures: nothing is typed"),
    ("new quarter", {"Issuer": "acme"}, "Title: nothing is typed"),
    (
        "new quarter",
        {**QUARTER, "Issuer": "acmee"},
        "there is no folder of that name; there are acme",
    ),
    ("new quarter", {**QUARTER, "Issuer": "../../etc"}, "there is no folder of that name"),
    ("new quarter", {**QUARTER, "Fiscal period": "Q3"}, "write it like 2026-Q2"),
    (
        "new quarter",
        {**QUARTER, "Fiscal period": "2026-Q2"},
        "there is a record of FY2026 Q2 already",
    ),
    ("new quarter", {**QUARTER, "Figures": "revenu: 1,280"}, "did you mean 'revenue'?"),
    ("new quarter", {**QUARTER, "Figures": "europe.revenue: 3"}, "'europe' is no segment"),
    ("new quarter", {**QUARTER, "Figures": "see the release"}, "write it like 'revenue: 1,234'"),
    ("new quarter", {**QUARTER, "Figures": "revenue: about 1,280"}, "it has a hedge"),
    ("new quarter", {**QUARTER, "Figures": "revenue: 1\nrevenue: 2"}, "is typed twice"),
    ("new quarter", {**QUARTER, "Figures": "revenue: 1,280,000"}, "see whether the unit is right"),
    ("new quarter", {**QUARTER, "Address": "javascript:alert(1)"}, "is no web address"),
    ("new quarter", {**QUARTER, "Day of the release": "30.9.2026"}, "write 2026-09-30"),
    ("wrong figure", {**FIGURE, "Page": "the front page"}, "write the brief's address"),
    ("wrong figure", {**FIGURE, "Page": "/acme/1999-q1/"}, "there is no brief acme/1999-q1"),
    ("wrong figure", {**FIGURE, "Figure": "wombats"}, "the record has no 'wombats'"),
    ("wrong figure", {**FIGURE, "What it shows": "21"}, "the record has '210' there"),
    ("wrong figure", {**FIGURE, "What it shows": "999"}, "the record has '210' there"),
    ("wrong figure", {**FIGURE, "What is right": "2,100"}, "ties to no figure"),
    ("wrong figure", {**FIGURE, "What is right": "1\ntakeaways: x"}, "is no number"),
    ("new article", {**ARTICLE, "Brief": "acme/2020-q1"}, "there is no brief acme/2020-q1"),
    ("new article", {**ARTICLE, "Numbers in its words": "word " * 16}, "has more than 15 words"),
    ("new article", {**ARTICLE, "Day of publication": "soon"}, "Day of publication"),
    ("new article", {**ARTICLE, "Numbers in its words": "Acme did well"}, "no number is read in"),
    ("new quarter", {**QUARTER, "Figures": "Tools: 720"}, "write it like 'tools.revenue: 720'"),
    ("new quarter", {**QUARTER, "Figures": "x: 1\n" * 2_001}, "has 10,004 characters"),
    ("wrong figure", {**EPS, "What it shows": "0.70"}, "the record has '0.74' or '0.61' there"),
]


@pytest.mark.parametrize(("label", "fields", "told"), MISSING, ids=[told for *_, told in MISSING])
def test_what_is_missing_is_answered_and_nothing_is_written(
    label: str, fields: dict[str, str], told: str, root: Path
) -> None:
    before = files(root)
    result, left = filed(root, payload(label, body(fields)))
    assert result.exit_code == 0, result.output
    assert list(left) == ["answer.md"]
    assert told in left["answer.md"]
    assert files(root) == before


HOSTILE = [
    "@everyone <script>alert(1)</script>",
    "`id`; $(rm -rf /) && ::error::x",
    "](javascript:alert(1)) \u202e reversed \u200b ${{ secrets.TOKEN }}\n### Issuer\n\nother",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(("label", "fields"), [
    ("new quarter", QUARTER), ("wrong figure", FIGURE), ("new article", ARTICLE),
])  # fmt: skip
def test_hostile_words_in_any_field_do_no_harm(
    label: str, fields: dict[str, str], words: str, root: Path
) -> None:
    """Whatever comes of it: files that a check accepts, or an answer; words only as code."""
    for heading in fields:
        before = files(root)
        result, left = filed(root, payload(label, body({**fields, heading: words}), title=words))
        assert result.exit_code in (0, 1)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        for text in (left.get("title", ""), left.get("branch", "")):
            assert not set(text) & set("<>`$@{}\u202e\n;&")
        outside = "".join(left.get("answer.md", "").split("`")[::2])
        assert not set(outside) & set("<@[$")
        assert errors(examine(root, date(2026, 11, 5)).problems) == ()
        for path in set(files(root)) - set(before):
            Path(path).unlink()
        for path, content in before.items():
            Path(path).write_bytes(content)
        shutil.rmtree(root / "answer", ignore_errors=True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b'{"issue": null}',
        b'{"issue": {"number": "7", "body": "", "labels": [{"name": "new quarter"}]}}',
        b'{"issue": {"number": true, "body": "", "labels": [{"name": "new quarter"}]}}',
        b'{"issue": {"number": 7, "body": [], "labels": [{"name": "new quarter"}]}}',
        b'{"issue": {"number": 7, "body": "", "labels": [{"name": "bug"}]}}',
        b'{"issue": {"number": 7, "body": "", "labels": [7]}}',
        b"[" * 100_000,
        b"\xff\xfe",
        b" " * (1 << 21),
    ],
    ids=lambda content: content[:40].decode("latin-1"),
)
def test_what_is_no_event_of_ours_is_refused(content: bytes, root: Path) -> None:
    result, left = filed(root, content)
    assert (result.exit_code, left) == (1, {})
    assert "Error: " in result.output


def test_a_form_without_a_body_is_answered(root: Path) -> None:
    issue = {"number": 7, "body": None, "labels": [{"name": "new quarter"}]}
    result, left = filed(root, json.dumps({"issue": issue}).encode())
    assert result.exit_code == 0
    assert left["answer.md"].count("nothing is typed") == len(quarter.NEEDED)
