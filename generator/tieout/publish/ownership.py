"""We replace only what we made: a folder that a build writes lists what the build wrote in it.

The list is the file `.tieout`, a line a file: its SHA-256, two spaces, its path. That is how
`sha256sum --check` reads it, so that anybody can hold a published site against it. A star in place
of the second space marks what was copied from `static/` as it is. A file that is not listed was
put there by somebody else, and no build removes it: the folder is refused whole.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MARKER = ".tieout"
_MADE_BY_SYSTEMS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"))
"""What file browsers leave behind, and what keeps an empty folder in git: nobody's work."""
_TOLD = 3
_LINE = re.compile(r"([0-9a-f]{64}) ([ *])(.+)")


class Foreign(Exception):
    """A folder may not be replaced; the message says why, and what to do instead."""


def digest(content: bytes) -> str:
    """The SHA-256 of a content, as the list has it."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What is told of a file that a build wrote."""

    digest: str
    is_copied: bool = False
    """Whether it is its owner's, from `static/`, and not ours."""


def listed(folder: Path) -> Mapping[PurePosixPath, WrittenFile] | None:
    """What a build wrote into the folder; None where there is no list."""
    try:
        lines = (folder / MARKER).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    found = filter(None, map(_LINE.fullmatch, lines))
    return {PurePosixPath(each[3]): WrittenFile(each[1], each[2] == "*") for each in found}


def line(path: PurePosixPath, told: WrittenFile) -> str:
    """A line of the list, with its end."""
    return f"{told.digest} {'*' if told.is_copied else ' '}{path}\n"


def seal(folder: Path, copied: Container[PurePosixPath] = ()) -> None:
    """List every file of a folder that a build has written whole."""
    lines = (
        line(path, WrittenFile(digest((folder / path).read_bytes()), path in copied))
        for path in files_of(folder)
    )
    (folder / MARKER).write_text("".join(lines), "utf-8")


def files_of(folder: Path) -> Iterator[PurePosixPath]:
    """Every file and link below a folder by path, in order, but for the list itself."""
    return (PurePosixPath(path) for path in _below(str(folder), "") if path != MARKER)


def _below(folder: str, inside: str) -> Iterator[str]:
    if not inside and not Path(folder).is_dir():
        return
    with os.scandir(folder) as found:  # many thousand files, of which each is asked for once
        for entry in sorted(found, key=lambda each: each.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{inside}{entry.name}/")
            else:
                yield f"{inside}{entry.name}"


def strangers(folder: Path) -> list[PurePosixPath]:
    """The files of a folder that no build wrote; none where the folder is missing or empty."""
    if not folder.is_dir():
        return []
    ours = listed(folder) or {}
    return [
        path for path in files_of(folder) if path not in ours and path.name not in _MADE_BY_SYSTEMS
    ]


def claim(folder: Path, called: str, remedy: str) -> None:
    """Make sure that a build may replace what stands in `folder`.

    `called` is the folder as the user would type it, `remedy` what to do where it may not. Raises
    Foreign where the folder is a link or a file, or holds files that no build wrote.
    """
    if folder.is_symlink():
        raise Foreign(f"{called} is a link, which a build would replace; {remedy}")
    if folder.exists() and not folder.is_dir():
        raise Foreign(f"{called} is a file; {remedy}")
    if found := strangers(folder):
        rest = f" and {len(found) - _TOLD:,} more" if len(found) > _TOLD else ""
        names = ", ".join(map(str, found[:_TOLD])) + rest
        raise Foreign(f"{called} holds files that no build wrote: {names}; {remedy}")
