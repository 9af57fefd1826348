"""The event of an issue whose text a form made: its fields, and nothing that was not asked for.

Whoever opens an issue may type any title and any body, with the form or without. Only sections
under headings that the form has are read, the first of each; the title is not read at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tieout.problems import Finding, shown

_MOST_BYTES = 1 << 20
_LONGEST_FIELD = 8_000
_NOTHING = "_No response_"
_HEADING = re.compile(r"^###[ \t]+(.{1,80}?)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"\A```[a-z]*\n(.*?)\n?```\Z", re.DOTALL)
LABELS: Mapping[str, str] = {
    "new quarter": "quarter",
    "wrong figure": "figure",
    "new article": "article",
}
"""Which form an issue is, by the label that the form gives it."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as somebody filled it in."""

    kind: str
    number: int
    """The issue's."""
    fields: Mapping[str, str]
    """By their headings; empty ones are left out."""

    def get(self, heading: str) -> str:
        """A field on one line."""
        return " ".join(self.fields.get(heading, "").split())

    def lines(self, heading: str) -> list[str]:
        """The lines of a field that are not empty."""
        rows = self.fields.get(heading, "").splitlines()
        return [row.strip() for row in rows if row.strip()]


def unfit(form: FilledForm, needed: Iterable[str]) -> list[str]:
    """What of a form cannot be read at all: fields that are needed and empty, or too long."""
    empty = [f"{heading}: nothing is typed" for heading in needed if not form.get(heading)]
    lengths = {heading: len(typed) for heading, typed in form.fields.items()}
    return empty + [
        f"{heading}: it has {length:,} characters; keep it to {_LONGEST_FIELD:,}"
        for heading, length in lengths.items()
        if length > _LONGEST_FIELD
    ]


class Unanswered(Finding):
    """A form that makes no valid change yet: what is missing, field by field."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing), "fill it in, and save the issue")
        self.missing = missing


def read_event(content: bytes) -> FilledForm:
    """The form of an event's payload; raises Finding where it is none of ours."""
    if len(content) > _MOST_BYTES:
        raise Finding("the event is larger than 1 MiB", "open a new issue with less in it")
    try:
        issue = json.loads(content)["issue"]
        number, body = issue["number"], "" if issue["body"] is None else issue["body"]
        labels = [str(label["name"]) for label in issue["labels"]]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise Finding("this is no event of an issue", "hand over the event's own file") from None
    kinds = [LABELS[label] for label in labels if label in LABELS]
    if type(number) is not int or not 0 < number < 1 << 31 or not isinstance(body, str):
        raise Finding("this is no event of an issue", "hand over the event's own file")
    if len(kinds) != 1:
        told = shown(", ".join(labels)) or "none"
        raise Finding(f"no form is known by the labels {told}", f"use one of: {', '.join(LABELS)}")
    return FilledForm(kinds[0], number, _sections(body))


def _sections(body: str) -> dict[str, str]:
    text = body.replace("\r\n", "\n")
    _, *found = _HEADING.split(text)
    sections: dict[str, str] = {}
    for heading, value in zip(found[::2], found[1::2], strict=True):
        typed = value.strip()
        if fenced := _FENCE.match(typed):
            typed = fenced[1].strip()
        if typed and typed != _NOTHING:
            sections.setdefault(heading, typed)
    return sections
