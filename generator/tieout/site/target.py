"""Where a site may be built: into a folder of its own, which holds nothing but what we wrote."""

from __future__ import annotations

import os
from pathlib import Path

from tieout.publish.ownership import Foreign, claim

_INPUTS = ("briefs", "templates", "static", "build", "generator", "tests", ".git", ".github")
_REMEDY = (
    "give another folder with --site-dir, or move what is yours away; what is to be published"
    " as it is belongs into static/"
)


def target(root: Path, site: Path | None) -> Path:
    """The folder to build into, `root/site` where none is given.

    Raises Foreign where it is, holds or lies in something that is not ours to replace.
    """
    chosen = Path(os.path.abspath(site)) if site else root.absolute() / "site"  # noqa: PTH100  no link is followed
    called = _called(chosen)
    place, home = chosen.parent.resolve() / chosen.name, root.resolve()
    if home.is_relative_to(place):
        what = "is the project itself" if place == home else "holds the project"
        raise Foreign(f"{called} {what}; give a folder of its own with --site-dir")
    for name in _INPUTS:
        if place.is_relative_to(home / name):
            where = "is" if place == home / name else "lies in"
            raise Foreign(
                f"{called} {where} {name}/, which the site is made from; give a folder of its own"
                " with --site-dir"
            )
    claim(chosen, called, _REMEDY)
    return chosen


def _called(path: Path) -> str:
    """A path as the user would type it."""
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) and path != here else path}/"
