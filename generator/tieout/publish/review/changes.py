"""What differs between the two sides of a change: figures, verdicts, problems, briefs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tieout.figures.display import precise
from tieout.figures.figure import Figure
from tieout.problems import Problem
from tieout.publish.review.state import ClaimKey, IssuerState, Sides, StatedClaim
from tieout.records.model import Record
from tieout.views.shared.brief_figures import Shelf


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure before and after; None where it is new, or gone."""

    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """Either of the two, for what they have in common."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  one of the two is always there
        return found

    @property
    def is_typed(self) -> bool:
        """Whether a person typed it, and it does not follow from others."""
        return self.figure.kind != "derived"


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One claim whose verdict is another, or which is new or gone."""

    before: StatedClaim | None
    after: StatedClaim | None


@dataclass(slots=True)
class BriefChange:
    """What changes in one brief."""

    name: str
    shelf: Shelf | None
    """As it is afterwards; None where it is gone, or cannot be read any more."""
    is_new: bool
    figures: list[FigureChange] = field(default_factory=list)
    cited: list[Figure] = field(default_factory=list)
    """Figures that stay as they were, and name another source or another place in it."""
    stale_check: bool = False
    """Whether a second person's check is older than what was changed."""

    @property
    def is_touched(self) -> bool:
        """Whether its page is another one."""
        return bool(self.is_new or self.figures or self.cited)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that a change changes."""

    briefs: tuple[BriefChange, ...]
    verdicts: tuple[VerdictChange, ...]
    new_problems: tuple[Problem, ...]
    solved: int
    """How many problems there are no more."""
    issuers: tuple[str, ...]
    """Those of whom any file changes."""


def changes_between(sides: Sides) -> ChangeSet:
    """What differs between the sides."""
    briefs: list[BriefChange] = []
    verdicts: list[VerdictChange] = []
    for slug, after in sides.after.items():
        before = sides.before[slug]
        briefs += _briefs(before, after)
        verdicts += _verdicts(before.claims, after.claims)
    new, gone = _problems(sides)
    return ChangeSet(tuple(briefs), tuple(verdicts), new, gone, tuple(sides.after))


def _briefs(before: IssuerState, after: IssuerState) -> Iterator[BriefChange]:
    made: dict[str, BriefChange] = {}
    for name in dict.fromkeys((*before.shelves, *after.shelves)):
        shelf = after.shelves.get(name)
        made[name] = BriefChange(name, shelf, is_new=name not in before.shelves)
        made[name].stale_check = _is_stale(before.shelves.get(name), shelf)
    for name in dict.fromkeys((*before.figures, *after.figures)):
        old, new = before.figures.get(name), after.figures.get(name)
        change = FigureChange(old, new)
        brief = made[change.figure.origin.record]
        if old is None or new is None or _told(old) != _told(new):
            brief.figures.append(change)
        elif old.kind != "derived" and _cited(before, old) != _cited(after, new):
            brief.cited.append(new)
    for brief in made.values():
        if brief.is_touched:
            yield brief


def _told(figure: Figure) -> tuple[object, ...]:
    """What was typed of a figure's number; of what follows, what a reader sees."""
    if figure.kind == "derived":
        return (precise(figure),)
    return figure.value, figure.low, figure.high, figure.approximate


def _cited(side: IssuerState, figure: Figure) -> tuple[object, ...]:
    shelf = side.shelves[figure.origin.record]
    sources = shelf.filed.model.sources
    return sources.get(figure.origin.source), figure.origin.locator


def _is_stale(before: Shelf | None, after: Shelf | None) -> bool:
    """Whether what was typed is another, under the check of a second person as it was."""
    if before is None or after is None:
        return False
    old, new = before.filed.model, after.filed.model
    return new.checked is not None and old.checked == new.checked and _typed(old) != _typed(new)


def _typed(record: Record) -> Record:
    return record.model_copy(update={"checked": None, "takeaways": ""})


def _verdicts(
    before: Mapping[ClaimKey, StatedClaim], after: Mapping[ClaimKey, StatedClaim]
) -> Iterator[VerdictChange]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is None or new is None or old.verdict.name != new.verdict.name:
            yield VerdictChange(old, new)


def _problems(sides: Sides) -> tuple[tuple[Problem, ...], int]:
    """Those of this change alone, and how many it solves: a line that moved makes none new."""
    old = Counter(map(_finding, sides.found_before))
    new: list[Problem] = []
    for problem in sorted(sides.found_after):
        if old[_finding(problem)]:
            old[_finding(problem)] -= 1
        else:
            new.append(problem)
    return tuple(new), sum(old.values())


def _finding(problem: Problem) -> tuple[str, str, str]:
    return problem.place.file, problem.code, problem.finding
