"""Waivers: a finding that a record answers with a reason, and waivers that answer none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tieout.check.rule import RuleFinding, rule
from tieout.check.subject import Path, RecordInHand
from tieout.problems import Place, Problem
from tieout.records.model import Waiver
from tieout.records.read import Issuer


@dataclass(frozen=True)
class Waived:
    """A waiver with the brief it belongs to and its place, as the site lists them."""

    record: str
    waiver: Waiver
    place: Place


def waivers(issuers: Mapping[str, Issuer]) -> tuple[Waived, ...]:
    """Every waiver of every record, in the order of issuers and periods."""
    return tuple(
        Waived(f"{issuer.slug}/{name}", waiver, filed.place("waivers", index))
        for issuer in issuers.values()
        for name, filed in issuer.records.items()
        for index, waiver in enumerate(filed.model.waivers)
    )


@dataclass(frozen=True)
class Silence:
    """What the waivers of one record do to what its rules found."""

    subject: RecordInHand
    codes: Collection[str]
    """The codes of all rules that can be waived."""
    found: Sequence[Problem]
    silenced: tuple[tuple[Problem, ...], ...] = field(init=False)
    """For each waiver, what it answers."""

    def __post_init__(self) -> None:
        each = (self._answered(waiver) for waiver in self.subject.record.waivers)
        object.__setattr__(self, "silenced", tuple(each))

    def _answered(self, waiver: Waiver) -> tuple[Problem, ...]:
        places = self.places(waiver)
        return tuple(
            problem
            for problem in self.found
            if problem.code == waiver.rule and problem.place in places
        )

    def places(self, waiver: Waiver) -> frozenset[Place]:
        """The places of the waiver's figure and of all that is typed within it."""
        path = _path(waiver.figure)
        known = self.subject.filed.places
        return frozenset(known[each] for each in known if path and each[: len(path)] == path)

    @property
    def remaining(self) -> list[Problem]:
        """What no waiver answers."""
        answered = {problem for each in self.silenced for problem in each}
        return [problem for problem in self.found if problem not in answered]

    def place(self, path: Path) -> Place:
        """The place of a field of the record."""
        return self.subject.place(path)


def _path(figure: str) -> Path:
    return tuple(int(step) if step.isdecimal() else step for step in figure.split("."))


@rule("T901")
def waivers_answer_a_finding(silence: Silence) -> Iterator[RuleFinding]:
    """A waiver names a rule and a figure of its record, and the rule finds fault with that figure.

    Where the figure was corrected since, the waiver goes.
    """
    for index, waiver in enumerate(silence.subject.record.waivers):
        if waiver.rule not in silence.codes:
            finding = f"there is no rule {waiver.rule}"
            yield RuleFinding(
                ("waivers", index, "rule"), finding, "write the code that `tieout check` prints"
            )
        elif not silence.places(waiver):
            finding = f"the record has no `{waiver.figure}`"
            remedy = "write the figure's path, like figures.revenue or segments.cloud.revenue"
            yield RuleFinding(("waivers", index, "figure"), finding, remedy)
        elif not silence.silenced[index]:
            finding = f"{waiver.rule} finds nothing wrong with `{waiver.figure}`"
            remedy = "name the figure at whose line the finding is, or delete the waiver"
            yield RuleFinding(("waivers", index), finding, remedy)
