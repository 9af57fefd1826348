"""Every file of the API that is about what contributors filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from tieout.edition import Edition
from tieout.publish.api.briefs import BRIEFS, brief_document
from tieout.publish.api.checking import CHECKING, checking_sheet
from tieout.publish.api.describe import openapi, schemas
from tieout.publish.api.index import INDEX, index
from tieout.publish.api.issuers import ISSUERS, issuer_sheet
from tieout.publish.api.market import market_documents
from tieout.publish.api.metrics import METRICS, shared
from tieout.publish.api.package import package
from tieout.publish.api.resources import RESOURCES
from tieout.publish.api.tables import CLAIMS, FIGURES, claim_table, figure_table
from tieout.records.read import Issuer
from tieout.views.brief.line import BriefLine, Covered
from tieout.views.rows import Everything

_File = tuple[PurePosixPath, bytes]


def issuer_documents(issuer: Issuer, briefs: Sequence[Covered]) -> Iterator[_File]:
    """The documents of one issuer and its briefs, from the first one on."""
    slug = issuer.slug
    for each in briefs:
        yield BRIEFS.publish(brief_document(each), issuer=slug, period=each.line.period)
    yield ISSUERS.publish(issuer_sheet(issuer, briefs), issuer=slug)
    yield FIGURES.publish(figure_table(briefs), issuer=slug)
    yield CLAIMS.publish(claim_table(briefs), issuer=slug)
    yield CHECKING.publish(checking_sheet(issuer), issuer=slug)


def documents_of_all(everything: Everything, edition: Edition) -> Iterator[_File]:
    """The index, the documents across issuers, and what describes all of them."""
    yield METRICS.publish(shared())
    yield INDEX.publish(index(everything, RESOURCES, edition.site))
    yield from market_documents(everything.market)
    yield package(rows.party.slug for rows in everything.issuers)
    yield from schemas(RESOURCES)
    yield openapi(RESOURCES, example(everything.lines))


def example(lines: Iterable[BriefLine]) -> Mapping[str, str]:
    """A value for each parameter of the addresses, and the currency: those of the latest brief."""
    last = max(lines, key=lambda each: (each.released, each.issuer, each.period), default=None)
    if last is None:
        return {}
    return {
        "issuer": last.issuer,
        "period": last.period,
        "metric": "revenue",
        "currency": last.party.currency,
    }
