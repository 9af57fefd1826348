"""Claims against the record: does the number tie, to what, and if not, what is the record's?

A claim ties where the figure it names prints like it. Where that figure does not, every other
basis, period, neighbour and segment of the same metric is tried, and all that fit are listed; no
cause is asserted. A conflict is called only where the figure named is in the record, is not
another source's estimate or quote, and no figure at hand fits: a false conflict is worse than a
miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.claims.stated import Stated, unit_currency, unit_factor
from tieout.facts.store import Facts
from tieout.figures.figure import Figure, Measure
from tieout.figures.metrics import Metric, catalogue
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Basis
from tieout.records.model import Article, Claim, Company

VerdictName = Literal["ties", "other_basis", "conflict", "not_in_record", "opinion"]
VERDICTS: tuple[VerdictName, ...] = (
    "conflict",
    "other_basis",
    "not_in_record",
    "ties",
    "opinion",
)
"""In the order of a ledger: what a reader should look at first."""

_GROWTH: tuple[Measure, ...] = ("yoy", "qoq", "yoy_change", "qoq_change")
_MEASURES: dict[str, tuple[Measure, ...]] = {
    "actual": ("level",),
    "prior_year": ("level",),
    "previous_quarter": ("level",),
    "yoy": ("yoy", "yoy_change"),
    "qoq": ("qoq", "qoq_change"),
    "consensus": ("level",),
    "guidance": ("level", "yoy"),
    "surprise": ("surprise", "surprise_amount"),
    "reaction": ("level", "price_change"),
}
_OTHERS_NUMBERS = ("consensus", "surprise", "guidance", "reaction")
"""Roles whose numbers differ by provider and moment."""
_POINTS = {"pp": "%", "bp": "%", "%": "pp"}
_PERCENT_SLIP = "percent for percentage points, or the reverse"
_THOUSANDS = (Decimal(1000), Decimal("0.001"), Decimal(10) ** 6, Decimal("0.000001"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says of one claim.

    `figure` is the figure that the claim names, if the record has it; `candidates` are those that
    fit the claim's number: for a claim that ties, the figures it ties to, the best first; on
    another basis, all of them. `nearby` lists what was compared without fitting (each provider's
    estimate, say). `slip` names a usual slip that would explain a conflict. `coherent` is set
    where the figure is the article's own and two of its numbers can be held against each other.
    """

    claim: Claim
    stated: Stated | None
    name: VerdictName
    figure: Figure | None = None
    candidates: tuple[Figure, ...] = ()
    nearby: tuple[Figure, ...] = ()
    slip: str = ""
    coherent: bool | None = None


