"""How a rule is written: a generator function whose name is a sentence, under a code.

    @rule("T104")
    def results_follow_the_end_of_their_period(subject: Subject) -> Iterator[Found]:
        '''The release is later than the last day of its period.'''
        if subject.record.released.date <= subject.record.period.end:
            yield Found(("released", "date"), "what was found", "what to write instead")

The docstring is published as the rule's meaning. It states the tolerance, which is never one that
somebody chose where printed digits give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from tieout.check.subject import Path
from tieout.figures.figure import Figure
from tieout.problems import Edit, Place, Problem, Severity


class HasPlaces(Protocol):
    """Whatever has fields with a place in a file."""

    def place(self, path: Path) -> Place:
        """The place of a field."""


@runtime_checkable
class HasFigures(Protocol):
    """Whatever has figures that were typed."""

    def place_of(self, figure: Figure) -> Place:
        """The place of a figure's number."""


S = TypeVar("S", bound=HasPlaces)


@dataclass(frozen=True)
class RuleFinding:
    """What a rule says of one place: a path in the file, or a figure."""

    at: Path | Figure
    finding: str
    remedy: str
    edit: Edit | None = None
    """The remedy as an edit at that place, where only one thing can be meant."""


@dataclass(frozen=True)
class Rule(Generic[S]):
    """A rule: its code, its test, and whether its breach stops a build."""

    code: str
    test: Callable[[S], Iterator[RuleFinding]]
    severity: Severity

    @property
    def name(self) -> str:
        """The rule as a sentence: segments foot to the group."""
        return self.test.__name__.replace("_", " ")

    @property
    def meaning(self) -> str:
        """What the rule demands, with its tolerance."""
        return " ".join((self.test.__doc__ or "").split())

    def problems(self, subject: S) -> Iterator[Problem]:
        """Every breach by one subject."""
        for found in self.test(subject):
            place = self._place(subject, found.at)
            yield Problem(place, self.code, found.finding, found.remedy, self.severity, found.edit)

    def _place(self, subject: S, at: Path | Figure) -> Place:
        if not isinstance(at, Figure):
            return subject.place(at)
        return subject.place_of(at) if isinstance(subject, HasFigures) else at.origin.place


def rule(code: str) -> Callable[[Callable[[S], Iterator[RuleFinding]]], Rule[S]]:
    """A rule whose breach stops a build: what it finds must be wrong."""
    return lambda test: Rule(code, test, "error")


def advice(code: str) -> Callable[[Callable[[S], Iterator[RuleFinding]]], Rule[S]]:
    """A rule whose breach is a warning: what it finds is unlikely, and may be right."""
    return lambda test: Rule(code, test, "warning")


def rules_of(*modules: ModuleType) -> tuple[Rule[Any], ...]:
    """Every rule that the modules define, by code."""
    found = (each for module in modules for each in vars(module).values())
    return tuple(sorted((each for each in found if isinstance(each, Rule)), key=_code))


def _code(rule_: Rule[Any]) -> str:
    return rule_.code
