"""No page is made twice, and whatever was kept, the site is that of a first build."""

# ruff: noqa: TID251  these tests look at what MkDocs is asked to do

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page
from tieout.build import CACHE
from tieout.charts import disk_cache
from tieout.jobs.crew import ALONE, Crew
from tieout.jobs.surroundings import needed
from tieout.site import kept_pages
from tieout.site.kept_pages import PAGES, frame
from tieout.site.plugin import BuildFailed, build_site
from tieout.site.standing import pages_standing

from tests.conftest import ROOT, File
from tests.test_issuer import files_of
from tests.test_jobs import DAMAGE, Editor, replace

OWN = "templates/theme/partials/footer.html"


@pytest.fixture(autouse=True)
def fixed_day(short_builds: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791000000")


@pytest.fixture
def root(file_briefs: File) -> Path:
    """A project with two issuers of two briefs each."""
    root = file_briefs({**files_of("acme"), **files_of("bolt")}).parent
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that MkDocs made."""
    done: list[str] = []
    render = Page.render

    def spy(page: Page, *given: object) -> None:
        done.append(page.file.src_uri)
        render(page, *given)  # type: ignore[arg-type]  handed on as it came

    monkeypatch.setattr(Page, "render", spy)
    return done


def built(root: Path, crew: Crew = ALONE) -> dict[str, bytes] | str:
    """The site of a build, or what it says is wrong."""
    try:
        build_site(root, crew=crew)
    except BuildFailed as failed:
        return str(failed)
    return contents(root / "site")


def contents(site: Path) -> dict[str, bytes]:
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def cold(root: Path) -> dict[str, bytes] | str:
    """The same by a project that was never built."""
    fresh = root.with_name(f"{root.name}-cold")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("build", "site"))
    return built(fresh)


def entries(root: Path) -> list[Path]:
    return sorted(path for path in (root / CACHE / PAGES).glob("*") if len(path.name) == 64)


def test_a_page_that_has_not_changed_is_not_made_again(root: Path, made: list[str]) -> None:
    first = built(root)
    assert len(made) == len(entries(root)) > 20
    assert pages_standing(root, root / "site") == len(made)
    made.clear()
    assert built(root) == first
    assert made == []
    replace(root / "briefs/bolt/2026-q1.yml", "revenue: 1,", "revenue: 2,")
    again = built(root)
    changed = set(made)
    assert {"bolt/2026-q1/index.md", "bolt/2026-q2/index.md", "bolt/index.md"} <= changed
    assert changed.isdisjoint(("acme/index.md", "acme/2026-q1/index.md", "glossary.md"))
    assert again == cold(root)


def test_stock_mkdocs_makes_the_same_pages_from_what_is_kept_too(
    root: Path, made: list[str]
) -> None:
    ours = built(root)
    made.clear()
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "other")))
    assert made == []
    assert contents(root / "other") == ours


def _menu(root: Path) -> None:
    replace(root / "mkdocs.yml", "- Compare: compare", "- Compared: compare")


def _extension(root: Path) -> None:
    replace(root / "mkdocs.yml", 'permalink: "#"', 'permalink: "+"')


def _own_theme(root: Path) -> None:
    (root / OWN).parent.mkdir(parents=True)
    (root / OWN).write_text("<footer>Ours</footer>\n", "utf-8")


@pytest.mark.parametrize("change", [_menu, _extension, _own_theme])
def test_what_pages_have_in_common_makes_all_of_them_new(
    change: Callable[[Path], None], root: Path, made: list[str]
) -> None:
    built(root)
    count = len(made)
    change(root)
    assert built(root) == cold(root)
    assert len(made) == 3 * count  # once before, once after, and by the cold build


def _hook(root: Path) -> None:
    (root / "hooks.py").write_text("", "utf-8")
    replace(root / "mkdocs.yml", "site_dir: site", "site_dir: site\nhooks: [hooks.py]")


def _asks_for_all(root: Path) -> None:
    (root / OWN).parent.mkdir(parents=True)
    (root / OWN).write_text("<footer>{{ pages | length }} pages</footer>\n", "utf-8")


@pytest.mark.parametrize("change", [_hook, _asks_for_all])
def test_nothing_is_kept_where_more_decides_about_a_page(
    change: Callable[[Path], None], root: Path
) -> None:
    change(root)
    assert built(root) == cold(root)
    assert entries(root) == []


def test_a_page_whose_link_leads_nowhere_is_told_of_each_time(root: Path) -> None:
    about = root / "templates/pages/about.md.jinja"
    about.parent.mkdir(parents=True)
    about.write_text("# About\n\n[Nowhere](nowhere.md)\n", "utf-8")
    first = built(root)
    assert first == built(root)
    assert str(first).startswith("the site was not built; what is told above")


def test_a_menu_that_names_no_page_shows_the_names_that_pages_have(root: Path) -> None:
    replace(root / "mkdocs.yml", "- About: about.md", "- about.md")
    built(root)
    about = root / "templates/pages/about.md.jinja"
    about.parent.mkdir(parents=True)
    about.write_text("# Who we are\n", "utf-8")
    again = built(root)
    assert isinstance(again, dict), again
    assert b">Who we are</a>" in again["acme/index.html"]
    assert again == cold(root)


def test_what_json_cannot_hold_is_no_name(tmp_path: Path) -> None:
    assert frame([tmp_path], [frame, {1: tmp_path}]) == frame([tmp_path], [frame, {1: tmp_path}])
    (tmp_path / "elsewhere").symlink_to(ROOT)
    assert frame([tmp_path], []) is None


def test_what_is_installed_beside_counts_with_a_foreign_extension_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, foreign = ["tables", "pymdownx.superfences"], ["tables", "their_own.boxes"]
    before = [frame([tmp_path], [], extensions) for extensions in (ours, foreign)]
    monkeypatch.setattr(kept_pages, "all_installed", lambda: {"their-own": "2"})
    after = [frame([tmp_path], [], extensions) for extensions in (ours, foreign)]
    assert after[0] == before[0]
    assert after[1] not in before
    assert {"Jinja2", "Markdown", "vl-convert-python"} <= needed().keys()
    assert needed().keys().isdisjoint(("pytest", "ruff"))


class SiteEditor(Editor):
    """Edits what a site alone has, too."""

    def menu(self) -> None:
        text = (ROOT / "mkdocs.yml").read_text("utf-8")
        name = self._chance.choice(("Compare", "Side by side"))
        settings = text.replace("- Compare:", f"- {name}:")
        (self._root / "mkdocs.yml").write_text(settings, "utf-8")

    def theme(self) -> None:
        self._own("theme/partials/footer.html", f"<p>{self._chance.choice('abc')}</p>\n")

    def kept_pages(self) -> None:
        if len(entries(self._root)) > 1:
            for _ in range(5):
                self._chance.choice(DAMAGE)(self._chance.choice(entries(self._root)))

    def foreign_pages(self) -> None:
        for path in entries(self._root)[:5]:
            if path.is_file():
                disk_cache.keep(path, f"{path.name}\n{{}}\nhello".encode())


@pytest.mark.parametrize("seed", range(1))
def test_after_any_edits_a_site_is_what_a_first_build_would_be(
    seed: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = SiteEditor(root, seed)
    for _ in range(6):
        day = editor._edition_after_an_edit().as_of
        monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{day:%s}")
        expected = cold(root)
        if pages_standing(root, root / "site"):
            assert contents(root / "site") == expected
        assert built(root, Crew()) == expected  # by several at once, where they have enough to do
