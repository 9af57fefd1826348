"""The edge to MkDocs, and the only module that imports it: it hands over and decides nothing.

MkDocs 1.x is unmaintained and Material in maintenance. So the pages are real Markdown files with
few extensions, sanitised before any renderer sees them, and this thin plugin is all that knows
MkDocs.

Titles and front matter are escaped once, here, and never decoded: the theme may not use
`striptags`. Search is Material's, in the browser, over headings and prose: tables carry
`data-search-exclude`, and each page of a brief or an issuer has a hidden sentence that names its
metrics instead, so that "Alibaba EPS" finds Alibaba. Pages of issuers weigh most, then an issuer's
latest brief. The index is one file, some kilobytes a brief; a site of many thousand briefs will
want it in parts.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import click
import yaml
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve as serve_site
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.pages import Page

from tieout.build import CACHE, DOCS, render_docs
from tieout.jobs.together import Told, WorkerLost
from tieout.publish.ownership import Foreign, seal
from tieout.site import static
from tieout.site.clock import source_day, source_epoch
from tieout.site.door import guarded
from tieout.site.target import target
from tieout.edition import Edition
from tieout.figures.metrics import CATALOGUE
from tieout.problems import BriefsRejected, Finding
from tieout.records.text import RECORD_BYTES, decode, syntax_problem
from tieout.views.shared.prose import literal
from tieout.views.templates import PACKAGED, Folders, Loader, fault, templates_of, theme_of
from tieout.site.frame import frame_tables, mark_figures
from tieout.site.markdown import anchor, copy_page_sources, expected_files
from tieout.site.swap import Busy, alone, replacing
from tieout.site.look_over import Unfit, verify


READINGS = "readings"
"""The folder of the cache that keeps how built pages read."""


def _unheard(_: str) -> None:
    """Nobody watches."""


class NoOptions(Config):  # type: ignore[no-untyped-call]  # so in MkDocs itself
    """All there is to configure stands in the folders themselves."""


class TieoutPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # as above
    """Generates the pages in `docs_dir` before MkDocs reads them."""

    serving = False
    jobs: int | None = None
    """How many issuers are worked out at once; None is as many as there are cores."""
    told: Told = staticmethod(_unheard)
    """Hears what is being worked out."""
    _templates: Folders = (PACKAGED,)

    def on_startup(self, *, command: str, **_: object) -> None:
        """Learn whether somebody watches; this method also keeps the plugin across builds."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Write the pages; then point MkDocs to the theme and, on GitHub, to this repository."""
        root = _root(config)
        self._templates = templates_of(root)
        config.theme.dirs[:0] = map(str, theme_of(self._templates))
        if repository := os.environ.get("GITHUB_REPOSITORY"):
            config.repo_url = f"{os.environ['GITHUB_SERVER_URL']}/{repository}"
        if not self.serving:  # a preview is of today, a build is of its commit
            os.environ.setdefault("SOURCE_DATE_EPOCH", str(source_epoch(root)))
        config.mdx_configs["toc"]["slugify"] = anchor
        if not self.serving:
            _claim(root, Path(config.site_dir))
        config.extra["serving"] = self.serving
        config.extra["problems"] = self._render(root, config)
        return config

    def _render(self, root: Path, config: MkDocsConfig) -> list[str]:
        """What keeps the briefs from being published; a build ends there, a preview shows it."""
        try:
            docs = Path(config.docs_dir)
            render_docs(root, docs, _edition(root, config), self.jobs, self.told)
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

    def on_env(self, env: Environment, *, config: MkDocsConfig, **_: object) -> Environment:
        """Read the theme's files as we read templates: what is no text is a fault."""
        env.loader = Loader(config.theme.dirs)
        return env

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, **_: object
    ) -> str:
        """Lead "Edit this page" to the contributor's file; quote what the theme prints as it is."""
        page.meta = _inert(page.meta)
        if linked := _linked_data(config, page):
            page.meta["linked"] = linked
        editor, file = _editor(config), page.meta.get("edit")
        page.edit_url = f"{editor}{quote(str(file))}" if editor and file else None
        return markdown

    def on_page_content(self, html: str, **_: object) -> str:
        """Frame the tables before the search index reads them; give figures their ids."""
        return mark_figures(frame_tables(html))

    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """Tell a fault in a folder's own theme by its line; other errors go their way."""
        if problem := fault(error, self._templates):
            raise Abort(str(problem)) from None

    @event_priority(-100)  # behind the search, which writes its index at this event
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put each page's Markdown beside it and the owner's own files with them; list them all."""
        site = Path(config.site_dir)
        copy_page_sources(Path(config.docs_dir), site)
        try:
            seal(site, static.copy_static(_root(config), site))
        except static.Clash as clash:
            raise PluginError(str(clash)) from None


class BuildFailed(Exception):
    """The site could not be built; the message says why, and the old site stands untouched."""


def build_site(
    root: Path, site: Path | None = None, jobs: int | None = None, told: Told = _unheard
) -> int:
    """Build the site beside `site` (`root/site`), look it over and swap it in; the number of pages.

    Raises BuildFailed and leaves the old site whole if anything is wrong, or if `site` holds
    anything that no build wrote.
    """
    with (
        _explained(root),
        alone(root / "build/lock"),
        replacing(target(root, site), root / "build/unfinished.json") as fresh,
    ):
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh))
        config.plugins.on_startup(command="build", dirty=False)
        if isinstance(plugin := config.plugins.get("tieout"), TieoutPlugin):
            plugin.jobs, plugin.told = jobs, told
        build(config)
        docs = Path(config.docs_dir)
        base = urlsplit(config.site_url or "/").path or "/"
        verify(fresh, expected_files(docs), base, root / CACHE / READINGS)
        return sum(1 for _ in fresh.rglob("index.html"))


def serve(root: Path, address: str) -> None:
    """Show the site at `address` (host:port) and follow edits until interrupted."""
    with _explained(root, logging.INFO):
        serve_site(str(root / "mkdocs.yml"), dev_addr=address, strict=False)


@contextmanager
def _explained(root: Path, level: int = logging.WARNING) -> Iterator[None]:
    """Show what MkDocs says, from that level on, and put every way to fail into words."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice, on every start
    shown = logging.StreamHandler()
    shown.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(shown)
    logger.setLevel(level)
    try:
        _read_settings(root)
        (root / DOCS).mkdir(parents=True, exist_ok=True)  # MkDocs wants it before we fill it
        yield
    except Busy:
        raise BuildFailed("another build is at work here; wait until it has ended") from None
    except Foreign as foreign:
        raise BuildFailed(str(foreign)) from None
    except Unfit as unfit:
        raise BuildFailed(f"the built site is not fit to publish:\n{unfit}") from None
    except (Abort, MkDocsException, Finding) as error:
        raise BuildFailed(str(error)) from None
    except OSError as error:
        place = error.filename2 or error.filename
        raise BuildFailed(f"cannot write {place}: {error.strerror}") from None
    finally:
        logger.removeHandler(shown)


