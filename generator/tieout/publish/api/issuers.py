"""An issuer: what its company file says, its briefs, the articles about them."""

from __future__ import annotations

from collections.abc import Sequence

from tieout.facts.schedule import day_is
from tieout.figures.periods import FiscalLabel
from tieout.publish.api.base import Date, Document, MaybeDate, Part, Resource
from tieout.publish.api.claims import CLAIMS, Tally, tally
from tieout.publish.api.facts import FACTS
from tieout.publish.api.history import HISTORY
from tieout.publish.api.metrics import MetricRow, metric_rows
from tieout.publish.api.records import RECORDS, fiscal
from tieout.records.model import Listing as Listed
from tieout.records.model import Segment
from tieout.records.names import sector_slug
from tieout.records.read import Issuer
from tieout.views.brief.headline import verdict_line
from tieout.views.issuer.page import year_end
from tieout.views.press.claims import Heard
from tieout.views.shared.brief_figures import Shelf


class Ratio(Part):
    """How many shares an ADS stood for, from a day on."""

    since: Date
    """The first day of the ratio."""
    shares_per_ads: str
    """A whole number, or a fraction: `8`, `1/2`."""


class Listing(Part):
    """A share or receipt on an exchange."""

    ticker: str
    """The ticker."""
    exchange: str
    """The exchange."""
    currency: str
    """The currency of its price."""
    kind: str
    """`share` or `ADS`."""
    shares_per_ads: str
    """For an ADS: how many shares it stands for, a whole number or a fraction; else empty."""
    ratios: tuple[Ratio, ...]
    """For an ADS whose ratio has changed: each ratio, the first one first."""


class Split(Part):
    """A split of the shares, or a reverse one."""

    effective: Date
    """The first day on which the new shares are counted."""
    new: int
    """So many new shares ..."""
    old: int
    """... for so many old ones."""


class SegmentRow(Part):
    """A part of the issuer that it reports on."""

    segment: str
    """The key that facts have."""
    label: str
    """The issuer's own name for it."""
    kind: str
    """`segment` or `eliminations`."""
    part_of: str
    """The segment of which this is a line; empty otherwise."""
    since: str
    """The first fiscal period in this cut: `2026-Q1`; empty where it is not known."""
    until: str
    """The last fiscal period in this cut; empty where it still stands."""


class Filed(Part):
    """One of the issuer's briefs."""

    record: str
    """The brief: `baba/2026-q2`."""
    fiscal: str
    """The fiscal label: `2026-Q2`."""
    issuer_label: str
    """How the issuer calls the period."""
    end: Date
    """The last day of the period."""
    released: Date
    """The day on which the results came out."""
    released_is: str
    """`release`, or `filing` where the day is that of a filing: results may have come before."""
    verdict: str
    """The result in a sentence."""
    page: str
    """The brief's page, from the site's root."""
    document: str
    """The brief's own document."""
    facts: str
    """Its figures."""


class Heading(Part):
    """An article about one of the briefs."""

    article: str
    """Its file in `articles/`, without `.md`."""
    record: str
    """The brief it is about."""
    title: str
    """The headline."""
    publisher: str
    """Who published it, or `unknown`."""
    url: str
    """Its address; empty where it has none."""
    published: MaybeDate
    """The day it was published."""
    verdicts: Tally
    """How its numbers fare."""
    claims: str
    """The document that has them."""


class IssuerLinks(Part):
    """Where else the issuer stands, from the site's root."""

    page: str
    """The issuer's page."""
    markdown: str
    """The same as Markdown."""
    yaml: str
    """The company file as its contributor wrote it."""
    history_csv: str
    """All its figures as one table."""


