"""Builds as people and machines run them: elsewhere, and while somebody edits."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from project import copy_of_the_project, tieout
from screens import project_of_screens


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_briefs_make_the_same_bytes_everywhere(screens_site: Path, tmp_path: Path) -> None:
    """In another folder, time zone, locale and order of hashes, with every chart drawn anew."""
    root = project_of_screens(tmp_path)
    elsewhere = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    output, _ = tieout(root, "build", **elsewhere).communicate()
    assert "pages in" in output
    ours, theirs = contents(screens_site), contents(root / "site")
    assert sorted(ours) == sorted(theirs)
    assert [path for path in ours if ours[path] != theirs[path]] == []


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A project that is being edited, and where its pages are shown."""
    root = copy_of_the_project(tmp_path, "202[56]-q2")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = tieout(root, "serve", "--address", address)
    lines = iter(server.stdout or ())
    assert any("Serving on" in line for line in lines)
    yield root, f"http://{address}/"
    os.kill(server.pid, signal.SIGINT)
    server.communicate(timeout=30)


def test_saving_a_record_reloads_the_open_page(preview: tuple[Path, str], browser: Browser) -> None:
    root, address = preview
    record = root / "briefs/baba/2026-q2.yml"
    text = record.read_text("utf-8")
    page = browser.new_page()
    page.goto(f"{address}baba/2026-q2/")
    expect(page.locator("article")).to_contain_text("Revenue grew 4.8% to 247.8 billion yuan.")

    record.write_text(text.replace("Revenue grew 4.8% to", "Revenue was", 1), "utf-8")
    expect(page.locator("article")).to_contain_text("Revenue was 247.8 billion", timeout=30_000)

    record.write_text(text.replace("revenue: 247,795", "revenue: a lot", 1), "utf-8")
    banner = page.locator(".md-banner")
    expect(banner).to_contain_text("`a lot` is no number", timeout=30_000)
    expect(page.locator("article")).to_contain_text("Revenue was 247.8 billion")

    record.write_text(text, "utf-8")
    expect(page.locator("article")).to_contain_text("Revenue grew 4.8%", timeout=30_000)
    expect(banner).to_have_count(0)
    page.close()
