"""What contributors wrote, beside the pages made of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from tieout.records.folders import File, Files
from tieout.records.schema import schema_files
from tieout.records.text import RECORD_BYTES, decode


def downloads(files: Files) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The YAML of an issuer's company and records, as text."""
    folder = PurePosixPath(files.slug)
    if files.company is not None:
        yield folder / "company.yml", _text(files.company)
    for period, record in files.records.items():
        yield folder / period / "record.yml", _text(record)


def schemas() -> Iterator[tuple[PurePosixPath, bytes]]:
    """The editor's schemas, at the same place as in the repository."""
    for name, text in schema_files().items():
        yield PurePosixPath("briefs", name), text.encode()


def _text(file: File) -> bytes:
    """A contributor's file as it was read: UTF-8 without a mark, lines that end in LF."""
    return decode(file.content, file.name, RECORD_BYTES)[0].encode()
