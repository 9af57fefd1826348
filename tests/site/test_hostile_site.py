"""A site of strangers' texts in every place, read in Chromium and judged by what happened there.

Its pages are read twice. Once as the browser's own parser takes them apart: no element and no
attribute more than on the page of plain words. Once opened without their policy, so that what
slipped through the first wall would run; `__pwn` writes down what does.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request
from served import QuietHandler, served
from tieout import examine as examining
from tieout.charts.cache import draw
from tieout.charts.chart import Chart
from tieout.charts.colours import Palettes
from tieout.charts.drawing import COLOURED, Drawn
from tieout.jobs.crew import ALONE
from tieout.publish import cards
from tieout.records.names import sector_slug
from tieout.site.plugin import build_site
from tieout.views import pages as rendering
from tieout.views.shared.plain import one_line

from tests.conftest import MadeOnce, leave_out_what_is_of_no_issuer
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
    const names = each => `${each.tagName} ${each.getAttributeNames().sort().join(" ")}`.trim();
    const prose = [...page.querySelectorAll(".prose")];
    const inProse = prose.flatMap(each => [...each.querySelectorAll("*")]);
    const links = inProse.filter(each => each.tagName === "A").map(each => each.href);
    const told = prose.map(each => each.textContent);
    const inside = inProse.map(names);
    prose.forEach(each => each.replaceChildren());
    found[path] = {
      inside, links, told,
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
IN_PROSE = {
    *"P EM STRONG UL OL LI BLOCKQUOTE CODE PRE BR HR H3 H4 H5 H6".split(),
    "A href rel",
    "A class href title",
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
WORDS = "script svg onerror onload iframe style javascript evil title".split()


class WithoutMaterial(QuietHandler):
    """Material's own script is empty: it takes its time, and is not what is looked at."""

    def do_GET(self) -> None:  # noqa: N802  the name is given
        if "/bundle." in self.path and self.path.endswith(".js"):
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()


def _draw(chart: Chart, palettes: Palettes, cache: Path) -> Drawn:
    if chart.name == "segments" and len(chart.table.rows) >= len(SHOWN):
        return draw(chart, palettes, cache)
    nothing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    return Drawn(nothing, 1, 1)


def _build(root: Path) -> None:
    """Build and look over the hostile site as every site is."""
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path, content in project(SHOWN).items():
        target = root / "briefs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1791000000")
        patch.delenv("SITE_URL", raising=False)
        # Numbers in prose must tie to figures. Here every text stands there, with its numbers.
        leave_out_what_is_of_no_issuer(patch)
        patch.setattr(examining, "untied", lambda *_: ())
        # One chart has every text in it. The others, and cards, would take a minute to draw.
        patch.setattr(rendering, "draw", _draw)
        patch.setattr(cards, "_drawn", lambda *_: PIXEL)
        build_site(root, root / "site", ALONE)  # what is put aside here is so in this process


@pytest.fixture(scope="module")
def hostile(made_once: MadeOnce) -> Path:
    """The hostile site."""
    return made_once("hostile", _build) / "site"


@pytest.fixture(scope="module")
def address(hostile: Path) -> Iterator[str]:
    """Where it is served."""
    with served(hostile) as here:
        yield here


@pytest.fixture(scope="module")
def bare_address(hostile: Path) -> Iterator[str]:
    """Where it is served without Material's own script."""
    with served(hostile, WithoutMaterial) as here:
        yield here


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

    def settle(self, where: str) -> None:
        """Wait until scripts that have begun have done, and note what ran."""
        self.page.evaluate(
            "new Promise(done => requestIdleCallback(() => setTimeout(done, 50), {timeout: 2000}))"
        )
        self.note(where)

    def note(self, where: str) -> None:
        """Write down what ran since the page was opened."""
        self.done += [f"{where}: {what}" for what in self.page.evaluate("__ran")]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visit under the site's policy."""
    yield from _visiting(Visit(browser, address, policy=True))


@pytest.fixture
def bare(browser: Browser, bare_address: str) -> Iterator[Visit]:
    """A visit without the policy, and without Material's own script."""
    yield from _visiting(Visit(browser, bare_address, policy=False))


def _visiting(visit: Visit) -> Iterator[Visit]:
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
            assert ours["elements"] == theirs["elements"], each.name
            assert text in one_line(ours["title"])
            assert text in one_line(ours["text"])
            assert ours["repeated"] == [], each.name
        assert text in one_line(found[f"{each.name}/"]["description"])


def test_prose_holds_what_prose_may_hold_alone(visit: Visit) -> None:
    """The takeaways, and the text as the first and the last paragraph of a summary."""
    visit.open("")
    pages = [f"{each.name}/2026-q2/" for each in SHOWN] + ["all/2026-q2/", "all/2025-q2/"]
    found: dict[str, dict[str, Any]] = visit.page.evaluate(SKELETONS, pages)
    for path, page in found.items():
        assert set(page["inside"]) <= IN_PROSE, path
        links = [link for link in page["links"] if not link.startswith(visit.address)]
        assert all(link.startswith(("http://", "https://", "mailto:")) for link in links), path
    for each in SHOWN:
        takeaways, *summary = found[f"{each.name}/2026-q2/"]["told"]
        assert len(summary) == 1
        assert summary[0].split("A second paragraph.")[0].split() == takeaways.split(), each.name
        assert summary[0].count("A second paragraph.") == 1
    assert len(found["all/2026-q2/"]["told"]) == 1 + len(SHOWN)


