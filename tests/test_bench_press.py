"""`tieout bench claims` on labelled press, against briefs that stand in the root."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from tieout.cli.main import main

COMPANY = """\
name: Gadgetry Inc
short_name: Gadgetry
listings: [{ticker: GDG, exchange: NYSE, currency: USD}]
sector: Tests
currency: USD
fiscal_year_end: December 31
"""
RECORD = """\
period: {fiscal: 2025-Q3, end: 2025-09-30}
released: {date: 2025-10-20}
sources: {release: {kind: press release, title: Results}}
source: release
unit: million USD
figures: {revenue: 550, operating_income: 60}
"""
TEXT = "Gadgetry said revenue was $550 million. Gadgetry's operating income was $6 million.\n"


def label(**fields: Any) -> str:
    usual = {"article": "one", "covers": "gdg/2025-q3", "segment": "", "basis": "", "kind": "press"}
    return json.dumps({**usual, "role": "actual", "period": "quarter", "unit": "USD", **fields})


def bench(root: Path, *arguments: str) -> Result:
    folder = str(root / "labelled")
    return CliRunner().invoke(main, ["--root", str(root), "bench", "claims", folder, *arguments])


def write(root: Path, *labels: str) -> None:
    for name, text in (
        ("briefs/gdg/company.yml", COMPANY),
        ("briefs/gdg/2025-q3.yml", RECORD),
        ("labelled/articles/one.txt", TEXT),
        ("labelled/gold.jsonl", "\n".join(labels)),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def test_labels_with_alternatives_are_scored_by_kind_layout_and_role(tmp_path: Path) -> None:
    write(
        tmp_path,
        label(quote="was $550 million", metric="revenue|sales", value=550e6, expect="ties"),
        label(quote="was $6 million", metric="operating_income", value=6e6, expect="not_in_record"),
        label(quote="$7 billion", metric="revenue", value=7e9, expect="conflict"),
    )
    scores = json.loads(bench(tmp_path, "--format", "json").stdout)
    assert scores["recall"] == {"count": 2, "total": 3}
    assert scores["strict"] == {"count": 2, "total": 3}
    assert scores["ties_given"] == {"count": 1, "total": 1}
    assert scores["wrong_ties"] == {"count": 0, "total": 1}
    assert scores["true_conflicts_found"] == {"count": 0, "total": 1}
    assert set(scores["by"]) == {"press", "prose", "prose of press", "actual"}
    assert "recall" in bench(tmp_path).stdout
    assert "missed" in bench(tmp_path, "--wrong").stderr


def test_bases_and_periods_may_have_alternatives_and_sights_are_told_apart(tmp_path: Path) -> None:
    revenue = {"quote": "was $550 million", "metric": "revenue", "value": 550e6, "expect": "ties"}
    income = {"quote": "was $6 million", "metric": "operating_income", "value": 6e6}
    write(
        tmp_path,
        label(
            **revenue, basis="constant_currency|gaap", period="quarter|fiscal year", sight="first"
        ),
        label(**income, basis="constant_currency", expect="not_in_record", sight="seen"),
    )
    by = json.loads(bench(tmp_path, "--format", "json").stdout)["by"]
    assert by["first sight"]["strict"] == {"count": 1, "total": 1}
    assert by["seen before"]["strict"] == {"count": 0, "total": 1}


def test_a_brief_that_is_not_there_is_named(tmp_path: Path) -> None:
    write(tmp_path, label(covers="gdg/2024-q1", quote="x", metric="", value=1, expect="ties"))
    result = bench(tmp_path)
    assert (result.exit_code, "gdg/2024-q1" in result.output) == (1, True)
