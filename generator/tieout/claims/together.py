"""What the numbers of one text tell of each other.

A sentence vouches for itself: where its level ties without a word of basis, its change and its
comparison are of the same subject, metric, period and basis. A text that has a figure right does
not also have it wrong: the second number is of something else. And an amount that is given again in
another currency is right where the first is: the wire has converted it at a rate of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tieout.claims.claimed import Claimed, unit_currency
from tieout.claims.grammar.evidence import CERTAIN, Evidence
from tieout.claims.ground import is_adjustable
from tieout.claims.reconcile import Reconciler, Verdict, doubted
from tieout.facts.store import Facts
from tieout.records.article import Article, Claim
from tieout.records.company import Company

_COMPARED = frozenset({"actual", "prior_year", "yoy"})
_RATES_APART = Decimal("0.05")
"""How far a wire's rate may be from that of the release's last day."""
_PER_SHARE = frozenset({"net_income", "net_income_attributable", "eps_diluted"})
"""`Earned X, or Y a share`: the two are of one profit."""


class Standing(NamedTuple):
    """A claim's verdict with its evidence and the place of its sentence, negative for a cell."""

    verdict: Verdict
    evidence: Evidence
    sentence: int

    @property
    def claim(self) -> Claim:
        """The claim judged."""
        return self.verdict.claim


def judge_together(reconciler: Reconciler, alone: Sequence[Standing]) -> Iterator[Verdict]:
    """The verdicts in the light of each other, in the order of the text."""
    vouched = [each._replace(verdict=_vouched(reconciler, each, alone)) for each in alone]
    likely = [each._replace(verdict=_unlike(each, vouched)) for each in vouched]
    likely = [each._replace(verdict=_agreeing(reconciler, each, likely)) for each in likely]
    likely = [each._replace(verdict=_of_its_time(reconciler, each, likely)) for each in likely]
    yield from _at_their_rates(reconciler, likely)


def _at_their_rates(reconciler: Reconciler, found: Sequence[Standing]) -> Iterator[Verdict]:
    before: Standing | None = None
    for each in found:
        verdict = each.verdict
        if before is not None and before.sentence == each.sentence:
            verdict = _converted(reconciler, before.verdict, verdict)
        yield verdict
        before = each._replace(verdict=verdict)


def _vouched(reconciler: Reconciler, one: Standing, others: Sequence[Standing]) -> Verdict:
    """What is unclear alone, judged again where a number beside it proves what both are of."""
    if one.verdict.name != "unclear" or one.sentence < 0:
        return one.verdict
    evidence = one.evidence
    if evidence.doubts == ("period",) and _is_of_last_year(one, others):
        evidence = evidence._replace(period="implied")
    if evidence.doubts:
        return one.verdict
    if not any(each.verdict.name == "ties" and _vouches(each, one) for each in others):
        return one.verdict
    proved = evidence.saying("subject", "period", "basis")
    return reconciler.judge(one.claim, proved)


def _is_of_last_year(one: Standing, others: Sequence[Standing]) -> bool:
    """Whether what its sentence compares with is a year ago: another such number of it ties."""
    return one.claim.role == "prior_year" and any(
        each.verdict.name == "ties"
        and each.claim.role == "prior_year"
        and each.sentence == one.sentence
        for each in others
    )


def _vouches(tied: Standing, one: Standing) -> bool:
    """Whether a number that ties proves what another of its sentence is of.

    `That compares with a loss of 1.79 million`: the year before may be a sentence of its own.
    """
    beside = 0 <= one.claim.paragraph - tied.claim.paragraph <= 1
    answers = one.claim.role == "prior_year" and beside and tied.sentence >= 0
    return (answers or tied.sentence == one.sentence) and _is_pair(tied.claim, one.claim)


def _is_pair(one: Claim, other: Claim) -> bool:
    """Whether two numbers are of one metric now and a year ago, or of one profit and its share."""
    if _same(one) == _same(other):
        return one.role != other.role and {one.role, other.role} <= _COMPARED
    per_share = {one.metric, other.metric} <= _PER_SHARE
    return per_share and _identity(one)[1:] == _identity(other)[1:]


def _unlike(one: Standing, others: Sequence[Standing]) -> Verdict:
    """A conflict is taken back where the text gives another number for the same figure.

    Where that one ties, this is of something else; where neither does, a plain difference proves
    nothing of either.
    """
    verdict = one.verdict
    if verdict.name != "conflict":
        return verdict
    against = (
        ("ties",) if verdict.gravity != "different number" else ("ties", "conflict", "unclear")
    )
    if not any(
        each.verdict.name in against
        and _identity(each.claim) == _identity(one.claim)
        and _differ(each.verdict, verdict)
        for each in others
    ):
        return verdict
    return doubted(verdict, "subject", "metric")


