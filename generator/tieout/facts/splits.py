"""Which figures count in one unit: old shares or new ones, by the days of splits and ADS ratios.

A report counts the shares of the day it came out, in its year-ago columns as well (for filings with
the SEC that is Staff Accounting Bulletin topic 4.C). Its day therefore decides, not its period's.

So two figures per share, or two numbers of shares, are compared only where no split (`splits` in
company.yml) and no change of an ADS's ratio lies between the days of their documents; else growth
is n.m., and says why. What the later release itself restates is in new shares, and is compared.
Estimates count from the day they were taken, prices from their session. Charts of such a metric
start after the latest split. So with amounts in money of one day's purchasing power (IAS 29).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tieout.figures.display import day
from tieout.figures.figure import Figure
from tieout.figures.typed import Unit, parse_day
from tieout.records.model import DatedRatio, Record
from tieout.records.read import Issuer

_ADS = ("ADS", "ADSs")
_SHARES = ("share", "shares")


@dataclass(frozen=True, slots=True)
class Change:
    """A day from which an issuer counts other shares, or other ADSs, than before."""

    day: date
    factor: Fraction
    """New ones for an old one."""
    told: str
    """`share was split 3 for 1 on 26 February 2024`."""


@dataclass(frozen=True, slots=True)
class Splits:
    """One issuer's changes, and the days on which its reports came out."""

    shares: tuple[Change, ...] = ()
    receipts: tuple[Change, ...] = ()
    """Of ADSs; a split of the shares is one of the ADSs as well, unless the ratio follows it."""
    ratios: tuple[DatedRatio, ...] = ()
    """Of the first ADS that is listed."""
    usual_ratio: Fraction | None = None
    """Its ratio where no day is typed."""
    released: Mapping[str, date] = field(default_factory=dict)
    """By record: `baba/2026-q2`."""
    measuring_units: Mapping[str, str] = field(default_factory=dict)
    """By record, where it states amounts in money of one day's purchasing power."""
    published: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """By record and source, where the source has a day of its own."""

    @classmethod
    def of(cls, issuer: Issuer) -> Splits:
        """The changes in the company file, and the days in the records."""
        company = issuer.company.model
        shares = tuple(
            Change(each.effective, each.ratio, _told(each.ratio, each.effective, each.exact))
            for each in company.splits
        )
        ads = next((each for each in company.listings if each.kind == "ADS"), None)
        ratios = ads.ratios if ads else ()
        records = {f"{issuer.slug}/{slug}": each.model for slug, each in issuer.records.items()}
        return cls(
            shares=shares,
            receipts=(*shares, *_ratio_changes(ratios)),
            ratios=ratios,
            usual_ratio=Fraction(ads.shares_per_ads) if ads and ads.shares_per_ads else None,
            released={name: record.released.date for name, record in records.items()},
            measuring_units={
                name: record.measuring_unit
                for name, record in records.items()
                if record.measuring_unit
            },
            published=_published(records),
        )

    def between(self, one: Figure, other: Figure) -> str:
        """Why two figures do not count in the same unit, as a clause; empty where they do.

        They count other shares, or money of another purchasing power. A ratio counts neither.
        """
        if self.measuring_units:
            before, now = self._measuring_unit(other), self._measuring_unit(one)
            if before != now:
                return f"measuring unit has changed, from {before} to {now}"
        if self.factor(one, other) == 1:
            return ""
        return "; the ".join(each.told for each in self._crossed(one, other))

    def factor(self, one: Figure, other: Figure) -> Fraction:
        """New shares, or ADSs, for an old one between two figures; 1 where they count the same."""
        factor = Fraction(1)
        for each in self._crossed(one, other):
            factor *= each.factor
        return factor

    def shares_per_ads(self, figure: Figure) -> Fraction | None:
        """How many shares an ADS stood for when the figure was reported; None where unknown."""
        known = [each.ratio for each in self.ratios if each.since <= self.counted_on(figure)]
        return known[-1] if known else self.usual_ratio

    def of_another_day(self, one: Figure, other: Figure) -> bool:
        """Whether two amounts are of the purchasing power of two days."""
        return self._measuring_unit(one) != self._measuring_unit(other)

    def _measuring_unit(self, figure: Figure) -> str:
        """Whose purchasing power an amount has: that of the day which its release names."""
        if not Unit(figure.unit).currency:
            return ""
        return self.measuring_units.get(figure.origin.record, "nominal money")

    def _crossed(self, one: Figure, other: Figure) -> list[Change]:
        changes = self._of(one.unit.rpartition("/")[2])
        if not changes:
            return []
        first, last = sorted((self.counted_on(one), self.counted_on(other)))
        return [each for each in changes if first < each.day <= last]

    def _of(self, counted: str) -> tuple[Change, ...]:
        if counted in _SHARES:
            return self.shares
        return self.receipts if counted in _ADS else ()

    def counted_on(self, figure: Figure) -> date:
        """The day whose shares a figure counts.

        That of the document that prints it; of a price its session; of an estimate the day it was
        taken, where that is known.
        """
        while figure.operands:
            figure = figure.operands[0]
        if figure.window:
            return figure.span.end
        if figure.kind == "consensus" and figure.quote:
            return parse_day(figure.quote)
        origin = figure.origin
        return self.published.get((origin.record, origin.source), self.released[origin.record])


def _published(records: Mapping[str, Record]) -> dict[tuple[str, str], date]:
    return {
        (name, key): source.published
        for name, record in records.items()
        for key, source in record.sources.items()
        if source.published
    }


def _told(ratio: Fraction, effective: date, exact: bool) -> str:
    when = f"{'on' if exact else 'by'} {day(effective)}"
    return f"share was split {ratio.numerator} for {ratio.denominator} {when}"


def _ratio_changes(ratios: Sequence[DatedRatio]) -> Iterator[Change]:
    """Where an ADS comes to stand for another number of shares."""
    for before, now in pairwise(ratios):
        told = f"ADS has stood for {shares_of(now.ratio)} since {day(now.since)}"
        yield Change(now.since, before.ratio / now.ratio, told)


def shares_of(ratio: Fraction) -> str:
    """A number of shares for one ADS: `8 shares`, `1 share`, `1/2 of a share`."""
    if ratio.denominator > 1:
        return f"{ratio} of a share"
    return f"{ratio} share{'s' * (ratio > 1)}"
