"""What a site's owner wants published as it is: all of `static/`, CNAME and .well-known too."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

from tieout.publish.ownership import MARKER, files_of

FOLDER = "static"


class Clash(Exception):
    """A file of `static/` cannot be published; the message says why, and what to do instead."""


def copy_static(root: Path, site: Path) -> frozenset[PurePosixPath]:
    """Copy the files of `static/` into a built site; their paths.

    Raises Clash where one is a link, or stands where the site has a file of its own.
    """
    folder = root / FOLDER
    copied = frozenset(files_of(folder)) if folder.is_dir() else frozenset()
    for path in sorted(copied):
        if any((folder / step).is_symlink() for step in (path, *path.parents)):
            raise Clash(f"{FOLDER}/{path} is a link; put the file itself there")
        if (site / path).exists() or str(path) == MARKER:
            raise Clash(f"{FOLDER}/{path} stands where the site has a file of its own; rename it")
    for path in copied:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, site / path)
    return copied
