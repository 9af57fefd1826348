"""Claims against the record: does the number tie, to what, and if not, what is the record's?

A claim ties where the figure it names prints like it. Where that figure does not, every other
basis and period of the same metric and part is tried; the likeliest that fit are listed, and no
cause is asserted. What differs is a conflict only where it is proved that the number speaks of the
figure: all of subject, metric, period and basis certain, and the number near it, or all four said.
The rest is unclear: a false conflict is worse than a miss.

Estimates, guidance and quotes of prices differ by provider and moment: they tie, or they are not in
the record; a conflict is called only where a named provider's own row excludes the number. A figure
that was worked out ties where its interval overlaps the claim's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.claims.claimed import Claimed, unit_currency, unit_factor
from tieout.claims.grammar.evidence import CERTAIN, Evidence
from tieout.claims.ground import is_adjustable, is_firm, is_told_apart
from tieout.claims.named import MEASURES, Names
from tieout.claims.slips import POINTS, SIGN, Miss, is_unscaled, miss
from tieout.claims.verdicts import Gravity, VerdictName
from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.figures.metrics import catalogue
from tieout.figures.typed import Basis
from tieout.records.article import Aspect, Claim
from tieout.records.company import Company

MOST_CANDIDATES = 3
_OTHERS_NUMBERS = ("consensus", "surprise", "guidance", "reaction")
"""Roles whose numbers differ by provider and moment."""
_ON_YEAR = ("year", "yoy", "y/y", "annual")
_POINTS = {"pp": "%", "bp": "%", "%": "pp"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says of one claim.

    `figure` is the figure that the claim names, if the record has it; `candidates` are those that
    fit the claim's number: for a claim that ties, the figures it ties to, the best first; on
    another basis, the likeliest. `nearby` lists what was compared without fitting (each provider's
    estimate, say). A conflict has its `gravity`, and `slip` names a usual slip that would explain
    it; what is unclear has the aspects of its identity that are not certain, as `doubts`.
    `coherent` is set where the figure is the article's own and two of its numbers can be held
    against each other.
    """

    claim: Claim
    claimed: Claimed | None
    name: VerdictName
    figure: Figure | None = None
    candidates: tuple[Figure, ...] = ()
    nearby: tuple[Figure, ...] = ()
    slip: str = ""
    coherent: bool | None = None
    gravity: Gravity = ""
    doubts: tuple[Aspect, ...] = ()


def doubted(conflict: Verdict, *doubts: Aspect) -> Verdict:
    """What would be a conflict, were these aspects of its identity certain."""
    return replace(conflict, name="unclear", gravity="", doubts=doubts)


