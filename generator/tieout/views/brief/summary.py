"""A brief in a few lines, for those who meet it elsewhere: in feeds, on cards, as linked data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tieout.facts.rows import plain, published
from tieout.facts.schedule import day_is
from tieout.facts.store import Facts
from tieout.figures.display import NOT_MEANINGFUL
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel, Span
from tieout.records.names import sector_slug
from tieout.records.read import Issuer
from tieout.views.brief.headline import Card, cards, verdict_line
from tieout.views.brief.page import names, title
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.dates import came, came_out, last_changed
from tieout.views.shared.prose import one_line


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as it is said and as it is: the same text and number as everywhere on the site."""

    text: str
    """`RMB 247.8bn`, or n.m. where there is no number."""
    figure: str = ""
    """The figure's id; empty where there is no number."""
    value: str = ""
    """The exact decimal in base units."""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the figures of the brief's first screen."""

    label: str
    level: Said
    growth: Said | None
    since: str
    """What the growth is measured against, and by whom: `on the year`."""
    direction: str
    """`up`, `down` or empty."""
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """`Revenue RMB 247.8bn, +4.8% on the year; 1.1% to 2.1% ahead of all three estimates`."""
        moved = f", {self.growth.text} {self.since}" if self.growth else ""
        return "; ".join((f"{self.label} {self.level.text}{moved}", *self.notes))


@dataclass(frozen=True, slots=True)
class Summary:
    """One brief. Text of contributors is on one line and otherwise as typed."""

    issuer: str
    """The issuer in addresses: `baba`."""
    period: str
    """The period in addresses: `2026-q2`."""
    company: str
    """The issuer's short name."""
    ticker: str
    sector: str
    title: str
    names: tuple[str, ...]
    """The names of the period: the issuer's, the fiscal one, the calendar quarter."""
    label: FiscalLabel
    span: Span
    verdict: str
    headlines: tuple[Headline, ...]
    came: str
    """What happened on the day: `Released`, or `Filed`."""
    released: date
    published: datetime
    """The moment of the release in UTC; midnight where only its day is known."""
    updated: datetime
    """The same, or the day of the latest correction."""

    @property
    def record(self) -> str:
        """The brief's name: `baba/2026-q2`."""
        return f"{self.issuer}/{self.period}"

    @property
    def path(self) -> str:
        """Where its page stands on the site: `baba/2026-q2/`."""
        return f"{self.record}/"

    @property
    def sector_slug(self) -> str:
        """The sector in addresses."""
        return sector_slug(self.sector)


def summaries(issuers: Mapping[str, Issuer], facts: Facts) -> Iterator[Summary]:
    """Every brief, issuer by issuer."""
    for issuer in issuers.values():
        for slug in issuer.records:
            yield summarise(Shelf(issuer, slug, facts))


def summarise(shelf: Shelf) -> Summary:
    """One brief in a few lines."""
    company, record = shelf.conventions.company, shelf.filed.model
    return Summary(
        issuer=shelf.issuer.slug,
        period=shelf.slug,
        company=one_line(company.short_name),
        ticker=one_line(company.listings[0].ticker),
        sector=one_line(company.sector),
        title=one_line(title(shelf)),
        names=tuple(map(one_line, names(shelf))),
        label=shelf.label,
        span=shelf.conventions.span(shelf.label),
        verdict=one_line(verdict_line(shelf)),
        headlines=_headlines(shelf),
        came=came(day_is(record)),
        released=record.released.date,
        published=came_out(company, record),
        updated=last_changed(company, record),
    )


def _headlines(shelf: Shelf) -> tuple[Headline, ...]:
    figures = {figure.id: figure for figure in shelf.figures}
    return tuple(_headline(card, figures) for card in cards(shelf, Citations(shelf)))


def _headline(card: Card, figures: Mapping[str, Figure]) -> Headline:
    growth = None
    if card.growth_figure:
        growth = _said(card.growth, figures[card.growth_figure])
    elif card.growth == NOT_MEANINGFUL:
        growth = Said(NOT_MEANINGFUL)
    return Headline(
        label=one_line(card.label),
        level=_said(card.value, figures[card.figure]),
        growth=growth,
        since=card.since,
        direction=card.direction,
        notes=tuple(map(one_line, card.notes)),
    )


def _said(text: str, figure: Figure) -> Said:
    return Said(one_line(text), figure.id, plain(published(figure)), figure.unit)
