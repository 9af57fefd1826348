"""An upgrade of a repository of briefs: only the lines concerned change, and comments stay."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner, Result
from tieout.cli.main import main
from tieout.records.migration import MigrationStep, migrated, renamed, version_of
from tieout.records.read import read_briefs

from tests.conftest import COMPANY, RECORD, File

HINT = "# yaml-language-server: $schema={}record.schema.json\n"
PATH = PurePosixPath("briefs/acme/2026-q2.yml")
OLD = """\
# Typed from the printed release.
period: {fiscal: 2026-Q2, end: 2026-06-30}   # the second quarter

notes: |                                     # our own words
  notes: this line is text, and stays
"""
STEP = MigrationStep(
    2, "`notes` is called `takeaways`", lambda _, text: renamed(text, "notes", "takeaways")
)
LATER = MigrationStep(3, "nothing", lambda _, text: text)


def upgraded(text: str, current: int = 3) -> str:
    return migrated(PATH, text, has_schema=False, steps=(STEP, LATER), current=current).text


def test_a_field_that_was_renamed_is_renamed_and_all_else_stays() -> None:
    lines = zip(
        OLD.splitlines(), upgraded(OLD, 2).replace("version: 2\n", "").splitlines(), strict=True
    )
    assert [pair for pair in lines if pair[0] != pair[1]] == [
        (
            "notes: |                                     # our own words",
            "takeaways: |                                     # our own words",
        )
    ]


def test_the_version_is_written_once_before_the_first_field() -> None:
    text = upgraded(OLD)
    assert text.splitlines()[:2] == ["# Typed from the printed release.", "version: 3"]
    assert version_of(text) == 3
    assert upgraded(text) == text


def test_a_version_that_is_there_is_changed_where_it_is() -> None:
    text = OLD + "version: 2    # by hand\n"
    assert upgraded(text) == OLD + "version: 3    # by hand\n"


def test_what_is_told_is_what_was_done() -> None:
    told = migrated(PATH, OLD, has_schema=False, steps=(STEP,), current=2).told
    assert told == ("`notes` is called `takeaways`",)
    assert migrated(PATH, RECORD, has_schema=True).told == ()


def migrate(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "migrate", *arguments])


def test_records_come_to_their_issuers_own_schema(file_briefs: File) -> None:
    text = HINT.format("../") + RECORD.replace("\n", "   # kept\n", 1)
    briefs = file_briefs({"acme/2026-q2.yml": text.replace("\n", "\r\n"), "bolt/2026-q2.yml": text})
    (briefs / "acme/record.schema.json").write_text("{}")
    assert "1 file would be changed" in migrate(briefs.parent, "--dry-run").output
    assert (briefs / "acme/2026-q2.yml").read_bytes() == text.replace("\n", "\r\n").encode()
    said = migrate(briefs.parent)
    assert said.stdout == "briefs/acme/2026-q2.yml: editors use the issuer's own schema\n"
    made = (HINT.format("") + text.split("\n", 1)[1]).replace("\n", "\r\n")
    assert (briefs / "acme/2026-q2.yml").read_bytes() == made.encode()
    assert (briefs / "bolt/2026-q2.yml").read_text() == text
    assert "0 files changed" in migrate(briefs.parent).output


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2", "the file is of version 2, and this tieout knows 1; install a later one"),
        ("one", "`one` is no version; write 1, or leave it out"),
    ],
)
def test_a_version_nobody_knows_is_refused(typed: str, told: str, file_briefs: File) -> None:
    briefs = file_briefs({"acme/company.yml": f"{COMPANY}version: {typed}\n"})
    (problem,) = read_briefs(briefs, briefs.parent)[1]
    assert told in str(problem)


def test_a_version_that_is_known_is_no_matter(file_briefs: File) -> None:
    briefs = file_briefs({"acme/2026-q2.yml": RECORD + "version: 1\n"})
    assert read_briefs(briefs, briefs.parent)[1] == []
