"""Files kept by the digest of what they are made from, so that nothing is made twice.

A kept file is the digest of what follows, a line end, and the content. It is written beside its
place and renamed into it, so that builds at the same time never see half of one; one that does not
fit its digest counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Collection
from pathlib import Path

_KEPT = re.compile(r"[0-9a-f]{64}(?:\.[a-z]+)?")
"""How kept files are called; what else stands in the folder is nobody's to remove."""
TAGGED = "CACHEDIR.TAG"
"""The file that every folder of a cache has."""
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by tieout; may be removed at any time\n"
"""By which programs that copy folders know one that can be made anew (bford.info/cachedir)."""
SPARE = 500
"""How many files that nobody uses stay: a branch that is built in turns needs no drawing anew."""


def digest(content: bytes) -> str:
    """A name for a content that no other has."""
    return hashlib.sha256(content).hexdigest()


def is_kept(name: str) -> bool:
    """Whether a file of a cache is ours by its name."""
    return _KEPT.fullmatch(name) is not None


def read(path: Path) -> bytes | None:
    """The content, if the file is there and whole."""
    try:
        told, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if told == digest(content).encode() else None


def keep(path: Path, content: bytes) -> None:
    """Write the file; a folder that cannot be written costs time, never the build."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(digest(content).encode() + b"\n" + content)
            Path(name).replace(path)
            if not (tag := path.parent / TAGGED).is_file():
                tag.write_text(_TAG, encoding="utf-8")
        except OSError:
            Path(name).unlink(missing_ok=True)


def prune(folder: Path, used: Collection[str], spare: int = SPARE) -> None:
    """Remove files whose names are not in `used`, but for so many of the latest; folders stay.

    A file that another build has just removed is no error, and one that another build still needs
    is made there once more.
    """
    unused = []
    for path in filter(lambda each: is_kept(each.name), folder.glob("*")):
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            if path.name not in used and not stat.S_ISDIR(status.st_mode):
                unused.append((status.st_mtime_ns, path.name))
    for _, name in sorted(unused, reverse=True)[spare:]:
        (folder / name).unlink(missing_ok=True)
