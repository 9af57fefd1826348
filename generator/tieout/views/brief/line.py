"""A brief in a line: what pages, feeds, cards, the calendar and the API show of it elsewhere.

Made once a brief, of plain values: nothing here holds on to a figure, so that the pages of all
issuers need no ledger. Text of contributors is as typed; whoever prints it escapes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tieout.claims.verdicts import VerdictName
from tieout.facts.rows import decimal_text, published
from tieout.facts.schedule import DayIs, day_is
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel, Span, calendar_quarter
from tieout.figures.said import NOT_MEANINGFUL, calendar, shown
from tieout.figures.saying import joined, say
from tieout.records.company import Company
from tieout.records.names import sector_slug
from tieout.records.read import Issuer
from tieout.views.brief.headline import Card, cards, verdict_line
from tieout.views.brief.measures import Distance, Measures, Surprise, furthest, measures, surprises
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.dates import came, came_out, has_time, last_changed
from tieout.views.shared.main_figure import steady
from tieout.views.shared.naming import called, hour
from tieout.views.shared.numbers import url
from tieout.views.shared.plain import one_line

PARTS = (
    say("takeaways"),
    say("segments"),
    say("consensus"),
    say("share price"),
    say("articles"),
)
"""What a brief can have beside its figures, as the page of what is missing names it."""
_MOST_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Party:
    """An issuer as a line names it."""

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
        told = say("{metric} {amount}", metric=self.label, amount=self.level.text)
        if self.growth:
            moved = say("{growth} {since}", growth=self.growth.text, since=self.since)
            told = joined(", ", (told, moved))
        return joined("; ", (told, *self.notes))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure in a list of briefs."""

    name: str
    """`Diluted EPS per ADS, non-GAAP`."""
    shown: str
    figure: str
    """Its id."""
    anchor: str
    """Where it stands on the brief's page."""


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One brief."""

    party: Party
    period: str
    """The period in addresses: `2026-q2`."""
    title: str
    """Issuer, ticker and the period's names."""
    names: tuple[str, ...]
    """The names of the period: the issuer's, the fiscal one, the calendar quarter."""
    label: FiscalLabel
    own_label: str
    """The issuer's name of the period; may be empty."""
    span: Span
    verdict: str
    """The facts in a sentence."""
    headlines: tuple[Headline, ...]
    """The figures of the first screen."""
    quoted: tuple[Quoted, ...]
    """Up to three figures, for lists."""
    measures: Measures
    """What tables across issuers set side by side."""
    surprises: tuple[Surprise, ...]
    """Of revenue, then of diluted EPS."""
    furthest: tuple[Distance, ...]
    """For each metric the estimate that was furthest off."""
    verdicts: Mapping[VerdictName, int]
    """How many numbers of articles about the brief have which verdict."""
    articles: int
    """How many articles are about it."""
    facts: int
    """How many figures there are of it."""
    gaps: tuple[str, ...]
    """Those of PARTS that it lacks."""
    released: date
    day_is: DayIs
    """Whether that is the day of the release, or of a filing."""
    hour: str
    """`07:00 (America/New_York), before the open`; may be empty."""
    release_note: str
    published: datetime
    """The moment of the release in UTC; midnight where only its day is known."""
    has_time: bool
    """Whether the moment is known."""
    updated: datetime
    """The same, or the day of the latest correction."""

    @property
    def issuer(self) -> str:
        """The issuer in addresses: `baba`."""
        return self.party.slug

    @property
    def record(self) -> str:
        """The brief's name: `baba/2026-q2`."""
        return f"{self.issuer}/{self.period}"

    @property
    def path(self) -> str:
        """Where its page stands on the site: `baba/2026-q2/`."""
        return f"{self.record}/"

    @property
    def came(self) -> str:
        """What happened on the day: `Released`, or `Filed`."""
        return came(self.day_is)

    @property
    def quarter(self) -> str:
        """The calendar quarter, `2025-Q3`: of a longer period the one with which it ends."""
        return calendar_quarter(self.span)

    @property
    def is_quarter(self) -> bool:
        """Whether the brief is about a quarter, and not a month, half a year or a whole one."""
        return self.label.is_quarter


@dataclass(frozen=True, slots=True)
class Covered:
    """A brief with its figures and its line: what is handed to all that shows it."""

    shelf: Shelf
    line: BriefLine


