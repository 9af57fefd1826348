"""The contributor's guide holds: its complete record is accepted as it stands there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from click.testing import CliRunner
from tieout.cli.main import _COMMANDS, main
from tieout.examine import examine
from tieout.facts.store import Facts
from tieout.records.company import Company

GUIDE = Path(__file__).parent.parent / "CONTRIBUTING.md"
_FENCE = re.compile(r'^```yaml title="(.+?)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, str]:
    """The guide's YAML blocks by their titles."""
    return dict(_FENCE.findall(GUIDE.read_text(encoding="utf-8")))


def file_guide(root: Path, more: str = "") -> None:
    """Write the guide's company and record as a contributor would."""
    for title, text in blocks().items():
        if title.startswith("briefs/"):
            path = root / title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + more * path.name.startswith("2026"), encoding="utf-8")


def test_the_complete_record_has_no_problem(tmp_path: Path) -> None:
    """What a newcomer copies passes every rule."""
    file_guide(tmp_path)
    examined = examine(tmp_path, date(2026, 1, 1))
    assert [str(problem) for problem in examined.problems] == []
    assert len(Facts.of(examined.issuers).for_record("acme/2026-q2")) > 40


def test_the_fields_for_later_are_accepted(tmp_path: Path) -> None:
    """Restatements and corrections, appended to the record, pass as well."""
    file_guide(tmp_path, blocks()["fields for later"])
    examined = examine(tmp_path, date(2026, 1, 1))
    assert [str(problem) for problem in examined.problems] == []


def test_every_command_that_the_guide_names_is_there() -> None:
    """With its options, as its help lists them."""
    named = re.findall(r"`tieout ((?:[a-z]+ ?){1,2})([^`]*)`", GUIDE.read_text(encoding="utf-8"))
    assert len(named) >= 8
    for words, rest in named:
        known = [word for word in words.split() if word in {**_COMMANDS, "edgar": 0, "add": 0}]
        told = CliRunner().invoke(main, [*known, "--help"])
        assert known, words
        assert told.exit_code == 0, words
        assert [o for o in re.findall(r"--[a-z-]+", rest) if o not in told.output] == []


def test_every_line_of_the_complete_record_is_explained_or_plain() -> None:
    """Each top-level field of the record has a comment in its block."""
    record = blocks()["briefs/acme/2026-q2.yml"]
    fields = re.split(r"^(?=[a-z_]+:)", record, flags=re.MULTILINE)[1:]
    assert [field.split(":")[0] for field in fields if "#" not in field] == []


def test_the_company_file_has_every_field() -> None:
    """Each field of a company stands in the guide's file, splits and ratios of ADSs among them."""
    company = blocks()["briefs/acme/company.yml"]
    fields = re.findall(r"^(?:# )?([a-z_]+):", company, flags=re.MULTILINE)
    assert sorted(fields) == sorted(Company.model_fields)
    assert re.findall(r"^(?:splits|    ratios):(?! +#)", company, flags=re.MULTILINE) == []
