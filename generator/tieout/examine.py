"""Briefs read and held against every rule: what a check shows, and what a build starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tieout.check import check
from tieout.claims.own import untied
from tieout.claims.rules import check_articles
from tieout.facts.store import Facts
from tieout.problems import Problem
from tieout.records.read import Issuer, read_briefs


@dataclass(frozen=True, slots=True)
class Examined:
    """The briefs as they were read, with everything that is wrong with them."""

    issuers: Mapping[str, Issuer]
    facts: Facts
    problems: tuple[Problem, ...]


def examine(root: Path, as_of: date) -> Examined:
    """Read all briefs and hold them against every rule; `as_of` is the day that counts as today."""
    issuers, problems = read_briefs(root / "briefs", root)
    facts = Facts.of(issuers)
    problems += check(issuers, facts, as_of)
    problems += check_articles(issuers, as_of)
    problems += untied(issuers, facts)
    return Examined(issuers, facts, tuple(sorted(problems)))
