"""Units as printed: currency symbols, codes and words, percent and points, multiples, things.

A plain `$` is the US dollar unless a prefix (HK$, C$) or what follows (1.5 billion Canadian
dollars) says otherwise. Papers of Australia and New Zealand write `$US94.04 billion`: in such a
text a plain `$` is their own money, which no filing states, and so is one in a bracket right behind
an amount in `US$`. `\u00a5` is yen or yuan: the hint decides, else the only one of the two
that the text names in words, else the unit stays `CNY|JPY` and fits either. Cents are of the US
dollar unless the hint names another currency that has cents.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tieout.claims.numbers.numerals import any_of
from tieout.figures import currencies

_SYMBOLS = {**currencies.SYMBOLS, "$": "USD"}
LOCAL_DOLLAR = "AUD|CAD|NZD"
"""Dollars of the paper's own country, which may be any of these."""
_AFTER = {"\u5186": "JPY", "\u5143": "CNY|TWD"}
"""Signs that stand behind an amount alone."""
_YEN_OR_YUAN = ("\u00a5", "\uffe5")
_ALSO_WORDS = frozenset("ALL ANG BAM BTN COP CUP GEL MAD MOP PEN RON SDG SOS STD TOP TRY".split())
"""Codes that stand in texts as English words or as other abbreviations."""
_ISO = {code: code for code in sorted(currencies.CODES - _ALSO_WORDS)}
_ISO.update(currencies.EVERYDAY)
CURRENCY = (
    any_of({*_SYMBOLS, *_YEN_OR_YUAN} - {"Rs", "Rs."}) + rf"|(?:{any_of(_ISO)}|Rs\.?)(?=[\s\d($.-])"
)
"""The pattern of a sign or code before an amount."""
_YUAN = re.compile(r"(?i)\b(?:yuan|renminbi|rmb|cny)\b")
_YEN = re.compile(r"(?i)\b(?:yen|jpy)\b")
_CENTS = frozenset(code for name, code in currencies.MINOR.items() if name.endswith("cents"))

_LOWER_CODES = "usd eur gbp cny jpy hkd inr chf aud cad twd krw rmb rs".split()
_WRITTEN_CODES = frozenset((*_ISO, "Rmb", "Rs", *_LOWER_CODES))
_SINGLE = frozenset((*(mark for mark in _SYMBOLS if len(mark) == 1), *_YEN_OR_YUAN))


def prefix_ending(text: str, end: int) -> str:
    """The currency symbol or code that ends at `end`, or nothing."""
    last = text[end - 1 : end]
    if last == "$":
        if text.endswith("U.S.$", 0, end):
            return "U.S.$"
        start = _start_of_letters(text, end - 1, 3)
        known = text[start:end].upper() in _SYMBOLS or text[start : end - 1].isupper()
        return text[start:end] if known else "$"
    if last in _SINGLE:
        return last
    if last == "." and text[end - 3 : end] == "Rs.":
        return "Rs."
    start = _start_of_letters(text, end, 3)
    word = text[start:end]
    if text[start - 1 : start] == "$" and f"${word}" in _SYMBOLS:
        return f"${word}"
    return word if word in _WRITTEN_CODES and not text[start - 1 : start].isalpha() else ""


def _start_of_letters(text: str, end: int, most: int) -> int:
    start = end
    while start and end - start < most and text[start - 1].isascii() and text[start - 1].isalpha():
        start -= 1
    return start


def _spelled(word: str) -> str:
    """The pattern of a currency's name, in the plural too; pounds of a thing are none."""
    name = word.replace(" ", "[ ]").replace("us[ ]", r"u\.?s\.?[ ]")
    return name + (r"s?(?!\sof\b)" if word == "pound" else "s?")


