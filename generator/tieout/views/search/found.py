"""What the search knows of one issuer: its figures in series, its periods, its articles' claims.

A figure is found by its series (metric, part, basis, whose estimate), its period and its digits.
Of each only what a result shows is kept; how a number was worked out stands on its brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tieout.claims.reconcile import Verdict
from tieout.claims.verdicts import VerdictName
from tieout.figures.figure import Figure
from tieout.figures.metrics import catalogue
from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.said import period, precise
from tieout.records.company import Company
from tieout.records.read import Issuer
from tieout.views.brief.ledger import anchor
from tieout.views.brief.line import Covered
from tieout.views.search.digits import spelled, spellings
from tieout.views.search.periods import names_of
from tieout.views.shared.naming import in_words, whole_name
from tieout.views.shared.plain import one_line

_KIND_OF = {
    "yoy": "growth",
    "share": "share",
    "surprise": "surprise",
    "price_change": "price",
}
_MEASURES = ("level", *_KIND_OF)
_RATIOS = ("%", "pp", "bp", "x")
_TOLD: Mapping[str, str] = {
    "consensus": "estimate",
    "guidance": "guidance",
    "stated": "as stated",
}
"""What a name does not say itself."""


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period of which there are figures."""

    slug: str
    title: str
    names: tuple[str, ...]
    end: str


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """One figure of a series."""

    period: int
    text: str
    """As a claim is held against it: `RMB 247.795bn`."""
    record: str
    """The brief's period, where it is another one; else empty."""


@dataclass(frozen=True, slots=True)
class FoundSeries:
    """Figures that differ in their period alone."""

    title: str
    metric: str
    segment: str
    kind: str
    """`figure`, `growth`, `estimate`, `surprise`, `guidance`, `share` or `price`."""
    name: str
    """What follows the period in a figure's name: `.revenue.gaap.cny`."""
    points: tuple[FoundPoint, ...]
    """The latest first."""


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A number that an article states, with its verdict."""

    article: int
    record: str
    """The brief's period: `2026-q2`."""
    anchor: str
    says: str
    subject: str
    """What it speaks of, in words; empty where nobody can tell."""
    verdict: VerdictName
    figure: str
    """The name of the figure that it is held against; empty where there is none."""


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with claims."""

    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Finds:
    """What the core of the search knows of an issuer, and the numbers that lead to it."""

    words: tuple[str, ...]
    """Every name in small letters: full, short, others, tickers."""
    metrics: tuple[str, ...]
    """Those of the catalogue on record."""
    labels: tuple[str, ...]
    """The fiscal names of the briefs' periods, the latest first: `FY2026 Q2`."""
    quarters: tuple[str, ...]
    """Their calendar quarters: `2025-Q3`."""
    providers: tuple[str, ...]
    publishers: Mapping[str, int]
    """With how many numbers."""
    numbers: tuple[str, ...]
    """A line a number: its spellings, `%` for a ratio with the sign and the power of ten of its
    first digit, the place of its series, and its place there: `247795/25/248,11,0,3`. A claim has
    `c` for the series.
    """


