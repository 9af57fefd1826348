"""Every code that a message can carry: what it demands, why, and an example.

Rules say themselves what they demand; what a file must keep to be read, and prose to be published,
is said here and in `records/text.py`. Why, and the examples, stand beside the rules in
`check/examples/`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tieout.check import RULES
from tieout.check.explained import Reason, reason
from tieout.claims.own import CODE as PROSE
from tieout.claims.rules import ARTICLE_RULES
from tieout.problems import Problem, Severity
from tieout.records.text import DEMANDS, Code

_GROUPS = {
    "R0": "Files as they are read",
    "T1": "Periods and days",
    "T2": "Sources",
    "T3": "Figures as typed",
    "T4": "Statements and segments",
    "T5": "Growth, sums and earlier periods",
    "T6": "Translation and shares",
    "T7": "Estimates, guidance and prices",
    "T8": "Companies and announced releases",
    "T9": "Waivers",
    "A1": "Articles",
    "P0": "Our own prose",
}
"""How codes begin, and what their rules are about."""
_READING: Mapping[Code, str] = MappingProxyType(
    {
        Code.SIZE: "files are no larger than a person types",
        Code.ENCODING: "files are text in utf-8",
        Code.CHARACTER: "every character can be seen",
        Code.SYNTAX: "files are laid out as yaml",
        Code.NESTING: "blocks are not nested without end",
        Code.ALIAS: "values are written out",
        Code.TAG: "values have no tags",
        Code.DUPLICATE: "a key stands once in its block",
        Code.ROOT: "a file is a list of named fields",
        Code.FIELD: "fields have their exact names",
        Code.MISSING: "nothing is missing that a file cannot do without",
        Code.VALUE: "values are what their field holds",
        Code.NAME: "names are known",
        Code.SOURCE: "sources that are cited are listed",
        Code.PATH: "names of files can be addresses",
        Code.STRAY: "nothing else stands among the records",
        Code.PERIOD: "a file is called after its period",
    }
)
"""What a file must keep to be read, each as a sentence."""
_PROSE_DEMANDS = (
    "Every number in `takeaways` and in an article's summary ties to a figure of the record, within"
    " the rounding of its last printed digit. A day, a period and a name may have digits."
)


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """What stands behind a code."""

    code: str
    name: str
    """The rule as a sentence, without its full stop."""
    demands: str
    severity: Severity

    @property
    def reason(self) -> Reason:
        """Why the rule is there, with an example."""
        return reason(self.code)

    @property
    def page(self) -> str:
        """The address of its page, from the site's root."""
        return f"rules/{self.code.lower()}/"

    @property
    def group(self) -> str:
        """What rules of this kind are about."""
        return _GROUPS[self.code[:2]]


def codes() -> tuple[CodeMeaning, ...]:
    """Every code, in the order of the groups."""
    order = list(_GROUPS)
    return tuple(sorted(_each(), key=lambda known: (order.index(known.code[:2]), known.code)))


def meaning(code: str) -> CodeMeaning | None:
    """What a code means, however it is capitalized; None where no message has it."""
    return next((known for known in codes() if known.code == code.upper()), None)


def _each() -> Iterator[CodeMeaning]:
    for code, demands in DEMANDS.items():
        yield CodeMeaning(code.value, _READING[code], demands, "error")
    for rule in (*RULES.values(), *ARTICLE_RULES.values()):
        yield CodeMeaning(rule.code, rule.name, rule.meaning, rule.severity)
    yield CodeMeaning(PROSE, "every number of our prose ties", _PROSE_DEMANDS, "error")


def rows_json(problems: Iterable[Problem]) -> str:
    """The problems as rows for a program."""
    return json.dumps(list(map(row, problems)), ensure_ascii=False, indent=2)


def row(problem: Problem) -> dict[str, str | int]:
    """The fields of a problem for a program; `help` is its rule's page, from the site's root."""
    known = meaning(problem.code)
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.finding,
        "remedy": problem.remedy,
        "help": known.page if known else "",
    }
