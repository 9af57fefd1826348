"""`tieout press`: a text against filed figures, without a record."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from tieout.cli.main import main
from tieout.edition import Edition
from tieout.importers.reflow import reflowed
from tieout.records.read import read_briefs

from tests.conftest import SAMPLE
from tests.rows import api

BODY = Path(__file__).with_name("importers") / "weeks" / "body.json"
TEXT = """\
Greengrocer sells more

Greengrocer Stores said on Thursday that it earned 79 cents a share in the first quarter.
Revenue was $32.87 billion, and net income was $767 million.
"""
GERMAN = """\
Der Umsatz von Greengrocer Stores stieg um 8 Prozent auf 5 Milliarden, und das ist mehr als im Jahr
davor, wie die Firma sagte.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def press(root: Path, name: str, *arguments: str) -> Result:
    typed = ["--root", str(root), "press", str(root / name), "--edgar", str(BODY), *arguments]
    result = CliRunner().invoke(main, typed)
    assert "Traceback" not in result.output
    return result


def test_the_period_is_found_by_the_figures_and_nothing_is_written(root: Path) -> None:
    result = press(root, "story.txt")
    assert result.exit_code == 0, result.output
    assert "held against Greengrocer Stores FY2024 Q1" in result.stdout
    assert [path.name for path in root.iterdir()] == ["story.txt"]


def test_rows_are_those_of_article_claims(root: Path) -> None:
    rows = json.loads(press(root, "story.txt", "--format", "json").stdout)
    verdicts = {row["says"]: (row["verdict"], row["gravity"]) for row in rows}
    assert verdicts["$32.87 billion"] == ("ties", "")
    assert verdicts["$767 million"] == ("conflict", "slip")
    assert {"quote", "start", "metric", "figure", "candidates", "doubts"} <= set(rows[0])


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_sheet_has_the_conflicts_first_and_no_markup_of_the_text(root: Path, form: str) -> None:
    (root / "story.txt").write_text(TEXT.replace("more", "<script>more"), encoding="utf-8")
    sheet = press(root, "story.txt", "--format", form).stdout
    assert sheet.index("$767 million") < sheet.index("$32.87 billion")
    assert "<script>" not in sheet
    assert "conflicts: slip" in sheet


def test_a_text_that_fits_no_period_asks_for_one(root: Path) -> None:
    (root / "story.txt").write_text("Greengrocer Stores had revenue of $9.87 billion.")
    result = press(root, "story.txt")
    assert result.exit_code == 1
    assert "--covers" in result.output
    told = press(root, "story.txt", "--covers", "2024-q1")
    assert told.exit_code == 0
    assert "2024-q1" in press(root, "story.txt", "--covers", "1999-q1").output


def test_the_issuer_of_a_period_is_found_in_the_text(root: Path) -> None:
    told = press(root, "story.txt", "--covers", "2024-q1")
    assert "held against Greengrocer Stores FY2024 Q1" in told.stdout
    unknown = press(root, "story.txt", "--covers", "nobody/2024-q1")
    assert "there are no figures for nobody/2024-q1; there are those of greengrocer" in (
        unknown.output
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "the text is empty"),
        (GERMAN, "the text is in German, which is not read"),
    ],
)
def test_a_text_that_cannot_be_judged_is_told_so(root: Path, text: str, told: str) -> None:
    (root / "story.txt").write_text(text, encoding="utf-8")
    result = press(root, "story.txt")
    assert (result.exit_code, told in result.output) == (1, True)


def test_a_text_without_a_headline_has_none_on_its_sheet(root: Path) -> None:
    (root / "story.txt").write_text(" ".join(TEXT.split()), encoding="utf-8")
    assert press(root, "story.txt", "--format", "markdown").stdout.startswith("# Press check\n")


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("Sales of the whole group went from", "$4 billion a year ago to more"), True),
        (("Operating income in the period rose", "11% to $28 billion, and cash"), True),
        (("Sales rose in most of the regions,", "Europe among them."), True),
        (("Total revenue of the consolidated group", "94,036 85,777 10%"), False),
        (("Operating income of the whole group", "Net income 23,434 21,448"), False),
        (("What the third quarter of Acme says", "Sales rose 4% in the period"), False),
        (("Sales rose in all of the regions.", "profit fell"), False),
        (("Sales rose in most of the regions and", "- Profit fell 4%"), False),
    ],
)
def test_lines_of_a_printed_page_are_put_together(lines: tuple[str, str], joined: bool) -> None:
    assert reflowed("\n".join(lines)) == (" " if joined else "\n").join(lines)


