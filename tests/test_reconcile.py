"""Verdicts: what ties, what fits elsewhere, what conflicts, and what is left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tieout.claims.extract import extract
from tieout.claims.grammar.found import Found
from tieout.claims.judged import Judge
from tieout.claims.otherwise import metric_of, otherwise
from tieout.claims.reconcile import Reconciler, Verdict
from tieout.facts.store import Facts
from tieout.records.article import Claim
from tieout.records.read import Issuer, read_briefs

from tests.claims_cases import Case, cases, company_of, expected, stated, write_brief
from tests.conftest import SAMPLE

JUDGED = [case for case in cases() if any("verdict" in claim for claim in case.claims)]


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judge]:
    root = tmp_path_factory.mktemp("cases")
    briefs = {case.file: write_brief(case, root) for case in JUDGED}
    issuers, problems = read_briefs(root / "briefs", root)
    assert problems == []
    facts = Facts.of(issuers)
    return {
        name: Judge(facts, issuers[name].company.model, brief) for name, brief in briefs.items()
    }


def verdicts(case: Case, judge: Judge) -> Iterator[tuple[dict[str, Any], str]]:
    judged = judge.judge_all(extract(case.text, case.company, case.label, case.end))
    for claim in case.claims:
        if "verdict" in claim:
            same = [each for each in judged if stated(each.found)[0] == expected(claim)[0]]
            exact = [each for each in same if stated(each.found) == expected(claim)] or same
            yield dict(claim), exact[0].verdict.name if exact else "missed"


def test_verdicts_of_the_development_set(judges: dict[str, Judge]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    wrong = []
    for case in JUDGED:
        for claim, name in verdicts(case, judges[case.file]):
            counts[claim["verdict"], name] += 1
            if claim["verdict"] != name:
                wrong.append(f"{case}: {claim['says']} is {claim['verdict']}, judged {name}")
    total = sum(counts.values())
    conflicts = sum(count for (want, _), count in counts.items() if want == "conflict")
    false = [(pair, n) for pair, n in counts.items() if pair[1] == "conflict" != pair[0]]
    told = "\n".join(wrong)
    assert false == [], told
    assert counts["conflict", "conflict"] >= 0.9 * conflicts, told
    assert total - len(wrong) >= 0.97 * total, told


@pytest.fixture(scope="module")
def alibaba() -> tuple[Facts, Issuer]:
    issuers, _ = read_briefs(SAMPLE / "briefs", SAMPLE)
    return Facts.of(issuers), issuers["baba"]


def judge(alibaba: tuple[Facts, Issuer], says: str, role: str, **fields: Any) -> Verdict:
    facts, issuer = alibaba
    reconciler = Reconciler(facts, issuer.company.model, "baba/2026-q2", "alibaba-ai-cloud")
    typed = {"quote": says, "paragraph": 1, "says": says, "role": role, **fields}
    return reconciler.judge(Claim.model_validate(typed))


@pytest.mark.parametrize(
    ("says", "role", "fields", "verdict"),
    [
        ("247.8 billion yuan", "actual", {"metric": "revenue"}, "ties"),
        ("$34.81 billion", "actual", {"metric": "revenue"}, "ties"),
        ("236.5 billion yuan", "prior_year", {"metric": "revenue"}, "ties"),
        ("5%", "yoy", {"metric": "revenue", "direction": "up"}, "ties"),
        ("4.8%", "yoy", {"metric": "revenue", "direction": "up"}, "ties"),
        ("15%", "yoy", {"metric": "revenue", "basis": "like-for-like"}, "ties"),
        ("3%", "yoy", {"metric": "revenue", "direction": "up"}, "other_basis"),
        ("236.5 billion yuan", "actual", {"metric": "revenue"}, "other_basis"),
        ("277.8 billion yuan", "actual", {"metric": "revenue"}, "conflict"),
        ("72%", "yoy", {"metric": "net_income", "basis": "non-GAAP", "direction": "down"}, "ties"),
        ("245.2 billion yuan", "consensus", {"metric": "revenue", "provider": "Bloomberg"}, "ties"),
        ("$570 million", "surprise", {"metric": "revenue", "direction": "up"}, "not_in_record"),
        ("12 billion yuan", "actual", {"metric": "gross_profit"}, "not_in_record"),
        ("300 billion yuan", "actual", {"metric": "revenue", "opinion": True}, "opinion"),
    ],
)
def test_a_claim_about_the_record(
    alibaba: tuple[Facts, Issuer], says: str, role: str, fields: dict[str, Any], verdict: str
) -> None:
    assert judge(alibaba, says, role, **fields).name == verdict


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ("247.8 billion yuan", "ties"),
        ("247.7 billion yuan", "ties"),
        ("247 billion yuan", "ties"),
        ("about 247.5 billion yuan", "conflict"),
        ("247.9 billion yuan", "conflict"),
        ("247.5 billion yuan", "conflict"),
    ],
)
def test_amounts_of_an_issuer_that_cuts_digits_off_may_be_cut_off_again(
    alibaba: tuple[Facts, Issuer], says: str, verdict: str
) -> None:
    facts, issuer = alibaba
    company = issuer.company.model.model_copy(update={"rounded": "down"})
    typed = {"quote": says, "paragraph": 1, "says": says, "role": "actual", "metric": "revenue"}
    judged = Reconciler(facts, company, "baba/2026-q2").judge(Claim.model_validate(typed))
    assert judged.name == verdict


@pytest.mark.parametrize(
    ("says", "role", "fields", "slip"),
    [
        ("247.8 million yuan", "actual", {"metric": "revenue"}, "thousand"),
        ("427.8 billion yuan", "actual", {"metric": "revenue"}, "swapped"),
        ("4.77%", "yoy", {"metric": "revenue", "direction": "down"}, "sign"),
        ("4.8 percentage points", "yoy", {"metric": "revenue"}, "points"),
    ],
)
def test_a_usual_slip_is_named(
    alibaba: tuple[Facts, Issuer], says: str, role: str, fields: dict[str, Any], slip: str
) -> None:
    verdict = judge(alibaba, says, role, **fields)
    assert verdict.name == "conflict"
    assert slip in verdict.slip


def test_three_percent_fits_dollar_growth_and_six_months(alibaba: tuple[Facts, Issuer]) -> None:
    verdict = judge(alibaba, "3%", "yoy", metric="revenue", direction="up")
    fits = {(str(each.label), each.basis.translated) for each in verdict.candidates}
    assert {("FY2026 Q2", True), ("FY2026 H1", False)} <= fits
    assert verdict.figure is not None
    assert round(verdict.figure.value, 2).as_tuple().digits == (4, 7, 7)


def test_an_article_does_not_vouch_for_itself(alibaba: tuple[Facts, Issuer]) -> None:
    fields = {"metric": "share_price", "window": "pre-market"}
    verdict = judge(alibaba, "$165.85", "reaction", **fields)
    assert (verdict.name, verdict.coherent) == ("not_in_record", True)
    assert any(each.operation == "growth" for each in verdict.nearby)
    slipped = judge(alibaba, "$156.85", "reaction", **fields)
    assert (slipped.name, slipped.coherent) == ("not_in_record", False)


def test_a_number_that_no_other_tests_agrees_with_nothing(alibaba: tuple[Facts, Issuer]) -> None:
    fields = {"metric": "share_price", "window": "close before release", "direction": "up"}
    verdict = judge(alibaba, "5.10%", "reaction", **fields)
    assert (verdict.name, verdict.coherent) == ("not_in_record", None)
    assert [each.origin.only_article for each in verdict.nearby] == ["alibaba-ai-cloud"]


def test_estimates_in_the_other_currency_are_at_hand(alibaba: tuple[Facts, Issuer]) -> None:
    """Of six providers three count in yuan; at the release's rate their distances bracket $570m."""
    verdict = judge(alibaba, "$570 million", "surprise", metric="revenue", direction="up")
    millions = {round(each.value / 10**6) for each in verdict.nearby}
    assert millions == {378, 508, 268, 365, 645, 723}
    translated = [each for each in verdict.nearby if each.operation == "quotient"]
    assert {each.note for each in translated} == {"translated at the rate that the release implies"}
    assert {each.unit for each in translated} == {"USD"}
    missed = judge(
        alibaba, "$0.20", "surprise", metric="eps_diluted", basis="non-GAAP", direction="down"
    )
    assert "TipRanks" in {each.provider for each in missed.nearby}


