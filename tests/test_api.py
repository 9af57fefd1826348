"""The published API: what stands at each address is what its schema and OpenAPI document say."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from tieout.claims.verdicts import VERDICTS
from tieout.edition import Edition
from tieout.examine import Examined, examine
from tieout.figures.spreadsheet import escaped
from tieout.publish.api.base import API, BULK, PACKAGE, Document, Resource, as_json
from tieout.publish.api.briefs import Brief
from tieout.publish.api.checking import CHECKING
from tieout.publish.api.describe import fields
from tieout.publish.api.documents import example
from tieout.publish.api.guide import data_page
from tieout.publish.api.resources import RESOURCES
from tieout.publish.api.table import columns, row_model
from tieout.publish.bulk import Bulk
from tieout.records.read import read_briefs
from tieout.records.schema import schema_files
from tieout.views.brief.ledger import anchor

from tests.conftest import RECORD, ROOT, SAMPLE, File
from tests.rows import api, covered, lines

CONTRACT = Path(__file__).parent / "api" / "v2.yml"
TODAY = date(2026, 10, 1)
SITE = "https://briefs.example/"
DOCUMENTS = [each for each in RESOURCES if not each.rows]
TABLES = [each for each in RESOURCES if each.rows]


def named(resource: Resource) -> str:
    return resource.path


@pytest.fixture(scope="module")
def examined() -> Examined:
    return examine(SAMPLE, TODAY)


@pytest.fixture(scope="module")
def published(examined: Examined) -> dict[str, bytes]:
    """Every file of the API, by its path below the API's folder."""
    files = list(api(examined.issuers, Edition(TODAY, SITE)))
    paths = [path.relative_to(API).as_posix() for path, _ in files]
    assert len(set(paths)) == len(paths)
    return dict(zip(paths, (content for _, content in files), strict=True))


