"""The briefs before a change and after it: figures, verdicts, problems of the issuers it touches.

An issuer whose files are the same in both is not read: the time that a review takes grows with the
change, not with the site. Only where a company file changes, all companies are held together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from tieout.check import check_across
from tieout.claims.reconcile import Verdict
from tieout.examine import examine_files
from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.problems import Problem
from tieout.records.folders import Files, find, load
from tieout.records.read import Issuer, read_issuer
from tieout.views.shared.brief_figures import Shelf, shelves_of

ClaimKey = tuple[str, str, str, int]
"""A claim by its article's file, its quote, what it says, and which of several alike it is."""


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim with the brief that it is about."""

    shelf: Shelf
    article: str
    verdict: Verdict


@dataclass(frozen=True)
class IssuerState:
    """One issuer on one side of a change."""

    slug: str
    issuer: Issuer | None
    """None where its company file cannot be read, or is not there."""
    problems: tuple[Problem, ...]

    @cached_property
    def shelves(self) -> Mapping[str, Shelf]:
        """Its briefs by name, but for those whose file cannot be read."""
        if self.issuer is None:
            return {}
        facts = Facts.of({self.slug: self.issuer})
        return {shelf.record: shelf for shelf in shelves_of(self.issuer, facts)}

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure of its briefs by id."""
        return {figure.id: figure for shelf in self.shelves.values() for figure in shelf.figures}

    @cached_property
    def claims(self) -> Mapping[ClaimKey, StatedClaim]:
        """Every claim about its briefs."""
        found: dict[ClaimKey, StatedClaim] = {}
        for shelf in self.shelves.values():
            for heard in shelf.heard:
                file = f"{self.slug}/{heard.name}"
                for verdict in heard.verdicts:
                    key, at = (file, verdict.claim.quote, verdict.claim.says), 0
                    while (*key, at) in found:
                        at += 1
                    found[*key, at] = StatedClaim(shelf, file, verdict)
        return found


@dataclass(frozen=True, slots=True)
class Sides:
    """What a change touches, before it and after it, by issuer; what all have in common as well."""

    before: Mapping[str, IssuerState]
    after: Mapping[str, IssuerState]
    found_before: tuple[Problem, ...]
    found_after: tuple[Problem, ...]


def sides(before: Path, after: Path, as_of: date) -> Sides:
    """The two sides of a change, each a folder with `briefs/` in it."""
    (old, old_names), (new, new_names) = _files(before), _files(after)
    slugs = [slug for slug in sorted({*old, *new}) if old.get(slug) != new.get(slug)]
    is_across = any(_company(old.get(slug)) != _company(new.get(slug)) for slug in slugs)
    left, right = ({slug: _state(slug, files, as_of) for slug in slugs} for files in (old, new))
    return Sides(
        left,
        right,
        tuple(_found(left, old, old_names, is_across=is_across)),
        tuple(_found(right, new, new_names, is_across=is_across)),
    )


def _files(root: Path) -> tuple[Mapping[str, Files], list[Problem]]:
    folders, problems = find(root / "briefs", root)
    return {folder.slug: load(folder) for folder in folders}, problems


def _company(files: Files | None) -> object:
    return files and files.company


def _state(slug: str, files: Mapping[str, Files], as_of: date) -> IssuerState:
    if slug not in files:
        return IssuerState(slug, None, ())
    issuer, problems = read_issuer(files[slug])
    facts = Facts.of({slug: issuer} if issuer else {})
    problems += examine_files(files[slug], issuer, facts, problems, as_of)
    return IssuerState(slug, issuer, tuple(problems))


def _found(
    states: Mapping[str, IssuerState],
    files: Mapping[str, Files],
    names: Collection[Problem],
    *,
    is_across: bool,
) -> Iterator[Problem]:
    """Everything found on one side."""
    yield from names
    for state in states.values():
        yield from state.problems
    if is_across:
        read = {slug: read_issuer(each)[0] for slug, each in files.items()}
        yield from check_across({slug: each.company for slug, each in read.items() if each})