def test_nothing_runs_even_without_the_policy(bare: Visit) -> None:
    for each in SHOWN:
        if each.name.startswith(ACTIVE):
            bare.open(f"{each.name}/2026-q2/")
    for path in ("", "compare/", "sectors/", "claims/", "corrections/", "all/", "all/2026-q2/"):
        bare.open(path)


PAGES = [
    "",
    "all/",
    "all/2026-q2/",
    "identity-search/",
    "identity-toc/",
    "compare/",
    "sectors/",
    "periods/",
    "periods/2026-q2/",
    "calendar/",
    "coverage/",
    "corrections/",
    "claims/",
    "sources/",
]


def test_nothing_runs_and_nothing_is_asked_of_another_host(visit: Visit) -> None:
    for path in PAGES:
        visit.open(path)
        visit.settle(path)
    for each in ("script-plain", "handler-image", "markup-close"):
        (payload,) = (one for one in SHOWN if one.name == each)
        visit.open(f"sectors/{sector_slug(payload.text)}/")
        assert one_line(payload.text) in one_line(visit.page.inner_text("h1"))


def test_a_chart_of_strangers_words_becomes_interactive(visit: Visit) -> None:
    visit.open("all/2026-q2/record/")
    figure = visit.page.locator("#chart-segments")
    figure.locator("img.chart__light").hover(position={"x": 20, "y": 20})
    figure.locator(".chart__live svg").wait_for()
    assert figure.locator(".chart__live").locator("a, image, script, foreignObject").count() == 0
    visit.note("chart")


FOREIGN = "script, img, svg, iframe, form, style, base, meta, a a, [onerror], [onclick], [style]"
"""What no list of ours has in it."""


def test_the_table_of_issuers_is_made_anew_of_words_alone(visit: Visit) -> None:
    bad = quote("<img src=x onerror=__pwn('sort')>")
    for query in ("sort=issuer&order=ascending", f"sort={bad}&order={bad}&sector={bad}&find={bad}"):
        visit.open(f"?{query}")
        names = visit.page.locator("#screener tbody th a")
        told = {one_line(name) for name in names.all_text_contents()}
        assert {one_line(each.text) for each in SHOWN} <= told or bad in query
        assert visit.page.locator("#screener tbody").locator(FOREIGN).count() == 0
        visit.settle(query)


def test_a_comparison_is_made_of_words_alone(visit: Visit) -> None:
    issuers = "script-plain,handler-image,markup-close,identity-proto,template-print"
    visit.page.goto(f"{visit.address}compare/?issuers={issuers}&metric=revenue&scale=absolute")
    table = visit.page.locator("#compare-table + *")
    (payload,) = (each for each in SHOWN if each.name == "handler-image")
    table.get_by_text(payload.text).first.wait_for()
    assert table.locator(FOREIGN).count() == 0
    bad = quote("<img src=x onerror=__pwn('compare')>")
    visit.page.goto(f"{visit.address}compare/?issuers={bad}&metric={bad}&by={bad}&scale={bad}")
    visit.settle("compare")


def test_search_shows_strangers_words_as_words(visit: Visit) -> None:
    visit.open("")
    visit.page.keyboard.press("/")
    field = visit.page.get_by_role("combobox", name="Search figures")
    results = visit.page.get_by_role("listbox", name="Results")
    for word in WORDS:
        field.fill(word)
        results.filter(has_text=re.compile(word, re.IGNORECASE)).wait_for()
        held = results.locator("script, img, svg, iframe, form, style, base, meta, input, a a")
        assert held.count() == 0
        visit.note(word)


@pytest.mark.parametrize("words", ["<img src=x onerror=__pwn('q')>", "\"><script>__pwn('q')"])
def test_what_is_asked_of_the_search_runs_nothing(visit: Visit, words: str) -> None:
    visit.open("")
    visit.page.keyboard.press("/")
    visit.page.get_by_role("combobox", name="Search figures").fill(words)
    visit.page.locator(".search__status", has_text=re.compile("Nothing fits|result")).wait_for()
    visit.settle("searched")


def test_a_drawing_opened_by_itself_holds_words_alone(visit: Visit) -> None:
    visit.page.goto(visit.address + "all/2026-q2/record/charts/segments.svg")
    assert visit.page.locator("script, a, image, foreignObject").count() == 0
    (colours,) = visit.page.locator("style").all_text_contents()
    assert COLOURED.fullmatch(colours)
    assert '<script>__pwn("script")' in (visit.page.locator("svg").text_content() or "")
    visit.note("drawing")
