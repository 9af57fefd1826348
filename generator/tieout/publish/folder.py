"""A folder that holds exactly the files it is given."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
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
    ready = {PurePosixPath()}
    with (folder / MARKER).open("a", encoding="utf-8") as marker:
        for path, content in files:
            if path in written:
                raise ValueError(f"two documents are to stand at {path}")
            written[path] = WrittenFile(digest(content))
            if path not in before:  # listed first: a build that is killed here knows it for its own
                marker.write(line(path, written[path]))
                marker.flush()
            _make_ready(folder, path.parent, ready)
            _write(folder / path, content)
    folders = {parent for path in written for parent in path.parents}
    _clear(folder, PurePosixPath(), set(written), folders)
    told = "".join(line(path, known) for path, known in sorted(written.items()))
    if (folder / MARKER).read_text("utf-8") != told:
        (folder / MARKER).write_text(told, "utf-8")


def _make_ready(folder: Path, inside: PurePosixPath, ready: set[PurePosixPath]) -> None:
    """Make a folder within the folder; `ready` are those that are known to be there."""
    if inside in ready:
        return
    _make_ready(folder, inside.parent, ready)
    target = folder / inside
    if target.is_symlink() or target.is_file():
        target.unlink()
    target.mkdir(exist_ok=True)
    ready.add(inside)


def _write(target: Path, content: bytes) -> None:
    """Let a file hold the content, and leave one alone that does."""
    with suppress(FileNotFoundError):
        status = target.lstat()
        if stat.S_ISDIR(status.st_mode):
            shutil.rmtree(target)
        else:
            is_file = stat.S_ISREG(status.st_mode)
            if is_file and status.st_size == len(content) and target.read_bytes() == content:
                return
            target.unlink()  # and not written into: a site may have this very file
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
