"""A site of strangers' texts in every place, read in Chromium and judged by what happened there.

Its pages are read twice. Once as the browser's own parser takes them apart: no element and no
attribute more than on the page of plain words. Once opened without their policy, so that what
slipped through the first wall would run; `__pwn` writes down what does.
"""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request

from generator.plugin import build_site
from generator.prose import one_line
from tests.hostile.doors import payloads, project

ROOT = Path(__file__).parent.parent.parent
SHOWN = [payload for payload in payloads() if payload.is_shown]
CONTROL = "plain-words"
ACTIVE = ("script", "handler", "markup", "link", "identity", "search", "template")
"""Beginnings of the names of texts that would do something if they were let."""
WATCH = """
  window.__ran = [];
  window.__pwn = what => window.__ran.push(what);
  document.addEventListener("securitypolicyviolation", event =>
    window.__ran.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
SKELETONS = """async pages => {
  const found = {};
  for (const path of pages) {
    const text = await (await fetch(path)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelectorAll(".prose").forEach(each => each.replaceChildren());
    const names = each => `${each.tagName} ${each.getAttributeNames().sort().join(" ")}`;
    found[path] = {
      elements: [...page.querySelectorAll("*")].map(names),
      title: page.title,
      text: page.body.textContent,
      description: page.querySelector("meta[name=description]").content,
      repeated: [...page.querySelectorAll("[id]")].map(each => each.id)
        .filter((id, place, all) => all.indexOf(id) < place),
    };
  }
  return found;
}"""
WORDS = "script svg onerror onload iframe form style javascript evil title".split()


class Quiet(SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the hostile site is served: built and looked over as every site is."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path, content in project(SHOWN).items():
        target = root / "briefs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1791000000")
        environment.delenv("SITE_URL", raising=False)
        build_site(root, root / "site")
    handler = functools.partial(Quiet, directory=root / "site")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Visit:
    """A window on the site, and everything in it that a stranger may have done."""

    def __init__(self, browser: Browser, address: str, *, policy: bool) -> None:
        self.address = address
        self.done: list[str] = []
        self.context = browser.new_context(bypass_csp=not policy)
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.page.on("request", self._asks)
        self.page.on("dialog", lambda dialog: self._act(f"dialog: {dialog.message}"))
        self.page.on("popup", lambda _: self._act("a window opened"))
        self.page.on("pageerror", lambda error: self._act(f"error: {error}"))

    def _act(self, what: str) -> None:
        self.done.append(what)

    def _asks(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self._act(f"asked {request.url}")

    def open(self, path: str) -> None:
        """Load a page, and note what ran, where it led, and whether its parts stand in place."""
        self.page.goto(self.address + path, wait_until="load")
        self.note(path)
        if self.page.url.split("#", 1)[0] != self.address + path.split("#", 1)[0]:
            self._act(f"{path} led to {self.page.url}")
        if not self.page.evaluate(
            "['header.md-header', 'h1', 'article', 'footer .disclaimer']"
            ".every(part => document.querySelector(part).checkVisibility())"
            " && document.elementFromPoint(innerWidth / 2, 10).closest('header') !== null"
        ):
            self._act(f"{path} lost a part")

    def note(self, where: str) -> None:
        """Write down what ran since the page was opened."""
        self.done += [f"{where}: {what}" for what in self.page.evaluate("__ran")]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visit under the site's policy."""
    visit = Visit(browser, address, policy=True)
    yield visit
    visit.context.close()
    assert visit.done == []


@pytest.fixture
def bare(browser: Browser, address: str) -> Iterator[Visit]:
    """A visit without the policy, and without Material's own script, which takes its time."""
    visit = Visit(browser, address, policy=False)
    visit.context.route(
        "**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    yield visit
    visit.context.close()
    assert visit.done == []


def test_no_page_has_an_element_or_attribute_of_a_stranger(visit: Visit) -> None:
    visit.open("")
    pages = [f"{each.name}/{page}" for each in SHOWN for page in ("", "2026-q2/")]
    found: dict[str, dict[str, Any]] = visit.page.evaluate(SKELETONS, pages)
    for each in SHOWN:
        text = one_line(each.text)
        for page in ("", "2026-q2/"):
            ours, theirs = found[f"{each.name}/{page}"], found[f"{CONTROL}/{page}"]
            if each.prose:  # without any, the page has no section for it
                assert ours["elements"] == theirs["elements"], each.name
            assert text in one_line(ours["title"])
            assert text in one_line(ours["text"])
            assert ours["repeated"] == [], each.name
        assert text in one_line(found[f"{each.name}/"]["description"])


def test_nothing_runs_even_without_the_policy(bare: Visit) -> None:
    for each in SHOWN:
        if each.name.startswith(ACTIVE):
            bare.open(f"{each.name}/2026-q2/")


@pytest.mark.parametrize("path", ["", "all/", "all/2026-q2/", "identity-search/", "identity-toc/"])
def test_nothing_runs_and_nothing_is_asked_of_another_host(visit: Visit, path: str) -> None:
    visit.open(path)
    visit.page.wait_for_load_state("networkidle")
    visit.note(path)


def test_a_chart_of_strangers_words_becomes_interactive(visit: Visit) -> None:
    visit.open("all/2026-q2/")
    figure = visit.page.locator("#chart-segments")
    figure.locator("img.chart__light").hover(position={"x": 20, "y": 20})
    figure.locator(".chart__live svg").wait_for()
    assert figure.locator(".chart__live").locator("a, image, script, foreignObject").count() == 0
    visit.note("chart")


def test_search_shows_strangers_words_as_words(visit: Visit) -> None:
    visit.open("")
    visit.page.keyboard.press("s")
    field = visit.page.locator(".md-search__input")
    results = visit.page.locator(".md-search-result__list")
    for word in WORDS:
        field.fill(word)
        field.press("Shift")
        visit.page.wait_for_timeout(200)
        results.locator(".md-search-result__link").first.wait_for()
        assert word in results.inner_text().lower()
        held = results.locator("script, img, svg, iframe, form, style, base, meta, input, a a")
        assert held.count() == 0
        visit.note(word)


@pytest.mark.parametrize("words", ["<img src=x onerror=__pwn('q')>", "\"><script>__pwn('q')"])
def test_a_link_with_words_to_mark_or_search_runs_nothing(visit: Visit, words: str) -> None:
    for path in (f"all/?h={quote(words)}", f"?q={quote(words)}"):
        visit.page.goto(visit.address + path)
        visit.page.wait_for_load_state("networkidle")
        visit.note(path)


def test_a_drawing_opened_by_itself_holds_words_alone(visit: Visit) -> None:
    visit.page.goto(visit.address + "all/2026-q2/charts/segments-light.svg")
    assert visit.page.locator("script, a, image, foreignObject, style").count() == 0
    assert '<script>__pwn("script")' in (visit.page.locator("svg").text_content() or "")
    visit.note("drawing")
