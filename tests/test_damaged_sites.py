"""A site damaged in any way is looked over: file and place are named, no traceback comes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner
from tieout.cli.main import main
from tieout.site.built import Built, Unreadable
from tieout.site.look_over import findings

from tests.rows import published_brief

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<feed>&b;</feed>"
)
ODD = {
    "empty": b"",
    "half a sign": b"\xe2\x82",
    "nothing but zeros": bytes(64),
    "a list": b"[1, 2, [3]]",
    "null": b"null",
    "tables in tables": (
        b'{"facts": {"columns": [{}], "rows": 3}, "periods": [3],'
        b' "datasets": {"rows": 3}, "docs": [1]}'
    ),
    "numbers as words": published_brief(
        [{"value": "x", "low": "", "high": "NaN", "unit": 1}]
    ).encode(),
    "very deep": b"[" * 100_000,
    "very long": b"1" * 5_000,
    "entities": LAUGHS.encode(),
    "another feed": b"<feed><entry/></feed>",
    "deep tags": b"<a>" * 5_000 + b"</a>" * 5_000,
    "half a tag": b"<html><article class='md-content__inner'><p",
    "bad addresses": b'<link rel="canonical" href="http://["><a href="http://[x">y</a>',
    "a record": b"a: [b\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of every kind of file, as few of each as there can be."""
    for name, text in {
        "index.html": "<html></html>",
        "index.md": "---\ntitle: x\n---\n",
        "acme/index.html": '<p data-figure="acme/2026-q2/a">1</p>',
        "acme/2026-q2/index.html": '<p data-figure="acme/2026-q2/a">1</p>',
        "acme/2026-q2/index.md": '---\ntitle: "x"\n---\nText.',
        "acme/2026-q2/index.jsonld": "{}",
        "acme/2026-q2/record.yml": "unit: USD\n",
        "acme/2026-q2/charts/revenue.vl.json": '{"datasets": {}}',
        "acme/2026-q2/charts/revenue.svg": "<svg/>",
        "acme/company.yml": "name: Acme\n",
        "acme/feed.xml": "<feed/>",
        "api/v2/briefs/acme/2026-q2.json": published_brief([]),
        "api/v2/figures/acme.csv": "record,name,value,unit\n",
        "api/v2/claims/acme.csv": "id,value\n",
        "api/v2/tieout.sqlite": "SQLite format 3",
        "api/v2/screener.json": "{}",
        "api/v2/series/revenue.json": "{}",
        "search/search_index.json": '{"docs": []}',
        "assets/site.css": "a {}",
        "llms.txt": "- [Acme](x/acme/index.md): 5%",
        "calendar.ics": "BEGIN:VEVENT\nURL:x/acme/2026-q2/\n",
        "sitemap.xml": "<urlset/>",
        ".tieout": "",
    }.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "site"


def looked_over(site: Path) -> str:
    result = CliRunner().invoke(main, ("verify", str(site)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    return result.stdout


def every(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file())


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_every_file_may_be_anything(site: Path, odd: bytes) -> None:
    for path in every(site):
        was = path.read_bytes()
        path.write_bytes(odd)
        findings(site)
        path.write_bytes(was)
    for path in every(site):
        path.write_bytes(odd)
    looked_over(site)


def test_files_may_be_missing_links_or_folders(site: Path) -> None:
    for path in every(site):
        was = path.read_bytes()
        path.unlink()
        findings(site)
        path.symlink_to("/etc/passwd")
        findings(site)
        path.unlink()
        path.mkdir()
        findings(site)
        path.rmdir()
        path.write_bytes(was)


def test_files_may_be_swapped_or_cut_anywhere(site: Path) -> None:
    chance = random.Random(3)  # noqa: S311  the same every time, nothing secret
    paths = list(every(site))
    contents = [path.read_bytes() for path in paths]
    for _ in range(20):
        chance.shuffle(contents)
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content[: chance.randint(0, len(content))])
        looked_over(site)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("acme/feed.xml", b"<feed>\n<entry>", "acme/feed.xml: is no XML from line 2, column 8 on"),
        ("acme/feed.xml", LAUGHS.encode(), "acme/feed.xml: declares a document type"),
        ("sitemap.xml", b"<a>" * 900, "sitemap.xml: is nested too deep to be read"),
        ("llms.txt", b"ab\xff", "llms.txt: is no text in UTF-8 from byte 3 on"),
        (
            "api/v2/screener.json",
            b'{"a":\n]',
            "api/v2/screener.json: is no JSON from line 2, column 1 on",
        ),
    ],
)
def test_the_place_is_named_once(site: Path, name: str, content: bytes, told: str) -> None:
    (site / name).write_bytes(content)
    named = [line for line in looked_over(site).splitlines() if line.startswith(told)]
    assert len(named) == 1


def test_what_an_owner_put_there_is_not_read(site: Path) -> None:
    (site / "own.json").write_bytes(b"\xff")
    (site / ".tieout").write_text(f"{'0' * 64} *own.json\n")
    assert PurePosixPath("own.json") not in Built(site)


def test_a_changed_content_counts_in_the_place_of_the_file(site: Path) -> None:
    path = PurePosixPath("llms.txt")
    contents: Mapping[PurePosixPath, bytes] = {path: b"new"}
    built = Built(site)
    assert built.changed(contents).text(path) == "new"
    assert built.changed(contents).digest(path) != built.digest(path)
    with pytest.raises(Unreadable, match="is missing"):
        built.content(PurePosixPath("none.txt"))
