"""One brief in one document: its period, its verdict, every figure, claim and source."""

from __future__ import annotations

from collections.abc import Iterator

from tieout.figures.periods import calendar_quarter
from tieout.publish.api.base import API, Date, Document, Fiscal, Part, Resource, Text
from tieout.publish.api.claims import ClaimRow, Tally, Told, articles, claim_rows, tally
from tieout.publish.api.facts import FactTable, PartName, PeriodOfFacts, facts_of, parts, stretches
from tieout.publish.api.notes import (
    Correction,
    Lacking,
    NoNumber,
    Restatement,
    corrections,
    lacking,
    no_number,
    restatements,
)
from tieout.publish.api.sources import SourceRow, source_rows
from tieout.publish.api.tables import CLAIMS, FIGURES
from tieout.views.brief.dividends import declared
from tieout.views.brief.line import BriefLine, Covered
from tieout.views.shared.brief_figures import Shelf


class Period(Part):
    """The fiscal period of a brief."""

    fiscal: Fiscal
    """The fiscal label as records have it: `2026-Q2`."""
    label: Text
    """As pages print it: `FY2026 Q2`."""
    issuer_label: Text
    """How the issuer calls it: `September Quarter 2025`; empty where that is not on record."""
    start: Date
    """The first day."""
    end: Date
    """The last day."""
    quarters: int
    """How many quarters the fiscal period is long: 1, 2, 3 or 4."""
    calendar_quarter: str
    """The calendar quarter that holds the middle of a quarter, or with which a longer one ends."""


class Released(Part):
    """When the results came out, as far as it is known."""

    date: Date
    """The day, where the issuer's shares trade."""
    day_is: str
    """`release`, or `filing`: the day of a filing, before which results may have been out."""
    session: str
    """`before open`, `during session`, `after close` or `unknown`."""
    time: str
    """The time of day, HH:MM; empty where no source gives it."""
    zone: Text
    """The time zone of `time`."""
    source: str
    """The key of the source that tells it."""
    note: Text
    """A caveat."""


class CompanyNames(Part):
    """The issuer, in short."""

    issuer: str
    """The issuer's folder: `baba`."""
    name: str
    """The full name."""
    short_name: str
    """The name in running text."""
    ticker: str
    """The main listing."""
    sector: str
    """The sector, as the site groups issuers."""
    currency: str
    """The reporting currency."""
    accounting: str
    """The accounting standard: `GAAP` or `IFRS`."""


class Links(Part):
    """Where else the brief stands, from the site's root."""

    page: str
    """The brief's page."""
    markdown: str
    """The same as Markdown."""
    yaml: str
    """The record as its contributor wrote it."""
    issuer: str
    """The issuer's document."""
    figures_csv: str
    """Every figure of the issuer as a table."""
    claims_csv: str
    """Every claim on the issuer's briefs as a table."""
    previous: str
    """The document of the issuer's brief before; empty for the first one."""
    next: str
    """The document of the issuer's brief after; empty for the latest one."""


class DeclaredDividend(Part):
    """A dividend that was declared with the results; its days as YYYY-MM-DD, empty if not known."""

    figure: str
    """The id of the amount for one share."""
    kind: str
    """`regular`, `interim`, `final` or `special`."""
    declared: str
    """The day on which it was declared or proposed."""
    ex: str
    """The first day on which the shares trade without it."""
    record: str
    """The day on which one has to be on the register."""
    paid: str
    """The day of payment."""


