"""Pages that MkDocs makes once: where one is kept from before, there is nothing to do for it.

All of this goes by MkDocs' own events, so that it holds for `mkdocs build` and a preview as well.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import DictLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from tieout.build import CACHE
from tieout.charts import disk_cache
from tieout.publish.folder import put
from tieout.site.kept_pages import PAGES, Finished, KeptPages, frame
from tieout.site.plugin.quick import KNOWN, Quick
from tieout.views.templates import Folders, theme_of

_KEPT = "kept.html"
KEPT_TEMPLATE = DictLoader({_KEPT: "{{ page.html() }}"})
"""The template that prints a page as it was kept."""
_KNOWN = frozenset(("tieout", "search", "material/search"))
"""Plugins that say the same of a page whenever they are asked; of others nobody knows."""
_NOT_OF_A_PAGE = (
    "config_file_path",
    "docs_dir",
    "site_dir",
    "strict",
    "dev_addr",
    "watch",
    "exclude_docs",
    "draft_docs",
    "not_in_nav",
)
"""Settings that say where a site stands, or which pages it has."""


class OncePage(Page):
    """A page that is made once."""

    name: str
    """Under which it is kept."""
    kept: Finished | None
    html: Callable[[], str]
    """The HTML that is kept."""
    targets: list[str]
    """The documents that its links name."""
    warned: CountHandler
    """Counts what MkDocs has to say of it."""

    def read_source(self, config: MkDocsConfig) -> None:
        """The Markdown, unless nothing is to be made of it."""
        if self.kept is None:
            super().read_source(config)
            return
        self.title, self.markdown = self.kept.title, ""
        self.meta = {**self.kept.meta, "template": _KEPT}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The content, and what its links ask for."""
        if self.kept is None:
            self.warned = CountHandler(level=logging.WARNING)
            log = logging.getLogger("mkdocs")
            log.addHandler(self.warned)
            quick = Quick()
            super().render(_with(quick, config), _Asked(files, self.targets))
            self.present_anchor_ids = (self.present_anchor_ids or set()) | quick.anchors
            log.removeHandler(self.warned)
            return
        self.content, self.present_anchor_ids = "", set(self.kept.anchors)
        led = {files.get_file_from_path(path): links for path, links in self.kept.links.items()}
        self.links_to_anchors = {file: dict(links) for file, links in led.items() if file}

    def finished(self, entries: Iterable[Mapping[str, Any]]) -> Finished:
        """What is to be kept of it beside its HTML."""
        return Finished(
            title=str(self.title),
            meta={name: value for name, value in self.meta.items() if name != "linked"},
            entries=tuple(entries),
            targets=tuple(self.targets),
            anchors=tuple(sorted(self.present_anchor_ids or ())),
            links={file.src_uri: links for file, links in (self.links_to_anchors or {}).items()},
        )


class PutFile(File):
    """A document that is published as it is."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002  so in MkDocs
        """Let it stand in the site as well."""
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        put(Path(str(self.abs_src_path)), target)


class OncePages:
    """The pages of one build, and what the search finds on them."""

    def __init__(self, config: MkDocsConfig, nav: Navigation, templates: Folders) -> None:
        self._config = config
        self._kept = _kept_pages(config, nav, templates)
        self._indexed = 0
        """How many entries of the search are those of the pages before."""

    @property
    def knows_all(self) -> bool:
        """Whether a page follows from nothing but what we know of."""
        return self._kept is not None

    def find(self, page: Page, files: Files, linked: str) -> None:
        """Look for the page where it was made before; `linked` is its linked data."""
        if self._kept is None:
            return
        page.__class__ = OncePage  # the menu holds this very object
        assert isinstance(page, OncePage)  # noqa: S101  for the type checker
        page.name = self._kept.name(*_around(page), page.file.content_bytes, linked)
        page.targets, page.html = [], partial(self._kept.html, page.name)
        page.kept = self._kept.find(page.name, lambda path: path in files.src_uris)

    def index(self, page: Page) -> None:
        """Let the search find on a kept page what it found when the page was made."""
        if kept := kept_of(page):
            self._entries.extend(map(dict, kept.entries))

    def keep(self, page: Page, html: str) -> None:
        """Keep a page that was made now, unless it is to be warned of again."""
        entries = self._entries
        if (
            self._kept
            and isinstance(page, OncePage)
            and not (page.kept or page.warned.get_counts())
        ):
            self._kept.keep(page.name, page.finished(entries[self._indexed :]), html)
        self._indexed = len(entries)

    def prune(self) -> None:
        """Remove what nobody has asked for, but for some of the latest."""
        if self._kept is not None:
            self._kept.prune()

    @property
    def _entries(self) -> list[dict[str, Any]]:
        """The entries of the search so far."""
        plugins = self._config.plugins
        search = plugins.get("search") or plugins.get("material/search")
        index = getattr(search, "search_index", None)
        return index.entries if index else []


class _Asked(Files):
    """Documents, and which of them somebody asked for."""

    def __init__(self, files: Files, targets: list[str]) -> None:
        self._files_asked = files
        self._targets = targets

    def get_file_from_path(self, path: str) -> File | None:
        self._targets.append(path)
        return self._files_asked.get_file_from_path(path)


def _with(quick: Quick, config: MkDocsConfig) -> MkDocsConfig:
    """The settings of a site where pages are made with less ado, if they allow for that."""
    if not KNOWN.issuperset(config.markdown_extensions):
        return config
    own = copy(config)
    own["markdown_extensions"] = [*config.markdown_extensions, quick]
    return own


def kept_of(page: Page) -> Finished | None:
    """What is kept of a page from before."""
    return page.kept if isinstance(page, OncePage) else None


def _kept_pages(config: MkDocsConfig, nav: Navigation, templates: Folders) -> KeptPages | None:
    """Where the pages of this site are kept; None where more decides about them than we know."""
    if config.hooks or not _KNOWN.issuperset(config.plugins):
        return None
    theme = theme_of(templates)
    if config.theme.custom_dir:
        theme = (*theme, Path(config.theme.custom_dir))
    plugins = {name: plugin.config for name, plugin in config.plugins.items()}
    settings = {**config, "plugins": plugins, "nav": _menu(nav.items)}
    for name in _NOT_OF_A_PAGE:
        settings.pop(name, None)
    told = frame(theme, settings, config.markdown_extensions)
    root = Path(config.config_file_path).parent
    return KeptPages(root / CACHE / PAGES, told) if told else None


def _menu(items: Iterable[StructureItem]) -> list[object]:
    """The menu as pages show it."""
    return [
        [_called(item), getattr(item, "url", ""), _menu(getattr(item, "children", None) or ())]
        for item in items
    ]


def _called(item: StructureItem) -> str:
    """What the menu calls an entry; a page that it does not name is named by its own text."""
    if item.title is None and isinstance(item, Page):
        return disk_cache.digest(item.file.content_bytes)
    return str(item.title)


def _around(page: Page) -> Iterator[str]:
    """The page's place, and the pages before and after it."""
    yield page.file.src_uri
    for other in (page.previous_page, page.next_page):
        yield f"{_called(other)} {other.url}" if other else ""
