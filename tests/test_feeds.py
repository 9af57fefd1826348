"""What machines read beside the pages: feeds, linked data, `llms.txt`, the cards of briefs."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tieout.edition import Edition
from tieout.examine import Examined, examine
from tieout.facts.rows import facts_json
from tieout.facts.store import Facts
from tieout.publish import cards as drawing
from tieout.publish.cards import cards
from tieout.publish.feeds import feeds
from tieout.publish.linked import as_script, linked
from tieout.publish.llms import llms
from tieout.publish.png import packed
from tieout.records.read import Issuer
from tieout.views.brief.card import texts
from tieout.views.brief.line import BriefLine, Headline, Said

from tests.conftest import RECORD, File
from tests.rows import lines

ROOT = Path(__file__).parent.parent
TEMPLATES = (ROOT / "templates",)
SITE = "https://briefs.example/notes/"
EDITION = Edition(date(2026, 12, 1), SITE, name="Notes & Co", description="Every number ties out")
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "feeds/atom.rng"))


@pytest.fixture(scope="module")
def examined() -> Examined:
    """The golden case that has a bit of everything."""
    return examine(ROOT / "tests/golden/full", date(2026, 12, 1))


@pytest.fixture(scope="module")
def briefs(examined: Examined) -> list[BriefLine]:
    return lines(examined.issuers)


def published(briefs: list[BriefLine], edition: Edition = EDITION) -> dict[str, bytes]:
    return {path.as_posix(): content for path, content in feeds(briefs, edition)}


def one(briefs: list[BriefLine], path: str = "feed.xml") -> Any:
    return etree.fromstring(published(briefs)[path])


def entries(feed: Any) -> dict[str, Any]:
    """The entries by the path of their page, in the feed's order."""
    return {
        each.findtext(f"{ATOM}id").removeprefix(SITE): each for each in feed.iter(f"{ATOM}entry")
    }


def figures(entry: Any) -> Iterator[tuple[str, str, str]]:
    """Id, exact value and text of every number of an entry's content."""
    for number in entry.iter(f"{XHTML}data"):
        yield number.get("data-figure"), number.get("value"), number.text


# Feeds


def test_every_feed_is_valid(briefs: list[BriefLine]) -> None:
    found = published(briefs)
    assert set(found) == {"feed.xml", "acme/feed.xml", "sectors/invented-instruments/feed.xml"}
    for content in found.values():
        SCHEMA.assertValid(etree.fromstring(content))


def test_the_schema_refuses_what_the_standard_does(briefs: list[BriefLine]) -> None:
    for tag in ("id", "title", "updated", "author"):
        feed = one(briefs)
        feed.remove(feed.find(f"{ATOM}{tag}"))
        assert not SCHEMA.validate(feed)
    feed = one(briefs)
    feed.find(f"{ATOM}updated").text = "2026-12-01"
    assert not SCHEMA.validate(feed)


def test_a_site_without_briefs_has_a_valid_feed_of_its_commit() -> None:
    feed = one([])
    SCHEMA.assertValid(feed)
    assert feed.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"


def test_a_site_that_does_not_know_its_address_has_no_feed(briefs: list[BriefLine]) -> None:
    assert published(briefs, replace(EDITION, site="")) == {}


def test_feeds_know_where_they_are_and_what_they_stand_for(briefs: list[BriefLine]) -> None:
    for path, content in published(briefs).items():
        feed = etree.fromstring(content)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links == {
            "self": SITE + path,
            "alternate": SITE + path.removesuffix("feed.xml"),
        }
        assert feed.findtext(f"{ATOM}id") == SITE + path
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Notes & Co"


def test_an_id_is_the_address_of_the_page_and_the_same_in_every_feed(
    briefs: list[BriefLine],
) -> None:
    ids = [list(entries(one(briefs, path))) for path in published(briefs)]
    assert ids[0] == ids[1] == ids[2]
    assert sorted(ids[0]) == sorted(f"acme/{period}/" for period in periods(briefs))
    mended = [replace(each, verdict="Other words.", title="Another title") for each in briefs]
    assert list(entries(one(mended))) == ids[0]


