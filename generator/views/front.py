"""The front page: the latest briefs, what surprised most, what conflicts, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.facts import Facts
from generator.figures import Figure
from generator.prose import plain
from generator.read import Issuer
from generator.views.citations import Citations
from generator.views.coverage import gaps
from generator.views.issuer import Listed, listed
from generator.views.ledger import ledgers
from generator.views.naming import in_words, provider
from generator.views.numbers import Linked, number
from generator.views.shelf import Shelf
from generator.views.tables import Column, Table

_MOST_BRIEFS = 12
"""The latest briefs that are looked into; fewer are listed."""
_MOST_LISTED = 5
_MOST_SURPRISES = 6


@dataclass(frozen=True, slots=True)
class Tally:
    """What the site holds."""

    issuers: int
    briefs: int
    articles: int


@dataclass(frozen=True)
class Front:
    """What `/` shows. Text of contributors is as typed: the template escapes it."""

    tally: Tally
    briefs: tuple[Listed, ...]
    """The latest, by day of release."""
    surprises: Table
    conflicts: Table
    missing: Table
    references: tuple[str, ...]


def view(issuers: Mapping[str, Issuer], facts: Facts) -> Front:
    """Everything the front page shows; only the latest briefs are looked into."""
    shelves = _latest(issuers, facts)
    linked = Linked()
    return Front(
        tally=Tally(
            issuers=len(issuers),
            briefs=sum(len(issuer.records) for issuer in issuers.values()),
            articles=sum(len(issuer.articles) for issuer in issuers.values()),
        ),
        briefs=tuple(listed(shelf, f"{shelf.record}/") for shelf in shelves[:_MOST_LISTED]),
        surprises=_surprises(shelves, linked),
        conflicts=_conflicts(shelves, linked),
        missing=_missing(shelves),
        references=linked.lines,
    )


def _latest(issuers: Mapping[str, Issuer], facts: Facts) -> list[Shelf]:
    dated = [
        (filed.model.released.date, slug, period)
        for slug, issuer in issuers.items()
        for period, filed in issuer.records.items()
    ]
    dated.sort(key=lambda each: (-each[0].toordinal(), each[1], each[2]))
    return [Shelf(issuers[slug], period, facts) for _, slug, period in dated[:_MOST_BRIEFS]]


def _surprises(shelves: Iterable[Shelf], linked: Linked) -> Table:
    """The largest distances to an estimate, in percent, one for each metric of a brief."""
    columns = (
        Column("Brief", numbers=False),
        Column("Metric", numbers=False),
        Column("Provider", numbers=False),
        Column("Estimate"),
        Column("Actual"),
        Column("Surprise"),
    )
    found = [(shelf, figure) for shelf in shelves for figure in _greatest(shelf)]
    found.sort(key=lambda each: -abs(each[1].value))
    rows = [
        (
            _brief(shelf, "consensus-by-provider"),
            plain(_metric(shelf, figure)),
            plain(provider(figure)),
            *(linked.bare(number(each)) for each in (*reversed(figure.operands), figure)),
        )
        for shelf, figure in found[:_MOST_SURPRISES]
    ]
    return Table.of(columns, rows)


def _greatest(shelf: Shelf) -> Iterator[Figure]:
    """For each metric the estimate that was furthest off."""
    furthest: dict[tuple[object, ...], Figure] = {}
    for figure in shelf.figures:
        if figure.measure == "surprise":
            key = (figure.metric, figure.segment, figure.basis.accounting)
            other = furthest.get(key)
            if other is None or abs(figure.value) > abs(other.value):
                furthest[key] = figure
    yield from furthest.values()


def _metric(shelf: Shelf, figure: Figure) -> str:
    name = in_words(shelf.conventions.company, figure.operands[0], shelf.label)
    return name[:1].upper() + name[1:]


def _brief(shelf: Shelf, anchor: str = "") -> str:
    company = shelf.conventions.company
    place = f"#{anchor}" if anchor else ""
    return f"[{plain(company.short_name)} {shelf.label}]({shelf.record}/index.md{place})"


def _conflicts(shelves: Iterable[Shelf], linked: Linked) -> Table:
    """Numbers of articles that the record contradicts."""
    columns = (
        Column("Brief", numbers=False),
        Column("Article", numbers=False),
        Column("Says", numbers=False),
        Column("Record"),
    )
    return Table.of(columns, (row for shelf in shelves for row in _contradicted(shelf, linked)))


def _contradicted(shelf: Shelf, linked: Linked) -> Iterator[tuple[str, ...]]:
    for checked in ledgers(shelf, Citations(shelf)):
        for verdict in checked.verdicts:
            if verdict.name == "conflict":
                yield (
                    _brief(shelf, "claims-ledger"),
                    plain(checked.article.title),
                    plain(verdict.claim.says),
                    linked.bare(number(verdict.figure)),
                )


def _missing(shelves: Iterable[Shelf]) -> Table:
    """What a contributor could add to the latest briefs."""
    columns = (Column("Brief", numbers=False), Column("Missing", numbers=False))
    found = [(shelf, ", ".join(gaps(shelf.issuer, shelf.slug))) for shelf in shelves]
    return Table.of(columns, [(_brief(shelf), lacking) for shelf, lacking in found if lacking])
