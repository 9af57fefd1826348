"""One mistake, one message: what follows from a mistake stands behind it, across files too.

A wrong digit in one figure breaks sums, growth and neighbours' growth, and each rule would say so.
The figures with which a rule finds fault are therefore put aside on trial: the one without which
the fewest findings remain is the cause, and is told; what is gone with it was its consequence.
Then the next one is sought. Where there are very many errors, each is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.problems import Place, Problem
from tieout.records.read import Issuer

_MOST_ERRORS = 24
_MOST_TRIED = 8
Probe = Callable[[Collection[Place]], list[Problem]]
"""What is found where the figures at some places are put aside."""


def causes(
    found: list[Problem], probe: Probe, accused: Callable[[Problem], frozenset[Place]]
) -> list[Problem]:
    """The findings that explain all others; `accused` tells at which figures a finding points."""
    told: list[Problem] = []
    aside: frozenset[Place] = frozenset()
    if sum(one.severity == "error" for one in found) > _MOST_ERRORS:
        return found
    while suspects := _suspects(found, accused, aside):
        trials = []
        for order, (places, cause) in enumerate(suspects.items()):
            remaining = set(probe(aside | places))
            left = [one for one in found if one in remaining and not accused(one) & places]
            trials.append((len(left), order, places, cause, left))
            if not left:
                break
        _, _, places, cause, found = min(trials, key=lambda trial: trial[:2])
        told.append(cause)
        aside |= places
    return [*told, *found]


def _suspects(
    found: list[Problem], accused: Callable[[Problem], frozenset[Place]], aside: Collection[Place]
) -> dict[frozenset[Place], Problem]:
    """The figures with errors that are still to be explained, each with the first of its errors."""
    suspects: dict[frozenset[Place], Problem] = {}
    for one in found:
        places = accused(one) if one.severity == "error" else frozenset()
        if places and not places <= set(aside) and len(suspects) < _MOST_TRIED:
            suspects.setdefault(places, one)
    return suspects


_NO_FIGURES = frozenset(("released", "sources", "corrections"))
"""Blocks of a record in which a mistake makes no figure another."""


class Accused:
    """Which figures of an issuer a finding points at."""

    def __init__(self, issuer: Issuer, facts: Facts) -> None:
        self._all: list[Figure] = []
        self._apart = {
            place
            for filed in issuer.records.values()
            for path, place in filed.places.items()
            if path and path[0] in _NO_FIGURES
        }
        self._figures: dict[str, frozenset[Place]] = {}
        self._prefixes: dict[Place, set[Place]] = defaultdict(set)
        self._units: set[Place] = set()
        for slug, filed in issuer.records.items():
            own = facts.for_record(f"{issuer.slug}/{slug}")
            self._all += own
            places = (each.origin.place for each in own if each.kind != "derived")
            self._figures[filed.file] = frozenset(places)
            for path, place in filed.places.items():
                above = (filed.places.get(path[:length]) for length in range(2, len(path) + 1))
                self._prefixes[place] |= {each for each in above if each is not None}
                if path and path[-1] == "unit":
                    self._units.add(place)

    def figures(self, problem: Problem) -> frozenset[Place]:
        """The places of the figures within which the finding lies, or whose unit it is about."""
        known = self._figures.get(problem.place.file, frozenset())
        within = known & self._prefixes.get(problem.place, set())
        return within or (known if problem.place in self._units else frozenset())

    def doubted(self, problems: Iterable[Problem]) -> frozenset[str] | None:
        """The metrics that may be wrong by these errors, with all that is worked out of them.

        None where any figure may be: a period, a currency or an issuer's calendar is wrong.
        """
        errors = [each for each in problems if each.severity == "error"]
        errors = [each for each in errors if each.place not in self._apart]
        places = [self.figures(each) for each in errors]
        if not all(places):
            return None
        wrong = frozenset[Place]().union(*places)
        doubted, more = frozenset[str](), frozenset(self._metrics_at(wrong))
        while more - doubted:
            doubted |= more
            more = frozenset(self._metrics_from(doubted))
        return doubted

    def _metrics_at(self, places: Collection[Place]) -> Iterator[str]:
        return (each.metric for each in self._all if each.origin.place in places)

    def _metrics_from(self, metrics: Collection[str]) -> Iterator[str]:
        for each in self._all:
            if any(operand.metric in metrics for operand in each.operands):
                yield each.metric
