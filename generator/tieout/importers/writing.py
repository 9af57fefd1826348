"""Documents to files: all of an import, or nothing of it.

`.edgar.json` beside the records is what the last import wrote: by it a second import tells a
person's edits from its own. Without it all counts as typed by hand.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tieout.importers.edgar import Imported
from tieout.importers.merge import Document, merge
from tieout.importers.yamltext import written
from tieout.problems import Finding, errors
from tieout.records.folders import COMPANY, read_bytes
from tieout.records.issuer_schema import NAME
from tieout.records.read import read_briefs
from tieout.records.text import RECORD_BYTES, decode
from tieout.records.writer import write

LEDGER = ".edgar.json"
"""What the last import wrote, beside the records: by it a person's edits are told from its own."""
_LEDGER_BYTES = 16 << 20


@dataclass(slots=True)
class Plan:
    """The files that an import would write, and what it would tell."""

    folder: Path
    files: dict[Path, bytes] = field(default_factory=dict)
    news: list[str] = field(default_factory=list)
    """What changes, by file."""
    kept: list[str] = field(default_factory=list)
    """What a person typed and the filings have otherwise."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text with plain line ends, and the line ends that it has."""

    text: str
    ends: str

    @classmethod
    def read(cls, path: Path, name: str) -> TextFile:
        """Read a record's or a company's file; raises Finding where it cannot be read."""
        content, problems = read_bytes(path, name, RECORD_BYTES)
        text, more = decode(content, name, RECORD_BYTES) if not problems else ("", [])
        for problem in [*problems, *more]:
            raise Finding(f"{problem.place}: {problem.finding}", problem.remedy)
        return cls(text, "\r\n" if b"\r\n" in content else "\n")

    def encoded(self, text: str) -> bytes:
        """Another text as bytes of this file."""
        return text.replace("\n", self.ends).encode()


def plan(imported: Imported, briefs: Path, slug: str) -> Plan:
    """What an import does to an issuer's folder; raises Finding where a file is in the way."""
    folder = briefs / slug
    made = Plan(folder)
    before = _ledger(folder / LEDGER)
    documents = {COMPANY: imported.company}
    documents |= {f"{name}.yml": record for name, record in imported.records.items()}
    for name, document in documents.items():
        _plan_file(made, folder / name, before.get(name, {}), document)
    ledger = json.dumps({**before, **documents}, ensure_ascii=False, indent=0, sort_keys=True)
    content = f"{ledger}\n".encode()
    if not (folder / LEDGER).exists() or (folder / LEDGER).read_bytes() != content:
        made.files[folder / LEDGER] = content
    examine(made, briefs)
    return made


def _plan_file(made: Plan, path: Path, base: Document, document: Document) -> None:
    name = f"{path.parent.name}/{path.name}"
    if not path.exists() and not path.is_symlink():
        if base:
            made.kept.append(f"{name} was deleted by hand, and stays deleted")
            return
        made.files[path] = written(document, schema_for(path)).encode()
        made.news.append(f"{name}: new")
        return
    before = TextFile.read(path, name)
    merged = merge(before.text, base, document, name)
    made.news += [f"{name}: {change}" for change in merged.changes]
    made.kept += [f"{name}: {kept}" for kept in merged.kept]
    if merged.text != before.text:
        made.files[path] = before.encoded(merged.text)


def schema_for(path: Path) -> str:
    """The way from a file to the schema that editors complete its fields by."""
    if path.name == COMPANY:
        return "../company.schema.json"
    return NAME if (path.parent / NAME).is_file() else f"../{NAME}"


def _ledger(path: Path) -> Mapping[str, Document]:
    """What the last import wrote, by file; nothing where no import did."""
    if not path.exists() and not path.is_symlink():
        return {}
    content, problems = read_bytes(path, path.name, _LEDGER_BYTES)
    try:
        entries = json.loads(content) if not problems else None
    except (ValueError, RecursionError):
        entries = None
    if not isinstance(entries, dict) or not all(
        isinstance(each, dict) for each in entries.values()
    ):
        remedy = "delete it: then all that the records have counts as typed by hand"
        raise Finding(f"{path.name} is not as an import wrote it", remedy)
    return entries


def examine(made: Plan, briefs: Path) -> None:
    """Read the folder as it would be; raises Finding with the first thing wrong in it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / briefs.name / made.folder.name
        if made.folder.is_dir():
            shutil.copytree(made.folder, folder, symlinks=True)
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in made.files.items():
            (folder / path.name).write_bytes(content)
        for problem in errors(read_briefs(folder.parent, Path(scratch))[1]):
            raise Finding(
                f"{problem.place}: {problem.finding}", f"{problem.remedy}; nothing was written"
            )


def carry_out(*plans: Plan) -> None:
    """Write all files of the plans, or none. Raises Unwritten, with the folders as they were."""
    files = {path: content for made in plans for path, content in made.files.items()}
    if files:
        root = plans[0].folder.parent.parent
        write(root, {path.relative_to(root).as_posix(): new for path, new in files.items()})
