"""An issuer: what its company file says, its briefs, the articles about them."""

from __future__ import annotations

from collections.abc import Sequence

from tieout.publish.api.base import Date, Document, Fiscal, MaybeDate, Part, Resource, Text
from tieout.publish.api.briefs import BRIEFS
from tieout.publish.api.claims import Tally, counted
from tieout.publish.api.metrics import MetricRow, metric_rows
from tieout.publish.api.tables import CLAIMS, FIGURES
from tieout.records.model import Listing as Listed
from tieout.records.names import sector_slug
from tieout.records.read import Issuer
from tieout.views.brief.line import BriefLine, Covered
from tieout.views.issuer.page import year_end
from tieout.views.shared.brief_figures import Heard


class Ratio(Part):
    """How many shares an ADS stood for, from a day on."""

    since: Date
    """The first day of the ratio."""
    shares_per_ads: Text
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
    shares_per_ads: Text
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
    part_of: Text
    """The segment of which this is a line; empty otherwise."""
    since: Fiscal
    """The first fiscal period in this cut: `2026-Q1`; empty where it is not known."""
    until: Fiscal
    """The last fiscal period in this cut; empty where it still stands."""


class Filed(Part):
    """One of the issuer's briefs."""

    record: str
    """The brief: `baba/2026-q2`."""
    fiscal: Fiscal
    """The fiscal label: `2026-Q2`."""
    issuer_label: Text
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
    url: Text
    """Its address; empty where it has none."""
    published: MaybeDate
    """The day it was published."""
    verdicts: Tally
    """How its numbers fare."""


class IssuerLinks(Part):
    """Where else the issuer stands, from the site's root."""

    page: str
    """The issuer's page."""
    markdown: str
    """The same as Markdown."""
    yaml: str
    """The company file as its contributor wrote it."""
    figures_csv: str
    """All its figures as one table."""
    claims_csv: str
    """All claims on its briefs as one table."""


class IssuerSheet(Document):
    """One issuer."""

    issuer: str
    """The folder in addresses: `baba`."""
    name: str
    """The full name."""
    short_name: str
    """The name in running text."""
    cik: Text
    """The SEC's number, ten digits; empty where there is none."""
    website: Text
    """The issuer's page for investors; empty where it is not on record."""
    sector: str
    """The sector, as the site groups issuers."""
    sector_slug: str
    """The sector in addresses."""
    currency: str
    """The reporting currency."""
    accounting: str
    """The accounting standard, the basis of figures that name none: `GAAP` or `IFRS`."""
    rounded: str
    """How amounts come to their last digit: `nearest`, or `down` where the rest is cut off."""
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


def issuer_sheet(issuer: Issuer, briefs: Sequence[Covered]) -> IssuerSheet:
    """An issuer's document, from its briefs and the articles about them."""
    by_slug = sorted(briefs, key=lambda each: each.line.period, reverse=True)
    company = issuer.company.model
    return IssuerSheet.of(
        company,
        issuer=issuer.slug,
        sector_slug=sector_slug(company.sector),
        fiscal_year_end=year_end(company),
        listings=tuple(map(_listing, company.listings)),
        splits=tuple(
            Split.of(each, new=each.ratio.numerator, old=each.ratio.denominator)
            for each in company.splits
        ),
        segments=tuple(SegmentRow.of(each, segment=key) for key, each in company.segments.items()),
        metrics=metric_rows(company.kpis),
        records=tuple(_filed(each.line) for each in briefs),
        articles=tuple(
            _heading(each.line, heard) for each in by_slug for heard in each.shelf.heard
        ),
        links=IssuerLinks(
            page=f"{issuer.slug}/",
            markdown=f"{issuer.slug}/index.md",
            yaml=f"{issuer.slug}/company.yml",
            figures_csv=str(FIGURES.at(issuer=issuer.slug)),
            claims_csv=str(CLAIMS.at(issuer=issuer.slug)),
        ),
    )


def _listing(listing: Listed) -> Listing:
    ratios = tuple(Ratio.of(each, shares_per_ads=each.ratio) for each in listing.ratios)
    return Listing.of(listing, ratios=ratios)


def _filed(line: BriefLine) -> Filed:
    return Filed.of(
        line,
        fiscal=line.label,
        issuer_label=line.own_label,
        end=line.span.end,
        released_is=line.day_is,
        page=line.path,
        document=str(BRIEFS.at(issuer=line.issuer, period=line.period)),
    )


def _heading(line: BriefLine, heard: Heard) -> Heading:
    return Heading.of(
        heard.article,
        article=heard.name,
        record=line.record,
        verdicts=counted(heard),
    )
