"""What other machines have worked out and kept, brought together for one build.

A kept file is named after all that it follows from, and counts only where it is whole and belongs
there. So whatever is brought along costs time at most; what fits nothing is never asked for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tieout.charts import disk_cache
from tieout.problems import Finding


def gather(source: Path, cache: Path) -> int:
    """Bring what a cache keeps into ours; how many files were new.

    Raises Finding where the folder is no cache of a build.
    """
    if not any(source.glob(f"*/{disk_cache.TAGGED}")):
        raise Finding(
            f"{source} is no cache of a build",
            "give the folder build/cache of a machine that ran `tieout build --shard`",
        )
    count = 0
    for path in _kept(source):
        target = cache / path.relative_to(source)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            count += 1
    return count


def _kept(folder: Path) -> Iterator[Path]:
    """The kept files of a cache and of the folders in it; no link is followed."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _kept(Path(entry.path))
            elif entry.is_file(follow_symlinks=False) and disk_cache.is_kept(entry.name):
                yield Path(entry.path)