def periods(briefs: list[BriefLine]) -> list[str]:
    return [brief.period for brief in briefs]


def test_what_changed_last_stands_first(briefs: list[BriefLine]) -> None:
    assert next(iter(entries(one(briefs)))) == "acme/2026-q2/"
    oldest = min(briefs, key=lambda brief: brief.published)
    mended = replace(oldest, updated=datetime(2026, 11, 30, tzinfo=UTC))
    feed = one([mended if brief is oldest else brief for brief in briefs])
    assert next(iter(entries(feed))) == oldest.path
    assert feed.findtext(f"{ATOM}updated") == "2026-11-30T00:00:00Z"


def test_a_feed_keeps_to_fifty_entries(briefs: list[BriefLine]) -> None:
    many = [replace(briefs[0], period=f"{year}-q1") for year in range(1920, 2000)]
    for content in published(many).values():
        found = entries(etree.fromstring(content))
        assert len(found) == 50
        assert "acme/1999-q1/" in found


def test_an_entry_has_the_moment_of_the_release_and_of_its_last_correction(
    briefs: list[BriefLine],
) -> None:
    """The record has 11:45 in New York, and a correction of 3 August."""
    entry = entries(one(briefs))["acme/2026-q2/"]
    assert entry.findtext(f"{ATOM}published") == "2026-07-29T15:45:00Z"
    assert entry.findtext(f"{ATOM}updated") == "2026-08-03T00:00:00Z"
    only_the_day = entries(one(briefs))["acme/2025-q1/"]
    assert only_the_day.findtext(f"{ATOM}published") == "2025-04-30T00:00:00Z"


def test_an_entry_says_the_verdict_and_the_figures_in_words(briefs: list[BriefLine]) -> None:
    brief = next(brief for brief in briefs if brief.period == "2026-q2")
    entry = entries(one(briefs))[brief.path]
    assert entry.findtext(f"{ATOM}title") == brief.title
    summary = entry.findtext(f"{ATOM}summary")
    assert summary.startswith(brief.verdict)
    words = "".join(entry.find(f"{ATOM}content").itertext())
    assert brief.headlines
    for headline in brief.headlines:
        assert headline.sentence in summary
        for part in (headline.label, headline.level.text, *headline.notes):
            assert part in words


def test_every_number_of_an_entry_is_a_figure_of_the_brief(
    briefs: list[BriefLine], examined: Examined
) -> None:
    seen = 0
    for path, entry in entries(one(briefs)).items():
        rows = {
            row["id"]: row["value"]
            for row in facts_json(Facts.of(examined.issuers), path.strip("/"))
        }
        for figure, value, text in figures(entry):
            seen += 1
            assert rows[figure] == value
            assert re.search(r"\d", text)
    assert seen > 10


def test_a_change_without_a_number_carries_no_figure(briefs: list[BriefLine]) -> None:
    headline = Headline(
        "Net income", Said("$5m", "a/b/c", "5"), Said("n.m."), "on the year", "", ()
    )
    entry = entries(one([replace(briefs[0], headlines=(headline,))]))[briefs[0].path]
    assert list(figures(entry)) == [("a/b/c", "5", "$5m")]
    assert "n.m. on the year" in "".join(entry.find(f"{ATOM}content").itertext())


def test_feeds_are_the_same_bytes_twice(briefs: list[BriefLine]) -> None:
    assert published(briefs) == published(list(reversed(briefs)))


# Linked data


def _of(issuer: Issuer, briefs: list[BriefLine]) -> list[BriefLine]:
    return [brief for brief in briefs if brief.issuer == issuer.slug]


def graphs(examined: Examined, briefs: list[BriefLine]) -> dict[str, dict[str, dict[str, Any]]]:
    """The nodes of each document by their type."""
    return {
        path.as_posix(): {node["@type"]: node for node in json.loads(content)["@graph"]}
        for issuer in examined.issuers.values()
        for path, content in linked(issuer, _of(issuer, briefs), EDITION)
    }


