"""Which brief a text is about: the period of the issuer whose figures its numbers tie to most.

Words alone mislead: a fiscal quarter has another number than the calendar's, and a story names the
year before as often as its own. What a text states as its figures is its period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tieout.claims.extract import Extractor, names_issuer
from tieout.claims.judged import Judge, Judged
from tieout.facts.store import Facts
from tieout.problems import Finding
from tieout.records.read import Issuer

_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_OWN = ("actual", "yoy")
_FEWEST = 2
"""One number that ties is chance."""
_MOST_TOLD = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A text held against one brief."""

    issuer: Issuer
    period: str
    judged: tuple[Judged, ...]
    notes: tuple[str, ...] = ()

    @property
    def covers(self) -> str:
        """The brief: `baba/2026-q2`."""
        return f"{self.issuer.slug}/{self.period}"

    @property
    def fit(self) -> tuple[int, int]:
        """How many numbers tie that are the period's own, and how many in all."""
        tied = [each.claim.role for each in self.judged if each.verdict.name == "ties"]
        return sum(role in _OWN for role in tied), len(tied)


def hold(text: str, issuer: Issuer, facts: Facts, period: str) -> Reading:
    """A text held against the brief of one period."""
    model = issuer.records[period].model.period
    company = issuer.company.model
    reader = Extractor(company, model.fiscal, model.end)
    judge = Judge(facts, company, f"{issuer.slug}/{period}")
    judged = tuple(judge.judge_all(reader.read(text)))
    return Reading(issuer, period, judged, tuple(reader.notes))


def find_covered(text: str, issuers: Mapping[str, Issuer], facts: Facts) -> Reading:
    """The text held against the brief that it is about.

    Raises Finding where it names no issuer, or its numbers fit no period, or several alike.
    """
    named = [each for each in issuers.values() if names_issuer(text, each.company.model)]
    if not named:
        known = ", ".join(each.company.model.short_name for each in issuers.values())
        raise Finding(f"the text names no issuer on record ({known})", "say which with --covers")
    readings = [hold(text, issuer, facts, period) for issuer, period in _likely(text, named)]
    ranked = sorted(readings, key=lambda each: each.fit, reverse=True)
    if not ranked or not ranked[0].fit[0] or sum(ranked[0].fit) <= _FEWEST:
        told = f"no period of {_names(named)} has the figures that the text states"
        raise Finding(told, "say which it is about with --covers ISSUER/PERIOD")
    alike = [each.covers for each in ranked if each.fit == ranked[0].fit]
    if len(alike) > 1:
        told = f"the text fits {', '.join(alike[:_MOST_TOLD])} alike"
        raise Finding(told, f"say which it is about with --covers {alike[0]}")
    return ranked[0]


def _likely(text: str, issuers: Iterable[Issuer]) -> Iterator[tuple[Issuer, str]]:
    """The periods of the years that the text names, and of the years beside them; else all."""
    years = {int(year) + away for year in _YEAR.findall(text) for away in (-1, 0, 1)}
    for issuer in issuers:
        every = {slug: filed.model.period for slug, filed in issuer.records.items()}
        named = [slug for slug, each in every.items() if {each.fiscal.year, each.end.year} & years]
        for slug in named or every:
            yield issuer, slug


def _names(issuers: Iterable[Issuer]) -> str:
    return ", ".join(each.company.model.short_name for each in issuers)
