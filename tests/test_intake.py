"""From a saved text to an article's file, and what a rerun keeps."""

from __future__ import annotations

import json
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tieout.claims.intake import slug_of
from tieout.claims.main_text import MOST_BYTES, read_main_text
from tieout.claims.rules import check_articles
from tieout.cli.article import article, bench
from tieout.importers import web_page
from tieout.problems import Finding
from tieout.records.read import read_briefs

from tests.conftest import SAMPLE

TODAY = date(2026, 1, 1)
STORY = """# Alibaba's cloud speeds up

Alibaba's revenue rose **5%** to 247.8 billion yuan ($34.81 billion), ahead of the
245.2 billion yuan that analysts polled by Bloomberg expected. Revenue of the
[Cloud Intelligence Group](https://example.org/cloud) was 39.8 billion yuan.
"""
PAGE = """<!doctype html><html><head><title>Alibaba's revenue | Example</title>
<script>document.write("revenue of $99 billion")</script></head><body>
<nav><a href="/">Markets up 9%</a></nav><article><h1>Alibaba's revenue</h1>
<p>Alibaba said on Tuesday that revenue rose 5% to 247.8 billion yuan in the quarter that ended in
September, as more customers paid for its cloud and for deliveries within the hour.</p></article>
</body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE / "briefs/baba", tmp_path / "briefs/baba")
    return tmp_path


def run(site: Path, *arguments: str, text: bytes | str = STORY) -> Result:
    path = site / "story.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    names = [str(path) if each == "TEXT" else each for each in arguments]
    return CliRunner().invoke(article, names, obj=site)


def claims(site: Path, text: bytes | str = STORY) -> list[dict[str, object]]:
    shown = run(site, "claims", "TEXT", "--covers", "baba/2026-q2", "--format", "json", text=text)
    assert shown.exit_code == 0, shown.output
    rows: list[dict[str, object]] = json.loads(shown.output)
    return rows


def test_claims_are_listed_with_their_verdicts(site: Path) -> None:
    rows = claims(site)
    told = [(row["says"], row["role"], row["metric"], row["verdict"]) for row in rows]
    assert told == [
        ("5%", "yoy", "revenue", "ties"),
        ("247.8 billion yuan", "actual", "revenue", "ties"),
        ("$34.81 billion", "actual", "revenue", "ties"),
        ("245.2 billion yuan", "consensus", "revenue", "ties"),
        ("39.8 billion yuan", "actual", "revenue", "ties"),
    ]
    assert all(STORY[row["start"] : row["end"]] in STORY for row in rows)  # type: ignore[misc]
    assert rows[-1]["segment"] == "cloud"


def test_offsets_are_places_in_the_file(site: Path) -> None:
    rows = claims(site)
    start, end = rows[1]["start"], rows[1]["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert STORY[start:end] == "247.8 billion yuan"


def test_the_table_is_readable(site: Path) -> None:
    shown = run(site, "claims", "TEXT", "--covers", "baba/2026-q2")
    assert "5 numbers: 5 ties" in shown.output
    assert "fits revenue in USD: $34.808bn" in shown.output


def test_the_main_text_of_a_page_is_read_alone(site: Path) -> None:
    rows = claims(site, PAGE)
    assert [row["says"] for row in rows] == ["5%", "247.8 billion yuan"]


def test_an_article_file_reads_back_as_it_was_found(site: Path) -> None:
    added = run(site, "add", "TEXT", "--covers", "baba/2026-q2", "--publisher", "Example: News")
    assert added.exit_code == 0, added.output
    issuers, problems = read_briefs(site / "briefs", site)
    assert problems == []
    filed = issuers["baba"].articles["alibabas-cloud-speeds-up"]
    assert filed.model.publisher == "Example: News"
    assert filed.model.digest == f"sha256:{sha256(STORY.encode()).hexdigest()}"
    assert [claim.says for claim in filed.model.claims][:2] == ["5%", "247.8 billion yuan"]
    assert filed.body.strip() == ""
    assert "ahead of the" not in filed.body


def test_a_rerun_keeps_what_a_person_corrected(site: Path) -> None:
    run(site, "add", "TEXT", "--covers", "baba/2026-q2")
    path = site / "briefs/baba/articles/alibabas-cloud-speeds-up.md"
    corrected = path.read_text().replace("segment: cloud", "segment: china_ecommerce")
    path.write_text(f"{corrected}Our summary.\n")
    run(site, "add", "TEXT", "--covers", "baba/2026-q2")
    again = path.read_text()
    assert "segment: china_ecommerce" in again
    assert again.endswith("Our summary.\n")
    newer = f"{STORY}\nAdjusted EBITA fell 78%.\n"
    name = path.stem
    run(site, "add", "TEXT", "--covers", "baba/2026-q2", "--name", name, text=newer)
    third = path.read_text()
    assert "segment: china_ecommerce" in third
    assert "says: 78%" in third
    assert third.count("says: 5%") == 1


def test_a_rerun_on_the_same_text_leaves_the_file_as_it_was_typed(site: Path) -> None:
    path = site / run(site, "add", "TEXT", "--covers", "baba/2026-q2").output.split()[0]
    typed = path.read_text("utf-8").replace("role: yoy", "role: yoy  # as the headline has it")
    path.write_text(typed, "utf-8")
    again = run(site, "add", "TEXT", "--covers", "baba/2026-q2")
    assert again.exit_code == 0
    assert path.read_text("utf-8") == typed


def test_a_newer_text_does_not_wipe_out_comments(site: Path) -> None:
    path = site / run(site, "add", "TEXT", "--covers", "baba/2026-q2").output.split()[0]
    typed = path.read_text("utf-8").replace("role: yoy", "role: yoy  # as the headline has it")
    path.write_text(typed, "utf-8")
    arguments = ("add", "TEXT", "--covers", "baba/2026-q2", "--name", path.stem)
    again = run(site, *arguments, text=f"{STORY}\nMore.\n")
    assert again.exit_code == 1
    assert "comments" in again.output
    assert path.read_text("utf-8") == typed


def test_a_whole_sentence_is_no_headline(site: Path) -> None:
    story = STORY.partition("\n\n")[2].replace("\n", " ")
    added = run(site, "add", "TEXT", "--covers", "baba/2026-q2", text=story)
    assert added.output.split()[0].endswith("/story.md")
    assert "--title" in added.output
    assert "title: story.txt" in (site / added.output.split()[0]).read_text("utf-8")


def test_the_text_is_kept_only_with_a_reason(site: Path) -> None:
    run(site, "add", "TEXT", "--covers", "baba/2026-q2", "--license", "our own text")
    kept = (site / "briefs/baba/articles/alibabas-cloud-speeds-up.md").read_text()
    assert "ahead of the" in kept.partition("\n---\n")[2]


def test_a_kept_text_has_the_digest_of_its_claims_and_is_known_again(site: Path) -> None:
    arguments = ("add", "TEXT", "--covers", "baba/2026-q2", "--license", "our own text")
    run(site, *arguments)
    path = site / "briefs/baba/articles/alibabas-cloud-speeds-up.md"
    assert digest_faults(site) == []
    kept = path.read_text()
    assert "as it was corrected" in run(site, *arguments).output
    assert path.read_text() == kept
    run(site, *arguments, "--name", path.stem, text=STORY.replace("5%", "6%"))
    assert "6%" in path.read_text().partition("\n---\n")[2]
    assert digest_faults(site) == []
    path.write_text(path.read_text().replace("yuan.\n", "dollars.\n"))
    assert len(digest_faults(site)) == 1


def digest_faults(site: Path) -> list[str]:
    issuers, problems = read_briefs(site / "briefs", site)
    assert problems == []
    return [str(each) for each in check_articles(issuers, TODAY) if each.code == "A109"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"x" * (MOST_BYTES + 1), "larger than 5 MiB"),
        (b"word " * 200_000, "more than any article"),
        (b"<html>" + b"<div>" * 5_000 + b"5%", "too deep"),
        (b"<html><body></body></html>", "no main text"),
        (b"<html><body>" + b"<script>" * 100_000, "no main text"),
        (b"revenue of $5 billion and " * 12_000, "numbers"),
    ],
)
def test_what_is_no_article_is_told(site: Path, content: bytes, told: str) -> None:
    shown = run(site, "claims", "TEXT", "--covers", "baba/2026-q2", text=content)
    assert shown.exit_code == 1
    assert told in shown.output
    assert "Traceback" not in shown.output


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe" + "Revenue was $5 billion.".encode("utf-16-le"),
        "Tesla\u2019s revenue rose 8% to $28.1 billion.".encode("utf-16-le"),
        "Tesla\u2019s revenue rose 8% to $28.1 billion.".encode("utf-16-be"),
        "Tesla\u2019s revenue rose 8% to $28.1 billion.".encode("utf-32"),
        "Der Umsatz der Gruppe stieg um 5 Prozent auf 12,5 Mrd. Euro.".encode("cp1252"),
        b"Caf\xe9 revenue was \x80 5 billion \x00\x1b[31m",
        "阿里巴巴收入2478亿元，增长5%。".encode(),
        b"Tesla's revenue rose 8% to $28.1 billion.",
    ],
)
def test_odd_texts_get_an_answer(site: Path, content: bytes) -> None:
    shown = run(site, "claims", "TEXT", "--covers", "baba/2026-q2", text=content)
    assert shown.exit_code == 0
    assert "CONFLICT" not in shown.output


def test_a_text_that_does_not_name_the_issuer_is_told(site: Path) -> None:
    shown = run(site, "claims", "TEXT", "--covers", "baba/2026-q2", text="Revenue rose 8%.")
    assert "the text does not name Alibaba" in shown.output


def test_an_unknown_brief_is_told_with_those_there_are(site: Path) -> None:
    shown = run(site, "claims", "TEXT", "--covers", "baba/1999-q1")
    assert shown.exit_code == 2
    assert "there is no brief baba/1999-q1" in shown.output


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Alibaba's AI Cloud: 5%!", "alibabas-ai-cloud-5"),
        ("Café Zürich", "cafe-zurich"),
        ("阿里巴巴", "article"),
        ("word " * 40, "-".join(["word"] * 13)),
    ],
)
def test_a_headline_names_its_file(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_page_is_told_by_its_tags_or_its_name() -> None:
    assert read_main_text(PAGE.encode(), web_page.main_text).title == "Alibaba's revenue | Example"
    with pytest.raises(Finding, match="no main text"):
        read_main_text(b"", web_page.main_text, "saved.html")


def labelled(folder: Path) -> Path:
    """A folder of labels with one invented article."""
    (folder / "articles").mkdir()
    (folder / "records").mkdir()
    (folder / "articles/one.txt").write_text(
        "https://example.org\n# Gadgetry sells more | 2025-11 | GDG | period end 2025-09-30\n"
        "# remarks\n\nGadgetry said revenue rose 10% to $550 million. Net income was $44 million.\n"
    )
    facts = [
        {"metric": "revenue", "segment": "", "basis": "", "current": 550e6, "year_ago": 500e6},
        {"metric": "net_income", "segment": "", "basis": "gaap", "current": 40e6, "year_ago": None},
    ]
    (folder / "records/GDG.json").write_text(json.dumps({"company": "GDG", "facts": facts}))
    common = {"article": "one", "segment": "", "unit": "USD", "period": "quarter"}
    rows = [
        {"quote": "rose 10%", "metric": "revenue", "basis": "", "role": "yoy", "value": 10.0}
        | {"expect": "ties"},
        {"quote": "to $550 million", "metric": "revenue", "basis": "", "role": "actual"}
        | {"value": 550e6, "expect": "ties"},
        {"quote": "was $44 million", "metric": "net_income", "basis": "gaap", "role": "actual"}
        | {"value": 44e6, "expect": "conflict"},
    ]
    lines = (json.dumps({**common, **row}) for row in rows)
    (folder / "claims_gold.jsonl").write_text("\n".join(lines))
    bullet = {
        "id": "GDG_q3_2025",
        "bullet": "q3 adjusted earnings per share $0.43 versus estimate ",
    }
    bullet["bullet"] += "of $0.40."
    fields = {"period": "q3", "basis": "adjusted", "metric": "earnings per share", "value": "0.43"}
    fields |= {"scale": None, "value_hi": None, "consensus": "0.40", "consensus_scale": None}
    (folder / "headline_bullets.jsonl").write_text(
        json.dumps({**bullet, **fields, "guidance": False})
    )
    return folder


def test_the_benchmark_scores_a_labelled_folder(tmp_path: Path) -> None:
    folder = str(labelled(tmp_path))
    scored = CliRunner().invoke(bench, ["claims", folder, "--format", "json"])
    assert scored.exit_code == 0, scored.output
    scores = json.loads(scored.output)
    counts = {name: (each.get("count"), each.get("total")) for name, each in scores.items()}
    assert counts["recall"] == counts["strict"] == (3, 3)
    assert counts["false_conflicts"] == (0, 2)
    assert counts["conflicts_found"] == counts["bullets"] == (1, 1)
    assert scores["verdict_macro_f1"]["value"] == 1
    flagged, total = counts["corruptions_flagged"]
    assert flagged == total > 5
    table = CliRunner().invoke(bench, ["claims", folder])
    assert "numbers found        3 of 3, 100.0 % (43.9-100.0)" in table.output


def test_a_folder_without_labels_is_told(tmp_path: Path) -> None:
    scored = CliRunner().invoke(bench, ["claims", str(tmp_path)])
    assert scored.exit_code == 1
    assert "holds no labelled articles" in scored.output
