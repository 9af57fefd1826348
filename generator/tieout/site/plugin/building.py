"""A whole site by MkDocs: built, looked over and swapped in; or shown while it is edited."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import click
from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve as serve_site
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from tieout.charts import disk_cache
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
from tieout.views.templates import PACKAGED, Folders, Loader, fault, templates_of, theme_of
from tieout.site.frame import frame_tables, mark_figures
from tieout.site.kept_pages import PAGES, Finished, KeptPages, frame
from tieout.site.markdown import anchor, copy_page_sources, expected_files, inert
from tieout.site.settings import NoSettings, read_settings
from tieout.site import standing
from tieout.site.swap import Busy, alone, replacing
from tieout.site.look_over import Unfit, verify

from tieout.site.plugin.events import TieoutPlugin, unheard



class BuildFailed(Exception):
    """The site could not be built; the message says why, and the old site stands untouched."""


def build_site(
    root: Path, site: Path | None = None, jobs: int | None = None, told: Told = unheard
) -> int:
    """Build the site beside `site` (`root/site`), look it over and swap it in; the number of pages.

    Raises BuildFailed and leaves the old site whole if anything is wrong, or if `site` holds
    anything that no build wrote.
    """
    with _explained(root), alone(root / "build/lock"):
        place, sources = target(root, site), standing.Inputs.of(root)
        standing.forget(root)
        with replacing(place, root / standing.JOURNAL) as fresh:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh))
            config.plugins.on_startup(command="build", dirty=False)
            plugin = config.plugins.get("tieout")
            if isinstance(plugin, TieoutPlugin):
                plugin.jobs, plugin.told = jobs, told
            build(config)
            docs = Path(config.docs_dir)
            base = urlsplit(config.site_url or "/").path or "/"
            verify(fresh, expected_files(docs), base, root / CACHE)
            pages = sum(1 for _ in fresh.rglob("index.html"))
        if sources and isinstance(plugin, TieoutPlugin) and plugin.knows_all:
            standing.keep(root, place, sources, pages)
        return pages


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
        read_settings(root)
        (root / DOCS).mkdir(parents=True, exist_ok=True)  # MkDocs wants it before we fill it
        yield
    except Busy:
        raise BuildFailed("another build is at work here; wait until it has ended") from None
    except Foreign as foreign:
        raise BuildFailed(str(foreign)) from None
    except Unfit as unfit:
        raise BuildFailed(f"the built site is not fit to publish:\n{unfit}") from None
    except (Abort, MkDocsException, Finding, NoSettings) as error:
        raise BuildFailed(str(error)) from None
    except OSError as error:
        place = error.filename2 or error.filename
        raise BuildFailed(f"cannot write {place}: {error.strerror}") from None
    finally:
        logger.removeHandler(shown)


