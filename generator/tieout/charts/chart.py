"""What a chart is: a specification with its figures, and the words and table that go with it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any, NamedTuple

from tieout.charts import theme
from tieout.charts.colours import Palette

Spec = dict[str, Any]
Row = Mapping[str, str | float | bool | None]


class ChartCell(NamedTuple):
    """A figure in a chart's table: its text, and its id."""

    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a chart as text, ready to print."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[tuple[str, ...], ...] = ()
    """The ids of what stands in each row; empty for words."""

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[str | ChartCell]]) -> ChartTable:
        """A table of words and figures."""
        cells = [
            [cell if isinstance(cell, ChartCell) else ChartCell(cell, "") for cell in row]
            for row in rows
        ]
        texts, figures = (
            tuple(tuple(cell[part] for cell in row) for row in cells) for part in (0, 1)
        )
        return cls(tuple(columns), texts, figures)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of a page."""

    name: str
    """Unique on its page, fit for file names and anchors: `revenue-by-quarter`."""
    title: str
    description: str
    """A sentence from the figures: what is shown, from where to where."""
    table: ChartTable
    spec: Spec
    """Vega-Lite without a look: shape, datasets and description."""

    def in_colours(self, palette: Palette) -> Spec:
        """The specification complete, in the look of an edition."""
        return {**self.spec, "config": theme.config(palette)}


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart is called and what it says."""

    name: str
    title: str
    description: str


def in_sections(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows, each with its `section`, as datasets: with keys in order, and a heading a section.

    A heading of two lines takes two rows.
    """
    datasets: dict[str, list[Row]] = {"rows": [], "headings": []}
    places = (f"{place:03}" for place in count())
    for heading, section in groupby(rows, key=lambda row: row["section"]):
        datasets["headings"].append({"row": next(places), "text": heading})
        if "\n" in str(heading):
            datasets["headings"].append({"row": next(places), "text": ""})
        datasets["rows"] += [{"row": next(places), **row} for row in section]
    return datasets


def chart(
    words: Words, table: ChartTable, shape: Spec, datasets: Mapping[str, Sequence[Row]]
) -> Chart:
    """A shape with figures in it."""
    spec = {
        **copy.deepcopy(shape),
        "description": words.description,
        "datasets": {
            **shape["datasets"],
            **{name: [dict(row) for row in rows] for name, rows in datasets.items()},
        },
    }
    return Chart(words.name, words.title, words.description, table, spec)
