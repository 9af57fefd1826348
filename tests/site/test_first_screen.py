"""A brief's first screen tells in ten seconds what was reported, whatever the issuer is like."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import QuietHandler
from playwright.sync_api import Browser, expect
from project import ROOT
from reader import Reader
from screens import DESK, PHONE, broken_numbers, outside
from tieout.site.plugin import build_site

from tests.conftest import MadeOnce

SCREENS = ROOT / "tests/screens"
KINDS = {path.parent.name: path for path in sorted(SCREENS.glob("briefs/*/company.yml"))}
LATEST = {
    kind: f"{kind}/{max(each.stem for each in path.parent.glob('2*.yml'))}/"
    for kind, path in KINDS.items()
}


@pytest.fixture(scope="module")
def reader(browser: Browser, made_once: MadeOnce) -> Iterator[Reader]:
    """A reader of a site with an issuer of every kind."""
    folder = made_once("screens", _build) / "site"
    handler = functools.partial(QuietHandler, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        reader = Reader(browser, f"http://127.0.0.1:{server.server_port}/")
        yield reader
        reader.close()
        server.shutdown()
    assert reader.complaints == []


def _build(root: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(SCREENS / "briefs", root / "briefs")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1791000000")
        for name in ("GITHUB_REPOSITORY", "SITE_URL", "REPO_URL"):
            environment.delenv(name, raising=False)
        build_site(root, root / "site")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_screen_is_seen_whole(reader: Reader, kind: str, size: tuple[int, int]) -> None:
    page = reader.open(LATEST[kind])
    assert outside(page, size) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("kind", KINDS)
def test_no_number_stands_on_two_lines(reader: Reader, kind: str, width: int) -> None:
    assert broken_numbers(reader.open(LATEST[kind], width)) == []


def test_every_row_is_read_out_whole(reader: Reader) -> None:
    """On a phone too, where the table is laid out as a list: its roles stay."""
    page = reader.open(LATEST["long"], PHONE[0])
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Revenue", exact=True))
    expect(row.get_by_role("cell")).to_have_count(4)
    expect(row.get_by_role("cell").last).to_contain_text("ahead of three of four estimates")


def test_without_an_estimate_there_is_a_picture_of_the_periods(reader: Reader) -> None:
    page = reader.open(LATEST["big"])
    expect(page.locator(".score__estimates, .score__axis")).to_have_count(0)
    expect(page.locator(".score svg.spark").first.locator(".now")).to_have_count(1)
    page = reader.open(LATEST["half"])
    expect(page.locator(".score thead")).to_contain_text("Eight half-years")
