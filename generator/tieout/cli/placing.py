"""New files into a folder: all of them or none, and nothing that is there is changed.

Each is written beside its place, its name is taken, which fails where somebody else has it by then,
and the whole file moves there: no half of one is ever seen. No link is followed on the way: what is
written stays inside the folder that was named.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of the files, by their paths in the folder."""

    written: tuple[str, ...]
    left: Mapping[str, str]
    """Those whose place is taken, with how, where it is not by a file of that name."""


def place(folder: Path, files: Mapping[str, str]) -> Placed:
    """Write texts by their paths in `folder`, which is made where it is not there.

    Raises OSError with the folder as it was.
    """
    left = {path: taken for path in files if (taken := _taken(folder, path)) is not None}
    new = [path for path in files if path not in left]
    with _undone(folder) as made:
        for path in new:
            target = folder / path
            _make_folders(target.parent, made)
            staged = _staged(target.parent, files[path])
            made.append(staged)
            target.touch(exist_ok=False)
            made.append(target)
            staged.replace(target)
    return Placed(tuple(new), left)


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
def _undone(folder: Path) -> Iterator[list[Path]]:
    """A list of what is made, which is taken away again if the block fails."""
    made: list[Path] = []
    try:
        _make_folders(folder, made)
        yield made
    except OSError:
        for path in reversed(made):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(
                missing_ok=True
            )
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    for step in (*reversed(folder.parents), folder):
        if not step.exists():
            step.mkdir()
            made.append(step)


def _staged(folder: Path, text: str) -> Path:
    handle, name = tempfile.mkstemp(prefix=".new-", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(name).chmod(0o644)
    return Path(name)