class Reconciler:
    """Holds the claims of one article about one brief against the facts."""

    def __init__(self, facts: Facts, company: Company, record: str, article: str = "") -> None:
        self.names = Names(facts, company, record, article)

    def judge(self, claim: Claim, evidence: Evidence = CERTAIN) -> Verdict:
        """The verdict on one claim; `evidence` says how well its text tells whose number it is."""
        if claim.opinion:
            return Verdict(claim, None, "opinion")
        company = self.names.company
        claimed = Claimed.read(claim, company.currency, cut_off=company.rounded == "down")
        if claim.metric is None or claim.role == "other":
            return Verdict(claim, claimed, "not_in_record")
        named = self.names.figures(claim, claimed.unit)
        fitting = tuple(f for f in named or self._undiluted(claim, claimed) if claimed.fits(f))
        if fitting:
            return Verdict(claim, claimed, "ties", fitting[0], fitting)
        evidence = evidence.doubting(*claim.doubt)
        if claim.role in _OTHERS_NUMBERS:
            return self._unjudged(claim, claimed, named, evidence)
        points = None if named else self._points(claim, claimed, evidence)
        return points or self._elsewhere(claim, claimed, named, evidence)

    def _undiluted(self, claim: Claim, claimed: Claimed) -> tuple[Figure, ...]:
        """Basic earnings per share, where the record has no others: they are what a text means."""
        if claim.metric != "eps_diluted" or any(f.metric == claim.metric for f in self.names.pool):
            return ()
        basic = claim.model_copy(update={"metric": "eps_basic"})
        return self.names.figures(basic, claimed.unit)

    def _elsewhere(
        self, claim: Claim, claimed: Claimed, named: tuple[Figure, ...], evidence: Evidence
    ) -> Verdict:
        """Whatever else fits; else how the figure named is missed, where the record has it."""
        figure = next(iter(named), None)
        others = tuple(self._others(claim, claimed, named))[:MOST_CANDIDATES]
        if others:
            return Verdict(claim, claimed, "other_basis", figure, others)
        if figure is None or not all(claimed.excludes(each) for each in named):
            return Verdict(claim, claimed, "not_in_record", figure, nearby=named)
        return self._missed(claim, claimed, named, evidence)

    def _missed(
        self, claim: Claim, claimed: Claimed, named: tuple[Figure, ...], evidence: Evidence
    ) -> Verdict:
        """A conflict where it is proved that the number speaks of the figure, else unclear."""
        if not is_firm(self.names, named):
            return Verdict(claim, claimed, "not_in_record", named[0], nearby=named)
        how = miss(claimed, named, tuple(self._abroad(claim, claimed)))
        if not how.scaled:
            evidence = self._based(claim, evidence)
        if own_basis(claim) and named[0].basis.accounting != "non-GAAP":
            evidence = evidence.doubting("basis")
        if self._is_on_quarter(claim, claimed):
            evidence = evidence.doubting("period")
        if any(self._is_on_former_base(claimed, figure) for figure in named):
            evidence = evidence.doubting("basis")
        conflict = Verdict(claim, claimed, "conflict", named[0], slip=how.slip, gravity=how.gravity)
        proved = _is_proved(how, evidence, claim) and not is_unscaled(claimed, named)
        return conflict if proved else doubted(conflict, *(evidence.doubts or evidence.unsaid))

    def _is_on_quarter(self, claim: Claim, claimed: Claimed) -> bool:
        """Growth that fits the change on the quarter, where no word says that it is on the year."""
        if claim.role != "yoy" or any(word in claim.quote.lower() for word in _ON_YEAR):
            return False
        quarterly = claim.model_copy(update={"role": "qoq"})
        return any(claimed.fits(each) for each in self.names.figures(quarterly, claimed.unit))

    def _is_on_former_base(self, claimed: Claimed, figure: Figure) -> bool:
        """Whether growth fits on the base as it was before it was restated."""
        if figure.unit != "%" or len(figure.operands) != 2 or not figure.operands[1].version:
            return False
        now, base = figure.operands
        growths = ((now.value / value - 1) * 100 for value in self.names.before_restated(base))
        return any(claimed.low <= growth <= claimed.high for growth in growths)

    def _abroad(self, claim: Claim, claimed: Claimed) -> Iterator[Figure]:
        """The figures that the claim would name, were its amount in another currency."""
        own = unit_currency(claimed.unit)
        for currency in self.names.currencies - {own}:
            unit = claimed.unit.replace(own, currency) if own else currency
            yield from self.names.figures(claim, unit)

    def _based(self, claim: Claim, evidence: Evidence) -> Evidence:
        """The evidence with what the record tells of the basis."""
        if claim.basis is not None or not is_adjustable(self.names, claim):
            return evidence.saying("basis")
        if is_told_apart(self.names, claim) or evidence.basis == "said":
            return evidence
        return evidence.doubting("basis")

    def _points(self, claim: Claim, claimed: Claimed, evidence: Evidence) -> Verdict | None:
        """Growth in points, or a margin's change in percent: the unit itself may be the slip."""
        if claimed.unit not in _POINTS:
            return None
        turned = claimed.counted_in(_POINTS[claimed.unit])
        named = self.names.figures(claim, turned.unit)
        fitting = tuple(each for each in named if turned.fits(each))
        if fitting and claimed.unit == "%":
            return Verdict(claim, claimed, "other_basis", named[0], fitting, slip=POINTS)
        if fitting:
            conflict = Verdict(claim, claimed, "conflict", fitting[0], slip=POINTS, gravity="slip")
            doubts = evidence.doubts
            return doubted(conflict, *doubts) if doubts else conflict
        if claimed.unit == "%" and named and all(_is_neither(turned, each) for each in named):
            return self._elsewhere(claim, turned, named, evidence)
        return None

    def _unjudged(
        self, claim: Claim, claimed: Claimed, named: tuple[Figure, ...], evidence: Evidence
    ) -> Verdict:
        """Estimates, guidance and quotes differ by provider and moment: no conflict is called."""
        figure = next(iter(named), None)
        if claim.provider and figure is not None:
            others = tuple(self._others(claim, claimed, named))[:MOST_CANDIDATES]
            if others:
                return Verdict(claim, claimed, "other_basis", figure, others)
            if all(claimed.excludes(each) for each in named):
                return self._missed(claim, claimed, named, evidence)
        if claim.role != "reaction":
            nearby = (*named, *self._translated(claim, claimed))
            return Verdict(claim, claimed, "not_in_record", nearby=nearby)
        own = self.names.figures(claim, claimed.unit, own=True)
        fitting = tuple(each for each in own if claimed.fits(each))
        tests = tuple(self._tests(fitting))
        coherent = all(map(self._holds, tests)) if tests else None
        if own and not fitting:
            coherent = False
        nearby = tuple({id(each): each for each in (*fitting, *tests)}.values()) or named
        return Verdict(claim, claimed, "not_in_record", nearby=nearby, coherent=coherent)

    def _translated(self, claim: Claim, claimed: Claimed) -> Iterator[Figure]:
        """Distances to estimates in another currency, at the release's own rate, to compare with.

        They name no claim's figure: no provider gives them so.
        """
        if claim.role != "surprise":
            return
        for figure in self.names.pool:
            if (
                figure.measure == "surprise_translated"
                and (figure.metric, figure.segment) == (claim.metric, claim.segment or "")
                and unit_factor(claimed.unit, figure) is not None
                and self.names.same_source(claim, figure)
                and self.names.same_period(claim, figure)
                and self.names.same_basis(claim, claimed.unit, figure)
            ):
                yield figure

    def _tests(self, figures: tuple[Figure, ...]) -> Iterator[Figure]:
        """What follows from the article's own numbers, where it prints the result, too."""
        for worked in self.names.own:
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
            each
            for each in self.names.own
            if not each.operation and _identity(each) == _identity(worked)
        )

    def _others(
        self, claim: Claim, claimed: Claimed, named: tuple[Figure, ...]
    ) -> Iterator[Figure]:
        """The same metric of the same part, counted otherwise, where it fits; the likeliest first.

        A fit across metrics, parts or comparisons is chance, and so is one with the accounts' own
        figure where the text names a basis of the issuer's.
        """
        alike = self._alike(claim.metric or "")
        own = claim.basis or Basis()
        seen = set(map(id, named))
        fitting = [
            figure
            for figure in self.names.pool
            if figure.metric in alike
            and figure.segment == (claim.segment or "")
            and (not own.scope or figure.basis.scope == own.scope)
            and (own.accounting != "non-GAAP" or figure.basis.accounting == own.accounting)
            and figure.measure in MEASURES[claim.role]
            and not figure.window
            and id(figure) not in seen
            and figure.kind != "guidance"
            and (figure.kind == "consensus" or bool(figure.provider))
            == (claim.role in ("consensus", "surprise"))
            and claimed.prints(figure)
        ]
        yield from sorted(fitting, key=lambda figure: self._distance(claim, figure))

    def _distance(self, claim: Claim, figure: Figure) -> tuple[bool, bool, bool]:
        """How far a candidate is from what the claim names; the nearest are listed first."""
        return (
            figure.metric != claim.metric,
            figure.label != self.names.label,
            figure.kind == "derived",
        )

    def _alike(self, name: str) -> frozenset[str]:
        """The metric, and those of its family that are no part of it but another count of it."""
        head = self.names.metric(name).family or name
        if head == "revenue":
            return frozenset((name,))
        members = (each for each, metric in catalogue().items() if metric.family == head)
        return frozenset((name, head, *members))


