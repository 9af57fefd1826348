"""The front page: the latest briefs, what surprised most, what conflicts, how much is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tieout.charts.wording import in_sentence, segment_label
from tieout.facts.store import Facts
from tieout.figures.display import day, spelled
from tieout.figures.figure import Figure
from tieout.figures.typed import Unit
from tieout.records.read import Issuer
from tieout.views.brief.ledger import Checked, ledgers
from tieout.views.issuer.page import Listed, listed
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import called, provider
from tieout.views.shared.numbers import Linked, number
from tieout.views.shared.prose import plain
from tieout.views.shared.tables import Column, Table
from tieout.views.upkeep.coverage import gaps

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
    looked_into: str
    """`the 12 latest briefs (2 May 2025 to 25 Nov 2025)`."""
    surprises: Table
    checked: str
    """`13 numbers of one article`; empty where no article is about the latest briefs."""
    conflicts: Table
    lacking: str
    """`11 of the 12 latest briefs`: those to which a contributor could add something."""
    references: tuple[str, ...]


def view(issuers: Mapping[str, Issuer], facts: Facts) -> Front:
    """Everything the front page shows; only the latest briefs are looked into."""
    shelves = _latest(issuers, facts)
    linked = Linked()
    checked = [(shelf, each) for shelf in shelves for each in ledgers(shelf, Citations(shelf))]
    return Front(
        tally=Tally(
            issuers=len(issuers),
            briefs=sum(len(issuer.records) for issuer in issuers.values()),
            articles=sum(len(issuer.articles) for issuer in issuers.values()),
        ),
        briefs=tuple(listed(shelf, f"{shelf.record}/") for shelf in shelves[:_MOST_LISTED]),
        looked_into=_looked_into(shelves),
        surprises=_surprises(shelves, linked),
        checked=_checked([each for _, each in checked]),
        conflicts=_conflicts(checked, linked),
        lacking=_lacking(shelves),
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


def _looked_into(shelves: Sequence[Shelf]) -> str:
    """How far back the page looks, for it goes by the number of briefs and not by time."""
    if not shelves:
        return ""
    last, first = (day(shelf.filed.model.released.date) for shelf in (shelves[0], shelves[-1]))
    count = f"{spelled(len(shelves))} latest briefs" if len(shelves) > 1 else "latest brief"
    return f"the {count} ({f'{first} to {last}' if first != last else last})"


def _lacking(shelves: Sequence[Shelf]) -> str:
    lacking = sum(any(gaps(shelf.issuer, shelf.slug)) for shelf in shelves)
    whole = _looked_into(shelves)
    return f"{spelled(lacking)} of {whole}" if 0 < lacking < len(shelves) else whole * bool(lacking)


def _checked(articles: Sequence[Checked]) -> str:
    numbers = sum(len(each.verdicts) for each in articles)
    if not articles:
        return ""
    told = f"{numbers} number{'s' if numbers != 1 else ''}"
    return f"{told} of {spelled(len(articles))} article{'s' if len(articles) > 1 else ''}"


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
    """`Diluted EPS per ADS, non-GAAP`, with its segment and the currency of a translation."""
    company, level = shelf.conventions.company, figure.operands[0]
    name, part = called(company, level), segment_label(company, level.segment)
    told = f"{part}: {in_sentence(name)}" if part else name
    return f"{told}, in {Unit(level.unit).currency}" if level.basis.translated else told


def _brief(shelf: Shelf, anchor: str) -> str:
    company = shelf.conventions.company
    return f"[{plain(company.short_name)} {shelf.label}]({shelf.record}/index.md#{anchor})"


def _conflicts(checked: Iterable[tuple[Shelf, Checked]], linked: Linked) -> Table:
    """Numbers of articles that the record contradicts."""
    columns = (
        Column("Brief", numbers=False),
        Column("Article", numbers=False),
        Column("Says", numbers=False),
        Column("Record"),
    )
    rows = [
        (
            _brief(shelf, "claims-ledger"),
            plain(each.article.title),
            plain(verdict.claim.says),
            linked.bare(number(verdict.figure)),
        )
        for shelf, each in checked
        for verdict in each.verdicts
        if verdict.name == "conflict"
    ]
    return Table.of(columns, rows)
