"""An issuer's figures by period, as far as a page looks back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tieout.facts.store import Facts, Length
from tieout.figures.figure import Figure
from tieout.figures.metrics import catalogue
from tieout.figures.periods import FiscalLabel
from tieout.figures.saying import say
from tieout.figures.typed import Basis

PROFITS = ("adjusted_ebita", "operating_income", "net_income")
"""The main profit metric of an issuer is the first of these that it reports."""
LENGTHS: Mapping[int, Length] = {
    1: "month",
    3: "quarter",
    6: "half",
    9: "nine months",
    12: "year",
}
"""By months, what a period is called whose like are shown beside it."""

_YEAR = 12
_WORDS: Mapping[Length, str] = {
    "half": say("half-year"),
    "nine months": say("nine-month period"),
}
_SEVERAL: Mapping[Length, str] = {
    "month": say("months"),
    "quarter": say("quarters"),
    "half": say("half-years"),
    "nine months": say("nine-month periods"),
    "year": say("years"),
}

Series = Mapping[FiscalLabel, Figure]


@dataclass(frozen=True, slots=True)
class PeriodRange:
    """The part of an issuer's history that a page is about: so many periods up to `last`."""

    issuer: str
    last: FiscalLabel
    periods: int

    @property
    def lengths(self) -> str:
        """The same of several: `quarters`."""
        return _SEVERAL[_length(self.last)]

    @property
    def length(self) -> str:
        """What one period is called: quarter, half-year, year."""
        length = _length(self.last)
        return _WORDS.get(length) or say(length)

    def series(
        self,
        facts: Facts,
        metric: str,
        segment: str = "",
        growth: bool = False,
        basis: Basis | None = None,
    ) -> Series:
        """A metric by period; none after the last, so that an older brief stays as it was.

        It starts with the first period that has a record of its own: the year-ago columns of later
        releases fill gaps, and do not lead back beyond it. What counts shares counts the same ones
        in all periods: figures from before a split are left out.
        """
        found = facts.history(
            self.issuer,
            metric,
            _length(self.last),
            segment=segment,
            measure="yoy" if growth else "level",
            basis=basis,
        )
        last = _count(self.last)
        first = last - self.periods * (self.last.months or _YEAR)
        own = [figure for figure in found if not figure.version]
        first = max(first, min((_count(figure.label) for figure in own), default=last) - 1)
        within = [figure for figure in found if first < _count(figure.label) <= last]
        return {
            figure.label: figure for figure in within if not facts.split_between(figure, within[-1])
        }


def _length(label: FiscalLabel) -> Length:
    """A transition period stands beside whole years."""
    return LENGTHS.get(label.months, "year")


def _count(label: FiscalLabel) -> int:
    """Quarters since year zero, for distances in time."""
    return label.year * _YEAR + label.last_month


def main_profit(facts: Facts, stretch: PeriodRange) -> str | None:
    """The profit metric that the issuer's charts show."""
    return next((name for name in PROFITS if len(stretch.series(facts, name)) >= 2), None)


def margin_of(metric: str) -> str | None:
    """The ratio of this metric to revenue, by the catalogue."""
    ratios = ((name, known.margin_of) for name, known in catalogue().items() if known.margin_of)
    return next(
        (name for name, of in ratios if (of.numerator, of.denominator) == (metric, "revenue")), None
    )
