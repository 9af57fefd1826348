"""Splits, noticed where a later filing restates the number of shares of the same days.

A filing may also state the ratio and its day. What it states alone is not believed, since filers
state splits of other years, of other classes, and upside down: the numbers of shares must show it.

The day of a split is the one that a filing states for that ratio, else the day of the first report
in new shares (`exact: false`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tieout.figures.metrics import catalogue
from tieout.importers.body import SPLIT_RATIO, TaggedFact
from tieout.importers.entries import Document
from tieout.importers.filings import Filing

_COUNTS = ("shares_basic", "shares_diluted")
_PER_SHARE = ("eps_basic", "eps_diluted")
_SLACK = Decimal("0.005")
_LARGEST = 100
_LARGEST_PART = 50
_MOVES_BESIDES = Fraction(1, 10)
"""By how much a number of shares moves in a quarter beside a split."""
_AS_TOLD = Fraction(1, 1000)
_CENT = Decimal("0.01")
_STATED_DAYS = 3
"""A ratio that is told for a longer stretch than this is told without its day."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Two filings that give the same days' figure in other shares, and all that lies between."""

    ratio: Fraction
    """New shares for one old share."""
    after: date
    """When the last report in old shares was filed."""
    first: Filing
    """The first report in new shares."""
    concept: str


@dataclass(frozen=True, slots=True)
class FiledSplit:
    """A split that the filings show."""

    ratio: Fraction
    effective: date
    exact: bool
    """Whether a filing states the day; else it is that of the first report in new shares."""
    source: Filing
    concept: str

    @property
    def told(self) -> str:
        """`split 4 for 1 on 2020-08-28`."""
        ratio = f"{self.ratio.numerator} for {self.ratio.denominator}"
        return f"split {ratio} {'on' if self.exact else 'by'} {self.effective}"

    def row(self, source: Document) -> Document:
        """The split as a company file has it."""
        row: Document = {
            "effective": self.effective.isoformat(),
            "ratio": f"{self.ratio.numerator} for {self.ratio.denominator}",
        }
        row |= {} if self.exact else {"exact": "false"}
        return {**row, "source": source, "locator": self.concept}


def splits(filings: Sequence[Filing]) -> list[FiledSplit]:
    """The splits that the filings show, in the order of their days."""
    stated = [(each, fact) for each in filings for fact in each.facts if _states(fact)]
    joined = _joined([*_jumps(filings), *_jumps_per_share(filings, stated)])
    jumps = [_from_first_report(jump, filings) for jump in joined]
    return sorted((_dated(jump, stated) for jump in jumps), key=lambda each: each.effective)


def ratio_of(now: Decimal, was: Decimal) -> Fraction | None:
    """New shares for one old share, where one is a small multiple of the other."""
    if now <= 0 or was <= 0:
        return None
    times = Fraction(now / was)
    ratio = (max(times, 1 / times)).limit_denominator(2)
    near = abs(max(times, 1 / times) / ratio - 1) < _SLACK
    if not near or not Fraction(3, 2) <= ratio <= _LARGEST:
        return None
    return ratio if now > was else 1 / ratio


def _told(fact: TaggedFact) -> Fraction:
    """The ratio that a filing states; 0.3333 is one for three."""
    exact = Fraction(fact.value)
    plain = exact.limit_denominator(_LARGEST_PART)
    return plain if plain and abs(exact / plain - 1) < _AS_TOLD else exact


def _states(fact: TaggedFact) -> bool:
    return fact.concept == SPLIT_RATIO and fact.value > 0 and fact.value != 1


def _jumps(filings: Sequence[Filing]) -> Iterator[Jump]:
    for before, now, was, fact in _restated(filings, _COUNTS):
        ratio = ratio_of(fact.value, was)
        if ratio is not None:
            yield Jump(ratio, before.filed, now, fact.concept)


