"""Found claims with their verdicts, as intake shows them and as an article file keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from tieout.claims.grammar.found import Found
from tieout.claims.reconcile import Reconciler, Verdict
from tieout.facts.store import Facts
from tieout.problems import Finding
from tieout.records.model import Claim, Company


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

    def judge(self, found: Found) -> Judged:
        """The verdict on a number.

        No conflict is called where its identity is only likely: the claim is then kept without its
        metric, and a person decides. The same for a number that does not read alone.
        """
        claim = found.claim()
        try:
            verdict = self._reconciler.judge(claim)
        except Finding:
            verdict = None
        if verdict is None or (verdict.name == "conflict" and not _is_certain(found)):
            claim = found.claim(plain=True)
            verdict = Verdict(claim, None, "not_in_record")
        return Judged(found, claim, verdict)


def _is_certain(found: Found) -> bool:
    return found.sure and not found.evidence.doubts
