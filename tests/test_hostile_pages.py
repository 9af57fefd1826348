"""Strangers' words where they are published: on pages, in charts, feeds, tables and documents.

The project of these tests has every text of `hostile/` in every place that takes one. Whatever a
text is, it adds no element and no attribute to what the text of plain words makes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from icalendar import Calendar
from lxml.etree import fromstring
from tieout import examine as examining
from tieout.charts.drawing import Drawn
from tieout.edition import Edition
from tieout.examine import Examined, examine
from tieout.figures.spreadsheet import unescaped
from tieout.problems import errors
from tieout.publish.api.market import market_documents
from tieout.publish.cards import picture
from tieout.publish.downloads import downloads
from tieout.publish.feeds import feeds
from tieout.publish.ics import calendar
from tieout.publish.linked import linked
from tieout.publish.llms import llms
from tieout.records.folders import find, load
from tieout.site.frame import mark_figures
from tieout.views import pages as rendering
from tieout.views.brief.line import BriefLine
from tieout.views.shared.plain import one_line
from tieout.views.shared.prose import safe

from tests.hostile.doors import Payload, payloads, project
from tests.rows import api, everything, lines, site_pages

SHOWN = [payload for payload in payloads() if payload.is_shown]
TODAY = date(2026, 10, 1)
EDITION = Edition(TODAY, "https://briefs.example/", "https://edit.example/")
TEMPLATES = (Path(__file__).parent.parent / "templates",)
CONTROL = "plain-words"
EXTENSIONS = ["fenced_code", "tables", "toc"]
CONFIGS = {"tables": {"use_align_attribute": True}}
"""Those of the site; `fenced_code` is switched on by MkDocs itself."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that has every text in every place."""
    root = tmp_path_factory.mktemp("hostile")
    for path, content in project(SHOWN).items():
        target = root / "briefs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def examined(root: Path) -> Examined:
    """It, read and checked, but for the numbers in prose: a text with one stands there too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(examining, "untied", lambda *_: ())
        return examine(root, TODAY)


@pytest.fixture(scope="module")
def written(examined: Examined) -> dict[str, str]:
    """Its documents by path, but for the drawings."""
    drawn = Drawn("<svg/>", 1, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "draw", lambda *_: drawn)
        pages = site_pages(examined.issuers, TEMPLATES, Path(), EDITION)
        return {page.path.as_posix(): page.text for page in pages}


def test_what_is_shown_is_let_in(examined: Examined) -> None:
    assert errors(examined.problems) == ()
    assert len(examined.issuers) == len(SHOWN) + 1


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


PROSE = re.compile(r'<div class="prose">.*?</div>', re.DOTALL)


def built(page: str) -> Skeleton:
    """What the site makes of a page's Markdown; prose, which may hold more, is left out."""
    body = PROSE.sub("", page.split("\n---\n", 1)[1]).replace("\n## Takeaways\n", "\n")
    whole = markdown.markdown(body, extensions=EXTENSIONS, extension_configs=CONFIGS)
    return Skeleton(mark_figures(whole))


@pytest.mark.parametrize("payload", SHOWN, ids=lambda payload: payload.name)
def test_a_text_adds_no_element_and_no_attribute(payload: Payload, written: dict[str, str]) -> None:
    for page in ("index.md", "2026-q2/index.md"):
        ours = built(written[f"{payload.name}/{page}"])
        assert ours.elements == built(written[f"{CONTROL}/{page}"]).elements
        assert one_line(payload.text) in one_line(ours.text)


ELEMENTS = set(
    """a b blockquote br code data details div em figcaption figure h1 h2 h3 hr img li ol p pre q
    small span strong summary table tbody td th thead time tr ul""".split()
)
ATTRIBUTES = set(
    """align alt class data-figure data-search-exclude data-unit data-value datetime height hidden
    href id loading rel src value width""".split()
)
OF_A_BRIEF = set("caption circle dd dl dt i line nav path rect section svg text title".split())
OF_DRAWINGS = set(
    """aria-hidden aria-label colspan cx cy d focusable overflow preserveaspectratio r role scope
    text-anchor viewbox x x1 x2 y y1 y2""".split()
)
OF_FORMS = set("button fieldset form input label legend option output select".split())
OF_THE_SCREENER = set(
    """aria-label autocomplete checked data-key data-kind data-search-exclude data-total for hidden
    inputmode name role scope tabindex type""".split()
)


def test_all_texts_together_bring_no_element_and_no_attribute_of_their_own(
    written: dict[str, str],
) -> None:
    for page in ("all/index.md", "all/2025-q2/index.md", "all/2026-q2/index.md"):
        for tag, *attributes in built(written[page]).elements:
            assert tag in ELEMENTS | OF_A_BRIEF
            assert {each.lower() for each in attributes} <= ATTRIBUTES | OF_DRAWINGS


