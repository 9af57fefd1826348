"""The page on which a reader checks a text or a record: `/check/`. Its script does the rest."""

from __future__ import annotations

from dataclasses import dataclass

from tieout.edition import Edition

_EDIT, _NEW = "/edit/", "/new/"


@dataclass(frozen=True, slots=True)
class CheckDesk:
    """What the page's script needs to know of the site."""

    new: str
    """Where a new file is written in the repository's web editor; empty if there is none."""
    site: str
    """The site's address, as the command is given it."""


def view(edition: Edition) -> CheckDesk:
    """The page of an edition."""
    head, edit, branch = edition.editor.rpartition(_EDIT)
    new = f"{head}{_NEW}{branch.rstrip('/')}" if edit else ""
    return CheckDesk(new, edition.site or "ADDRESS")
