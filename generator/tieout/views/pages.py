"""Pages as Markdown files, and the drawings that stand beside them."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, StrictUndefined

from tieout.charts import Chart, Drawn, Palettes, draw, key
from tieout.edition import Edition
from tieout.facts.store import Facts
from tieout.figures import display, said
from tieout.records.read import Issuer
from tieout.views import check, front
from tieout.views.brief import page as brief_page
from tieout.views.brief import running
from tieout.views.brief.line import Covered
from tieout.views.brief.page import Picture
from tieout.views.issuer import page as issuer_page
from tieout.views.language.catalogue import ENGLISH, Language, language_of
from tieout.views.language.filling import speaking
from tieout.views.market import compare, periods, screener, sectors
from tieout.views.market.everyone import Market
from tieout.views.moved import moved
from tieout.views.press import claims, publishers
from tieout.views.press.claims import ArticleLine
from tieout.views.rows import Everything
from tieout.views.shared import prose, tables
from tieout.views.shared.citations import RECORD_PAGE
from tieout.views.shared.plain import held, one_line, plain
from tieout.views.templates import Folders, Loader, told
from tieout.views.upkeep import calendar, corrections, coverage, reference, rules

_GAP = re.compile(r"\n{3,}")
"""More than one blank line, where a section was left out."""


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the documents that MkDocs reads: where it stands, and its text."""

    path: PurePosixPath
    text: str


class Pages:
    """The templates, ready to be filled."""

    def __init__(self, templates: Folders, language: Language = ENGLISH) -> None:
        self.language = language
        self._jinja = _environment(templates, language)
        self._templates = templates

    @classmethod
    def of(cls, templates: Folders, edition: Edition) -> Pages:
        """The templates in the language of an edition, or in English where we have none of it."""
        return cls(templates, language_of(edition.language) or ENGLISH)

    def fill(self, name: str, **context: object) -> str:
        """The text of `pages/NAME.md.jinja` with this context, which the template describes.

        Raises BriefsRejected for a fault in a template of the folder's own.
        """
        with told(self._templates):
            text = self._jinja.get_template(f"pages/{name}.md.jinja").render(context)
        return _GAP.sub("\n\n", text).strip("\n") + "\n"


@cache
def _environment(templates: Folders, language: Language) -> Environment:
    """Made once in a process: each issuer fills the same templates, and they take long to compile.

    A template that is edited meanwhile is compiled anew.
    """
    # Nothing is escaped by itself: our Markdown is no HTML. Contributors' text comes in through
    # `plain`, `link` and `html` alone, and is never compiled as a template.
    environment = Environment(
        loader=Loader(templates),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - see above
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_filters())
    return speaking(environment, language)


