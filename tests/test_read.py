"""Reading: whatever a contributor files, every problem is told at its place, and nothing raises."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tieout.problems import Place
from tieout.records.read import read_briefs
from tieout.records.text import ARTICLE_BYTES, RECORD_BYTES, decode
from tieout.records.yaml_tree import read_tree

from tests.conftest import ARTICLE, COMPANY, RECORD, SAMPLE, File
from tests.test_problems import CASES, filed, messages


def problems_of(content: str | bytes, file_briefs: File) -> list[str]:
    found = messages(file_briefs({"acme/2026-q2.yml": content}))
    return [message.removeprefix("briefs/acme/2026-q2.yml:") for message in found]


def test_a_sound_record_has_no_problems(file_briefs: File) -> None:
    folder = file_briefs({"acme/2026-q2.yml": RECORD, "acme/articles/acme-grows.md": ARTICLE})
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems == []
    acme = issuers["acme"]
    assert acme.company.model.name == "Acme Corporation"
    assert acme.records["2026-q2"].model.figures["revenue"][0].value.value == Decimal(1250)
    assert acme.articles["acme-grows"].model.covers == "acme/2026-q2"


def test_the_briefs_of_the_sample_have_no_problems() -> None:
    issuers, problems = read_briefs(SAMPLE / "briefs", SAMPLE)
    assert problems == []
    assert len(issuers["baba"].records) == 12


def test_the_encoding_and_the_line_ends_change_nothing(file_briefs: File) -> None:
    folder = file_briefs(
        {
            "lf/2026-q2.yml": RECORD,
            "crlf/2026-q2.yml": RECORD.replace("\n", "\r\n"),
            "cr/2026-q2.yml": RECORD.replace("\n", "\r"),
            "bom/2026-q2.yml": "\ufeff" + RECORD,
        }
    )
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems == []
    models = [issuers[name].records["2026-q2"].model for name in ("lf", "crlf", "cr", "bom")]
    assert all(model == models[0] for model in models)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_problems_stay_where_they_are_with_other_line_ends(case: Path, file_briefs: File) -> None:
    here = messages(file_briefs(filed(case)))
    windows = {
        name: b"\xef\xbb\xbf" + bytes(content).replace(b"\n", b"\r\n")
        for name, content in filed(case).items()
        if isinstance(content, bytes)
    }
    assert messages(file_briefs(windows)) == here


def test_other_encodings_are_named(file_briefs: File) -> None:
    utf16 = "the file is in UTF-16, as Excel or Notepad may save it"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        (found,) = problems_of(RECORD.encode(encoding), file_briefs)
        assert found == f"1:1: {utf16}; save it again with the encoding UTF-8"
    (found,) = problems_of(RECORD.replace("Results", "Résumé").encode("latin-1"), file_briefs)
    assert found.startswith("4:42: byte E9 is no UTF-8; the file may be in Latin-1")


def test_sizes_are_bounded(file_briefs: File) -> None:
    padding = "# " + "x" * RECORD_BYTES + "\n"
    (found,) = problems_of(RECORD + padding, file_briefs)
    assert found == "1:1: the file is larger than 1 MiB; split it or cut it down"
    (found,) = problems_of("".join(f"k{i}: 1\n" for i in range(10_001)), file_briefs)
    assert found == "10000:8: there are more than 20,000 keys and values; split the file"
    long = ARTICLE + "x" * ARTICLE_BYTES
    folder = file_briefs({"acme/2026-q2.yml": RECORD, "acme/articles/long.md": long})
    assert messages(folder) == [
        "briefs/acme/articles/long.md:1:1: the file is larger than 5 MiB; split it or cut it down"
    ]


def test_a_file_full_of_faults_is_told_in_part(file_briefs: File) -> None:
    names = "".join(f"  wombats_{number}: x\n" for number in range(9_000))
    found = problems_of(RECORD + names, file_briefs)
    assert len(found) == 51
    assert found[-1] == "34:3: there are more problems from here on; mend those above"


def test_every_typed_value_has_its_place(file_briefs: File) -> None:
    record = RECORD + (
        "  net_income:\n"
        "    - 12\n"
        "    - {value: 14, basis: non-GAAP}\n"
        "segments:\n"
        "  tools: {revenue: 800}\n"
    )
    folder = file_briefs({"acme/2026-q2.yml": record})
    issuers, _ = read_briefs(folder, folder.parent)
    place = issuers["acme"].records["2026-q2"].place
    file = "briefs/acme/2026-q2.yml"
    assert place("figures", "revenue") == Place(file, 8, 12)
    assert place("figures", "revenue", 0, "value") == Place(file, 8, 12)
    assert place("figures", "net_income", 0, "value") == Place(file, 10, 7)
    assert place("figures", "net_income", 1, "basis") == Place(file, 11, 26)
    assert place("figures", "net_income", 1, "unit") == Place(file, 11, 7)
    assert place("segments", "tools", "revenue") == Place(file, 13, 20)
    assert place("segments", "services") == Place(file, 12, 1)
    assert place("period", "end") == Place(file, 1, 32)
    assert place() == Place(file, 1, 1)


@pytest.mark.parametrize(
    ("typed", "line", "column"),
    [
        ("takeaways: Revenue grew 5%.\n", 9, 25),
        ("takeaways: |\n  Revenue grew 5%.\n", 10, 16),
        ("takeaways: |-\n\n\n    One.\n\n    Revenue grew 5%.\n", 14, 18),
        ("takeaways: |2\n    Revenue grew 5%.\n", 10, 18),
        ("takeaways: >\n  Revenue\n  grew 5%.\n", 9, 12),
    ],
)
def test_a_word_of_prose_has_its_place(
    typed: str, line: int, column: int, file_briefs: File
) -> None:
    """Exactly in a block and in one line; else at least where the text begins."""
    folder = file_briefs({"acme/2026-q2.yml": RECORD + typed})
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems == []
    filed_record = issuers["acme"].records["2026-q2"]
    text = filed_record.model.takeaways
    place = filed_record.inside(("takeaways",), text, text.index("5%"))
    assert (place.line, place.column) == (line, column)


def test_the_body_of_an_article_has_its_place(file_briefs: File) -> None:
    folder = file_briefs({"acme/2026-q2.yml": RECORD, "acme/articles/acme-grows.md": ARTICLE})
    issuers, _ = read_briefs(folder, folder.parent)
    article = issuers["acme"].articles["acme-grows"]
    assert (article.body, article.body_place.line) == ("Our own summary.", 8)


@pytest.mark.parametrize("text", ["", "Text alone.\n", "---\ntitle: Open\n", "--- \n---\n"])
def test_an_article_needs_front_matter(text: str, file_briefs: File) -> None:
    folder = file_briefs({"acme/2026-q2.yml": RECORD, "acme/articles/acme-grows.md": text})
    (found,) = messages(folder)
    assert "there is no front matter; begin with a line `---`" in found


def test_yaml_guesses_nothing(file_briefs: File) -> None:
    """NO, ON, Y, 010, 0000320193 and 16:05 stay what was typed."""
    company = (
        "name: NO\nshort_name: ON\nlistings:\n"
        "  - {ticker: NO, exchange: 1e3, currency: USD}\n"
        "  - {ticker: ON, exchange: yes, currency: USD}\n"
        "  - {ticker: Y, exchange: 010, currency: USD}\n"
        "cik: 0000320193\nsector: null\ncurrency: USD\nfiscal_year_end: December 31\n"
    )
    record = RECORD.replace("2026-07-30}", "2026-07-30, time: 16:05, zone: America/New_York}")
    folder = file_briefs({"acme/company.yml": company, "acme/2026-q2.yml": record})
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems == []
    model = issuers["acme"].company.model
    assert [listing.ticker for listing in model.listings] == ["NO", "ON", "Y"]
    assert [listing.exchange for listing in model.listings] == ["1e3", "yes", "010"]
    assert (model.cik, model.sector) == ("0000320193", "null")
    assert str(issuers["acme"].records["2026-q2"].model.released.time) == "16:05:00"


def test_records_stand_in_the_order_of_their_periods(file_briefs: File) -> None:
    ends = {"2026-fy": "2026-12-31", "2026-q4": "2026-12-31", "2026-q1": "2026-03-31"}
    records = {
        f"acme/{slug}.yml": RECORD.replace("2026-Q2", slug.upper()).replace("2026-06-30", end)
        for slug, end in ends.items()
    }
    folder = file_briefs(records)
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems == []
    assert list(issuers["acme"].records) == ["2026-q1", "2026-q4", "2026-fy"]


def test_two_records_of_one_period_are_told(file_briefs: File) -> None:
    folder = file_briefs(
        {
            "acme/2026-q2.yml": RECORD,
            "acme/2026-q3.yml": RECORD.replace("2026-Q2", "2026-Q3"),
        }
    )
    assert messages(folder) == [
        (
            "briefs/acme/2026-q3.yml:1:32: a record that ends on 2026-06-30 is there already, "
            "at briefs/acme/2026-q2.yml:1:32; correct the end, or remove one of the two"
        )
    ]


@pytest.mark.parametrize(
    "name",
    [
        "ACME", "Acme", "Acmе", "e\u0301", "\u00e9", "acme\u202e", "a b", "a\nb", "-rf", "BRK.B",
        "a%2f..%2fb", "%2e%2e%2f", "#x", "?q", "trailing.", "trailing ", "C:\\x",
        "..\\..\\windows", "LPT\u00b9", "con", "aux", "nul", "com1", "index", "search", "assets",
        "404", "api", "compare", "sitemap.xml", "x" * 65, ".git",
    ],
)  # fmt: skip
def test_folders_with_unfit_names_are_refused_unread(name: str, file_briefs: File) -> None:
    folder = file_briefs({f"{name}/2026-q2.yml": "wombats", "acme/2026-q2.yml": RECORD})
    issuers, problems = read_briefs(folder, folder.parent)
    (problem,) = problems
    assert list(issuers) == ["acme"]
    assert problem.severity == "error"
    assert "\n" not in str(problem)
    assert "\u202e" not in str(problem)


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("acme/2026-Q2.yml", "error"),
        ("acme/2026-q2.yaml", "error"),
        ("acme/2026-q5.yml", "error"),
        ("acme/9999-q4.yml", "error"),
        ("acme/Company.yml", "error"),
        ("acme/2026-q2.yml.orig", "error"),
        ("acme/notes.txt", "error"),
        ("acme/archive/2025-q2.yml", "error"),
        ("acme/articles/Cloud.md", "error"),
        ("acme/articles/con.md", "error"),
        ("acme/articles/index.md", "error"),
        ("acme/articles/clоud.md", "error"),
        ("acme/articles/cloud.html", "error"),
        ("acme/articles/old/cloud.md", "error"),
    ],
)
def test_files_with_unfit_names_are_told(name: str, severity: str, file_briefs: File) -> None:
    folder = file_briefs({name: "wombats", "acme/2026-q1.yml": RECORD.replace("Q2", "Q1")})
    _, problems = read_briefs(folder, folder.parent)
    (problem,) = problems
    assert problem.severity == severity
    assert name.startswith(problem.place.file.removeprefix("briefs/"))


def test_files_that_belong_to_the_folder_pass_silently(file_briefs: File) -> None:
    folder = file_briefs({"acme/2026-q2.yml": RECORD, "acme/.edgar.json": "{}"})
    for name in ("record.schema.json", "company.schema.json", "README.md"):
        (folder / name).write_text("{}")
    assert messages(folder) == []
    (folder / "acme.yml").write_text("{}")
    (found,) = messages(folder)
    assert found.startswith("briefs/acme.yml:1:1: nothing is made from this")


@pytest.mark.parametrize(
    "name", [".gitattributes", "acme/.gitattributes", "acme/.2026-q2.yml.swp", "acme/articles/.git"]
)
def test_nothing_hides_beside_the_records(name: str, file_briefs: File) -> None:
    """`*.yml -diff` in such a file would keep a changed figure out of every review."""
    folder = file_briefs({"acme/2026-q2.yml": RECORD})
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("*.yml -diff")
    (problem,) = read_briefs(folder, folder.parent)[1]
    assert (problem.place.file, problem.severity) == (f"briefs/{name}", "error")


def test_a_record_is_no_program(file_briefs: File) -> None:
    folder = file_briefs({"acme/2026-q2.yml": RECORD, "acme/2026-q1.yml": "{}"})
    (folder / "acme/2026-q2.yml").chmod(0o755)
    problems = read_briefs(folder, folder.parent)[1]
    assert "briefs/acme/2026-q2.yml:1:1: the file is marked as a program" in str(problems[-1])


def test_links_and_devices_are_never_opened(file_briefs: File, tmp_path: Path) -> None:
    folder = file_briefs({"acme/2026-q2.yml": RECORD})
    secret = tmp_path / "secret.yml"
    secret.write_text("password: wombats")
    (folder / "acme" / "2026-q3.yml").symlink_to(secret)
    (folder / "acme" / "articles").symlink_to(tmp_path)
    (folder / "twin").symlink_to(folder / "acme")
    os.mkfifo(folder / "acme" / "2026-q4.yml")
    link = "this is a symbolic link; put the file itself in its place"
    assert messages(folder) == [
        f"briefs/acme/2026-q3.yml:1:1: {link}",
        "briefs/acme/2026-q4.yml:1:1: this is no regular file; put a plain file in its place",
        f"briefs/acme/articles:1:1: {link}",
        f"briefs/twin:1:1: {link}",
    ]


def test_missing_files_and_folders_are_told(file_briefs: File, tmp_path: Path) -> None:
    (found,) = messages(tmp_path / "nowhere")
    assert found == (
        "nowhere:1:1: the folder cannot be read: no such file or directory; "
        "make the folder, or name another one"
    )
    folder = file_briefs({"acme/2026-q2.yml": RECORD})
    (folder / "acme" / "company.yml").unlink()
    (found,) = messages(folder)
    assert found == (
        "briefs/acme/company.yml:1:1: the file is missing; "
        "copy the company.yml of another issuer and change it"
    )


def test_a_fault_in_one_file_leaves_the_others_readable(file_briefs: File) -> None:
    folder = file_briefs(
        {
            "acme/company.yml": "name: [",
            "acme/2026-q2.yml": RECORD.replace("revenue:", "revenu:"),
            "other/2026-q1.yml": "figures: {",
            "other/2026-q2.yml": RECORD,
        }
    )
    issuers, problems = read_briefs(folder, folder.parent)
    assert list(issuers) == ["other"]
    assert list(issuers["other"].records) == ["2026-q2"]
    assert {problem.place.file for problem in problems} == {
        "briefs/acme/company.yml",
        "briefs/acme/2026-q2.yml",
        "briefs/other/2026-q1.yml",
    }


YAML_LIKE = st.text(
    st.one_of(st.sampled_from("abz019 \n\n:-[]{},&*!|>'\"%@`#?<\t\\.~="), st.characters()),
    max_size=200,
)


YAML_BYTES = YAML_LIKE.map(lambda text: text.encode("utf-8", "replace"))


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.binary(max_size=200), YAML_BYTES))
def test_no_bytes_make_reading_raise(file_briefs: File, content: bytes) -> None:
    front = b"---\n" + content + b"\n---\n" + content
    folder = file_briefs(
        {
            "acme/company.yml": content,
            "acme/2026-q2.yml": content,
            "acme/articles/acme-grows.md": front,
        }
    )
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems
    assert not issuers


@settings(deadline=None, max_examples=300)
@given(YAML_BYTES)
def test_every_place_is_within_the_text(content: bytes) -> None:
    text, problems = decode(content, "a.yml", RECORD_BYTES)
    assume(not problems)
    tree = read_tree(text, "a.yml")
    lines = text.split("\n")
    for problem in tree.problems:
        assert 1 <= problem.place.line <= len(lines) + 1
    for path, place in tree.places.items():
        assert 1 <= place.line <= len(lines) + 1, path
        assert place.column >= 1


FRAGMENTS = """\
period: [a]
sources: {release: {kind: article, article: x}, a: {article: []}}
source: [x]
figures: [a, {b: c}]
figures: {revenue: {value: {a: b}}, b: [[c]]}
segments: [a]
segments: {tools: {revenue: [1, {value: x}]}, b: c}
stated_growth: {revenue: [1, {value: x}], tools.: 1}
year_ago: {figures: {a: {b: c}}, translated: {segments: {tools: a}}}
reaction: [[{ticker: []}]]
restatements: [{metric: [], segment: {}, source: []}]
kpis: {a: b}
key_metrics: {a: 1}
listings: [a]
covers: [a]
claims: {a: b}
'': x
""".splitlines()


@settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from([*RECORD.splitlines(), *COMPANY.splitlines(), *FRAGMENTS])))
def test_no_arrangement_of_fields_makes_reading_raise(file_briefs: File, lines: list[str]) -> None:
    text = "\n".join(["colour: red", *lines])
    folder = file_briefs(
        {
            "acme/company.yml": text,
            "acme/2026-q2.yml": text,
            "acme/articles/acme-grows.md": f"---\n{text}\n---\n",
        }
    )
    issuers, problems = read_briefs(folder, folder.parent)
    assert len(problems) >= 3
    assert not issuers
