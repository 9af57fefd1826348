"""A document's rows as comma-separated values: the columns are the fields of the rows.

`source.title` is a field of a field, as `json_normalize` has it. Text that is a formula, even after
a separator in the cell, gets an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel

from tieout.figures.spreadsheet import escaped


def as_csv(document: BaseModel, rows: str) -> bytes:
    """The rows in a field of a document, as RFC 4180 has it, in UTF-8, with a line of names."""
    model = row_model(type(document), rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns(model))
    writer.writerows(list(_cells(row)) for row in getattr(document, rows))
    return text.getvalue().encode()


def row_model(document: type[BaseModel], rows: str) -> type[BaseModel]:
    """The model of the rows that a field of a document holds. Raises TypeError if it has none."""
    model = _part(document.model_fields[rows].annotation)
    if model is None:
        raise TypeError(f"{document.__name__}.{rows} holds no rows")
    return model


def columns(model: type[BaseModel]) -> Iterator[str]:
    """The names of the columns: `value`, or `source.title` for a field of a field."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from (f"{name}.{inner}" for inner in columns(field.annotation))
        else:
            yield name


def _cells(row: BaseModel) -> Iterator[str]:
    for _, value in row:
        if isinstance(value, str):
            yield escaped(value)
        elif isinstance(value, BaseModel):
            yield from _cells(value)
        else:
            yield _cell(value)


def _cell(value: object) -> str:
    """A list is its members with spaces between them: ids have none."""
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _part(annotation: object) -> type[BaseModel] | None:
    return next(
        (each for each in get_args(annotation) if isinstance(each, type) and each is not type(...)),
        None,
    )