def own_basis(claim: Claim) -> bool:
    """Whether a claim names a basis of the issuer's own, even of revenue."""
    return claim.basis is not None and claim.basis.accounting == "non-GAAP"


def _is_proved(how: Miss, evidence: Evidence, claim: Claim) -> bool:
    """Whether a number that misses a figure certainly speaks of it.

    One aspect left open acquits. A rounding or a slip is told by the digits themselves, but a
    minus is easily misread. A number that is merely near needs its metric and basis said, and
    its subject or its period: others are near, too. One that is far off is a mistake only where
    the text says all four.
    """
    if evidence.doubts:
        return False
    if how.telling:
        return True
    if how.slip == SIGN and how.scaled:
        now = claim.role in ("actual", "yoy")
        return now and set(evidence.unsaid) <= {"basis"}
    if how.near:
        return evidence.unsaid in ((), ("period",), ("subject",))
    return not evidence.unsaid


def _identity(figure: Figure) -> tuple[object, ...]:
    """What a number that an article prints shares with the same as it is worked out."""
    whose = (figure.metric, figure.segment, figure.window, figure.quote)
    return (*whose, figure.measure, figure.unit, figure.span)


def _is_neither(claimed: Claimed, change: Figure) -> bool:
    """Whether a margin's change is neither so many points nor so many percent of the margin."""
    if not claimed.excludes(change) or len(change.operands) != 2:
        return False
    now, before = (operand.value for operand in change.operands)
    relative = 100 * (now - before) / before if before else Decimal(0)
    return not claimed.low <= relative <= claimed.high
