"""Files of an earlier form brought to today's, line by line, so that every comment stays.

A file says of which form it is by `version`; one that does not is of the first. Whenever a field
is renamed or means something else, the form gets another number, and a step here that rewrites the
lines concerned. A file of a later form than this program knows is refused (`fields.Version`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from tieout.records.fields import CURRENT_VERSION
from tieout.records.issuer_schema import NAME

_VERSION = re.compile(r"^version:[ \t]*([0-9]+)(?=[ \t]*(?:#|$))", re.MULTILINE)
_HINT = re.compile(
    rf"\A# yaml-language-server: \$schema=\.\./{re.escape(NAME)}[ \t]*$", re.MULTILINE
)
_FIRST_KEY = re.compile(r"^[a-z_]+:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MigrationStep:
    """What brings a file to one form from the one before."""

    version: int
    told: str
    """What changes, for whoever reviews it."""
    rewrite: Callable[[PurePosixPath, str], str]
    """The new text, by the file's path and its text; the same where nothing is concerned."""


STEPS: tuple[MigrationStep, ...] = ()
"""In the order of the versions. There has been one form so far."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """A file's new text, and what was changed in it."""

    text: str
    told: tuple[str, ...]


def migrated(
    path: PurePosixPath,
    text: str,
    *,
    has_schema: bool,
    steps: Sequence[MigrationStep] = STEPS,
    current: int = CURRENT_VERSION,
) -> Migrated:
    """A file in today's form; `has_schema` says whether its issuer has a schema of its own."""
    told = []
    for step in steps:
        if version_of(text) < step.version <= current:
            text = _numbered(step.rewrite(path, text), step.version)
            told.append(step.told)
    hinted = _HINT.sub(f"# yaml-language-server: $schema={NAME}", text) if has_schema else text
    if hinted != text:
        told.append("editors use the issuer's own schema")
    return Migrated(hinted, tuple(told))


def version_of(text: str) -> int:
    """Of which form a file is."""
    typed = _VERSION.search(text)
    return int(typed[1]) if typed else 1


def renamed(text: str, old: str, new: str) -> str:
    """A field of the file itself, under another name: for steps."""
    return re.sub(rf"^{re.escape(old)}(?=:)", new, text, flags=re.MULTILINE)


def _numbered(text: str, version: int) -> str:
    if _VERSION.search(text):
        return _VERSION.sub(f"version: {version}", text)
    first = _FIRST_KEY.search(text)
    at = first.start() if first else len(text)
    return f"{text[:at]}version: {version}\n{text[at:]}"
