"""The editor's view of the models: JSON Schemas that complete, explain and check while one types.

Draft 7, which every YAML editor understands. Where a schema cannot know a name (an issuer's own
metric, a segment), it allows every name of the right shape; the check looks it up, and so does the
schema of that issuer (`issuer_schema.py`).

The schemas are committed beside the briefs, so that a fresh fork completes fields without a
network. After a change to the models or to the catalogue, `tieout schema` writes them anew; a test
fails until then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import TypeAdapter

from tieout.figures.metrics import catalogue
from tieout.records.article import Article
from tieout.records.blocks import Entries
from tieout.records.company import Company
from tieout.records.fields import Frozen
from tieout.records.model import Record

Schema = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_REF = "#/definitions/{model}"
_NAME = "^[a-z][a-z0-9_]{0,63}$"
_MOST_EXAMPLES = 3
_HOLDS_FIGURES = ("Record", "Block", "Translation", "Comparatives")


def record_schema() -> Schema:
    """The schema of `briefs/ISSUER/PERIOD.yml`; metrics are the catalogue's or the issuer's own."""
    schema = _schema(Record)
    definitions = schema["definitions"]
    entries = _plain(TypeAdapter(Entries).json_schema(ref_template=_REF))
    definitions |= entries.pop("$defs")
    definitions["Entries"] = entries
    del definitions["Entry"]["description"]  # an editor would tell it instead of the metric's
    definitions["Figures"] = _figures()
    definitions["KnownMetric"] = {"enum": list(catalogue())}
    for name, block in {**definitions, "Record": schema}.items():
        if name in _HOLDS_FIGURES:
            _hold_figures(block["properties"])
        if "metric" in block.get("properties", {}):
            _complete_metric(block["properties"]["metric"])
    return schema


def company_schema() -> Schema:
    """The schema of `briefs/ISSUER/company.yml`."""
    return _schema(Company)


def article_schema() -> Schema:
    """The schema of an article's front matter."""
    schema = _schema(Article)
    _complete_metric(schema["definitions"]["Claim"]["properties"]["metric"])
    return schema


def schema_files() -> Mapping[str, str]:
    """The text of each schema by the name of its file, the same at every run."""
    schemas = {
        "record.schema.json": record_schema(),
        "company.schema.json": company_schema(),
        "article.schema.json": article_schema(),
    }
    return {name: json.dumps(schema, indent=1) + "\n" for name, schema in schemas.items()}


def _schema(model: type[Frozen]) -> Schema:
    given = model.model_json_schema(ref_template=_REF)
    definitions = {name: _plain(each) for name, each in given.pop("$defs", {}).items()}
    return {
        "$schema": _DRAFT,
        "title": model.__name__,
        **_plain(given),
        "definitions": definitions,
    }


def _plain(schema: Any) -> Any:
    """Without what only a program needs: made-up titles, defaults, and null, which is no value.

    The examples of a block become what an editor offers to insert.
    """
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: _plain(each) for name, each in schema.items() if not _is_noise(name, each)}
    choices = [each for each in kept.get("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1:
        kept = {**choices[0], **{name: each for name, each in kept.items() if name != "anyOf"}}
    elif choices:
        kept["anyOf"] = choices
    if "patternProperties" in kept:
        kept.pop("propertyNames", None)
        kept["additionalProperties"] = False
    if "pattern" in kept and "examples" in kept:
        wanted = " or ".join(f"`{each}`" for each in kept["examples"][:_MOST_EXAMPLES])
        kept["patternErrorMessage"] = f"This does not read; write it like {wanted}"
    if "examples" in kept and ("$ref" in kept or kept.get("type") in ("object", "array")):
        offered = [yaml.load(each, yaml.CBaseLoader) for each in kept.pop("examples")]  # noqa: S506  a base loader makes text alone
        kept["defaultSnippets"] = [{"label": "example", "body": body} for body in offered]
    return kept


def _is_noise(name: str, value: object) -> bool:
    return (name == "title" and isinstance(value, str)) or (
        name == "default" and not isinstance(value, dict)
    )


def _figures() -> Schema:
    """A mapping from metrics to entries: every metric of the catalogue, with what it means."""
    entries = {"$ref": "#/definitions/Entries"}
    return {
        "type": "object",
        "properties": {
            name: {**entries, "description": f"{metric.label}. {metric.definition}"}
            for name, metric in catalogue().items()
        },
        "patternProperties": {_NAME: entries},
        "additionalProperties": False,
    }


def _hold_figures(properties: Schema) -> None:
    """Let a block refer to the one list of metrics."""
    figures = {"$ref": "#/definitions/Figures"}
    properties["figures"] = {**figures, "description": properties["figures"]["description"]}
    if "segments" in properties:
        properties["segments"] = {
            "type": "object",
            "description": properties["segments"]["description"],
            "patternProperties": {_NAME: figures},
            "additionalProperties": False,
        }


def _complete_metric(field: Schema) -> None:
    """Offer the catalogue's metrics where a metric is named, and allow the issuer's own."""
    own = {name: field.pop(name) for name in ("type", "pattern", "examples") if name in field}
    field["anyOf"] = [{"enum": list(catalogue())}, own]
