"""What contributors wrote, beside the pages made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from tieout.records.folders import read_bytes
from tieout.records.read import Issuer
from tieout.records.schema import schema_files
from tieout.records.text import RECORD_BYTES, decode


def downloads(issuers: Mapping[str, Issuer], root: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The YAML of every record and company, as text."""
    for issuer in issuers.values():
        folder = PurePosixPath(issuer.slug)
        yield folder / "company.yml", _text(root, issuer.company.file)
        for period, record in issuer.records.items():
            yield folder / period / "record.yml", _text(root, record.file)


def schemas() -> Iterator[tuple[PurePosixPath, bytes]]:
    """The editor's schemas, at the same place as in the repository."""
    for name, text in schema_files().items():
        yield PurePosixPath("briefs", name), text.encode()


def _text(root: Path, name: str) -> bytes:
    """A contributor's file as it was read: UTF-8 without a mark, lines that end in LF."""
    content, _ = read_bytes(root / name, name, RECORD_BYTES)
    return decode(content, name, RECORD_BYTES)[0].encode()
