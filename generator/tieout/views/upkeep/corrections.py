"""What changed after it was published: mistakes of this site, and what issuers restated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tieout.edition import Edition
from tieout.facts.store import Facts
from tieout.figures.display import day, in_full, period
from tieout.records.model import Correction
from tieout.records.read import Issuer
from tieout.views.brief.sources import restated_figures
from tieout.views.press.claims import FromTheRoot
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.editing import edited
from tieout.views.shared.naming import named
from tieout.views.shared.prose import plain
from tieout.views.shared.references import References
from tieout.views.shared.tables import Column, Table


@dataclass(frozen=True)
class Corrections:
    """What `/corrections/` shows."""

    ours: Table
    """The log of all records, the newest first."""
    restatements: Table
    """By the day of the release that restates, the newest first."""
    references: tuple[str, ...]
    """Where the table's numbers lead, for the page's end."""


def view(issuers: Mapping[str, Issuer], facts: Facts, edition: Edition) -> Corrections:
    """Both logs; only records that have something to tell are looked into."""
    references = References()
    restatements = _restatements(issuers, facts, references)
    return Corrections(_ours(issuers, edition), restatements, references.lines())


def _ours(issuers: Mapping[str, Issuer], edition: Edition) -> Table:
    columns = ("Day", "Brief", "Figure", "Was", "Is", "Reason", "Record")
    found: list[tuple[date, tuple[str, ...]]] = [
        (each.date, _corrected(issuer, slug, index, each, edition))
        for issuer in issuers.values()
        for slug, filed in issuer.records.items()
        for index, each in enumerate(filed.model.corrections)
    ]
    found.sort(key=lambda row: -row[0].toordinal())
    return Table.of([Column(title, numbers=False) for title in columns], [row for _, row in found])


def _corrected(
    issuer: Issuer, slug: str, index: int, correction: Correction, edition: Edition
) -> tuple[str, ...]:
    return (
        day(correction.date),
        _brief(issuer, slug, "corrections"),
        plain(correction.figure),
        plain(correction.was),
        plain(correction.now),
        plain(correction.reason),
        edited(edition, issuer.records[slug].place("corrections", index)),
    )


def _restatements(issuers: Mapping[str, Issuer], facts: Facts, references: References) -> Table:
    columns = (
        Column("Day", numbers=False),
        Column("Brief", numbers=False),
        Column("Figure", numbers=False),
        Column("Period", numbers=False),
        Column("First reported"),
        Column("Restated"),
        Column("Reason", numbers=False),
    )
    restating = [
        (filed, issuer, slug)
        for issuer in issuers.values()
        for slug, filed in issuer.records.items()
        if filed.model.restatements
    ]
    restating.sort(key=lambda each: -each[0].model.released.date.toordinal())
    rows = (
        row
        for filed, issuer, slug in restating
        for row in _restated(filed.model.released.date, Shelf(issuer, slug, facts), references)
    )
    return Table.of(columns, rows)


def _restated(released: date, shelf: Shelf, references: References) -> Iterator[tuple[str, ...]]:
    brief, cite = _brief(shelf.issuer, shelf.slug, "restatements"), FromTheRoot(shelf, references)
    for each in restated_figures(shelf):
        yield (
            day(released),
            brief,
            plain(named(shelf.conventions.company, each.now.metric, each.now.segment)),
            period(each.now.label),
            in_full(each.was, shelf.unit),
            cite.link(in_full(each.now, shelf.unit), each.now),
            plain(each.reason),
        )


def _brief(issuer: Issuer, slug: str, anchor: str) -> str:
    company, label = issuer.company.model, issuer.records[slug].model.period.fiscal
    return f"[{plain(company.short_name)} {label}]({issuer.slug}/{slug}/index.md#{anchor})"
