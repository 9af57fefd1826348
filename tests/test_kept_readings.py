"""A built page that was read before is not read again, and reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from tieout.charts import disk_cache
from tieout.site import kept_readings
from tieout.site.kept_readings import PageReadings
from tieout.site.reading import PageReading, read_page

PAGE = (
    '<html><head><title>Acme</title><meta name="description" content="Revenue"></head><body>'
    '<article class="md-content__inner"><h1 id="acme">Acme</h1><p class="caption">million USD</p>'
    '<table><tr><td><a href="#r" data-figure="acme/2026-q2/r" data-value="1">1</a></table>'
    '<script>run()</script><p onclick="go()">Up 4.8% {{ x }}</p></article></body></html>'
)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were really read."""
    pages: list[str] = []

    def spy(html: str) -> PageReading:
        pages.append(html)
        return read_page(html)

    monkeypatch.setattr(kept_readings, "read_page", spy)
    return pages


def kept(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if len(path.name) == 64)


def test_the_same_page_is_read_once(tmp_path: Path, read: list[str]) -> None:
    first = PageReadings(tmp_path).read(PAGE)
    assert first.findings
    assert first.marks
    assert PageReadings(tmp_path).read(PAGE) == first == read_page(PAGE)
    assert len(read) == 1


def test_another_page_or_other_code_is_read_anew(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    PageReadings(tmp_path).read(PAGE)
    assert PageReadings(tmp_path).read(PAGE.replace("4.8", "4.9")) == read_page(
        PAGE.replace("4.8", "4.9")
    )
    monkeypatch.setattr(kept_readings, "code", lambda: "another")
    PageReadings(tmp_path).read(PAGE)
    assert len(read) == 3


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"of": 1}', b"null", b'{"said": ""}'])
def test_what_does_not_fit_is_read_anew(content: bytes, tmp_path: Path, read: list[str]) -> None:
    first = PageReadings(tmp_path).read(PAGE)
    disk_cache.keep(kept(tmp_path), content)
    assert PageReadings(tmp_path).read(PAGE) == first
    kept(tmp_path).write_bytes(b"\xff")
    assert PageReadings(tmp_path).read(PAGE) == first
    assert len(read) == 3


def test_what_was_kept_of_another_page_counts_for_nothing(tmp_path: Path, read: list[str]) -> None:
    PageReadings(tmp_path).read(PAGE)
    of_page = kept(tmp_path).read_bytes()
    other = PAGE.replace("4.8", "4.9")
    PageReadings(tmp_path).read(other)
    for path in tmp_path.iterdir():
        path.write_bytes(of_page)
    assert PageReadings(tmp_path).read(other).words == read_page(other).words
    assert len(read) == 3


def test_without_a_folder_nothing_is_kept(read: list[str]) -> None:
    readings = PageReadings(None)
    assert readings.read(PAGE) == readings.read(PAGE)
    readings.prune()
    assert len(read) == 2
