"""Which brief a text is about: the period of the issuer whose figures its numbers tie to most.

Words alone mislead: a fiscal quarter has another number than the calendar's, and a story names the
year before as often as its own. What a text states as its figures is its period.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.claims.extract import Extractor, names_issuer
from tieout.claims.judged import Judge, Judged
from tieout.claims.layout.language import note_on
from tieout.claims.verdicts import VerdictName
from tieout.facts.store import Facts
from tieout.problems import Finding
from tieout.records.read import Issuer

_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_OWN = ("actual", "yoy")
_FEWEST = 2
"""One number that ties is chance."""
_MOST_TOLD = 4
_ANSWERS: tuple[VerdictName, ...] = (
    "ties",
    "other_basis",
    "conflict",
    "opinion",
    "unclear",
    "not_in_record",
)
"""What of a number tells whose it is: what its record answers, before what it leaves open."""


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


def find_covered(
    text: str, issuers: Mapping[str, Issuer], facts: Facts, about: Collection[str] = ()
) -> tuple[Reading, ...]:
    """The text held against the brief that it is about; of several issuers, against one of each.

    The first is what most numbers tie to, and each number stands in the reading of its own issuer.
    `about`: the issuers that it is known to be about, though it may not name them.
    Raises Finding where the text names no issuer, or its numbers fit no period, or several alike.
    """
    named = [
        each
        for slug, each in issuers.items()
        if slug in about or names_issuer(text, each.company.model)
    ]
    if not named:
        known = ", ".join(each.company.model.short_name for each in issuers.values())
        raise Finding(f"the text names no issuer on record ({known})", "say which with --covers")
    note = note_on(text)
    if note:
        raise Finding(note, "give a text in English")
    told = [each for issuer in named if (each := _of_issuer(text, issuer, facts))]
    if not told:
        finding = f"fewer than two numbers of the text tie to any one period of {_names(named)}"
        raise Finding(finding, "say which it is about with --covers ISSUER/PERIOD")
    ranked = sorted(told, key=lambda alike: alike[0].fit, reverse=True)
    if len(ranked[0]) > 1:
        raise _undecided(ranked[0])
    left_out = tuple(str(_undecided(alike)) for alike in ranked if len(alike) > 1)
    first, *others = (alike[0] for alike in ranked if len(alike) == 1)
    return each_to_its_own((replace(first, notes=(*first.notes, *left_out)), *others))


def each_to_its_own(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Readings of one text by several issuers, each with the numbers that are its own.

    A number is the issuer's whose record answers it best; where none does, that of the first to
    which it is not another's.
    """
    owners: dict[int, tuple[int, bool, int]] = {}
    for at, reading in enumerate(readings):
        for each in reading.judged:
            answer = (_ANSWERS.index(each.verdict.name), bool(each.found.part), at)
            owners[each.found.start] = min(owners.get(each.found.start, answer), answer)
    return tuple(
        replace(
            reading,
            judged=tuple(each for each in reading.judged if owners[each.found.start][-1] == at),
        )
        for at, reading in enumerate(readings)
    )


def _of_issuer(text: str, issuer: Issuer, facts: Facts) -> list[Reading]:
    """The readings that fit best: several where periods fit alike, none where none fits."""
    readings = [hold(text, issuer, facts, period) for period in _likely(text, issuer)]
    ranked = sorted(readings, key=lambda each: each.fit, reverse=True)
    if not ranked or not ranked[0].fit[0] or sum(ranked[0].fit) <= _FEWEST:
        return []
    return [each for each in ranked if each.fit == ranked[0].fit]


def _undecided(readings: Sequence[Reading]) -> Finding:
    alike = [each.covers for each in readings]
    return Finding(
        f"the text fits {', '.join(alike[:_MOST_TOLD])} alike",
        f"say which it is about with --covers {alike[0]}",
    )


def _likely(text: str, issuer: Issuer) -> Iterable[str]:
    """The periods of the years that the text names, and of the years beside them; else all."""
    years = {int(year) + away for year in _YEAR.findall(text) for away in (-1, 0, 1)}
    every = {slug: filed.model.period for slug, filed in issuer.records.items()}
    named = [slug for slug, each in every.items() if {each.fiscal.year, each.end.year} & years]
    return named or every


def _names(issuers: Iterable[Issuer]) -> str:
    return ", ".join(each.company.model.short_name for each in issuers)
