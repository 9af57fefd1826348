"""Every file of the API that is about what contributors filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from tieout.edition import Edition
from tieout.publish.api.base import Document, Resource
from tieout.publish.api.checking import CHECKING, checking_sheet
from tieout.publish.api.claims import CLAIMS, CLAIMS_TABLE, claim_sheet
from tieout.publish.api.describe import openapi, schemas
from tieout.publish.api.facts import FACTS, FACTS_TABLE, fact_sheet
from tieout.publish.api.history import HISTORY, history
from tieout.publish.api.index import INDEX, index
from tieout.publish.api.issuers import ISSUERS, issuer_sheet
from tieout.publish.api.market import market_documents
from tieout.publish.api.metrics import METRICS, shared
from tieout.publish.api.records import RECORDS, record
from tieout.publish.api.resources import RESOURCES
from tieout.publish.api.sources import SOURCES, source_list
from tieout.records.read import Issuer
from tieout.views.brief.line import BriefLine, Covered
from tieout.views.rows import Everything

_File = tuple[PurePosixPath, bytes]


def issuer_documents(issuer: Issuer, briefs: Sequence[Covered]) -> Iterator[_File]:
    """The documents of one issuer and its briefs, from the first one on."""
    for each in briefs:
        yield from _brief(each)
    yield ISSUERS.publish(issuer_sheet(issuer, briefs), issuer=issuer.slug)
    yield HISTORY.publish(history(issuer, briefs), issuer=issuer.slug)
    yield CHECKING.publish(checking_sheet(issuer), issuer=issuer.slug)


def _brief(brief: Covered) -> Iterator[_File]:
    shelf = brief.shelf
    facts, claims = fact_sheet(shelf.facts, shelf.record), claim_sheet(shelf)
    documents: Mapping[Resource, Document] = {
        RECORDS: record(brief),
        FACTS: facts,
        FACTS_TABLE: facts,
        CLAIMS: claims,
        CLAIMS_TABLE: claims,
        SOURCES: source_list(shelf),
    }
    for resource, document in documents.items():
        yield resource.publish(document, issuer=brief.line.issuer, period=brief.line.period)


def documents_of_all(everything: Everything, edition: Edition) -> Iterator[_File]:
    """The index, the documents across issuers, and what describes all of them."""
    yield METRICS.publish(shared())
    yield INDEX.publish(index(everything, RESOURCES, edition.site))
    yield from market_documents(everything.market)
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
