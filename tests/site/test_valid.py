"""Every page of the built site is HTML by the standard's own steps, with nothing to repair."""

from __future__ import annotations

from pathlib import Path

import pytest
from html5lib import HTMLParser


def faults(html: str) -> list[str]:
    """What a parser that takes the steps of the HTML standard had to repair."""
    parser = HTMLParser()
    parser.parse(html)
    return [f"{line}:{column}: {fault}" for (line, column), fault, _ in parser.errors]


@pytest.mark.parametrize(
    "wrong",
    [
        "<p>b</b>",
        "<table><p>b</p></table>",
        "<a><a></a></a>",
        '<a b="1" b="2">c</a>',
        "<p>&amp b",
        "<p <b>",
        "<div/>",
        "<td>b</td>",
    ],
)
def test_the_parser_names_what_it_repairs(wrong: str) -> None:
    """A parser that had nothing to say would prove nothing."""
    page = "<!doctype html><html lang=en><title>a</title><body>"
    assert faults(f"{page}<p>b</p>") == []
    assert faults(f"{page}{wrong}") != []


def test_no_page_needs_a_repair(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 40
    found = [
        f"{page.relative_to(site)}:{fault}"
        for page in pages
        for fault in faults(page.read_text(encoding="utf-8"))
    ]
    assert found == []