class IssuerSheet(Document):
    """One issuer."""

    issuer: str
    """The folder in addresses: `baba`."""
    name: str
    """The full name."""
    short_name: str
    """The name in running text."""
    cik: str
    """The SEC's number, ten digits; empty where there is none."""
    website: str
    """The issuer's page for investors; empty where it is not on record."""
    sector: str
    """The sector, as the site groups issuers."""
    sector_slug: str
    """The sector in addresses."""
    currency: str
    """The reporting currency."""
    accounting: str
    """The accounting standard, the basis of figures that name none: `GAAP` or `IFRS`."""
    fiscal_year_end: str
    """`31 March`, or `last Saturday of September`."""
    fiscal_year_named_by: str
    """Whether a fiscal year is called after the calendar year it ends (`end`) or starts in."""
    listings: tuple[Listing, ...]
    """Where it is listed, the main listing first."""
    splits: tuple[Split, ...]
    """Splits of the shares, the first one first."""
    segments: tuple[SegmentRow, ...]
    """In the order they are shown."""
    metrics: tuple[MetricRow, ...]
    """Operating metrics that the issuer defines for itself."""
    records: tuple[Filed, ...]
    """Its briefs by period, the latest last."""
    articles: tuple[Heading, ...]
    """The articles about them, those about the latest first."""
    links: IssuerLinks
    """Where else the issuer stands."""


ISSUERS = Resource(
    "issuers/{issuer}.json",
    "An issuer: its company file, its briefs, the articles about them",
    IssuerSheet,
)
RESOURCES = (ISSUERS,)


def issuer_sheet(shelves: Sequence[Shelf], issuer: Issuer, heard: Sequence[Heard]) -> IssuerSheet:
    """An issuer's document, from its briefs and the articles about them."""
    company = issuer.company.model
    return IssuerSheet(
        issuer=issuer.slug,
        name=company.name,
        short_name=company.short_name,
        cik=company.cik or "",
        website=company.website or "",
        sector=company.sector,
        sector_slug=sector_slug(company.sector),
        currency=company.currency,
        accounting=company.accounting,
        fiscal_year_end=year_end(company),
        fiscal_year_named_by=company.fiscal_year_named_by,
        listings=tuple(map(_listing, company.listings)),
        splits=tuple(
            Split(
                effective=str(each.effective),
                new=each.ratio.numerator,
                old=each.ratio.denominator,
            )
            for each in company.splits
        ),
        segments=tuple(_segment(key, each) for key, each in company.segments.items()),
        metrics=metric_rows(company.kpis),
        records=tuple(map(_filed, shelves)),
        articles=tuple(map(_heading, heard)),
        links=IssuerLinks(
            page=f"{issuer.slug}/",
            markdown=f"{issuer.slug}/index.md",
            yaml=f"{issuer.slug}/company.yml",
            history_csv=str(HISTORY.at(issuer=issuer.slug)),
        ),
    )


def _listing(listing: Listed) -> Listing:
    return Listing(
        ticker=listing.ticker,
        exchange=listing.exchange,
        currency=listing.currency,
        kind=listing.kind,
        shares_per_ads=str(listing.shares_per_ads or ""),
        ratios=tuple(
            Ratio(since=str(each.since), shares_per_ads=str(each.ratio)) for each in listing.ratios
        ),
    )


def _segment(key: str, segment: Segment) -> SegmentRow:
    return SegmentRow(
        segment=key,
        label=segment.label,
        kind=segment.kind,
        part_of=segment.part_of or "",
        since=_fiscal(segment.since),
        until=_fiscal(segment.until),
    )


def _fiscal(label: FiscalLabel | None) -> str:
    return fiscal(label) if label else ""


def _filed(shelf: Shelf) -> Filed:
    filed = shelf.filed.model
    here = {"issuer": shelf.issuer.slug, "period": shelf.slug}
    return Filed(
        record=shelf.record,
        fiscal=fiscal(shelf.label),
        issuer_label=filed.period.issuer_label or "",
        end=str(filed.period.end),
        released=str(filed.released.date),
        released_is=day_is(filed),
        verdict=verdict_line(shelf),
        page=f"{shelf.record}/",
        document=str(RECORDS.at(**here)),
        facts=str(FACTS.at(**here)),
    )


def _heading(heard: Heard) -> Heading:
    shelf, article = heard.shelf, heard.article
    return Heading(
        article=heard.name,
        record=shelf.record,
        title=article.title,
        publisher=article.publisher,
        url=article.url or "",
        published=str(article.published or ""),
        verdicts=tally(heard.verdicts),
        claims=str(CLAIMS.at(issuer=shelf.issuer.slug, period=shelf.slug)),
    )
