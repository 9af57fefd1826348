"""The whole story: from what contributors wrote to the documents that MkDocs makes a site of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tieout.edition import Edition
from tieout.examine import Examined, examine
from tieout.problems import BriefsRejected, Problem, errors
from tieout.publish import ics
from tieout.publish.api.documents import api
from tieout.publish.api.guide import data_page
from tieout.publish.api.market import market_documents
from tieout.publish.assets import chart_scripts
from tieout.publish.cards import cards
from tieout.publish.downloads import downloads, schemas
from tieout.publish.feeds import feeds
from tieout.publish.folder import fill
from tieout.publish.linked import linked
from tieout.publish.llms import llms
from tieout.views.brief.summary import summaries
from tieout.views.market.market import gather
from tieout.views.pages import render
from tieout.views.templates import templates_of

DOCS = Path("build/docs")
CACHE = Path("build/cache")


def render_docs(root: Path, docs: Path, edition: Edition) -> tuple[Problem, ...]:
    """Write the site's documents into `docs`, and return the warnings.

    Raises BriefsRejected with every problem if one of them is an error; `docs` stays as it was.
    """
    examined = examine(root, edition.as_of)
    if errors(examined.problems):
        raise BriefsRejected(examined.problems)
    fill(docs, documents(examined, root, edition))
    return examined.problems


def documents(
    examined: Examined, root: Path, edition: Edition
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every file that MkDocs reads: pages, drawings, downloads, schemas, scripts."""
    issuers, facts = examined.issuers, examined.facts
    templates = templates_of(root)
    market = gather(issuers, facts)
    for page in render(market, templates, root / CACHE, edition):
        yield page.path, page.text.encode()
    yield from market_documents(market)
    yield from downloads(issuers, root)
    yield from api(issuers, facts, edition)
    yield data_page(issuers, templates, edition)
    briefs = tuple(summaries(issuers, facts))
    yield from feeds(briefs, edition)
    yield from linked(issuers, briefs, edition)
    yield from llms(briefs, templates, edition)
    yield from cards(briefs, templates, root / CACHE / "cards", edition)
    yield from schemas()
    yield PurePosixPath("calendar.ics"), ics.calendar(issuers, edition)
    yield from chart_scripts()
