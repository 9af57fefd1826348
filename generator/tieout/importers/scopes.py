"""One scope a metric and year: of several concepts for it the year's figures come from one.

A filer may tag the depreciation of its income statement under one concept and that of its cash flow
statement, with that in the cost of sales, under another. Side by side they make growth of nothing.
Two names for the same numbers are one scope; the filings themselves show whether they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tieout.figures.periods import Span
from tieout.importers.choose import Chosen, ConceptChooser, scale_of
from tieout.importers.filings import ROUNDED_IN_NOTES, FiledNumber, Filing, rounds
from tieout.importers.left_out import Column, LeftOut
from tieout.importers.routes import Year, begin_of, reach, years

_OF_OWNERS = ("net_income", "net_income_attributable", "equity", "equity_attributable")
"""Whose concept goes with whether others own a part, which the chooser sees to."""
_Cell = tuple[int, Column]


@dataclass(slots=True)
class _Scope:
    """Concepts under which a year's filings give the same numbers."""

    concepts: list[str]
    cells: dict[_Cell, FiledNumber] = field(default_factory=dict)


def in_one_scope(chooser: ConceptChooser, chosen: Sequence[Chosen]) -> Iterator[LeftOut]:
    """Exchange or take out what a year has in another scope; gives what was taken out."""
    last: dict[str, str] = {}
    for year in years(chosen):
        for metric in chooser.metrics:
            line = _Line(chooser, year, metric)
            concepts = {each.concept for _, each in line.cells()}
            if len(concepts) > 1 and metric not in _OF_OWNERS:
                yield from line.settle(concepts, last.get(metric, ""))
            for _, each in line.cells():
                last[metric] = each.concept


@dataclass(frozen=True, slots=True)
class _Line:
    """A metric over a fiscal year."""

    chooser: ConceptChooser
    year: Year
    metric: str

    def cells(self) -> Iterator[tuple[_Cell, FiledNumber]]:
        """What is chosen of it."""
        for number, period in self.year.items():
            for (column, name), reading in period.readings.items():
                if name == self.metric:
                    yield (number, column), reading

    def settle(self, concepts: Iterable[str], before: str) -> Iterator[LeftOut]:
        """Give the year's figures in the scope that tells most of it."""
        ranked = [each for each in self.chooser.metrics[self.metric].concepts if each in concepts]
        scopes = self._scopes(ranked)
        best = max(scopes, key=lambda each: (self._told(each), before in each.concepts))
        for (number, column), reading in list(self.cells()):
            if reading.concept in best.concepts:
                continue
            period, same = self.year[number], best.cells.get((number, column))
            if same is not None:
                period.readings[column, self.metric] = same
                continue
            del period.readings[column, self.metric]
            why = f"{_bare(reading.concept)} is not what the year has as {_bare(best.concepts[0])}"
            yield LeftOut(period.label, column, self.metric, why)

    def _scopes(self, concepts: Sequence[str]) -> list[_Scope]:
        """The concepts in groups of one scope, each with what the year's filings say under it."""
        scopes: list[_Scope] = []
        for concept in concepts:
            cells = dict(self._under(concept))
            for scope in scopes:
                if self._is_one(scope, concept, cells):
                    scope.concepts.append(concept)
                    scope.cells = {**cells, **scope.cells}
                    break
            else:
                scopes.append(_Scope([concept], cells))
        return scopes

    def _under(self, concept: str) -> Iterator[tuple[_Cell, FiledNumber]]:
        stock = self.chooser.metrics[self.metric].kind == "stock"
        for number, period in self.year.items():
            for column, span in period.spans.items():
                filings = period.reported.filings if (column == "instant") == stock else ()
                found = (self._read(each, span, concept) for each in filings)
                if reading := next((each for each in found if each), None):
                    yield (number, column), reading

    def _read(self, filing: Filing, span: Span, concept: str) -> FiledNumber | None:
        return filing.read(self.metric, span, self.chooser.currency, [concept])

    def _is_one(self, scope: _Scope, concept: str, cells: Mapping[_Cell, FiledNumber]) -> bool:
        """Whether the filings give the same numbers for the same days under both.

        Where none gives both, a line of the statements has only changed its name; notes are
        another matter, since what they tell is seldom all of it.
        """
        shared = [(scope.cells[each], cells[each]) for each in cells if each in scope.cells]
        shared += self._side_by_side(scope.concepts[0], concept)
        if not shared:
            return self.metric not in ROUNDED_IN_NOTES
        return all(self._is_same(one, other) for one, other in shared)

    def _is_same(self, one: FiledNumber, other: FiledNumber) -> bool:
        """Whether two numbers are one: in a note by its digits, in a statement by its scale."""
        if self.metric in ROUNDED_IN_NOTES:
            return rounds(one.value, other.value) or rounds(other.value, one.value)
        slack = max(scale_of(each.filing, self.chooser.currency) for each in (one, other))
        return abs(one.value - other.value) <= slack

    def _side_by_side(self, one: str, other: str) -> Iterator[tuple[FiledNumber, FiledNumber]]:
        """What later filings say under both of days that the year has under either."""
        for (number, column), reading in self.cells():
            if reading.concept not in (one, other):
                continue
            span = self.year[number].spans[column]
            for filing in (reading.filing, *self.chooser.later(reading, span)):
                first, second = (self._read(filing, span, each) for each in (one, other))
                if first and second:
                    yield first, second

    def _told(self, scope: _Scope) -> int:
        """How much of the year a scope tells: quarters that follow from it, and the year."""
        if any(column == "instant" for _, column in scope.cells):
            return len(scope.cells)
        cells = scope.cells
        return reach((begin_of(self.year[end].label, column), end) for end, column in cells)


def _bare(concept: str) -> str:
    return concept.partition(":")[2]
