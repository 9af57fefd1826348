"""Which issuers somebody has changed since a commit, as git tells."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

from tieout.problems import Finding


def changed_issuers(root: Path, commit: str) -> frozenset[str]:
    """The folders below `briefs/` with files that differ from a commit, or that git does not know.

    What a branch was compared with may have moved on: what counts is where the two parted. Raises
    Finding where git cannot tell.
    """
    within = ("--", "briefs")
    if commit == "HEAD" and not _git(root, "rev-list", "--all", "--max-count=1"):
        differing = _git(root, "ls-files", "-z", *within)  # before the first commit all is new
    else:
        start = _git(root, "merge-base", "HEAD", commit, "--").strip()
        options = ("--name-only", "--relative", "--no-renames", "-z")
        differing = _git(root, "diff", *options, start, *within)
    unknown = _git(root, "ls-files", "--others", "--exclude-standard", "-z", *within)
    paths = map(PurePosixPath, filter(None, (differing + unknown).split("\0")))
    return frozenset(path.parts[1] for path in paths if len(path.parts) > 2)


def _git(root: Path, *arguments: str) -> str:
    remedy = "name a commit or branch that is here, or check all with: tieout check"
    try:
        done = subprocess.run(  # noqa: S603  the user's own git, without a shell
            ["git", "-C", root, *arguments],  # noqa: S607  where it stands is the user's affair
            capture_output=True,
            text=True,
            check=True,
        )
    except OSError:
        raise Finding("git is not here, which knows what has changed", remedy) from None
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.strip().partition("\n")[0].removeprefix("fatal: ")
        raise Finding(f"git cannot tell what has changed: {said}", remedy) from None
    return done.stdout
