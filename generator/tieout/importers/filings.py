"""Facts by filing: which period each filing reports on, and what it says of any span of days."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property

from tieout.figures.metrics import Metric, catalogue
from tieout.figures.periods import Span
from tieout.importers.body import TaggedFact
from tieout.problems import Finding

_PERIODIC = re.compile(r"(10-Q|10-K|10-KT|10-QT|20-F|40-F|6-K)(/A)?")
_ANNUAL = ("10-K", "20-F", "40-F")
# By these a filing's own columns are known: its primary statements report them all.
_ANCHORS = (
    "revenue",
    "operating_income",
    "pretax_income",
    "income_tax",
    "net_income",
    "comprehensive_income",
    "eps_basic",
    "eps_diluted",
    "operating_cash_flow",
)
_MOST_FILINGS = 1_000
_QUARTER = range(70, 127)
_YEAR_TO_DATE = range(127, 301)
_YEAR = range(340, 381)
_DAYS_OFF = timedelta(days=4)
"""How far a column's facts may start from each other: some are tagged a day or a weekend off."""
_FEW_DIGITS = 3
# Told in notes in round numbers, "$14.3 billion", and tagged with zeros for the digits left out.
ROUNDED_IN_NOTES = frozenset(
    """acquisitions amortization_of_intangibles buybacks deferred_revenue dividends_paid impairment
    depreciation_and_amortization interest_expense investment_income restructuring_charges
    rpo""".split()
)


NEGATIVE = "a negative number, which it cannot be"
SEVERAL = "its filing has several numbers of the same days, and nothing tells which is meant"
OTHER_CURRENCY = "it is in {}, another currency than that of the latest reports"
_DECLARED = "dividend_per_share"
"""A quarter of an issuer that declares a whole year's dividend in another one says zero of it."""


@dataclass(frozen=True, slots=True)
class FiledNumber:
    """What one filing says of one metric and span: the concept it uses, and the number."""

    metric: str
    concept: str
    value: Decimal
    filing: Filing


class Filing:
    """One report to the SEC, with the facts of the catalogue's concepts."""

    def __init__(self, facts: Iterable[TaggedFact]) -> None:
        self.facts = tuple(facts)
        first = self.facts[0]
        self.accession = first.accession
        self.form = first.form
        self.filed = first.filed
        years = sorted({fact.fiscal_year for fact in self.facts if fact.fiscal_year})
        self.fiscal_year = years[-1] if years else None
        self._by_concept: dict[tuple[str, date], list[TaggedFact]] = defaultdict(list)
        for fact in self.facts:
            self._by_concept[fact.concept, fact.end].append(fact)
        self._doubted: list[tuple[Span, str, Decimal | None]] = []

    @cached_property
    def taxonomy(self) -> str:
        """The taxonomy of most of its facts: `us-gaap`, or `ifrs-full`."""
        counts = Counter(fact.concept.partition(":")[0] for fact in self.facts)
        return max(sorted(counts), key=lambda each: counts[each])

    @property
    def amends(self) -> bool:
        """Whether it corrects or completes an earlier filing."""
        return self.form.endswith("/A")

    @property
    def annual(self) -> bool:
        """Whether it reports on a whole fiscal year."""
        return self.form.startswith(_ANNUAL)

    @cached_property
    def end(self) -> date | None:
        """The last day of the period it reports on: the latest that its statements end on."""
        anchors: dict[date, set[str]] = defaultdict(set)
        for fact in self._anchors():
            anchors[fact.end].add(fact.concept)
        if not anchors:
            return None
        most = max(len(concepts) for concepts in anchors.values())
        return max(end for end, concepts in anchors.items() if 2 * len(concepts) >= most)

    @cached_property
    def starts(self) -> Mapping[date, int]:
        """The first days of its own columns, each with the number of concepts in that column."""
        columns: dict[date, set[str]] = defaultdict(set)
        for fact in self._anchors():
            if fact.end == self.end and fact.start:
                columns[fact.start].add(fact.concept)
        return {start: len(concepts) for start, concepts in columns.items()}

    @property
    def quarter(self) -> Span | None:
        """Its own quarter's days, where it has a column for it."""
        return self._column(_QUARTER)

    @property
    def year(self) -> Span | None:
        """The days of the fiscal year that it reports on, where it does."""
        return self._column(_YEAR)

    @property
    def year_to_date(self) -> Span | None:
        """Its six or nine months, where it has a column for them."""
        return self._column(_YEAR_TO_DATE)

    @property
    def fiscal_year_start(self) -> date | None:
        """The first day of the fiscal year its period belongs to, by its own columns."""
        longest = self.year if self.annual else self.year_to_date or self.quarter
        return longest.start if longest else None

    def _column(self, days: range) -> Span | None:
        """Of its columns of that length the one with the most concepts, of equals the longest."""
        spans = [
            (count, Span(self.end, start))
            for start, count in self.starts.items()
            if self.end and Span(self.end, start).days in days
        ]
        if not spans:
            return None
        return max(spans, key=lambda each: (each[0], each[1].days))[1]

    def _anchors(self) -> Iterator[TaggedFact]:
        for fact in self.facts:
            if fact.start and fact.end <= fact.filed and fact.concept in _anchor_concepts():
                yield fact

    def read(
        self, metric: str, span: Span, currency: str, concepts: Iterable[str]
    ) -> FiledNumber | None:
        """What it says of a metric over these days: the first concept with one clear number.

        Money in `currency` alone; percentages and counts as XBRL writes them. A number that a note
        rounds gives way to one that a statement prints. A dividend of nothing is none to compare.
        """
        known = catalogue()[metric]
        found: list[FiledNumber] = []
        for concept in concepts:
            value = _agreed(self._values(known, concept, span, currency))
            if metric == _DECLARED and value == 0:
                return None
            if value is not None and not (known.sign == "positive" and value < 0):
                found.append(FiledNumber(metric, concept, value, self))
        if metric in ROUNDED_IN_NOTES:
            found.sort(key=lambda reading: has_few_digits(reading.value))
        return next(iter(found), None)

    def _values(self, metric: Metric, concept: str, span: Span, currency: str) -> set[Decimal]:
        """What it says under a concept, without what was found to be wrong."""
        return {
            fact.value
            for fact in self._by_concept.get((concept, span.end), ())
            if _within(fact, span)
            and _counts(metric, fact.unit, currency)
            and not self._doubts(fact)
        }

    def why_unread(self, metric: str, span: Span, currency: str, concepts: Iterable[str]) -> str:
        """Why nothing is read of a metric over these days, though there is a number of it.

        Empty where there is none.
        """
        known = catalogue()[metric]
        found = [self._values(known, each, span, currency) for each in concepts]
        given = [_agreed(each) for each in found if each]
        if None in given:
            return SEVERAL
        if given:
            negative = all(each is not None and each < 0 for each in given)
            return NEGATIVE if known.sign == "positive" and negative else ""
        others = {
            fact.unit.partition("/")[0]
            for concept in concepts
            for fact in self._by_concept.get((concept, span.end), ())
            if _within(fact, span) and fact.unit not in ("shares", "pure")
        }
        return OTHER_CURRENCY.format(" and ".join(sorted(others))) if others - {currency} else ""

    def doubt(self, span: Span, concept: str = "", value: Decimal | None = None) -> None:
        """Never again read a column, or one number in it, which turned out to be wrong."""
        self._doubted.append((span, concept, value))

    def _doubts(self, fact: TaggedFact) -> bool:
        return any(
            fact.end == span.end
            and _within(fact, span)
            and concept in ("", fact.concept)
            and value in (None, fact.value)
            for span, concept, value in self._doubted
        )


