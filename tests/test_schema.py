"""The editor's schemas accept what reading accepts, and flag a slip while one types it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from tieout.figures.metrics import catalogue
from tieout.records.schema import (
    article_schema,
    company_schema,
    record_schema,
    schema_files,
)

from tests.conftest import ARTICLE, COMPANY, RECORD

TESTS = Path(__file__).parent
FILED = [TESTS / "sample", *sorted(TESTS.glob("golden/*")), TESTS / "charts"]
"""Projects whose files are sound, though some are unusual."""
RECORDS = [path for root in FILED for path in sorted(root.glob("briefs/*/[12]*.yml"))]
COMPANIES = [path for root in FILED for path in sorted(root.glob("briefs/*/company.yml"))]
ARTICLES = [path for root in FILED for path in sorted(root.glob("briefs/*/articles/*.md"))]


def place(path: Path) -> str:
    return path.relative_to(TESTS).as_posix()


class EditorLoader(yaml.SafeLoader):
    """Types scalars as YAML 1.2 does, and so the editors: no dates, no yes and no, no octals."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for tag, pattern, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
EditorLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def slips(schema: dict[str, Any], text: str) -> list[str]:
    """What an editor would underline: the path, and the last word of the reason."""
    typed = yaml.load(text, EditorLoader)  # noqa: S506
    errors = Draft7Validator(schema).iter_errors(typed)
    return sorted(".".join(map(str, error.absolute_path)) or error.message for error in errors)


def front_matter(text: str) -> str:
    return text.split("---\n")[1]


@pytest.mark.parametrize("make", [record_schema, company_schema, article_schema])
def test_the_schemas_are_schemas(make: Any) -> None:
    Draft7Validator.check_schema(make())


@pytest.mark.parametrize("path", RECORDS, ids=place)
def test_the_records_filed_here_have_no_slips(path: Path) -> None:
    assert slips(record_schema(), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", COMPANIES, ids=place)
def test_the_companies_filed_here_have_no_slips(path: Path) -> None:
    assert slips(company_schema(), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", ARTICLES, ids=place)
def test_the_articles_filed_here_have_no_slips(path: Path) -> None:
    assert slips(article_schema(), front_matter(path.read_text(encoding="utf-8"))) == []


def test_samples_have_no_slips() -> None:
    assert slips(record_schema(), RECORD) == []
    assert slips(company_schema(), COMPANY) == []
    assert slips(article_schema(), front_matter(ARTICLE)) == []


def test_numbers_without_quotes_are_no_slips() -> None:
    """An editor takes them for numbers; reading takes the text."""
    company = COMPANY.replace("ticker: ACME", "ticker: 9988") + "cik: 0000320193\n"
    assert slips(company_schema(), company) == []
    record = RECORD + (
        "  net_income: -12.5\n"
        "  eps_diluted: {value: 0.61, unit: USD per share}\n"
        "  capex: not disclosed\n"
        "  operating_income: [7, {value: 8, basis: non-GAAP}]\n"
    )
    assert slips(record_schema(), record) == []


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("  gross_profit: {vaule: 12}\n", "figures.gross_profit"),
        ("  gross_profit: {value: 12, approximate: perhaps}\n", "figures.gross_profit"),
        ("  Gross-Profit: 12\n", "figures"),
        ("segments:\n  tools: {revenue: {value: 1, sauce: x}}\n", "segments.tools.revenue"),
        ("consensus:\n  - {metric: revenue, value: 1, providor: LSEG}\n", "consensus.0"),
        ("reaction:\n  - {window: premarket, session: 2026-07-30}\n", "reaction.0.window"),
        ("year_ago:\n  figures: {revenue: 1}\n  unti: million USD\n", "year_ago"),
        ("guidance:\n  - {metric: revenue, period: Q3 2026, low: 1}\n", "guidance.0.period"),
        ("takeaways:\n", "takeaways"),
    ],
)
def test_a_slip_is_underlined_where_it_is(typed: str, slip: str) -> None:
    assert slip in slips(record_schema(), RECORD + typed)


def test_every_metric_is_offered_with_its_meaning() -> None:
    offered = record_schema()["definitions"]["Figures"]["properties"]
    assert list(offered) == list(catalogue())
    revenue = catalogue()["revenue"]
    assert offered["revenue"]["description"] == f"{revenue.label}. {revenue.definition}"


def test_every_field_is_explained() -> None:
    for make in (record_schema, company_schema, article_schema):
        schema = make()
        definitions = schema["definitions"]
        for name, block in {"": schema, **definitions}.items():
            for field, described in block.get("properties", {}).items():
                target = described.get("$ref", "/").rpartition("/")[2]
                explained = described.get("description") or definitions[target]["description"]
                assert explained, f"{name}.{field}"


def test_each_schema_has_a_file() -> None:
    files = schema_files()
    assert json.loads(files["record.schema.json"]) == record_schema()
