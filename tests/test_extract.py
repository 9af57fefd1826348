"""What the claim finder finds: scored on the development set, exact where a rule is at stake."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from tieout.claims.extract import Extractor, extract
from tieout.claims.grammar.found import QUOTE_WORDS
from tieout.claims.numbers.sentences import paragraphs, sentences
from tieout.figures.periods import FiscalLabel
from tieout.records.company import Company

from tests.claims_cases import cases, company_of, expected, stated

CASES = tuple(cases())
_GLUE = (",", ";", " and ", " to ", "(", "%", "$", "–", "\n", " vs ")
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
    "line",
    [
        "2026-02-11 08:30 ET -- Acme is rising.",
        "© 2026 Wire.",
        "Copyright 2025 Wire.",
        "2025-11-05",
    ],
)
def test_a_date_or_a_notice_above_names_no_period(line: str) -> None:
    (found,) = extract(f"{line}\nAcme's revenue was $14.88 billion.", acme(), LABEL, END)
    assert found.period == "quarter"


def test_a_text_whose_words_are_gone_or_glued_is_read_all_the_same() -> None:
    """As a page leaves them from which a text was taken; every quote holds its number."""
    first = ("earnings 2024  $0.91 $1.13", "OperatingIncome(1)(2)\nFull Year Adjusted EPS(1)(2)\n")
    for text in (*first, *(case.text for case in CASES), *(_torn(case.text) for case in CASES)):
        for found in extract(text, acme(), LABEL, END):
            assert text[found.start : found.end].split()[0] in found.quote


def _torn(text: str) -> str:
    chance = random.Random(text)  # noqa: S311  by the text, so that each run tears alike
    words = re.split(r"(\s+)", text)
    for _ in range(len(words) // 5):
        at = chance.randrange(len(words))
        glued, other = words[at] + chance.choice(_GLUE), chance.choice(words)
        words[at] = chance.choice(["", "", glued, other])
    return "".join(words)


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
