"""The published folder is whole at any moment: built beside the old one, swapped in one step."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


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
def replacing(site: Path) -> Iterator[Path]:
    """A new folder beside `site` to build into, which takes its place if the block ends well.

    If it does not, `site` stays as it was. What a killed build has left is removed first.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    _recover(site)
    fresh = Path(tempfile.mkdtemp(prefix=f"{site.name}.new-", dir=site.parent))
    try:
        fresh.chmod(0o755)
        yield fresh
        _swap(fresh, site)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _recover(site: Path) -> None:
    """Remove half-built folders; put back the old site where two renames were cut in half."""
    for old in sorted(site.parent.glob(f"{site.name}.old-*")):
        if not site.exists():
            old.rename(site)
        shutil.rmtree(old, ignore_errors=True)
    for fresh in site.parent.glob(f"{site.name}.new-*"):
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, site: Path) -> None:
    """Put `fresh` in the place of `site`; afterwards the old site stands where `fresh` was."""
    if not site.exists():
        fresh.rename(site)
    elif not _exchange(fresh, site):
        old = site.with_name(fresh.name.replace(".new-", ".old-"))
        site.rename(old)
        fresh.rename(site)
        shutil.rmtree(old, ignore_errors=True)


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
