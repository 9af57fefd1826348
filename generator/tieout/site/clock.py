"""What day it is, for the edges alone: nothing inside the build asks.

Pages of one commit are the same bytes whenever they are built, so "now" is the commit's date.
"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from tieout.problems import Finding, shown


def source_epoch(root: Path) -> int:
    """Seconds since 1970 that stand for now: those that are fixed, else the clock's.

    Raises Finding where SOURCE_DATE_EPOCH is no time.
    """
    fixed = fixed_epoch(root)
    return int(datetime.now(UTC).timestamp()) if fixed is None else fixed


def fixed_epoch(root: Path) -> int | None:
    """SOURCE_DATE_EPOCH where it is set, else the time of the last commit.

    None outside a repository, and while `briefs/` holds edits that are in no commit yet. Raises
    Finding where SOURCE_DATE_EPOCH is no time.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed:
        return _epoch(fixed)
    committed = _git(root, "log", "-1", "--format=%ct")
    edited = _git(root, "status", "--porcelain", "--", "briefs")
    return int(committed) if committed and not edited else None


def _epoch(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,10}", text) is None:
        raise Finding(
            f"SOURCE_DATE_EPOCH is `{shown(text)}`, which is no time",
            "set it to seconds since 1970, like 1764028800, or unset it",
        )
    return int(text)


def source_day(root: Path) -> date:
    """The day of `source_epoch` in UTC."""
    return datetime.fromtimestamp(source_epoch(root), UTC).date()


def _git(root: Path, *arguments: str) -> str:
    """What git prints; empty where there is no git or no repository."""
    try:
        result = subprocess.run(  # noqa: S603  the user's own git, without a shell
            ["git", "-C", root, *arguments],  # noqa: S607  where it stands is the user's affair
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return result.stdout.strip()
