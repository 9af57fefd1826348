"""The tables of the API as a data package, by the Data Package standard, version 1.

`datapackage.json` stands beside the index: tools that know the standard load all tables of a kind
as one, each column with its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from tieout.publish.api.base import PACKAGE, Resource, as_json
from tieout.publish.api.describe import Field, fields
from tieout.publish.api.tables import CLAIMS, FIGURES

_TYPES = {"decimal": "number", "date": "date", "integer": "integer", "boolean": "boolean"}
_KINDS = {"figures": FIGURES, "claims": CLAIMS}
_LICENCE = {"name": "MIT", "path": "https://opensource.org/license/mit"}


def package(issuers: Iterable[str]) -> tuple[PurePosixPath, bytes]:
    """What describes the tables of these issuers."""
    slugs = list(issuers)
    resources = [_resource(name, each, slugs) for name, each in _KINDS.items()]
    document = {
        "profile": "tabular-data-package",
        "name": "tieout",
        "licenses": [_LICENCE],
        "resources": resources if slugs else [],
    }
    return PACKAGE, as_json(document)


def _resource(name: str, resource: Resource, slugs: Iterable[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": resource.summary,
        "path": [resource.path.format(issuer=slug) for slug in slugs],
        "mediatype": resource.media_type,
        "encoding": "utf-8",
        "schema": {"fields": list(_columns(resource)), "missingValues": [""]},
    }


def _columns(resource: Resource) -> Iterator[dict[str, str]]:
    for field in fields(resource.model):
        row, _, name = field.path.partition("[].")
        if row == resource.rows and name:
            yield {"name": name, "type": _type(field), "description": field.meaning}


def _type(field: Field) -> str:
    return _TYPES.get(field.type, "string")