def test_every_page_of_an_issuer_and_a_brief_has_linked_data(
    examined: Examined, briefs: list[BriefLine]
) -> None:
    expected = {f"{brief.path}index.jsonld" for brief in briefs} | {"acme/index.jsonld"}
    assert set(graphs(examined, briefs)) == expected
    (issuer,) = examined.issuers.values()
    assert not list(linked(issuer, briefs, replace(EDITION, site="")))


REQUIRED = {
    "Report": {"headline", "url", "datePublished", "dateModified", "image", "about"},
    "Dataset": {"name", "description", "url", "distribution", "temporalCoverage"},
    "Corporation": {"name", "tickerSymbol"},
    "BreadcrumbList": {"itemListElement"},
}
INVENTED = {
    "author",
    "publisher",
    "creator",
    "review",
    "aggregateRating",
    "reviewRating",
    "license",
}


def test_linked_data_says_what_it_must_and_invents_nothing(
    examined: Examined, briefs: list[BriefLine]
) -> None:
    for path, nodes in graphs(examined, briefs).items():
        kinds = set(REQUIRED) - ({"Report"} if path.count("/") == 1 else set())
        assert set(nodes) == kinds
        for kind, node in nodes.items():
            assert node.keys() >= REQUIRED[kind]
            assert not node.keys() & INVENTED
            assert all(
                value not in ("", None, []) for key, value in node.items() if key != "citation"
            )


