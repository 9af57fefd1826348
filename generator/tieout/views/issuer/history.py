"""An issuer's figures over all its periods: levels, growth, margins, trailing years.

First comes what the issuer names as key metrics, then what any reader looks for, then the
catalogue's order, up to twelve columns. A column is one metric, segment, basis and unit, so that a
change of unit starts another. A number that was worked out leads to its line on its brief; a
trailing year, which no brief shows, to a line on the page itself. A link's title holds the figure's
id and exact value, by which `tables.js` sorts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tieout.facts.labels import in_sentence, metric_label, of_part, segment_label
from tieout.facts.schedule import day_is
from tieout.figures.display import NOTHING
from tieout.figures.display import quarter as quarter_name
from tieout.figures.figure import Figure, Measure, NotMeaningful
from tieout.figures.periods import FiscalLabel, calendar_quarter
from tieout.figures.said import NOT_MEANINGFUL, cell, day, shown, unit_name
from tieout.figures.saying import framed, joined, say
from tieout.figures.typed import Unit
from tieout.views.issuer.links import IssuerLinks
from tieout.views.shared.brief_figures import REVENUE, Shelf
from tieout.views.shared.dates import came
from tieout.views.shared.naming import called
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import STATED, ColumnHead, Table

_MOST_COLUMNS = 12
_MOST_FLOWS = 6
_FEWEST_PERIODS = 2
_USUAL = (
    REVENUE,
    "gross_profit",
    "operating_income",
    "net_income",
    "net_income_attributable",
    "eps_diluted",
    "operating_cash_flow",
    "free_cash_flow",
    "capex",
)
"""What any issuer's reader looks for, after the metrics that the issuer's file names."""

_Series = tuple[str, str, object, str]
_Labelled = Callable[[Shelf], FiscalLabel]
_Show = Callable[[Shelf, Figure | None], str]


@dataclass(frozen=True)
class PeriodHistory:
    """All periods of an issuer, the latest first, in columns that can be compared."""

    shelves: Sequence[Shelf]
    links: IssuerLinks

    @cached_property
    def unit(self) -> Unit:
        """The unit of the tables: that of the latest record."""
        return self.shelves[0].unit if self.shelves else Unit("")

    def levels(self) -> Table:
        """Figures as first reported, with the names of each period and the day of its release."""
        columns = self._columns(_own, self._is_amount, _MOST_COLUMNS)
        kinds = {day_is(shelf.filed.model) for shelf in self.shelves}
        heading = came("filing" if kinds == {"filing"} else "release")
        rows = [
            (period_link(shelf), _quarter(shelf), _released(shelf, heading), *cells)
            for shelf, cells in self._rows(columns, _own, self._number)
        ]
        names = (ColumnHead(say("Calendar"), numbers=False), ColumnHead(heading))
        return self._table(
            columns,
            rows,
            say("{unit} unless a unit is given. As first reported.", unit=unit_name(self.unit)),
            names,
        )

    def growth(self, measure: Measure) -> Table:
        """Growth of the same figures, on the year (`yoy`) or on the quarter (`qoq`)."""
        columns = self._columns(_own, self._is_amount, _MOST_COLUMNS)

        def change(shelf: Shelf, level: Figure | None) -> str:
            return self._change(shelf, level, measure)

        told = [like for like in columns if self._is_told(like, change)]
        rows = self._named(told, _own, change)
        return self._table(told, rows, _growth_caption(rows))

    def margins(self) -> Table:
        """Ratios of each period."""
        columns = self._columns(_own, self._is_ratio, _MOST_COLUMNS)
        rows = self._named(columns, _own, self._number)
        return self._table(columns, rows, self._margin_caption(columns))

    def trailing(self) -> Table:
        """The four quarters to each period's end; the fiscal year itself at its end. Flows only.

        Nothing where these are the issuer's own periods, as of who reports by half-year: the
        history has them.
        """
        columns = self._columns(_trailing, self._is_flow, _MOST_FLOWS)
        told = list(self._rows(columns, _trailing, self._number))
        if all(shelf.label.trailing == shelf.label for shelf, _ in told):
            told = []
        rows = [(period_link(shelf), *cells) for shelf, cells in told]
        caption = say(
            "{unit} unless a unit is given. Four quarters to the period’s end.",
            unit=unit_name(self.unit),
        )
        return self._table(columns, rows, caption)

    def _is_told(self, like: Figure, show: _Show) -> bool:
        """Whether a column has a number at all: growth of what is a loss throughout has none."""
        cells = (show(each, self._level(each, each.label, like)) for each in self.shelves)
        return any(cell not in (NOTHING, NOT_MEANINGFUL) for cell in cells)

    def _rows(
        self, columns: Sequence[Figure], labelled: _Labelled, show: _Show
    ) -> Iterator[tuple[Shelf, tuple[str, ...]]]:
        """The cells of each period that has any, from the levels that stand in the columns."""
        for shelf in self.shelves:
            levels = (self._level(shelf, labelled(shelf), like) for like in columns)
            cells = tuple(show(shelf, level) for level in levels)
            if any(cell != NOTHING for cell in cells):
                yield shelf, cells

    def _named(
        self, columns: Sequence[Figure], labelled: _Labelled, show: _Show
    ) -> list[tuple[str, ...]]:
        rows = self._rows(columns, labelled, show)
        return [(period_link(shelf), *cells) for shelf, cells in rows]

    def _table(
        self,
        columns: Sequence[Figure],
        rows: Sequence[tuple[str, ...]],
        caption: str,
        names: tuple[ColumnHead, ...] = (),
    ) -> Table:
        titles = (ColumnHead(plain(self._title(like))) for like in columns)
        heads = (ColumnHead(say("Period"), numbers=False), *names, *titles)
        return Table.of(heads, rows, caption if rows else "")

    def _title(self, like: Figure) -> str:
        company = self.shelves[0].conventions.company
        part = segment_label(company, like.segment)
        name = called(company, like)
        return of_part(part, name)

    def _columns(
        self, labelled: _Labelled, fits: Callable[[Figure], bool], most: int
    ) -> list[Figure]:
        """One figure of each series that most periods have, those that matter most first."""
        found: Counter[_Series] = Counter()
        latest: dict[_Series, Figure] = {}
        for shelf in self.shelves:
            for level in self._candidates(shelf, labelled(shelf)):
                if fits(level):
                    found[_series(level)] += 1
                    latest.setdefault(_series(level), level)
        fewest = min(_FEWEST_PERIODS, len(self.shelves))
        kept = [level for key, level in latest.items() if found[key] >= fewest]
        return sorted(kept, key=self._rank)[:most]

    def _candidates(self, shelf: Shelf, label: FiscalLabel) -> Iterator[Figure]:
        """The group's levels, and those of the segments that the issuer's key metrics name."""
        yield from shelf.levels(label)
        for segment, metric in self._of_segments:
            for level in shelf.levels(label, segment):
                if level.metric == metric:
                    yield level

    @cached_property
    def _of_segments(self) -> tuple[tuple[str, str], ...]:
        names = self.shelves[0].conventions.company.key_metrics
        parted = (name.rpartition(".") for name in names)
        return tuple((segment, metric) for segment, _, metric in parted if segment)

    @cached_property
    def _order(self) -> dict[str, int]:
        conventions = self.shelves[0].conventions
        names = (*conventions.company.key_metrics, *_USUAL, *conventions.metrics)
        return {name: place for place, name in enumerate(dict.fromkeys(names))}

    def _rank(self, level: Figure) -> int:
        name = f"{level.segment}.{level.metric}" if level.segment else level.metric
        return self._order.get(name, len(self._order))

    def _kind(self, level: Figure) -> str:
        return self.shelves[0].conventions.kind(level.metric)

    def _is_amount(self, level: Figure) -> bool:
        return self._kind(level) != "ratio"

    def _is_ratio(self, level: Figure) -> bool:
        return self._kind(level) == "ratio" and level.unit == "%"

    def _is_flow(self, level: Figure) -> bool:
        return self._kind(level) == "flow"

    def _margin_caption(self, columns: Sequence[Figure]) -> str:
        """Of what the ratios are percentages."""
        company = self.shelves[0].conventions.company if self.shelves else None
        others = [
            say(
                "{ratio} in percent of {metric}",
                ratio=in_sentence(self._title(like)),
                metric=in_sentence(metric_label(company, like.operands[1].metric)),
            )
            for like in columns
            if company and like.operands and like.operands[1].metric != REVENUE
        ]
        return plain(
            say("{sentence}.", sentence=joined("; ", [say("In percent of revenue"), *others]))
        )

    @cached_property
    def _known(self) -> dict[tuple[str, FiscalLabel, str], dict[_Series, Figure]]:
        return {}

    def _level(self, shelf: Shelf, label: FiscalLabel, like: Figure) -> Figure | None:
        """The figure of a column in one period."""
        key = (shelf.record, label, like.segment)
        if key not in self._known:
            levels = shelf.levels(label, like.segment)
            self._known[key] = {_series(level): level for level in levels}
        return self._known[key].get(_series(like))

    def _number(self, _: Shelf, level: Figure | None) -> str:
        if level is None:
            return NOTHING
        return self.links.link(cell(level, self.unit), level)

    def _change(self, shelf: Shelf, level: Figure | None, measure: Measure) -> str:
        change = shelf.change(level, measure)
        if isinstance(change, NotMeaningful):
            return NOT_MEANINGFUL
        if change is not None:
            return self.links.link(shown(change), change)
        stated = shelf.stated(level, measure) if level else None
        if not stated:
            return NOTHING
        number = self.links.link(shown(stated), stated)
        return framed("{stated} {growth}", stated=STATED, growth=number)


def _own(shelf: Shelf) -> FiscalLabel:
    return shelf.label


def _trailing(shelf: Shelf) -> FiscalLabel:
    return shelf.label.trailing


def _series(level: Figure) -> _Series:
    return level.metric, level.segment, level.basis, level.unit


def period_link(shelf: Shelf, section: str = "") -> str:
    """The period as a link to its brief."""
    return f"[{shelf.label}]({shelf.slug}/index.md{f'#{section}' if section else ''})"


def _quarter(shelf: Shelf) -> str:
    """The calendar quarter of a fiscal quarter."""
    if not shelf.label.is_quarter:
        return NOTHING
    quarter = calendar_quarter(shelf.conventions.span(shelf.label))
    value = quarter.replace("-Q", ".")
    return f'<data value="{value}">{quarter_name(quarter)}</data>'


def _released(shelf: Shelf, heading: str) -> str:
    """The day, marked where it is another one than the heading says."""
    when = shelf.filed.model.released.date
    how = say("filed") if came(day_is(shelf.filed.model)) != heading else ""
    return framed(
        '<time datetime="{when}">{day}</time>{mark}',
        when=when.isoformat(),
        day=day(when),
        mark=framed("<small>{how}</small>", how=how) if how else "",
    )


def _growth_caption(rows: Sequence[tuple[str, ...]]) -> str:
    """What the words in the cells mean, as far as they are there."""
    cells = [cell for row in rows for cell in row]
    told = [say("Worked out from the printed figures.")]
    if any(STATED in cell for cell in cells):
        told.append(say("Stated: by the issuer, where the base is not on record."))
    if NOT_MEANINGFUL in cells:
        told.append(say("n.m.: from or to a negative number, from zero, or above 1,000%."))
    return joined(" ", told)
