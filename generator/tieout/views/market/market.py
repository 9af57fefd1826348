"""All issuers side by side: one line a brief, and the series that can be compared.

Gathered in one pass over the issuers, as short texts: nothing here holds on to a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tieout.claims.reconcile import VerdictName
from tieout.facts.rows import plain, published
from tieout.facts.schedule import DayIs, day_is
from tieout.facts.store import Facts
from tieout.figures.display import range_of
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel, Span, calendar_quarter
from tieout.figures.typed import Unit
from tieout.records.model import Company
from tieout.records.names import sector_slug
from tieout.records.read import Issuer
from tieout.views.brief.headline import surprise_sizes, verdict_line
from tieout.views.market.series import Series, growth, series_of
from tieout.views.press.claims import Heard, hear
from tieout.views.shared.brief_figures import REVENUE, Shelf
from tieout.views.shared.main_figure import best, twins
from tieout.views.shared.naming import called
from tieout.views.shared.numbers import NO_NUMBER, Number, number

MARGIN, NET_INCOME, EPS = "operating_margin", "net_income", "eps_diluted"
_OWNERS_INCOME = "net_income_attributable"
Verdicts = Mapping[VerdictName, int]


@dataclass(frozen=True, slots=True)
class Party:
    """An issuer as a line names it. Text is as typed: whoever prints it escapes it."""

    slug: str
    name: str
    ticker: str
    sector: str
    currency: str
    accounting: str
    """The basis of figures that name none."""

    @classmethod
    def of(cls, issuer: Issuer) -> Party:
        """The party of an issuer's company file."""
        company = issuer.company.model
        return cls(
            issuer.slug,
            company.short_name,
            company.listings[0].ticker,
            company.sector,
            company.currency,
            company.accounting,
        )

    @property
    def sector_slug(self) -> str:
        """The sector in addresses."""
        return sector_slug(self.sector)


@dataclass(frozen=True, slots=True)
class Surprise:
    """A figure against every estimate of it in one currency."""

    metric: str
    called: str
    """The metric as a table names it: `Diluted EPS per ADS, non-GAAP`."""
    unit: str
    """Of the distances: % or money per share."""
    low: str
    high: str
    """The least and the greatest distance, exact."""
    shown: str
    """`+1.1% to +2.1%`."""
    providers: tuple[str, ...]
    """Whose estimates, as typed."""


@dataclass(frozen=True, slots=True)
class Result:
    """One brief in a line."""

    party: Party
    record: str
    """`baba/2026-q2`."""
    label: FiscalLabel
    own_label: str
    """The issuer's name of the period, as typed; may be empty."""
    span: Span
    released: date
    day_is: DayIs
    """Whether that is the day of the release, or of a filing."""
    verdict: str
    revenue: Number
    growth: Number
    """Of revenue on the year."""
    margin: Number
    margin_change: Number
    """On the year, in basis points."""
    net_income: Number
    eps: Number
    surprises: tuple[Surprise, ...]
    """Of revenue, then of diluted EPS."""
    verdicts: Verdicts
    """How many numbers of articles about the brief have which verdict."""

    @property
    def quarter(self) -> str:
        """The calendar quarter, `2025-Q3`: of a longer period the one with which it ends."""
        return calendar_quarter(self.span)

    @property
    def is_quarter(self) -> bool:
        """Whether the brief is about a quarter, and not half a year or a whole one."""
        return self.label.quarters == 1


@dataclass(frozen=True)
class Market:
    """Every brief in a line, and every series, by metric."""

    issuers: Mapping[str, Issuer]
    facts: Facts
    heard: tuple[Heard, ...]
    """The articles, with the verdicts on their numbers."""
    results: tuple[Result, ...]
    """By issuer, each from its first brief to its last."""
    series: Mapping[str, tuple[Series, ...]]
    """By metric, in the catalogue's order; within it by issuer."""

    @cached_property
    def latest(self) -> tuple[Result, ...]:
        """The latest quarter of each issuer, or its latest period if it reports no quarters."""
        best_of: dict[str, Result] = {}
        for result in self.results:
            known = best_of.get(result.party.slug)
            if known is None or result.is_quarter or not known.is_quarter:
                best_of[result.party.slug] = result
        return by_name(best_of.values())

    @cached_property
    def quarters(self) -> Mapping[str, tuple[Result, ...]]:
        """Every brief by calendar quarter, the latest quarter first; within it by name."""
        found: dict[str, list[Result]] = {}
        for result in self.results:
            found.setdefault(result.quarter, []).append(result)
        return {name: by_name(found[name]) for name in sorted(found, reverse=True)}

    @cached_property
    def sectors(self) -> Mapping[str, tuple[Result, ...]]:
        """The latest line of each issuer, by the sector's name in addresses."""
        found: dict[str, list[Result]] = {}
        for result in self.latest:
            found.setdefault(result.party.sector_slug, []).append(result)
        return {slug: tuple(found[slug]) for slug in sorted(found)}


