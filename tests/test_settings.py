"""Every mistake in `mkdocs.yml` is told at its line, in words of those who keep a site."""

from __future__ import annotations

from pathlib import Path

import pytest
from tieout.site.plugin.building import check_settings
from tieout.site.settings import NoSettings, Settings

from tests.conftest import ROOT

GOOD = (ROOT / "mkdocs.yml").read_text("utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "build/docs").mkdir(parents=True)
    return tmp_path


def told(root: Path, text: str) -> str:
    (root / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(NoSettings) as refused:
        check_settings(root)
    return str(refused.value)


def test_the_settings_we_give_are_right(root: Path) -> None:
    (root / "mkdocs.yml").write_text(GOOD, "utf-8")
    check_settings(root)


@pytest.mark.parametrize(
    ("right", "wrong", "finding", "remedy"),
    [
        ("  name: material", "  name: materiel", "`materiel` is not installed", "`name: material`"),
        ("  - tieout\n", "  - tieuot\n", "`tieout` is not among `plugins`", "`- tieout`"),
        ("  - tieout\n", "  - tieout\n  - serch\n", "`serch` is not installed", "mean `search`?"),
        ("  - tieout\n", "  - tieout\n  - blog2\n", "`blog2` is not installed", "take the line"),
        ("      lang: en", "      langg: en", "`search` does not take one", "correct the option"),
        ("docs_dir: build/docs", "docs_dir: docs", "`docs` is no folder", "docs_dir: build/docs"),
        ("site_name: ", "site_name: [1]  # ", "`site_name` is no text", "write `site_name: `"),
        ("site_name: ", "# ", "`site_name` is missing", "write `site_name: `"),
        ("site_url: ", "site_url: example.org  # ", "no address", "https://example.org/briefs/"),
        ("strict: true", "strickt: true", "no setting `strickt`", "did you mean `strict`?"),
        ("strict: true", "strict: perhaps", "`strict` cannot be `perhaps`", "true or false"),
        ("  - tables:", "  - tabels:", "`tabels` of Markdown cannot be used", "correct its name"),
        ("site_name: ", "INHERIT: none.yml\nsite_name: ", "`none.yml` cannot be read", "INHERIT"),
    ],
)
def test_a_mistake_is_told_with_place_and_remedy(
    root: Path, right: str, wrong: str, finding: str, remedy: str
) -> None:
    assert right in GOOD
    message = told(root, GOOD.replace(right, wrong, 1))
    assert message.startswith("mkdocs.yml:")
    assert finding in message
    assert remedy in message
    for library in ("class", "Config value", "Expected", "Traceback", "Error"):
        assert library not in message


@pytest.mark.parametrize("text", ["", "- a\n", "word\n", "3\n"])
def test_what_is_no_mapping_is_told(root: Path, text: str) -> None:
    assert told(root, text).startswith("mkdocs.yml:1:1: these are no settings")


def test_an_entry_of_the_menu_that_is_no_page_is_told(root: Path) -> None:
    text = GOOD.replace("compare/index.md", "compere.md")
    (root / "mkdocs.yml").write_text(text, "utf-8")
    pages = ["index.md", "compare/index.md", "coverage.md", "calendar.md"]
    missing = Settings(root).page_missing(pages)
    assert "`nav` names compere.md, which is no page" in str(missing)
    assert "did you mean `compare/index.md`?" in str(missing)


def test_a_language_that_the_theme_does_not_have_is_told(root: Path) -> None:
    (root / "mkdocs.yml").write_text(GOOD.replace("language: en", "language: xx"), "utf-8")
    assert "no language `xx`; write `language: en`" in str(Settings(root).language())
