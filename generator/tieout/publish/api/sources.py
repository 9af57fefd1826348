"""The documents in which a brief's figures were read, and how much of the brief rests on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tieout.figures.figure import Figure
from tieout.publish.api.base import MaybeDate, Part, Text
from tieout.views.shared.brief_figures import Shelf


class SourceRow(Part):
    """One source of a record."""

    key: str
    """Its key in the record; facts name it."""
    kind: str
    """`press release`, `filing`, `call`, `news`, ...; `article` for one that this site checks."""
    title: str
    """Its title."""
    url: Text
    """The address at which it was read; empty where it has none."""
    publisher: Text
    """Who published the copy that was read."""
    published: MaybeDate
    """The day it was published."""
    retrieved: MaybeDate
    """The day on which figures were read from it."""
    accession: Text
    """The SEC's number of a filing."""
    article: Text
    """For an article: its file, without `.md`; it confirms no number of its own."""
    note: Text
    """What a reader should know of this copy."""
    page: str
    """Its place on the brief's page, from the site's root."""
    facts: int
    """How many facts of the brief were read in it."""
    derived: int
    """How many facts of the brief are worked out from those, directly or not."""
    locators: tuple[str, ...]
    """Where in it facts were read."""


def source_rows(shelf: Shelf) -> tuple[SourceRow, ...]:
    """The sources of a brief, each with its use."""
    read, derived = Counter[str](), Counter[str]()
    locators: dict[str, dict[str, None]] = {}
    for figure in shelf.figures:
        if figure.operation:
            derived.update(_sources_of(figure, shelf.record))
        else:
            read[figure.origin.source] += 1
            locators.setdefault(figure.origin.source, {})[figure.origin.locator] = None
    return tuple(
        SourceRow.of(
            source,
            key=key,
            url=source.url or _address(shelf, source.article),
            page=f"{shelf.record}/#s-{key}",
            facts=read[key],
            derived=derived[key],
            locators=tuple(each for each in locators.get(key, {}) if each),
        )
        for key, source in shelf.filed.model.sources.items()
    )


def _address(shelf: Shelf, article: str | None) -> str:
    """Of a source that is an article of the issuer: where that was published."""
    filed = shelf.issuer.articles.get(article or "")
    return (filed.model.url if filed else None) or ""


def _sources_of(figure: Figure, record: str) -> Iterable[str]:
    """The keys of this record's sources that a derived figure rests on, each once."""
    return {each.origin.source for each in _read(figure) if each.origin.record == record}


def _read(figure: Figure) -> Iterator[Figure]:
    for operand in figure.operands:
        if operand.operation:
            yield from _read(operand)
        else:
            yield operand
