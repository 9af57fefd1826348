"""The store of figures: what was reported and what follows from it, found by identity."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Literal, TypedDict, Unpack

from tieout.facts.defaults import Conventions
from tieout.facts.derive import Derived, derive
from tieout.facts.splits import Splits
from tieout.facts.stated import Missing, Statement, state
from tieout.figures.figure import Figure, Kind, Measure, NotMeaningful
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Basis
from tieout.problems import Place
from tieout.records.model import Source
from tieout.records.read import Issuer

_KINDS: tuple[Kind, ...] = ("reported", "derived", "stated", "consensus", "guidance")
_FILTERS: tuple[Literal["basis", "unit", "kind", "provider"], ...] = (
    "basis",
    "unit",
    "kind",
    "provider",
)
Length = Literal["month", "quarter", "half", "nine months", "year", "trailing year"]
_LENGTHS: Mapping[Length, Callable[[FiscalLabel], bool]] = {
    "month": lambda label: label.part[0] == "M" and label.months == 1,
    "quarter": lambda label: label.is_quarter,
    "half": lambda label: label.part in ("H1", "H2"),
    "nine months": lambda label: label.part == "9M",
    "year": lambda label: label.part == "FY",
    "trailing year": lambda label: label == label.trailing,
}
_Series = tuple[str, str, Measure]
_When = tuple[FiscalLabel | None, date | None]


class Sought(TypedDict, total=False):
    """What a figure is looked up by, beside issuer and metric; left out, anything fits.

    `segment` left out is the group, `measure` the level. `label` and `end` name the period.
    """

    segment: str
    measure: Measure
    basis: Basis | None
    end: date | None
    label: FiscalLabel | None
    unit: str | None
    kind: Kind | None
    provider: str | None


class _Ledger:
    """All figures of one issuer, by record and by identity."""

    def __init__(
        self,
        statements: Sequence[Statement],
        derived: Mapping[str, Derived],
        bases: Mapping[str, Basis],
        splits: Splits,
    ) -> None:
        self.figures = {
            each.record: (*each.figures, *derived[each.record].figures) for each in statements
        }
        self.not_meaningful = {
            record: tuple(each.not_meaningful) for record, each in derived.items()
        }
        self.missing = {each.record: tuple(each.missing) for each in statements}
        self._bases = bases
        self.splits = splits
        self._series: dict[_Series, list[Figure]] = {}
        for figure in (figure for each in self.figures.values() for figure in each):
            series = (figure.metric, figure.segment, figure.measure)
            self._series.setdefault(series, []).append(figure)
        self._sorted: dict[_Series, dict[_When, tuple[Figure, ...]]] = {}

    def best_first(
        self, series: _Series, label: FiscalLabel | None, end: date | None
    ) -> tuple[Figure, ...]:
        """The series' figures of a period; a series is put in order when first asked for."""
        if series not in self._sorted and series in self._series:
            self._sorted[series] = self._by_period(self._series[series])
        return self._sorted.get(series, {}).get((label, end), ())

    def _by_period(self, figures: list[Figure]) -> dict[_When, tuple[Figure, ...]]:
        """By label, by last day, by both and by neither."""
        periods: dict[_When, list[Figure]] = {}
        for figure in sorted(figures, key=lambda figure: _rank(figure, self._bases)):
            for label in (None, figure.label):
                for end in (None, figure.span.end):
                    periods.setdefault((label, end), []).append(figure)
        return {when: tuple(found) for when, found in periods.items()}


