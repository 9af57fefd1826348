"""An issuer's history at a glance: a small line for each metric, and for each segment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.charts import shapes, terms
from tieout.charts.chart import Chart, ChartCell, ChartTable, Row, Words, chart
from tieout.charts.segments import rows_of, slot
from tieout.charts.series import PeriodRange, Series, main_profit, margin_of
from tieout.facts import labels
from tieout.facts.levels import REMAINDER
from tieout.facts.store import Facts
from tieout.figures import said
from tieout.figures.periods import FiscalLabel
from tieout.figures.saying import framed, joined, say
from tieout.figures.typed import Unit
from tieout.records.company import Company

_MOST_TILES = 8
_COLUMNS = 2
_HEADING = 27
_USUAL = ("net_income", "eps_diluted", "operating_cash_flow", "free_cash_flow")


@dataclass(frozen=True, slots=True)
class _Tile:
    name: str
    series: Series
    slot: int = 0
    unit: Unit | None = None
    """Where the chart's title says it; else it stands in the tile's own heading."""


def key_metrics(facts: Facts, company: Company, stretch: PeriodRange) -> Chart | None:
    """The metrics that matter for the issuer over all its periods; None where none has two."""
    tiles = []
    for metric, segment in _metrics(facts, company, stretch):
        series = stretch.series(facts, metric, segment)
        label = labels.metric_label(company, metric)
        named = labels.segment_label(company, segment)
        tiles.append(_Tile(labels.of_part(named, label), series))
    return _chart(company, "key-metrics", say("Key metrics over all periods"), tiles)


def segment_history(facts: Facts, company: Company, stretch: PeriodRange) -> Chart | None:
    """Revenue of each segment; a segment that was cut anew is another one, and its line ends.

    All are in one unit, which the title says.
    """
    tiles = [
        _Tile(
            labels.segment_label(company, segment),
            stretch.series(facts, "revenue", segment),
            slot(company, segment),
        )
        for segment in rows_of(company)
        if segment != REMAINDER
    ]
    figures = [figure for tile in tiles for figure in tile.series.values()]
    if not figures:
        return None
    unit = terms.unit_for(figures)
    title = say("Revenue of each segment, {unit}", unit=terms.unit_text(unit))
    return _chart(company, "segment-history", title, [replace(tile, unit=unit) for tile in tiles])


def _metrics(facts: Facts, company: Company, stretch: PeriodRange) -> Iterator[tuple[str, str]]:
    """The issuer's own key metrics first, then its profit and margin, and what all report."""
    profit = main_profit(facts, stretch)
    margin = margin_of(profit) if profit else None
    names = [*company.key_metrics, "revenue", profit, margin, *_USUAL]
    for name in dict.fromkeys(name for name in names if name):
        segment, _, metric = name.rpartition(".")
        yield metric, segment


def _chart(company: Company, name: str, title: str, tiles: Iterable[_Tile]) -> Chart | None:
    drawn = [tile for tile in tiles if len(tile.series) >= 2][:_MOST_TILES]
    if not drawn:
        return None
    periods = terms.run(label for tile in drawn for label in tile.series)
    headings = _headings(drawn)
    rows = [
        {"tile": headings[order], "order": order, **row}
        for order, tile in enumerate(drawn)
        for row in _rows(tile, periods, low=order >= len(drawn) - _COLUMNS)
    ]
    columns = (say("Period"), *(tile.name for tile in drawn))
    cells: list[tuple[str | ChartCell, ...]] = [
        (said.period(period), *(terms.cell(tile.series.get(period)) for tile in drawn))
        for period in periods
    ]
    description = say(
        "{issuer}, {first} to {last}, each to its own scale, first and last figure: {figures}.",
        issuer=company.short_name,
        first=said.period(periods[0]),
        last=said.period(periods[-1]),
        figures=joined("; ", map(_said, drawn)),
    )
    words = Words(name, title, description)
    return chart(words, ChartTable.of(columns, cells), shapes.tiles(), {"rows": rows})


def _headings(tiles: Sequence[_Tile]) -> list[str]:
    """Names, with units where the title has none; as many lines as the tile that stands abreast."""
    lines = [
        terms.wrapped(joined(", ", (tile.name, "" if tile.unit else _unit(tile)[1])), _HEADING)
        for tile in tiles
    ]
    deepest = [
        max(text.count("\n") for text in lines[row : row + _COLUMNS])
        for row in range(0, len(lines), _COLUMNS)
    ]
    return [
        framed(
            "{above}{text}", above="\n" * (deepest[index // _COLUMNS] - text.count("\n")), text=text
        )
        for index, text in enumerate(lines)
    ]


def _unit(tile: _Tile) -> tuple[Unit, str]:
    unit = tile.unit or terms.unit_for(tile.series.values())
    return unit, terms.unit_text(unit)


def _rows(tile: _Tile, periods: Sequence[FiscalLabel], low: bool) -> Iterator[Row]:
    unit, _ = _unit(tile)
    first, last = _ends(tile.series)
    negative = any(figure.value < 0 for figure in tile.series.values())
    for period in periods:
        figure = tile.series.get(period)
        text = terms.label(figure, unit)
        yield {
            "slot": tile.slot,
            "period": terms.period_key(period),
            **terms.plotted("value", figure, unit),
            "zero": 0 if negative else None,
            "left_text": text if period == first else "",
            "right_text": text if period == last else "",
            "period_text": _short(period) if low and period in (periods[0], periods[-1]) else "",
            "hint": say(
                "{period}: {number}", period=said.period(period), number=terms.cell(figure).text
            ),
        }


def _ends(series: Series) -> tuple[FiscalLabel, FiscalLabel]:
    ordered = sorted(series, key=lambda label: label.position)
    return ordered[0], ordered[-1]


def _short(label: FiscalLabel) -> str:
    """`Q2 FY26`, as the axis of the larger charts has it."""
    year = f"FY{label.year % 100:02}"
    return year if label.part == "FY" else f"{label.part} {year}"


def _said(tile: _Tile) -> str:
    first, last = (said.shown(tile.series[label]) for label in _ends(tile.series))
    return say("{metric} {first} and {last}", metric=tile.name, first=first, last=last)