class Brief(Document):
    """One brief."""

    record: str
    """The brief: issuer and period, `baba/2026-q2`."""

    title: str
    """Issuer, ticker and the period's names."""
    company: CompanyNames
    """The issuer."""
    period: Period
    """The fiscal period."""
    released: Released
    """When and where the results came out."""
    verdict: str
    """The result in a sentence that is put together from the figures."""
    takeaways: str
    """The contributor's prose as typed, in Markdown; every number in it ties to the record."""
    key_figures: tuple[str, ...]
    """The ids of the figures on the page's first screen."""
    verdicts: Tally
    """How the numbers of articles fare."""
    dividends: tuple[DeclaredDividend, ...]
    """Dividends that were declared with the results."""
    corrections: tuple[Correction, ...]
    """What this site once showed wrongly."""
    restatements: tuple[Restatement, ...]
    """Earlier figures that this release restates."""
    not_meaningful: tuple[NoNumber, ...]
    """Derivations without a number."""
    missing: tuple[Lacking, ...]
    """Figures that the record says cannot be had."""
    links: Links
    """Where else the brief stands."""
    periods: tuple[PeriodOfFacts, ...]
    """The periods that figures are of."""
    segments: tuple[PartName, ...]
    """The segments that figures are of."""
    facts: FactTable
    """Every figure: first what the record states, then what is derived."""
    sources: tuple[SourceRow, ...]
    """Where figures were read, in the record's order: that of their numbers on the page."""
    articles: tuple[Told, ...]
    """The articles about the brief."""
    claims: tuple[ClaimRow, ...]
    """Their numbers, in the order of the articles and of their texts."""


BRIEFS = Resource(
    "briefs/{issuer}/{period}.json",
    "One brief: period, verdict, every figure, source and claim, what is missing",
    Brief,
)
RESOURCES = (BRIEFS,)


def brief_document(brief: Covered) -> Brief:
    """A brief's document."""
    shelf, line = brief.shelf, brief.line
    places, periods = stretches(shelf)
    return Brief(
        record=shelf.record,
        title=line.title,
        company=_company(shelf),
        period=period(shelf),
        released=_released(shelf, line),
        verdict=line.verdict,
        takeaways=shelf.filed.model.takeaways,
        key_figures=tuple(headline.level.figure for headline in line.headlines),
        verdicts=tally(line.verdicts),
        dividends=tuple(_dividends(shelf)),
        corrections=tuple(corrections(shelf)),
        restatements=tuple(restatements(shelf)),
        not_meaningful=tuple(map(no_number, shelf.facts.not_meaningful(shelf.record))),
        missing=tuple(map(lacking, shelf.facts.missing(shelf.record))),
        links=_links(shelf),
        periods=periods,
        segments=parts(shelf),
        facts=facts_of(shelf, places),
        sources=source_rows(shelf),
        articles=articles(shelf),
        claims=claim_rows(shelf),
    )


def _dividends(shelf: Shelf) -> Iterator[DeclaredDividend]:
    for row, figure in declared(shelf):
        days = {
            name: str(getattr(row, name) or "") for name in ("declared", "ex", "record", "paid")
        }
        yield DeclaredDividend(figure=figure.id, kind=row.kind, **days)


def _company(shelf: Shelf) -> CompanyNames:
    company = shelf.conventions.company
    return CompanyNames.of(company, issuer=shelf.issuer.slug, ticker=company.listings[0].ticker)


def period(shelf: Shelf) -> Period:
    """The brief's own period with all its names."""
    span = shelf.conventions.span(shelf.label)
    return Period.of(
        span,
        fiscal=shelf.label,
        label=shelf.label,
        issuer_label=shelf.filed.model.period.issuer_label,
        quarters=shelf.label.quarters,
        calendar_quarter=calendar_quarter(span),
    )


def _released(shelf: Shelf, line: BriefLine) -> Released:
    released = shelf.filed.model.released
    return Released.of(
        released,
        day_is=line.day_is,
        time=f"{released.time:%H:%M}" if released.time else "",
        source=released.source or shelf.filed.model.source or "",
    )


def _links(shelf: Shelf) -> Links:
    slug = shelf.issuer.slug
    slugs = ["", *shelf.issuer.records, ""]
    at = slugs.index(shelf.slug)
    return Links(
        page=f"{shelf.record}/",
        markdown=f"{shelf.record}/index.md",
        yaml=f"{shelf.record}/record.yml",
        issuer=str(API / "issuers" / f"{slug}.json"),
        figures_csv=str(FIGURES.at(issuer=slug)),
        claims_csv=str(CLAIMS.at(issuer=slug)),
        previous=_record(shelf, slugs[at - 1]),
        next=_record(shelf, slugs[at + 1]),
    )


def _record(shelf: Shelf, slug: str) -> str:
    return str(BRIEFS.at(issuer=shelf.issuer.slug, period=slug)) if slug else ""
