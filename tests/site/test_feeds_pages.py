"""What machines read of the built site: every address they are given leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree, html
from reader import Reader

BASE = "http://localhost:8000/"
"""The address in mkdocs.yml, where none is given by the environment."""
BRIEF = "baba/2026-q2/"


def target(site: Path, address: str) -> Path:
    """The file that an address of the site stands for."""
    assert address.startswith(BASE), address
    path = unquote(address.removeprefix(BASE).partition("#")[0])
    return site / (f"{path}index.html" if path.endswith("/") or not path else path)


def pages(site: Path) -> Iterator[tuple[str, Any]]:
    """The address of every page below the site's own, with its head."""
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        yield address, html.fromstring(path.read_bytes()).find("head")


def linked_data(head: Any) -> Any:
    (script,) = head.xpath("script[@type='application/ld+json']")
    return json.loads(script.text)


def test_every_page_says_its_own_address(site: Path) -> None:
    for address, head in pages(site):
        assert head.xpath("link[@rel='canonical']/@href") == [BASE + address]
        assert head.xpath("meta[@property='og:url']/@content") == [BASE + address]
        for name in ("og:title", "og:description"):
            assert head.xpath(f"meta[@property='{name}']/@content")[0]


def test_the_sitemap_has_every_page_once_and_no_other_file(site: Path) -> None:
    sitemap = etree.parse(site / "sitemap.xml")
    found = [each.text for each in sitemap.iter("{*}loc")]
    assert sorted(found) == sorted(BASE + address for address, _ in pages(site))


def test_the_sitemap_dates_briefs_by_their_records_and_nothing_by_the_build(site: Path) -> None:
    sitemap = etree.parse(site / "sitemap.xml")
    dated = {
        url.findtext("{*}loc").removeprefix(BASE): url.findtext("{*}lastmod")
        for url in sitemap.iter("{*}url")
    }
    assert dated[BRIEF] == "2025-11-25"
    for address, day in dated.items():
        assert (day is not None) == bool(re.search(r"/\d{4}-(q\d|h\d|fy)/$", f"/{address}")) or (
            address.startswith("periods/")
        )


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("", "feed.xml"),
        ("baba/", "baba/feed.xml"),
        (BRIEF, "baba/feed.xml"),
        ("sectors/retail/", "sectors/retail/feed.xml"),
    ],
)
def test_a_page_leads_to_its_feed_and_its_markdown(site: Path, page: str, feed: str) -> None:
    head = dict(pages(site))[page]
    found = {
        each.get("type"): (site / page / each.get("href")).resolve()
        for each in head.xpath("link[normalize-space(@rel)='alternate']")
    }
    assert found == {
        "application/atom+xml": site.resolve() / feed,
        "text/markdown": site.resolve() / page / "index.md",
    }
    assert all(path.is_file() for path in found.values())


def test_the_foot_of_a_page_leads_to_its_feed_or_the_site_s(site: Path) -> None:
    for page, feed in {"": "feed.xml", "baba/": "feed.xml", "about/": "../feed.xml"}.items():
        foot = html.fromstring((site / page / "index.html").read_bytes()).find(".//footer")
        assert foot.xpath(".//a[@type='application/atom+xml']/@href") == [feed]


def test_every_address_in_a_feed_leads_to_a_file(site: Path) -> None:
    found = sorted(site.rglob("feed.xml"))
    assert len(found) > 8
    for path in found:
        feed = etree.parse(path)
        addresses = [each.get("href") for each in feed.iter("{*}link", "{*}a")]
        addresses += [each.text for each in feed.iter("{*}icon", "{*}id")]
        assert [each for each in addresses if not target(site, each).is_file()] == []


def test_every_address_in_linked_data_leads_to_a_file(site: Path) -> None:
    seen = 0
    for address, head in pages(site):
        beside = site / address / "index.jsonld"
        if beside.is_file():
            seen += 1
            graph = linked_data(head)
            assert graph == json.loads(beside.read_bytes())
            ours = [each for each in addresses_in(graph) if each.startswith(BASE)]
            assert len(ours) > 5
            assert [each for each in ours if not target(site, each).is_file()] == []
    assert seen > 30


def addresses_in(node: object) -> Iterator[str]:
    if isinstance(node, list | dict):
        for each in node.values() if isinstance(node, dict) else node:
            yield from addresses_in(each)
    elif isinstance(node, str) and node.startswith("http"):
        yield node


def test_every_address_for_language_models_leads_to_a_file(site: Path) -> None:
    text = (site / "llms.txt").read_text("utf-8")
    found = re.findall(r"\]\(([^)]+)\)", text)
    assert len(found) > 10
    assert [each for each in found if not target(site, each).is_file()] == []


def test_a_brief_has_a_card_and_is_an_article(site: Path) -> None:
    for address, head in pages(site):
        image = head.xpath("meta[@property='og:image']/@content")
        kind = head.xpath("meta[@property='og:type']/@content")
        if (site / address / "card.png").is_file():
            assert image == [f"{BASE}{address}card.png"]
            assert kind == ["article"]
            assert (site / address / "card.png").stat().st_size < 60_000
        else:
            assert image == []
            assert kind == ["website"]


@pytest.mark.parametrize("path", [BRIEF, "baba/"])
def test_linked_data_is_no_script_that_the_policy_stops(reader: Reader, path: str) -> None:
    """Chromium would complain, and so would the reader."""
    graph = reader.open(path).evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    )
    assert graph["@context"] == "https://schema.org"


def test_a_browser_shows_the_card(reader: Reader) -> None:
    found = reader.open(BRIEF).evaluate(
        """async () => {
          const card = new Image();
          card.src = "card.png";
          await card.decode();
          return [card.naturalWidth, card.naturalHeight];
        }"""
    )
    assert found == [1200, 630]


def test_a_browser_reads_the_feed_as_xml(reader: Reader) -> None:
    page = reader.open()
    found = page.evaluate(
        """async () => {
          const text = await (await fetch("feed.xml")).text();
          const feed = new DOMParser().parseFromString(text, "application/xml");
          const numbers = feed.querySelectorAll("data[data-figure]");
          return [feed.documentElement.localName, numbers.length];
        }"""
    )
    assert found[0] == "feed"
    assert found[1] > 100
