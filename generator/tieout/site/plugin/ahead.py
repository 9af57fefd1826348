"""Pages that copies of this process make at the same time, before MkDocs asks for the first.

Each page is made by MkDocs' own steps, and kept; MkDocs then finds it as one that was made before.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from tieout.jobs.forks import forked, worth

_WORTH_IT = 24
"""For so many pages a copy reads the theme's templates anew."""


def make_ahead(
    pages: Sequence[Page], config: MkDocsConfig, nav: Navigation, files: Files, jobs: int
) -> bool:
    """Make the pages by several at once, where that is worth it; whether it was done.

    A page that the menu does not name is named by its own text, which is known when all were read.
    """
    count = worth(jobs, len(pages), _WORTH_IT)
    if not count or any(page.title is None for page in nav.pages):
        return False

    def part(number: int) -> bytes:
        _say_nothing()
        env = config.plugins.on_env(config.theme.get_env(), config=config, files=files)
        others = files.documentation_pages()
        for page in pages[number::count]:
            _populate_page(page, config, files)
            _build_page(page, config, others, nav, env)
            page.content = page.markdown = None  # a page of all issuers is large
        return b""

    forked(part, count)
    return True


def _say_nothing() -> None:
    """What there is to say of a page is said when it is made once more: such a page is not kept."""
    log = logging.getLogger("mkdocs")
    log.handlers[:] = [logging.NullHandler()]
    log.propagate = False
