"""What a figure is where its record does not say so: its unit, its basis, the days it covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tieout.facts.splits import Splits
from tieout.figures.metrics import Metric, catalogue
from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.typed import Basis, PrintedNumber, Unit
from tieout.records.company import Company
from tieout.records.model import Listing
from tieout.records.read import Issuer

_YEAR = 12
MONEY = "money"
PER_SHARE = "money per share"
_NEVER_ADDED = (PER_SHARE, "shares", "ADSs")


@dataclass(frozen=True, slots=True)
class Conventions:
    """One issuer's standing answers to what its records leave out."""

    company: Company
    metrics: Mapping[str, Metric]
    """The catalogue and the issuer's own operating metrics."""
    ends: Mapping[tuple[int, int], date]
    """The true last day of each period on record, by fiscal year and last month."""
    starts: Mapping[FiscalLabel, date]
    """First days that records type."""
    margins: Mapping[str, tuple[tuple[str, str], ...]]
    """By numerator: the ratios to be worked out, each with its denominator."""
    bases: Mapping[str, Basis]
    """The basis of each metric's figures in the reporting currency that name none."""
    splits: Splits
    """Which figures count the same shares."""

    @classmethod
    def of(cls, issuer: Issuer) -> Conventions:
        """The conventions of an issuer, from its company file and the dates of its records."""
        company = issuer.company.model
        periods = [filed.model.period for filed in issuer.records.values()]
        metrics = {**catalogue(), **company.kpis}
        return cls(
            company=company,
            metrics=metrics,
            ends={period.fiscal.position: period.end for period in periods},
            starts={period.fiscal: period.start for period in periods if period.start},
            margins=_margins(metrics) if company.kpis else _catalogues_margins(),
            bases={
                **_catalogues_bases(company.accounting),
                **_bases(company.kpis, company.accounting),
            },
            splits=Splits.of(issuer),
        )

    def kind(self, metric: str) -> str:
        """Flow, stock, per share, ratio or price; empty for a metric nobody defines."""
        known = self.metrics.get(metric)
        return known.kind if known else ""

    def adds_up(self, metric: str) -> bool:
        """Whether quarters of the metric add up to a year: true of flows alone.

        Never of what is told per share, nor of shares, whatever a company file calls them.
        """
        return self.kind(metric) == "flow" and self.metrics[metric].unit not in _NEVER_ADDED

    def foots(self, metric: str) -> bool:
        """Whether segments of the metric add up to the group: true of flows of money."""
        return self.adds_up(metric) and self.metrics[metric].unit == MONEY

    def unit(
        self,
        metric: str,
        typed: Unit | None,
        number: PrintedNumber,
        block: Unit | None,
        label: FiscalLabel | None = None,
    ) -> Unit:
        """The unit of a number: its own, the one printed with it, the metric's or the block's."""
        if typed is not None:
            return typed
        if number.unit:
            return Unit(number.unit)
        counts = self.metrics[metric].unit if metric in self.metrics else MONEY
        money, _, per = counts.partition(" per ")
        if money == MONEY and per:
            if block is not None and block.code.endswith(f"/{per}"):
                return block
            return Unit(f"{(block.currency if block else '') or self.currency(label)}/{per}")
        return block or Unit("") if counts == MONEY else Unit(counts)

    def cuts_off(self, unit: Unit, number: PrintedNumber) -> bool:
        """Whether the issuer has cut the last digits of an amount off.

        A number with a scale of its own, 1.39 trillion, is no line of its statements.
        """
        amount = unit.code == unit.currency and not number.scale
        return self.company.rounded == "down" and amount

    def currency(self, label: FiscalLabel | None = None) -> str:
        """The currency in which the issuer reported a period; the present one if none is named."""
        return self.company.currency_of(label) if label else self.company.currency

    def basis(
        self,
        metric: str,
        unit: Unit,
        typed: Basis | None = None,
        label: FiscalLabel | None = None,
    ) -> Basis:
        """The full basis of a figure.

        Left out, it is the metric's own by definition, else the issuer's accounting standard. Money
        in another than the reporting currency is a convenience translation.
        """
        usual = self.bases.get(metric, Basis())
        if not usual.accounting:
            return usual
        typed = typed or usual
        translated = unit.currency not in ("", self.currency(label))
        return Basis(typed.accounting or usual.accounting, typed.scope, translated)

    def listing(self, ticker: str | None) -> Listing:
        """The listing with this ticker; the main one where none, or an unknown one, is named."""
        listings = self.company.listings
        return next((each for each in listings if each.ticker == ticker), listings[0])

    def span(self, label: FiscalLabel, metric: str = "") -> Span:
        """The days of a fiscal period: by the records' dates, else by the fiscal calendar.

        For a stock the period's last day alone.
        """
        end = self._end(label)
        if self.kind(metric) in ("stock", "price"):
            return Span(end)
        start = self.starts.get(label)
        if start is None and label.quarters > 1:
            start = self.starts.get(label.quarters_back(label.quarters - 1))
        return Span(end, start or self._end_before(label) + timedelta(days=1))

    def _end_before(self, label: FiscalLabel) -> date:
        """The last day before a period: after a change of the calendar, of a transition period."""
        year, month = label.eve.position
        calendar = self.company.calendar_of(label)
        if month == _YEAR and calendar != self.company.calendar_of(label.eve):
            return self.ends.get((year, month + 1)) or calendar.period_end(label.eve)
        return self._end(label.eve)

    def _end(self, label: FiscalLabel) -> date:
        return self.ends.get(label.position) or self.company.calendar_of(label).period_end(label)

    def same_cut(self, segment: str, label: FiscalLabel) -> bool:
        """Whether the segment, as it is cut today, was reported in that period."""
        known = self.company.segments.get(segment)
        return known is None or known.is_reported_in(label)

    def cuts(self) -> tuple[str, ...]:
        """The ways in which the issuer divides itself; the first one has no name."""
        named = (segment.cut or "" for segment in self.company.segments.values())
        return tuple(dict.fromkeys(("", *named)))

    def rows(self, label: FiscalLabel, cut: str = "") -> tuple[str, ...]:
        """The segments of a cut, eliminations among them, that add up to the group in a period."""
        segments = self.company.segments
        return tuple(
            name
            for name, segment in segments.items()
            if segment.part_of is None and (segment.cut or "") == cut and self.same_cut(name, label)
        )

    def leaves_a_rest(self, label: FiscalLabel, cut: str = "") -> bool:
        """Whether the company file declares what the segments of a cut leave of the group."""
        rows = self.rows(label, cut)
        return any(self.company.segments[row].kind == "eliminations" for row in rows)


def _bases(metrics: Mapping[str, Metric], accounting: str) -> dict[str, Basis]:
    return {
        name: Basis() if metric.kind == "price" else Basis(metric.basis or accounting)
        for name, metric in metrics.items()
    }


@cache
def _catalogues_bases(accounting: str) -> dict[str, Basis]:
    return _bases(catalogue(), accounting)


@cache
def _catalogues_margins() -> dict[str, tuple[tuple[str, str], ...]]:
    return _margins(catalogue())


def _margins(metrics: Mapping[str, Metric]) -> dict[str, tuple[tuple[str, str], ...]]:
    margins: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, metric in metrics.items():
        if (of := metric.margin_of) is not None:
            margins[of.numerator] = (*margins.get(of.numerator, ()), (name, of.denominator))
    return margins
