"""Linked data (JSON-LD in schema.org's words) beside the pages of issuers and briefs.

Each page's document is a file of its own; the edge to MkDocs puts it into the page's head. It says
what the page says and no more: nobody is named as author or publisher, and nothing is rated.

Front matter is escaped for HTML, which a script does not undo: hence a file. There is no author,
publisher, licence or rating, since nobody here could vouch for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from tieout.edition import Edition
from tieout.figures.periods import Span
from tieout.publish.api.base import API
from tieout.records.company import Company
from tieout.records.model import Source
from tieout.records.read import Issuer
from tieout.views.brief.line import BriefLine, Said, on_one_line
from tieout.views.shared.plain import one_line
from tieout.views.shared.prose import safe

LINKED = "index.jsonld"
_Node = dict[str, Any]
_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&{}\u2028\u2029"}
"""What could end a script, start a tag or be taken for a template's mark."""


def linked(
    issuer: Issuer, lines: Iterable[BriefLine], edition: Edition
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The documents of an issuer's page and of its briefs' pages.

    None where the site's own address is not known: linked data is about addresses.
    """
    if not edition.site:
        return
    slug, company = issuer.slug, issuer.company.model
    briefs = tuple(map(on_one_line, lines))
    yield PurePosixPath(slug, LINKED), as_script(_issuer(slug, company, briefs, edition))
    for brief in briefs:
        sources = issuer.records[brief.period].model.sources.values()
        graph = _brief(brief, company, sources, edition)
        yield PurePosixPath(brief.path, LINKED), as_script(graph)


def as_script(graph: Sequence[_Node]) -> bytes:
    """A JSON-LD document that may stand in a script: no text in it can end the script."""
    document = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(document, ensure_ascii=False, indent=0, separators=(",", ":"))
    return (_JSON_TEXT.sub(lambda found: found[0].translate(_NO_MARKUP), text) + "\n").encode()


def _issuer(
    slug: str, company: Company, briefs: Sequence[BriefLine], edition: Edition
) -> list[_Node]:
    page = edition.page(f"{slug}/")
    about = f"Results of {one_line(company.name)} by fiscal period, each figure with its source"
    nodes = [_organization(slug, company, edition), _trail(page, [], company, edition)]
    if not briefs:
        return nodes
    files = {f"issuers/{slug}.json": "application/json", f"figures/{slug}.csv": "text/csv"}
    first = min(brief.span.start or brief.span.end for brief in briefs)
    dataset: _Node = {
        "@type": "Dataset",
        "@id": f"{page}#dataset",
        "name": f"{one_line(company.short_name)}: all periods",
        "description": about,
        "url": page,
        "about": {"@id": f"{page}#issuer"},
        "temporalCoverage": f"{first}/{max(brief.span.end for brief in briefs)}",
        "dateModified": max(brief.updated for brief in briefs).date().isoformat(),
        "hasPart": [{"@id": f"{edition.page(brief.path)}#dataset"} for brief in briefs],
        "distribution": _distribution(files, edition),
        **_FREE,
    }
    return [*nodes, dataset]


def _brief(
    brief: BriefLine, company: Company, sources: Iterable[Source], edition: Edition
) -> list[_Node]:
    page, issuer = edition.page(brief.path), edition.page(f"{brief.issuer}/")
    report: _Node = {
        "@type": "Report",
        "@id": f"{page}#brief",
        "headline": brief.verdict,
        "name": brief.title,
        "url": page,
        "mainEntityOfPage": page,
        "image": f"{page}card.png",
        "about": {"@id": f"{issuer}#issuer"},
        "datePublished": brief.released.isoformat(),
        "dateModified": brief.updated.date().isoformat(),
        "isBasedOn": {"@id": f"{page}#dataset"},
        "citation": [_source(source) for source in sources],
        **_FREE,
    }
    files = {
        f"briefs/{brief.record}.json": "application/json",
        f"figures/{brief.issuer}.csv": "text/csv",
    }
    dataset: _Node = {
        "@type": "Dataset",
        "@id": f"{page}#dataset",
        "name": f"Figures of {brief.title}",
        "description": f"Every figure of {brief.title}: exact value, unit, basis and source",
        "url": page,
        "about": {"@id": f"{issuer}#issuer"},
        "temporalCoverage": _stretch(brief.span),
        "dateModified": brief.updated.date().isoformat(),
        "variableMeasured": list(_measured(brief)),
        "distribution": _distribution(files, edition),
        **_FREE,
    }
    steps = [(one_line(company.short_name), issuer)]
    organization = _organization(brief.issuer, company, edition)
    return [report, dataset, organization, _trail(page, steps, brief.label, edition)]


_FREE = {"inLanguage": "en", "isAccessibleForFree": True}


def _organization(slug: str, company: Company, edition: Edition) -> _Node:
    page = edition.page(f"{slug}/")
    node: _Node = {
        "@type": "Corporation",
        "@id": f"{page}#issuer",
        "name": one_line(company.name),
        "alternateName": one_line(company.short_name),
        "tickerSymbol": [
            f"{one_line(each.exchange)} {one_line(each.ticker)}" for each in company.listings
        ],
        "subjectOf": page,
    }
    if company.website and safe(company.website):
        node["url"] = company.website
    if company.cik:
        node["identifier"] = {"@type": "PropertyValue", "propertyID": "CIK", "value": company.cik}
    return node


def _trail(page: str, steps: Iterable[tuple[str, str]], last: object, edition: Edition) -> _Node:
    """The way to a page, from the front page on."""
    name = one_line(last.short_name) if isinstance(last, Company) else str(last)
    every = [(edition.name, edition.site), *steps, (name, page)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": told, "item": address}
            for place, (told, address) in enumerate(every, 1)
        ],
    }


def _source(source: Source) -> _Node:
    node: _Node = {"@type": "CreativeWork", "name": one_line(source.title)}
    if source.url and safe(source.url):
        node["url"] = source.url
    if source.published:
        node["datePublished"] = source.published.isoformat()
    return node


def _measured(brief: BriefLine) -> Iterator[_Node]:
    """The figures of the first screen, by their ids and with their exact values."""
    for headline in brief.headlines:
        yield _property(headline.label, headline.level)
        if headline.growth and headline.growth.figure:
            yield _property(f"{headline.label}, change {headline.since}", headline.growth)


def _property(name: str, said: Said) -> _Node:
    return {
        "@type": "PropertyValue",
        "propertyID": said.figure,
        "name": name,
        "value": said.value,
        "unitText": said.unit,
    }


def _distribution(files: Mapping[str, str], edition: Edition) -> list[_Node]:
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": kind,
            "contentUrl": edition.page(f"{API}/{file}"),
        }
        for file, kind in files.items()
    ]


def _stretch(span: Span) -> str:
    return f"{span.start}/{span.end}" if span.start else f"{span.end}"
