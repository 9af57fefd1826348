"""Whatever the records leave to arithmetic, derived in two passes.

Levels come first, record by record, since a later period's growth stands on an earlier one's level;
then what compares them. Every result carries its operands, so that a page can show the working.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tieout.facts.defaults import Conventions
from tieout.facts.growth import changes, price_changes, segment_shares, surprises
from tieout.facts.levels import Levels, Result
from tieout.facts.stated import Statement
from tieout.facts.sums import complements, margins, rates, remainders, sums, translations
from tieout.figures.figure import Figure, NotMeaningful

Step = Callable[[Levels, Statement], Iterator[Result]]
PASSES: tuple[tuple[Step, ...], ...] = (
    (rates, translations, remainders, complements, sums, margins),
    (changes, segment_shares, surprises, price_changes),
)


@dataclass(slots=True)
class Derived:
    """What one record leads to beyond what it states."""

    figures: list[Figure] = field(default_factory=list)
    not_meaningful: list[NotMeaningful] = field(default_factory=list)


def derive(statements: Sequence[Statement], conventions: Conventions) -> dict[str, Derived]:
    """Derive one issuer's figures, by record; `statements` stand in the order of their periods."""
    levels = Levels(conventions)
    for statement in statements:
        for figure in statement.figures:
            levels.add(figure)
    derived = {statement.record: Derived() for statement in statements}
    for steps in PASSES:
        for statement in statements:
            for step in steps:
                for result in step(levels, statement):
                    _keep(result, derived[statement.record], levels)
    for figure in _bases_made(derived.values()):
        derived[figure.origin.record].figures.append(figure)
    return derived


def _keep(result: Result, derived: Derived, levels: Levels) -> None:
    if isinstance(result, NotMeaningful):
        derived.not_meaningful.append(result)
    else:
        derived.figures.append(result)
        levels.add(result)


def _bases_made(derived: Iterable[Derived]) -> list[Figure]:
    """Levels worked out only to compare with, such as a margin of the year-ago column.

    They stand in no step's results, yet a page shows them and what follows from them.
    """
    figures = [figure for each in derived for figure in each.figures]
    listed = {id(figure) for figure in figures}
    operands = (operand for figure in figures for operand in figure.operands)
    made = [each for each in operands if each.operation and id(each) not in listed]
    return list({(each.origin.record, each.name, each.value): each for each in made}.values())
