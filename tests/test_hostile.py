"""Strangers' files: each text, file and name of `hostile/` comes to the outcome written beside it.

A text is a file in `texts/`. `line` says what becomes of it in a field of one line, `prose` what it
becomes in prose: text that is shown as typed, or what its contributor is told. A file in `files/`
is filed as a record as it is, and has its messages beside it in a `.txt`; `names.yml` holds names
of files. `pytest tests/test_hostile.py --rewrite` writes outcomes anew, for review.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from tieout.examine import examine
from tieout.problems import errors
from tieout.records.read import read_briefs
from tieout.views.shared.prose import html

from tests.conftest import ARTICLE, RECORD, File
from tests.hostile.doors import FOLDER, Payload, payloads
from tests.test_problems import messages

PAYLOADS = payloads()
FILES = sorted(path for path in (FOLDER / "files").iterdir() if path.suffix != ".txt")
NAMES = yaml.safe_load((FOLDER / "names.yml").read_text(encoding="utf-8"))
TODAY = date(2026, 10, 1)
TITLE = "Results of the second quarter"


def test_there_are_enough_of_them() -> None:
    assert len(PAYLOADS) + len(FILES) > 150


def told(briefs: Path) -> str:
    """The first problem of the record, without the name of its file; empty where there is none."""
    found = messages(briefs)
    return found[0].removeprefix("briefs/acme/2026-q2.yml:") if found else ""


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
def test_a_text_is_shown_as_typed_or_refused(
    payload: Payload, file_briefs: File, pytestconfig: pytest.Config
) -> None:
    line = told(file_briefs({"acme/2026-q2.yml": RECORD.replace(TITLE, payload.typed)}))
    prose = told(file_briefs({"acme/2026-q2.yml": f"{RECORD}takeaways: {payload.typed}\n"}))
    if pytestconfig.getoption("rewrite"):
        rewrite(payload, line or "shown", prose or html(payload.text))
    else:
        assert payload.line == (line or "shown")
        assert payload.prose == (prose or html(payload.text))


def rewrite(payload: Payload, line: str, prose: str) -> None:
    head = payload.path.read_text(encoding="utf-8").partition("\nline: ")[0].rstrip("\n")
    block = "".join(f"  {each}\n" for each in prose.split("\n"))
    quoted = line if line == "shown" else json.dumps(line, ensure_ascii=False)
    payload.path.write_text(f"{head}\nline: {quoted}\nprose: |\n{block}", encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_earns_exactly_its_messages(
    path: Path, file_briefs: File, pytestconfig: pytest.Config
) -> None:
    found = "".join(
        f"{message.removeprefix('briefs/acme/2026-q2.yml:')}\n"
        for message in messages(file_briefs({"acme/2026-q2.yml": path.read_bytes()}))
    )
    expected = path.with_suffix(".txt")
    if pytestconfig.getoption("rewrite"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES["refused"])
@pytest.mark.parametrize("place", ["{}/2026-q2.yml", "acme/{}.yml", "acme/articles/{}.md"])
def test_a_name_that_may_mislead_is_refused_unread(
    name: str, place: str, file_briefs: File
) -> None:
    briefs = file_briefs({place.format(name): "wombats", "acme/2026-q1.yml": RECORD})
    issuers, problems = read_briefs(briefs, briefs.parent)
    assert set(issuers) <= {"acme"}
    named = [problem for problem in problems if problem.code == "R015"]
    assert named or name.startswith(".")  # such names are passed over
    assert all(str(problem).isprintable() for problem in named)


def test_a_message_is_one_line_and_shows_what_it_holds(file_briefs: File) -> None:
    """A log that a person or a machine reads line by line cannot be forged."""
    for payload in PAYLOADS:
        line = f"{RECORD.replace('unit: million USD', f'unit: {payload.typed}')}{payload.name}: 1\n"
        for message in messages(file_briefs({"acme/2026-q2.yml": line})):
            assert message.isprintable()


ENDLESS = {
    "1 ": "has 9,990 numbers",
    "$1 ": "has 6,660 numbers",
    "revenue 5% ": "has 1,816 numbers",
}


@pytest.mark.parametrize("words", ENDLESS)
def test_prose_of_nothing_but_numbers_is_refused_unread(words: str, file_briefs: File) -> None:
    prose = words * (19_980 // len(words))
    briefs = file_briefs({"acme/2026-q2.yml": f"{RECORD}takeaways: |\n  {prose}\n"})
    (problem,) = errors(examine(briefs.parent, TODAY).problems)
    place = "briefs/acme/2026-q2.yml:10:3"
    assert str(problem) == f"{place}: the text {ENDLESS[words]}; keep it to 500"


def test_a_text_longer_than_an_article_is_refused(file_briefs: File) -> None:
    text = ARTICLE.replace("Our own summary.", "word " * 20_001)
    briefs = file_briefs({"acme/2026-q2.yml": RECORD, "acme/articles/acme-grows.md": text})
    (found,) = messages(briefs)
    assert "acme-grows.md:8:1: the text has 100,006 characters; keep it to 100,000" in found


def test_briefs_that_lie_elsewhere_are_not_read(file_briefs: File) -> None:
    briefs = file_briefs({"acme/2026-q2.yml": RECORD})
    elsewhere = briefs.rename(briefs.with_name("elsewhere"))
    briefs.symlink_to(elsewhere)
    assert read_briefs(briefs, briefs.parent)[0] == {}
    assert messages(briefs) == ["briefs:1:1: this is a symbolic link; put the folder in its place"]
