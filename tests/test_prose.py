"""Contributors' text on a page: as typed, and nothing but text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tieout.views.shared.plain import one_line, plain
from tieout.views.shared.prose import FigureMark, html, link, safe

from tests.conftest import read_yaml

FOLDER = Path(__file__).with_name("prose")
HOSTILE = read_yaml(FOLDER / "hostile.yml")
CASES = read_yaml(FOLDER / "cases.yml")
ALLOWED = set("div p em strong ul ol li blockquote code pre a br hr h3 h4 h5 h6".split())
MORE_THAN_THE_SITE = [
    "abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.emoji", "pymdownx.keys",
    "pymdownx.magiclink", "pymdownx.mark", "pymdownx.snippets",
    "pymdownx.superfences", "pymdownx.tilde",
]  # fmt: skip


class Seen(HTMLParser):
    """The elements, attributes and text of a fragment."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def built(text: str) -> str:
    """What a site makes of a page's Markdown, with every extension that might be switched on."""
    return markdown.markdown(text, extensions=MORE_THAN_THE_SITE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_prose_becomes_html(case: dict[str, object]) -> None:
    text = str(case["text"])
    ties = case.get("ties", {})
    assert isinstance(ties, dict)
    marks = [
        FigureMark(text.index(number), text.index(number) + len(number), *leads)
        for number, leads in ties.items()
    ]
    assert html(text, marks) + "\n" == case["html"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_prose_is_inert(text: str) -> None:
    block = html(text, [FigureMark(0, 1, "#s-x", "mine")])
    assert "\n\n" not in block
    seen = Seen(block)
    assert set(seen.tags) <= ALLOWED
    for name, value in seen.attributes:
        assert name in {"class", "href", "rel", "title"}
        assert name != "href" or safe(str(value)) or value == "#s-x"
        assert name != "class" or value in {"prose", "tie"}
    assert Seen(built(f"Before.\n\n{block}\n\nAfter.")).tags == ["p", *seen.tags, "p"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_wherever_it_lands(text: str) -> None:
    shown = plain(text)
    cell = Seen(built(f"| a | b |\n| :-- | :-- |\n| {shown} | x |"))
    assert cell.tags == "table thead tr th th tbody tr td td".split()
    heading = Seen(built(f"## {shown}"))
    assert heading.tags == ["h2"]
    assert heading.text == one_line(text)
    attribute = Seen(f'<img alt="{shown}">')
    assert attribute.attributes == [("alt", one_line(text))]
    paragraph = Seen(built(shown))
    assert paragraph.tags in (["p"], [])
    assert paragraph.text.strip() == one_line(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_address_is_no_link(text: str) -> None:
    seen = Seen(built(f"See {link(text, text)}."))
    assert set(seen.tags) == {"p"}


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://acme.example/a_b_c?x=1&y=2", "https://acme.example/a_b_c?x=1&y=2"),
        ("http://acme.example/(x)|*y*`z`", "http://acme.example/(x)%7C%2Ay%2A%60z%60"),
        ("mailto:ir@acme.example", "mailto:ir@acme.example"),
        ("https://acme.example/résumé", "https://acme.example/r%C3%A9sum%C3%A9"),
    ],
)
def test_an_address_becomes_a_link_that_markdown_leaves_alone(url: str, href: str) -> None:
    seen = Seen(built(f"| a |\n| - |\n| {link(url, 'the *release*')} |"))
    assert ("href", href) in seen.attributes
    assert ("rel", "noopener noreferrer nofollow") in seen.attributes
    assert "the *release*" in seen.text


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_shown_as_typed(text: str) -> None:
    assert one_line(Seen(built(f"## x {plain(text)} x")).text) == one_line(f"x {text} x")


@settings(deadline=None)
@given(st.text(alphabet="<>&\"'`*_[](){}!#|\\~^$=+-:.1a \n", max_size=60))
def test_any_prose_is_inert(text: str) -> None:
    seen = Seen(built(f"{html(text)}\n\nAfter."))
    assert set(seen.tags) <= ALLOWED
    assert seen.tags[-1] == "p"
