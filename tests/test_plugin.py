"""The thin edge to MkDocs."""

# ruff: noqa: TID251  a test of the one module that may import mkdocs

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from tieout.build import DOCS
from tieout.site.plugin import BuildFailed, TieoutPlugin, build_site
from tieout.site.swap import alone

from tests.conftest import ROOT, SAMPLE

PAGE = DOCS / "baba/2026-q2/index.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two of Alibaba's briefs; drawings come from the project's own cache."""
    issuer = tmp_path / "briefs/baba"
    shutil.copytree(SAMPLE / "briefs/baba/articles", issuer / "articles")
    for name in ("company.yml", "2026-q2.yml", "2025-q2.yml"):
        shutil.copy(SAMPLE / "briefs/baba" / name, issuer)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (ROOT / "build/cache").mkdir(parents=True, exist_ok=True)
    (tmp_path / DOCS).mkdir(parents=True)
    (tmp_path / "build/cache").symlink_to(ROOT / "build/cache")
    return tmp_path


def spoil(root: Path, old: str, new: str) -> None:
    path = root / "briefs/baba/2026-q2.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def config_of(root: Path) -> MkDocsConfig:
    return load_config(str(root / "mkdocs.yml"), repo_url="https://example.org/us/briefs")


def page_with(root: Path, meta: dict[str, object]) -> Page:
    config = config_of(root)
    page = Page(None, File("baba/index.md", str(root / DOCS), str(root / "site"), True), config)
    page.meta = meta
    TieoutPlugin().on_page_markdown("", page=page, config=config)
    return page


@pytest.mark.parametrize(
    ("meta", "address"),
    [
        ({"edit": "briefs/baba/2026-q2.yml"}, "briefs/baba/2026-q2.yml"),
        ({"edit": 'briefs/a"b.yml'}, "briefs/a%26quot%3Bb.yml"),
        ({}, None),
    ],
)
def test_edit_leads_to_the_contributors_file(
    root: Path, meta: dict[str, object], address: str | None
) -> None:
    wanted = address and f"https://example.org/us/briefs/edit/main/{address}"
    assert page_with(root, meta).edit_url == wanted


def test_what_the_theme_prints_as_it_is_holds_no_markup(root: Path) -> None:
    page = page_with(root, {"title": '<b>"x"</b>', "trail": [{"text": "<i>", "url": "baba/"}]})
    assert page.meta == {
        "title": "&lt;b&gt;&quot;x&quot;&lt;/b&gt;",
        "trail": [{"text": "&lt;i&gt;", "url": "baba/"}],
    }


def test_linked_data_beside_a_page_goes_into_its_head_as_it_is(root: Path) -> None:
    beside = root / DOCS / "baba/index.jsonld"
    beside.parent.mkdir(parents=True, exist_ok=True)
    beside.write_text('{"name": "AT\\u0026T"}\n', "utf-8")
    assert page_with(root, {}).meta == {"linked": '{"name": "AT\\u0026T"}\n'}


def test_in_github_actions_edit_leads_to_the_repository_at_hand(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "us/fork")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    config = TieoutPlugin().on_config(config_of(root))
    assert config.repo_url == "https://github.example/us/fork"


def test_plain_mkdocs_names_every_problem_and_stops(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    spoil(root, "revenue: 247,795", "revenue: a lot")
    with pytest.raises(Abort):
        build(config_of(root))
    assert "briefs/baba/2026-q2.yml:" in caplog.text


def test_a_preview_keeps_the_last_good_pages_and_shows_the_problems(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plugin = TieoutPlugin()
    plugin.on_startup(command="serve")
    assert plugin.on_config(config_of(root)).extra["problems"] == []
    good = (root / PAGE).read_bytes()
    spoil(root, "revenue: 247,795", "revenue: a lot")
    (problem,) = plugin.on_config(config_of(root)).extra["problems"]
    assert re.match(r"briefs/baba/2026-q2\.yml:\d+:12: `a lot` is no number", problem)
    assert problem in capsys.readouterr().err
    assert (root / PAGE).read_bytes() == good


def test_a_build_waits_for_nobody_and_says_so(root: Path) -> None:
    with alone(root / "build/lock"), pytest.raises(BuildFailed, match="another build is at work"):
        build_site(root, root / "site")
    assert not (root / "site").exists()


def test_a_place_that_cannot_be_written_is_named(root: Path) -> None:
    (root / "occupied").write_text("a file")
    with pytest.raises(BuildFailed, match=r"cannot write .*occupied"):
        build_site(root, root / "occupied/site")


def test_a_site_without_briefs_says_what_to_do_first(tmp_path: Path, short_builds: None) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "briefs").mkdir()
    build_site(tmp_path, tmp_path / "site")
    assert "A first one takes two files" in (tmp_path / "site/index.html").read_text("utf-8")
