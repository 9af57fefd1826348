"""A folder that holds exactly the files it is given."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

KEPT = ".gitkeep"
"""Marks a folder that git keeps although everything else in it is generated."""


def fill(folder: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    """Make `folder` hold these files and no others.

    A file that has not changed keeps its time, so that whoever watches the folder sees changes
    alone. Nothing is written through a symbolic link: what stands in the way is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folders = {parent for path in files for parent in path.parents}
    _clear(folder, PurePosixPath(), set(files), folders)
    for path, content in files.items():
        target = folder / path
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _clear(
    folder: Path, inside: PurePosixPath, files: set[PurePosixPath], folders: set[PurePosixPath]
) -> None:
    """Remove what is not wanted, and whatever is a link or of the wrong kind."""
    for entry in folder.iterdir():
        path = inside / entry.name
        if entry.is_dir() and not entry.is_symlink():
            if path in folders:
                _clear(entry, path, files, folders)
            else:
                shutil.rmtree(entry)
        elif entry.is_symlink() or (path not in files and entry.name != KEPT):
            entry.unlink()
