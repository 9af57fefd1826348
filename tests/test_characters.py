"""What nobody can see is refused, by Unicode's own data; names that look alike are one skeleton."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from tieout.examine import examine
from tieout.facts.store import Facts
from tieout.records.characters import FORBIDDEN, skeleton
from tieout.records.read import read_briefs

from tests.conftest import RECORD, File
from tests.test_check import TODAY

VISIBLE_SIGNS = (
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Signs of Arabic and Kaithi numbers, which Unicode counts among the formats, and which print."""
IGNORABLE = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""DerivedCoreProperties.txt: default-ignorable code points that have no category for it."""
BLANK = "\u2800"
JOINERS = "\u200c\u200d"


def is_unseen(letter: str) -> bool:
    code, category = ord(letter), unicodedata.category(letter)
    ignorable = any(first <= code <= last for first, last in IGNORABLE)
    no_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    unseen = category in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and letter not in VISIBLE_SIGNS
    return letter not in "\t\n" and (unseen or ignorable or no_character or letter == BLANK)


def test_the_ranges_are_those_of_unicode() -> None:
    wrong = []
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        refused = FORBIDDEN.search(letter) is not None
        unassigned = unicodedata.category(letter) == "Cn"
        if (
            refused != is_unseen(letter)
            and not (refused and unassigned)
            and letter not in "\ufffc\ufffd"
        ):
            wrong.append(f"{code:04X}")
    assert wrong == []


def test_joiners_stay_between_letters_that_need_them() -> None:
    assert not FORBIDDEN.search("می\u200cخواهم")
    assert FORBIDDEN.search("rev\u200cenue")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme", "Аcme"),
        ("PayPal", "PayPaI"),
        ("Alibaba", "A1ibaba"),
        ("Orion", "0rion"),
        ("Modern", "Modem"),
        ("Société", "Societe"),
        ("Tesla", "ТЕЅᏞА"),
        ("Boeing", "Воеіng"),
        ("Nike", "Νike"),
        ("Walmart", "vvalmart"),
        ("Costco", "Ꮯоѕtсо"),
        ("Pfizer", "Ρfizеr"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_names_that_differ_keep_apart() -> None:
    names = ["Apple", "Snowflake", "Walmart", "Alibaba", "中信证券", "华泰证券", "Tesla", "Tesco"]
    assert len({skeleton(name) for name in names}) == len(names)


def test_providers_in_any_script_have_names_of_their_own(file_briefs: File) -> None:
    rows = "".join(
        f"  - {{metric: revenue, value: 1240, provider: {provider}, source: release}}\n"
        for provider in ("中信证券", "华泰证券", "LSEG")
    )
    briefs = file_briefs({"acme/2026-q2.yml": f"{RECORD}consensus:\n{rows}"})
    assert "T310" not in {each.code for each in examine(briefs.parent, TODAY).problems}
    issuers, _ = read_briefs(briefs, briefs.parent)
    figures = Facts.of(issuers).for_record("acme/2026-q2")
    names = [each.name for each in figures if each.kind == "consensus"]
    assert len(set(names)) == len(names) == 3


@pytest.mark.parametrize(
    "title", ["\u3164\u3164", "\u2800", "Results\u00ad", "\ue000", "a\U000e0100"]
)
def test_a_title_that_nobody_sees_is_refused(title: str, file_briefs: File) -> None:
    record = RECORD.replace("Results of the second quarter", title)
    _, problems = read_briefs(file_briefs({"acme/2026-q2.yml": record}), Path())
    assert [each.code for each in problems] == ["R003"]