class Reconciler:
    """Holds the claims of one article about one brief against the facts."""

    def __init__(self, facts: Facts, company: Company, record: str, article: str = "") -> None:
        self.company = company
        self.label = FiscalLabel.parse(record.partition("/")[2].upper())
        pool = tuple(self._pool(facts, record))
        self.own = tuple(f for f in pool if article and f.origin.only_article == article)
        self.pool = tuple(f for f in pool if f.origin.only_article == "")

    def _pool(self, facts: Facts, record: str) -> Iterator[Figure]:
        issuer = record.partition("/")[0]
        for label in (self.label, self.label.previous_quarter(), self.label.years_back(1)):
            yield from facts.for_record(f"{issuer}/{label.slug}")

    def judge(self, claim: Claim) -> Verdict:
        """The verdict on one claim."""
        if claim.opinion:
            return Verdict(claim, None, "opinion")
        stated = Stated.read(claim, self.company.currency)
        if claim.metric is None or claim.role == "other":
            return Verdict(claim, stated, "not_in_record")
        named = self._named(claim, stated.unit, self.pool)
        fitting = tuple(figure for figure in named if stated.fits(figure))
        if fitting:
            return Verdict(claim, stated, "ties", fitting[0], fitting)
        if claim.role in _OTHERS_NUMBERS:
            return self._unjudged(claim, stated, named)
        points = None if named else self._points(claim, stated)
        return points or self._elsewhere(claim, stated, named)

    def _elsewhere(self, claim: Claim, stated: Stated, named: tuple[Figure, ...]) -> Verdict:
        """Whatever else fits; a conflict where nothing does and the figure named is known."""
        figure = next(iter(named), None)
        others = tuple(self._others(claim, stated, named))
        if others:
            return Verdict(claim, stated, "other_basis", figure, others)
        if figure is None or not all(stated.excludes(each) for each in named):
            return Verdict(claim, stated, "not_in_record", figure, nearby=named)
        return Verdict(claim, stated, "conflict", figure, slip=self._slip(stated, named))

    def _points(self, claim: Claim, stated: Stated) -> Verdict | None:
        """Growth in points, or a margin's change in percent: the unit itself may be the slip."""
        if stated.unit not in _POINTS:
            return None
        turned = stated.counted_in(_POINTS[stated.unit])
        named = self._named(claim, turned.unit, self.pool)
        fitting = tuple(each for each in named if turned.fits(each))
        if fitting and stated.unit == "%":
            return Verdict(claim, stated, "other_basis", named[0], fitting, slip=_PERCENT_SLIP)
        if fitting:
            return Verdict(claim, stated, "conflict", fitting[0], slip=_PERCENT_SLIP)
        if stated.unit == "%" and named and all(_is_neither(turned, each) for each in named):
            return self._elsewhere(claim, turned, named)
        return None

    def _unjudged(self, claim: Claim, stated: Stated, named: tuple[Figure, ...]) -> Verdict:
        """Estimates, guidance and quotes differ by provider and moment: no conflict is called."""
        figure = next(iter(named), None)
        if claim.provider and figure is not None:
            others = tuple(self._others(claim, stated, named))
            if others:
                return Verdict(claim, stated, "other_basis", figure, others)
            if all(stated.excludes(each) for each in named):
                return Verdict(claim, stated, "conflict", figure, slip=self._slip(stated, named))
        if claim.role != "reaction":
            nearby = (*named, *self._translated(claim, stated))
            return Verdict(claim, stated, "not_in_record", nearby=nearby)
        own = self._named(claim, stated.unit, self.own)
        fitting = tuple(each for each in own if stated.fits(each))
        tests = tuple(self._tests(fitting))
        coherent = all(map(self._holds, tests)) if tests else None
        if own and not fitting:
            coherent = False
        nearby = tuple({id(each): each for each in (*fitting, *tests)}.values()) or named
        return Verdict(claim, stated, "not_in_record", nearby=nearby, coherent=coherent)

    def _translated(self, claim: Claim, stated: Stated) -> Iterator[Figure]:
        """Distances to estimates in another currency, at the release's own rate, to compare with.

        They name no claim's figure: no provider gives them so.
        """
        if claim.role != "surprise":
            return
        for figure in self.pool:
            if (
                figure.measure == "surprise_translated"
                and (figure.metric, figure.segment) == (claim.metric, claim.segment or "")
                and unit_factor(stated.unit, figure) is not None
                and self._same_source(claim, figure)
                and self._same_period(claim, figure)
                and self._same_basis(claim, stated.unit, figure)
            ):
                yield figure

    def _tests(self, figures: tuple[Figure, ...]) -> Iterator[Figure]:
        """What follows from the article's own numbers, where it prints the result, too."""
        for worked in self.own:
            printed = self._printed(worked) if worked.operation else ()
            tied = {id(each) for each in (worked, *worked.operands, *printed)}
            if printed and any(id(each) in tied for each in figures):
                yield worked

    def _holds(self, worked: Figure) -> bool:
        return all(
            each.low <= worked.high and worked.low <= each.high for each in self._printed(worked)
        )

    def _printed(self, worked: Figure) -> tuple[Figure, ...]:
        return tuple(
            each for each in self.own if not each.operation and _identity(each) == _identity(worked)
        )

    def _named(self, claim: Claim, unit: str, pool: Iterable[Figure]) -> tuple[Figure, ...]:
        """The figures with the identity that the claim names, the most precise first."""
        found = [
            figure
            for figure in pool
            if figure.metric == claim.metric
            and figure.segment == (claim.segment or "")
            and figure.measure in _MEASURES[claim.role]
            and unit_factor(unit, figure) is not None
            and self._same_source(claim, figure)
            and self._same_period(claim, figure)
            and self._same_basis(claim, unit, figure)
        ]
        return tuple(
            sorted(found, key=lambda figure: figure.kind != "derived" and figure.measure in _GROWTH)
        )

    def _same_source(self, claim: Claim, figure: Figure) -> bool:
        if claim.role == "reaction":
            return claim.window is None or figure.window == claim.window
        if claim.role in ("consensus", "surprise"):
            named = not claim.provider or claim.provider.lower() == figure.provider.lower()
            return bool(figure.provider) and named
        if claim.role == "guidance":
            return figure.kind == "guidance"
        return figure.kind not in ("consensus", "guidance") and not figure.window

    def _same_period(self, claim: Claim, figure: Figure) -> bool:
        if claim.role in ("reaction", "guidance"):
            return True
        labels: dict[str, FiscalLabel] = {
            "quarter": self.label,
            "year to date": self.label.year_to_date,
            "fiscal year": FiscalLabel(self.label.year, "FY"),
            "trailing": self.label.trailing,
        }
        label = labels.get(claim.period)
        if label is not None and claim.role == "prior_year":
            label = label.years_back(1)
        if label is not None and claim.role == "previous_quarter":
            label = label.previous_quarter()
        return figure.label == label

    def _same_basis(self, claim: Claim, unit: str, figure: Figure) -> bool:
        metric = self._metric(figure.metric)
        translated = unit_currency(unit) not in ("", self.company.currency)
        accounting: str = metric.basis or self.company.accounting
        scope = ""
        if claim.basis is not None:
            accounting = self._accounting(figure, claim.basis.accounting) or accounting
            scope = claim.basis.scope
        if claim.role in ("reaction", "guidance", "consensus", "surprise"):
            return claim.basis is None or figure.basis.scope == scope
        return figure.basis == Basis(accounting, scope, translated)

    def _accounting(self, figure: Figure, named: str) -> str:
        """The basis an article names, where the record tells it apart.

        Few issuers have an adjusted revenue: where the record knows one revenue only, `adjusted`
        says nothing of which. GAAP means the accounts, whatever their standard.
        """
        if named == "GAAP":
            return self.company.accounting
        revenue = "revenue" in (figure.metric, self._metric(figure.metric).family)
        if named != "non-GAAP" or not revenue:
            return named
        adjusted = any(
            each.metric == figure.metric and each.basis.accounting == "non-GAAP"
            for each in self.pool
        )
        return named if adjusted else ""

    def _metric(self, name: str) -> Metric:
        return self.company.kpis.get(name) or catalogue()[name]

    def _others(self, claim: Claim, stated: Stated, named: tuple[Figure, ...]) -> Iterator[Figure]:
        """Figures of the metric's family that fit the number though the claim names another."""
        family = self._family(claim.metric or "")
        measures = _MEASURES[claim.role] if claim.role not in ("yoy", "qoq") else _GROWTH
        seen = set(map(id, named))
        fitting = [
            figure
            for figure in self.pool
            if figure.metric in family
            and figure.measure in measures
            and not figure.window
            and id(figure) not in seen
            and figure.kind != "guidance"
            and (figure.kind == "consensus" or bool(figure.provider))
            == (claim.role in ("consensus", "surprise"))
            and stated.fits(figure)
        ]
        yield from sorted(fitting, key=lambda figure: self._distance(claim, figure))

    def _distance(self, claim: Claim, figure: Figure) -> tuple[bool, bool, bool, bool]:
        """How far a candidate is from what the claim names; the nearest are listed first."""
        return (
            figure.segment != (claim.segment or ""),
            figure.metric != claim.metric,
            figure.label != self.label,
            figure.kind == "derived",
        )

    def _family(self, name: str) -> frozenset[str]:
        head = self._metric(name).family or name
        members = (each for each, metric in catalogue().items() if metric.family == head)
        return frozenset((name, head, *members))

    def _slip(self, stated: Stated, named: tuple[Figure, ...]) -> str:
        for factor in _THOUSANDS:
            if any(stated.scaled(factor).fits(figure) for figure in named):
                return "a thousand-fold slip: million for billion, or the reverse"
        if any(stated.scaled(Decimal(-1)).fits(figure) for figure in named):
            return "the sign"
        if any(_digits_swapped(stated, figure) for figure in named):
            return "two digits swapped"
        return ""