class Facts:
    """Every figure of some issuers. Nothing is worked out for an issuer before it is asked for.

    An issuer's figures depend on its own files alone, and are worked out once and kept. Whoever
    goes from issuer to issuer makes the facts of each by itself, and holds one issuer's at a time.
    """

    def __init__(
        self, issuers: Mapping[str, Issuer], aside: Collection[Place] = frozenset()
    ) -> None:
        self._issuers = issuers
        self._aside = aside
        self._ledger = cache(self._work_out)

    @classmethod
    def of(cls, issuers: Mapping[str, Issuer]) -> Facts:
        """The facts of all issuers, as `read_briefs` returns them."""
        return cls(dict(issuers))

    def without(self, aside: Collection[Place]) -> Facts:
        """The facts as they are where the figures typed at these places are put aside."""
        return Facts(self._issuers, frozenset(aside))

    def for_record(self, record: str) -> tuple[Figure, ...]:
        """Every figure that belongs to a brief, like `baba/2026-q2`.

        What its record states comes first, in the record's order, then what is derived for its
        periods.
        """
        return self._of(record).figures.get(record, ())

    def not_meaningful(self, record: str) -> tuple[NotMeaningful, ...]:
        """The brief's derivations that have no number."""
        return self._of(record).not_meaningful.get(record, ())

    def missing(self, record: str) -> tuple[Missing, ...]:
        """The figures that the record says are not disclosed or not applicable."""
        return self._of(record).missing.get(record, ())

    def source_of(self, figure: Figure) -> Source | None:
        """The document in which a figure was read; None for derived figures."""
        slug, _, name = figure.origin.record.partition("/")
        issuer = self._issuers.get(slug)
        if issuer is None or name not in issuer.records:
            return None
        return issuer.records[name].model.sources.get(figure.origin.source)

    def find(self, issuer: str, metric: str, **sought: Unpack[Sought]) -> tuple[Figure, ...]:
        """The figures with this identity, the best first.

        As first reported before later versions; the metric's default basis and the reporting
        currency before others; reported before derived before stated; the latest period first, and
        of those that end together the quarter before longer spans.
        """
        series = (metric, sought.get("segment", ""), sought.get("measure", "level"))
        found = self._ledger(issuer).best_first(series, sought.get("label"), sought.get("end"))
        exact = [(name, sought[name]) for name in _FILTERS if sought.get(name) is not None]
        return tuple(
            figure for figure in found if all(getattr(figure, name) == want for name, want in exact)
        )

    def one(self, issuer: str, metric: str, **sought: Unpack[Sought]) -> Figure | None:
        """The best of what `find` finds, if anything."""
        return next(iter(self.find(issuer, metric, **sought)), None)

    def history(
        self, issuer: str, metric: str, length: Length = "quarter", **sought: Unpack[Sought]
    ) -> tuple[Figure, ...]:
        """One series by period end: a figure for each period of that length, like with like.

        Basis and unit are those of the best figure, where they are not given; estimates and
        guidance are no part of it.
        """
        found = [
            figure
            for figure in self.find(issuer, metric, **sought)
            if _LENGTHS[length](figure.label) and figure.kind not in ("consensus", "guidance")
        ]
        best: dict[FiscalLabel, Figure] = {}
        for figure in found:
            if (figure.basis, figure.unit) == (found[0].basis, found[0].unit):
                best.setdefault(figure.label, figure)
        return tuple(sorted(best.values(), key=lambda figure: figure.span.end))

    def split_between(self, one: Figure, other: Figure) -> str:
        """Why two figures of an issuer do not count the same shares; empty where they do."""
        return self._ledger(one.issuer).splits.between(one, other)

    def _of(self, record: str) -> _Ledger:
        return self._ledger(record.partition("/")[0])

    def _work_out(self, slug: str) -> _Ledger:
        issuer = self._issuers.get(slug)
        if issuer is None:
            return _Ledger((), {}, {}, Splits())
        conventions = Conventions.of(issuer)
        statements = [
            state(name, filed, conventions, slug) for name, filed in issuer.records.items()
        ]
        for statement in statements if self._aside else ():
            statement.figures = [
                each for each in statement.figures if each.origin.place not in self._aside
            ]
        derived = derive(statements, conventions)
        return _Ledger(statements, derived, conventions.bases, conventions.splits)


def _rank(figure: Figure, bases: Mapping[str, Basis]) -> tuple[object, ...]:
    return (
        bool(figure.version),
        figure.basis.translated,
        figure.basis != bases.get(figure.metric),
        _KINDS.index(figure.kind),
        -figure.span.end.toordinal(),
        figure.label.months,
        figure.approximate,
        str(figure.basis),
        figure.unit,
        figure.version,
        figure.provider,
        figure.window,
        figure.label,
    )