_UNIT = re.compile(
    r"""
    (?P<pp>[\s-]{1,2}percent(?:age)?[\s-]points?\b|[ ]?%[\s-]?points?\b|\s?(?:ppts?|pp|pts)\b
        |\s?p\.p\.)
    |(?P<percent>\s{0,2}%
        |(?:[\s-]{0,2}|\n[ \t]{1,8})(?:percent|per[\s-]cent|pct|prozent)\b|(?-i:\s?pc)\b)
    |(?P<bp>\s?bps?\b|[\s-]{1,2}basis[\s-]points?\b)
    |(?P<points>[\s-]points?\b)
    |(?P<x>[x\u00d7](?!\w)|[\s-]?fold\b|\s(?:times)\b(?!\s(?:a|per)\b))
    |(?P<pence>\s(?:pence|penny)\b|-pence\b|p(?![\w.]\w|\w))
    |(?P<paise>\spaise\b)
    |(?P<eurocent>\s?euro[\s-]?cents?\b)
    |(?P<cents>[\s-]cents?\b|\s?\u00a2|(?-i:c)(?!\w))
    |(?:(?!\n\n)[\s-]{1,2}(?P<money>"""
    + "|".join(map(_spelled, sorted(currencies.WORDS, key=len, reverse=True)))
    + r""")\b
    |\s?(?P<code>(?-i:"""
    + any_of(_ISO)
    + r"""))\b
    |\s?(?P<mark>[\u20ac\u00a3\u5186\u5143]))
    (?![ \u00a0\u202f]?[(\u2212-]{0,2}\.?[0-9])  # else it belongs to the next number
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SHARE_WORDS = r"(?:(?:fully|diluted|basic|and|ordinary|common|adjusted|class|a|b)\s)"
_PER = re.compile(
    r"(?:\s+(?P<link>per|a|an|each)\s+|\s?/\s?)"
    rf"(?:{_SHARE_WORDS}{{0,4}}(?P<share>share|unit|sh)|(?:diluted\s|basic\s){{0,2}}"
    r"(?P<ads>american\s+depositary\s+(?:share|receipt)|ads|adr)"
    r"|(?P<thing>barrel|bbl|boe|ounce|oz|tonne|ton|gallon|pound|mmbtu|user|subscriber|customer"
    r"|member|vehicle|store|room|mile|passenger"
    r"|(?:month|week|day|hour|night|year|annum)(?!\s+(?:ago|earlier|before|prior))))\b"
    r"(?!\s+(?:count|repurchase|buyback))",
    re.IGNORECASE,
)


class PrintedUnit(NamedTuple):
    """A unit read at some place: its name, the power of ten it carries (cents: -2), its end."""

    name: str
    exponent: int = 0
    end: int = 0


class Signs(NamedTuple):
    """What the yen sign, the cent and the dollar sign mean in one text."""

    yen: str
    cents: str
    dollar: str


def signs_in(text: str, hint: str | None) -> Signs:
    """The meaning of the signs that several currencies share; `hint` is an ISO code."""
    yuan, yen = bool(_YUAN.search(text)), bool(_YEN.search(text))
    named = {(True, False): "CNY", (False, True): "JPY"}.get((yuan, yen), "CNY|JPY")
    return Signs(
        yen=hint if hint in ("CNY", "JPY") else named,
        cents=hint if hint in _CENTS else "USD",
        dollar=LOCAL_DOLLAR if "$US" in text else "USD",
    )


def read_unit(text: str, at: int, prefix: str, signs: Signs, *, large: bool) -> PrintedUnit:
    """The unit around a numeral whose scale ends at `at` and whose symbol or code is `prefix`.

    `large` says that a scale was printed: without one, `won` is a verb.
    """
    currency = _prefixed(prefix, signs)
    match = _UNIT.match(text, at)
    kind = match.lastgroup if match else None
    if match and kind in ("money", "code", "mark"):
        named = _named(match)
        if prefix in ("", "$") and (named != "KRW" or large or kind != "money"):
            return _shared(text, PrintedUnit(named, 0, match.end()))
        if named == currency:
            return _shared(text, PrintedUnit(named, 0, match.end()))
    if currency:
        return _shared(text, PrintedUnit(currency, 0, at))
    minor = {"pence": "GBP", "paise": "INR", "eurocent": "EUR", "cents": signs.cents}
    if match and kind in minor:
        return _shared(text, PrintedUnit(minor[kind], -2, match.end()))
    names = {"percent": "%", "pp": "pp", "bp": "bp", "points": "points", "x": "x"}
    if match and kind in names:
        return PrintedUnit(names[kind], 0, match.end())
    return PrintedUnit("", 0, at)


def _prefixed(prefix: str, signs: Signs) -> str:
    """The currency of a prefix; an unknown dollar (TT$) stays as printed, so that it is not USD."""
    if prefix in _YEN_OR_YUAN:
        return signs.yen
    if prefix == "$":
        return signs.dollar
    upper = prefix.upper()
    known = _SYMBOLS.get(prefix) or _SYMBOLS.get(upper) or _ISO.get(upper.rstrip("$"))
    return known or ("INR" if upper == "RS" else prefix)


def _named(match: re.Match[str]) -> str:
    if match["code"] or match["mark"]:
        return _ISO.get(match["code"]) or _AFTER.get(match["mark"]) or _SYMBOLS[match["mark"]]
    word = match["money"].lower().replace(".", "")
    return currencies.WORDS.get(word) or currencies.WORDS[word.removesuffix("s")]


def _shared(text: str, unit: PrintedUnit) -> PrintedUnit:
    """Money with the thing that it is paid for: `per share`, `a share`, `per ADS`, `a barrel`."""
    per = _PER.match(text, unit.end)
    if per is None:
        return unit
    thing = (per["share"] or per["thing"] or "ADS").lower()
    if thing == "year" and per["link"] != "per":
        return unit
    thing = {"sh": "share", "ads": "ADS", "annum": "year", "bbl": "barrel", "oz": "ounce"}.get(
        thing, thing
    )
    return PrintedUnit(f"{unit.name}/{thing}", unit.exponent, per.end())


def follows_per(text: str, at: int) -> bool:
    """Whether `per share` or the like stands at `at`."""
    return _PER.match(text, at) is not None


_NOUN = re.compile(r"[ \u00a0-]([A-Za-z][\w\u2019'-]{0,24}(?: [A-Za-z][\w\u2019'-]{0,24}){0,2})")
_UNCOUNTED = frozenset(
    "a an the and or as at by for from in into of on per than then to up down via with within "
    "versus vs is was were are has had have this less plus its it's "
    "beats misses tops exceeds rises falls grows gains loses shares sales earnings results times "
    "revenues profits losses points while after before during across above below over under "
    "estimates expectations sees posts reports says expects announces raises cuts lifts "
    "targets forecasts projects guides hits".split()
)
_COUNTED = frozenset("people aircraft staff personnel headcount barrels gwh mwh".split())
_SINGULAR = ("ss", "us", "is", "'s", "\u2019s")
TIME_WORD = (
    r"(?:second|minute|hour|day|week|weekend|month|quarter|year|decade|night)s?(?:['\u2019-]\w*)?"
)
_TIME = re.compile(TIME_WORD, re.IGNORECASE)


def is_time(word: str) -> bool:
    """Whether a word measures time, so that its number is a duration: months, week, year-old."""
    return _TIME.fullmatch(word) is not None


def read_noun(text: str, at: int) -> str:
    """The thing counted by a numeral that ends at `at`: `customers`, `new stores`, or nothing."""
    match = _NOUN.match(text, at)
    if match is None:
        return ""
    words = match[1].split(" ")
    for count, word in enumerate(words, 1):
        lower = word.lower()
        if lower in _UNCOUNTED and (count > 1 or lower != "shares"):
            return ""
        plural = lower.endswith("s") and not lower.endswith(_SINGULAR) and len(lower) > 3
        if plural or lower in _COUNTED or is_time(word):
            return " ".join(words[:count])
    return ""