def _identity(figure: Figure) -> tuple[object, ...]:
    """What a number that an article prints shares with the same as it is worked out."""
    whose = (figure.metric, figure.segment, figure.window, figure.quote)
    return (*whose, figure.measure, figure.unit, figure.span)


def _is_neither(stated: Stated, change: Figure) -> bool:
    """Whether a margin's change is neither so many points nor so many percent of the margin."""
    if not stated.excludes(change) or len(change.operands) != 2:
        return False
    now, before = (operand.value for operand in change.operands)
    relative = 100 * (now - before) / before if before else Decimal(0)
    return not stated.low <= relative <= stated.high


def _digits_swapped(stated: Stated, figure: Figure) -> bool:
    """Whether exchanging two neighbouring digits of the claim's number makes it fit."""
    sign, digits, places = stated.value.normalize().as_tuple()
    exponent = int(places)
    half = (stated.high - stated.low) / 2
    for at in range(len(digits) - 1):
        turned = (*digits[:at], digits[at + 1], digits[at], *digits[at + 2 :])
        value = Decimal((sign, turned, exponent))
        swapped = Stated(stated.claim, stated.unit, value, value - half, value + half)
        if turned != digits and swapped.fits(figure):
            return True
    return False


def reconcile(facts: Facts, company: Company, name: str, article: Article) -> tuple[Verdict, ...]:
    """The verdicts on an article's claims, in the article's order; `name` is its file's."""
    reconciler = Reconciler(facts, company, article.covers, name)
    return tuple(reconciler.judge(claim) for claim in article.claims)