def _jumps_per_share(
    filings: Sequence[Filing], stated: Sequence[tuple[Filing, TaggedFact]]
) -> Iterator[Jump]:
    """Per share, rounding blurs the ratio: it must be one that a filing states, either way up."""
    told = {_told(fact) for _, fact in stated}
    ratios = {ratio for each in told for ratio in (each, 1 / each)}
    for before, now, was, fact in _restated(filings, _PER_SHARE):
        for ratio in sorted(ratios):
            exact = was * ratio.denominator / ratio.numerator
            blur = (_CENT + _CENT * ratio.denominator / ratio.numerator) / 2
            # Two small numbers would bear any ratio out.
            sharp = abs(fact.value) > 10 * blur and abs(fact.value - was) > 10 * blur
            if sharp and abs(fact.value - exact) <= blur:
                yield Jump(ratio, before.filed, now, fact.concept)


def _restated(
    filings: Sequence[Filing], metrics: Sequence[str]
) -> Iterator[tuple[Filing, Filing, Decimal, TaggedFact]]:
    """What one filing gives and the next one that has the same days gives differently."""
    known = {concept for metric in metrics for concept in catalogue()[metric].concepts}
    last: dict[tuple[object, ...], tuple[Filing, Decimal]] = {}
    for filing in filings:
        facts: dict[tuple[object, ...], dict[Decimal, TaggedFact]] = defaultdict(dict)
        for fact in filing.facts:
            if fact.concept in known and fact.unit.endswith("shares"):
                facts[fact.concept, fact.unit, fact.start, fact.end][fact.value] = fact
        for key, values in facts.items():
            if len(values) > 1:
                continue
            value, fact = next(iter(values.items()))
            before, was = last.get(key, (filing, value))
            last[key] = (filing, value)
            if was != value:
                yield before, filing, was, fact


def _joined(jumps: Sequence[Jump]) -> list[Jump]:
    """One jump for each split: those of one ratio whose stretches of time have a part in common."""
    joined: list[Jump] = []
    for jump in sorted(jumps, key=lambda each: (each.first.filed, each.first.accession)):
        for index, known in enumerate(joined):
            if known.ratio == jump.ratio and jump.after < known.first.filed:
                joined[index] = replace(known, after=max(known.after, jump.after))
                break
        else:
            joined.append(jump)
    return joined


def _from_first_report(jump: Jump, filings: Sequence[Filing]) -> Jump:
    """The same from the first report whose own number of shares is a new one.

    A report on the quarter of the split may show no earlier one in new shares.
    """
    before = [each for each in filings if each.filed <= jump.after and _own_count(each)]
    for filing in filings:
        count = _own_count(filing) if before else None
        if count is None or not jump.after < filing.filed < jump.first.filed:
            continue
        times = Fraction(count) / Fraction(_own_count(before[-1]) or count) / jump.ratio
        if abs(times - 1) < _MOVES_BESIDES:
            return replace(jump, first=filing)
    return jump


def _own_count(filing: Filing) -> Decimal | None:
    """The average number of shares of the latest and shortest stretch that a filing reports on."""
    known = {concept for metric in _COUNTS for concept in catalogue()[metric].concepts}
    counts = [
        (fact.start, fact.value)
        for fact in filing.facts
        if fact.concept in known and fact.start and fact.end == filing.end and fact.value > 0
    ]
    return max(counts)[1] if counts else None


def _dated(jump: Jump, stated: Sequence[tuple[Filing, TaggedFact]]) -> FiledSplit:
    """A split with the day that a filing states for its ratio, if one does."""
    days = [
        (fact.end, -each.filed.toordinal(), each)
        for each, fact in stated
        if _told(fact) in (jump.ratio, 1 / jump.ratio)
        and jump.after < fact.end <= jump.first.filed
        and (fact.start is None or (fact.end - fact.start).days < _STATED_DAYS)
    ]
    if not days:
        return FiledSplit(jump.ratio, jump.first.filed, False, jump.first, jump.concept)
    day, _, filing = max(days, key=lambda each: each[:2])
    return FiledSplit(jump.ratio, day, True, filing, SPLIT_RATIO)
