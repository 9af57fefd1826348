"""Words for periods: which stretch of time a sentence speaks of, seen from a brief's own period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tieout.figures.periods import MONTHS

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_ORDINALS |= {"fourth": 4, "4th": 4, "final": 4}
_NUMBERS = {
    "two": 2,
    "three": 3,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "6": 6,
    "9": 9,
    "12": 12,
    "3": 3,
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ONES = "one two three four five six seven eight nine".split()
_WEEKS = {"twelve": 12, "thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17}
_WEEKS |= _TENS | {f"{ten} {_ONES[n - 1]}": _TENS[ten] + n for ten in _TENS for n in range(1, 10)}
_OF_WEEKS = rf"(?:[1-5][0-9]|(?:{'|'.join(_TENS)})[\s-](?:{'|'.join(_ONES)})|{'|'.join(_WEEKS)})"
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "May" else "May" for month in MONTHS)
_YEAR = (
    r"(?:(?:fiscal(?:[\s-]year)?|financial[\s-]year|calendar(?:[\s-]year)?|FY|CY)\s?['\u2019]?)?"
)
_DIGITS = r"(?:20)?[0-9]{2}(?:e\b|/[0-9]{2}|[-\u2013][0-9]{2}(?![0-9%]|[.,][0-9]))?"
_PATTERN = re.compile(
    rf"""
    (?P<leadyear>\b(?:fiscal(?:[\s-]year)?\s|FY\s?)?20[0-9]{{2}}[\s-])?
    (?:(?:fiscal|financial)[\s-])?
    (?:
      \b(?:the\s)?(?P<ytdq>first)\s(?P<ytdn>two|three)\s(?:fiscal\s)?quarters
      |\b(?P<ord>first|second|third|fourth|final|1st|2nd|3rd|4th)[\s-](?:fiscal[\s-]|financial[\s-])?(?:quarter|qtr)\b(?!s)
      |\bQ(?P<q>[1-4])\b|\b(?P<qq>[1-4])Q(?=[0-9\s'\u2019.,;:)]|\Z)
      |\b(?P<half>first|second|1st|2nd)[\s-](?:fiscal[\s-])?half\b
      |\bH(?P<h>[12])\b|\b(?P<hh>[12])H(?=[0-9\s'\u2019.,;:)]|\Z)
      |\b(?:first|initial)\s(?P<firstn>six|nine|6|9|three|3)\smonths
    )
    (?:['\u2019]s\b)?(?:\sof\s(?:the|its|this)\s(?:current\s)?(?:fiscal\s|financial\s)?year\b|\sthis\syear\b)?
    (?:[\s-]{{0,2}}(?:results?\s)?(?:of\s|in\s|for\s)?(?:its\s|the\s)?(?P<fiscal>{_YEAR})\s?['\u2019]?(?P<year>{_DIGITS})(?![0-9.,]*[0-9%]|\s?(?:%|percent|million|billion|cents)))?
    |\b(?P<ended>{_OF_WEEKS}[\s-]weeks?|quarter|three[\s-]months?|3\smonths|six[\s-]months?|6\smonths|nine[\s-]months?|9\smonths|twelve[\s-]months?|12\smonths|(?:fiscal\s)?year|half[\s-]year|half)
       \s(?:period\s)?(?:that\s)?(?P<tense>ended|ending|to|through)\s(?:on\s|in\s)?(?:the\s)?
       (?:(?P<dayfirst>[0-9]{{1,2}})\s)?(?P<month>{_MONTH})\b\.?(?:\s(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b)?(?:,?\s(?P<endyear>20[0-9]{{2}}))?
    |\b(?P<frommonth>{_MONTH})(?:\s?[-\u2013]\s?|\s(?:to|through)\s)(?P<tomonth>{_MONTH})\b(?:\s(?:period|quarter|half))?
    |\b(?P<mquarter>{_MONTH})[\s-](?:ended\s)?quarter\b(?:['\u2019]s\b)?(?:\s(?:of\s)?(?P<mqyear>20[0-9]{{2}}))?
    |\b(?P<months>six|nine|6|9)[\s-]months?\b(?!\s(?:ago|earlier|later|of\sthe\syear\sbefore))
    |\b(?:first\s)?(?P<weeks>{_OF_WEEKS})[\s-]weeks?\b(?!\s(?:ago|earlier|later|high|low|range|moving|average)|['\u2019])
    |\b(?<!earlier\s)(?<!later\s)(?P<thisy>this\syear)\b(?!['\u2019])
    |\b(?P<ytd>year[\s-]to[\s-]date|(?:so|thus)\sfar\sthis\s(?:fiscal|financial)\syear|half[\s-]year|interim\speriod)\b
    |\b(?P<trailing>trailing[\s-](?:twelve|12|four|4)[\s-](?:months?|quarters?)|TTM|LTM
       |(?:past|last|previous|preceding)\s(?:four\squarters|4\squarters|twelve\smonths|12\smonths)
       |(?:over|in|during|for)\sthe\s(?:past|last)\syear|rolling\s(?:12|twelve)[\s-]months?)\b
    |\b(?P<nextq>next[\s-](?:fiscal\s)?quarter|coming\squarter|upcoming\squarter|following\squarter|quarter\sahead)\b
    |\b(?P<thisq>(?:current|ongoing|present)[\s-](?:fiscal\s)?quarter|this\squarter)\b
    |\b(?P<nexty>next[\s-](?:fiscal\s|financial\s)?year|coming\s(?:fiscal\s)?year|following\s(?:fiscal\s)?year|upcoming\s(?:fiscal\s)?year)\b
    |\b(?P<fy>full[\s-](?:fiscal[\s-]|financial[\s-])?year|full[\s-]year['\u2019]s|whole\syear|entire\syear|(?:the\s)?(?:fiscal\s|financial\s)?year\sjust\s(?:ended|closed)|(?:current|this)\s(?:fiscal|financial)\syear|for\sthe\s(?:fiscal\s|financial\s)?year(?!\s(?:that\s)?(?:ended|ending)\b|\sto\sdate\b|\sso\sfar\b)|fiscal[\s-]year|financial[\s-]year)\b
       (?:\s?(?:of\s|for\s|in\s)?(?:fiscal\s|FY\s?)?(?P<fyyear>{_DIGITS})(?![0-9.,]*[0-9%]|\s?(?:%|percent|million|billion|to\b)))?
    |\b(?:FY|fiscal|CY)\s?['\u2019]?(?P<fyonly>{_DIGITS})\b(?!\s?(?:%|percent|million|billion))
    |\b(?P<fybare>FY)\b
    |\b(?:in|for|through|during|of)\s(?P<calyear>20[0-9]{{2}})\b(?!\s?(?:%|percent|million|billion))
    |(?<![\w.,$\u20ac\u00a3])(?<!\d,\s)(?P<bareyear>20[12][0-9])(?:['\u2019]s)?\b(?![.,]?[0-9%]|\s?(?:%|percent|million|billion|stores|employees))
    |\b(?P<long>(?:two|three|four|five|six|ten|[2-9]|10)\syears\s(?:ago|earlier|before))\b
    |\b(?P<onemonth>(?:for|in)\sthe\smonth\sof\s(?:{_MONTH})|for\s(?:{_MONTH}))\b(?!\s(?:[0-9]|quarter)|\.\s[0-9]|-)
    |\b(?P<quarterly>quarterly|qtrly|quarter|qtr)\b(?!\s(?:earlier|ago|before|(?:cash\s)?dividend))
    """,
    re.IGNORECASE | re.VERBOSE,
)


_WORD = re.compile(r"\w+")
_FIRST = frozenset(
    """fiscal financial the first second third fourth final initial quarter quarterly qtrly qtr
    three six nine twelve year half in for through during of over past last previous preceding
    trailing ttm ltm rolling next coming upcoming following current ongoing present this full whole
    entire interim so thus""".split()
)
_FIRST |= set(_NUMBERS) | {"four", "five", "ten"}
_FIRST |= {word for words in _WEEKS for word in words.split()[:1]}
_FIRST |= {name.lower() for month in MONTHS for name in (month, month[:3])}
"""Words that a period can begin with, beside those with a digit and FY or CY."""

_NOTICE = re.compile(r"(?i)(?:©|\(c\)|copyright)\s*\Z")
_MONTH_AND_DAY = re.compile(r"-[01][0-9]-[0-3][0-9](?![0-9])")
_ENDS_IN_MONTH = re.compile(rf"(?i)\b(?:{_MONTH})\.?,?\s\Z")
_KINDS = {
    "trailing": "trailing",
    "nextq": "next quarter",
    "nexty": "next year",
    "thisq": "this quarter",
    "thisy": "this year",
    "quarterly": "unnamed",
    "long": "other",
    "onemonth": "other",
}


class Mention(NamedTuple):
    """Words for a period, from `start` to `end`.

    `kind` is quarter, half, months or weeks (so many of the year), year, trailing, next quarter,
    this quarter, this year, next year, unnamed (just `the quarter`) or other (a month, years ago);
    `part` numbers the quarter or half, `year` is 0 where none is printed; `end_month` is set where
    the period is named by its last month.
    """

    start: int
    end: int
    kind: str
    part: int = 0
    year: int = 0
    end_month: int = 0
    fiscal: bool = False
    ending: bool = False


def is_named(mention: Mention) -> bool:
    """Whether the words are for a period of accounts, and not just a year or `the quarter`."""
    bare = mention.kind == "year" and not (mention.fiscal or mention.end_month)
    return not bare and mention.kind not in ("unnamed", "this year")


def find_periods(text: str) -> Iterator[Mention]:
    """All words for periods in a sentence, in order."""
    words = _WORD.finditer(text)
    return periods_at(text, (word.start() for word in words if may_open(word[0].lower())))


def periods_at(text: str, starts: Iterable[int]) -> Iterator[Mention]:
    """The words for periods that begin at one of the places, each behind the one before."""
    end = 0
    for start in starts:
        match = _PATTERN.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            if not _is_of_date(text, match):
                yield _read(match)


def may_open(word: str) -> bool:
    """Whether a word in small letters can be the first of a period."""
    return (
        word in _FIRST
        or word[0].isdecimal()
        or word[:2] in ("fy", "cy")
        or (word[0] in "qh" and word[1:2].isdecimal())
    )


def _is_of_date(text: str, match: re.Match[str]) -> bool:
    """Whether a year is a date's or a notice's: 28 December 2024, 2024-12-28, © 2024."""
    if not (match["bareyear"] or match["calyear"]):
        return False
    before = _ENDS_IN_MONTH.search(text, 0, match.start()) or _NOTICE.search(text, 0, match.start())
    return before is not None or _MONTH_AND_DAY.match(text, match.end()) is not None


def _read(match: re.Match[str]) -> Mention:
    found = _part_of_year(match) or _by_months(match) or _by_name(match)
    if found is not None:
        return found
    years = ("fyyear", "fyonly", "calyear", "bareyear")
    year = next((match[name] for name in years if match[name]), "")
    fiscal = bool(match["fy"] or match["fyonly"])
    return Mention(*match.span(), "year", 0, _year(year), fiscal=fiscal)


def _part_of_year(match: re.Match[str]) -> Mention | None:
    """A quarter, half or so many months of a year, which may be named."""
    year = _year(match["year"] or _last_digits(match["leadyear"]))
    fiscal = "f" in (match["fiscal"] or match["leadyear"] or "").lower()
    quarter = match["q"] or match["qq"] or _number(_ORDINALS, match["ord"])
    if quarter:
        return Mention(*match.span(), "quarter", int(quarter), year, fiscal=fiscal)
    half = match["h"] or match["hh"] or _number(_ORDINALS, match["half"])
    if half:
        return Mention(*match.span(), "half", int(half), year)
    months = 3 * _number(_NUMBERS, match["ytdn"]) or _number(_NUMBERS, match["firstn"])
    return Mention(*match.span(), "months", months, year) if months else None


def _by_months(match: re.Match[str]) -> Mention | None:
    """A period that is named by its months: ended June 30, April to June, the June quarter."""
    if match["ended"]:
        return _ended(match)
    if match["frommonth"]:
        first, last = _month(match["frommonth"]), _month(match["tomonth"])
        months = (last - first) % 12 + 1
        if months == 3:
            return Mention(*match.span(), "quarter", 0, 0, last)
        return Mention(*match.span(), "months", months, 0, last)
    if match["mquarter"]:
        month = _month(match["mquarter"])
        return Mention(*match.span(), "quarter", 0, _year(match["mqyear"]), month)
    return None


def _by_name(match: re.Match[str]) -> Mention | None:
    if match["months"]:
        return Mention(*match.span(), "months", _NUMBERS[match["months"].lower()])
    if match["weeks"]:
        return Mention(*match.span(), "weeks", _weeks(match["weeks"]))
    if match["ytd"]:
        return Mention(*match.span(), "months", 0)
    kind = next((kind for group, kind in _KINDS.items() if match[group]), None)
    return Mention(*match.span(), kind) if kind else None


def _number(names: Mapping[str, int], word: str | None) -> int:
    return names[word.lower()] if word else 0


def _ended(match: re.Match[str]) -> Mention:
    start, end = match.span()
    length = match["ended"].lower().replace("-", " ")
    month, year = _month(match["month"]), _year(match["endyear"])
    ending = match["tense"].lower() == "ending"
    if "week" in length:
        weeks = _weeks(length.rpartition(" ")[0])
        return Mention(start, end, "weeks", weeks, year, month, ending=ending)
    if "year" in length and "half" not in length:
        return Mention(start, end, "year", 0, year, month, ending=ending)
    first = length.split()[0]
    if first in ("quarter", "three", "3"):
        return Mention(start, end, "quarter", 0, year, month, ending=ending)
    count = 6 if first == "half" else _NUMBERS[first]
    kind = "year" if count == 12 else "months"
    return Mention(start, end, kind, count, year, month, ending=ending)


def _weeks(words: str) -> int:
    text = words.lower().replace("-", " ")
    return int(text) if text.isdecimal() else _WEEKS[text]


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _last_digits(text: str | None) -> str:
    return re.sub(r"\D", "", text or "")[-4:]


def _follows(year: str, before: str) -> bool:
    """Whether a fiscal year's second number is of the year behind the first: 2024-25."""
    return int(year[-2:] or 0) == (int(re.sub(r"\D", "", before)[-2:] or 0) + 1) % 100


def _year(text: str | None) -> int:
    first, *others = re.split(r"[/\u2013-]", text or "")
    last = others[-1] if others and _follows(others[-1], first) else first
    digits = re.sub(r"\D", "", last)[:4]
    if not digits:
        return 0
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