@pytest.mark.parametrize("page", ["calendar.md", "corrections.md", "coverage.md"])
def test_all_texts_stand_in_the_logs_and_bring_nothing_of_their_own(
    page: str, written: dict[str, str]
) -> None:
    ours = built(written[page])
    for tag, *attributes in ours.elements:
        assert tag in ELEMENTS
        assert set(attributes) <= ATTRIBUTES
    text = one_line(ours.text)
    assert [each.name for each in SHOWN if one_line(each.text) not in text] == []


def test_all_texts_together_change_nothing_in_the_table_of_issuers(written: dict[str, str]) -> None:
    for tag, *attributes in built(written["index.md"]).elements:
        assert tag in ELEMENTS | OF_FORMS | OF_A_BRIEF
        told = {each.lower() for each in attributes}
        assert told <= ATTRIBUTES | OF_THE_SCREENER | OF_DRAWINGS | {"aria-labelledby"}


@pytest.mark.parametrize("payload", SHOWN, ids=lambda payload: payload.name)
def test_front_matter_holds_no_field_of_a_contributor(
    payload: Payload, written: dict[str, str]
) -> None:
    for page in ("index.md", "2026-q2/index.md"):
        head = yaml.safe_load(written[f"{payload.name}/{page}"].split("---\n")[1])
        control = yaml.safe_load(written[f"{CONTROL}/{page}"].split("---\n")[1])
        assert head.keys() == control.keys()
        assert one_line(payload.text) in head["title"]


def specifications(written: dict[str, str]) -> Iterator[tuple[str, object]]:
    return ((path, json.loads(text)) for path, text in written.items() if path.endswith(".vl.json"))


def expressions(node: object) -> Iterator[object]:
    """Every expression and address of a chart's specification, but not its rows."""
    if isinstance(node, list):
        for each in node:
            yield from expressions(each)
    elif isinstance(node, dict):
        for key, each in node.items():
            if key in ("expr", "calculate", "filter", "labelExpr", "href", "url", "signal", "test"):
                yield each
            elif key not in ("datasets", "values", "title", "description"):
                yield from expressions(each)


def test_a_chart_has_no_expression_of_a_contributor(written: dict[str, str]) -> None:
    found = list(specifications(written))
    assert len(found) > 4
    for path, spec in found:
        told = json.dumps(list(expressions(spec)))
        for payload in SHOWN:
            assert len(payload.text) < 4 or payload.text not in told, path


def test_a_download_is_the_contributors_own_file(root: Path) -> None:
    folders, _ = find(root / "briefs", root)
    files = {
        path.as_posix(): content for folder in folders for path, content in downloads(load(folder))
    }
    for path, filed in {"all/2026-q2/record.yml": "all/2026-q2.yml"}.items():
        assert files[path] == (root / "briefs" / filed).read_bytes()


@pytest.fixture(scope="module")
def published(examined: Examined) -> dict[str, bytes]:
    """Its API, by path."""
    files = api(examined.issuers, EDITION)
    return {path.as_posix(): content for path, content in files}


@pytest.mark.parametrize("payload", SHOWN, ids=lambda payload: payload.name)
def test_the_api_holds_a_text_as_it_was_typed(
    payload: Payload, published: dict[str, bytes]
) -> None:
    """As a string of JSON in every document, and nothing of it could end a script on a page."""
    name, typed = payload.name, payload.text.strip()
    for path in (f"api/v2/briefs/{name}/2026-q2.json", f"api/v2/issuers/{name}.json"):
        content = published[path].decode()
        assert not re.search("[<>&\u2028\u2029]", content)
        assert any(typed in each for each in texts_in(json.loads(content))), path
    claims = json.loads(published["api/v2/briefs/all/2026-q2.json"])["claims"]
    assert any(typed in each for each in texts_in(claims))


@pytest.mark.parametrize("path", ["figures/all", "claims/all"])
def test_no_cell_of_a_table_is_a_formula(path: str, published: dict[str, bytes]) -> None:
    """Whether a spreadsheet splits at the comma, as it should, or at another sign."""
    table = io.StringIO(published[f"api/v2/{path}.csv"].decode(), newline="")
    rows = list(csv.reader(table, strict=True))
    assert len({len(row) for row in rows}) == 1
    texts = (each for row in rows for each in row if not re.fullmatch(r"-[0-9]+(\.[0-9]+)?", each))
    for part in (part for text in texts for part in re.split(r"[;\t\r\n]", text)):
        assert not re.match(r"[=+\-@\uff1d\uff0b\uff0d\uff20]", part)