def on_one_line(line: BriefLine) -> BriefLine:
    """The same with its texts on one line each, for writers that escape by themselves."""
    party = line.party
    return replace(
        line,
        party=replace(
            party,
            name=one_line(party.name),
            ticker=one_line(party.ticker),
            sector=one_line(party.sector),
        ),
        title=one_line(line.title),
        names=tuple(map(one_line, line.names)),
        verdict=one_line(line.verdict),
        headlines=tuple(map(_headline_on_one_line, line.headlines)),
    )


def _headline_on_one_line(headline: Headline) -> Headline:
    level, growth = headline.level, headline.growth
    return replace(
        headline,
        label=one_line(headline.label),
        level=replace(level, text=one_line(level.text)),
        growth=replace(growth, text=one_line(growth.text)) if growth else None,
        notes=tuple(map(one_line, headline.notes)),
    )


def cover(shelf: Shelf) -> Covered:
    """A brief, its line worked out."""
    return Covered(shelf, _line(shelf))


def _line(shelf: Shelf) -> BriefLine:
    company, record = shelf.conventions.company, shelf.filed.model
    party = Party.of(shelf.issuer)
    return BriefLine(
        party=party,
        period=shelf.slug,
        title=_title(shelf),
        names=_names(shelf),
        label=shelf.label,
        own_label=record.period.issuer_label or "",
        span=shelf.conventions.span(shelf.label),
        verdict=verdict_line(shelf),
        headlines=_headlines(shelf),
        quoted=_quotes(shelf),
        measures=measures(shelf),
        surprises=tuple(surprises(shelf)),
        furthest=tuple(furthest(shelf)),
        verdicts=Counter(verdict.name for heard in shelf.heard for verdict in heard.verdicts),
        articles=len(shelf.heard),
        facts=len(shelf.figures),
        gaps=_gaps(shelf),
        released=record.released.date,
        day_is=day_is(record),
        hour=hour(company, record.released),
        release_note=record.released.note or "",
        published=came_out(company, record),
        has_time=has_time(company, record.released),
        updated=last_changed(company, record),
    )


def _title(shelf: Shelf) -> str:
    """`Alibaba (BABA): September Quarter 2025, FY2026 Q2`."""
    company = shelf.conventions.company
    head = f"{company.short_name} ({company.listings[0].ticker})"
    names = joined(", ", (shelf.filed.model.period.issuer_label or "", str(shelf.label)))
    return say("{issuer}: {period}", issuer=head, period=names)


def _names(shelf: Shelf) -> tuple[str, ...]:
    """The period by all its names; the calendar quarter only for a quarter."""
    own, span = shelf.filed.model.period.issuer_label, shelf.conventions.span(shelf.label)
    quarter = calendar(calendar_quarter(span)) if shelf.label.is_quarter else ""
    return tuple(name for name in (own, str(shelf.label), quarter) if name)


def _gaps(shelf: Shelf) -> tuple[str, ...]:
    record = shelf.filed.model
    held = (
        record.takeaways.strip(),
        record.segments,
        record.consensus,
        record.reaction,
        shelf.heard,
    )
    return tuple(part for part, there in zip(PARTS, held, strict=True) if not there)


def _headlines(shelf: Shelf) -> tuple[Headline, ...]:
    figures = {figure.id: figure for figure in shelf.figures}
    return tuple(_headline(card, figures) for card in cards(shelf, Citations(shelf).address))


def _headline(card: Card, figures: Mapping[str, Figure]) -> Headline:
    growth = None
    if card.growth_figure:
        growth = _said(card.growth, figures[card.growth_figure])
    elif card.growth == NOT_MEANINGFUL:
        growth = Said(NOT_MEANINGFUL)
    return Headline(
        label=card.label,
        level=_said(card.value, figures[card.figure]),
        growth=growth,
        since=card.since,
        direction=card.direction,
        notes=card.notes,
    )


def _said(text: str, figure: Figure) -> Said:
    return Said(text, figure.id, decimal_text(published(figure)), figure.unit)


def _quotes(shelf: Shelf) -> tuple[Quoted, ...]:
    company = shelf.conventions.company
    names = [name for name in company.key_metrics if "." not in name][:_MOST_QUOTED]
    levels = (steady(shelf, name) for name in names)
    return tuple(_quoted(company, level) for level in levels if level)


def _quoted(company: Company, level: Figure) -> Quoted:
    """The basis is named wherever issuers report on several: per share, and off the standard."""
    name, basis = called(company, level), level.basis.accounting
    named = basis and ("/" in level.unit or basis != company.accounting) and basis not in name
    return Quoted(
        name=joined(", ", (name, say(basis))) if named and basis else name,
        shown=shown(level),
        figure=level.id,
        anchor=url(level).partition("#")[2],
    )