def test_a_pdf_is_read_or_says_what_it_needs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import PdfWriter  # noqa: PLC0415  an extra

    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(content)
    (root / "story.pdf").write_bytes(content.getvalue())
    assert "pictures of pages" in press(root, "story.pdf").output
    (root / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert "the PDF is damaged" in press(root, "broken.pdf").output
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert "pip install 'tieout[pdf]'" in press(root, "story.pdf").output


@pytest.mark.parametrize("content", [b"PK\x03\x04 and so on", b"\x89PNG\r\n"])
def test_what_is_no_text_is_told_so(root: Path, content: bytes) -> None:
    (root / "story.bin").write_bytes(content)
    result = press(root, "story.bin")
    assert (result.exit_code, "no text" in result.output) == (1, True)


def test_a_page_nested_deeper_than_is_read_is_refused(root: Path) -> None:
    deep = 260
    page = f"<html><body>{'<div>' * deep}<p>{TEXT}</p>{'</div>' * deep}</body></html>"
    (root / "story.html").write_text(page, encoding="utf-8")
    assert "too deep" in press(root, "story.html").output


# A published site


def published(folder: Path) -> Path:
    """The API of the tests' sample, in a folder as a build has it."""
    for path, content in api(read_briefs(SAMPLE / "briefs", SAMPLE)[0], Edition(date(2026, 1, 1))):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("site"))


def command(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert "Traceback" not in result.output
    return result


SNOW = """\
Snowflake sells more

Snowflake reported revenue of $1.04 billion for the quarter that ended on April 30, 2025, up 26%.
Operating cash flow was $228 million.
"""
BOTH = f"""{SNOW}
Walmart, meanwhile, had revenue of $179.5 billion in its third quarter of fiscal 2026, up 5.8%.
Operating income of Walmart was $6.7 billion.
"""


@pytest.mark.parametrize("text", [SNOW, BOTH], ids=["one issuer", "two issuers"])
@pytest.mark.parametrize("form", ["json", "text", "markdown", "html"])
def test_a_site_tells_what_its_records_tell(
    text: str, form: str, site: Path, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(text)
    by_records = command("--root", SAMPLE, "press", story, "--format", form)
    by_site = command("press", story, "--site", site, "--format", form)
    assert by_records.exit_code == 0, by_records.output
    assert by_site.output == by_records.output
    assert "ties" in by_site.output


def test_a_site_answers_at_its_address(site: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(SNOW)
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        told = command("press", story, "--site", f"{address}/")
        nowhere = command("press", story, "--site", f"{address}/elsewhere")
        server.shutdown()
    assert told.exit_code == 0, told.output
    assert "held against Snowflake FY2026 Q1 (snow/2026-q1)" in told.stdout
    assert "the server answers 404" in nowhere.output


def test_of_two_issuers_each_number_is_held_against_its_own(site: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(BOTH)
    rows = json.loads(command("press", story, "--site", site, "--format", "json").stdout)
    covers = {row["says"]: row["covers"] for row in rows}
    assert covers["$1.04 billion"] == covers["$228 million"] == "snow/2026-q1"
    assert covers["$179.5 billion"] == covers["$6.7 billion"] == "wmt/2026-q3"
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    named = ["--covers", "snow/2026-q1", "--covers", "wmt/2026-q3", "--format", "json"]
    assert json.loads(command("press", story, "--site", site, *named).stdout) == rows


def test_what_is_no_site_is_told(site: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Unheard Industries had revenue of $5 million.")
    assert (
        "names no issuer on record (Apple, Alibaba"
        in command("press", story, "--site", site).output
    )
    story.write_text(SNOW)
    assert (
        "give the address at which the site begins"
        in command("press", story, "--site", tmp_path).output
    )
    index = tmp_path / "api/v2/index.json"
    index.parent.mkdir(parents=True)
    index.write_text('{"issuers": [{"issuer": "snow"}]}')
    assert "another version" in command("press", story, "--site", tmp_path).output
    unknown = command("press", story, "--site", site, "--covers", "snow/1999-q1")
    assert "there are no figures for snow/1999-q1" in unknown.output
