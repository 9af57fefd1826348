"""Footnote marks: `$8.6 billion1`, `6.4%3`, `Adjusted EPS1`, `Non-GAAP*`, `$18.3^`.

A mark is put out of sight at the same length, so that every offset still counts characters of the
text. A digit is a mark only behind a word that ends an amount or names a measure: `Q3`, `iPhone17`
and `COVID19` keep theirs. Earnings per share in dollars have two decimals, so that a third one in
`EPS of $1.841` is a mark too; dividends and prices may have three.
"""

from __future__ import annotations

import re

from tieout.claims.numbers.numerals import PLAIN_HYPHENS

_AMOUNTS = "million|billion|trillion|percent"
_MEASURES = (
    "EPS|EBITDA|EBITA|EBIT|FFO|GAAP|revenues?|sales|income|earnings|profit|loss|margins?|flow"
    "|shares?|expenses?|costs?|debt|cash|securities|capital|dividends?|backlog|ratio|rate|growth"
)
_MARK = re.compile(
    rf"""
    (?:[\w%)](?P<small>[\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u2020\u2021]+))
    |(?:\b(?i:{_MEASURES})|[0-9\s](?i:{_AMOUNTS})|[0-9]\s?%|[A-Za-z]\))(?P<digit>[1-9])
     (?![\w%$]|[.,][0-9])
    |\b(?i:EPS|earnings\sper\s(?:diluted\s)?share)[\w\s()-]{{0,24}}?\$[0-9]{{1,2}}\.[0-9]{{2}}
     (?P<third>[1-9])(?![\w%]|[.,][0-9]|\sper\b|\sa\b|\s(?:m|b|tr)illion)
    |[A-Za-z)](?P<star>\*)(?![\w*])
    |[0-9A-Za-z](?P<roof>\^)
    """,
    re.VERBOSE,
)


_LEADER = re.compile(r"(?<=[\w)])[ ]?(?:\.[ ]?){4,}(?=[^\s.][^\n]*\()")
"""Dots that lead to a number with more words behind it: `Revenue ...... $5 billion (was $4)`."""


def without_marks(text: str) -> str:
    """The text with a blank for each footnote mark and plain hyphens, at the same length.

    Dots that lead from a label into a sentence become its colon.
    """
    plain = _MARK.sub(_blank, text.translate(PLAIN_HYPHENS))
    return _LEADER.sub(lambda dots: ":".ljust(len(dots[0])), plain)


def _blank(match: re.Match[str]) -> str:
    name = match.lastgroup or ""
    start = match.start(name) - match.start()
    end = match.end(name) - match.start()
    return match[0][:start] + " " * (end - start) + match[0][end:]