class Findable:
    """Everything that the search knows of one issuer."""

    def __init__(self, issuer: Issuer, briefs: Sequence[Covered]) -> None:
        self.issuer, self._briefs = issuer, briefs
        self._company: Company = issuer.company.model
        self._numbers: list[str] = []
        self.periods: tuple[FoundPeriod, ...] = tuple(self._periods())
        self.series: tuple[FoundSeries, ...] = tuple(self._series())
        self.articles: list[FoundArticle] = []
        self.claims: tuple[FoundClaim, ...] = tuple(self._claims())

    @property
    def finds(self) -> Finds:
        """What is found without this issuer's own part."""
        company = self._company
        names = (company.short_name, company.name, *company.words, self.issuer.slug)
        tickers = (listing.ticker for listing in company.listings)
        words = dict.fromkeys(one_line(each).casefold() for each in (*names, *tickers))
        return Finds(
            words=tuple(words),
            metrics=tuple(dict.fromkeys(each.metric for each in self.series)),
            labels=tuple(str(each.line.label) for each in reversed(self._briefs)),
            quarters=tuple(each.line.quarter for each in reversed(self._briefs)),
            providers=tuple(
                sorted({figure.provider for figure in self._figures if figure.provider})
            ),
            publishers=Counter(self.articles[claim.article].publisher for claim in self.claims),
            numbers=tuple(self._numbers),
        )

    @property
    def segments(self) -> dict[str, tuple[str, ...]]:
        """Segments with figures and the words for them."""
        known = dict.fromkeys(each.segment for each in self.series if each.segment)
        return {
            key: self._company.segments[key].words if key in self._company.segments else ()
            for key in known
        }

    @property
    def metrics(self) -> dict[str, tuple[str, ...]]:
        """The issuer's own metrics with figures, and the words for them."""
        own = dict.fromkeys(each.metric for each in self.series if each.metric not in catalogue())
        return {
            key: self._company.kpis[key].words if key in self._company.kpis else () for key in own
        }

    @cached_property
    def _figures(self) -> tuple[Figure, ...]:
        return tuple(
            figure
            for each in self._briefs
            for figure in each.shelf.figures
            if figure.measure in _MEASURES and not figure.version
        )

    def _periods(self) -> Iterator[FoundPeriod]:
        own = {each.line.label: each.line.own_label for each in self._briefs}
        spans: dict[FiscalLabel, Span] = {}
        for figure in self._figures:
            if figure.label not in spans or figure.span.start:
                spans[figure.label] = figure.span
        for label in sorted(
            spans, key=lambda each: (spans[each].end, -each.quarters), reverse=True
        ):
            names = names_of(label, spans[label], one_line(own.get(label, "")))
            yield FoundPeriod(label.slug, period(label), names, spans[label].end.isoformat())

    def _series(self) -> Iterator[FoundSeries]:
        place = {each.slug: at for at, each in enumerate(self.periods)}
        found: dict[str, list[Figure]] = {}
        for figure in self._figures:
            found.setdefault(figure.name.removeprefix(figure.label.slug), []).append(figure)
        for at, (name, figures) in enumerate(found.items()):
            figures.sort(key=lambda each: place[each.label.slug])
            first = figures[0]
            points = tuple(self._point(at, *each, place) for each in enumerate(figures))
            title, kind = _title(self._company, first), _kind(first)
            yield FoundSeries(title, first.metric, first.segment, kind, name, points)

    def _point(self, series: int, at: int, figure: Figure, place: Mapping[str, int]) -> FoundPoint:
        text = precise(figure)
        if figure.value:
            told = spelled(figure, text)
            self._numbers.append(_number(told, figure.value, figure.unit, f"{series},{at}"))
        _, _, record = figure.origin.record.partition("/")
        slug = figure.label.slug
        return FoundPoint(place[slug], text, "" if record == slug else record)

    def _claims(self) -> Iterator[FoundClaim]:
        at = 0
        for each in reversed(self._briefs):
            for heard in each.shelf.heard:
                article = heard.article
                self.articles.append(FoundArticle(one_line(article.title), article.publisher))
                for number, verdict in enumerate(heard.verdicts, 1):
                    self._numbers.extend(_stated(verdict, at))
                    at += 1
                    yield FoundClaim(
                        len(self.articles) - 1,
                        each.line.period,
                        anchor(heard.name, number),
                        one_line(verdict.claim.says),
                        self._subject(verdict, each.line.label),
                        verdict.name,
                        verdict.figure.name if verdict.figure else "",
                    )

    def _subject(self, verdict: Verdict, label: FiscalLabel) -> str:
        figure = verdict.figure
        return in_words(self._company, figure, label) if figure else ""


def _stated(verdict: Verdict, at: int) -> Iterable[str]:
    claimed = verdict.claimed
    if claimed is None or not claimed.value:
        return ()
    return (_number(spellings(claimed.value), claimed.value, claimed.unit, f"c,{at}"),)


def _number(told: Iterable[str], value: Decimal, unit: str, place: str) -> str:
    kind = "%" if unit in _RATIOS else ""
    sign = "-" if value < 0 else "+"
    return f"{'/'.join(told)},{kind}{sign}{value.adjusted()},{place}"


def _kind(figure: Figure) -> str:
    if figure.kind == "guidance":
        return "guidance"
    if figure.measure == "level":
        if figure.kind == "consensus":
            return "estimate"
        return "price" if figure.window else "figure"
    return _KIND_OF[figure.measure]


def _title(company: Company, figure: Figure) -> str:
    """The figure's whole name, and what of it no name says: that it is an estimate."""
    told = _TOLD.get(figure.kind, "") if not figure.window else ""
    return one_line(", ".join(filter(None, (whole_name(company, figure, figure.label), told))))
