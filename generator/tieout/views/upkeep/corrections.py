"""What changed after it was published: mistakes of this site, and what issuers restated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tieout.edition import Edition
from tieout.figures.said import day, in_full, period
from tieout.figures.saying import say
from tieout.records.model import Correction
from tieout.views.brief.sources import restated_figures
from tieout.views.press.claims import FromTheRoot
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.editing import edited
from tieout.views.shared.naming import named
from tieout.views.shared.plain import plain
from tieout.views.shared.references import LinkedCells, References
from tieout.views.shared.tables import ColumnHead, Table


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after it was published of one issuer: rows, each with its day."""

    ours: tuple[tuple[date, LinkedCells], ...]
    """Mistakes of this site, by the day on which they were mended."""
    restated: tuple[tuple[date, LinkedCells], ...]
    """What the issuer restated, by the day of the release that says so."""


@dataclass(frozen=True)
class Corrections:
    """What `/corrections/` shows."""

    ours: Table
    """The log of all records, the newest first."""
    restatements: Table
    """By the day of the release that restates, the newest first."""
    references: tuple[str, ...]
    """Where the table's numbers lead, for the page's end."""


def changes_of(shelves: Sequence[Shelf], edition: Edition) -> Changes:
    """The changes of an issuer's briefs, from the first brief on."""
    ours = (
        (each.date, _corrected(shelf, index, each, edition))
        for shelf in shelves
        for index, each in enumerate(shelf.filed.model.corrections)
    )
    restated = (
        (shelf.filed.model.released.date, row) for shelf in shelves for row in _restated(shelf)
    )
    return Changes(tuple(ours), tuple(restated))


def _corrected(shelf: Shelf, index: int, correction: Correction, edition: Edition) -> LinkedCells:
    return LinkedCells(
        (
            day(correction.date),
            _brief(shelf, "corrections"),
            plain(correction.figure),
            plain(correction.was),
            plain(correction.now),
            plain(correction.reason),
            edited(edition, shelf.filed.place("corrections", index)),
        )
    )


def _restated(shelf: Shelf) -> Iterator[LinkedCells]:
    for each in restated_figures(shelf):
        references = References()
        cite = FromTheRoot(shelf, references)
        yield references.around(
            day(shelf.filed.model.released.date),
            _brief(shelf, "restatements"),
            plain(named(shelf.conventions.company, each.now.metric, each.now.segment)),
            period(each.now.label),
            in_full(each.was, shelf.unit),
            cite.link(in_full(each.now, shelf.unit), each.now),
            plain(each.reason),
        )


def _brief(shelf: Shelf, anchor: str) -> str:
    name = plain(shelf.conventions.company.short_name)
    return f"[{name} {shelf.label}]({shelf.record}/index.md#{anchor})"


def view(changes: Sequence[Changes]) -> Corrections:
    """Both logs, from the changes of all issuers."""
    references = References()
    ours = _newest_first((row for each in changes for row in each.ours), references)
    restated = _newest_first((row for each in changes for row in each.restated), references)
    heads = (
        say("Day"),
        say("Brief"),
        say("Figure"),
        say("Was"),
        say("Is"),
        say("Reason"),
        say("Record"),
    )
    columns = (
        ColumnHead(say("Day"), numbers=False),
        ColumnHead(say("Brief"), numbers=False),
        ColumnHead(say("Figure"), numbers=False),
        ColumnHead(say("Period"), numbers=False),
        ColumnHead(say("First reported")),
        ColumnHead(say("Restated")),
        ColumnHead(say("Reason"), numbers=False),
    )
    return Corrections(
        Table.of([ColumnHead(title, numbers=False) for title in heads], ours),
        Table.of(columns, restated),
        references.lines(),
    )


def _newest_first(
    rows: Iterable[tuple[date, LinkedCells]], references: References
) -> list[tuple[str, ...]]:
    ordered = sorted(rows, key=lambda row: -row[0].toordinal())
    return [references.numbered(row) for _, row in ordered]