def test_no_conflict_is_called_where_the_identity_is_only_likely(
    alibaba: tuple[Facts, Issuer],
) -> None:
    facts, issuer = alibaba
    model = issuer.records["2026-q2"].model
    found: list[Found] = extract(
        "Cloud revenue grew 34%. Revenue grew 61%.",
        issuer.company.model,
        model.period.fiscal,
        model.period.end,
    )
    judged = Judge(facts, issuer.company.model, "baba/2026-q2").judge(found[1])
    assert (found[1].segment, found[1].sure) == ("cloud", False)
    assert (judged.verdict.name, judged.claim.doubt) == ("unclear", ("subject",))


def test_what_fits_on_another_basis_is_said_to_be_counted_so(judges: dict[str, Judge]) -> None:
    told = []
    for case in JUDGED:
        found = extract(case.text, case.company, case.label, case.end)
        for each in judges[case.file].judge_all(found):
            if each.verdict.name == "other_basis":
                told += [
                    otherwise(each.claim, figure, case.label, metric_of(case.company, figure))
                    for figure in each.verdict.candidates
                ]
    assert len(told) > 5
    assert "counted otherwise" not in told
    assert any(way.startswith("for ") for way in told)


@pytest.mark.parametrize(
    ("says", "name"),
    [("+8.0%", "ties"), ("+12.5%", "unclear"), ("+80%", "conflict")],
    ids=["on what was restated", "on it as it was", "on neither"],
)
def test_growth_on_a_base_before_it_was_restated_is_no_conflict(
    tmp_path: Path, says: str, name: str
) -> None:
    case = next(each for each in JUDGED if each.file == "chips-usd")
    label = case.label.years_back(1)
    before = {"unit": "million USD", "figures": {"revenue": 1200}}
    restated = {"period": f"{label.year}-{label.part}", "metric": "revenue", "reason": "error"}
    restated |= {"was": 1200, "value": 1250}
    now = {"unit": "million USD", "figures": {"revenue": 1350}, "restatements": [restated]}
    end = company_of(case.issuer).calendar.period_end(label)
    write_brief(replace(case, label=label, end=end, record=before), tmp_path)
    brief = write_brief(replace(case, record=now), tmp_path)
    issuers, problems = read_briefs(tmp_path / "briefs", tmp_path)
    assert problems == []
    judged = Judge(Facts.of(issuers), issuers[case.file].company.model, brief)
    text = f"Revenue for the quarter was $1.35 billion, {says} from a year earlier."
    found = extract(text, case.company, case.label, case.end)
    verdicts = {each.claim.role: each.verdict.name for each in judged.judge_all(found)}
    assert verdicts == {"actual": "ties", "yoy": name}
