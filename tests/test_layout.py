"""How a text is laid out: footnote marks, languages, tables of every shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieout.claims.layout.language import note_on
from tieout.claims.layout.marks import without_marks


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
