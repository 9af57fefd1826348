"""Why a rule is there, and an example of it: `examples/CODE.yml`, a file for each code.

A file opens with comments: what the example shows, and `# why:`. Its parts open with a line
`--- # fails`, `--- # passes`, or `--- # with: 2026-q1.yml` for a file that stands beside both. The
passing part is the failing one after its remedy was followed. What a part leaves out is as in any
sound record, unless it says `# whole`. A line `#! 3:5: finding; remedy` is the message that the
failing part earns; a test holds all of it against the rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).with_name("examples")
_PART = re.compile(r"^--- # (with|passes|fails)(?:: (\S+))?\n", re.MULTILINE)
_EXPECTED = re.compile(r"^#! (.*)\n", re.MULTILINE)
_WHY = re.compile(r"^# why: (.*)\n", re.MULTILINE)
_TITLE = re.compile(r"^# (?!why: )(.*)\n", re.MULTILINE)
_WHERE = re.compile(r"^\d+:\d+: ")
_WHOLE = "# whole\n"
_USUAL = "2026-q2.yml"


@dataclass(frozen=True, slots=True)
class Example:
    """A file that breaks a rule, the same file mended, and what stands beside both."""

    title: str
    file: str
    """Its name in the issuer's folder; `../bolt/company.yml` is another issuer's."""
    beside: Mapping[str, str]
    wrong: str
    right: str
    expected: tuple[str, ...]
    """The messages of the wrong one: line and column, finding, remedy."""

    @property
    def messages(self) -> tuple[str, ...]:
        """The messages without the line: a reader does not see the whole file."""
        return tuple(_WHERE.sub("", each) for each in self.expected)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is a rule, and an example where a page can show one."""

    why: str
    example: Example | None


def reason(code: str) -> Reason:
    """What the code's file says."""
    return read_reason((EXAMPLES / f"{code}.yml").read_text("utf-8"))


def read_reason(text: str) -> Reason:
    """The same from its text."""
    head, *found = _PART.split(text)
    why = _WHY.search(head)
    parts = list(zip(found[::3], found[1::3], found[2::3], strict=True))
    return Reason(why[1] if why else "", read_example(head, parts) if parts else None)


def read_example(head: str, parts: list[tuple[str, str, str]]) -> Example:
    """An example from the file's head, and the kind, file and text of its parts."""
    title = _TITLE.search(head)
    beside = {name: text for kind, name, text in parts if kind == "with"}
    texts = {kind: (name or _USUAL, text) for kind, name, text in parts if kind != "with"}
    file, fails = texts["fails"]
    wrong, right = (_EXPECTED.sub("", each) for each in (fails, texts["passes"][1]))
    return Example(
        title[1] if title else "", file, beside, wrong, right, tuple(_EXPECTED.findall(fails))
    )


def shown_part(text: str) -> str:
    """A part as readers see it: without the mark that it is whole."""
    return text.removeprefix(_WHOLE).rstrip("\n")
