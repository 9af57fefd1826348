"""Pages made with less ado are those that Python-Markdown and MkDocs make by themselves."""

# ruff: noqa: TID251  MkDocs' own steps are what is compared with

from __future__ import annotations

import random
from copy import copy
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from tieout.site.plugin.quick import KNOWN, Quick, elements

from tests.conftest import ROOT

CONFIG = load_config(str(ROOT / "mkdocs.yml"))
GOLDEN = sorted(ROOT.glob("tests/golden/full/expected/**/*.md"))
PLAIN = (
    '<div class="mast" id="a">\n<p>One &amp; two &#39;&#x27;</p>\n</div>',
    '<p>One</p>\n<p>Two <img src="x.svg" alt=""> and <b>three</b></p>',
    '<figure id="b"><svg width="1"><title>T</title><path d="M0 0"/></svg></figure>',
    '<details><summary>More</summary>\n<a name="c" href="#b">back</a>\n</details>',
)
"""What our templates write."""
ODD = (
    "<div>\n\n<p>two blocks in one</p>\n\n</div>",
    "<div>never closed",
    "</div>",
    "<p>closed</p> and a tail",
    "words\n<div>in the midst</div>",
    "<div>one</div>\n\n\n<!-- a comment -->",
    "<div>less < than</div>",
    "<script>if (a < b) {}</script>",
    "<hr>\n<div id='single'>quotes</div>",
    "<div>&#39</div>",
    "<svg><title><b>x</b></title></svg>",
    "    <div>code</div>",
    "- a point\n\n  <div>in it</div>",
    "```\n<div>\n\nfenced\n```",
    "<span>a line</span> of *words*",
)
"""What they do not, and what stands beside HTML."""
WORDS = (
    "One `code` and \\*two\\*, *three* __four__ &amp; <b>five</b> <https://example.org>",
    "An ![image](x.svg) and a [link](https://example.org 'title'), [one][1], [two], ![three][1]",
    "A line  \nand another! Of 5 * 3 _or_ so <you@example.org>",
    "| A | B |\n| --- | ---: |\n| <span id='d'></span>[5][1] | `x | y` |\n| \\| | |",
    '[1]: https://example.org "acme/2026-q2"\n[two]: #a',
    "# A *heading*\n\n## Another [1]\n\n## Another [1]",
)


def both(markdown: str) -> list[tuple[str | None, set[str]]]:
    """What comes of a page by the libraries alone, and with less ado."""
    outcomes: list[tuple[str | None, set[str]]] = []
    config = copy(CONFIG)
    for quick in (None, Quick()):
        config["markdown_extensions"] = [*sorted(KNOWN), *([quick] if quick else [])]
        page = Page(None, File("a/index.md", "docs", "site", use_directory_urls=True), config)
        page.markdown = markdown
        page.render(config, Files([]))
        anchors = (page.present_anchor_ids or set()) | (quick.anchors if quick else set())
        outcomes.append((page.content, anchors))
    return outcomes


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_page_of_ours(path: Path) -> None:
    alone, quick = both(path.read_text("utf-8"))
    assert alone == quick


@pytest.mark.parametrize("seed", range(20))
def test_blocks_and_words_in_any_order(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  tests are no secret
    of = (PLAIN, WORDS) if seed % 2 else (PLAIN, WORDS, ODD)
    parts = [draw.choice(draw.choice(of)) for _ in range(12)]
    alone, quick = both(draw.choice(("\n\n", "\n\n\n", "\n \n", "\n")).join(parts))
    assert alone == quick


@pytest.mark.parametrize("block", PLAIN)
def test_what_templates_write_is_put_aside(block: str) -> None:
    assert "".join(elements(block)).replace("\n", "") == block.replace("\n", "")
    alone, quick = both(block)
    assert alone == quick
