"""One real, strict build of the sample, served here and read in Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from project import EPOCH, REPOSITORY, ROOT, copy_of_the_project
from reader import Profiles, Reader
from screens import project_of_screens
from served import served
from tieout.site.plugin import build_site

from tests.conftest import MadeOnce

# No sandbox inside a container; nothing that would call home.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def site(made_once: MadeOnce) -> Path:
    """The site, built as `tieout build` builds it."""
    return made_once("sample", _build) / "site"


def _build(root: Path) -> None:
    _build_here(copy_of_the_project(root))


def _build_here(root: Path) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", EPOCH)
        environment.setenv("REPO_URL", REPOSITORY)
        for name in ("GITHUB_REPOSITORY", "SITE_URL"):
            environment.delenv(name, raising=False)
        build_site(root, root / "site")


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with a slash at the end."""
    with served(site) as here:
        yield here


def _executable() -> str:
    """The browser that `make test` has found, or the one that is named."""
    recorded = ROOT / ".venv/chromium"
    named = os.environ.get("TIEOUT_CHROMIUM", "")
    if named not in ("", "playwright"):
        return named
    return recorded.read_text().strip()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_executable(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    return Profiles(browser)


@pytest.fixture
def reader(profiles: Profiles, address: str) -> Iterator[Reader]:
    """A reader; the test fails if a page complained, or asked anything of another host."""
    yield from _reading(profiles, address)


@pytest.fixture(scope="module")
def _onlooker(profiles: Profiles, address: str) -> Iterator[Reader]:
    onlooker = Reader(profiles, address)
    yield onlooker
    onlooker.close()


@pytest.fixture
def onlooker(_onlooker: Reader) -> Iterator[Reader]:
    """A reader for all tests of a file: what they only look at is opened once for them."""
    yield _onlooker
    assert _onlooker.complaints == []


@pytest.fixture(scope="module")
def _onlooker_of_screens(profiles: Profiles, screens_address: str) -> Iterator[Reader]:
    onlooker = Reader(profiles, screens_address)
    yield onlooker
    onlooker.close()


@pytest.fixture
def onlooker_of_screens(_onlooker_of_screens: Reader) -> Iterator[Reader]:
    """Likewise for the site with an issuer of every kind."""
    yield _onlooker_of_screens
    assert _onlooker_of_screens.complaints == []


@pytest.fixture
def screens(profiles: Profiles, screens_address: str) -> Iterator[Reader]:
    """A reader of a site with an issuer of every kind."""
    yield from _reading(profiles, screens_address)


def _reading(profiles: Profiles, address: str) -> Iterator[Reader]:
    reader = Reader(profiles, address)
    yield reader
    reader.close()
    assert reader.complaints == []


@pytest.fixture(scope="session")
def screens_site(made_once: MadeOnce) -> Path:
    """That site, with every chart and card drawn for it."""
    return made_once("screens", _build_screens) / "site"


@pytest.fixture(scope="session")
def screens_address(screens_site: Path) -> Iterator[str]:
    """Where it is served."""
    with served(screens_site) as here:
        yield here


def _build_screens(root: Path) -> None:
    _build_here(project_of_screens(root))
