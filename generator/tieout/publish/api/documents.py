"""Every file of the API that is about what contributors filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import PurePosixPath

from tieout.edition import Edition
from tieout.facts.store import Facts
from tieout.publish.api.base import API, Document, Resource
from tieout.publish.api.claims import CLAIMS, CLAIMS_TABLE, claim_sheet
from tieout.publish.api.describe import openapi, schemas
from tieout.publish.api.facts import FACTS, FACTS_TABLE, fact_sheet
from tieout.publish.api.history import HISTORY, history
from tieout.publish.api.index import (
    DISCLAIMER,
    INDEX,
    LICENCE,
    Counts,
    Index,
    IssuerEntry,
    Latest,
    Listed,
    issuer_entry,
    latest,
)
from tieout.publish.api.issuers import ISSUERS, issuer_sheet
from tieout.publish.api.metrics import METRICS, shared
from tieout.publish.api.records import RECORDS, record
from tieout.publish.api.resources import RESOURCES
from tieout.publish.api.sources import SOURCES, source_list
from tieout.records.read import Issuer
from tieout.views.press.claims import Heard, hear
from tieout.views.shared.brief_figures import Shelf

_MOST_LATEST = 20
_File = tuple[PurePosixPath, bytes]


def api(issuers: Mapping[str, Issuer], facts: Facts, edition: Edition) -> Iterator[_File]:
    """The documents of all issuers and briefs, the index, and what describes them.

    Issuers are gone through one by one; nothing but a line of each is kept for the index.
    """
    yield METRICS.publish(shared())
    index = _Index(edition.site)
    for issuer in issuers.values():
        yield from _issuer(issuer, facts, index)
    yield INDEX.publish(index.document())
    yield from schemas(RESOURCES)
    yield openapi(RESOURCES, example(issuers))


def example(issuers: Mapping[str, Issuer]) -> Mapping[str, str]:
    """A value for each parameter of the addresses, and the currency: those of the latest brief."""
    briefs = [
        (filed.model.released.date, issuer.slug, slug)
        for issuer in issuers.values()
        for slug, filed in issuer.records.items()
    ]
    if not briefs:
        return {}
    _, issuer, period = max(briefs)
    currency = issuers[issuer].company.model.currency
    return {"issuer": issuer, "period": period, "metric": "revenue", "currency": currency}


class _Index:
    """What the index says, gathered while the documents are written."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._issuers: list[IssuerEntry] = []
        self._briefs: list[Latest] = []
        self.counts = Counter[str]()

    def add_issuer(self, entry: IssuerEntry) -> None:
        self._issuers.append(entry)

    def add_brief(self, line: Latest) -> None:
        self._briefs.append(line)

    def document(self) -> Index:
        self._briefs.sort(key=lambda line: (line.released, line.record), reverse=True)
        return Index(
            site=self._site,
            disclaimer=DISCLAIMER,
            licence=LICENCE,
            released=self._briefs[0].released if self._briefs else "",
            released_is=self._briefs[0].released_is if self._briefs else "",
            counts=Counts(
                issuers=len(self._issuers),
                records=len(self._briefs),
                facts=self.counts["facts"],
                articles=self.counts["articles"],
                claims=self.counts["claims"],
            ),
            openapi=str(API / "openapi.json"),
            documentation="data/",
            documents=tuple(map(_listed, RESOURCES)),
            issuers=tuple(self._issuers),
            latest=tuple(self._briefs[:_MOST_LATEST]),
        )


def _listed(resource: Resource) -> Listed:
    return Listed(
        path=str(API / resource.path),
        summary=resource.summary,
        media_type=resource.media_type,
        json_schema=str(API / resource.schema_path) if resource.schema_path else "",
    )


def _issuer(issuer: Issuer, facts: Facts, index: _Index) -> Iterator[_File]:
    shelves = [Shelf(issuer, slug, facts) for slug in issuer.records]
    heard = tuple(hear({issuer.slug: issuer}, facts))
    about = {name: tuple(each) for name, each in groupby(heard, lambda each: each.shelf.record)}
    for shelf in shelves:
        yield from _brief(shelf, about.get(shelf.record, ()), index)
    sheet = issuer_sheet(shelves, issuer, heard)
    index.add_issuer(issuer_entry(sheet))
    yield ISSUERS.publish(sheet, issuer=issuer.slug)
    yield HISTORY.publish(history(issuer, facts), issuer=issuer.slug)


def _brief(shelf: Shelf, heard: tuple[Heard, ...], index: _Index) -> Iterator[_File]:
    about = record(shelf, heard)
    sheet = fact_sheet(shelf.facts, shelf.record)
    claims = claim_sheet(shelf.record, heard)
    documents: Mapping[Resource, Document] = {
        RECORDS: about,
        FACTS: sheet,
        FACTS_TABLE: sheet,
        CLAIMS: claims,
        CLAIMS_TABLE: claims,
        SOURCES: source_list(shelf),
    }
    for resource, document in documents.items():
        yield resource.publish(document, issuer=shelf.issuer.slug, period=shelf.slug)
    index.add_brief(latest(about))
    held = {"facts": sheet.facts, "articles": claims.articles, "claims": claims.claims}
    index.counts.update({name: len(each) for name, each in held.items()})
