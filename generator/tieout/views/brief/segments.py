"""The table of segments: rows that foot to the group, with shares, contributions and margins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tieout.facts.labels import metric_label, segment_label
from tieout.facts.levels import REMAINDER
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure
from tieout.figures.said import period, unit_name
from tieout.figures.saying import framed, say
from tieout.figures.typed import Unit
from tieout.views.brief.results import growth_cell, not_meaningful
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table, strong


def segment_tables(shelf: Shelf, cite: Citations) -> Iterator[tuple[str, Table]]:
    """A table for each metric and way of dividing the group: `Revenue by regions`."""
    found = dict.fromkeys(
        figure.metric
        for figure in shelf.figures
        if figure.segment
        and figure.label == shelf.label
        and figure.measure == "level"
        and figure.kind == "reported"
        and not figure.basis.translated
    )
    told: set[str] = set()  # a note is not said twice
    for metric in found:
        label = metric_label(shelf.conventions.company, metric)
        for cut in shelf.conventions.cuts():
            levels = [each for name in _names(shelf, cut) if (each := _level(shelf, metric, name))]
            if levels or not cut:
                title = say(
                    "{metric} by {parts}",
                    metric=label,
                    parts=cut.replace("-", " ") if cut else say("segment"),
                )
                table = _segments(shelf, cite, metric, levels)
                yield title, replace(table, notes=tuple(n for n in table.notes if n not in told))
                told.update(table.notes)


def _segments(shelf: Shelf, cite: Citations, metric: str, levels: list[Figure]) -> Table:
    foots = shelf.conventions.foots(metric)
    label = period(shelf.label)
    columns = (
        ColumnHead("", numbers=False),
        ColumnHead(label),
        ColumnHead(period(shelf.label.years_back(1))),
        ColumnHead(say("On the year")),
        ColumnHead(say("Share")),
        ColumnHead(say("Contribution")),
        ColumnHead(say("Margin")),
        ColumnHead(say("Margin on the year")),
        ColumnHead(say("Source")),
    )
    parts_of_it = foots and all(level.value >= 0 for level in levels)
    rows = [_segment_row(shelf, cite, level, parts_of_it) for level in levels]
    group = _level(shelf, metric, "")
    if group is not None:
        row = _segment_row(shelf, cite, group, parts_of_it)
        rows.append(strong(row) if foots else row)
    caption = say("{unit} unless a unit is given.", unit=unit_name(shelf.unit))
    notes = [*_segment_notes(shelf, levels), *not_meaningful(shelf, levels, ("yoy",))]
    return Table.of(columns, rows, caption, notes, fewest=min(2, len(rows)))


def _names(shelf: Shelf, cut: str) -> Iterator[str]:
    """The segments of a cut, each followed by its lines; eliminations and the rest last."""
    segments = shelf.conventions.company.segments
    rows = shelf.conventions.rows(shelf.label, cut)
    last = [name for name in rows if segments[name].kind == "eliminations"]
    for name in (*(row for row in rows if row not in last), *last):
        yield name
        yield from _lines(shelf, name)
    if not cut:
        yield REMAINDER


def _lines(shelf: Shelf, parent: str) -> Iterator[str]:
    for name, segment in shelf.conventions.company.segments.items():
        if segment.part_of == parent and shelf.conventions.same_cut(name, shelf.label):
            yield name
            yield from _lines(shelf, name)


def _level(shelf: Shelf, metric: str, segment: str) -> Figure | None:
    found = [level for level in shelf.levels(segment=segment) if level.metric == metric]
    usual = shelf.conventions.basis(metric, Unit(""))
    return next((level for level in found if level.basis == usual), None)


def _segment_row(shelf: Shelf, cite: Citations, level: Figure, with_share: bool) -> tuple[str, ...]:
    """One segment; a share says something only where no part is negative."""
    margin = shelf.margin(level)
    share = cite.cell(shelf.change(level, "share")) if level.segment else "100%"
    return (
        _segment_name(shelf, level),
        cite.cell(level, shelf.unit),
        cite.cell(shelf.base(level), shelf.unit),
        growth_cell(shelf, cite, level, "yoy"),
        share if with_share else NOTHING,
        cite.cell(shelf.change(level, "contribution")),
        cite.cell(margin),
        cite.cell(shelf.change(margin, "yoy_change")),
        cite.mark(level),
    )


def _segment_name(shelf: Shelf, level: Figure) -> str:
    company = shelf.conventions.company
    if not level.segment:
        return say("Group")
    name = plain(segment_label(company, level.segment))
    known = company.segments.get(level.segment)
    depth = 0
    while known is not None and known.part_of:
        depth, known = depth + 1, company.segments.get(known.part_of)
    if not depth:
        return name
    told = say("of which {segment}", segment=name)
    return framed(
        '<span class="under under--{depth}">{told}</span>', depth=min(depth, 3), told=told
    )


def _segment_notes(shelf: Shelf, levels: Iterable[Figure]) -> Iterator[str]:
    names = [level.segment for level in levels]
    lines = [name for name in names if _is_line(shelf, name)]
    if REMAINDER in names:
        yield say(
            "Remainder: the group less the segments above, worked out because the sources at hand "
            "do not give the rows for other businesses and eliminations."
        )
    if lines:
        yield say(
            "Rows that begin with “of which” are part of the segment above and not added again."
        )


def _is_line(shelf: Shelf, name: str) -> bool:
    known = shelf.conventions.company.segments.get(name)
    return known is not None and known.part_of is not None