@cache
def _anchor_concepts() -> frozenset[str]:
    known = catalogue()
    return frozenset(concept for name in _ANCHORS for concept in known[name].concepts)


def group(facts: Iterable[TaggedFact]) -> list[Filing]:
    """The periodic reports among the filings, by the day they were filed; others are left out.

    Raises Finding where there are more than any issuer files.
    """
    filings: dict[str, list[TaggedFact]] = defaultdict(list)
    for fact in facts:
        if _PERIODIC.fullmatch(fact.form):
            filings[fact.accession].append(fact)
    if len(filings) > _MOST_FILINGS:
        finding = f"the body has {len(filings):,} quarterly and yearly reports"
        raise Finding(finding, f"no issuer files more than {_MOST_FILINGS:,}; see what it is")
    made = [Filing(each) for each in filings.values()]
    return sorted(made, key=lambda each: (each.filed, each.amends, each.accession))


def _within(fact: TaggedFact, span: Span) -> bool:
    if span.start is None or fact.start is None:
        return span.start is None and fact.start is None
    return abs(fact.start - span.start) <= _DAYS_OFF


def _counts(metric: Metric, unit: str, currency: str) -> bool:
    """Whether a fact of that unit can be a figure of the metric."""
    wanted = {"money": currency, "money per share": f"{currency}/shares", "shares": "shares"}
    return unit == wanted.get(metric.unit, "pure")


def _agreed(values: set[Decimal]) -> Decimal | None:
    """The one number; of several that round to each other the most precise; else None."""
    if len(values) < 2:
        return next(iter(values), None)
    finest = min(values, key=lambda value: (_ulp(value), value))
    return finest if all(rounds(finest, value) for value in values) else None


def _ulp(value: Decimal) -> Decimal:
    """One unit of the last digit that is not zero."""
    digits = value.normalize().as_tuple()
    return Decimal(1).scaleb(digits.exponent if isinstance(digits.exponent, int) else 0)


def rounds(fine: Decimal, coarse: Decimal) -> bool:
    """Whether `coarse` is `fine` with fewer digits."""
    return abs(fine - coarse) <= _ulp(coarse) / 2


def has_few_digits(value: Decimal) -> bool:
    """Whether a number may have been rounded in running text."""
    return bool(value) and len(value.normalize().as_tuple().digits) <= _FEW_DIGITS
