"""Every sentence of what SECURITY.md promises has the tests that hold it, in `security.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

TESTS = Path(__file__).parent
HELD = yaml.safe_load((TESTS / "security.yml").read_text("utf-8"))
PROMISED = (TESTS.parent / "SECURITY.md").read_text("utf-8")
_HEADING = re.compile(r"(?m)^\*\*[\w -]+\.\*\* ?")
"""What opens a paragraph: a name for it, no sentence."""


def sentences() -> Iterator[str]:
    """The promises one by one, as the table has them: without emphasis, on one line."""
    _, _, rest = PROMISED.partition("\n## What is promised\n")
    text, _, _ = rest.partition("\n## Where it is tested\n")
    for block in _HEADING.sub("", text).split("\n\n"):
        if block.strip() and not block.startswith("    "):
            line = " ".join(block.split()).replace("wall: ", "wall; ")
            yield from re.split(
                r"(?<=[.:]) +(?=[A-Z])", re.sub(r"\*+|(?:^| )- ", " ", line).strip()
            )


def test_every_promise_stands_in_the_table_and_nothing_else_does() -> None:
    said = [" ".join(sentence.split()) for sentence in sentences()]
    assert [each for each in said if sum(each.startswith(start) for start in HELD) != 1] == []
    assert [start for start in HELD if not any(each.startswith(start) for each in said)] == []


@pytest.mark.parametrize("start", [start for start, tests in HELD.items() if "told" not in tests])
def test_the_tests_of_a_promise_are_there(start: str) -> None:
    for test in HELD[start]:
        file, _, name = test.partition("::")
        assert f"\ndef {name}(" in (TESTS / file).read_text("utf-8"), test
