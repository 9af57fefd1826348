"""Which figures a claim names: those with its metric, part, measure, period, basis and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from tieout.claims.claimed import unit_currency, unit_factor
from tieout.facts.store import Facts
from tieout.figures.figure import Figure, Measure
from tieout.figures.metrics import Metric, catalogue
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Basis
from tieout.records.article import Claim
from tieout.records.company import Company

GROWTH: tuple[Measure, ...] = ("yoy", "qoq", "yoy_change", "qoq_change")
MEASURES: dict[str, tuple[Measure, ...]] = {
    "actual": ("level",),
    "prior_year": ("level",),
    "previous_quarter": ("level",),
    "yoy": ("yoy", "yoy_change"),
    "qoq": ("qoq", "qoq_change"),
    "consensus": ("level",),
    "guidance": ("level", "yoy"),
    "surprise": ("surprise", "surprise_amount"),
    "reaction": ("level", "price_change"),
}
_LIKE_NET_INCOME = ("net_income", "net_income_attributable", "net_income_common")
"""Wires say net income of the owners' part: `earned X, or Y a share` divides that part alone."""


def _by_metric(figures: Iterable[Figure]) -> Mapping[str, Sequence[Figure]]:
    """The figures that a claim may mean by a metric, in their order."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        alike = figure.metric in _LIKE_NET_INCOME
        for name in {figure.metric, "net_income"} if alike else (figure.metric,):
            found.setdefault(name, []).append(figure)
    return found


class Names:
    """The figures at hand about one brief, and how claims name them.

    `pool` holds what any claim may be held against; `own` what the article alone states.
    """

    def __init__(self, facts: Facts, company: Company, record: str, article: str = "") -> None:
        self.company = company
        self.label = FiscalLabel.parse(record.partition("/")[2].upper())
        pool = tuple(self._pool(facts, record))
        self.own = tuple(f for f in pool if article and f.origin.only_article == article)
        self.pool = tuple(f for f in pool if f.origin.only_article == "")
        self._own, self._pooled = _by_metric(self.own), _by_metric(self.pool)
        self._periods: dict[tuple[str, str], FiscalLabel | None] = {}
        self.currencies = frozenset(unit_currency(figure.unit) for figure in self.pool) - {""}

    def _pool(self, facts: Facts, record: str) -> Iterator[Figure]:
        issuer = record.partition("/")[0]
        for label in (self.label, self.label.previous_quarter(), self.label.years_back(1)):
            yield from facts.for_record(f"{issuer}/{label.slug}")

    def figures(self, claim: Claim, unit: str, *, own: bool = False) -> tuple[Figure, ...]:
        """The figures with the identity that the claim names, the most precise first."""
        pool = self._own if own else self._pooled
        segment, measures = claim.segment or "", MEASURES[claim.role]
        found = [
            figure
            for figure in pool.get(claim.metric or "", ())
            if figure.segment == segment
            and figure.measure in measures
            and unit_factor(unit, figure) is not None
            and self.same_source(claim, figure)
            and self.same_period(claim, figure)
            and self.same_basis(claim, unit, figure)
        ]
        return tuple(
            sorted(found, key=lambda figure: figure.kind != "derived" and figure.measure in GROWTH)
        )

    def before_restated(self, base: Figure) -> Iterator[Decimal]:
        """A level as it stood before it was restated, where growth can start there."""
        asked = (base.metric, base.segment, base.label, base.basis, base.unit, "level", "")
        for each in self._pooled.get(base.metric, ()):
            of = (each.metric, each.segment, each.label, each.basis, each.unit)
            if (*of, each.measure, each.version) == asked and each.value > 0:
                yield each.value

    def same_source(self, claim: Claim, figure: Figure) -> bool:
        """Whether a figure is of the source that the claim's role and provider ask for."""
        if claim.role == "reaction":
            return claim.window is None or figure.window == claim.window
        if claim.role in ("consensus", "surprise"):
            named = not claim.provider or claim.provider.lower() == figure.provider.lower()
            return bool(figure.provider) and named
        if claim.role == "guidance":
            return figure.kind == "guidance"
        return figure.kind not in ("consensus", "guidance") and not figure.window

    def same_period(self, claim: Claim, figure: Figure) -> bool:
        """Whether a figure is for the claim's stretch of time."""
        if claim.role in ("reaction", "guidance"):
            return True
        asked = claim.period, claim.role
        if asked not in self._periods:
            self._periods[asked] = self._period(*asked)
        return figure.label == self._periods[asked]

    def _period(self, period: str, role: str) -> FiscalLabel | None:
        """The period that a claim's words mean, seen from the brief's own."""
        labels: dict[str, FiscalLabel] = {
            "quarter": self.label,
            "year to date": self.label.year_to_date,
            "fiscal year": FiscalLabel(self.label.year, "FY"),
            "trailing": self.label.trailing,
        }
        label = labels.get(period)
        if label is not None and role == "prior_year":
            return label.years_back(1)
        if label is not None and role == "previous_quarter":
            return label.previous_quarter()
        return label

    def same_basis(self, claim: Claim, unit: str, figure: Figure) -> bool:
        """Whether a figure is counted as the claim says, or else as the accounts are."""
        metric = self.metric(figure.metric)
        translated = unit_currency(unit) not in ("", self.company.currency)
        accounting: str = metric.basis or self.company.accounting
        scope = ""
        if claim.basis is not None:
            accounting = self._accounting(figure, claim.basis.accounting) or accounting
            scope = claim.basis.scope
        if claim.role in ("reaction", "guidance", "consensus", "surprise"):
            return claim.basis is None or figure.basis.scope == scope
        return figure.basis == Basis(accounting, scope, translated)

    def _accounting(self, figure: Figure, named: str) -> str:
        """The basis an article names, where the record tells it apart.

        Few issuers have an adjusted revenue: where the record knows one revenue only, `adjusted`
        says nothing of which. GAAP means the accounts, whatever their standard.
        """
        if named == "GAAP":
            return self.company.accounting
        revenue = "revenue" in (figure.metric, self.metric(figure.metric).family)
        if named != "non-GAAP" or not revenue:
            return named
        adjusted = any(
            each.metric == figure.metric and each.basis.accounting == "non-GAAP"
            for each in self.pool
        )
        return named if adjusted else ""

    def metric(self, name: str) -> Metric:
        """The metric of this name, of the issuer's own or of the catalogue."""
        return self.company.kpis.get(name) or catalogue()[name]

    def in_two_currencies(self, currency: str) -> Iterator[tuple[Figure, Figure]]:
        """Levels that the release gives in the reporting currency and in this one."""
        abroad = {
            (figure.metric, figure.segment, figure.label, figure.basis.accounting): figure
            for figure in self.pool
            if figure.measure == "level" and figure.unit == currency and figure.value
        }
        for figure in self.pool:
            key = (figure.metric, figure.segment, figure.label, figure.basis.accounting)
            if figure.measure == "level" and figure.unit == self.company.currency and key in abroad:
                yield figure, abroad[key]
