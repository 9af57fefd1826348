"""Briefs read and held against every rule: what a check shows, and what a build starts from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from tieout.check import check_across, check_issuer
from tieout.check.causes import Accused
from tieout.claims.own import untied
from tieout.claims.rules import check_articles
from tieout.facts.store import Facts
from tieout.problems import Problem, errors
from tieout.records.read import Issuer, read_briefs


@dataclass(frozen=True, slots=True)
class Examined:
    """The briefs as they were read, with everything that is wrong with them."""

    issuers: Mapping[str, Issuer]
    problems: tuple[Problem, ...]


def examine(root: Path, as_of: date, only: Collection[str] | None = None) -> Examined:
    """Read all briefs and hold them against every rule; `as_of` is the day that counts as today.

    `only` are the issuers that are looked at: of the others nothing is read but the company file,
    which rules across issuers ask for, and nothing is told. Figures of one issuer at a time are
    held in memory.
    """
    issuers, problems = read_briefs(root / "briefs", root, only)
    unread = {problem.place.file.rpartition("/")[0] for problem in errors(problems)}
    for slug, issuer in issuers.items():
        if only is None or slug in only:
            is_whole = f"briefs/{slug}" not in unread
            problems += examine_issuer(issuer, Facts.of({slug: issuer}), as_of, is_whole=is_whole)
    problems += check_across({slug: issuer.company for slug, issuer in issuers.items()})
    told = (each for each in problems if only is None or _issuer(each) in only)
    return Examined(issuers, tuple(sorted(told)))


def _issuer(problem: Problem) -> str:
    """The folder below `briefs/` of which something is told."""
    return "".join(PurePosixPath(problem.place.file).parts[1:2])


def examine_issuer(
    issuer: Issuer, facts: Facts, as_of: date, *, is_whole: bool = True
) -> list[Problem]:
    """Everything that is wrong with one issuer's records, articles and prose.

    Prose is held against the figures once all files are read (`is_whole`), but for numbers of
    metrics that are themselves in doubt: one that ties to nothing because its figure is wrong
    would be a second message for one mistake.
    """
    alone = {issuer.slug: issuer}
    found = check_issuer(issuer, facts, as_of)
    doubted = Accused(issuer, facts).doubted(found) if errors(found) else frozenset[str]()
    found += check_articles(alone, as_of)
    if is_whole and doubted is not None:
        found += untied(alone, facts, doubted)
    return found
