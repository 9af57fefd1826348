"""What is written beside the pages, and how the built site takes the place of the old one."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
from pathlib import Path, PurePosixPath

import pytest
from tieout.publish.folder import fill
from tieout.publish.ownership import MARKER, Foreign
from tieout.site import swap
from tieout.site.aligned import align_decimals
from tieout.site.frame import frame_tables
from tieout.site.look_over import Unfit, verify
from tieout.site.markdown import anchor
from tieout.site.swap import Busy, alone, replacing

POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'


def paths(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def files(**contents: str) -> list[tuple[PurePosixPath, bytes]]:
    return [(PurePosixPath(path), text.encode()) for path, text in contents.items()]


def test_a_folder_holds_exactly_its_files(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    fill(tmp_path, files(**{"stale/deep/page.md": "old", "page/index.md": "old"}))
    fill(tmp_path, files(**{"index.md": "new", "baba/index.md": "brief", "page": "a file now"}))
    assert paths(tmp_path) == [".gitkeep", ".tieout", "baba/index.md", "index.md", "page"]
    assert (tmp_path / "page").read_text() == "a file now"


def test_an_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    fill(tmp_path, files(**{"a.md": "one", "b.md": "one"}))
    for name in ("a.md", "b.md"):
        os.utime(tmp_path / name, (1, 1))
    fill(tmp_path, files(**{"a.md": "one", "b.md": "two"}))
    assert (tmp_path / "a.md").stat().st_mtime == 1
    assert (tmp_path / "b.md").stat().st_mtime > 1


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "docs"
    outside.mkdir()
    (outside / "kept.md").write_text("kept")
    fill(folder, files(**{"index.md": "old"}))
    (folder / "index.md").unlink()
    (folder / "index.md").symlink_to(outside / "kept.md")
    fill(folder, files(**{"index.md": "new"}))
    assert (folder / "index.md").read_text() == "new"
    (folder / "baba").symlink_to(outside)
    with pytest.raises(Foreign, match="baba"):
        fill(folder, files(**{"baba/kept.md": "new"}))
    assert (outside / "kept.md").read_text() == "kept"


def test_two_files_in_one_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"two documents are to stand at a\.md"):
        fill(tmp_path, files(**{"a.md": "one"}) * 2)


@pytest.mark.parametrize("exchange", [True, False], ids=["in one step", "by two renames"])
def test_a_new_site_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    for content in ("first", "second"):
        with replacing(site, tmp_path / "build/journal") as fresh:
            (fresh / "index.html").write_text(content)
        assert (site / "index.html").read_text() == content
    assert paths(tmp_path) == ["site/.tieout", "site/index.html"]
    assert site.stat().st_mode & 0o777 == 0o755


def test_a_failed_build_leaves_the_old_site_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(site, tmp_path / "build/journal") as fresh:
        (fresh / "index.html").write_text(str(1 // 0))
    assert (site / "index.html").read_text() == "old"
    assert paths(tmp_path) == ["site/index.html"]


def _be_killed_while_building(site: Path) -> None:
    with replacing(site, site.parent / "build/journal") as fresh:
        (fresh / "index.html").write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_killed_build_leaves_is_removed_by_the_next(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with replacing(site, tmp_path / "build/journal") as fresh:
        (fresh / "index.html").write_text("old")
    killed = multiprocessing.get_context("spawn").Process(
        target=_be_killed_while_building, args=(site,)
    )
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    assert (site / "index.html").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 3
    with replacing(site, tmp_path / "build/journal") as fresh:
        (fresh / "index.html").write_text("new")
    assert paths(tmp_path) == ["site/.tieout", "site/index.html"]


def test_a_site_lost_between_two_renames_comes_back(tmp_path: Path) -> None:
    site, old = tmp_path / "site", tmp_path / ".tieout-1-old"
    old.mkdir()
    (old / MARKER).touch()
    (old / "index.html").write_text("old")
    (tmp_path / "build").mkdir()
    journal = tmp_path / "build/journal"
    journal.write_text(json.dumps([str(site), str(tmp_path / ".tieout-1"), str(old)]))
    with pytest.raises(ZeroDivisionError), replacing(site, journal):
        _ = 1 // 0
    assert paths(tmp_path) == ["site/.tieout", "site/index.html"]


def test_nothing_that_another_made_is_cleared_away(tmp_path: Path) -> None:
    others = ["site.new-mine/a", "site.old-mine/a", ".tieout-mine/a"]
    for name in others:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    (tmp_path / "build").mkdir()
    journal = tmp_path / "build/journal"
    named = [tmp_path / "site", tmp_path / "site.new-mine", tmp_path / ".tieout-mine"]
    journal.write_text(json.dumps([str(each) for each in named]))
    with replacing(tmp_path / "site", journal) as fresh:
        (fresh / "index.html").touch()
    assert {*others, "site/index.html"} < set(paths(tmp_path))


def test_a_second_build_is_refused_while_one_is_at_work(tmp_path: Path) -> None:
    lock = tmp_path / "build/lock"
    with alone(lock), pytest.raises(Busy), alone(lock):
        pass
    with alone(lock):
        assert lock.is_file()


def site_of(folder: Path, **pages: str) -> Path:
    for name, body in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            body if path.suffix != ".html" else f'<html lang="en">{POLICY}{body}</html>'
        )
    return folder


def test_a_whole_site_is_fit(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        **{
            "index.html": '<a href="baba/#cloud">x</a><a href="/sub/baba/">x</a><a href="#">x</a>'
            '<img src="data:image/png;base64,AA==" alt=""><a href="https://example.org/a">x</a>'
            '<script type="application/json">{}</script><a href="mailto:a@example.org">x</a>',
            "baba/index.html": '<h1 id="cloud">x</h1><a href="..">x</a><a href="a%20b.csv">x</a>',
            "baba/a b.csv": "",
            "a.css": "a{background:url(data:image/svg+xml;utf8,x)} b{background:url('a.png')}",
        },
    )
    verify(site, [PurePosixPath("baba/index.html")], "/sub/")


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ('<a href="gone/">x</a>', "`gone/` leads nowhere"),
        ('<a href="#gone">x</a>', "`#gone` names an anchor that index.html does not have"),
        ('<a href="../x">x</a>', "`../x` leads out of the site"),
        ('<img src="https://example.org/x.png">', "fetches `https://example.org/x.png` from"),
        ('<img srcset="a.png, //example.org/x.png 2x">', "fetches `//example.org/x.png` from"),
        ('<link rel="stylesheet" href="//example.org/x.css">', "fetches `//example.org/x.css`"),
        ('<a href="javascript:x">x</a>', "links to `javascript:x`; only web and mail"),
        ('<a href="&#106;avascript:x">x</a>', "links to `javascript:x`; only web and mail"),
        ("<script>x</script>", "runs a script that stands in the page"),
        ('<b title=">" onclick="x">x</b>', "runs a script from `onclick`"),
        ('<b style="color:red">x</b>', "styles <b> in the page"),
        ("<p>{{ revenue }}</p>", "shows `{{`, the mark of a template"),
    ],
)
def test_an_unfit_page_is_named(tmp_path: Path, body: str, finding: str) -> None:
    with pytest.raises(Unfit) as unfit:
        verify(site_of(tmp_path / "sub", **{"index.html": body}), [], "/sub/")
    assert any(line.startswith(f"index.html: {finding}") for line in unfit.value.findings)


@pytest.mark.parametrize(
    ("name", "text", "finding"),
    [
        ("feed.xml", "<feed><entry></feed>", "is no XML from line 1, column 1"),
        ("api/v2/index.json", '{"version": ', "is no JSON from line 1, column "),
        ("baba/index.jsonld", "", "is no JSON from line 1, column 1 on"),
    ],
)
def test_what_no_program_could_read_is_named(
    tmp_path: Path, name: str, text: str, finding: str
) -> None:
    with pytest.raises(Unfit) as unfit:
        verify(site_of(tmp_path, **{name: text}), [])
    assert [line.startswith(f"{name}: {finding}") for line in unfit.value.findings] == [True]


def test_a_number_that_differs_is_named(tmp_path: Path) -> None:
    page = '<b data-figure="acme/2026-q2/2026-q2.revenue.gaap.usd">$5bn</b>'
    with pytest.raises(Unfit, match="which the API does not have"):
        verify(site_of(tmp_path, **{"index.html": page}), [])


def test_every_reason_is_given_at_once(tmp_path: Path) -> None:
    site = site_of(tmp_path, **{"a.css": "@import 'https://example.org/x.css';"})
    (site / "index.html").write_text("no policy")
    with pytest.raises(Unfit) as unfit:
        verify(site, [PurePosixPath("baba/index.html")])
    assert unfit.value.findings == (
        "baba/index.html: is missing",
        "index.html: has no Content-Security-Policy",
        "a.css: fetches `https://example.org/x.css` from another host",
    )


def test_a_table_scrolls_by_itself_under_the_name_of_its_heading() -> None:
    html = (
        '<h2 id="s">Segments &amp; more<a class="headerlink" href="#s">#</a></h2>\n'
        '<table><tr><th></th><th align="left">a</th><td align="right">1</td></tr></table>'
        '<div class="table-plain"></div>\n<table>words</table>'
    )
    assert frame_tables(html) == (
        '<h2 id="s">Segments &amp; more<a class="headerlink" href="#s">#</a></h2>\n'
        '<div class="table" role="region" tabindex="0" aria-label="Segments &amp; more">\n'
        '<table class="figures" aria-label="Segments &amp; more" data-search-exclude="true">'
        '<tr><td></td><th scope="col">a</th><td class="num">1</td></tr></table>\n</div>'
        '<div class="table-plain"></div>\n'
        '<div class="table" role="region" tabindex="0" aria-label="Segments &amp; more (2)">\n'
        '<table class="figures" aria-label="Segments &amp; more (2)">words</table>\n</div>'
    )


def test_the_table_of_a_chart_has_the_name_of_its_title() -> None:
    table = "<figcaption><table>1</table></figcaption>"
    charts = "".join(f'<p class="chart__title">{name}</p>{table}' for name in ("One", "Two"))
    framed = frame_tables(f"<h2>Charts</h2>{charts}")
    assert re.findall(r'role="region" tabindex="0" aria-label="(\w+)"', framed) == ["One", "Two"]


def test_rows_have_heads_and_those_under_a_heading_are_a_group() -> None:
    rows = (
        '<tr>\n<td><span class="part">Cash</span></td>\n<td></td>\n</tr>\n'
        "<tr>\n<td>Capex</td>\n<td>1</td>\n</tr>\n"
    )
    framed = frame_tables(f"<table>\n<tbody>\n{rows}{rows}</tbody>\n</table>")
    head = '<th scope="rowgroup" colspan="2"><span class="part">Cash</span></th>'
    group = f'<tr class="group">\n{head}\n</tr>\n'
    row = '<tr>\n<th scope="row">Capex</th>\n<td>1</td>\n</tr>\n'
    body = f"<tbody>\n{group}{row}</tbody>\n"
    assert f"{body}{body}</table>" in framed


@pytest.mark.parametrize(
    ("column", "room"),
    [
        (["10,099", "8.75", "–"], ["d5", "", "d5"]),
        (["2.2%", "−1,274 bp", "n.m.", "not disclosed"], ["", "d1", "", ""]),
        (["<i>stated</i> −71%", '<a href="#x">+4.8%</a>', "about −18%"], ["d3", "", "d3"]),
        (["<strong>247,795</strong>", "31.5bn<small>as printed</small>"], ["d7", ""]),
        (["1", "12", "1,234"], ["", "", ""]),
    ],
)
def test_decimal_points_of_a_column_stand_under_each_other(
    column: list[str], room: list[str]
) -> None:
    rows = "".join(f'<tr><th>1.25</th><td class="num">{cell}</td></tr>' for cell in column)
    lined = align_decimals(f'<table class="figures">{rows}</table>')
    assert re.findall(r'<td class="num ?(.*?)">', lined) == room


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("Claims ledger", "claims-ledger"),
        ("Résumé: Q2 — FY2026", "resume-q2-fy2026"),
        ("__search", "search"),
        ("Chart: revenue", "on-chart-revenue"),
        ("S-release", "on-s-release"),
        ("決算", "on-"),
    ],
)
def test_a_heading_takes_no_id_of_the_page_or_the_theme(heading: str, id_: str) -> None:
    assert anchor(heading, "-") == id_
