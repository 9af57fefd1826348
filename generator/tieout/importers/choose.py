"""Which of many values of a metric an analyst would type: as first reported, by column.

Figures are taken as first reported, each from the period's own filing; a column is known by its
days, and a figure that one filing gives twice, differently, is left out. A fourth quarter is never
typed unless it is printed; six and nine months are typed where they are not the sum of quarters.
Revenue is the total that the issuer tags: sales to customers are not taken for it beside interest,
premiums or rents of a tenth of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tieout.figures.metrics import Metric, catalogue
from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.scales import SCALES
from tieout.importers.body import PARTS_OF_REVENUE
from tieout.importers.filings import FiledNumber, Filing
from tieout.importers.fiscal import Reported
from tieout.importers.left_out import Column, LeftOut
from tieout.problems import Finding

_COUNTED = ("money", "money per share", "shares")
_STANDARDS = {"ifrs-full": "IFRS", "us-gaap": "GAAP"}
_LATEST = 4
"""Reports by which an issuer's currency and standard of today are known."""
_YEAR = 365
_YEARS_DIFFER_BY = 10
# What is left for all owners and for the issuer's own; where there are no others, only the first.
_OWNERS = {"net_income_attributable": "net_income", "equity_attributable": "equity"}
_OTHERS = ("net_income_noncontrolling", "noncontrolling_interests")
_SALES = (
    "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
    "us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax",
    "us-gaap:SalesRevenueGoodsNet",
    "us-gaap:SalesRevenueServicesNet",
)
"""What is all the revenue of most issuers, and a part of it with banks, insurers and lessors."""
_OF_A_SIZE = Decimal("0.1")
_MOST = Decimal("0.9")


@dataclass(slots=True)
class Chosen:
    """A fiscal period's readings, each as first reported, by column and metric."""

    reported: Reported
    label: FiscalLabel
    """The period of the record: a quarter; a half or a year where no quarters are reported."""
    spans: Mapping[Column, Span]
    readings: dict[tuple[Column, str], FiledNumber] = field(default_factory=dict)


