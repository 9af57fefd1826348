"""Typed figures as rows of a table, for people who live in spreadsheets, and back.

One row is one figure as its record types it: reported figures, growth as stated, estimates. What
else a record has (prose, guidance, prices, restatements) stays in the record alone. A cell that a
spreadsheet would take for a formula is written with an apostrophe before it, which reading takes
away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tieout.facts.defaults import Conventions
from tieout.figures.scales import SCALES, named
from tieout.figures.spreadsheet import escaped, unescaped
from tieout.figures.typed import Basis, PrintedNumber, Unit
from tieout.problems import Finding, shown
from tieout.records.folders import read_bytes
from tieout.records.model import (
    Cited,
    Comparatives,
    Consensus,
    Entry,
    FigureBlock,
    Figures,
    GrowthEntry,
    Record,
    Source,
    Translation,
)
from tieout.records.read import Issuer

COLUMNS = (
    *("issuer", "period", "period_end", "released", "span", "kind", "metric", "segment", "measure"),
    *("basis", "value", "unit", "approximate", "provider", "as_of", "source", "locator", "note"),
    *("source_kind", "source_title", "source_url", "source_publisher", "source_published"),
    "source_accession",
)
REPORTED, GROWTH, CONSENSUS = "reported", "stated growth", "consensus"
SPANS = {"year_to_date": "year to date", "fiscal_year": "fiscal year", "trailing": "trailing"}
TRANSLATED = "translated"
PARTS = {"year_ago": "year ago", TRANSLATED: "translated"}
TABLE_BYTES = 32 << 20
_MOST_ROWS = 200_000
Steps = tuple[str | int, ...]
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """A row with the place of its figure in the record: a metric's list, and the position in it."""

    row: Row
    path: Steps
    unit: Unit
    """The unit of the figure, its own or its block's."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the blocks around a figure say of it."""

    path: Steps = ()
    unit: Unit | None = None
    source: str = ""
    locator: str = ""

    def into(self, cited: Cited, *path: str | int, unit: Unit | None = None) -> _Around:
        elsewhere = cited.source is not None and cited.source != self.source
        return _Around(
            (*self.path, *path),
            unit or self.unit,
            cited.source or self.source,
            cited.locator or ("" if elsewhere else self.locator),
        )


def rows_of(issuer: Issuer, slug: str) -> list[Typed]:
    """Every typed figure of a record, in an order that does not depend on the file's."""
    walker = _Walker(Conventions.of(issuer), issuer.records[slug].model, issuer.slug, slug)
    order = {name: at for at, name in enumerate(walker.conventions.metrics)}
    kinds = (REPORTED, GROWTH, CONSENSUS)
    return sorted(
        walker.all(),
        key=lambda each: (
            kinds.index(each.row["kind"]),
            each.row["span"],
            each.row["segment"],
            order.get(each.row["metric"], len(order)),
            *(
                each.row[name]
                for name in ("metric", "basis", "unit", "measure", "provider", "source")
            ),
        ),
    )


class _Walker:
    """Walks one record."""

    def __init__(self, conventions: Conventions, record: Record, issuer: str, slug: str) -> None:
        self.conventions = conventions
        self._record = record
        self._identity = {
            "issuer": issuer,
            "period": slug,
            "period_end": record.period.end.isoformat(),
            "released": record.released.date.isoformat(),
        }

    def all(self) -> Iterator[Typed]:
        record = self._record
        whole = _Around().into(record, unit=record.unit)
        yield from self._block(record, whole, "period")
        for name, span in SPANS.items():
            block: FigureBlock | None = getattr(record, name)
            if block is not None:
                yield from self._block(block, whole.into(block, name, unit=block.unit), span)
        for index, each in enumerate(record.consensus):
            around = whole.into(each, "consensus", index)
            yield self._row(each.metric, each.segment or "", each, around, "period")

    def _block(self, block: FigureBlock, around: _Around, span: str) -> Iterator[Typed]:
        yield from self._tables(block.figures, block.segments, around, span)
        if block.translated is not None:
            yield from self._translated(block.translated, around, span)
        if (column := block.year_ago) is not None:
            yield from self._year_ago(
                column, around.into(column, "year_ago", unit=column.unit), span
            )
        for name, entries in block.stated_growth.items():
            segment, _, metric = name.rpartition(".")
            for index, each in enumerate(entries):
                inside = around.into(each, "stated_growth", name, index)
                yield self._row(metric, segment, each, inside, span)

    def _year_ago(self, column: Comparatives, around: _Around, span: str) -> Iterator[Typed]:
        span = f"{span}, {PARTS['year_ago']}"
        yield from self._tables(column.figures, column.segments, around, span)
        if column.translated is not None:
            yield from self._translated(column.translated, around, span)

    def _translated(self, part: Translation, around: _Around, span: str) -> Iterator[Typed]:
        inside = around.into(part, "translated", unit=part.unit)
        yield from self._tables(part.figures, part.segments, inside, f"{span}, {PARTS[TRANSLATED]}")

    def _tables(
        self, group: Figures, segments: Mapping[str, Figures], around: _Around, span: str
    ) -> Iterator[Typed]:
        tables: list[tuple[str, Figures, Steps]] = [("", group, ("figures",))]
        tables += [(name, each, ("segments", name)) for name, each in segments.items()]
        for segment, figures, path in tables:
            for metric, entries in figures.items():
                for index, each in enumerate(entries):
                    inside = around.into(each, *path, metric, index)
                    yield self._row(metric, segment, each, inside, span)

    def _row(
        self,
        metric: str,
        segment: str,
        entry: Entry | GrowthEntry | Consensus,
        around: _Around,
        span: str,
    ) -> Typed:
        number, typed = entry.value, getattr(entry, "unit", None)
        growth = isinstance(entry, GrowthEntry)
        if growth and isinstance(number, PrintedNumber):
            typed = Unit(number.unit or "%")
        printed = (
            number
            if isinstance(number, PrintedNumber)
            else PrintedNumber("", SCALES["million"], SCALES["million"])
        )
        unit = self.conventions.unit(metric, typed, printed, around.unit)
        value, shown_unit = _cells(number, unit)
        source = self._record.sources.get(around.source)
        provider = entry.provider if isinstance(entry, Consensus) else ""
        as_of = entry.as_of if isinstance(entry, Consensus) else None
        row = {
            **self._identity,
            "span": span,
            "kind": GROWTH if growth else CONSENSUS if provider else REPORTED,
            "metric": metric,
            "segment": segment,
            "measure": entry.against if isinstance(entry, GrowthEntry) else "",
            "basis": str(_basis(self.conventions, metric, unit, entry.basis)),
            "value": value,
            "unit": str(shown_unit),
            "approximate": "yes" if getattr(entry, "approximate", False) else "",
            "provider": provider,
            "as_of": as_of.isoformat() if as_of else "",
            "source": around.source,
            "locator": around.locator,
            "note": entry.note or "",
            **cells_of(source),
        }
        return Typed(row, around.path, unit)


