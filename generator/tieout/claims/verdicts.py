"""The table of verdicts: the one place for their names, words, order and meaning.

Pages, feeds, the API, the terminal and the scorecard all read it here, so that a verdict is said
in the same words wherever it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tieout.figures.saying import joined, say

VerdictName = Literal["ties", "other_basis", "conflict", "unclear", "not_in_record", "opinion"]
Gravity = Literal["", "rounding", "slip", "different number"]
"""How grave a conflict is; empty for every other verdict."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How one verdict is said and shown."""

    words: str
    """Of one claim: `conflicts`."""
    several: str
    """Behind a count of several: `3 conflict`."""
    css: str
    """The colour class: `verdict--conflict`."""
    meaning: str
    """What it says of a number, in one clause."""
    answered: bool = False
    """Whether the record has an answer to the number: such alone are counted for a publisher."""
    counted: str = ""
    """Behind the count of one, where that is said otherwise."""

    def count(self, number: int) -> str:
        """The words behind a count: `1 ties`, `6 tie`."""
        return self.several if number != 1 else self.counted or self.words


VERDICTS: Mapping[VerdictName, Wording] = {
    "ties": Wording(
        say("ties"),
        say("tie"),
        "ties",
        say("the figure lies within the rounding of the number"),
        answered=True,
    ),
    "other_basis": Wording(
        say("ties on another basis"),
        say("on another basis"),
        "other",
        "the figure named does not fit, but the same metric of the same part does, counted "
        "otherwise: in another currency, over another period, on another basis. At most three are "
        "listed, the likeliest first; no cause is asserted",
        answered=True,
        counted=say("on another basis"),
    ),
    "conflict": Wording(
        say("conflicts"),
        say("conflict"),
        "conflict",
        "the record has the figure named, and it is another number. Said only where subject, "
        "metric, period and basis are all certain, with its gravity: a rounding, a slip, or a "
        "different number",
        answered=True,
    ),
    "unclear": Wording(
        say("unclear"),
        say("unclear"),
        "unclear",
        "the number differs from the nearest figure, but the text does not prove that it speaks "
        "of it; counted for nobody",
    ),
    "not_in_record": Wording(
        say("not in the record"),
        say("not in the record"),
        "unknown",
        "no independent source at hand gives the figure",
    ),
    "opinion": Wording(
        say("opinion"), say("opinions"), "opinion", say("a forecast or judgement of the author")
    ),
}
"""Every verdict, the reassuring first: the order in which counts are told."""

LEDGER: tuple[VerdictName, ...] = (
    "conflict",
    "other_basis",
    "not_in_record",
    "ties",
    "opinion",
    "unclear",
)
"""In the order of a ledger: what a reader should look at first. What is unclear stands apart."""
ANSWERED = tuple(name for name, each in VERDICTS.items() if each.answered)
"""What counts for a publisher or against it."""

GRAVITIES: Mapping[Gravity, str] = {
    "different number": "a different number, and nothing explains it",
    "slip": "a usual slip explains it: digits, sign or scale",
    "rounding": "cut off or rounded the wrong way, within one unit of the last digit printed",
}
"""The graver first, each with what it means."""


def rank(name: VerdictName, gravity: Gravity = "") -> tuple[int, int]:
    """Where a claim stands in a ledger: by its verdict, and the graver conflict first."""
    grave = list(GRAVITIES).index(gravity) if gravity else 0
    return LEDGER.index(name), grave


def counted(separator: str, found: Mapping[VerdictName, int]) -> str:
    """`6 tie, 1 on another basis`: how many claims have which verdict."""
    return joined(
        separator,
        (
            say("{number} {verdict}", number=found[name], verdict=wording.count(found[name]))
            for name, wording in VERDICTS.items()
            if found.get(name)
        ),
    )
