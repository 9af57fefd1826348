"""What a field's text looks like, as a pattern for editors: a slip is underlined while one types.

A pattern refuses nothing that reading takes, as a test of many texts holds; what it cannot tell
(whether a date follows the release) is the check's. They are patterns of ECMA 262 and of Python.
"""

from __future__ import annotations

import re

from tieout.figures.currencies import ALIASES, CODES, MINOR
from tieout.figures.periods import MONTHS, WEEKDAYS
from tieout.figures.scales import COMPOUND, NAMES, NUMERAL
from tieout.figures.typed import ACCOUNTING, MISSING, SCOPES

_ACTIVE = re.compile(r"[.*+?^${}()|\[\]\\/]")


def _any(words: tuple[str, ...]) -> str:
    return "|".join(_ACTIVE.sub(r"\\\g<0>", word) for word in words)


_DAYS = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    r"|02-(?:0[1-9]|[12]\d)"
)
DAY = rf"^(?:19|20|21)\d{{2}}-(?:{_DAYS})$"
CLOCK = r"^(?:[01]\d|2[0-3]):[0-5]\d$"
ADDRESS = r"^https?:\/\/[^\s@\/]+\.[^\s@\/]{2,}(?:[\/?#]\S*)?$"
ZONE = r"^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_+-]*[0-9]*)+)$"
_DIGITS = rf"(?:{COMPOUND}|{NUMERAL})"
_AMOUNT = rf"(?:\([-+\u2212]?{_DIGITS}\)|[-+\u2212]?{_DIGITS})(?: ?(?:{_any(NAMES)}))?"
NUMBER = rf"^{_AMOUNT}(?: ?(?:%|pp|bp))?$"
VALUE = rf"^(?:{_AMOUNT}(?: ?(?:%|pp|bp))?|{_any(MISSING)})$"
EXPECTED = rf"^(?:{_AMOUNT}(?: ?(?:%|pp|bp))?|withdrawn)$"
GROWTH = rf"^{_AMOUNT} ?(?:%|pp|bp)$"
_ONE_BASIS = f"(?:{_any(ACCOUNTING + SCOPES)})"
BASIS = rf"^{_ONE_BASIS}(?:, ?{_ONE_BASIS})*$"
_FIXED = rf"(?:{_any(MONTHS)}) (?:[1-9]|[12]\d|3[01])"
_WEEKS = rf"(?:last|nearest) (?:{_any(WEEKDAYS)})(?: of| to the end of) (?:{_any(MONTHS)})"
YEAR_END = rf"^(?:{_FIXED}|{_WEEKS})$"
_CODES = "|".join(sorted(CODES))
_LOWER = _CODES.lower()
_COUNTED = "ADS|ADR|TEU|BOE|FTE|MWH|GWH|TWH"
_ALIASED = "|".join(name for name in (*ALIASES, *MINOR) if name.isalpha())
_NO_CODE = rf"(?!(?:\S+ )?(?!(?:{_CODES}|{_COUNTED}|{_ALIASED})\b)[A-Z]{{3}}(?: per |$))"
_NO_SCALE = rf"(?!(?!(?:{_any(NAMES)}) )[a-z]+ (?:{_CODES})(?: per |$))"
_NO_CASE = rf"(?!(?:\S+ )?(?:{_LOWER}|dollars?)(?: per |$)|cents?(?: per |$))"
_NO_SIGN = r"(?![$\u00a5](?!(?:US|HK|NZ|A)\b)(?: ?[a-zA-Z]*)?(?: per |$))"
UNIT = rf"^(?!\d+(?:\^|$)){_NO_SIGN}{_NO_CASE}{_NO_SCALE}{_NO_CODE}\S.*$"
PRICE_CURRENCY = rf"^(?:{_CODES}|{_any((*ALIASES, *MINOR))})$"
CURRENCY = rf"^(?:{_CODES}|{_any(tuple(ALIASES))})$"


def unit_without_others(currency: str) -> str:
    """Units of a block: of money there is only one currency, that in which the issuer reports."""
    others = sorted({code for code in CODES if code != currency})
    aliases = sorted(name for name, code in ALIASES.items() if code != currency)
    return rf"^(?!(?:.* )?(?:{'|'.join(others)}|{_any(tuple(aliases))})(?: |$))"
