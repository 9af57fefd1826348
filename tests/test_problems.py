"""Each file in `problems/` is bad, and names in its own comments the exact messages it earns.

A case is a record or, with a line `# file: company.yml`, another file of the issuer `acme`; a case
that needs several files is a folder of them. A line `#! 7:3: finding; remedy` is a message expected
for that file. `pytest tests/test_problems.py --rewrite` writes these lines anew, for review.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tieout.records.read import read_briefs

from tests.conftest import File

CASES = sorted(path for path in Path(__file__).with_name("problems").iterdir())
FILE = re.compile(r"^# file: (\S+)$", re.MULTILINE)
EXPECTED = re.compile(r"^#! (.*)\n", re.MULTILINE)


def files_of(case: Path) -> dict[str, Path]:
    """The files of a case, by the name under which each is filed in `acme/`."""
    if case.is_dir():
        return {path.relative_to(case).as_posix(): path for path in case.rglob("*.*")}
    named = FILE.search(case.read_text(encoding="utf-8"))
    return {named[1] if named else "2026-q2.yml": case}


def filed(case: Path) -> dict[str, str | bytes]:
    return {f"acme/{name}": path.read_bytes() for name, path in files_of(case).items()}


def expected(case: Path) -> list[str]:
    return [
        f"briefs/acme/{name}:{message}"
        for name, path in files_of(case).items()
        for message in EXPECTED.findall(path.read_text(encoding="utf-8"))
    ]


def messages(briefs: Path) -> list[str]:
    """Every problem of these briefs, as the command line prints it."""
    _, problems = read_briefs(briefs, briefs.parent)
    return [str(problem) for problem in problems]


def rewrite(case: Path, found: list[str]) -> None:
    for name, path in files_of(case).items():
        prefix = f"briefs/acme/{name}:"
        lines = [f"#! {each.removeprefix(prefix)}\n" for each in found if each.startswith(prefix)]
        title, _, rest = EXPECTED.sub("", path.read_text(encoding="utf-8")).partition("\n")
        path.write_text(f"{title}\n{''.join(lines)}{rest}", encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_bad_file_earns_exactly_its_messages(
    case: Path, file_briefs: File, pytestconfig: pytest.Config
) -> None:
    found = messages(file_briefs(filed(case)))
    if pytestconfig.getoption("rewrite"):
        rewrite(case, found)
        rewrite(case, messages(file_briefs(filed(case))))
    else:
        assert sorted(found) == sorted(expected(case))
        assert found
