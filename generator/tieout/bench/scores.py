"""Counts with their shares, and the interval that a small count leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.figures.intervals import wilson


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def value(self) -> Decimal | None:
        """The share; None of nothing."""
        return Decimal(self.count) / self.total if self.total else None

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The 95 % interval of Wilson (1927) for a proportion."""
        if not self.total:
            return None
        share = wilson(self.count, self.total)
        return share.low, share.high

    def __str__(self) -> str:
        """`102 of 107, 95.3 % (89.5-98.0)`."""
        if self.value is None or self.interval is None:
            return "0 of 0"
        low, high = (f"{100 * each:.1f}" for each in self.interval)
        return f"{self.count} of {self.total}, {100 * self.value:.1f} % ({low}-{high})"


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each expected verdict got each verdict."""

    counts: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, str]]) -> Confusion:
        """Count pairs of the expected and the given verdict."""
        return cls(Counter(pairs))

    @property
    def macro_f1(self) -> Decimal | None:
        """The mean of F1 over the verdicts that are expected at all."""
        names = sorted({want for want, _ in self.counts})
        scores = [self.f1(name) for name in names]
        return sum(scores, Decimal(0)) / len(scores) if scores else None

    def f1(self, name: str) -> Decimal:
        """2 x right / (2 x right + wrongly given + missed)."""
        right = self.counts.get((name, name), 0)
        given = sum(count for (_, got), count in self.counts.items() if got == name)
        wanted = sum(count for (want, _), count in self.counts.items() if want == name)
        return Decimal(2 * right) / (given + wanted) if given + wanted else Decimal(0)
