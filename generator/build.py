"""The whole story: from what contributors wrote to the documents that MkDocs makes a site of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.edition import Edition
from generator.examine import Examined, examine
from generator.problems import BriefsRejected, Problem, errors
from generator.publish import ics
from generator.publish.api.documents import api
from generator.publish.api.guide import data_page
from generator.publish.api.market import market_documents
from generator.publish.assets import chart_scripts
from generator.publish.cards import cards
from generator.publish.downloads import downloads, schemas
from generator.publish.feeds import feeds
from generator.publish.folder import fill
from generator.publish.linked import linked
from generator.publish.llms import llms
from generator.render import render
from generator.views.market import gather
from generator.views.summary import summaries

DOCS = Path("build/docs")
CACHE = Path("build/cache")
METRICS = Path(__file__).with_name("metrics.yml")
_TEMPLATES = Path(__file__).parent.parent / "templates"


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
    market = gather(issuers, facts)
    for page in render(market, templates_of(root), root / CACHE, edition):
        yield page.path, page.text.encode()
    yield from market_documents(market)
    yield from downloads(issuers, root)
    yield from api(issuers, facts, edition)
    yield data_page(issuers, templates_of(root), edition)
    briefs = tuple(summaries(issuers, facts))
    yield from feeds(briefs, edition)
    yield from linked(issuers, briefs, edition)
    yield from llms(briefs, templates_of(root), edition)
    yield from cards(briefs, templates_of(root), root / CACHE / "cards", edition)
    yield from schemas()
    yield PurePosixPath("calendar.ics"), ics.calendar(issuers, edition)
    yield from chart_scripts()


def templates_of(root: Path) -> Path:
    """The project's own templates, unless the folder has some."""
    own = root / "templates"
    return own if own.is_dir() else _TEMPLATES
