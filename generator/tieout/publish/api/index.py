"""Where to begin: what the API holds, on which terms, and the address of everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tieout.publish.api.base import API, BULK, PACKAGE, Date, Document, MaybeDate, Part, Resource
from tieout.publish.api.briefs import BRIEFS
from tieout.publish.api.checking import CHECKING
from tieout.publish.api.issuers import ISSUERS
from tieout.views.brief.line import BriefLine
from tieout.views.rows import Everything, IssuerRows

_MOST_LATEST = 20
DISCLAIMER = (
    "This site states what issuers reported and what follows from it. It gives no investment "
    "advice and makes no forecast. Figures can be wrong where their source is wrong; each names it."
)
LICENCE = (
    "A reported figure is a fact, and nobody owns facts: use them freely, and name the source that "
    "stands beside them. What contributors added (selection, arrangement, prose, code, schemas) is "
    "under the MIT licence of the repository. Quotations and titles remain their authors'. There "
    "is no warranty of any kind."
)


class Counts(Part):
    """What the site holds."""

    issuers: int
    """Issuers."""
    records: int
    """Briefs."""
    facts: int
    """Figures, reported and derived."""
    articles: int
    """Articles checked."""
    claims: int
    """Numbers of articles, each with a verdict."""


class IssuerEntry(Part):
    """An issuer."""

    issuer: str
    """The folder in addresses."""
    short_name: str
    """The name in running text."""
    ticker: str
    """The main listing."""
    sector: str
    """The sector."""
    currency: str
    """The reporting currency."""
    records: int
    """How many briefs there are."""
    latest: str
    """The latest brief: `baba/2026-q2`; empty where there is none."""
    released: MaybeDate
    """The day on which its results came out."""
    released_is: str
    """`release`, or `filing` where the day is that of a filing; empty where there is no brief."""
    document: str
    """The issuer's document, from the site's root."""
    names: tuple[str, ...]
    """Every name by which texts call it; one that has none of them is not about it."""
    checking: str
    """What a text about it is held against, from the site's root."""


class Latest(Part):
    """One of the latest briefs."""

    record: str
    """The brief."""
    title: str
    """Issuer, ticker and the period's names."""
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
    """The brief's document."""


class Listed(Part):
    """A kind of document."""

    path: str
    """Its address from the site's root, with parameters in braces."""
    summary: str
    """What it is."""
    media_type: str
    """`application/json` or `text/csv`."""
    json_schema: str
    """The schema it validates against; empty for a table."""


class Index(Document):
    """The beginning."""

    site: str
    """The site's address with a slash at its end; empty where the build was not told."""
    disclaimer: str
    """What the site does not do."""
    licence: str
    """The terms."""
    released: MaybeDate
    """The latest day on which results on record came out."""
    released_is: str
    """`release`, or `filing` where the day is that of a filing; empty where there is no brief."""
    counts: Counts
    """How much there is of each."""
    openapi: str
    """The OpenAPI document, from the site's root."""
    bulk: str
    """The SQLite database with every figure and claim, from the site's root."""
    datapackage: str
    """What describes the tables of all issuers as a data package, from the site's root."""
    documentation: str
    """The page that explains all of it."""
    documents: tuple[Listed, ...]
    """Every kind of document."""
    issuers: tuple[IssuerEntry, ...]
    """Every issuer."""
    latest: tuple[Latest, ...]
    """The latest briefs by `released`."""


INDEX = Resource("index.json", "Where to begin: issuers, latest briefs, kinds of documents", Index)
RESOURCES = (INDEX,)


def index(everything: Everything, resources: Iterable[Resource], site: str) -> Index:
    """The beginning, from the rows of all issuers; `site` is the site's address."""
    lines = sorted(everything.lines, key=lambda each: (each.released, each.record), reverse=True)
    return Index(
        site=site,
        disclaimer=DISCLAIMER,
        licence=LICENCE,
        released=str(lines[0].released) if lines else "",
        released_is=lines[0].day_is if lines else "",
        counts=_counts(lines, everything),
        openapi=str(API / "openapi.json"),
        bulk=str(BULK),
        datapackage=str(PACKAGE),
        documentation="data/",
        documents=tuple(map(_listed, resources)),
        issuers=tuple(map(_issuer, everything.issuers)),
        latest=tuple(map(_latest, lines[:_MOST_LATEST])),
    )


def _counts(lines: Sequence[BriefLine], everything: Everything) -> Counts:
    return Counts(
        issuers=len(everything.issuers),
        records=len(lines),
        facts=sum(line.facts for line in lines),
        articles=sum(line.articles for line in lines),
        claims=sum(count for line in lines for count in line.verdicts.values()),
    )


def _listed(resource: Resource) -> Listed:
    schema = str(API / resource.schema_path) if resource.schema_path else ""
    return Listed.of(resource, path=str(API / resource.path), json_schema=schema)


def _issuer(rows: IssuerRows) -> IssuerEntry:
    last = rows.lines[-1] if rows.lines else None
    return IssuerEntry.of(
        rows.party,
        issuer=rows.party.slug,
        short_name=rows.party.name,
        records=len(rows.lines),
        latest=last.record if last else "",
        released=last.released if last else "",
        released_is=last.day_is if last else "",
        document=str(ISSUERS.at(issuer=rows.party.slug)),
        names=rows.names,
        checking=str(CHECKING.at(issuer=rows.party.slug)),
    )


def _latest(line: BriefLine) -> Latest:
    return Latest.of(
        line,
        end=line.span.end,
        released_is=line.day_is,
        page=line.path,
        document=str(BRIEFS.at(issuer=line.issuer, period=line.period)),
    )
