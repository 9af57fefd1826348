"""All figures and claims of the site in one file: a database that every language can open.

SQLite, since Python writes it without another library, and pandas, R, DuckDB and many programs read
it. Texts that come back again and again (metrics, periods, names of figures) stand once, in `text`;
the views `figures` and `claims` put them where the tables of issuers have them. Rows come from
these tables as they pass on their way to the site: little more than numbers is held of each.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from tieout.figures.spreadsheet import unescaped
from tieout.publish.api.base import BULK, Resource
from tieout.publish.api.table import columns, row_model
from tieout.publish.api.tables import CLAIMS, FIGURES

_File = tuple[PurePosixPath, bytes]
TABLES = {"figures": FIGURES, "claims": CLAIMS}
"""The views of the file, each with the tables of issuers that it has the rows of."""
_OWN = frozenset(
    ("value", "low", "high", "figure_value", "id", "quote", "says", "page", "candidates", "nearby")
)
"""Columns whose texts hardly ever come twice: they stand where they are."""
_NUMBER = ", CAST(value AS REAL) AS number"
"""For those who reckon in the database itself: `value` is text, and exact."""
_WRITTEN_BY, _LENGTH = 96, 4
"""Where the file tells which version of the library wrote it: it is the same file by any."""


class Bulk:
    """The database while it grows."""

    def __init__(self) -> None:
        self._file = sqlite3.connect(":memory:")
        self._texts: dict[str, int] = {}
        self._file.execute("CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        for name, resource in TABLES.items():
            for statement in _made_as(name, columns_of(resource)):
                self._file.execute(statement)

    def close(self) -> None:
        """Give its memory back; nothing can be added any more."""
        self._file.close()

    def passing(self, documents: Iterable[_File]) -> Iterator[_File]:
        """The same documents; what is told of figures and claims is noted on the way."""
        for path, content in documents:
            self.add(path, content)
            yield path, content

    def add(self, path: PurePosixPath, content: bytes) -> None:
        """The rows of an issuer's table; any other document is passed over.

        Raises ValueError where the table has other columns than such tables have.
        """
        for name, resource in TABLES.items():
            if path.suffix == ".csv" and path == resource.at(issuer=path.stem):
                head, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
                if head != columns_of(resource):
                    raise ValueError(f"{path} has other columns")
                marks = ", ".join("?" for _ in head)
                values = (self._row(head, row) for row in rows)
                self._file.executemany(f"INSERT INTO {name}_row VALUES ({marks})", values)  # noqa: S608  names and marks of our own

    def _row(self, head: Sequence[str], row: Sequence[str]) -> list[str | int]:
        cells = map(unescaped, row)
        return [
            cell if name in _OWN else self._texts.setdefault(cell, len(self._texts))
            for name, cell in zip(head, cells, strict=True)
        ]

    def documents(self) -> Iterator[_File]:
        """The file, when all has passed."""
        told = ((place, text) for text, place in self._texts.items())
        self._file.executemany("INSERT INTO text VALUES (?, ?)", told)
        self._file.commit()
        content = bytearray(self._file.serialize())
        content[_WRITTEN_BY : _WRITTEN_BY + _LENGTH] = bytes(_LENGTH)
        yield BULK, bytes(content)


def columns_of(resource: Resource) -> list[str]:
    """The columns of a table."""
    return list(columns(row_model(resource.model, resource.rows)))


def _made_as(name: str, names: Sequence[str]) -> Iterator[str]:
    """The statements for a table of places, and for the view that has the texts instead."""
    kinds = ", ".join(f'"{each}" {"TEXT" if each in _OWN else "INTEGER"}' for each in names)
    yield f"CREATE TABLE {name}_row ({kinds})"
    shown = ", ".join(each if each in _OWN else _text_of(name, each) for each in names)
    yield f"CREATE VIEW {name} AS SELECT {shown}{_NUMBER} FROM {name}_row"  # noqa: S608  as above


def _text_of(name: str, column: str) -> str:
    return f'(SELECT text FROM text WHERE id = {name}_row."{column}") AS "{column}"'  # noqa: S608  as above
