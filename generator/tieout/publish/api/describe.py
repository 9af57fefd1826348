"""What describes the API, generated from its models: JSON Schemas, OpenAPI, tables of fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic.json_schema import models_json_schema

from tieout.publish.api.base import API, VERSION, Document, Resource
from tieout.publish.api.index import DISCLAIMER, LICENCE
from tieout.publish.api.table import columns, row_model

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COMPONENTS = "#/components/schemas/{model}"
_PARAMETERS = {
    "issuer": ("The issuer's folder in addresses", r"^[a-z0-9][a-z0-9_-]*$"),
    "period": ("The fiscal period in addresses", r"^[0-9]{4}-[a-z0-9]+$"),
    "metric": ("The metric's id", r"^[a-z][a-z0-9_]*$"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a document, those of its parts among them."""

    path: str
    """From the document: `claims[].quote`."""
    type: str
    """`string`, `decimal`, `date`, `integer`, `boolean`, `object`, a list of one of them, or a
    `table`, whose fields are the columns of its rows."""
    meaning: str
    part: str = ""
    """The name of the model of an object, or of the objects in a list."""


def schema(model: type[Document]) -> Schema:
    """The JSON Schema of a document; it allows more fields: an addition breaks nothing."""
    return {"$schema": _DIALECT, **_open(model.model_json_schema(mode="serialization"))}


def schemas(resources: Iterable[Resource]) -> Iterator[tuple[PurePosixPath, bytes]]:
    """A file with the schema of each kind of document."""
    for resource in resources:
        if resource.schema_path:
            yield API / resource.schema_path, _pretty(schema(resource.model))


def openapi(
    resources: Iterable[Resource], example: Mapping[str, str]
) -> tuple[PurePosixPath, bytes]:
    """The OpenAPI document; `example` has a published value for parameters of addresses."""
    listed = list(resources)
    models = list(dict.fromkeys(each.model for each in listed if each.schema_path))
    _, defined = models_json_schema(
        [(model, "serialization") for model in models], ref_template=_COMPONENTS
    )
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Tieout",
            "summary": "Figures that issuers reported, with their sources, as static files",
            "description": f"{DISCLAIMER}\n\n{LICENCE}",
            "version": VERSION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        # Without a slash at its end, which the paths begin with: `.` would bring one.
        "servers": [{"url": f"../v{VERSION}", "description": "Where this document stands"}],
        "paths": {f"/{each.path}": {"get": _operation(each, example)} for each in listed},
        "components": {"schemas": _open(defined)["$defs"]},
    }
    return API / "openapi.json", _pretty(document)


def _operation(resource: Resource, example: Mapping[str, str]) -> Schema:
    form = "table" if resource.rows else "document"
    return {
        "operationId": f"{resource.name}_{form}",
        "summary": resource.summary,
        "parameters": [_parameter(name, example) for name in resource.parameters],
        "responses": {
            "200": {"description": resource.summary, "content": _content(resource, example)},
            "404": {"description": "There is no such document"},
        },
    }


def _parameter(name: str, example: Mapping[str, str]) -> Schema:
    meaning, pattern = _PARAMETERS[name]
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": meaning,
        "schema": {"type": "string", "pattern": pattern},
        **({"example": example[name]} if name in example else {}),
    }


def _content(resource: Resource, example: Mapping[str, str]) -> Schema:
    told: Schema = {"schema": {"$ref": _COMPONENTS.format(model=resource.model.__name__)}}
    if resource.rows:
        names = ", ".join(columns(row_model(resource.model, resource.rows)))
        told = {"schema": {"type": "string", "description": f"RFC 4180; the columns: {names}"}}
    if all(name in example for name in resource.parameters):
        published = resource.path.format_map(example)
        told["examples"] = {"published": {"externalValue": published}}
    return {resource.media_type: told}


def fields(model: type[Document]) -> Iterator[Field]:
    """Every field of a document, in its order, each part after the field that has it."""
    whole = schema(model)
    return _fields(whole, whole, "")


def _fields(whole: Schema, model: Schema, before: str) -> Iterator[Field]:
    for name, each in model["properties"].items():
        path = f"{before}{name}"
        if named := _columns(each):
            yield Field(path, "table", each.get("description", ""))
            yield from _fields(whole, {"properties": named}, f"{path}[].")
            continue
        is_list = each.get("type") == "array"
        held = each["items"] if is_list else each
        part = held.get("$ref", "").rpartition("/")[2]
        kind = "object" if part else _kind(held)
        told = each.get("description", "")
        yield Field(path, f"list of {kind}" if is_list else kind, told, part)
        if part:
            yield from _fields(whole, whole["$defs"][part], f"{path}[]." if is_list else f"{path}.")


def _columns(told: Schema) -> Mapping[str, Schema]:
    """The fields of a list of parts that names them once; none of anything else."""
    if "columns" not in (inside := told.get("properties", {})):
        return {}
    (names,) = inside["columns"]["examples"]
    return dict(zip(names, inside["rows"]["items"]["prefixItems"], strict=True))


def _kind(held: Schema) -> str:
    """The type, told apart where text has a fixed shape."""
    shapes = {"247795000000": "decimal", "2025-11-25": "date"}
    return shapes.get(next(iter(held.get("examples", ())), ""), str(held["type"]))


def _open(node: Any) -> Any:
    """A schema without what says nothing to its reader, which lets more fields come."""
    if isinstance(node, list):
        return [_open(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        name: _open(each)
        for name, each in node.items()
        if name != "additionalProperties" and not (name == "title" and isinstance(each, str))
    }


def _pretty(document: Schema) -> bytes:
    """One field a line: people read these."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
