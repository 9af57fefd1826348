"""Files that stand beside the pages for whoever wants the figures and not the prose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.facts import Facts
from generator.folders import read_bytes
from generator.listing import facts_json
from generator.read import Issuer
from generator.schema import schema_files
from generator.text import RECORD_BYTES, decode


def downloads(
    issuers: Mapping[str, Issuer], facts: Facts, root: Path
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The YAML of every record and company as text, and every brief's figures as JSON."""
    for issuer in issuers.values():
        folder = PurePosixPath(issuer.slug)
        yield folder / "company.yml", _text(root, issuer.company.file)
        for period, record in issuer.records.items():
            rows = facts_json(facts, f"{issuer.slug}/{period}")
            yield folder / period / "record.yml", _text(root, record.file)
            yield folder / period / "facts.json", as_json(rows)


def as_json(value: object) -> bytes:
    """JSON that reads well: one field a line, a line at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def schemas() -> Iterator[tuple[PurePosixPath, bytes]]:
    """The editor's schemas, at the same place as in the repository."""
    for name, text in schema_files().items():
        yield PurePosixPath("briefs", name), text.encode()


def _text(root: Path, name: str) -> bytes:
    """A contributor's file as it was read: UTF-8 without a mark, lines that end in LF."""
    content, _ = read_bytes(root / name, name, RECORD_BYTES)
    return decode(content, name, RECORD_BYTES)[0].encode()
