"""A whole site by MkDocs: built, looked over and swapped in; or shown while it is edited."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import TemplateNotFound
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from tieout.build import CACHE, DOCS
from tieout.jobs.crew import Crew
from tieout.problems import Finding
from tieout.publish.ownership import Foreign
from tieout.site import standing
from tieout.site.look_over import Unfit, verify
from tieout.site.markdown import expected_files
from tieout.site.plugin.events import TieoutPlugin
from tieout.site.settings import SETTINGS, NoSettings, Settings
from tieout.site.swap import Busy, alone, passing, replacing
from tieout.site.target import target

ANYBODY = Crew()


_NOT_BUILT = "the site was not built; what is told above has to be mended first"


class BuildFailed(Exception):
    """The site could not be built; the message says why, and the old site stands untouched."""


def build_site(root: Path, site: Path | None = None, crew: Crew = ANYBODY) -> int:
    """Build the site beside `site` (`root/site`), look it over and swap it in; the number of pages.

    Raises BuildFailed and leaves the old site whole if anything is wrong, or if `site` holds
    anything that no build wrote.
    """
    with _explained(root), alone(root / "build/lock"):
        place, sources = target(root, site), standing.Inputs.of(root)
        standing.forget(root)
        with replacing(place, root / standing.JOURNAL) as fresh:
            config = _settings(root, fresh, crew)
            build(config)
            docs = Path(config.docs_dir)
            base = urlsplit(config.site_url or "/").path or "/"
            verify(fresh, expected_files(docs), base, root / CACHE, crew.processes)
            pages = sum(1 for _ in fresh.rglob("index.html"))
        plugin = config.plugins.get("tieout")
        if sources and isinstance(plugin, TieoutPlugin) and plugin.knows_all:
            standing.keep(root, place, sources, pages)
        return pages


def build_shard(root: Path, crew: Crew) -> None:
    """Work out the issuers of a shard, and keep what comes of them; no site is changed.

    Their pages are made as if there were no other issuer: links to what only the whole site has
    lead nowhere yet, and such a page is made anew when all come together. Raises BuildFailed.
    """
    with (
        _explained(root, logging.ERROR),
        alone(root / "build/lock"),
        passing(root / "site", root / standing.JOURNAL) as fresh,
    ):
        build(_settings(root, fresh, crew, strict=False))


def _settings(root: Path, site: Path, crew: Crew, *, strict: bool = True) -> MkDocsConfig:
    """The settings of a build into `site`, for which MkDocs has been started."""
    config = load_config(str(root / SETTINGS), site_dir=str(site))
    config.strict = config.strict and strict
    config.plugins.on_startup(command="build", dirty=False)
    if isinstance(plugin := config.plugins.get("tieout"), TieoutPlugin):
        plugin.crew = crew
    return config


def serve(root: Path, address: str) -> None:
    """Show the site at `address` (host:port) and follow edits until interrupted."""
    from mkdocs.commands.serve import serve as serve_site  # noqa: PLC0415  no build waits for it

    with _explained(root, logging.INFO):
        serve_site(str(root / SETTINGS), dev_addr=address, strict=False)


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
        (root / DOCS).mkdir(parents=True, exist_ok=True)  # MkDocs wants it before we fill it
        check_settings(root)
        yield
    except Busy:
        raise BuildFailed("another build is at work here; wait until it has ended") from None
    except Foreign as foreign:
        raise BuildFailed(str(foreign)) from None
    except Unfit as unfit:
        raise BuildFailed(f"the built site is not fit to publish:\n{unfit}") from None
    except (Abort, MkDocsException, Finding, NoSettings) as error:
        told = str(error)
        raise BuildFailed(_NOT_BUILT if told.startswith("Aborted with") else told) from None
    except TemplateNotFound as error:  # which is an OSError
        if str(error.name).startswith("partials/languages/"):
            raise BuildFailed(str(Settings(root).language())) from None
        told = f"the theme has no file {error.name}; correct what names it in templates/theme/"
        raise BuildFailed(told) from None
    except OSError as error:
        # A disk that is full in the midst of a file does not say in which.
        place = error.filename2 or error.filename or f"into {root.resolve()}"
        raise BuildFailed(f"cannot write {place}: {error.strerror}") from None
    finally:
        logger.removeHandler(shown)


def check_settings(root: Path) -> None:
    """Raise NoSettings where MkDocs would not take the settings; at the first of them."""
    settings, config = Settings(root), MkDocsConfig(str(root / SETTINGS))
    try:
        with (root / SETTINGS).open("rb") as file:
            config.load_file(file)
        errors, warnings = config.validate()
    except MkDocsException:  # of settings that are inherited from another file
        raise settings.inherited() from None
    known = [*MkDocsConfig()]
    doubtful = [each for each in warnings if each[0] not in known or "option" in str(each[1])]
    for key, message in (*errors, *doubtful):
        raise settings.wrong(key, str(message), known)
