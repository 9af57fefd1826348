"""Where nothing has changed since the last build, a build does nothing; any change is seen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tieout.cli.main import main
from tieout.site import standing

RECORD = "briefs/acme/2026-q2.yml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project and the site that stands for it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791000000")
    texts = {
        "mkdocs.yml": "site_url: !ENV [SITE_URL]\n",
        RECORD: "revenue: 1\n",
        "templates/pages/about.md.jinja": "About\n",
        "static/CNAME": "example.com\n",
        "site/index.html": "<p>1</p>\n",
        "build/docs/index.md": "1\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    note(tmp_path)
    return tmp_path


def note(root: Path) -> None:
    sources = standing.Inputs.of(root)
    assert sources is not None
    standing.keep(root, root / "site", sources, 7)


def pages(root: Path) -> int | None:
    return standing.pages_standing(root, root / "site")


def test_what_stands_is_not_built_again(root: Path) -> None:
    assert pages(root) == 7
    ran = CliRunner().invoke(main, ["--root", str(root), "build"])
    assert ran.exit_code == 0
    assert "7 pages in" in ran.output


def test_the_command_loads_nothing_that_builds(root: Path) -> None:
    script = f"""
import sys
from click.testing import CliRunner
from tieout.cli.main import main
assert CliRunner().invoke(main, ["--root", {str(root)!r}, "build"]).exit_code == 0
print(*(name for name in ("altair", "mkdocs", "pydantic") if name in sys.modules))
"""
    ran = subprocess.run((sys.executable, "-c", script), capture_output=True, check=True)
    assert ran.stdout == b"\n"


def _edited(root: Path) -> None:
    (root / RECORD).write_text("revenue: 2\n", "utf-8")


def _edited_with_its_old_times(root: Path) -> None:
    """As a copy that keeps times writes it."""
    was = (root / RECORD).stat()
    (root / RECORD).write_text("revenue: 2\n", "utf-8")
    os.utime(root / RECORD, ns=(was.st_atime_ns, was.st_mtime_ns))


def _added(root: Path) -> None:
    (root / "briefs/acme/2026-q3.yml").touch()


def _removed(root: Path) -> None:
    (root / RECORD).unlink()


def _renamed(root: Path) -> None:
    (root / "briefs/acme").rename(root / "briefs/bolt")


def _settings(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_url: !ENV [SITE_UR]\n", "utf-8")


def _template(root: Path) -> None:
    (root / "templates/pages/about.md.jinja").write_text("about\n", "utf-8")


def _static(root: Path) -> None:
    (root / "static/robots.txt").touch()


def _page_touched(root: Path) -> None:
    (root / "site/index.html").write_text("<p>2</p>\n", "utf-8")


def _page_gone(root: Path) -> None:
    (root / "site/index.html").unlink()


def _site_gone(root: Path) -> None:
    (root / "site").rename(root / "old")


def _stranger(root: Path) -> None:
    (root / "site/mine.html").touch()


def _document_touched(root: Path) -> None:
    (root / "build/docs/index.md").write_text("2\n", "utf-8")


def _killed(root: Path) -> None:
    (root / standing.JOURNAL).touch()


def _link(root: Path) -> None:
    (root / "templates/macros").symlink_to(root / "elsewhere")


def _garbled(root: Path) -> None:
    (root / "build/standing.json").write_text('{"site": 7}', "utf-8")


def _forgotten(root: Path) -> None:
    standing.forget(root)


CHANGES = (
    _edited,
    _edited_with_its_old_times,
    _added,
    _removed,
    _renamed,
    _settings,
    _template,
    _static,
    _page_touched,
    _page_gone,
    _site_gone,
    _stranger,
    _document_touched,
    _killed,
    _link,
    _garbled,
    _forgotten,
)


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen(change: Callable[[Path], None], root: Path) -> None:
    change(root)
    assert pages(root) is None


@pytest.mark.parametrize("setting", ["hooks: [mine.py]", "INHERIT: ../all.yml", "  custom_dir: x"])
def test_what_comes_from_elsewhere_is_not_known(setting: str, root: Path) -> None:
    with (root / "mkdocs.yml").open("a") as file:
        file.write(f"{setting}\n")
    assert standing.Inputs.of(root) is None


def test_what_is_read_from_outside_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHEARD_OF", "1")
    assert pages(root) == 7
    monkeypatch.setenv("SITE_URL", "https://briefs.example/")
    assert pages(root) is None
    note(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791000001")
    assert pages(root) is None


def test_a_site_elsewhere_is_another(root: Path) -> None:
    assert standing.pages_standing(root, root / "elsewhere") is None
    assert standing.pages_standing(root, root / "build/../site") == 7


def test_a_file_that_was_written_just_before_is_told_by_its_content(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its times may be those of a later edit, too."""
    sources = standing.Inputs.of(root)
    assert sources is not None
    assert str(root / RECORD) in sources.recent
    monkeypatch.setattr(standing, "_stamp", lambda _: "the same")
    note(root)
    assert pages(root) == 7
    _edited(root)
    assert pages(root) is None
