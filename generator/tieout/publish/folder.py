"""A folder that holds exactly the files it is given."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from tieout.publish.ownership import MARKER, WrittenFile, claim, digest, line, listed

_KEPT = frozenset((".gitkeep", MARKER))
"""What keeps the folder in git although everything else in it is generated; the list of that."""
_REMEDY = (
    "move them away, or remove the folder if nothing in it is needed; pages come from briefs/, and"
    " what stands in static/ is published as it is"
)


def fill(folder: Path, files: Iterable[tuple[PurePosixPath, bytes]]) -> None:
    """Make `folder` hold these files and no others; each is listed, then written, as it comes.

    A file that has not changed keeps its time, so that whoever watches the folder sees changes
    alone. Nothing is written through a symbolic link: what stands in the way is removed. Raises
    ValueError if two files claim one place, and Foreign where the folder holds what no build wrote.
    """
    claim(folder, f"{folder.parent.name}/{folder.name}", _REMEDY)
    folder.mkdir(parents=True, exist_ok=True)
    before = listed(folder) or {}
    written: dict[PurePosixPath, WrittenFile] = {}
    (folder / MARKER).open("a").close()
    for path, content in files:
        if path in written:
            raise ValueError(f"two documents are to stand at {path}")
        written[path] = WrittenFile(digest(content))
        if path not in before:  # listed first: a build that is killed here knows it for its own
            with (folder / MARKER).open("a", encoding="utf-8") as marker:
                marker.write(line(path, written[path]))
        _write(folder, path, content)
    folders = {parent for path in written for parent in path.parents}
    _clear(folder, PurePosixPath(), set(written), folders)
    told = "".join(line(path, known) for path, known in sorted(written.items()))
    if (folder / MARKER).read_text("utf-8") != told:
        (folder / MARKER).write_text(told, "utf-8")


def _write(folder: Path, path: PurePosixPath, content: bytes) -> None:
    target = folder
    for step in path.parts[:-1]:
        target /= step
        if target.is_symlink() or target.is_file():
            target.unlink()
        target.mkdir(exist_ok=True)
    target /= path.name
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    if target.is_symlink() or not target.is_file() or target.read_bytes() != content:
        target.unlink(missing_ok=True)  # a site may have this very file
        target.write_bytes(content)


def put(source: Path, target: Path) -> None:
    """Let a file of ours stand in a second place: the very file, or where that cannot be a copy.

    So it is never written to, but replaced.
    """
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


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
        elif path not in files and str(path) not in _KEPT:
            entry.unlink()
