"""A dossier as bytes: sent between processes, and kept under the digest of what it was made from.

The cache is a folder like any other, and may hold what somebody else put there. Only our own
classes and a few plain ones are made from it, and what does not read as a dossier counts as not
there.
"""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tieout.charts import disk_cache
from tieout.issuer import Dossier
from tieout.publish import waiting

_PLAIN = frozenset(
    (
        ("builtins", "frozenset"),
        ("collections", "Counter"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("decimal", "Decimal"),
        ("fractions", "Fraction"),
        ("pathlib", "PurePosixPath"),
        ("pathlib._local", "PurePosixPath"),
        ("zoneinfo", "ZoneInfo"),
    )
)
_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Kept:
    """A dossier without its documents, and these as they wait on disk."""

    dossier: Dossier
    documents: bytes


def packed(dossier: Dossier) -> bytes:
    """A dossier as bytes."""
    head = pickle.dumps(replace(dossier, documents=()), pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(head)) + head + waiting.packed(dossier.documents)


def unpacked(made: bytes) -> Kept:
    """What `packed` made, in this process or in a worker's."""
    (length,) = _LENGTH.unpack_from(made)
    start = _LENGTH.size
    dossier: Dossier = _Reader(io.BytesIO(made[start : start + length])).load()
    return Kept(dossier, made[start + length :])


def keep(path: Path, made: bytes) -> None:
    """Keep a packed dossier, with the name of its file: under another name it is worth nothing."""
    disk_cache.keep(path, path.name.encode() + made)


def read(path: Path) -> Kept | None:
    """The dossier that is kept there, if it is there and whole, and belongs there."""
    content = disk_cache.read(path)
    name = path.name.encode()
    if content is None or not content.startswith(name):
        return None
    try:
        kept = unpacked(content.removeprefix(name))
    except Exception:  # noqa: BLE001  bytes of any kind fail in any way
        return None
    return kept if isinstance(kept.dossier, Dossier) else None


class _Reader(pickle.Unpickler):
    """Makes our own classes and plain values, and calls nothing else."""

    def find_class(self, module_name: str, global_name: str) -> Any:  # so in the library
        if (module_name, global_name) == ("builtins", "getattr"):
            return _zones
        found = super().find_class(module_name, global_name)
        ours = module_name.startswith("tieout.") and isinstance(found, type)
        if not ours and (module_name, global_name) not in _PLAIN:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is none of ours")
        return found


def _zones(owner: object, name: str) -> object:
    """How a zone of time is made anew; by this road nothing else is."""
    if owner is not ZoneInfo or name != "_unpickle":
        raise pickle.UnpicklingError(f"{name} is none of ours")
    return getattr(owner, name)
