"""Numbers in our own prose that the reader of numbers passes over, and comparisons held to.

What is a number to a reader is one to the rule: digits of any script, fractions, raised and circled
ones, `9e9`, `99k`, `dozens of`. They are named, so that nobody publishes past the rule by spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tieout.claims.claimed import unit_factor
from tieout.claims.numbers.quantity import Quantity
from tieout.figures.figure import Figure

_RUN = re.compile(r"[^\W_]+(?:[.,\u066b\u066c\uff0e\uff0c][^\W_]+)*|[^\w\s]")
_LETTERED = re.compile(
    r"(?<![\w.,])[0-9][0-9.,]*(?:[eE][+-]?[0-9]+|[kKmMbB]|mn|bn|tn|[OIl][0-9OIl]*)(?!\w)"
)
_NUMERALS = (
    "\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e24\u5169"
    "\u58f1\u5f10\u53c2\u58f9\u8cb3\u8d30\u53c1\u53c3\u8086\u4f0d\u9678\u9646\u67d2\u634c\u7396\u62fe\u4f70\u4edf"
)
"""Zero to a thousand in Chinese and Japanese, also as cheques have them."""
_CHINESE = re.compile(
    rf"(?:[{_NUMERALS}]+[\u4e07\u4ebf\u842c\u5104\u5146])+[{_NUMERALS}]*"
    rf"|[{_NUMERALS}]+(?:\u70b9[{_NUMERALS}]+)?"
    r"(?= ?(?:[%\uff05\u5272\u6210\u500d\u5143\u5186\u5713\u5e97\u540d\u4eba]"
    r"|dollars?|million|billion|percent))"
    rf"|(?:\u767e\u5206\u4e4b|[{_NUMERALS}]+\u5206\u4e4b)[{_NUMERALS}]+"
)
_PART = r"(?:hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)"
_WHOLE = r"(?:its|the|their|our|all|total|group|last|what|that|a|this|revenue|sales|profit|income)"
_COUNTED = (
    r"(?:stores|shops|restaurants|cafes|clubs|branches|hotels|outlets|warehouses|factories|plants"
    r"|employees|people|jobs|customers|users|subscribers|members|clients|vehicles|cars|trucks"
    r"|aircraft|ships|units|shares|dollars|cents|yuan|yen|euros|pounds|rupees|percent|points)"
)
_SMALL = r"(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_LARGE = (
    r"(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_WORDED = re.compile(
    r"(?i)\b(?:(?:dozens|scores|tens|hundreds|thousands|millions|billions|trillions) of"
    r"(?: (?:thousands|millions|billions|trillions))?"
    r"|(?<!in )(?<!in the )(?:hundreds|thousands|millions|billions|trillions)"
    r"|(?:(?:a|two|three|four|five|six|ten|baker.s) )?dozen"
    rf"|by (?:an?|one|two|three|four|five|seven) ?-?{_PART}"
    rf"|(?:two|three|four|five|seven|nine)[- ](?:thirds|fourths|fifths|sixths|eighths|tenths)"
    rf"|(?:one|three)[- ]quarters?(?= of {_WHOLE}\b)|an? {_PART}(?= of {_WHOLE}\b)"
    r"|(?:double|triple|treble|quadruple|twice|thrice)(?= (?:the|last|its|that|what|this|those)\b)"
    r"|an? (?:full |whole )?(?:percentage point|basis point|per ?cent)"
    rf"|{_SMALL}(?: (?:new|more|additional|further|fewer|net))?(?= {_COUNTED}\b)"
    rf"|{_LARGE}(?![- ](?:weeks?|months?|days?)\b)"
    r"|(?:an? )?(?:umpteen|(?:ga|ba|j)?zillions?)(?: (?:thousands|millions|billions|trillions))?"
    rf"|(?:one|{_SMALL}) and (?:an?|one|two|three|four) {_PART}"
    r"|(?:a|half a|several|many|a few|some|a couple of) "
    r"(?:dozen|score|hundred|thousand|million|billion|trillion)s?"
    r"|(?:low |mid |high |mid-|low-|high-)?(?:single|double|triple)[- ]digits?"
    r"|(?:low|mid|high)[- ](?:teens|twenties|thirties|forties|fifties)"
    r"|(?:one|two|three|four|nine) (?:in|out of) (?:three|four|five|six|ten|twenty))\b"
)
_BELOW = re.compile(
    r"(?i)\b(?:(?:did not|didn.t|failed to|could not|couldn.t|never) (?:quite )?"
    r"(?:reach|hit|top|exceed|match|attain|pass|clear|cross|surpass"
    r"|(?:get|got|make it|made it|come|came) (?:to|past|beyond|over|above|as far as))(?:ed)?"
    r"|(?:fell|falls|fall|came|comes|was|were|stopped) (?:just |well )?(?:short of|shy of)"
    r"|missed)\s*$"
)


_ABOVE = re.compile(
    r"(?i)\b(?:beyond|past|clear(?:s|ed|ing)|pass(?:es|ed|ing)|cross(?:es|ed|ing)"
    r"|eclips(?:es|ed|ing)|(?:broke|breaks|breaking) through)(?: the)?\s*$"
)
_GOES_ON = re.compile(rf"(?i)\s+and (?:an?|one|two|three|four) {_PART}\b")
"""A fraction behind a number with its scale, which is no part of what was read."""
_NEGATIVE = re.compile(r"(?i)\b(?:minus|negative)\s*$")
_IS_NEAR = re.compile(r"(?i)\b(?:near|close to|closer to)\s*$")
"""What may be on either side of a number; `nearly` and its like are below."""


class Unread(NamedTuple):
    """A number that is not read, from `start` to `end`."""

    start: int
    end: int
    text: str


def unread(text: str, read: Iterable[Quantity]) -> Iterator[Unread]:
    """The numbers of a text that are among no quantity read from it, in their order."""
    taken = [(each.start, each.end) for each in read]
    spans = sorted({*_of_scripts(text), *_spelled(text)})
    end = 0
    for start, stop in spans:
        if start >= end and not any(start < last and first < stop for first, last in taken):
            end = stop
            yield Unread(start, stop, text[start:stop])


def _spelled(text: str) -> Iterator[tuple[int, int]]:
    for shape in (_LETTERED, _CHINESE, _WORDED):
        yield from (match.span() for match in shape.finditer(text))


def _of_scripts(text: str) -> Iterator[tuple[int, int]]:
    """Runs that hold a digit or a number sign beside 0 to 9; m\u00b2 and CO\u2082 are names."""
    if text.isascii():
        return
    for match in _RUN.finditer(text):
        run = match[0]
        if run[0].isascii() and run[0].isalpha():
            continue
        if any(not each.isascii() and unicodedata.category(each)[0] == "N" for each in run):
            yield match.span()


def holds(text: str, quantity: Quantity, figure: Figure) -> bool:
    """Whether a figure is on the side of a number that the words before it say.

    `less than 1,234 million` and `did not reach 1,234 million` are false of 1,234 million itself.
    """
    factor = unit_factor(quantity.unit, figure)
    if factor is None:
        return True
    stated, known = abs(quantity.value * factor), abs(figure.value)
    before = text[: quantity.start]
    is_part = _GOES_ON.match(text, quantity.end) is not None
    if is_part or (_NEGATIVE.search(before) and figure.value > 0):
        return False
    below = quantity.hedge == "less than" or _BELOW.search(before)
    if below or (quantity.hedge == "nearly" and not _IS_NEAR.search(before)):
        return known < stated
    above = quantity.hedge == "more than" or _ABOVE.search(before)
    return not above or known > stated
