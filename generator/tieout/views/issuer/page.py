"""An issuer's page: all its periods in tables and charts, its record, its briefs and articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tieout.charts import issuer_charts
from tieout.facts.schedule import day_is
from tieout.facts.store import Facts
from tieout.figures.display import NOTHING, shown
from tieout.figures.figure import Figure
from tieout.figures.periods import MONTHS, WEEKDAYS, FiscalLabel
from tieout.records.model import Company
from tieout.records.names import sector_slug
from tieout.records.read import Issuer
from tieout.views.brief.headline import verdict_line
from tieout.views.brief.ledger import WORDS, ledgers
from tieout.views.brief.page import Draw, Picture
from tieout.views.issuer import outlook, restated, surprises
from tieout.views.issuer.history import History, period_link
from tieout.views.issuer.links import IssuerLinks
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations, Working
from tieout.views.shared.dates import came
from tieout.views.shared.main_figure import steady
from tieout.views.shared.naming import called
from tieout.views.shared.numbers import url
from tieout.views.shared.prose import link, plain
from tieout.views.shared.tables import Column, Table

_BRIEFS_IN_FULL = 3


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure in a list of briefs."""

    name: str
    """`Diluted EPS per ADS, non-GAAP`."""
    shown: str
    figure: str
    """Its id."""
    address: str
    """Where it stands at its source, from the page that lists it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A brief in a list: whose, of when, and its verdict line."""

    address: str
    """From the page that lists it."""
    issuer: str
    label: FiscalLabel
    came: str
    """`Released`, or `Filed`."""
    released: date
    verdict: str
    figures: tuple[Quoted, ...]
    """Up to three figures."""


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
    briefs: tuple[Listed, ...]
    """The latest, in full."""
    earlier: tuple[Listed, ...]
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


def view(issuer: Issuer, facts: Facts, draw: Draw) -> IssuerPage:
    """Everything an issuer's page shows."""
    company = issuer.company.model
    shelves = [Shelf(issuer, slug, facts) for slug in reversed(tuple(issuer.records))]
    links = IssuerLinks(shelves)
    history = History(shelves, links)
    charts = issuer_charts(facts, shelves[0].record, company) if shelves else ()
    briefs = tuple(listed(shelf, f"{shelf.slug}/") for shelf in shelves)
    estimates = surprises.surprises(shelves, links)
    guidance = outlook.guidance(shelves, facts, links)
    restatements = restated.restatements(shelves, facts, links)
    articles = _articles(shelves)
    return IssuerPage(
        slug=issuer.slug,
        file=issuer.company.file,
        company=company,
        sector=sector_slug(company.sector),
        website=link(company.website, "Investor relations") if company.website else "",
        fiscal_year_end=year_end(company),
        accounting=_standard(company),
        briefs=briefs[:_BRIEFS_IN_FULL],
        earlier=briefs[_BRIEFS_IN_FULL:],
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


def _growth(history: History) -> Iterator[tuple[str, Table]]:
    for heading, table in (
        ("On the year", history.growth("yoy")),
        ("On the quarter", history.growth("qoq")),
    ):
        if table:
            yield heading, table


def _lacking(*tables: Table) -> Iterator[str]:
    """The names of those sections that are left out."""
    names = ("estimates", "guidance", "restatements", "articles")
    return (name for name, table in zip(names, tables, strict=True) if not table)


def listed(shelf: Shelf, address: str) -> Listed:
    """A brief as lists show it."""
    company = shelf.conventions.company
    names = [name for name in company.key_metrics if "." not in name][:3]
    levels = [level for name in names if (level := steady(shelf, name))]
    return Listed(
        address=address,
        issuer=company.short_name,
        label=shelf.label,
        came=came(day_is(shelf.filed.model)),
        released=shelf.filed.model.released.date,
        verdict=verdict_line(shelf),
        figures=tuple(_quoted(company, level, address) for level in levels),
    )


def _quoted(company: Company, level: Figure, address: str) -> Quoted:
    """The basis is named wherever issuers report on several: per share, and off the standard."""
    name, basis = called(company, level), level.basis.accounting
    told = basis and ("/" in level.unit or basis != company.accounting) and basis not in name
    return Quoted(
        name=f"{name}, {basis}" if told else name,
        shown=shown(level),
        figure=level.id,
        address=f"{address}#{url(level).partition('#')[2]}",
    )


def year_end(company: Company) -> str:
    """`31 March`, or `last Saturday of September` for years of 52 or 53 weeks."""
    calendar = company.calendar
    month = MONTHS[calendar.month - 1]
    if calendar.rule == "fixed":
        return f"{calendar.day} {month}"
    weekday = WEEKDAYS[calendar.weekday]
    to_end = "to the end of" if calendar.rule == "nearest" else "of"
    return f"{calendar.rule} {weekday} {to_end} {month}"


def _standard(company: Company) -> str:
    american = any(listing.currency == "USD" for listing in company.listings)
    return "US GAAP" if company.accounting == "GAAP" and american else company.accounting


def _articles(shelves: Sequence[Shelf]) -> Table:
    """Articles about any of the periods, with how their numbers fared."""
    columns = (
        Column("Article", numbers=False),
        Column("Publisher", numbers=False),
        Column("About", numbers=False),
        Column("Numbers"),
        Column("Verdicts", numbers=False),
    )
    return Table.of(columns, (row for shelf in shelves for row in _checked(shelf)))


def _checked(shelf: Shelf) -> Iterator[tuple[str, ...]]:
    for checked in ledgers(shelf, Citations(shelf)):
        found = Counter(verdict.name for verdict in checked.verdicts)
        told = "; ".join(f"{found[name]} {words}" for name, words in WORDS.items() if found[name])
        yield (
            plain(checked.article.title),
            plain(checked.publisher) or "unknown",
            period_link(shelf, "claims-ledger"),
            str(len(checked.verdicts)),
            told or NOTHING,
        )
