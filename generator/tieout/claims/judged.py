"""Found claims with their verdicts, as intake shows them and as an article file keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tieout.claims.grammar.found import Found
from tieout.claims.reconcile import Reconciler, Verdict
from tieout.claims.together import Standing, judge_together
from tieout.facts.store import Facts
from tieout.problems import Finding
from tieout.records.article import Claim
from tieout.records.company import Company


@dataclass(frozen=True, slots=True)
class Judged:
    """A number of a text, the claim to keep of it, and what the record says today."""

    found: Found
    claim: Claim
    verdict: Verdict


class Judge:
    """Holds what was found in one text against one brief; `article` is the name of its file."""

    def __init__(self, facts: Facts, company: Company, brief: str, article: str = "") -> None:
        self._reconciler = Reconciler(facts, company, brief, article)

    def judge_all(self, found: Iterable[Found]) -> list[Judged]:
        """The verdicts on the numbers of a whole text, in its order: they tell of each other."""
        each_found = list(found)
        alone = [Standing(self._alone(each), each.evidence, each.sentence) for each in each_found]
        together = judge_together(self._reconciler, alone)
        return [_kept(*each) for each in zip(each_found, together, strict=True)]

    def judge(self, found: Found) -> Judged:
        """The verdict on a number by itself; one that does not read alone is not in the record."""
        return _kept(found, self._alone(found))

    def _alone(self, found: Found) -> Verdict:
        try:
            verdict = self._reconciler.judge(found.claim(), found.evidence)
        except Finding:
            return Verdict(found.claim(plain=True), None, "not_in_record")
        if found.superseded and verdict.name == "ties":  # with the guidance that replaced it
            return replace(verdict, name="not_in_record", candidates=())
        return verdict


def _kept(found: Found, verdict: Verdict) -> Judged:
    """The claim with the doubts that stand in the way of a conflict, for a person to settle."""
    claim = verdict.claim
    if verdict.name == "unclear":
        claim = claim.model_copy(update={"doubt": verdict.doubts})
        verdict = replace(verdict, claim=claim)
    return Judged(found, claim, verdict)
