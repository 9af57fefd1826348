"""Numbers in words: two billion, twenty-five percent, one-third, doubled, threefold.

Words are read only where they cannot mean anything else: a cardinal needs a scale or a unit behind
it. A fraction in words is right to the nearest tenth of the whole, a multiple to the nearest half,
`halved` to the nearest tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tieout.claims.numbers.numerals import Numeral

_ONES = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_MULTIPLES = {
    "doubled": "2",
    "doubling": "2",
    "doubles": "2",
    "tripled": "3",
    "tripling": "3",
    "trebled": "3",
    "quadrupled": "4",
    "quintupled": "5",
    "halved": "0.5",
    "halving": "0.5",
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_CARDINAL = (
    rf"(?:(?:{_any(_TENS)})(?:[ -](?:{_any(list(_ONES)[:9])}))?|(?:{_any(_ONES)}))(?![A-Za-z])"
)
_WRITTEN = re.compile(
    rf"(?P<multiple>(?:{_any(_MULTIPLES)})(?![A-Za-z-]))"
    rf"|(?P<fold>{_any(_ONES)})-?fold\b"
    r"|(?P<fraction>(?:one|two|three|four)-(?:half|halves|thirds?|quarters?|fifths?|tenths?)\b"
    r"|(?:a (?:third|quarter|fifth|tenth)|half)"
    r"(?=[ -]of (?:its|the|their|our|all|total|group|company|revenue|sales|net)\b))"
    r"|(?P<change>a (?:third|quarter|fifth|tenth)|half)\b(?= (?:to|from|on|in|year)\b|[.,;])"
    rf"|(?P<cardinal>{_CARDINAL}(?:[ -]hundred\b(?:(?: and)? {_CARDINAL})?)?"
    r"(?:[ -]and[ -]a[ -]half\b)?"
    r"|(?:half )?an?(?=[ -](?:million|billion|trillion)\b))",
    re.IGNORECASE,
)
STARTS = frozenset((*_ONES, *_TENS, *_MULTIPLES, *(f"{one}fold" for one in _ONES), "half", "a "))
"""The words with which a number in words begins, as `FIRST_WORD` finds them."""

FIRST_WORD = r"[Aa] (?=(?i:million|billion|trillion|third|quarter|fifth|tenth)\b)|[A-Za-z]+"
"""A word that may begin a number; `a` only where a number can follow, as it is so frequent."""

_NOT_A_SHARE = re.compile(r"(?i)[ -]of (?:the|its) (?:(?:fiscal|calendar|next) )?(?:year|month|20)")
_ORDINAL = re.compile(
    r"(?i)\b(?:first|second|third|last|latter|next|back|1st|2nd|other|previous|prior) \Z"
)

_BY = re.compile(r"(?i)\bby (?:(?:about|around|roughly|nearly|almost|more than|over) )?\Z")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A number in words, and where it ends.

    `unit` is `x` or `%`, or empty where scale and unit follow; `trend` is the direction that the
    word itself states.
    """

    end: int
    numeral: Numeral
    unit: str = ""
    trend: int = 0


def read_wording(text: str, at: int) -> NumberWords | None:
    """The number in words at `at`, or None: not a number, half a year and the like."""
    match = _WRITTEN.match(text, at)
    if match is None:
        return None
    end = match.end()
    if match["multiple"]:
        factor = Decimal(_MULTIPLES[match["multiple"].lower()])
        coarse = Decimal("0.5") if factor > 1 else Decimal("0.1")
        numeral = Numeral(factor, coarse, Decimal(1) if factor > 1 else coarse)
        return NumberWords(end, numeral, "x", 1 if factor > 1 else -1)
    if match["fold"]:
        factor = Decimal(_ONES[match["fold"].lower()])
        return NumberWords(end, Numeral(factor, Decimal("0.5"), Decimal(1)), "x")
    if match["fraction"] or match["change"]:
        return _fraction(text, match)
    return NumberWords(end, _cardinal(match["cardinal"].lower()))


def _fraction(text: str, match: re.Match[str]) -> NumberWords | None:
    before = text[max(0, match.start() - 12) : match.start()]
    if _NOT_A_SHARE.match(text, match.end()) or _ORDINAL.search(before):
        return None
    if match["change"] and not _BY.search(text, max(0, match.start() - 24), match.start()):
        return None
    head, _, part = match[0].lower().replace(" ", "-").rpartition("-")
    part = "half" if part == "halves" else part.rstrip("s")
    count = _ONES.get(head, 1)
    share = (Decimal(100 * count) / _PARTS[part]).quantize(Decimal("0.01"))
    return NumberWords(match.end(), Numeral(share, Decimal(10), Decimal(10)), "%")


def _cardinal(words: str) -> Numeral:
    if words == "a":
        return Numeral(Decimal(1), Decimal(1), Decimal(1))
    total, tail = Decimal(0), Decimal(0)
    for word in re.split(r"[ -]", words):
        if word == "hundred":
            total *= 100
        elif word == "half":
            tail = Decimal("0.5")
        else:
            total += _ONES.get(word, 0) + _TENS.get(word, 0)
    if tail:
        return Numeral(total + tail, Decimal("0.1"), Decimal("0.1"))
    zeros = len(str(total)) - len(str(total).rstrip("0"))
    return Numeral(total, Decimal(1), Decimal(10) ** zeros)
