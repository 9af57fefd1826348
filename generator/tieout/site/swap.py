"""The published folder is whole at any moment: built beside the old one, swapped in one step."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from tieout.publish.ownership import MARKER

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_READABLE = 0o644


class Busy(Exception):
    """Another build holds this project."""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold `lock` while building; raises Busy if another build does.

    The operating system lets go of it when the holder ends, however it ends.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(str(lock)) from None
        yield


@contextmanager
def replacing(site: Path, journal: Path) -> Iterator[Path]:
    """A new folder beside `site` to build into, which takes its place if the block ends well.

    If it does not, `site` stays as it was. `journal` is as with `passing`.
    """
    with passing(site, journal) as fresh:
        yield fresh
        _open_to_all(fresh)
        _swap(fresh, site, _old(fresh))


@contextmanager
def passing(site: Path, journal: Path) -> Iterator[Path]:
    """A new folder beside `site` to build into, which is gone when the block ends.

    `journal` is a file that names the folders which a build makes beside sites, so that the next
    build removes what a killed one has left, and that alone.
    """
    _recover(journal)
    site.parent.mkdir(parents=True, exist_ok=True)
    fresh = site.parent / f".tieout-{token_hex(6)}"
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_text(json.dumps([str(each) for each in (site, fresh, _old(fresh))]), "utf-8")
    try:
        fresh.mkdir()
        (fresh / MARKER).touch()
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        journal.unlink(missing_ok=True)


def _old(fresh: Path) -> Path:
    """Where a site stands for a moment that is to be removed."""
    return fresh.with_name(f"{fresh.name}-old")


def _recover(journal: Path) -> None:
    """Remove what a killed build has left; put back a site where two renames were cut in half."""
    try:
        site, fresh, old = map(Path, json.loads(journal.read_text("utf-8")))
    except (OSError, ValueError):
        return
    ours = [left for left in (old, fresh) if (left / MARKER).is_file()]
    if old in ours and not site.exists():
        ours.remove(old)
        old.rename(site)
    for left in ours:
        shutil.rmtree(left, ignore_errors=True)


def _open_to_all(folder: Path) -> None:
    """A web server is another user: what is published can be read, however private the shell."""
    folder.chmod(0o755)
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                _open_to_all(Path(entry.path))
            elif stat.S_IMODE(entry.stat().st_mode) != _READABLE:
                Path(entry.path).chmod(_READABLE)


def _swap(fresh: Path, site: Path, old: Path) -> None:
    """Put `fresh` in the place of `site`; afterwards the old site stands where `fresh` was.

    Two builds that end at the same time take turns: the folder that both stand in is held.
    """
    holder = os.open(site.parent, os.O_RDONLY)
    try:
        fcntl.flock(holder, fcntl.LOCK_EX)
        if not site.exists():
            fresh.rename(site)
        elif not _exchange(fresh, site):
            site.rename(old)
            fresh.rename(site)
            shutil.rmtree(old, ignore_errors=True)
    finally:
        os.close(holder)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders trade places in one step; False where the system or file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    failed = rename(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if failed and ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
