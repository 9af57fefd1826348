"""The same number everywhere: what pages, charts, tables and feeds show is what the API says.

All of it is read from the built site as a reader would read it, so that nothing that made a page
vouches for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from tieout.figures.scales import in_caption
from tieout.site.built import Built, Check
from tieout.site.chart_rows import in_chart
from tieout.site.fact_book import API, FactBook, PublishedFact, fact_rows
from tieout.site.reading import PageFigure, read_marks
from tieout.site.rounded import prints

_Facts = Mapping[str, PublishedFact]


def disagreements(
    site: Built, pages: Mapping[PurePosixPath, Sequence[PageFigure]], book: FactBook
) -> Iterator[Check]:
    """Every file that shows figures against what the API says that they are."""
    for page, marks in pages.items():
        if marks:
            yield _check(site, page, book, partial(_on_page, marks))
    for pattern, read in _READERS.items():
        for path in site.like(pattern):
            yield _check(site, path, book, partial(read, site, path))


def _check(
    site: Built, path: PurePosixPath, book: FactBook, work: Callable[[_Facts], Iterator[str]]
) -> Check:
    issuer = book.issuer_of(path)

    def found() -> Iterator[str]:
        return (f"{path}: {finding}" for finding in work(book.facts(issuer)))

    return Check(path, ("figures", site.digest(path), issuer, book.state(issuer)), found)


def _rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table)))


def _in_table(site: Built, path: PurePosixPath, facts: _Facts) -> Iterator[str]:
    """A table of figures has the numbers of the documents."""
    for row in _rows(site.text(path)):
        yield from _differs(f"{row['record']}/{row['name']}", row["value"], row["unit"], facts)


def _in_brief(site: Built, path: PurePosixPath, facts: _Facts) -> Iterator[str]:
    """A brief's document says its figures as they are, and what it quotes of them."""
    for row in fact_rows(site, path):
        figure = str(row["id"])
        if not prints(facts[figure].shown, facts[figure]):
            yield f"shows {figure} as {facts[figure].shown}"
    yield from _in_document(site, path, facts)


def _in_document(site: Built, path: PurePosixPath, facts: _Facts) -> Iterator[str]:
    """What a document quotes of a figure is that figure, in digits and in print."""
    for part in _parts(site.json(path)):
        if "unitText" in part:
            yield from _differs(part["propertyID"], part["value"], part["unitText"], facts)
        elif "figure_value" in part:
            yield from _differs(part["figure"], part["figure_value"], part["figure_unit"], facts)
        elif "shown" in part:
            yield from _differs(part["figure"], part["value"], part["unit"], facts)
            if part["figure"] in facts and not prints(part["shown"], facts[part["figure"]]):
                yield f"shows {part['figure']} as {part['shown']}"


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document that names a figure."""
    if isinstance(value, list):
        for each in value:
            yield from _parts(each)
    elif isinstance(value, dict):
        if value.get("figure") or "unitText" in value:
            yield value
        yield from _parts(list(value.values()))


def _differs(figure: str, value: str, unit: str, facts: _Facts) -> Iterator[str]:
    fact = facts.get(figure)
    if fact is None:
        yield f"names {figure}, which the API does not have"
    elif (value, unit) != (fact.digits, fact.unit):
        yield f"gives {figure} as {value} {unit}, and the API has {fact.digits} {fact.unit}"


def _in_feed(site: Built, path: PurePosixPath, facts: _Facts) -> Iterator[str]:
    """The entries of a feed are pages in small."""
    yield from _on_page(read_marks(site.text(path)), facts)


def _on_page(marks: Iterable[PageFigure], facts: _Facts) -> Iterator[str]:
    """Each number that carries the id of a figure is that figure, rounded as it is printed."""
    for mark in marks:
        fact = facts.get(mark.figure)
        if not mark.is_plain:
            yield f"shows {mark.figure} as more than a plain number"
        elif fact is None:
            yield f"shows {mark.text} as {mark.figure}, which the API does not have"
        elif not prints(_with_unit(mark), fact, in_caption(mark.caption)) or mark.value not in (
            None,
            fact.digits,
        ):
            yield f"shows {mark.figure} as {mark.text}, and the API has {fact.digits} {fact.unit}"


def _with_unit(mark: PageFigure) -> str:
    """What a mark says; under a caption that ends in per cent a bare number is one."""
    bare = mark.text.strip()[-1:].isdecimal() and mark.caption.endswith("%")
    return f"{mark.text}%" if bare else mark.text


def _in_search(site: Built, path: PurePosixPath, facts: _Facts) -> Iterator[str]:
    """What the search shows of an issuer's figures; the numbers follow from the records alone."""
    part: Any = site.json(path)
    for _, _, _, _, name, points in part["series"]:
        for place, shown, *record in points:
            slug = part["periods"][place][0]
            figure = f"{path.stem}/{record[0] if record else slug}/{slug}{name}"
            if figure not in facts:
                yield f"names {figure}, which the API does not have"
            elif not prints(shown, facts[figure]):
                yield f"shows {figure} as {shown}"


_READERS: Mapping[str, Callable[[Built, PurePosixPath, _Facts], Iterator[str]]] = {
    "feed.xml": _in_feed,
    "*.vl.json": in_chart,
    f"{API}/figures/*.csv": _in_table,
    f"{API}/briefs/*/*.json": _in_brief,
    f"{API}/series/*.json": _in_document,
    f"{API}/screener.json": _in_document,
    "*.jsonld": _in_document,
    "search/issuers/*.json": _in_search,
}
"""What is read, and how."""
