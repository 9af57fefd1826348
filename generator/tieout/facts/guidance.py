"""What an issuer expects, over time: each word of guidance, how it was revised, how it came out.

A revision is found by comparing ranges; a range runs from its low to its high end as printed, and
guidance of one number from that number to itself. An outcome is found by comparing the actual with
the range, each end as wide as the rounding of its last printed digit.

No word of either can be typed. That guidance is withdrawn is a fact of the issuer's (`low:
withdrawn`): guidance that is only not repeated still stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.facts.stated import Missing
from tieout.facts.store import Facts
from tieout.figures.figure import Figure, Measure
from tieout.figures.intervals import Interval, bounds
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Basis, PrintedNumber

Revision = Literal[
    "first given", "reaffirmed", "raised", "lowered", "narrowed", "widened", "withdrawn"
]
Outcome = Literal["", "within", "met", "above", "below", "not yet reported", "not on record"]
REVISIONS: Mapping[Revision, str] = {
    "first given": "no guidance of the same metric, basis, unit and period stands on record, "
    "in the same shares",
    "reaffirmed": "both ends are what they were",
    "narrowed": "no end lies outside the range before it, and one end has moved inwards",
    "widened": "no end lies inside the range before it, and one end has moved outwards",
    "raised": "both ends are higher than before",
    "lowered": "both ends are lower than before",
    "withdrawn": "the issuer says that it no longer holds; what is only not repeated still stands",
}
"""Each revision with its rule."""
OUTCOMES: Mapping[Outcome, str] = {
    "within": "the actual lies in the range, its ends included, within the rounding of both",
    "met": "the actual is the one number that was guided, within the rounding of both",
    "above": "the whole actual lies over the high end; exceeded, where higher is better",
    "below": "the whole actual lies under the low end; missed, where higher is better",
    "not yet reported": "no brief of the guided period, or of a later one, is on record",
    "not on record": "the period was reported, but no figure of the same metric, basis and unit, "
    "and in the same shares",
}
"""Each outcome with its rule; a withdrawal has none."""
WITHDRAWN: Literal["withdrawn"] = "withdrawn"
_Identity = tuple[str, str, Measure, Basis, FiscalLabel]


@dataclass(frozen=True, slots=True)
class Word:
    """What one release says of the guidance for one metric and period."""

    record: str
    figure: Figure
    """What it guides; for a withdrawal, the guidance that is withdrawn."""
    before: Figure | None
    """What stood until then, where it guides the same in the same shares."""
    revision: Revision
    actual: Figure | None
    """What was reported for the period in the end, as first reported."""
    outcome: Outcome


def guidance_record(facts: Facts, records: Mapping[str, FiscalLabel]) -> list[Word]:
    """Every word of guidance of an issuer, in the order in which it was given.

    `records` has the fiscal periods of its briefs, by their names (`acme/2026-q2`), in the order of
    their release.
    """
    standing: dict[tuple[_Identity, str], Figure] = {}
    words: list[Word] = []
    for record in records:
        for gone in _withdrawn(facts, record):
            keys = [key for key in standing if key[0] == gone]
            words += [_withdrawal(record, standing.pop(key)) for key in keys]
        for figure in _given(facts, record):
            key = (_identity(figure), figure.unit)
            actual = _actual(facts, figure)
            outcome = _outcome(figure, actual, records.values())
            before = standing.get(key)
            if before is not None and facts.split_between(figure, before):
                before = None
            revision = _revision(figure, before)
            words.append(Word(record, figure, before, revision, actual, outcome))
            standing[key] = figure
    return words


def _withdrawal(record: str, gone: Figure) -> Word:
    return Word(record, gone, gone, WITHDRAWN, None, "")


def _given(facts: Facts, record: str) -> Iterator[Figure]:
    return (figure for figure in facts.for_record(record) if figure.kind == "guidance")


def _withdrawn(facts: Facts, record: str) -> Iterator[_Identity]:
    return (_identity(each) for each in facts.missing(record) if each.said == WITHDRAWN)


def _identity(figure: Figure | Missing) -> _Identity:
    return figure.metric, figure.segment, figure.measure, figure.basis, figure.label


def _revision(figure: Figure, before: Figure | None) -> Revision:
    if before is None:
        return "first given"
    low, high = (now - then for now, then in zip(_ends(figure), _ends(before), strict=True))
    if low == high == 0:
        return "reaffirmed"
    if low > 0 and high > 0:
        return "raised"
    if low < 0 and high < 0:
        return "lowered"
    return "narrowed" if low >= 0 >= high else "widened"


def _ends(figure: Figure) -> tuple[Decimal, Decimal]:
    """The ends as printed."""
    if is_range(figure):
        return figure.low, figure.high
    return figure.value, figure.value


def is_range(figure: Figure) -> bool:
    """Whether two ends were guided, not one number."""
    return " to " in figure.printed


def reach(figure: Figure) -> Interval:
    """All that a figure of guidance allows: each end out to the rounding of its last digit."""
    if not is_range(figure):
        return Interval(figure.value, figure.low, figure.high)
    texts = figure.printed.split(" to ")
    low, high = (PrintedNumber.parse(text) for text in texts)
    scale = _scale(figure, low, high)
    lowest, highest = (bounds(end, scale, figure.approximate) for end in (low, high))
    return Interval(figure.value, lowest.low, highest.high)


def _scale(figure: Figure, low: PrintedNumber, high: PrintedNumber) -> Decimal:
    """How many base units one unit of the printed numbers is."""
    if high.value:
        return figure.high / high.value
    return figure.low / low.value if low.value else Decimal(1)


def _actual(facts: Facts, guided: Figure) -> Figure | None:
    """The guided figure as it was first reported; growth that was worked out before stated one."""
    found = facts.find(
        guided.issuer,
        guided.metric,
        segment=guided.segment,
        measure=guided.measure,
        basis=guided.basis,
        label=guided.label,
        unit=guided.unit,
    )
    actuals = (each for each in found if each.kind in ("reported", "derived", "stated"))
    firsts = (each for each in actuals if not each.version)
    return next((each for each in firsts if not facts.split_between(guided, each)), None)


def _outcome(guided: Figure, actual: Figure | None, known: Iterable[FiscalLabel]) -> Outcome:
    if actual is None:
        reported = any(label.position >= guided.label.position for label in known)
        return "not on record" if reported else "not yet reported"
    allowed = reach(guided)
    # Where the two only touch, they differ: 1,101 is above 1,100.
    if actual.low >= allowed.high:
        return "above"
    if actual.high <= allowed.low:
        return "below"
    return "within" if is_range(guided) else "met"


def last_words(words: Sequence[Word]) -> list[Word]:
    """Of each metric and period the word that stood in the end, in the order of the periods."""
    last = {(_identity(word.figure), word.figure.unit): word for word in words}
    return sorted(last.values(), key=lambda word: word.figure.label.position)