def _of_its_time(reconciler: Reconciler, one: Standing, others: Sequence[Standing]) -> Verdict:
    """A comparison of a level that fits another period is one of that period, too."""
    verdict = one.verdict
    if verdict.name != "conflict" or one.claim.role not in ("prior_year", "yoy"):
        return verdict
    apart = any(
        each.sentence == one.sentence
        and each.claim.role == "actual"
        and _same(each.claim) == _same(one.claim)
        and each.verdict.name == "other_basis"
        and each.verdict.candidates[0].label != reconciler.names.label
        for each in others
    )
    return doubted(verdict, "period") if apart else verdict


def _agreeing(reconciler: Reconciler, one: Standing, others: Sequence[Standing]) -> Verdict:
    """A base of profit, and growth, that agree with the level: on another basis, perhaps.

    `Earnings of $1.81 a share, up 11.7% from $1.62`: issuers adjust the year before, too.
    """
    verdict, own = one.verdict, one.claim
    compared = own.role in ("prior_year", "yoy") and own.basis is None
    if verdict.name != "conflict" or not compared:
        return verdict
    adjustable = is_adjustable(reconciler.names, own)
    beside = [each for each in others if _is_like(each.claim, own)]
    levels, bases, growth = (
        [each for each in beside if each.claim.role == role]
        for role in ("actual", "prior_year", "yoy")
    )
    agree = [
        (base, by)
        for to in levels
        if adjustable or to.verdict.name != "ties"  # sales without fees, where all three differ
        for base in bases
        for by in growth
        if _leads(base, to, by)
    ]
    return doubted(verdict, "metric", "basis") if any(one in each for each in agree) else verdict


def _is_like(claim: Claim, own: Claim) -> bool:
    """Whether two claims are of one metric, or of a profit and the same for a share."""
    per_share = {claim.metric, own.metric} <= _PER_SHARE
    return _same(claim) == _same(own) or (per_share and _same(claim)[1:] == _same(own)[1:])


def _leads(base: Standing, level: Standing, change: Standing) -> bool:
    """Whether a stated change leads from one stated level to another."""
    low, high, by = base.verdict.claimed, level.verdict.claimed, change.verdict.claimed
    if low is None or high is None or by is None or by.unit != "%" or low.low <= 0:
        return False
    least, most = ((high.low / low.high) - 1) * 100, ((high.high / low.low) - 1) * 100
    return by.low <= most and least <= by.high


def _differ(one: Verdict, other: Verdict) -> bool:
    """Whether two printed numbers are not one; those of neighbouring roundings share a bound."""
    if one.claimed is None or other.claimed is None:
        return False
    apart = one.claimed.high <= other.claimed.low or other.claimed.high <= one.claimed.low
    return apart and one.claimed.value != other.claimed.value


def _converted(reconciler: Reconciler, before: Verdict, verdict: Verdict) -> Verdict:
    """`3.27 billion yuan ($452.1 million)`: the second is the first, at another rate."""
    own = reconciler.names.company.currency
    if verdict.name not in ("conflict", "unclear", "other_basis") or not verdict.claimed:
        return verdict
    if not before.claimed or unit_currency(before.claimed.unit) != own:
        return verdict
    twin = unit_currency(verdict.claimed.unit) not in ("", own)
    if not twin or _identity(before.claim) != _identity(verdict.claim):
        return verdict
    if not _is_at_a_likely_rate(reconciler, before.claimed, verdict.claimed):
        return verdict
    return replace(before, claim=verdict.claim, claimed=verdict.claimed, slip="")


def _is_at_a_likely_rate(reconciler: Reconciler, own: Claimed, other: Claimed) -> bool:
    """Whether two amounts are about as far apart as the release's own in those currencies."""
    if not own.value or not other.value:
        return False
    for here, there in reconciler.names.in_two_currencies(unit_currency(other.unit)):
        rate = here.value / there.value
        if abs(own.value / other.value - rate) <= _RATES_APART * rate:
            return True
    return False


def _same(claim: Claim) -> tuple[object, ...]:
    return claim.metric, claim.segment, claim.basis, claim.period


def _identity(claim: Claim) -> tuple[object, ...]:
    return (*_same(claim), claim.role)


def reconcile(facts: Facts, company: Company, name: str, article: Article) -> tuple[Verdict, ...]:
    """The verdicts on an article's claims, in the article's order; `name` is its file's.

    A person has confirmed them, so that none is taken back but for its basis.
    """
    reconciler = Reconciler(facts, company, article.covers, name)
    alone = [
        Standing(reconciler.judge(claim), CERTAIN.doubting(*claim.doubt), claim.paragraph)
        for claim in article.claims
    ]
    vouched = [each._replace(verdict=_vouched(reconciler, each, alone)) for each in alone]
    return tuple(_at_their_rates(reconciler, vouched))
