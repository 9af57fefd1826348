"""The whole story: from what contributors wrote to the documents that MkDocs makes a site of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import chain
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile

from tieout.charts import disk_cache, prune
from tieout.check import check_across
from tieout.edition import Edition
from tieout.issuer import CARDS, Dossier
from tieout.jobs.crew import ALONE, Crew
from tieout.jobs.pool import Assignment, dossiers
from tieout.problems import BriefsRejected, Problem, errors
from tieout.publish import ics
from tieout.publish.api.documents import documents_of_all
from tieout.publish.api.guide import data_page
from tieout.publish.assets import chart_scripts
from tieout.publish.bulk import Bulk
from tieout.publish.checker import installed, parts
from tieout.publish.downloads import schemas
from tieout.publish.feeds import feeds
from tieout.publish.folder import fill
from tieout.publish.llms import llms
from tieout.publish.search import search_parts
from tieout.publish.waiting import Waiting
from tieout.publish.words import words
from tieout.records.folders import find
from tieout.views.colours import palettes_of
from tieout.views.language.catalogue import ENGLISH, language_of
from tieout.views.pages import Drawings, Pages, check_page, pages_of_all
from tieout.views.rows import Everything
from tieout.views.templates import Folders, templates_of

DOCS = Path("build/docs")
CACHE = Path("build/cache")
SCRIPTS = "scripts"
"""The folder of the cache that keeps the library of charts."""
CHECKER = "checker"
"""The folder of the cache that keeps what the page Check runs on."""


def render_docs(
    root: Path,
    docs: Path,
    edition: Edition,
    crew: Crew = ALONE,
) -> tuple[Problem, ...]:
    """Write the site's documents into `docs`, and return the warnings.

    Raises BriefsRejected with every problem if one of them is an error; `docs` stays as it
    was. Raises WorkerLost if a worker was ended from outside.
    """
    templates, cache = templates_of(root), root / CACHE
    folders, problems = find(root / "briefs", root)
    folders = crew.shard.part(folders) if crew.shard else folders
    found: dict[str, Dossier] = {}
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=cache) as file, closing(Bulk()) as bulk:
        waiting, task = Waiting(file), Assignment.of(edition, templates, cache)
        for folder, kept in dossiers(folders, task, crew):
            waiting.add(kept.documents)
            found[folder.slug] = kept.dossier
        problems += _problems(found)
        if errors(problems):
            raise BriefsRejected(tuple(sorted(problems)))
        everything = Everything(tuple(each.rows for each in found.values() if each.rows))
        language = language_of(edition.language) or ENGLISH
        drawn = Drawings(palettes_of(templates), cache, language)
        whole = documents(everything, templates, edition, drawn)
        fill(docs, chain(bulk.passing(waiting), whole, bulk.documents()))
    prune(cache, drawn.used.union(*(each.drawings for each in found.values())))
    disk_cache.prune(cache / CARDS, {name for each in found.values() for name in each.cards})
    return tuple(sorted(problems))


def _problems(dossiers: Mapping[str, Dossier]) -> Iterator[Problem]:
    """What is wrong with each issuer, and with what they have in common."""
    for dossier in dossiers.values():
        yield from dossier.problems
    yield from check_across({slug: each.company for slug, each in dossiers.items() if each.company})


def documents(
    everything: Everything, templates: Folders, edition: Edition, drawn: Drawings
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every file that is not about one issuer alone, from the rows of all."""
    lines = everything.lines
    for page in pages_of_all(Pages.of(templates, edition), everything, edition, drawn):
        yield page.path, page.text.encode()
    yield from documents_of_all(everything, edition)
    yield from search_parts(everything)
    yield data_page(lines, templates, edition)
    yield from feeds(lines, edition)
    yield from llms(lines, templates, edition)
    yield from schemas()
    yield from words(drawn.language)
    yield PurePosixPath("calendar.ics"), ics.calendar(lines, everything.days, edition)
    yield from chart_scripts(drawn.palettes, drawn.cache / SCRIPTS)
    if installed.are_here():
        page = check_page(templates, edition)
        yield page.path, page.text.encode()
        yield from parts.checker(drawn.cache / CHECKER)
