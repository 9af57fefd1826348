"""What `tieout article add` writes: under which name, and that nothing typed is lost by it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tieout.cli.main import main
from tieout.records.read import read_briefs
from tieout.records.writer import Unwritten, write

from tests.conftest import SAMPLE

UPDATE = "# Market update\n\nAlibaba's revenue rose 5% to 247.8 billion yuan.\n"
OTHER = "# Market update\n\nAlibaba sold 39.8 billion yuan of cloud services.\n"
ARTICLES = "briefs/baba/articles"
CITED = "alibaba-ai-cloud.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE / "briefs/baba", tmp_path / "briefs/baba")
    return tmp_path


def add(root: Path, text: str | bytes, *options: str, covers: str = "baba/2026-q2") -> Result:
    given = text if isinstance(text, bytes) else text.encode()
    call = ("--root", str(root), "article", "add", "-", "--covers", covers, *options)
    return CliRunner().invoke(main, call, input=given)


def files(root: Path) -> dict[str, str]:
    """What stands beside the article that the record cites."""
    found = sorted((root / ARTICLES).glob("*"))
    return {path.name: path.read_text("utf-8") for path in found if path.name != CITED}


def errors(root: Path) -> str:
    return CliRunner().invoke(main, ("--root", str(root), "check")).stdout


def test_two_publishers_never_share_a_file(root: Path) -> None:
    add(root, UPDATE, "--publisher", "One")
    second = add(root, OTHER, "--publisher", "Two")
    assert list(files(root)) == ["market-update-two.md", "market-update.md"]
    assert "market-update.md has the same headline" in second.stderr
    assert "publisher: One" in files(root)["market-update.md"]


def test_one_story_in_two_papers_is_two_articles(root: Path) -> None:
    add(root, UPDATE, "--publisher", "One", "--url", "https://one.example/")
    add(root, UPDATE, "--publisher", "Two", "--url", "https://two.example/")
    assert len(files(root)) == 2


def test_an_article_is_known_by_its_address_whatever_its_headline(root: Path) -> None:
    add(root, UPDATE, "--url", "https://one.example/")
    before = files(root)["market-update.md"]
    newer = UPDATE.replace("Market update", "Revenue up") + "\nIts cloud sold 39.8 billion yuan.\n"
    again = add(root, newer, "--url", "https://one.example/")
    assert "corrections kept" in again.stderr
    assert list(files(root)) == ["market-update.md"]
    assert files(root)["market-update.md"].count("says:") == before.count("says:") + 1


def test_a_correction_whose_fragment_is_gone_is_not_dropped(root: Path) -> None:
    add(root, UPDATE, "--url", "https://one.example/")
    path = root / ARTICLES / "market-update.md"
    path.write_text(path.read_text("utf-8").replace("role: yoy", "role: other"), "utf-8")
    before = files(root)
    again = add(root, UPDATE.replace("5%", "6%"), "--url", "https://one.example/")
    assert again.exit_code == 1
    assert "no longer has `Alibaba's revenue rose 5%" in again.stderr
    assert files(root) == before


def test_a_fragment_that_moved_is_claimed_once_and_as_it_was_corrected(root: Path) -> None:
    add(root, UPDATE, "--url", "https://one.example/")
    path = root / ARTICLES / "market-update.md"
    path.write_text(path.read_text("utf-8").replace("role: yoy", "role: qoq"), "utf-8")
    add(root, UPDATE.replace("\n\n", "\n\nGood morning.\n\n"), "--url", "https://one.example/")
    text = files(root)["market-update.md"]
    assert text.count("says: 5%") == 1
    assert "role: qoq" in text
    assert "paragraph: 3" in text


def test_what_is_covered_is_not_moved(root: Path) -> None:
    add(root, UPDATE)
    before = files(root)
    again = add(root, UPDATE, covers="baba/2026-q1")
    assert again.exit_code == 1
    assert "covers baba/2026-q2" in again.stderr
    assert files(root) == before


def test_the_name_of_another_article_is_refused(root: Path) -> None:
    add(root, UPDATE, "--publisher", "One")
    again = add(root, OTHER, "--publisher", "Two", "--name", "market-update")
    assert again.exit_code == 1
    assert "is another article (One)" in again.stderr


def test_what_a_person_typed_stays_and_is_told(root: Path) -> None:
    add(root, UPDATE, "--kind", "blog")
    again = add(root, UPDATE, "--kind", "news", "--title", "Another")
    assert "kept: kind stays `blog`, not `news`" in again.stderr
    assert "kept: title stays `Market update`, not `Another`" in again.stderr


@pytest.mark.parametrize("name", ["../../x", "/abs", "a/b", "CON", "con", "index", "", "..", "é"])
def test_no_name_leads_out_of_the_folder(root: Path, name: str) -> None:
    before = sorted(root.rglob("*"))
    added = add(root, UPDATE, "--name", name)
    if name:
        assert (added.exit_code, sorted(root.rglob("*"))) == (1, before)
    else:
        assert list(files(root)) == ["market-update.md"]


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--published", "Nov 25", "--published: `Nov 25` is no date; write a date as YYYY-MM-DD"),
        ("--url", "ftp://one.example", "--url: `ftp://one.example` is no web address"),
        ("--title", "a\u3164", "a character that nobody can see, U+3164"),
        ("--publisher", "", "--publisher: "),
    ],
)
def test_an_odd_option_is_told_in_our_words(root: Path, option: str, value: str, told: str) -> None:
    added = add(root, UPDATE, option, value)
    assert added.exit_code == 1
    assert told in added.stderr
    assert "pydantic" not in added.stderr
    assert files(root) == {}


def test_what_is_written_passes_check(root: Path) -> None:
    text = "# Cloud\n\nAlibaba said cloud was about a quarter of revenue. Half of the revenue.\n"
    assert add(root, text).exit_code == 0
    assert "says: about a quarter" in files(root)["cloud.md"]
    assert errors(root) == ""


def test_what_nobody_can_see_is_left_out(root: Path) -> None:
    add(root, "# Cloud\n\nAlibaba's rev\u00adenue was 247.8 bil\u200blion yuan.\n")
    assert "says: 247.8 billion yuan" in files(root)["cloud.md"]
    assert errors(root) == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (bytes(range(256)) * 20, "the file is no text"),
        (b"PK\x03\x04 and so on", "the file is no text"),
        (b"%PDF-1.7\n and so on", "Error: the PDF is damaged, or locked by a password; save"),
        ("阿里巴巴集团".encode(), "a language other than English"),
        (b"", "nothing of the text could be read"),
        (b" \n ", "nothing of the text could be read"),
    ],
)
def test_what_cannot_be_read_is_said_and_no_file_is_written(
    root: Path, content: bytes, told: str
) -> None:
    added = add(root, content)
    assert added.exit_code == 1
    assert told in added.stderr
    assert "EOF" not in added.stderr
    assert files(root) == {}


def test_a_text_without_numbers_is_an_article(root: Path) -> None:
    assert add(root, "# Quiet\n\nAlibaba said nothing about its sales.\n").exit_code == 0
    assert "claims: []" in files(root)["quiet.md"]


@pytest.mark.parametrize(
    ("opened", "closed", "times"),
    [("<div>", "</div>", 260), ("<div><p>x</p>", "", 600), ("<span>", "", 300)],
)
def test_a_page_is_read_whole_or_refused(root: Path, opened: str, closed: str, times: int) -> None:
    said = "<p>Alibaba said that its revenue rose 9% in the quarter that ended in September.</p>"
    page = f"<html><body>{opened * times}{said}{closed * times}</body></html>"
    added = add(root, page)
    assert added.exit_code == 1
    assert "too deep" in added.stderr


def test_no_link_is_followed(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (root / ARTICLES).rename(elsewhere)
    before = sorted(elsewhere.iterdir())
    for link in (elsewhere, tmp_path / "nowhere"):
        (root / ARTICLES).unlink(missing_ok=True)
        (root / ARTICLES).symlink_to(link)
        with pytest.raises(Unwritten, match="is a link"):
            write(root, {f"{ARTICLES}/market.md": b"---\n"})
    assert sorted(elsewhere.iterdir()) == before


def test_a_file_reads_back_as_it_was_found(root: Path) -> None:
    add(root, UPDATE)
    issuers, problems = read_briefs(root / "briefs", root)
    assert problems == []
    assert len(issuers["baba"].articles["market-update"].model.claims) == 2
