"""The book of rules, and how it is held against the briefs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from tieout.check import (
    across,
    announced,
    bridges,
    companies,
    dates,
    expectations,
    magnitudes,
    releases,
    segments,
    shares,
    single,
    sources,
    splits,
    statements,
    translation,
    units,
    versions,
    waivers,
)
from tieout.check.causes import Accused, causes
from tieout.check.rule import Rule, rules_of
from tieout.check.subject import CompanySubject, FirstReports, RecordInHand, Register, Registered
from tieout.check.waivers import Silence
from tieout.facts.defaults import Conventions
from tieout.facts.store import Facts
from tieout.problems import Place, Problem
from tieout.records.company import Company
from tieout.records.model import Record
from tieout.records.read import Issuer, OnFile

_ON_RECORDS: tuple[Rule[RecordInHand], ...] = (
    *rules_of(units),  # a wrong unit is the cause of whatever else is found at its figure
    *rules_of(
        dates,
        releases,
        sources,
        single,
        magnitudes,
        segments,
        statements,
        bridges,
        versions,
        translation,
        shares,
        expectations,
    ),
)
_ON_COMPANIES: tuple[Rule[CompanySubject], ...] = rules_of(companies, splits, announced)
_ACROSS: tuple[Rule[Registered], ...] = rules_of(across)
_ON_WAIVERS: tuple[Rule[Silence], ...] = rules_of(waivers)
_ALL: tuple[Rule[Any], ...] = (*_ON_RECORDS, *_ON_COMPANIES, *_ACROSS, *_ON_WAIVERS)
_WAIVABLE = frozenset(each.code for each in _ON_RECORDS)

RULES: Mapping[str, Rule[Any]] = MappingProxyType(
    {each.code: each for each in sorted(_ALL, key=lambda each: each.code)}
)
"""Every rule on records and companies, by code: what the methodology publishes."""


def check(issuers: Mapping[str, Issuer], facts: Facts, as_of: date) -> list[Problem]:
    """Every breach that no waiver answers, consequences behind their causes left out.

    `as_of` is the day that counts as today.
    """
    found = check_across({slug: issuer.company for slug, issuer in issuers.items()})
    for issuer in issuers.values():
        found += check_issuer(issuer, facts, as_of)
    return sorted(found)


def check_issuer(issuer: Issuer, facts: Facts, as_of: date) -> list[Problem]:
    """The breaches that one issuer's own files tell."""
    company = CompanySubject(issuer)
    found = [problem for each in _ON_COMPANIES for problem in each.problems(company)]
    return found + _causes(issuer, facts, as_of)


def check_across(companies: Mapping[str, OnFile[Company]]) -> list[Problem]:
    """The breaches that show where all issuers are looked at; `companies` are by their slugs."""
    register = Register.of(companies)
    subjects = (Registered(slug, filed, register) for slug, filed in companies.items())
    return [
        problem for subject in subjects for each in _ACROSS for problem in each.problems(subject)
    ]


def _causes(issuer: Issuer, facts: Facts, as_of: date) -> list[Problem]:
    """What is wrong with an issuer's records, but for what follows from something told already."""

    def probe(aside: Collection[Place]) -> list[Problem]:
        known = facts.without(aside) if aside else facts
        subjects = _subjects(issuer, known, as_of)
        return [one for subject in subjects for one in _breaches(subject)]

    found = probe(())
    if sum(one.severity == "error" for one in found) == 0 or len(found) == 1:
        return found
    return causes(found, probe, Accused(issuer, facts).figures)


def _subjects(issuer: Issuer, facts: Facts, as_of: date) -> Iterator[RecordInHand]:
    """The issuer's records, each with the one before it."""
    conventions, history = Conventions.of(issuer), FirstReports(issuer, facts)
    before: OnFile[Record] | None = None
    for slug, filed in issuer.records.items():
        name = f"{issuer.slug}/{slug}"
        yield RecordInHand(issuer, name, filed, before, facts, as_of, conventions, history)
        before = filed


def _breaches(subject: RecordInHand) -> list[Problem]:
    """What the rules find in one record, its waivers heard."""
    found = [problem for each in _ON_RECORDS for problem in each.problems(subject)]
    if not subject.record.waivers:
        return found
    silence = Silence(subject, _WAIVABLE, found)
    return [*silence.remaining, *(one for each in _ON_WAIVERS for one in each.problems(silence))]
