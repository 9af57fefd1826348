"""`tieout press`: a text against filed figures, without a record."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tieout.cli.main import main

BODY = Path(__file__).with_name("importers") / "weeks" / "body.json"
TEXT = """\
Greengrocer sells more

Greengrocer Stores said on Thursday that it earned 79 cents a share in the first quarter.
Revenue was $32.87 billion, and net income was $767 million.
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


def test_a_pdf_is_read_or_says_what_it_needs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import PdfWriter  # noqa: PLC0415  an extra

    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(content)
    (root / "story.pdf").write_bytes(content.getvalue())
    assert "pictures of pages" in press(root, "story.pdf").output
    (root / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert "cannot be read" in press(root, "broken.pdf").output
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
