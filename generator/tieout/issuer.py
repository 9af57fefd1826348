"""Everything that follows from one issuer's files: what is wrong, its rows, its finished documents.

One pure function of what is handed in, so that a result can be kept by the content it was made
from, and issuers can be worked out beside each other. An issuer's facts are worked out here, once,
and nothing of them leaves but rows and documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tieout.edition import Edition
from tieout.examine import examine_files
from tieout.facts.store import Facts
from tieout.problems import Problem, errors
from tieout.publish.api.documents import issuer_documents
from tieout.publish.cards import cards
from tieout.publish.downloads import downloads
from tieout.publish.linked import linked
from tieout.publish.search import issuer_part
from tieout.publish.waiting import Document
from tieout.records.company import Company
from tieout.records.folders import Files
from tieout.records.read import OnFile, read_issuer
from tieout.views.brief.line import cover
from tieout.views.colours import palettes_of
from tieout.views.pages import Drawings, Pages, issuer_pages
from tieout.views.rows import IssuerRows, rows_of
from tieout.views.search.found import Findable
from tieout.views.shared.brief_figures import shelves_of
from tieout.views.templates import Folders

CARDS = "cards"
"""The folder of the cache that keeps cards."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What follows from one issuer's files."""

    problems: tuple[Problem, ...]
    company: OnFile[Company] | None = None
    """The company file, for the rules that look at all of them; None where it has an error."""
    rows: IssuerRows | None = None
    """For the pages and documents of all issuers; like what follows, nothing where it has errors.
    """
    documents: tuple[Document, ...] = ()
    """Everything that is about this issuer alone."""
    drawings: frozenset[str] = frozenset()
    """Its charts, by the keys that the cache of drawings has."""
    cards: frozenset[str] = frozenset()
    """Its cards, by the names that their cache has."""


def work_out(files: Files, edition: Edition, templates: Folders, cache: Path) -> Dossier:
    """The dossier of an issuer.

    `cache` keeps pictures: it changes the time that this takes, and nothing else.
    """
    issuer, problems = read_issuer(files)
    facts = Facts.of({files.slug: issuer} if issuer else {})
    problems += examine_files(files, issuer, facts, problems, edition.as_of)
    if issuer is None:
        return Dossier(tuple(problems))
    if errors(problems):
        return Dossier(tuple(problems), issuer.company)
    briefs = tuple(map(cover, shelves_of(issuer, facts)))
    found, carded = Findable(issuer, briefs), set[str]()
    rows = rows_of(issuer, briefs, found.finds, edition)
    templated = Pages.of(templates, edition)
    drawn = Drawings(palettes_of(templates), cache, templated.language)
    pages = issuer_pages(templated, issuer, facts, briefs, drawn)
    documents = (
        *((page.path, page.text.encode()) for page in pages),
        *downloads(files),
        *issuer_documents(issuer, briefs),
        issuer_part(found),
        *linked(issuer, rows.lines, edition),
        *cards(rows.lines, templates, cache / CARDS, edition, carded),
    )
    return Dossier(
        problems=tuple(problems),
        company=issuer.company,
        rows=rows,
        documents=documents,
        drawings=frozenset(drawn.used),
        cards=frozenset(carded),
    )