def _filters() -> dict[str, Callable[..., Any]]:
    ours = {
        name: function
        for module in (display, said)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    return {
        **ours,
        "plain": plain,
        "held": held,
        "link": prose.link,
        "quoted": quoted,
        "lined_up": tables.markdown,
        "loose": tables.loose,
    }


def quoted(text: str) -> str:
    """Text as a YAML string in double quotes, on one line, for front matter."""
    return json.dumps(one_line(text), ensure_ascii=False)


class Drawings:
    """Draws charts, and remembers which are used.

    `cache` keeps drawings, so that a chart that has not changed is not drawn again.
    """

    def __init__(self, palettes: Palettes, cache: Path, language: Language = ENGLISH) -> None:
        self.palettes = palettes
        self.cache = cache
        self.language = language
        self.used: set[str] = set()

    def __call__(self, chart: Chart) -> Drawn:
        """The chart's pictures, with their words in the language of the pages."""
        chart = self.in_language(chart)
        self.used.add(key(chart, self.palettes))
        return draw(chart, self.palettes, self.cache)

    def in_language(self, chart: Chart) -> Chart:
        """The chart as it is drawn."""
        return chart if self.language is ENGLISH else self.language.whole(chart)


def issuer_pages(
    pages: Pages, issuer: Issuer, facts: Facts, briefs: Sequence[Covered], drawn: Drawings
) -> Iterator[Page]:
    """The pages of one issuer and its briefs, with their drawings."""
    yield from _issuer(pages, issuer, facts, briefs, drawn)
    for each in briefs:
        yield from _brief(pages, each, drawn)
    for old in moved(issuer):
        yield Page(old.path / "index.md", pages.fill("moved", moved=old))


def pages_of_all(
    pages: Pages, everything: Everything, edition: Edition, drawn: Drawings
) -> Iterator[Page]:
    """Every page that is not about one issuer alone."""
    yield from render_reference(pages)
    sparks = {rows.party.slug: rows.revenue_spark for rows in everything.issuers}
    table = screener.view(everything.market, sparks)
    first = pages.fill("index", front=front.view(everything, edition.as_of), screener=table)
    yield Page(PurePosixPath("index.md"), first)
    yield from render_claims(pages, everything.articles)
    yield from render_market(pages, everything.market, drawn)
    yield from render_upkeep(pages, everything, edition)


def render_reference(pages: Pages) -> Iterator[Page]:
    """The pages that say how the site works."""
    texts = {
        "methodology": pages.fill(
            "methodology",
            rules=reference.rules(),
            verdicts=reference.verdicts(),
            gravities=reference.gravities(),
            hedges=reference.hedges(),
            guidance=reference.guidance(),
        ),
        "glossary": pages.fill("glossary", metrics=reference.metrics(), terms=reference.terms()),
        "about": pages.fill("about"),
        "search/index": pages.fill("search"),
    }
    for name, text in texts.items():
        yield Page(PurePosixPath(f"{name}.md"), text)
    folder = PurePosixPath("rules")
    yield Page(folder / "index.md", pages.fill("rules", groups=rules.index()))
    for rule in rules.pages():
        yield Page(folder / f"{rule.slug}.md", pages.fill("rule", rule=rule))


def check_page(templates: Folders, edition: Edition) -> Page:
    """The page that runs what a build runs; it is made where there is something to run it."""
    text = Pages.of(templates, edition).fill("check", desk=check.view(edition))
    return Page(PurePosixPath("check.md"), text)


def render_claims(pages: Pages, articles: Sequence[ArticleLine]) -> Iterator[Page]:
    """All claims, and the scorecard of those who made them."""
    folder = PurePosixPath("claims")
    if claims.is_split(articles):
        text = pages.fill("claims-totals", claims=claims.totals(articles))
        for part in claims.parts(articles):
            yield Page(folder / f"{part.slug}.md", pages.fill("claims", claims=part))
    else:
        text = pages.fill("claims", claims=claims.view(articles))
    yield Page(folder.with_suffix(".md"), text)
    yield Page(
        PurePosixPath("sources.md"), pages.fill("sources", sources=publishers.view(articles))
    )


def render_market(pages: Pages, market: Market, drawn: Drawings) -> Iterator[Page]:
    """The pages across issuers: sectors, calendar quarters, the comparison."""
    folder = PurePosixPath("sectors")
    yield Page(folder / "index.md", pages.fill("sectors", sectors=sectors.index(market)))
    for sector in sectors.pages(market):
        yield Page(folder / sector.slug / "index.md", pages.fill("sector", sector=sector))
    folder = PurePosixPath("periods")
    yield Page(folder / "index.md", pages.fill("periods", periods=periods.index(market)))
    for quarter in periods.pages(market):
        yield Page(folder / quarter.slug / "index.md", pages.fill("quarter", quarter=quarter))
    folder = PurePosixPath("compare")
    comparison = compare.view(market, drawn)
    yield Page(folder / "index.md", pages.fill("compare", compare=comparison))
    yield from _drawings(folder, comparison.pictures, drawn)


def render_upkeep(pages: Pages, everything: Everything, edition: Edition) -> Iterator[Page]:
    """When results come, what can be done next, and what was corrected."""
    releases = calendar.view(everything.days, everything.lines, edition.as_of)
    held = coverage.view([rows.held for rows in everything.issuers], edition)
    log = corrections.view([rows.changes for rows in everything.issuers])
    texts = {
        "calendar": pages.fill("calendar", calendar=releases),
        "coverage": pages.fill("coverage", coverage=held),
        "corrections": pages.fill("corrections", log=log),
    }
    for name, text in texts.items():
        yield Page(PurePosixPath(f"{name}.md"), text)


def _issuer(
    pages: Pages, issuer: Issuer, facts: Facts, briefs: Sequence[Covered], drawn: Drawings
) -> Iterator[Page]:
    """An issuer's page and drawings."""
    shown = issuer_page.view(issuer, facts, briefs, drawn)
    folder = PurePosixPath(issuer.slug)
    yield Page(folder / "index.md", pages.fill("issuer", issuer=shown))
    yield from _drawings(folder, shown.pictures, drawn)


def _brief(pages: Pages, brief: Covered, drawn: Drawings) -> Iterator[Page]:
    """One brief's page and drawings; costs the same however many other briefs there are."""
    shown = brief_page.view(brief, drawn)
    folder = PurePosixPath(brief.line.record)
    yield Page(folder / "index.md", pages.fill("brief", brief=shown))
    yield Page(folder / "running.css", running.head(brief.line, pages.language))
    record = folder / PurePosixPath(RECORD_PAGE).parent
    yield Page(record / "index.md", pages.fill("record", brief=shown, record=shown.record))
    yield from _drawings(record, shown.record.pictures, drawn)


def _drawings(
    folder: PurePosixPath, pictures: tuple[Picture, ...], drawn: Drawings
) -> Iterator[Page]:
    for picture in pictures:
        name = folder / "charts" / picture.chart.name
        yield Page(name.with_name(f"{name.name}.svg"), picture.drawn.svg)
        spec = drawn.in_language(picture.chart).in_colours(drawn.palettes.light)
        text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        yield Page(name.with_name(f"{name.name}.vl.json"), f"{text}\n")
