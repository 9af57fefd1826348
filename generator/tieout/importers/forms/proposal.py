"""What a form becomes: files that a check accepts, with the words for whoever reviews them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tieout.examine import examine
from tieout.importers.forms.event import Unanswered
from tieout.problems import Problem, errors
from tieout.records.read import Issuer, read_briefs


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of the briefs, not yet written."""

    files: Mapping[str, str]
    """New texts by their paths from the root."""
    title: str
    """For a pull request: of names that were looked up alone, never of a stranger's words."""
    remarks: tuple[str, ...] = ()
    """Warnings, for the reviewer."""


def known_issuer(root: Path, slug: str) -> Issuer:
    """An issuer on record; raises Unanswered where there is none."""
    issuers = read_briefs(root / "briefs", root)[0]
    if slug not in issuers:
        near = ", ".join(list(issuers)[:20]) or "none yet"
        raise Unanswered([f"Issuer: there is no folder of that name; there are {near}"])
    return issuers[slug]


def checked(root: Path, files: Mapping[str, str], title: str, as_of: date) -> Proposal:
    """The change, if a check accepts it; raises Unanswered with all that is wrong."""
    before = _told(examine(root, as_of).problems)
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(root / "briefs", Path(scratch, "briefs"), symlinks=True)
        for path, text in files.items():
            target = Path(scratch, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="")
        found = examine(Path(scratch), as_of).problems
    new = [problem for problem in found if _key(problem) not in before]
    if wrong := errors(new):
        raise Unanswered([f"{each.finding}; {each.remedy} [{each.code}]" for each in wrong])
    return Proposal(files, title, tuple(f"{each.finding} [{each.code}]" for each in new))


def _told(problems: Iterable[Problem]) -> set[tuple[str, str, str]]:
    return {_key(problem) for problem in problems}


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.place.file, problem.code, problem.finding