def test_a_brief_s_linked_data_leads_to_its_files_and_up_to_the_front_page(
    examined: Examined, briefs: list[BriefLine]
) -> None:
    nodes = graphs(examined, briefs)["acme/2026-q2/index.jsonld"]
    assert [each["contentUrl"] for each in nodes["Dataset"]["distribution"]] == [
        f"{SITE}api/v2/briefs/acme/2026-q2.json",
        f"{SITE}api/v2/figures/acme.csv",
    ]
    trail = nodes["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in trail] == [SITE, f"{SITE}acme/", f"{SITE}acme/2026-q2/"]
    assert [step["position"] for step in trail] == [1, 2, 3]
    assert nodes["Report"]["about"] == {"@id": nodes["Corporation"]["@id"]}


def test_what_linked_data_measures_are_the_brief_s_figures(
    examined: Examined, briefs: list[BriefLine]
) -> None:
    rows = {row["id"]: row for row in facts_json(Facts.of(examined.issuers), "acme/2026-q2")}
    measured = graphs(examined, briefs)["acme/2026-q2/index.jsonld"]["Dataset"]["variableMeasured"]
    assert measured
    for each in measured:
        row = rows[each["propertyID"]]
        assert (each["value"], each["unitText"]) == (row["value"], row["unit"])


def test_nothing_in_linked_data_ends_its_script_or_looks_like_a_template() -> None:
    text = '</script><!-- {{ x }} {% y %} \u2028 & "\\" \\u003c'
    written = as_script([{"@type": "Report", "name": text, text: "key"}]).decode()
    assert not re.search(r"[<>&\u2028]|\{[{%#]|[}%#]\}", written)
    assert json.loads(written)["@graph"][0] == {"@type": "Report", "name": text, text: "key"}


# llms.txt


def test_the_file_for_language_models_names_issuers_and_their_latest_briefs(
    briefs: list[BriefLine],
) -> None:
    ((path, content),) = llms(briefs, TEMPLATES, EDITION)
    text = content.decode()
    assert path.as_posix() == "llms.txt"
    assert text.startswith("# Notes &#38; Co\n\n> Every number ties out\n\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Data", "How it is made", "Issuers"]
    assert text.count("/index.md") == 2
    assert (
        f"]({SITE}acme/index.md): all periods; the latest is [FY2026 Q2]({SITE}acme/2026-q2/"
        in text
    )
    for line in text.partition("## Data")[2].splitlines():
        assert re.fullmatch(r"|## .*|- \[[^]]+\]\(https://[^)]+\): .+", line)


def test_the_file_for_language_models_does_not_grow_without_bound(briefs: list[BriefLine]) -> None:
    parties = [replace(briefs[0].party, slug=f"acme-{number}") for number in range(1000)]
    many = [replace(briefs[0], party=party) for party in parties]
    ((_, content),) = llms(many, TEMPLATES, EDITION)
    assert content.count(b"all periods;") == 200
    assert b"The 200 with the latest briefs; 800 more are in the index of the API." in content
    assert len(content) < 60_000


# Cards


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_card_is_drawn_once_and_the_same_every_time(
    briefs: list[BriefLine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dict(cards(briefs[:2], TEMPLATES, tmp_path / "one", EDITION, set()))
    again = dict(cards(briefs[:2], TEMPLATES, tmp_path / "two", EDITION, set()))
    assert first == again
    assert [path.as_posix() for path in first] == [f"{each.path}card.png" for each in briefs[:2]]
    for picture in first.values():
        assert size(picture) == (1200, 630)
        assert len(picture) < 60_000
    monkeypatch.setattr(drawing, "packed", lambda _: pytest.fail("drawn although it is kept"))
    assert dict(cards(briefs[:2], TEMPLATES, tmp_path / "one", EDITION, set())) == first


def test_a_card_shows_the_texts_of_the_page(briefs: list[BriefLine]) -> None:
    brief = next(brief for brief in briefs if brief.period == "2026-q2")
    lines = [text.text for text in texts(brief, "Notes")]
    assert brief.verdict in " ".join(lines)
    for headline in brief.headlines[:3]:
        assert headline.level.text in lines


@pytest.mark.parametrize("words", ["word " * 80, "W" * 400, "\u6f22\u5b57" * 200, ""])
def test_no_text_leaves_the_card(briefs: list[BriefLine], words: str) -> None:
    said = Said(f"RMB {words}1bn", "a/b/c", "1")
    headline = Headline(words, said, said, words, "up", (words,))
    brief = replace(
        briefs[0],
        party=replace(briefs[0].party, name=words, ticker=words),
        verdict=words,
        names=(words, "a", "b"),
        headlines=(headline,) * 4,
    )
    found = list(texts(brief, words))
    assert all(0 < text.y <= 600 and len(text.text) < 160 for text in found)
    assert len(found) <= 3 + 4 + 3 * 4


def test_a_picture_of_few_colours_is_told_by_its_palette() -> None:
    row = bytes([1, 250, 10, 20, 255, *[10, 246, 0, 0], *[0] * 4])  # two colours, by differences
    small = packed(png(3, 2, row * 2))
    assert small[25:26] == b"\x03"
    chunks = small.partition(b"PLTE")[2]
    assert chunks[:6] == bytes([4, 0, 20, 250, 10, 20])
    start = small.index(b"IDAT") + 4
    assert zlib.decompressobj().decompress(small[start:]) == bytes([0, 1, 0, 0] * 2)


@pytest.mark.parametrize("first", [0, 2], ids=["no filter", "another filter"])
def test_a_picture_written_in_another_way_keeps_its_pixels(first: int) -> None:
    row = bytes([first, *range(12)])
    kept = packed(png(3, 2, row * 2))
    start = kept.index(b"IDAT") + 4
    assert zlib.decompressobj().decompress(kept[start:]) == row * 2
    assert kept[25:26] == b"\x06"


def png(width: int, height: int, pixels: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(pixels, 0)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)


def test_an_issuer_without_briefs_is_linked_data_and_in_no_feed(file_briefs: File) -> None:
    briefs = file_briefs({"acme/2026-q2.yml": RECORD})
    (briefs / "acme/2026-q2.yml").unlink()
    found = examine(briefs.parent, date(2026, 12, 1))
    nodes = graphs(found, [])["acme/index.jsonld"]
    assert set(nodes) == {"Corporation", "BreadcrumbList"}
