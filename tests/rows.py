"""Issuers in rows, as a build makes them, for tests of what is made of rows alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from tieout.edition import Edition
from tieout.facts.store import Facts
from tieout.publish.api.documents import documents_of_all, issuer_documents
from tieout.records.read import Issuer
from tieout.views.brief.line import BriefLine, Covered, cover
from tieout.views.colours import palettes_of
from tieout.views.pages import Drawings, Page, Pages, issuer_pages, pages_of_all
from tieout.views.rows import Everything, IssuerRows, rows_of
from tieout.views.search.found import Findable
from tieout.views.shared.brief_figures import shelves_of
from tieout.views.templates import Folders


def covered(issuer: Issuer) -> tuple[Covered, ...]:
    """An issuer's briefs with their lines."""
    return tuple(map(cover, shelves_of(issuer, Facts.of({issuer.slug: issuer}))))


def everything(issuers: Mapping[str, Issuer], edition: Edition) -> Everything:
    """The rows of all issuers."""
    return Everything(tuple(_rows(issuer, edition) for issuer in issuers.values()))


def _rows(issuer: Issuer, edition: Edition) -> IssuerRows:
    briefs = covered(issuer)
    return rows_of(issuer, briefs, Findable(issuer, briefs).finds, edition)


def lines(issuers: Mapping[str, Issuer]) -> list[BriefLine]:
    """Every brief in a line."""
    return [each.line for issuer in issuers.values() for each in covered(issuer)]


def site_pages(
    issuers: Mapping[str, Issuer], templates: Folders, cache: Path, edition: Edition
) -> Iterator[Page]:
    """Every page of a site, those of each issuer first."""
    pages, drawings = Pages(templates), Drawings(palettes_of(templates), cache)
    for issuer in issuers.values():
        facts = Facts.of({issuer.slug: issuer})
        yield from issuer_pages(pages, issuer, facts, covered(issuer), drawings)
    yield from pages_of_all(pages, everything(issuers, edition), edition, drawings)


def published_brief(facts: Iterable[Mapping[str, object]], record: str = "acme/2026-q2") -> str:
    """A brief's document as a built site has it, of these figures alone."""
    whole = [
        {"name": "", "period": 0, "shown": "", "operation": "", "operands": [], **each}
        for each in facts
    ]
    columns = list(dict.fromkeys(name for each in whole for name in each))
    rows = [[each[name] for name in columns] for each in whole]
    table = {"columns": columns, "rows": rows}
    return json.dumps({"record": record, "periods": [{}], "facts": table})


def api(issuers: Mapping[str, Issuer], edition: Edition) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every file of the API."""
    for issuer in issuers.values():
        yield from issuer_documents(issuer, covered(issuer))
    yield from documents_of_all(everything(issuers, edition), edition)
