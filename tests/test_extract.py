"""What the claim finder finds: scored on the development set, exact where a rule is at stake."""

from __future__ import annotations

from datetime import date

import pytest
from tieout.claims.extract import Extractor, extract
from tieout.claims.grammar.found import QUOTE_WORDS
from tieout.claims.numbers.sentences import paragraphs, sentences
from tieout.figures.periods import FiscalLabel
from tieout.records.company import Company

from tests.claims_cases import cases, company_of, expected, stated

CASES = tuple(cases())
LABEL, END = FiscalLabel(2025, "Q3"), date(2025, 9, 30)


def acme() -> Company:
    return company_of(
        {
            "short_name": "Acme",
            "currency": "USD",
            "segments": {"cloud": {"label": "Cloud Group", "words": ["cloud"]}},
        }
    )


def test_the_development_set_covers_many_industries_and_currencies() -> None:
    assert len(CASES) >= 150
    assert len({case.company.currency for case in CASES}) >= 6


def test_nearly_every_number_of_the_development_set_is_found_with_its_identity() -> None:
    wanted = right = found = extra = 0
    wrong: list[str] = []
    for case in CASES:
        got = [stated(each) for each in extract(case.text, case.company, case.label, case.end)]
        want = [expected(claim) for claim in case.claims]
        wanted += len(want)
        found += sum(claim[0] in [each[0] for each in got] for claim in want)
        missed = [claim for claim in want if claim not in got]
        right += len(want) - len(missed)
        unasked = [each for each in got if each[2] and each[0] not in [claim[0] for claim in want]]
        extra += len(unasked)
        wrong += [f"{case}: {claim}" for claim in missed + unasked]
    told = "\n".join(wrong)
    assert found >= 0.98 * wanted, told
    assert right >= 0.95 * wanted, told
    assert extra <= 0.01 * wanted, told


@pytest.mark.parametrize(
    ("text", "number", "role", "metric", "part"),
    [
        ("Tablet revenue was $5 billion.", "$5 billion", "actual", "revenue", "tablet"),
        ("Acme's Zephyr grew 39%.", "39%", "other", None, "zephyr"),
        ("Active merchants rose 8% while revenue fell.", "8%", "other", None, "merchants"),
    ],
)
def test_a_part_that_nobody_knows_is_not_taken_for_the_group(
    text: str, number: str, role: str, metric: str | None, part: str
) -> None:
    (found,) = extract(text, acme(), LABEL, END)
    assert (found.quantity.text, found.role, found.metric) == (number, role, metric)
    assert found.part == part
    assert found.claim().metric is None


def test_quotes_are_short_and_stand_in_the_text() -> None:
    for case in CASES:
        text = " ".join(case.text.split())
        for found in extract(case.text, case.company, case.label, case.end):
            assert len(found.quote.split()) <= QUOTE_WORDS
            assert found.quote in text


def test_the_number_with_its_hedge_reads_as_it_did_in_the_text() -> None:
    (found,) = extract("Revenue was nearly $570 million.", acme(), LABEL, END)
    assert found.says == "nearly $570 million"
    assert (found.quantity.text, found.start) == ("$570 million", 19)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No number at all is in this text.",
        "Der Umsatz stieg um 5 Prozent auf 12,5 Mrd. Euro.",
        "\x00\x01 $5 \ufffd billion \u202e 5%",
        "| " * 5_000,
        "$1 " * 2_000,
        "revenue of " * 5_000 + "$5 billion",
        "(" * 20_000 + "5%" + ")" * 20_000,
    ],
)
def test_any_text_gets_an_answer(text: str) -> None:
    found = extract(text, acme(), LABEL, END)
    assert all(each.paragraph >= 1 and each.says for each in found)


def test_lines_are_paragraphs_unless_a_text_is_broken_to_a_width() -> None:
    lines = "A headline\nA first line that stands alone.\n\nThe third."
    assert [place.number for place in paragraphs(lines)] == [1, 2, 3]
    broken = "\n".join(["a line of a text that goes on and on beyond its width and"] * 3)
    assert len(paragraphs(broken)) == 1


def test_abbreviations_end_no_sentence() -> None:
    text = "Acme Inc. earned $1.2 billion vs. $1.1 billion in the U.S. market. It rose."
    (place,) = paragraphs(text)
    assert len(list(sentences(text, place))) == 2


def test_one_reader_reads_many_texts() -> None:
    reader = Extractor(acme(), LABEL, END)
    assert [len(list(reader.read("Cloud revenue rose 5%."))) for _ in range(2)] == [1, 1]
