"""The figures of one brief, found by what they are worked out from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tieout.claims.reconcile import Verdict
from tieout.claims.together import reconcile
from tieout.facts.defaults import Conventions
from tieout.facts.guidance import Word, guidance_record
from tieout.facts.stated import EXCHANGE_RATE, SHARE_PRICE
from tieout.facts.store import Facts
from tieout.figures.figure import Figure, Measure, NotMeaningful
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Unit
from tieout.records.article import Article
from tieout.records.model import Consensus, Figures, Record
from tieout.records.read import Issuer, OnFile

Change = Figure | NotMeaningful | None
REVENUE = "revenue"
_NO_METRICS = (EXCHANGE_RATE, SHARE_PRICE)
_DIFFERENCES: Mapping[Measure, Measure] = {"yoy": "yoy_change", "qoq": "qoq_change"}
STATEMENTS = (
    "income statement",
    "per share",
    "cash flow",
    "balance sheet",
    "ratio",
    "operating",
    "market",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """An article about a brief, with the verdicts on its numbers."""

    name: str
    """The article's file, without its ending."""
    filed: OnFile[Article]
    verdicts: tuple[Verdict, ...]

    @property
    def article(self) -> Article:
        """The article's front matter."""
        return self.filed.model


@dataclass(frozen=True)
class Shelf:
    """One issuer's one record with everything that is known about it.

    Made once a brief, for all that shows it: what is looked up here is kept.
    """

    issuer: Issuer
    slug: str
    """The period in addresses: `2026-q2`."""
    facts: Facts

    @property
    def record(self) -> str:
        """The brief's name: `baba/2026-q2`."""
        return f"{self.issuer.slug}/{self.slug}"

    @property
    def filed(self) -> OnFile[Record]:
        """The record with its places."""
        return self.issuer.records[self.slug]

    @cached_property
    def conventions(self) -> Conventions:
        """The issuer's metrics, segments and calendar."""
        return Conventions.of(self.issuer)

    @property
    def label(self) -> FiscalLabel:
        """The brief's own period."""
        return self.filed.model.period.fiscal

    @property
    def unit(self) -> Unit:
        """The unit in which the record's tables are typed; its currency in millions if unsaid."""
        company = self.conventions.company
        return self.filed.model.unit or Unit.parse(f"million {company.currency}")

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Everything that belongs to the brief."""
        return self.facts.for_record(self.record)

    @cached_property
    def heard(self) -> tuple[Heard, ...]:
        """The articles about this brief, in the order of their files."""
        company = self.conventions.company
        return tuple(
            Heard(name, filed, reconcile(self.facts, company, name, filed.model))
            for name, filed in self.issuer.articles.items()
            if filed.model.covers == self.record
        )

    @cached_property
    def _changes(self) -> dict[tuple[int, Measure], list[Figure | NotMeaningful]]:
        # By identity: operands are the very figures of this tuple, and hashing them is dear.
        found: dict[tuple[int, Measure], list[Figure | NotMeaningful]] = {}
        without_number = self.facts.not_meaningful(self.record)
        every: tuple[Figure | NotMeaningful, ...] = (*self.figures, *without_number)
        for each in every:
            if each.operands:
                found.setdefault((id(each.operands[0]), each.measure), []).append(each)
        return found

    def change(self, level: Figure | None, measure: Measure) -> Change:
        """What `measure` makes of a level: its growth, share or contribution."""
        return next(iter(self._changes.get((id(level), measure), ())), None)

    def surprises(self, level: Figure, measure: Measure = "surprise") -> tuple[Figure, ...]:
        """A level against each estimate of its own unit and basis."""
        found = self._changes.get((id(level), measure), ())
        return tuple(each for each in found if isinstance(each, Figure) and each.provider)

    def margin(self, level: Figure) -> Figure | None:
        """The level in percent of revenue, if that is a metric."""
        for each in self._changes.get((id(level), "level"), ()):
            if isinstance(each, Figure) and each.unit == "%" and each.operands[1].metric == REVENUE:
                return each
        return None

    def base(self, level: Figure | None, measure: Measure = "yoy") -> Figure | None:
        """The level that growth on the year (`yoy`) or the quarter (`qoq`) compares with."""
        changes = (self.change(level, name) for name in (measure, _DIFFERENCES[measure]))
        return next((change.operands[1] for change in changes if change is not None), None)

    def levels(
        self, label: FiscalLabel | None = None, segment: str = "", translated: bool = False
    ) -> tuple[Figure, ...]:
        """The levels of one period, one for each metric, basis and unit, as statements order them.

        What was reported stands before what was worked out for the same identity.
        """
        asked = (label or self.label, segment, translated)
        if asked not in self._levels:
            self._levels[asked] = self._levels_of(*asked)
        return self._levels[asked]

    @cached_property
    def main_label(self) -> FiscalLabel:
        """The period that the brief is about: its own, else the longest that the record reports.

        A fourth quarter worked out from the year stands first with who reports the other quarters.
        """
        longest = self.label.year_to_date
        if self._reports(self.filed.model.figures):
            return self.label
        if self._keeps_quarters and self.levels():
            return self.label
        reported = any(each.kind == "reported" for each in self.levels(longest))
        return longest if reported or not self.levels() else self.label

    @property
    def _keeps_quarters(self) -> bool:
        """Whether the issuer reports the second and third quarters by themselves."""
        periods = [filed.model for filed in self.issuer.records.values()]
        inner = [each for each in periods if each.period.fiscal.part in ("Q2", "Q3")]
        shown = any(self._reports(each.figures) for each in inner)
        return self.label.is_quarter and (shown or not inner)

    def _reports(self, figures: Figures) -> bool:
        """Whether figures of a stretch of time are among them, and not balances alone."""
        return any(self.conventions.kind(metric) == "flow" for metric in figures)

    @cached_property
    def _levels(self) -> dict[tuple[FiscalLabel, str, bool], tuple[Figure, ...]]:
        return {}

    def _levels_of(self, label: FiscalLabel, segment: str, translated: bool) -> tuple[Figure, ...]:
        found: dict[tuple[object, ...], Figure] = {}
        for figure in self.figures:
            if self._is_level(figure, label, segment, translated):
                key = (figure.metric, figure.basis, figure.unit)
                if key not in found or figure.operation == "ratio":
                    found[key] = figure
        return tuple(sorted(found.values(), key=lambda figure: self._place_of(figure.metric)))

    def _is_level(self, figure: Figure, label: FiscalLabel, segment: str, translated: bool) -> bool:
        return (
            figure.measure == "level"
            and not figure.window
            and figure.kind in ("reported", "derived")
            and figure.metric not in _NO_METRICS
            and not figure.version
            and figure.label == label
            and figure.segment == segment
            and figure.basis.translated == translated
        )

    def _place_of(self, metric: str) -> int:
        known = self.conventions.metrics.get(metric)
        return STATEMENTS.index(known.statement) if known else len(STATEMENTS)

    def stated(self, level: Figure, measure: Measure = "yoy") -> Figure | None:
        """Growth of a level as the issuer states it, on the level's own basis."""
        same = (level.metric, level.segment, level.label, level.basis, measure)
        for growth in self.of_kind("stated"):
            its = (growth.metric, growth.segment, growth.label, growth.basis, growth.measure)
            if its == same:
                return growth
        return None

    def row_of(self, estimate: Figure) -> Consensus | None:
        """The row of the record that states an estimate."""
        for index, row in enumerate(self.filed.model.consensus):
            if self.filed.place("consensus", index, "value") == estimate.origin.place:
                return row
        same = (estimate.metric, estimate.segment, estimate.provider, estimate.printed)
        for row in self.filed.model.consensus:
            if same == (row.metric, row.segment or "", row.provider, row.value.text):
                return row
        return None

    def estimates(self) -> Iterator[Figure]:
        """What each provider expected: its average, not the lowest and highest of which."""
        return (each for each in self.of_kind("consensus") if each.measure == "level")

    @cached_property
    def guided(self) -> tuple[Word, ...]:
        """This release's words of guidance, each against what stood before it."""
        if not self.filed.model.guidance:
            return ()
        records = {slug: each.model for slug, each in self.issuer.records.items()}
        released = sorted(records, key=lambda slug: (records[slug].released.date, slug))
        known = released[: released.index(self.slug) + 1]
        labels = {f"{self.issuer.slug}/{slug}": records[slug].period.fiscal for slug in known}
        words = guidance_record(self.facts, labels)
        return tuple(word for word in words if word.record == self.record)

    def of_kind(self, kind: str) -> Iterator[Figure]:
        """Estimates, guidance or stated growth, in the record's order."""
        return (figure for figure in self.figures if figure.kind == kind)


def shelves_of(issuer: Issuer, facts: Facts) -> tuple[Shelf, ...]:
    """An issuer's briefs, the first one first."""
    return tuple(Shelf(issuer, slug, facts) for slug in issuer.records)


def numbers(changes: Iterable[Change]) -> list[Figure]:
    """Those changes that have a number."""
    return [change for change in changes if isinstance(change, Figure)]
