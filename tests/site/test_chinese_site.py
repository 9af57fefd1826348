"""A site in Simplified Chinese: its own words are, and what others wrote stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from project import EPOCH, REPOSITORY, copy_of_the_project
from tieout.site.plugin import build_site
from tieout.views.language.catalogue import language_of

from tests.conftest import MadeOnce, leave_out_what_is_of_no_issuer

PAGES = (
    "index.html baba/index.html baba/2026-q2/index.html baba/2026-q2/record/index.html"
    " calendar/index.html claims/index.html coverage/index.html compare/index.html"
    " search/index.html sources/index.html sectors/index.html periods/index.html"
    " corrections/index.html about/index.html 404.html"
).split()
_QUOTED = frozenset("script style code pre q svg".split())
_NAME = re.compile(r"\\\{\w+\\\}")
_WORD = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def chinese_site(made_once: MadeOnce) -> Path:
    """Alibaba's last quarter, the year before, and an article; looked over as any build is."""
    return made_once("chinese", _build) / "site"


def _build(root: Path) -> None:
    copy_of_the_project(root, "202[56]-q2")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("language: en", "language: zh", 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setenv("REPO_URL", REPOSITORY)
        leave_out_what_is_of_no_issuer(patch)
        for name in ("GITHUB_REPOSITORY", "SITE_URL"):
            patch.delenv(name, raising=False)
        build_site(root, root / "site")


class _Texts(HTMLParser):
    """The texts of a page, without what contributors wrote: quotes and prose."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []
        self._prose = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.found += [told[name] or "" for name in ("aria-label", "alt") if name in told]
        if tag in _QUOTED or "nofollow" in (told.get("rel") or ""):  # which strangers' links have
            self._inside.append(tag)
        if tag == "div":
            self._prose += bool(self._prose) or told.get("class") == "prose"

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        if tag == "div" and self._prose:
            self._prose -= 1

    def handle_data(self, data: str) -> None:
        if not self._inside and not self._prose:
            self.found.append(" ".join(data.split()))


def _own() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Messages in English that are said otherwise in Chinese: as they are, and with fillings."""
    language = language_of("zh")
    assert language is not None
    said = {message for message, told in language.messages.items() if message != told}
    said |= {message for pair in language.pairs for message in pair}
    plain = frozenset(each for each in said if "{" not in each and _WORD.search(each))
    filled = (_NAME.sub("(.+)", re.escape(each)) for each in said if "{" in each)
    return plain, tuple(re.compile(each) for each in filled if len(_WORD.findall(each)) > 1)


OWN, FILLED = _own()


def english(texts: list[str]) -> Iterator[str]:
    for text in texts:
        if text in OWN or any(pattern.fullmatch(text) for pattern in FILLED):
            yield text


@pytest.mark.parametrize("page", PAGES)
def test_no_word_of_the_site_is_english(chinese_site: Path, page: str) -> None:
    texts = _Texts()
    texts.feed((chinese_site / page).read_text("utf-8"))
    assert any("\u4e00" <= text[:1] <= "\u9fff" for text in texts.found)
    assert list(english(texts.found)) == []


def test_every_page_names_its_language(chinese_site: Path) -> None:
    wrong = [
        path
        for path in chinese_site.rglob("*.html")
        if '<html lang="zh-Hans"' not in path.read_text("utf-8")
    ]
    assert wrong == []


def test_what_machines_read_is_english(chinese_site: Path) -> None:
    brief = json.loads((chinese_site / "api/v2/briefs/baba/2026-q2.json").read_text("utf-8"))
    assert brief["verdict"].startswith("Revenue up 4.8%, ahead of")
    assert "<title>Alibaba (BABA)" in (chinese_site / "baba/feed.xml").read_text("utf-8")


def test_scripts_find_their_words(chinese_site: Path) -> None:
    """All that they say is in the one file, and each page names it."""
    words = json.loads((chinese_site / "assets/words.json").read_text("utf-8"))
    assert words["No issuer fits all of these filters."] == "没有符合全部筛选条件的发行人。"
    assert words["Diluted EPS"] == "稀释每股收益"
    assert 'id="words"' in (chinese_site / "baba/2026-q2/index.html").read_text("utf-8")
    assert len((chinese_site / "assets/words.json").read_bytes()) < 80_000