class ConceptChooser:
    """One issuer's standing choices: currency, accounting standard, whether others own a part."""

    def __init__(self, filings: Sequence[Filing]) -> None:
        self.filings = filings
        latest = [fact for each in filings[-_LATEST:] for fact in each.facts]
        self.currency = _most_common(fact.unit for fact in latest if _is_currency(fact.unit))
        self.taxonomy = _most_common(fact.concept.partition(":")[0] for fact in latest)
        self._taxonomies = tuple(sorted({each.taxonomy for each in filings}))
        self.metrics: Mapping[str, Metric] = {
            name: metric
            for name, metric in catalogue().items()
            if metric.unit in _COUNTED and _concepts(metric, *self._taxonomies)
        }
        self._quarterly = any(each.quarter and not each.annual for each in filings)
        self._shared = {each.accession for each in filings if self._has_other_owners(each)}
        self._amounts: dict[str, list[Decimal]] = {}
        self.left_out: list[LeftOut] = []
        self._by_fact: dict[tuple[str, date], list[Filing]] = defaultdict(list)
        for filing in filings:
            for key in sorted({(fact.concept, fact.end) for fact in filing.facts}):
                self._by_fact[key].append(filing)

    @property
    def accounting(self) -> str:
        """The accounting standard, as company files have it."""
        return _STANDARDS.get(self.taxonomy, "GAAP")

    def basis(self, reading: FiledNumber) -> str:
        """The standard of a filing from before the issuer went over to another; else nothing."""
        standard = _STANDARDS.get(reading.filing.taxonomy, "GAAP")
        return standard if standard != self.accounting else ""

    def read(self, filing: Filing, metric: str, span: Span) -> FiledNumber | None:
        """What a filing says of a metric over these days, if it says it clearly."""
        concepts = _concepts(self.metrics[metric], filing.taxonomy)
        if metric in _OWNERS:
            if not self._shared:
                return None
        elif metric in _OWNERS.values() and filing.accession in self._shared:
            own = next(name for name, whole in _OWNERS.items() if whole == metric)
            others = self.metrics[own].concepts if own in self.metrics else ()
            concepts = [each for each in concepts if each not in others]
        reading = filing.read(metric, span, self.currency, concepts)
        if reading is None or reading.concept not in _SALES:
            return reading
        return None if self._is_a_part(reading, span) else reading

    def _is_a_part(self, sales: FiledNumber, span: Span) -> bool:
        """Whether a filing shows other income of a size, and no total of its revenue."""
        others = [each for each in PARTS_OF_REVENUE if each != sales.concept]
        found = (sales.filing.read(sales.metric, span, self.currency, [each]) for each in others)
        return any(each and each.value > sales.value * _OF_A_SIZE for each in found)

    def later(self, first: FiledNumber, span: Span) -> Iterator[Filing]:
        """Filings after the first that report the same concept to the same day."""
        found = self._by_fact.get((first.concept, span.end), [])
        return (each for each in found if _order(each) > _order(first.filing))

    def alike(self, reading: FiledNumber) -> list[Decimal]:
        """The amounts that any filing gives under a reading's concept, each of a span once."""
        if reading.concept not in self._amounts:
            facts = {
                (fact.end, fact.start or fact.end, fact.value)
                for filing in self.filings
                for fact in filing.facts
                if (fact.concept, fact.unit) == (reading.concept, self.currency)
            }
            self._amounts[reading.concept] = [value for _, _, value in sorted(facts)]
        return self._amounts[reading.concept]

    def choose(self, reported: Reported) -> Chosen:
        """The readings of a period, each from the first of its own filings that has it."""
        first = reported.first
        columns: dict[Column, Span | None] = {
            "quarter": first.quarter,
            "year_to_date": first.year_to_date if not first.annual else None,
            "fiscal_year": first.year if first.annual else None,
            "instant": Span(reported.end),
        }
        spans = {column: span for column, span in columns.items() if span is not None}
        chosen = Chosen(reported, self._label(reported, spans), spans)
        for name, metric in self.metrics.items():
            for column, span in spans.items():
                if (column == "instant") != (metric.kind == "stock"):
                    continue
                readings = (self.read(filing, name, span) for filing in reported.filings)
                if reading := next((each for each in readings if each is not None), None):
                    chosen.readings[column, name] = reading
                elif why := first.why_unread(name, span, self.currency, metric.concepts):
                    self.left_out.append(LeftOut(chosen.label, column, name, why))
        return chosen

    def _label(self, reported: Reported, spans: Mapping[Column, Span]) -> FiscalLabel:
        label = reported.label
        if not self._quarterly and "fiscal_year" in spans:
            return FiscalLabel(label.year, "FY")
        return label if "quarter" in spans or label.last_quarter != 2 else label.year_to_date

    def _has_other_owners(self, filing: Filing) -> bool:
        """Whether a filing shows a part of the income or equity that belongs to others."""
        others = {each for name in _OTHERS for each in catalogue()[name].concepts}
        if any(fact.concept in others and fact.value for fact in filing.facts):
            return True
        values: dict[tuple[object, ...], dict[str, Decimal]] = defaultdict(dict)
        for own, whole in _OWNERS.items():
            parts = catalogue()[own].concepts
            for fact in filing.facts:
                if fact.concept in (*catalogue()[whole].concepts, *parts):
                    side = "part" if fact.concept in parts else "whole"
                    values[own, fact.start, fact.end, fact.unit][side] = fact.value
        return any(len(set(each.values())) > 1 for each in values.values())


def _concepts(metric: Metric, *taxonomies: str) -> list[str]:
    return [each for each in metric.concepts if each.partition(":")[0] in taxonomies]


def scale_of(filing: Filing, currency: str) -> Decimal:
    """In what a filing prints its amounts: millions, thousands, or whole units of money."""
    amounts = [fact.value for fact in filing.facts if fact.unit == currency and fact.value]
    for scale in (SCALES["million"], SCALES["thousand"]):
        whole = sum(not amount % scale for amount in amounts)
        if amounts and whole >= _MOST * len(amounts):
            return scale
    return Decimal(1)


def year_before(filing: Filing, span: Span) -> Span | None:
    """The filing's own comparative column for these days: as long, and a year earlier."""
    columns = Counter(
        Span(fact.end, fact.start)
        for fact in filing.facts
        if fact.start
        and abs((span.end - fact.end).days - _YEAR) <= _YEARS_DIFFER_BY
        and abs(Span(fact.end, fact.start).days - span.days) <= _YEARS_DIFFER_BY
    )
    return max(columns, key=lambda each: (columns[each], each), default=None)


def _order(filing: Filing) -> tuple[date, bool, str]:
    return filing.filed, filing.amends, filing.accession


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _most_common(values: Iterator[str]) -> str:
    counts = Counter(values)
    if not counts:
        raise Finding("no amount of money is in the body", "see whether it is the right file")
    return max(sorted(counts), key=lambda each: counts[each])
