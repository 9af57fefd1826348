"""Numbers that are no quantities: days, years, quarters, clock times, codes, names, list marks.

A number with a currency, a scale or a unit is a quantity wherever it stands, unless it is glued
into a code. A bare number has to pass every test here; where one is in doubt, it is left out, since
a missed quantity does less harm than a false one.
"""

from __future__ import annotations

import re

from tieout.claims.numbers.units import TIME_WORD, is_time

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"|)\]]+", re.IGNORECASE)
ADDRESS_STARTS = frozenset(("http", "https", "www"))
_TELEPHONE = re.compile(
    r"\+[0-9]{1,3}(?:[ -][0-9]{2,4}){2,4}(?![0-9])"
    r"|(?:[0-9]{1,2}[ .-])?\([0-9]{3}\)[ .-]?[0-9]{3}[-. ][0-9]{4}(?![0-9])"
    r"|(?:1[-.])?[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}(?![0-9])"
)
_REST = re.compile(r"[A-Za-z0-9]*(?:[./&_\u2013-][A-Za-z0-9]+){0,6}(?::[0-9]{2}){0,2}")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_AFTER_MONTH = re.compile(
    rf"(?i)\b{_MONTH}\.?[\s,]+"
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?\s?(?:,|and|to|or|-|\u2013|through)\s?)?\Z"
)
_BEFORE_MONTH = re.compile(rf"(?i)(?:st|nd|rd|th)?[\s-](?:of )?{_MONTH}\b")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CLOCK = re.compile(
    r"(?i)\s?(?:a\.?m\b|p\.?m\b|o['\u2019]clock|[ap]\.m\.|hrs\b|(?-i:E[DS]?T|GMT|UTC)\b)"
)
_DURATION = re.compile(
    rf"(?i)[\s-](?:consecutive |straight |full |trading |business |calendar )?{TIME_WORD}\b"
)
_MARKET_CODE = re.compile(r"\s(?:HK|SS|SZ|SH|TW|KS|JP|LN)\b")
_EXCHANGE = re.compile(r"\b[A-Z]{2,6}:\s?\Z")
_LIST_MARK = re.compile(r"[.)](?:\s|\Z)")
_WORD_BEFORE = re.compile(r"([A-Za-z][\w&\u2019'.-]*)[ \u00a0]\Z")
_VAGUE = re.compile(r"(?i)\b(?:mid|low|high|upper|lower)-\Z|\bmid \Z")
_NAMING = frozenset(
    "no nos number numbers rule form section item note page chapter phase level tier top class "
    "version part step exhibit table figure footnote grade stage type series gen generation "
    "article schedule asc ifrs ias asu sfas basel fy fiscal quarter week day year model fortune "
    "nasdaq dow s&p ftse nikkei russell stoxx cac dax csi kospi iphone ipad watch galaxy pixel "
    "windows boeing airbus embraer android ios macos xbox playstation ps gpt llama gemini claude "
    "qwen core ryzen route formula channel room unit building floor suite act title q h "
    "sub-section category block league round season episode volume issue chapter paragraph "
    "appendix annex resolution group".split()
)
_COMMON = frozenset(
    "about above after around at before below between by for from in into near of on or over per "
    "plus than through to under up down with versus vs was were is are and only some nearly "
    "almost approximately roughly the just another all revenue revenues sales income profit "
    "earnings eps margin net total gross cash shares assets debt loss ebitda ebita ebit dividend "
    "price cost costs expenses operating adjusted diluted basic capex volume deliveries shipments "
    "orders employees headcount customers users subscribers stores i a an".split()
)


def end_of_address(text: str, at: int) -> int:
    """Where the web address at `at` ends, or `at`."""
    match = _ADDRESS.match(text, at)
    return match.end() if match else at


def end_of_telephone(text: str, digit: int) -> int:
    """Where the telephone number ends whose first digit is at `digit`, or `digit`."""
    match = _TELEPHONE.match(text, digit - (text[digit - 1 : digit] in ("+", "(")))
    return match.end() if match else digit


def end_of_code(text: str, end: int) -> int:
    """Where the word, code, date or clock time ends whose first digits end at `end`."""
    end -= text[end - 1] in ".,'\u2019"
    rest = _REST.match(text, end)
    return rest.end() if rest else end


def is_glued_before(text: str, start: int, *, strong: bool) -> bool:
    """Whether a word or code runs into the number: Q3, iPhone17, GPT-5, mid-20%.

    `strong` says that it has a currency, a unit or a scale, so that only letters can undo it.
    """
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "_#@&":
        return True
    if strong:
        return _VAGUE.search(text, max(0, start - 7), start) is not None
    joined = start > 1 and text[start - 2].isalnum()
    return before in "'\u2019" or (joined and before in "-\u2013./")


def is_glued_after(text: str, end: int, *, strong: bool) -> bool:
    """Whether the number runs on into a word or code: 3rd, 5G, 10-K, 24/7, 9988.HK."""
    after = text[end] if end < len(text) else " "
    if after.isalnum() or after == "_":
        return True
    following = text[end + 1 : end + 3]
    if strong:
        return False
    return (after in "-\u2013./:" and following[:1].isalnum()) or (
        after == "(" and following == "k)"
    )


def is_bare_name(text: str, start: int, end: int, noun: str) -> bool:
    """Whether a number without currency, unit or scale is a day, a year, a name or a mark."""
    digits = text[start:end]
    whole = digits.isdecimal()
    before = text[max(0, start - 32) : start]
    return (
        (whole and _is_calendar(digits, before, text, end))
        or (whole and _is_identity(digits, before, text, end))
        or _DURATION.match(text, end) is not None
        or any(is_time(word) for word in noun.split(" "))
        or _is_named(digits, before)
    )


def _is_calendar(digits: str, before: str, text: str, end: int) -> bool:
    if len(digits) == 4 and _YEAR.fullmatch(digits):
        return True
    if len(digits) > 2:
        return False
    day = int(digits) <= 31 and (
        _AFTER_MONTH.search(before) is not None or _BEFORE_MONTH.match(text, end) is not None
    )
    return day or _CLOCK.match(text, end) is not None


def _is_identity(digits: str, before: str, text: str, end: int) -> bool:
    """A code of an exchange, a list mark, a footnote mark, an unseparated long number."""
    after = text[end : end + 1]
    opened = before[-1:]
    if (len(digits) > 1 and digits[0] == "0") or _EXCHANGE.search(before):
        return True
    if _MARKET_CODE.match(text, end) or (opened == "[" and after == "]"):
        return True
    if len(digits) <= 2 and opened == "(" and after == ")":
        return True
    line_start = not before.rpartition("\n")[2].strip(" \t#>*([")
    if line_start and len(digits) <= 3 and _LIST_MARK.match(text, end):
        return len(before) < 32 or "\n" in before
    return len(digits) >= 5 and not in_table(text, end)


def _is_named(digits: str, before: str) -> bool:
    """`iPhone 17`, `S&P 500`, `Rule 144`: a capitalised name or a naming word in front."""
    match = _WORD_BEFORE.search(before)
    if match is None or "," in digits:
        return False
    word = match[1].strip(".'\u2019")
    if word.lower() in _NAMING:
        return True
    capital = any(letter.isupper() for letter in word)
    places = len(digits.partition(".")[2])
    return capital and places <= 1 and word.lower() not in _COMMON


def in_table(text: str, at: int) -> bool:
    """Whether the line around `at` has cells, as far as can be seen from near by."""
    line = text[max(0, at - 200) : at].rpartition("\n")[2] + text[at : at + 200].partition("\n")[0]
    return "|" in line or "\t" in line