def cells_of(source: Source | None) -> Row:
    """What the cells of a row say of the source that it cites."""
    return {
        "source_kind": source.kind if source else "",
        "source_title": source.title if source else "",
        "source_url": (source.url or "") if source else "",
        "source_publisher": (source.publisher or "") if source else "",
        "source_published": str(source.published or "") if source else "",
        "source_accession": (source.accession or "") if source else "",
    }


def _basis(conventions: Conventions, metric: str, unit: Unit, typed: Basis | None) -> Basis:
    return replace(conventions.basis(metric, unit, typed), translated=False)


def _cells(number: PrintedNumber | str, unit: Unit) -> tuple[str, Unit]:
    """A number without its thousands' commas and its words, and the unit that says them instead."""
    if isinstance(number, str):
        return number, unit
    scale = named(number.scale)
    if scale is None:
        return number.bare, unit
    if unit.scale != 1:
        return f"{number.bare} {scale.word}", unit
    return number.bare, Unit(unit.code, scale.factor)


def write_table(rows: Iterable[Row]) -> str:
    """The rows as comma-separated values with a line of column names."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([escaped(row[column]) for column in COLUMNS])
    return text.getvalue()


def read_table_file(path: Path) -> list[tuple[int, Row]]:
    """The rows of a table in a file; raises Finding where it is none."""
    content, problems = read_bytes(path, path.name, TABLE_BYTES)
    for problem in problems:
        raise Finding(problem.finding, problem.remedy)
    return read_table(content)


def read_table(content: bytes) -> list[tuple[int, Row]]:
    """The rows of a table, each with its line; the columns of an export stand in any order.

    None may be left out: without its span, a year's figure would pass for a quarter's. Raises
    Finding with the line where the table cannot be read.
    """
    if len(content) > TABLE_BYTES:
        raise Finding(f"the table is larger than {TABLE_BYTES >> 20} MiB", "split it by issuer")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Finding("the table is not in UTF-8", "save it as `CSV UTF-8`") from None
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return list(_rows(reader))
    except csv.Error as error:
        finding = f"line {reader.line_num} cannot be read ({error})"
        raise Finding(finding, "save the table as CSV again") from None


def _rows(lines: Iterator[list[str]]) -> Iterator[tuple[int, Row]]:
    names = next(lines, [])
    for name in names:
        if name not in COLUMNS or names.count(name) > 1:
            raise Finding(f"line 1 has the column `{shown(name)}`", "keep the columns of an export")
    if missing := [f"`{column}`" for column in COLUMNS if column not in names]:
        finding = f"there is no column {' nor '.join(missing)}"
        raise Finding(finding, "keep the columns of an export")
    for number, cells in enumerate(lines, start=2):
        if number > _MOST_ROWS:
            raise Finding(f"there are more than {_MOST_ROWS:,} rows", "split the table by issuer")
        if not any(cells):
            continue
        if len(cells) != len(names):
            finding = f"line {number} has {len(cells)} cells, and there are {len(names)} columns"
            raise Finding(finding, "put text with a comma in quotes")
        filled = {name: unescaped(cell).strip() for name, cell in zip(names, cells, strict=True)}
        yield number, filled
