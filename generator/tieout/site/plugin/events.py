"""What MkDocs asks while it builds, and the answers: this hands over and decides nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click
from jinja2 import ChoiceLoader, Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from tieout.build import render_docs
from tieout.edition import Edition
from tieout.figures.metrics import CATALOGUE
from tieout.jobs.crew import Crew, WorkerLost
from tieout.problems import BriefsRejected
from tieout.publish.checker import installed
from tieout.publish.ownership import Foreign, seal
from tieout.publish.words import WORDS
from tieout.site import static
from tieout.site.aligned import align_decimals
from tieout.site.clock import source_day, source_epoch
from tieout.site.frame import frame_tables, mark_figures
from tieout.site.markdown import anchor, copy_page_sources, inert
from tieout.site.plugin.ahead import make_ahead
from tieout.site.plugin.once import KEPT_TEMPLATE, OncePages, PutFile, kept_of
from tieout.site.preview_door import guarded
from tieout.site.settings import Settings
from tieout.site.target import target
from tieout.views.language.catalogue import ENGLISH, Language, language_of
from tieout.views.language.filling import words
from tieout.views.templates import PACKAGED, Folders, Loader, fault, templates_of, theme_of

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # no build waits for it

_CHECK = "check.md"
"""The page that is left out, with its entry of `nav`, where its parts are not installed."""


class NoOptions(Config):  # type: ignore[no-untyped-call]  # so in MkDocs itself
    """All there is to configure stands in the folders themselves."""


class TieoutPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # as above
    """Generates the pages in `docs_dir` before MkDocs reads them."""

    serving = False
    crew = Crew()
    _templates: Folders = (PACKAGED,)
    _pages: OncePages

    @property
    def knows_all(self) -> bool:
        """Whether a page follows from nothing but what we know of."""
        return self._pages.knows_all

    def on_startup(self, *, command: str, **_: object) -> None:
        """Learn whether somebody watches; this method also keeps the plugin across builds."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Write the pages; then point MkDocs to the theme and, on GitHub, to this repository."""
        root = _root(config)
        if unsaid := _unsaid(config):
            click.echo(unsaid, err=True)
        self._templates = templates_of(root)
        config.theme.dirs[:0] = map(str, theme_of(self._templates))
        if repository := os.environ.get("GITHUB_REPOSITORY"):
            config.repo_url = f"{os.environ['GITHUB_SERVER_URL']}/{repository}"
        if not self.serving:  # a preview is of today, a build is of its commit
            os.environ.setdefault("SOURCE_DATE_EPOCH", str(source_epoch(root)))
        _speak(config, _language(config))
        if not self.serving:
            _claim(root, Path(config.site_dir))
        if not installed.are_here():
            config.nav = _without(config.nav, _CHECK)
        config.extra["serving"] = self.serving
        config.extra["problems"] = self._render(root, config)
        return config

    def _render(self, root: Path, config: MkDocsConfig) -> list[str]:
        """What keeps the briefs from being published; a build ends there, a preview shows it."""
        try:
            docs = Path(config.docs_dir)
            render_docs(root, docs, _edition(root, config), self.crew)
        except BriefsRejected as rejected:
            problems = [str(problem) for problem in rejected.problems]
            if not self.serving:
                raise PluginError(
                    "\n".join(["the briefs cannot be published", *problems])
                ) from None
            # Not logged: in strict mode MkDocs ends the preview at the first error logged.
            click.echo("\n".join(["", *problems, "The last good pages stay."]), err=True)
            if not (Path(config.docs_dir) / "index.md").is_file():
                config.nav = None
            return problems
        except (Foreign, WorkerLost) as error:
            raise PluginError(str(error)) from None
        return []

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object
    ) -> LiveReloadServer:
        """Follow what people edit, not what is generated from it."""
        root = _root(config)
        server.unwatch(config.docs_dir)
        for path in (root / "briefs", root / static.FOLDER, *templates_of(root), CATALOGUE):
            if path.exists():
                server.watch(str(path))
        if app := server.get_app():
            server.set_app(guarded(app, config.dev_addr.host, config.dev_addr.port))
        return server

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Tell an entry of `nav` that names no page; put our documents there as they are."""
        pages = [each.src_uri for each in files.documentation_pages()]
        pages += [] if installed.are_here() else [_CHECK]
        if not self.serving and (missing := Settings(_root(config)).page_missing(pages)):
            raise PluginError(str(missing))
        for file in () if self.serving else files:
            if file.src_dir == config.docs_dir and not file.is_documentation_page():
                file.__class__ = PutFile
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """All that pages have in common is known now: find what is kept, and make the others."""
        self._pages = OncePages(config, nav, self._templates)
        if not self.knows_all:
            return nav
        pages = [file.page or Page(None, file, config) for file in files.documentation_pages()]
        missing = [page for page in pages if not self._is_kept(page, config, files)]
        make_ahead(missing, config, nav, files, self.crew.processes)
        return nav

    def _is_kept(self, page: Page, config: MkDocsConfig, files: Files) -> bool:
        """Whether the page was made before, which is then found and stays so."""
        if not kept_of(page):
            self._pages.find(page, files, _linked_data(config, page))
        return kept_of(page) is not None

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Find the page where it was made before."""
        self._is_kept(page, config, files)
        return page

    def on_env(self, env: Environment, *, config: MkDocsConfig, **_: object) -> Environment:
        """Read the theme's files as we read templates: what is no text is a fault."""
        env.loader = ChoiceLoader((KEPT_TEMPLATE, Loader(config.theme.dirs)))
        language = _language(config)
        env.globals |= words(language)
        env.globals["words"] = "" if language is ENGLISH else str(WORDS)
        return env

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, **_: object
    ) -> str:
        """Lead "Edit this page" to the contributor's file; quote what the theme prints as it is."""
        if kept_of(page):
            return markdown
        page.meta = inert(page.meta)
        if linked := _linked_data(config, page):
            page.meta["linked"] = linked
        editor, file = _editor(config), page.meta.get("edit")
        page.edit_url = f"{editor}{quote(str(file))}" if editor and file else None
        return markdown

    def on_page_content(self, html: str, **_: object) -> str:
        """Frame the tables before the search index reads them; give figures their ids."""
        return mark_figures(align_decimals(frame_tables(html)))

    @event_priority(-100)  # behind the search, which reads the page at this event
    def on_page_context(
        self, context: TemplateContext, *, page: Page, **_: object
    ) -> TemplateContext:
        """Hand the search what it found on the page when it was made."""
        self._pages.index(page)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
        """Name the language as a page does, where the theme does not; keep a page that was made."""
        output = _tagged(output, _language(config))
        self._pages.keep(page, output)
        return output

    def on_post_template(self, output: str, *, config: MkDocsConfig, **_: object) -> str:
        """Name the language of the page for addresses that lead nowhere."""
        return _tagged(output, _language(config))

    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """Tell a fault in a folder's own theme by its line; other errors go their way."""
        if problem := fault(error, self._templates):
            raise Abort(str(problem)) from None

    @event_priority(-100)  # behind the search, which writes its index at this event
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put each page's Markdown beside it and the owner's own files with them; list them all."""
        site = Path(config.site_dir)
        self._pages.prune()
        copy_page_sources(Path(config.docs_dir), site)
        try:
            seal(site, static.copy_static(_root(config), site))
        except static.Clash as clash:
            raise PluginError(str(clash)) from None


def _without(nav: Any, page: str) -> Any:
    """The menu without the entries of a page that is not there."""
    if isinstance(nav, list):
        kept = [_without(each, page) for each in nav if each not in (page, {})]
        return [each for each in kept if each is not None]
    if isinstance(nav, dict):
        return {name: _without(each, page) for name, each in nav.items() if each != page} or None
    return nav


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _claim(root: Path, site: Path) -> None:
    """Refuse, before MkDocs clears it, a folder that holds more than what we wrote."""
    try:
        target(root, site)
    except Foreign as foreign:
        raise PluginError(str(foreign)) from None


def _edition(root: Path, config: MkDocsConfig) -> Edition:
    """The day of the commit, and the names and addresses that mkdocs.yml gives."""
    site = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    about = config.site_description or ""
    name, language = config.site_name, _language(config).code
    return Edition(source_day(root), site, _editor(config), name, about, language)


def _language(config: MkDocsConfig) -> Language:
    """The language of the theme's words, if ours are kept in it as well; else English."""
    return language_of(str(config.theme["language"])) or ENGLISH


def _unsaid(config: MkDocsConfig) -> str:
    """That our words are not kept in the language of the theme's; empty where they are."""
    code = str(config.theme["language"])
    return (
        ""
        if language_of(code)
        else f"the site's own words are in English: there are none in `{code}`"
    )


def _tagged(page: str, language: Language) -> str:
    return page.replace(f'<html lang="{language.code}"', f'<html lang="{language.tag}"', 1)


def _speak(config: MkDocsConfig, language: Language) -> None:
    """The words of the settings in that language, while the ids of headings stay English."""
    contents = config.mdx_configs["toc"]
    contents["slugify"] = lambda heading, separator: anchor(language.in_english(heading), separator)
    for name in ("title", "permalink_title"):
        if name in contents:
            contents[name] = language.message(contents[name])


def _editor(config: MkDocsConfig) -> str:
    """What stands before a file's path in the repository's web editor."""
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri}" if config.repo_url else ""


def _linked_data(config: MkDocsConfig, page: Page) -> str:
    """The page's linked data as it may stand in a script; empty where it has none."""
    path = Path(config.docs_dir, page.file.src_uri).with_suffix(".jsonld")
    return path.read_text("utf-8") if path.is_file() else ""
