"""An issuer's page: all its periods in tables and charts, its record, its briefs and articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.charts import issuer_charts
from tieout.claims.verdicts import counted
from tieout.facts.store import Facts
from tieout.figures.display import NOTHING
from tieout.figures.periods import MONTHS, WEEKDAYS
from tieout.figures.saying import say
from tieout.records.company import Company
from tieout.records.names import sector_slug
from tieout.records.read import Issuer
from tieout.views.brief.line import BriefLine, Covered
from tieout.views.brief.page import Draw, Picture
from tieout.views.issuer import outlook, restated, surprises
from tieout.views.issuer.history import PeriodHistory, period_link
from tieout.views.issuer.links import IssuerLinks
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Working
from tieout.views.shared.naming import publisher_words
from tieout.views.shared.plain import plain
from tieout.views.shared.prose import link
from tieout.views.shared.tables import ColumnHead, Table

_BRIEFS_IN_FULL = 3


@dataclass(frozen=True, slots=True)
class ListedBrief:
    """A brief in a list."""

    line: BriefLine
    address: str
    """From the page that lists it."""
    has_figures: bool = True


@dataclass(frozen=True)
class IssuerPage:
    """What `/ISSUER/` shows. Text of contributors is as typed: the template escapes it."""

    slug: str
    file: str
    company: Company
    sector: str
    """Its name in addresses."""
    website: str
    """A link, as HTML."""
    fiscal_year_end: str
    accounting: str
    """`US GAAP` where that is meant: what is listed in the United States and says GAAP."""
    briefs: tuple[ListedBrief, ...]
    """The latest, in full."""
    earlier: tuple[ListedBrief, ...]
    pictures: tuple[Picture, ...]
    history: Table
    growth: tuple[tuple[str, Table], ...]
    """On the year and on the quarter, each with its heading."""
    margins: Table
    trailing: Table
    surprises: Table
    surprise_counts: tuple[str, ...]
    guidance: Table
    guidance_counts: tuple[str, ...]
    restatements: Table
    corrections: Table
    articles: Table
    lacking: tuple[str, ...]
    """What no record of the issuer has."""
    workings: tuple[Working, ...]
    references: tuple[str, ...]
    """The addresses and ids of the figures, at the page's end."""


def view(issuer: Issuer, facts: Facts, briefs: Sequence[Covered], draw: Draw) -> IssuerPage:
    """Everything an issuer's page shows; its briefs come from the first one on."""
    company = issuer.company.model
    shelves = [each.shelf for each in reversed(briefs)]
    links = IssuerLinks(shelves)
    history = PeriodHistory(shelves, links)
    latest = shelves[0] if shelves else None
    charts = (
        issuer_charts(facts, latest.record, company, latest.main_label)
        if latest is not None
        else ()
    )
    listed = tuple(ListedBrief(each.line, f"{each.line.period}/") for each in reversed(briefs))
    estimates = surprises.surprises(shelves, links)
    guidance = outlook.guidance(shelves, facts, links)
    restatements = restated.restatements(shelves, facts, links)
    articles = _articles(shelves)
    return IssuerPage(
        slug=issuer.slug,
        file=issuer.company.file,
        company=company,
        sector=sector_slug(company.sector),
        website=link(company.website, say("Investor relations")) if company.website else "",
        fiscal_year_end=year_end(company),
        accounting=_standard(company),
        briefs=listed[:_BRIEFS_IN_FULL],
        earlier=listed[_BRIEFS_IN_FULL:],
        pictures=tuple(Picture(chart, draw(chart)) for chart in charts),
        history=history.levels(),
        growth=tuple(_growth(history)),
        margins=history.margins(),
        trailing=history.trailing(),
        surprises=estimates,
        surprise_counts=surprises.counts(shelves),
        guidance=guidance,
        guidance_counts=outlook.counts(shelves, facts),
        restatements=restatements,
        corrections=restated.corrections(shelves),
        articles=articles,
        lacking=tuple(_lacking(estimates, guidance, restatements, articles)) if shelves else (),
        workings=tuple(links.workings()),
        references=links.references.lines(),
    )


def _growth(history: PeriodHistory) -> Iterator[tuple[str, Table]]:
    for heading, table in (
        (say("On the year"), history.growth("yoy")),
        (say("On the quarter"), history.growth("qoq")),
    ):
        if table:
            yield heading, table


def _lacking(*tables: Table) -> Iterator[str]:
    """The names of those sections that are left out."""
    names = (say("estimates"), say("guidance"), say("restatements"), say("articles"))
    return (name for name, table in zip(names, tables, strict=True) if not table)


def year_end(company: Company) -> str:
    """`31 March`, or `last Saturday of September` for years of 52 or 53 weeks."""
    calendar = company.calendar
    month = say(MONTHS[calendar.month - 1])
    if calendar.rule == "fixed":
        return say("{day} {month}", day=calendar.day, month=month)
    weekday = say(WEEKDAYS[calendar.weekday])
    if calendar.rule == "nearest":
        return say("nearest {weekday} to the end of {month}", weekday=weekday, month=month)
    return say("last {weekday} of {month}", weekday=weekday, month=month)


def _standard(company: Company) -> str:
    american = any(listing.currency == "USD" for listing in company.listings)
    return "US GAAP" if company.accounting == "GAAP" and american else company.accounting


def _articles(shelves: Sequence[Shelf]) -> Table:
    """Articles about any of the periods, with how their numbers fared."""
    columns = (
        ColumnHead(say("Article"), numbers=False),
        ColumnHead(say("Publisher"), numbers=False),
        ColumnHead(say("About"), numbers=False),
        ColumnHead(say("Numbers")),
        ColumnHead(say("Verdicts"), numbers=False),
    )
    return Table.of(columns, (row for shelf in shelves for row in _checked(shelf)))


def _checked(shelf: Shelf) -> Iterator[tuple[str, ...]]:
    for heard in shelf.heard:
        found = Counter(verdict.name for verdict in heard.verdicts)
        told = counted("; ", found)
        yield (
            plain(heard.article.title),
            plain(publisher_words(heard.article.publisher)),
            period_link(shelf, "claims-ledger"),
            str(len(heard.verdicts)),
            told or NOTHING,
        )
