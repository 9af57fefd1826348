"""A folder that holds exactly the files it is given."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

KEPT = ".gitkeep"
"""Marks a folder that git keeps although everything else in it is generated."""


def fill(folder: Path, files: Iterable[tuple[PurePosixPath, bytes]]) -> None:
    """Make `folder` hold these files and no others; each is written as it comes.

    A file that has not changed keeps its time, so that whoever watches the folder sees changes
    alone. Nothing is written through a symbolic link: what stands in the way is removed. Raises
    ValueError if two files claim one place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: set[PurePosixPath] = set()
    for path, content in files:
        if path in written:
            raise ValueError(f"two documents are to stand at {path}")
        _write(folder, path, content)
        written.add(path)
    folders = {parent for path in written for parent in path.parents}
    _clear(folder, PurePosixPath(), written, folders)


def _write(folder: Path, path: PurePosixPath, content: bytes) -> None:
    target = folder
    for step in path.parts[:-1]:
        target /= step
        if target.is_symlink() or target.is_file():
            target.unlink()
        target.mkdir(exist_ok=True)
    target /= path.name
    if target.is_symlink():
        target.unlink()
    elif target.is_dir():
        shutil.rmtree(target)
    if not target.is_file() or target.read_bytes() != content:
        target.write_bytes(content)


def _clear(
    folder: Path, inside: PurePosixPath, files: set[PurePosixPath], folders: set[PurePosixPath]
) -> None:
    """Remove what is not wanted, links among it."""
    for entry in folder.iterdir():
        path = inside / entry.name
        if entry.is_dir() and not entry.is_symlink():
            if path in folders:
                _clear(entry, path, files, folders)
            else:
                shutil.rmtree(entry)
        elif path not in files and entry.name != KEPT:
            entry.unlink()
