"""The store of figures: what was reported and what follows from it, found by identity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal, TypedDict, Unpack

from generator.conventions import Conventions
from generator.derive import derive
from generator.figures import Figure, Kind, Measure, NotMeaningful
from generator.model import Source
from generator.periods import FiscalLabel
from generator.read import Issuer
from generator.reported import Missing, state
from generator.scalars import Basis, Unit

_ISSUERS_KEPT = 64
_KINDS: tuple[Kind, ...] = ("reported", "derived", "stated", "consensus", "guidance")
_FILTERS: tuple[Literal["basis", "unit", "kind", "provider"], ...] = (
    "basis",
    "unit",
    "kind",
    "provider",
)
Length = Literal["quarter", "half", "year", "trailing year"]
_LENGTHS: Mapping[Length, Callable[[FiscalLabel], bool]] = {
    "quarter": lambda label: label == label.closing,
    "half": lambda label: label.part in ("H1", "H2"),
    "year": lambda label: label.part == "FY",
    "trailing year": lambda label: label == label.trailing,
}
_Key = tuple[str, str, Measure, FiscalLabel | None, date | None]


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


@dataclass(frozen=True, slots=True)
class _Ledger:
    """All figures of one issuer, by record and by identity."""

    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    not_meaningful: Mapping[str, tuple[NotMeaningful, ...]] = field(default_factory=dict)
    missing: Mapping[str, tuple[Missing, ...]] = field(default_factory=dict)
    index: Mapping[_Key, tuple[Figure, ...]] = field(default_factory=dict)


class Facts:
    """Every figure of every issuer. Nothing is worked out for an issuer before it is asked for.

    An issuer's figures depend on its own files alone, so the cost of a brief does not grow with the
    number of issuers, and a build that goes from issuer to issuer holds few at a time.
    """

    def __init__(self, issuers: Mapping[str, Issuer]) -> None:
        self._issuers = issuers
        self._ledger = lru_cache(maxsize=_ISSUERS_KEPT)(self._work_out)

    @classmethod
    def of(cls, issuers: Mapping[str, Issuer]) -> Facts:
        """The facts of all issuers, as `read_briefs` returns them."""
        return cls(dict(issuers))

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
        key = (*series, sought.get("label"), sought.get("end"))
        found = self._ledger(issuer).index.get(key, ())
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

    def _of(self, record: str) -> _Ledger:
        return self._ledger(record.partition("/")[0])

    def _work_out(self, slug: str) -> _Ledger:
        issuer = self._issuers.get(slug)
        if issuer is None:
            return _Ledger()
        conventions = Conventions.of(issuer)
        statements = [
            state(name, filed, conventions, slug) for name, filed in issuer.records.items()
        ]
        derived = derive(statements, conventions)
        figures = {
            each.record: (*each.figures, *derived[each.record].figures) for each in statements
        }
        return _Ledger(
            figures,
            {record: tuple(each.not_meaningful) for record, each in derived.items()},
            {each.record: tuple(each.missing) for each in statements},
            _index((figure for each in figures.values() for figure in each), conventions),
        )


def _index(figures: Iterable[Figure], conventions: Conventions) -> dict[_Key, tuple[Figure, ...]]:
    """The figures by series, by series and period, and by series and last day; best first."""
    index: dict[_Key, list[Figure]] = {}
    for figure in sorted(figures, key=lambda figure: _rank(figure, conventions)):
        series = (figure.metric, figure.segment, figure.measure)
        for label in (None, figure.label):
            for end in (None, figure.span.end):
                index.setdefault((*series, label, end), []).append(figure)
    return {key: tuple(found) for key, found in index.items()}


def _rank(figure: Figure, conventions: Conventions) -> tuple[object, ...]:
    default = conventions.basis(figure.metric, Unit(""))
    return (
        bool(figure.version),
        figure.basis.translated,
        figure.basis != default,
        _KINDS.index(figure.kind),
        -figure.span.end.toordinal(),
        figure.label.quarters,
        figure.approximate,
        str(figure.basis),
        figure.unit,
        figure.version,
        figure.provider,
        figure.window,
        figure.label,
    )