def _read_settings(root: Path) -> None:
    """Raise BuildFailed in our words where `mkdocs.yml` is missing or no YAML."""
    path = root / "mkdocs.yml"
    if not path.is_file():
        raise BuildFailed(f"there is no mkdocs.yml in {root}; start with: tieout init")
    text, problems = decode(path.read_bytes(), path.name, RECORD_BYTES)
    problems = [] if text else problems  # its characters are the maintainer's affair
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        problems = [syntax_problem(error, text, path.name, 1)]
    for problem in problems[:1]:
        raise BuildFailed(str(problem)) from None


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
    return Edition(source_day(root), site, _editor(config), config.site_name, about)


def _editor(config: MkDocsConfig) -> str:
    """What stands before a file's path in the repository's web editor."""
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri}" if config.repo_url else ""


def _linked_data(config: MkDocsConfig, page: Page) -> str:
    """The page's linked data as it may stand in a script; empty where it has none."""
    path = Path(config.docs_dir, page.file.src_uri).with_suffix(".jsonld")
    return path.read_text("utf-8") if path.is_file() else ""


def _inert(value: Any) -> Any:
    """The same value with every text as it stands in HTML, attributes and templates among it."""
    if isinstance(value, dict):
        return {key: _inert(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_inert(each) for each in value]
    if isinstance(value, str):
        return literal(value)
    return value
