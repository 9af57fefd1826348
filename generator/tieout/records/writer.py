"""The one writer of files that people edit: all of a command's files or none.

Each is written beside its place and moved there whole, so that neither a kill nor a full disk
leaves half of one. No link is followed on the way: what is written stays inside the folder that was
named, under names that `tieout check` accepts.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tieout.problems import Finding, shown
from tieout.records.folders import refusal

_WORDS = {
    errno.ENOSPC: ("the disk is full", "make room on it"),
    errno.EDQUOT: ("the disk is full for you", "make room on it"),
    errno.EFBIG: ("no file may be as large", "raise the limit"),
    errno.EROFS: ("the disk can only be read", "work in another folder"),
    errno.EACCES: ("the folder may not be written to", "change its rights, or work elsewhere"),
    errno.EPERM: ("the folder may not be written to", "change its rights, or work elsewhere"),
    errno.ENAMETOOLONG: ("the name is too long", "give a shorter one"),
    errno.ENOTDIR: ("a step on the way is no folder", "move it away"),
    errno.EEXIST: ("something else has the name by now", "look at it"),
}


class Unwritten(Finding):
    """A file could not be written, and no other was; the message says why."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of new files, by their paths in the folder."""

    written: tuple[str, ...]
    left: Mapping[str, str]
    """Those whose place is taken, with how, where it is not by a file of that name."""


@dataclass(slots=True)
class _Undo:
    """What was made and what stood there before, so that all of it can be taken back."""

    made: list[Path] = field(default_factory=list)
    before: dict[Path, Path] = field(default_factory=dict)
    """Copies of the files that are written over: they move back even on a full disk."""

    def back(self) -> None:
        for path, copy in self.before.items():
            copy.replace(path)
        for path in reversed(self.made):
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)

    def forget(self) -> None:
        for copy in self.before.values():
            copy.unlink(missing_ok=True)


def place(folder: Path, files: Mapping[str, str]) -> Placed:
    """Write new texts by their paths in `folder`, which is made where it is not there.

    What is there stays as it is. Raises Unwritten with the folder as it was.
    """
    left = {path: taken for path in files if (taken := _taken(folder, path)) is not None}
    new = {path: text.encode() for path, text in files.items() if path not in left}
    with _undone(folder) as undo:
        for path, content in new.items():
            _write_new(folder / path, content, undo)
    return Placed(tuple(new), left)


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write contents by their paths from `root`, also over files that are there.

    Raises Unwritten with all files as they were: where a name would be refused by a check, a link
    stands on the way, or the disk does not take them.
    """
    for path in files:
        admit(root, path)
    with _undone(root) as undo:
        staged = {}
        for path, content in files.items():
            target = root / path
            _make_folders(target.parent, undo.made)
            if target.exists():
                undo.before[target] = _staged(target.parent, target.read_bytes(), _mode(target))
            staged[target] = _staged(target.parent, content, _mode(target))
            undo.made.append(staged[target])
        for target, new in staged.items():
            if target not in undo.before:
                undo.made.append(target)
            new.replace(target)


def admit(root: Path, path: str) -> None:
    """Raise Unwritten where a path is none of our files', or leads through a link."""
    if (reason := refusal(PurePosixPath(path))) is not None:
        finding, remedy = reason
        raise Unwritten(finding, remedy)
    taken = _taken(root, path)
    target = root / path
    if taken or target.is_symlink() or (target.exists() and not target.is_file()):
        what = "a link" if target.is_symlink() else "no file"
        told = taken or f" (it is {what})"
        raise Unwritten(f"{shown(path, 200)} is not written{told}", "put a plain file in its place")


def _taken(folder: Path, path: str) -> str | None:
    """None where a new file can have this place; else how it is taken, in words to append."""
    steps = [folder / part for part in reversed(PurePosixPath(path).parents)][1:]
    for step in steps:
        if step.is_symlink():
            return f" ({step} is a link)"
        if step.exists() and not step.is_dir():
            return f" ({step} is no folder)"
    return "" if os.path.lexists(folder / path) else None


@contextmanager
def _undone(folder: Path) -> Iterator[_Undo]:
    """A list of what is made, which is taken away again if the block fails."""
    undo = _Undo()
    try:
        _make_folders(folder, undo.made)
        yield undo
    except OSError as error:
        undo.back()
        raise unwritten(error, folder) from None
    except BaseException:
        undo.back()
        raise
    undo.forget()


def unwritten(error: OSError, folder: Path) -> Unwritten:
    """What the system says of a write that failed, in words."""
    where = error.filename2 or error.filename or folder
    usual = (f"the system says: {(error.strerror or 'no reason').lower()}", "look at the folder")
    finding, remedy = _WORDS.get(error.errno or 0, usual)
    return Unwritten(f"cannot write {where}: {finding}", f"{remedy}, and run this again")


def _write_new(target: Path, content: bytes, undo: _Undo) -> None:
    _make_folders(target.parent, undo.made)
    staged = _staged(target.parent, content, 0o644)
    undo.made.append(staged)
    target.touch(exist_ok=False)
    undo.made.append(target)
    staged.replace(target)


def _make_folders(folder: Path, made: list[Path]) -> None:
    for step in (*reversed(folder.parents), folder):
        if not step.exists():
            step.mkdir()
            made.append(step)


def _mode(path: Path) -> int:
    """The rights of the file that stands there, but not to run it; else all may read it."""
    return stat.S_IMODE(path.stat().st_mode) & 0o666 if path.exists() else 0o644


def _staged(folder: Path, content: bytes, mode: int) -> Path:
    handle, name = tempfile.mkstemp(prefix=".new-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
