"""A build replaces only what a build made: every other folder is refused, with the way out."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

import pytest
from tieout.publish.folder import fill
from tieout.publish.ownership import Foreign, claim, listed, seal, strangers
from tieout.site.look_over import changes
from tieout.site.static import Clash, copy_static
from tieout.site.target import target


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "briefs/acme").mkdir(parents=True)
    (root / "mkdocs.yml").touch()
    return root


def made(folder: Path) -> Path:
    """A folder as a build leaves it."""
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("built")
    seal(folder)
    return folder


def test_a_folder_of_its_own_is_free_to_build_into(root: Path) -> None:
    assert target(root, None) == root / "site"
    assert target(root, root.parent / "web") == root.parent / "web"
    made(root / "site")
    assert target(root, None) == root / "site"
    (root.parent / "empty").mkdir()
    assert target(root, root.parent / "empty") == root.parent / "empty"


@pytest.mark.parametrize(
    ("place", "finding"),
    [
        (".", "is the project itself"),
        ("..", "holds the project"),
        ("briefs", "is briefs/"),
        ("briefs/acme", "lies in briefs/"),
        ("build/docs", "lies in build/"),
        (".git", "is .git/"),
        ("mkdocs.yml", "is a file"),
    ],
)
def test_what_the_site_is_made_from_is_refused(root: Path, place: str, finding: str) -> None:
    with pytest.raises(Foreign, match=finding) as refused:
        target(root, root / place)
    assert "--site-dir" in str(refused.value)


@pytest.mark.parametrize("name", ["CNAME", ".git/HEAD", "photos/cat.jpg", "index.html"])
def test_a_folder_with_files_of_others_is_refused(root: Path, name: str) -> None:
    kept = root.parent / "web" / name
    kept.parent.mkdir(parents=True)
    kept.write_text("mine")
    with pytest.raises(Foreign, match="holds files that no build wrote"):
        target(root, root.parent / "web")
    assert kept.read_text() == "mine"


def test_a_file_put_into_a_built_site_keeps_it_from_being_replaced(root: Path) -> None:
    (made(root / "site") / "notes.txt").write_text("mine")
    with pytest.raises(Foreign, match=r"notes\.txt") as refused:
        target(root, None)
    assert "static/" in str(refused.value)


def test_a_link_is_refused(root: Path) -> None:
    made(root.parent / "elsewhere")
    (root / "site").symlink_to(root.parent / "elsewhere")
    with pytest.raises(Foreign, match="is a link"):
        target(root, None)


def test_what_a_file_browser_leaves_behind_is_nobodys(root: Path) -> None:
    (made(root / "site") / ".DS_Store").touch()
    assert strangers(root / "site") == []


def test_documents_are_not_written_over_a_folder_of_others(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/mine.md").write_text("mine")
    with pytest.raises(Foreign, match=r"mine\.md"):
        fill(tmp_path / "docs", [(PurePosixPath("index.md"), b"ours")])
    assert (tmp_path / "docs/mine.md").read_text() == "mine"


def test_documents_of_a_build_that_was_killed_are_known_as_ours(tmp_path: Path) -> None:
    def files() -> object:
        yield PurePosixPath("a/index.md"), b"one"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path / "docs", files())  # type: ignore[arg-type]
    fill(tmp_path / "docs", [(PurePosixPath("b.md"), b"two")])
    assert set(listed(tmp_path / "docs") or ()) == {PurePosixPath("b.md")}


def test_the_list_can_be_checked_without_us(tmp_path: Path) -> None:
    site = made(tmp_path / "site")
    check = ["sha256sum", "--check", "--strict", ".tieout"]
    assert subprocess.run(check, cwd=site, capture_output=True, check=False).returncode == 0
    (site / "index.html").write_text("changed")
    assert subprocess.run(check, cwd=site, capture_output=True, check=False).returncode == 1


def test_every_change_since_the_build_is_named(tmp_path: Path) -> None:
    site = made(tmp_path / "site")
    (site / "gone.html").touch()
    seal(site)
    assert list(changes(site)) == []
    (site / "gone.html").unlink()
    (site / "index.html").write_text("bui1t")
    (site / "new.html").touch()
    assert list(changes(site)) == [
        "gone.html: is missing",
        "index.html: was changed after the build",
        "new.html: was put there after the build",
    ]


def test_static_files_are_copied_as_they_are(root: Path) -> None:
    site = made(root / "site")
    for name in ("CNAME", ".well-known/security.txt"):
        (root / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "static" / name).write_text(name)
    copied = copy_static(root, site)
    seal(site, copied)
    assert (site / ".well-known/security.txt").read_text() == ".well-known/security.txt"
    told = listed(site) or {}
    assert {str(path) for path in told if told[path].is_copied} == {
        "CNAME",
        ".well-known/security.txt",
    }
    assert strangers(site) == []


def test_a_static_file_takes_no_place_of_the_sites(root: Path) -> None:
    site = made(root / "site")
    (root / "static").mkdir()
    (root / "static/index.html").write_text("mine")
    with pytest.raises(Clash, match="rename it"):
        copy_static(root, site)
    assert (site / "index.html").read_text() == "built"


def test_a_static_link_is_refused(root: Path) -> None:
    site = made(root / "site")
    (root / "static").mkdir()
    (root / "static/passwords").symlink_to("/etc/passwd")
    with pytest.raises(Clash, match="is a link"):
        copy_static(root, site)


def test_a_folder_that_is_missing_is_nobodys(tmp_path: Path) -> None:
    claim(tmp_path / "none", "none/", "")
    assert strangers(tmp_path / "none") == []
