"""Whether imported years hold together: of one scope, and adding up from their parts.

Scopes are judged by the body itself, not by the importer: two concepts of one metric are mixed
where a filing gives both for the same days with different numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

from tieout.check import check
from tieout.facts.store import Facts
from tieout.importers.body import Body, read_body_file
from tieout.records.blocks import FigureBlock
from tieout.records.model import Record
from tieout.records.read import Issuer

_ADDS_UP = "T503"
_OWNERS = ("net_income", "equity")
"""Whose concept goes with whether others own a part."""


@dataclass(frozen=True, slots=True)
class WholeImport:
    """One issuer's import, looked over as a whole."""

    records: int
    warnings: int
    mixed: tuple[str, ...]
    """Metrics and years in more than one scope."""
    unequal: tuple[str, ...]
    """Years, half years and nine months that their quarters do not add up to."""


def look_over(path: Path, issuer: Issuer) -> WholeImport:
    """What does not hold together in the import of a body."""
    issuers = {issuer.slug: issuer}
    latest = max(each.model.released.date for each in issuer.records.values())
    problems = check(issuers, Facts.of(issuers), latest)
    unequal = [f"{each.place}: {each.finding}" for each in problems if each.code == _ADDS_UP]
    mixed = tuple(_mixed(read_body_file(path), issuer))
    return WholeImport(len(issuer.records), len(problems), mixed, tuple(unequal))


def _mixed(body: Body, issuer: Issuer) -> Iterator[str]:
    values = _values(body)
    concepts: dict[tuple[int, str], set[str]] = defaultdict(set)
    ends: dict[int, set[date]] = defaultdict(set)
    for filed in issuer.records.values():
        ends[filed.model.period.fiscal.year].add(filed.model.period.end)
        for metric, concept in _read_under(filed.model):
            concepts[filed.model.period.fiscal.year, metric].add(concept)
    for (year, metric), known in sorted(concepts.items()):
        pairs = combinations(sorted(known), 2)
        if not metric.startswith(_OWNERS) and any(
            _differ(values, pair, ends[year]) for pair in pairs
        ):
            yield f"{issuer.slug} FY{year} {metric}: {', '.join(sorted(known))}"


def _read_under(record: Record) -> Iterator[tuple[str, str]]:
    """Each metric of a record with the concept under which a filing tags it."""
    blocks: tuple[FigureBlock | None, ...] = (record, record.year_to_date, record.fiscal_year)
    for block in blocks:
        for metric, entries in block.figures.items() if block else ():
            for entry in entries:
                yield metric, entry.locator or ""


_Days = tuple[str, date | None, date]


def _values(body: Body) -> Mapping[str, Mapping[_Days, Decimal]]:
    values: dict[str, dict[_Days, Decimal]] = defaultdict(dict)
    for fact in body.facts:
        values[fact.concept][fact.accession, fact.start, fact.end] = fact.value
    return values


def _differ(
    values: Mapping[str, Mapping[_Days, Decimal]], pair: tuple[str, str], ends: set[date]
) -> bool:
    """Whether a filing gives different numbers under both for the same days of the year."""
    first, second = (values.get(each, {}) for each in pair)
    shared = (days for days in first.keys() & second.keys() if days[2] in ends)
    return any(first[days] != second[days] for days in shared)