def by_name(results: Iterable[Result]) -> tuple[Result, ...]:
    """In the order of the issuers' names, and of one issuer by time."""
    return tuple(
        sorted(results, key=lambda each: (each.party.name.lower(), each.party.slug, each.span.end))
    )


def gather(issuers: Mapping[str, Issuer], facts: Facts) -> Market:
    """The whole market."""
    heard = tuple(hear(issuers, facts))
    verdicts: dict[str, Counter[VerdictName]] = {}
    for each in heard:
        counter = verdicts.setdefault(each.shelf.record, Counter())
        counter.update(verdict.name for verdict in each.verdicts)
    results: list[Result] = []
    series: dict[str, list[Series]] = {}
    for issuer in issuers.values():
        party = Party.of(issuer)
        shelves = [Shelf(issuer, slug, facts) for slug in issuer.records]
        results += [_result(shelf, party, verdicts.get(shelf.record, {})) for shelf in shelves]
        for one in series_of(shelves, facts):
            series.setdefault(one.metric, []).append(one)
    by_metric = {metric: tuple(found) for metric, found in series.items()}
    return Market(issuers, facts, heard, tuple(results), by_metric)


def _result(shelf: Shelf, party: Party, verdicts: Verdicts) -> Result:
    revenue, margin, eps = (_standard(shelf, metric) for metric in (REVENUE, MARGIN, EPS))
    period = shelf.filed.model.period
    return Result(
        party=party,
        record=shelf.record,
        label=shelf.label,
        own_label=period.issuer_label or "",
        span=shelf.conventions.span(shelf.label),
        released=shelf.filed.model.released.date,
        day_is=day_is(shelf.filed.model),
        verdict=verdict_line(shelf),
        revenue=number(revenue, _worked_out(revenue), usual=party.accounting),
        growth=growth(shelf, revenue),
        margin=number(margin, usual=party.accounting),
        margin_change=number(shelf.change(margin, "yoy_change")),
        net_income=_net_income(shelf, party),
        eps=_per_share(eps),
        surprises=tuple(_surprises(shelf)),
        verdicts=verdicts,
    )


def _standard(shelf: Shelf, metric: str) -> Figure | None:
    """The figure on the issuer's accounting standard, so that like stands beside like.

    Where only another basis or a translation is on record, that one.
    """
    same = [
        level
        for translated in (False, True)
        for level in shelf.levels(translated=translated)
        if level.metric == metric
    ]
    usual = shelf.conventions.basis(metric, Unit(""))
    same.sort(key=lambda level: (level.basis.translated, level.basis != usual))
    return next(iter(same), None)


def _net_income(shelf: Shelf, party: Party) -> Number:
    """What is attributable to the owners, of which earnings per share are a part; else the whole.

    An issuer without other owners reports one net income, which is its owners'.
    """
    owners = _standard(shelf, _OWNERS_INCOME)
    level, told = (owners, "attributable") if owners else (_standard(shelf, NET_INCOME), "")
    return number(level, told, _worked_out(level), usual=party.accounting)


def _per_share(level: Figure | None) -> Number:
    """Earnings per share, with for each of what they are and their basis: no reader can guess."""
    if level is None:
        return NO_NUMBER
    per = "per share" if level.unit.endswith("/share") else ""  # all else is told by `number`
    basis = ", ".join(filter(None, (level.basis.accounting, level.basis.scope)))
    return number(level, per, basis)


def _worked_out(level: Figure | None) -> str:
    """`Q4 as year less nine months`, for a level that no release prints."""
    return level.note if level is not None and level.kind == "derived" else ""


def _surprises(shelf: Shelf) -> Iterator[Surprise]:
    """On the basis that was estimated, a line for each currency of the estimates."""
    company = shelf.conventions.company
    for level in (best(shelf, metric) for metric in (REVENUE, EPS)):
        for twin in twins(shelf, level) if level is not None else ():
            if distances := surprise_sizes(shelf, twin):
                yield _surprise(company, twin, distances)


def _surprise(company: Company, level: Figure, distances: Sequence[Figure]) -> Surprise:
    ordered = sorted(distances, key=lambda each: each.value)
    currency = f" in {level.unit.partition('/')[0]}" if level.basis.translated else ""
    return Surprise(
        metric=level.metric,
        called=f"{called(company, level)}{currency}",
        unit=ordered[0].unit,
        low=plain(published(ordered[0])),
        high=plain(published(ordered[-1])),
        shown=range_of(ordered),
        providers=tuple(each.provider for each in distances),
    )
