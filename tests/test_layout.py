"""How a text is laid out: footnote marks, languages, tables of every shape."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tieout.claims.extract import extract
from tieout.claims.grammar.found import Found
from tieout.claims.grammar.labels import read_label
from tieout.claims.grammar.lexicon import Lexicon
from tieout.claims.layout.blocks import read_blocks
from tieout.claims.layout.language import note_on
from tieout.claims.layout.marks import without_marks
from tieout.claims.layout.table import read_table
from tieout.claims.numbers.sentences import paragraphs
from tieout.claims.numbers.units import signs_in
from tieout.figures.periods import FiscalLabel

from tests.claims_cases import company_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("earnings of $8.6 billion1 in Q3", "earnings of $8.6 billion  in Q3"),
        ("sales up 6.4%3, margin 5.5%", "sales up 6.4% , margin 5.5%"),
        ("Adjusted EPS1 of $2.79", "Adjusted EPS  of $2.79"),
        ("EPS of $1.841.", "EPS of $1.84 ."),
        ("core (non-GAAP)* loss; Non-GAAP*", "core (non-GAAP)  loss; Non-GAAP "),
        ("$18.3^ and cash†", "$18.3  and cash "),
        ("a dividend of $0.125 per share", "a dividend of $0.125 per share"),
        ("iPhone17 sales of 5.5%1.2% in Q3", "iPhone17 sales of 5.5%1.2% in Q3"),
        ("**Revenue** rose *a lot*", "**Revenue** rose *a lot "),
    ],
)
def test_footnote_marks_are_out_of_sight(text: str, plain: str) -> None:
    assert without_marks(text) == plain


@given(st.text(alphabet="EPS1.$%9 billion*^)(\u00b9,a\n", max_size=60))
def test_marks_move_no_character(text: str) -> None:
    assert len(without_marks(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Der Umsatz stieg um 8 Prozent auf 5 Milliarden, das ist mehr als im Jahr davor.",
            "German",
        ),
        (
            "A receita da empresa foi de 5 bilhões, um aumento de 3% em relação ao ano.",
            "Portuguese",
        ),
        ("Выручка компании выросла на восемь процентов", "other than English"),
        (
            "Earnings in keeping with share grew to 1.3 cardinal in the fiscal yr that ended.",
            "machine",
        ),
    ],
)
def test_what_is_not_english_is_told_and_not_judged(text: str, told: str) -> None:
    assert told in note_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Revenue $5M",
        "Umsatz 5",
        "Revenue rose 5% to $3 billion in the quarter.",
        "Total revenue 17,840 18,104 Gross profit 4,000 5,000 Operating income 300 200 Loss (5) 7",
    ],
)
def test_english_and_bare_tables_are_read(text: str) -> None:
    assert note_on(text) == ""


def _cases() -> Iterator[dict[str, Any]]:
    """The cases of every file; one may be of another issuer or period than its file."""
    for path in sorted((Path(__file__).parent / "layout").glob("*.yml")):
        tables = yaml.load(
            path.read_text(encoding="utf-8"),
            Loader=yaml.BaseLoader,  # noqa: S506  builds text, lists and mappings only
        )
        for case in tables["cases"]:
            issuer = {**tables["issuer"], **case.get("issuer", {})}
            yield {"period": tables["period"], **case, "issuer": issuer}


@pytest.mark.parametrize("case", list(_cases()), ids=lambda case: case["name"])
def test_a_number_of_a_table_has_its_row_column_and_scale(case: dict[str, Any]) -> None:
    company = company_of(case["issuer"])
    label = FiscalLabel.parse(case["period"])
    found = extract(case["text"], company, label, company.calendar.period_end(label))
    got = [
        [
            _signed(each),
            each.role,
            each.metric or "-",
            each.part or each.segment or "-",
            each.period,
        ]
        for each in found
    ]
    assert got == [[Decimal(row[0]), *row[1:]] for row in case["rows"]]


def test_the_labels_of_statements_are_of_their_metrics() -> None:
    by_metric = yaml.safe_load((Path(__file__).parent / "statement_labels.yml").read_text("utf-8"))
    lexicon = Lexicon.of(company_of({"short_name": "Quillmark", "currency": "USD"}))
    wrong = []
    for metric, labels in by_metric.items():
        for label in labels:
            head = read_label(label, lexicon).head
            if (head.metric, head.part, head.segment) != (metric, "", ""):
                wrong.append((label, head.metric, head.part))
    assert len(by_metric) > 50
    assert not wrong


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("Cost of revenue, excluding depreciation", "depreciation"),
        ("Amortization of purchased intangibles", "purchased intangibles"),
        ("Cash at beginning of period", "beginning"),
    ],
)
def test_a_label_of_something_less_is_no_metric_of_the_issuer(label: str, part: str) -> None:
    lexicon = Lexicon.of(company_of({"short_name": "Quillmark", "currency": "USD"}))
    assert read_label(label, lexicon).head.part == part


def test_a_ratio_of_profit_is_the_margin() -> None:
    lexicon = Lexicon.of(company_of({"short_name": "Quillmark", "currency": "JPY"}))
    labels = ("(Gross profit ratio)", "Operating profit ratio (%)", "Payout ratio")
    metrics = [read_label(label, lexicon).head.metric for label in labels]
    assert metrics[:2] == ["gross_margin", "operating_margin"]
    assert metrics[2] not in metrics[:2]


@pytest.mark.parametrize("label", ["Adjusted Income(1)", "Core income", "Non-GAAP income"])
def test_income_under_a_word_of_basis_is_net_income(label: str) -> None:
    head = read_label(label, Lexicon.of(company_of({"short_name": "Quillmark", "currency": "USD"})))
    assert (head.head.metric, head.head.part, head.head.accounting) == (
        "net_income",
        "",
        "non-GAAP",
    )


def test_a_cell_of_the_year_before_may_be_restated_and_is_never_accused() -> None:
    text = "| $ millions | Q3 2024 | Q3 2023 |\n| Revenues | 7,840 | 8,104 |\n"
    company = company_of({"short_name": "Quillmark", "currency": "USD"})
    label = FiscalLabel(2024, "Q3")
    own, before = extract(text, company, label, company.calendar.period_end(label))
    assert "basis" not in own.evidence.doubts
    assert "basis" in before.evidence.doubts


def test_of_many_numbers_without_a_head_none_is_certain() -> None:
    text = (
        "In millions\n\n| Revenues | 7,276 | 6,578 | 7,994 | 7,212 |\n| Profit | 1 | 2 | 3 | 4 |\n"
    )
    company = company_of({"short_name": "Quillmark", "currency": "USD"})
    label = FiscalLabel(2024, "Q4")
    found = extract(text, company, label, company.calendar.period_end(label))
    assert len(found) == 8
    assert not any(each.sure for each in found)


def _signed(found: Found) -> Decimal:
    value = found.quantity.value
    return -value if found.sign < 0 and value > 0 else value


@given(
    st.lists(
        st.sampled_from(
            ["| a | 5 |", "Revenue  $5  6", "$", "5", "(3", ")", "%", "2024", "Q3 2024", "a. b 5%.",
             "Sales:", "|", "\t\t", "Total5%6%", "Three Months Ended", "N/A", "", "In millions"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_the_reader_of_structure_loses_no_line_and_no_place(lines: list[str]) -> None:
    text = "\n".join(lines)
    signs = signs_in(text, "USD")
    places = paragraphs(text)
    blocks = list(read_blocks(text, places, signs))
    rows = [row for block in blocks if block.table for row in read_table(block)]
    assert [line.place.start for block in blocks for line in block.lines] == sorted(
        line.place.start for block in blocks for line in block.lines
    )
    for row in rows:
        for placed in row.numbers:
            number = placed.cell.number
            assert number is not None
            assert row.place.start <= number.start < number.end <= row.place.end
            assert any(letter.isdecimal() for letter in text[number.start : number.end])


def test_a_column_in_another_currency_is_no_figure_in_the_issuers_own() -> None:
    head = "| | Q3 2024 RMB million | Q3 2024 US$ million |\n|---|---|---|\n"
    text = f"{head}| Revenue | 7,840 | 1,104 |\n"
    company = company_of({"short_name": "Quillmark", "currency": "CNY"})
    label = FiscalLabel(2024, "Q3")
    found = extract(text, company, label, company.calendar.period_end(label))
    assert [each.quantity.unit for each in found] == ["CNY", "USD"]
