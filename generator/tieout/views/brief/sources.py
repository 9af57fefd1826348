"""The sources of a brief, with what was read where; its restatements and corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tieout.figures.figure import Figure
from tieout.figures.intervals import bounds
from tieout.figures.said import cell, day, period, unit_name
from tieout.figures.saying import joined, say
from tieout.records.model import Source
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import named, whole_name
from tieout.views.shared.plain import plain
from tieout.views.shared.prose import link
from tieout.views.shared.tables import ColumnHead, Table

_MOST_LOCATORS = 6


@dataclass(frozen=True, slots=True)
class ListedSource:
    """One source as the list prints it. `link` is HTML; the other texts are as typed."""

    anchor: str
    link: str
    kind: str
    about: tuple[str, ...]
    """Publisher and dates."""
    locators: tuple[str, ...]
    """Where in it figures of this brief were read, where these are few places."""
    places: tuple[tuple[str, str], ...]
    """Where they are many: what was read, and where."""
    note: str


def sources(shelf: Shelf) -> tuple[ListedSource, ...]:
    """Every source in the record's order, which is the order of their numbers."""
    read = _read(shelf)
    return tuple(
        ListedSource(
            anchor=f"s-{key}",
            link=_link(shelf, source),
            kind=source.kind,
            about=tuple(_about(source)),
            locators=tuple(found) if len(found) <= _MOST_LOCATORS else (),
            places=_places(found) if len(found) > _MOST_LOCATORS else (),
            note=_note(source),
        )
        for key, source in shelf.filed.model.sources.items()
        for found in (read.get(key, {}),)
    )


def _read(shelf: Shelf) -> dict[str, dict[str, dict[str, None]]]:
    """By source and place what was read there, each once whatever its periods."""
    company = shelf.conventions.company
    read: dict[str, dict[str, dict[str, None]]] = {}
    for figure in shelf.figures:
        if figure.origin.source and figure.origin.locator:
            places = read.setdefault(figure.origin.source, {})
            name = whole_name(company, figure, figure.label)
            places.setdefault(figure.origin.locator, {})[name] = None
    return read


def _places(found: dict[str, dict[str, None]]) -> tuple[tuple[str, str], ...]:
    return tuple((joined("; ", names), locator) for locator, names in found.items())


def _link(shelf: Shelf, source: Source) -> str:
    article = shelf.issuer.articles.get(source.article or "")
    return link(source.url or (article.model.url if article else None), source.title)


def _about(source: Source) -> list[str]:
    told = [source.publisher] if source.publisher else []
    told += [say("accession {number}", number=source.accession)] if source.accession else []
    told += [say("published {day}", day=day(source.published))] if source.published else []
    told += [say("read {day}", day=day(source.retrieved))] if source.retrieved else []
    return told


def _note(source: Source) -> str:
    parts = [source.note or ""]
    if source.kind == "article":
        parts.append(say("an article that this site checks: it confirms no number of its own"))
    return joined("; ", parts)


def restatements(shelf: Shelf, cite: Citations) -> Table:
    """Earlier figures that this release restates; the earlier brief stays as it was."""
    columns = (
        ColumnHead("", numbers=False),
        ColumnHead(say("Period"), numbers=False),
        ColumnHead(say("First reported")),
        ColumnHead(say("Restated")),
        ColumnHead(say("Reason"), numbers=False),
        ColumnHead(say("Source")),
    )
    rows = list(_restated(shelf, cite))
    caption = say("{unit} unless a unit is given.", unit=unit_name(shelf.unit)) if rows else ""
    return Table.of(columns, rows, caption)


@dataclass(frozen=True, slots=True)
class RestatedFigure:
    """A figure of an earlier period, as first reported and as this release has it."""

    was: Figure
    now: Figure
    reason: str


def restated_figures(shelf: Shelf) -> Iterator[RestatedFigure]:
    """What this release restates, in the record's order."""
    version = f"restated in {shelf.record}"
    figures = [each for each in shelf.figures if each.version == version and not each.operation]
    for row, figure in zip(shelf.filed.model.restatements, figures, strict=True):
        unit = shelf.conventions.unit(row.metric, row.unit, row.was, shelf.filed.model.unit)
        first = bounds(row.was, unit.scale)
        was = replace(
            figure, value=first.value, low=first.low, high=first.high, printed=row.was.text
        )
        yield RestatedFigure(was, figure, row.reason)


def _restated(shelf: Shelf, cite: Citations) -> Iterator[tuple[str, ...]]:
    """A row for each: the metric, the period, both numbers, the reason and the source."""
    company = shelf.conventions.company
    for each in restated_figures(shelf):
        yield (
            plain(named(company, each.now.metric, each.now.segment)),
            period(each.now.label),
            cell(each.was, shelf.unit),
            cite.cell(each.now, shelf.unit),
            plain(each.reason),
            cite.mark(each.now),
        )


def corrections(shelf: Shelf) -> Table:
    """Mistakes of this site in this brief, and their mending."""
    columns = (
        ColumnHead(say("Date")),
        ColumnHead(say("Figure"), numbers=False),
        ColumnHead(say("Was"), numbers=False),
        ColumnHead(say("Is"), numbers=False),
        ColumnHead(say("Reason"), numbers=False),
    )
    rows = [
        (
            day(each.date),
            plain(each.figure),
            plain(each.was),
            plain(each.now),
            plain(each.reason),
        )
        for each in shelf.filed.model.corrections
    ]
    return Table.of(columns, rows)