@pytest.fixture(scope="module")
def openapi(published: Mapping[str, bytes]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(published["openapi.json"])
    return document


def at(resource: Resource, published: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is published at a resource's addresses."""
    pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(resource.path))
    return {path: text for path, text in published.items() if re.fullmatch(pattern, path)}


@pytest.mark.parametrize("resource", DOCUMENTS, ids=named)
def test_every_document_is_as_its_schema_says(
    resource: Resource, published: Mapping[str, bytes]
) -> None:
    schema = json.loads(published[resource.schema_path])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    found = at(resource, published)
    assert found
    for path, content in found.items():
        document = json.loads(content)
        assert [f"{path}: {error.message}" for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize("resource", DOCUMENTS, ids=named)
def test_every_field_is_there_and_has_one_type(
    resource: Resource, published: Mapping[str, bytes]
) -> None:
    """No null, no number with a point, and every field that the schema names in every row."""
    known = {field.path for field in fields(resource.model)}
    handed = ("company", "records[]") if resource is CHECKING else ()
    types: dict[str, type] = {}
    for content in at(resource, published).values():
        for path, value in leaves(json.loads(content), ""):
            if path in known or not path.startswith(tuple(f"{each}." for each in handed)):
                assert isinstance(value, str | bool | int | list | dict), path
                assert types.setdefault(path, type(value)) is type(value), path
    assert types.keys() <= known
    assert all(path in types for path in known if "[]" not in path)


def test_what_a_text_is_held_against_has_the_fields_of_the_editors_schemas(
    published: Mapping[str, bytes],
) -> None:
    company, record = (
        Draft7Validator(json.loads(schema_files()[f"{name}.schema.json"]))
        for name in ("company", "record")
    )
    for document in documents(published, "checking"):
        assert [each.message for each in company.iter_errors(document["company"])] == []
        for each in document["records"]:
            assert [error.message for error in record.iter_errors(each)] == []


def leaves(node: Mapping[str, Any], before: str) -> Iterator[tuple[str, object]]:
    for name, value in node.items():
        path = f"{before}{name}"
        yield path, value
        if isinstance(value, dict) and "columns" in value:
            for row in unfolded(value):
                yield from ((f"{path}[].{column}", cell) for column, cell in row.items())
        elif isinstance(value, dict):
            yield from leaves(value, f"{path}.")
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, dict):
                    yield from leaves(each, f"{path}[].")
                else:
                    assert isinstance(each, str), path


def unfolded(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a list whose fields are named once."""
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def test_the_openapi_document_is_valid(openapi: Mapping[str, Any]) -> None:
    assert list(OpenAPIV31SpecValidator(openapi).iter_errors()) == []
    assert openapi["servers"][0]["url"] == f"../{API.name}"


def test_openapi_and_what_is_published_name_each_other(
    openapi: Mapping[str, Any], published: Mapping[str, bytes]
) -> None:
    described = {"openapi.json", PACKAGE.name, *(each.schema_path for each in DOCUMENTS)}
    for template, operation in openapi["paths"].items():
        (resource,) = [each for each in RESOURCES if f"/{each.path}" == template]
        told = operation["get"]
        assert [each["name"] for each in told["parameters"]] == list(resource.parameters)
        example = resource.path.format_map(
            {each["name"]: each["example"] for each in told["parameters"]}
        )
        (content,) = told["responses"]["200"]["content"].values()
        assert content["examples"]["published"]["externalValue"] == example
        found = at(resource, published)
        assert example in found
        for each in told["parameters"]:
            values = {parameter(resource, path, each["name"]) for path in found}
            assert all(re.search(each["schema"]["pattern"], value) for value in values)
        described |= found.keys()
    assert described == published.keys()


def parameter(resource: Resource, path: str, name: str) -> str:
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(resource.path))
    match = re.fullmatch(pattern, path)
    assert match is not None
    return match[name]


def test_the_schemas_of_openapi_are_those_that_are_published(
    openapi: Mapping[str, Any], published: Mapping[str, bytes]
) -> None:
    for resource in DOCUMENTS:
        alone = json.loads(published[resource.schema_path])
        whole = openapi["components"]["schemas"][resource.model.__name__]
        assert json.loads(json.dumps(whole).replace("components/schemas", "$defs")) == {
            name: each for name, each in alone.items() if name not in ("$schema", "$defs")
        }


@pytest.mark.parametrize("resource", TABLES, ids=named)
def test_a_table_has_a_line_of_names_and_as_many_cells_in_each_row(
    resource: Resource, published: Mapping[str, bytes]
) -> None:
    found = at(resource, published)
    assert found
    for content in found.values():
        assert content.endswith(b"\r\n")
        head, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        assert head == list(columns(row_model(resource.model, resource.rows)))
        assert all(len(row) == len(head) for row in rows)


def documents(published: Mapping[str, bytes], kind: str) -> Iterator[dict[str, Any]]:
    for path, content in published.items():
        if path.startswith(f"{kind}/") and path.endswith(".json"):
            yield json.loads(content)


def test_ids_are_unique_and_lead_to_facts(published: Mapping[str, bytes]) -> None:
    facts = {
        f"{brief['record']}/{row['name']}": row
        for brief in documents(published, "briefs")
        for row in unfolded(brief["facts"])
    }
    for brief in documents(published, "briefs"):
        rows = len(brief["facts"]["rows"])
        for row in unfolded(brief["facts"]):
            own = {each for each in row["operands"] if each.startswith("#")}
            assert all(0 <= int(each[1:]) < rows for each in own)
            assert set(row["operands"]) - own <= facts.keys()
            assert 0 <= row["period"] < len(brief["periods"])
        for row in brief["claims"]:
            assert {*row["candidates"], *row["nearby"], row["figure"]} <= facts.keys() | {""}
        assert brief["key_figures"]
        assert set(brief["key_figures"]) <= facts.keys()
        assert {each["figure"] for each in brief["restatements"]} <= facts.keys()
        assert {each for row in brief["not_meaningful"] for each in row["operands"]} <= facts.keys()
    tables = [content for path, content in published.items() if path.startswith("figures/")]
    rows = [row for each in tables for row in csv.DictReader(io.StringIO(each.decode()))]
    values = {f"{row['record']}/{row['name']}": row["value"] for row in rows}
    assert values == {id_: row["value"] for id_, row in facts.items()}
    assert len(values) == len(rows)


def test_links_lead_to_documents_pages_and_sources(
    published: Mapping[str, bytes], examined: Examined
) -> None:
    briefs = {
        f"{issuer.slug}/{slug}/" for issuer in examined.issuers.values() for slug in issuer.records
    }
    pages = briefs | {f"{name}/" for name in examined.issuers} | {"data/"}
    sources = {row["page"] for brief in documents(published, "briefs") for row in brief["sources"]}
    for resource in DOCUMENTS:
        for content in at(resource, published).values():
            for path, value in leaves(json.loads(content), ""):
                if isinstance(value, str) and value.startswith(f"{API}/") and "{" not in value:
                    if value == str(BULK):  # made of what the issuers' tables say
                        continue
                    assert value.removeprefix(f"{API}/") in published, path
                elif path.endswith("page") and value:
                    address, _, place = str(value).partition("#")
                    assert address in pages
                    assert not place.startswith("s-") or value in sources


def test_the_index_counts_what_there_is(published: Mapping[str, bytes]) -> None:
    index = json.loads(published["index.json"])
    assert index["site"] == SITE
    assert index["counts"] == {
        "issuers": len(list(documents(published, "issuers"))),
        "records": len(list(documents(published, "briefs"))),
        "facts": sum(len(each["facts"]["rows"]) for each in documents(published, "briefs")),
        "articles": sum(len(each["articles"]) for each in documents(published, "briefs")),
        "claims": sum(len(each["claims"]) for each in documents(published, "briefs")),
    }
    assert [each["path"] for each in index["documents"]] == [
        f"{API}/{each.path}" for each in RESOURCES
    ]


def test_a_site_without_briefs_has_an_api() -> None:
    nothing = examine(ROOT / "no-such-folder", TODAY)
    files = {path.name: content for path, content in api(nothing.issuers, Edition(TODAY))}
    document = json.loads(files["openapi.json"])
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    schema = json.loads(files["index.schema.json"])
    index = json.loads(files["index.json"])
    assert list(Draft202012Validator(schema).iter_errors(index)) == []
    assert index["released"] == index["site"] == ""


def test_claims_have_the_verdicts_of_the_ledger(
    published: Mapping[str, bytes], examined: Examined
) -> None:
    """The same objects as the page's rows are made from, so that neither judges by itself."""
    rows = {row["id"]: row for each in documents(published, "briefs") for row in each["claims"]}
    judged = {
        f"{each.shelf.record}/{anchor(heard.name, number)}": verdict
        for issuer in examined.issuers.values()
        for each in covered(issuer)
        for heard in each.shelf.heard
        for number, verdict in enumerate(heard.verdicts, 1)
    }
    assert rows.keys() == judged.keys()
    assert rows
    for name, verdict in judged.items():
        assert rows[name]["verdict"] == verdict.name
        assert rows[name]["verdict"] in VERDICTS
        assert rows[name]["figure"] == (verdict.figure.id if verdict.figure else "")
        assert rows[name]["candidates"] == [each.id for each in verdict.candidates]


def contract() -> dict[str, dict[str, str]]:
    """Every field of every document with its type."""
    return {
        resource.path: {field.path: field.type for field in fields(resource.model)}
        if not resource.rows
        else dict.fromkeys(columns(row_model(resource.model, resource.rows)), "column")
        for resource in RESOURCES
    }


def test_nothing_that_a_program_relies_on_goes(pytestconfig: pytest.Config) -> None:
    """An addition is written down with `--rewrite`; a loss or another type is a new version."""
    ours = contract()
    kept: dict[str, dict[str, str]] = yaml.safe_load(CONTRACT.read_text("utf-8"))
    broken = [
        f"{path}: `{field}` was of type {type_} and is {ours.get(path, {}).get(field, 'gone')}"
        for path, told in kept.items()
        for field, type_ in told.items()
        if ours.get(path, {}).get(field) != type_
    ]
    broken += [f"{path} is gone" for path in kept.keys() - ours.keys()]
    assert not broken, (
        "programs that read the API break: raise VERSION in generator/tieout/publish/api/base.py, "
        "which names a new folder, and begin its contract anew; or put this back: "
        + "; ".join(broken)
    )
    if pytestconfig.getoption("rewrite"):
        CONTRACT.write_text(yaml.safe_dump(ours, sort_keys=False), "utf-8")
        kept = ours
    assert ours == kept, "the API has more than tests/api/v2.yml: write it down with --rewrite"


def test_the_contract_is_that_of_this_version() -> None:
    assert CONTRACT.stem == API.name


@pytest.mark.parametrize("resource", RESOURCES, ids=named)
def test_every_field_says_what_it_is(resource: Resource) -> None:
    model: type[Document] = resource.model
    assert [field.path for field in fields(model) if not field.meaning] == []
    assert model.__doc__


def test_a_document_can_stand_in_a_page() -> None:
    text = "</script><!-- & \u2028 \u2029"
    content = as_json({text: [{"a": text}], "b": text})
    assert not set("<>&\u2028\u2029") & set(content.decode())
    assert json.loads(content) == {text: [{"a": text}], "b": text}


@pytest.mark.parametrize("root", [SAMPLE, SAMPLE / "no-such-folder"], ids=["sample", "none"])
def test_the_page_of_data_has_every_address_and_field(root: Path) -> None:
    """With the latest brief as its example, or with words in its place where there is none."""
    issuers, _ = read_briefs(root / "briefs", root)
    briefs = lines(issuers)
    path, content = data_page(briefs, (ROOT / "templates",), Edition(TODAY, SITE))
    page = content.decode()
    assert path.as_posix() == "data.md"
    for resource in RESOURCES:
        assert f"| `{API / resource.path}` |" in page
        if not resource.rows:
            assert f"({API / resource.schema_path})" in page
    assert all(f"| `{field.path}` | {field.type}" in page for field in fields(Brief))
    slug = example(briefs).get("issuer", "ISSUER")
    assert f'pd.read_csv("{SITE}{API}/figures/{slug}.csv"' in page
    assert not re.search(r"\{[{%#]|[}%#]\}", page)


def test_a_restatement_has_both_figures_in_the_metrics_own_unit(file_briefs: File) -> None:
    """The record is in millions; earnings per share are not."""
    lines = "".join(
        f'  - {{period: 2025-Q2, metric: {metric}, was: "{was}", value: "{now}", reason: sale}}\n'
        for metric, was, now in (("eps_diluted", "0.61", "0.55"), ("revenue", "1,100", "1,050"))
    )
    briefs = file_briefs({"acme/2026-q2.yml": f"{RECORD}restatements:\n{lines}"})
    examined = examine(briefs.parent, TODAY)
    files = {path.as_posix(): content for path, content in api(examined.issuers, Edition(TODAY))}
    brief = json.loads(files[f"{API}/briefs/acme/2026-q2.json"])
    assert [(row["was"], row["value"], row["unit"]) for row in brief["restatements"]] == [
        ("0.61", "0.55", "USD/share"),
        ("1100000000", "1050000000", "USD"),
    ]


def test_the_file_of_all_has_the_rows_of_every_table(published: Mapping[str, bytes]) -> None:
    """Through its views, with texts as they were typed; the same whichever library wrote it."""
    documents_ = ((API / path, content) for path, content in published.items())
    with closing(Bulk()) as bulk:
        assert dict(bulk.passing(documents_)).keys() == {API / path for path in published}
        ((path, content),) = bulk.documents()
    assert path == BULK
    for name in ("figures", "claims"):
        tables = [each for path, each in published.items() if path.startswith(f"{name}/")]
        rows = [row for each in tables for row in csv.DictReader(io.StringIO(each.decode()))]
        with closing(sqlite3.connect(":memory:")) as site:
            site.row_factory = sqlite3.Row
            site.deserialize(content)
            found = [dict(row) for row in site.execute(f"SELECT * FROM {name}")]  # noqa: S608  names of ours
        assert rows
        assert [
            {**row, "number": each["number"]} for row, each in zip(rows, found, strict=True)
        ] == [
            {key: escaped(cell) if key != "number" else cell for key, cell in each.items()}
            for each in found
        ]
        assert all(each["number"] == float(each["value"] or 0) for each in found)


def test_the_data_package_names_every_table_with_its_columns(
    published: Mapping[str, bytes],
) -> None:
    package = json.loads(published[PACKAGE.name])
    told = {path for each in package["resources"] for path in each["path"]}
    assert told == {path for path in published if path.endswith(".csv")}
    for each in package["resources"]:
        names = [field["name"] for field in each["schema"]["fields"]]
        head = next(csv.reader([published[each["path"][0]].decode().splitlines()[0]]))
        assert names == head