@pytest.mark.parametrize("payload", SHOWN, ids=lambda payload: payload.name)
def test_a_table_gives_a_text_back(payload: Payload, published: dict[str, bytes]) -> None:
    table = io.StringIO(published["api/v2/claims/all.csv"].decode(), newline="")
    cells = {unescaped(cell) for row in csv.reader(table) for cell in row}
    assert any(payload.text.strip() in cell for cell in cells)


@pytest.fixture(scope="module")
def told_elsewhere(examined: Examined) -> list[BriefLine]:
    """Its briefs as feeds, cards and linked data have them."""
    return lines(examined.issuers)


def test_a_feed_holds_a_text_as_words_alone(told_elsewhere: list[BriefLine]) -> None:
    found = {path.as_posix(): content for path, content in feeds(told_elsewhere, EDITION)}
    assert len(found) > len(SHOWN)
    for payload in SHOWN:
        feed = fromstring(found[f"{payload.name}/feed.xml"])
        control = fromstring(found[f"{CONTROL}/feed.xml"])
        assert [each.tag for each in feed.iter()] == [each.tag for each in control.iter()]
        assert [sorted(each.attrib) for each in feed.iter()] == [
            sorted(each.attrib) for each in control.iter()
        ]
        for words in (feed[1].text, *(each.text for each in feed.iter("{*}title"))):
            assert one_line(payload.text) in (words or "")


def test_linked_data_holds_a_text_as_words_alone(
    examined: Examined, told_elsewhere: list[BriefLine]
) -> None:
    found = {
        path.as_posix(): content.decode()
        for issuer in examined.issuers.values()
        for path, content in linked(
            issuer, [each for each in told_elsewhere if each.issuer == issuer.slug], EDITION
        )
    }
    for payload in SHOWN:
        for page in ("index.jsonld", "2026-q2/index.jsonld"):
            script = found[f"{payload.name}/{page}"]
            assert not re.search(r"[<>&]|\{[{%#]|[}%#]\}", script)
            graph = json.loads(script)
            assert any(one_line(payload.text) in each for each in texts_in(graph))
            assert all(map(safe, addresses_in(graph)))


def addresses_in(node: object) -> Iterator[str]:
    """Every address of linked data."""
    if isinstance(node, list):
        for each in node:
            yield from addresses_in(each)
    elif isinstance(node, dict):
        for key, each in node.items():
            if key in ("@id", "url", "item", "image", "contentUrl", "subjectOf"):
                yield each
            else:
                yield from addresses_in(each)


def test_the_file_for_language_models_has_a_line_for_each_issuer(
    told_elsewhere: list[BriefLine],
) -> None:
    ((_, content),) = llms(told_elsewhere, TEMPLATES, EDITION)
    listed = content.decode().partition("## Issuers\n")[2].strip().splitlines()
    assert len(listed) == len(SHOWN) + 1
    for line in listed:
        page = built(f"\n---\n{line}")
        assert [tag for tag, *_ in page.elements] == ["ul", "li", "a", "a"]
        assert line.count("](https://briefs.example/") == 2


def test_the_calendar_holds_a_text_as_words_alone(examined: Examined) -> None:
    all_ = everything(examined.issuers, EDITION)
    whole = Calendar.from_ical(calendar(all_.lines, all_.days, EDITION))
    events = {str(event["uid"]).partition("-2026-q2@")[0]: event for event in whole.walk("VEVENT")}
    for payload in SHOWN:
        ours = events[payload.name]
        assert ours.keys() == events[CONTROL].keys()
        assert one_line(payload.text) in ours["summary"]
        assert ours["url"] == f"https://briefs.example/{payload.name}/2026-q2/"


def test_documents_across_issuers_hold_a_text_as_words_alone(examined: Examined) -> None:
    market = everything(examined.issuers, EDITION).market
    found = {path.as_posix(): content for path, content in market_documents(market)}
    assert len(found) > 1
    for path, content in found.items():
        assert not re.search("[<>&\u2028\u2029]", content.decode()), path
    told = set(texts_in(json.loads(found["api/v2/screener.json"])))
    assert {one_line(payload.text) for payload in SHOWN} <= {one_line(each) for each in told}


def test_a_card_holds_a_text_as_words_alone(told_elsewhere: list[BriefLine]) -> None:
    for brief in told_elsewhere:
        svg = fromstring(picture(brief, TEMPLATES, EDITION).encode())
        assert {each.tag.rpartition("}")[2] for each in svg.iter()} == CARD_ELEMENTS
        names = {name for each in svg.iter() for name in each.attrib}
        assert not [name for name in names if name.startswith("on") or "href" in name]


CARD_ELEMENTS = set("svg style rect path text".split())


def texts_in(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | dict):
        for each in node.values() if isinstance(node, dict) else node:
            yield from texts_in(each)
