"""Briefs read and held against every rule: what a check shows, and what a build starts from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from tieout.check import check_across, check_issuer
from tieout.check.causes import Accused
from tieout.claims.own import CODE as OWN_PROSE
from tieout.claims.own import untied
from tieout.claims.rules import check_articles
from tieout.facts.store import Facts
from tieout.problems import Problem, errors
from tieout.records.folders import Files, find, load
from tieout.records.read import Issuer, as_mended, read_issuer


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
    folders, problems = find(root / "briefs", root)
    issuers: dict[str, Issuer] = {}
    for folder in folders:
        is_asked = only is None or folder.slug in only
        files = load(folder if is_asked else replace(folder, records={}, articles={}))
        issuer, own = read_issuer(files)
        known = {} if issuer is None else {folder.slug: issuer}
        issuers |= known
        if is_asked:
            at_fault = [each for each in problems if _issuer(each) == folder.slug]
            own += examine_files(files, issuer, Facts.of(known), [*at_fault, *own], as_of)
        problems += own
    problems += check_across({slug: issuer.company for slug, issuer in issuers.items()})
    told = (each for each in problems if only is None or _issuer(each) in only)
    return Examined(issuers, tuple(sorted(told)))


def _issuer(problem: Problem) -> str:
    """The folder below `briefs/` of which something is told."""
    return "".join(PurePosixPath(problem.place.file).parts[1:2])


def examine_files(
    files: Files, issuer: Issuer | None, facts: Facts, problems: Collection[Problem], as_of: date
) -> list[Problem]:
    """Everything that is wrong with an issuer beside the `problems` that its files had in reading.

    Where each of these has an edit, after which no rule finds fault with the figures, prose is held
    against the figures as mended: so mistakes of both come in one run. Where a rule does, the edit
    may not be what was meant.
    """
    if (mended := as_mended(files, problems)) is not None:
        found = examine_issuer(mended, Facts.of({files.slug: mended}), as_of)
        if all(each.code == OWN_PROSE for each in errors(found)):
            return found
    if issuer is None:
        return []
    return examine_issuer(issuer, facts, as_of, is_whole=not errors(problems))


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
