"""How a document of the API is declared and written.

A field that goes or changes its name, type or meaning, and another scheme of addresses or ids, is a
breaking change: `VERSION` is raised, which names a new folder. Additions are not:
`tests/api/v2.yml` holds every field with its type. The published schemas allow more fields than
they name, so that a program that validates does not break by an addition.

Each row of a list stands on a line of its own, without other spaces: 0.3 % more than no break at
all (a field a line: 24 %), and still read and compared by line; nothing in it means anything to
HTML. Links are paths from the site's root. The figures of a brief, the longest list by far, name
their fields once (`InColumns`): names were two fifths of all bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from tieout.facts.rows import decimal_text
from tieout.figures.periods import FiscalLabel
from tieout.publish.api.table import as_csv

VERSION: Literal["2"] = "2"
"""Raised, with the folder, when a document changes so that a program that reads it may break."""
API = PurePosixPath("api", f"v{VERSION}")
BULK = API / "tieout.sqlite"
"""All figures and claims of the site in one file."""
PACKAGE = API / "datapackage.json"
"""What describes the tables of all issuers."""
NOTICE = "Facts only, no investment advice. No warranty; see data/ for terms."


def _text(value: object) -> str:
    """Empty where there is nothing; of a number all its digits, of all else its own text."""
    if value is None:
        return ""
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


Text = Annotated[str, BeforeValidator(_text)]
"""Text, empty where there is nothing to say: a period, a basis, a ratio as pages print it."""


def _fiscal(label: FiscalLabel | None) -> str:
    return f"{label.year}-{label.part}" if label else ""


Fiscal = Annotated[str, BeforeValidator(_fiscal)]
"""A fiscal period as records type it: `2026-Q2`; empty where there is none."""
Amount = Annotated[
    Text,
    Field(pattern=r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$", examples=["247795000000"]),
]
"""An exact decimal as text: no exponent, no thousands' separator."""
MaybeAmount = Annotated[
    Text, Field(pattern=r"^(-?(0|[1-9][0-9]*)(\.[0-9]+)?)?$", examples=["247795000000", ""])
]
"""An exact decimal as text, or empty text where there is none."""
Date = Annotated[Text, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["2025-11-25"])]
"""A day: YYYY-MM-DD."""
MaybeDate = Annotated[
    Text, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", examples=["2025-11-25", ""])
]
"""A day, or empty text where it is not known."""
_NAME = re.compile(r"[./]")
_PARAMETER = re.compile(r"\{(\w+)\}")
_BREAKS_OUT = "<>&\u2028\u2029"
"""Signs that would end a script or a line where a document is put into a page."""


class Part(BaseModel):
    """Base of all that a document is made of.

    Every field has one type, is always there and says what it is in the sentence below it.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        from_attributes=True,
        use_attribute_docstrings=True,
    )

    @classmethod
    def of(cls, source: object, /, **own: object) -> Self:
        """What `source` has under the names of the fields; `own` is told beside it, or instead."""
        names = (name for name, field in cls.model_fields.items() if field.is_required())
        return cls.model_validate(
            {name: own[name] if name in own else getattr(source, name) for name in names}
        )


def in_columns(model: type[Part]) -> PlainSerializer:
    """How a list of parts of one kind is written: the names of their fields once, then their rows.

    A new field comes at the end, so that a row still is what an earlier schema says.
    """

    def written(parts: Iterable[Part]) -> dict[str, object]:
        rows = [list(part.model_dump().values()) for part in parts]
        return {"columns": list(model.model_fields), "rows": rows}

    return PlainSerializer(written)


def columns_schema(model: type[Part]) -> WithJsonSchema:
    """What the schema says of such a list."""
    cells = model.model_json_schema(mode="serialization")["properties"]
    row = {"type": "array", "prefixItems": list(cells.values()), "minItems": len(cells)}
    names = {"type": "array", "items": {"type": "string"}, "examples": [list(cells)]}
    properties = {"columns": names, "rows": {"type": "array", "items": row}}
    return WithJsonSchema(
        {"type": "object", "properties": properties, "required": ["columns", "rows"]}
    )


class Document(Part):
    """Base of what stands at an address."""

    version: Literal["2"] = VERSION
    """The version of the API: it changes when a field goes, or changes its name or type."""
    notice: str = NOTICE
    """What holds for all of it; the page `data/` has the terms."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of document: where it stands, what it is, what it is made of."""

    path: str
    """Below the API's folder: `briefs/{issuer}/{period}.json`."""
    summary: str
    """What it is, in a sentence without a stop."""
    model: type[Document]
    """For a table, the document whose rows it has."""
    rows: str = ""
    """For a table: the field of the document that has its rows; empty for JSON."""

    @property
    def name(self) -> str:
        """What it is called in the addresses of schemas: `briefs`."""
        return _NAME.split(self.path)[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in the braces of the path, in their order."""
        return tuple(_PARAMETER.findall(self.path))

    @property
    def media_type(self) -> str:
        """What a server says that it is."""
        return "text/csv" if self.rows else "application/json"

    @property
    def schema_path(self) -> str:
        """Where its JSON Schema stands, below the API's folder; empty for a table."""
        return "" if self.rows else f"schemas/{self.name}.schema.json"

    def at(self, **parameters: str) -> PurePosixPath:
        """The path from the site's root, its parameters filled in."""
        return API / self.path.format_map(parameters)

    def publish(self, document: Document, **parameters: str) -> tuple[PurePosixPath, bytes]:
        """The file that stands at an address: the document, or the table of its rows."""
        if self.rows:
            return self.at(**parameters), as_csv(document, self.rows)
        return self.at(**parameters), as_json(document.model_dump())


def as_json(document: Mapping[str, object]) -> bytes:
    """Compact JSON, but each field of the document and each row of its lists on a line of its own.

    So a file can be read, compared and searched by line, and is hardly larger than without any
    break; a field a line would add a quarter. No sign in it means anything to HTML.
    """
    fields = [f"{_compact(name)}: {_on_lines(value)}" for name, value in document.items()]
    text = ",\n".join(fields)
    for sign in _BREAKS_OUT:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"{{\n{text}\n}}\n".encode()


def _on_lines(value: object) -> str:
    if isinstance(value, dict) and value.keys() == {"columns", "rows"}:
        rows = ",\n ".join(map(_compact, value["rows"]))
        return f'{{"columns":{_compact(value["columns"])},"rows":[\n {rows}\n]}}'
    if not isinstance(value, list | tuple) or not value or not isinstance(value[0], dict):
        return _compact(value)
    rows = ",\n ".join(_compact(row) for row in value)
    return f"[\n {rows}\n]"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
