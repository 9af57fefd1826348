"""One cell of a table: a number as it stands alone, a sign that nothing is there, or words.

In a sentence the words around a number say what it is; in a cell the number stands alone, so that
here every bracket is a minus, a bare number is a number, and a sign in the cell beside it belongs
to it (`$` `14,450`, `(0.7` `)%`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tieout.claims.numbers.hedges import bend
from tieout.claims.numbers.numerals import SCALE, SCALES, read_digits
from tieout.claims.numbers.quantity import Quantity, read_quantities
from tieout.claims.numbers.units import CURRENCY, Signs, read_unit

_MONEY = rf"{CURRENCY}|/dollarsign"
_UNIT = (
    r"percentage\spoints?|percent|per\scent|%\s?-?points?|ppts?|pts?|points?|pp|p\.p\.|bps?"
    r"|basis\spoints?|x"
)
_DIGITS = r"(?:[0-9]{1,3}(?:[,'\u2019\u00a0\u202f][0-9]{2,3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
NUMBER = rf"""
    (?P<word>(?i:up|down|increased?|decreased?|rose|fell|grew|declined?)\s(?:by\s|of\s)?
       |[\u2191\u25b2\u25b3\u2193\u25bc]\s?)?
    (?P<sign>[-+\u2212\u2013](?=[\s$\d(.A-Z\u20ac\u00a3\u00a5]))?\s?
    (?P<open>\()?\s?(?P<inner>[-+\u2212\u2013])?\s?
    (?P<money>{_MONEY})?\s{{0,16}}
    (?P<second>\()?(?P<minus>[-\u2212\u2013])?
    (?P<digits>{_DIGITS})
    (?P<close1>\s?\))?
    (?:\s?(?P<scale>(?i:{SCALE})))?
    (?P<close2>\s?\))?
    (?:\s{{0,3}}(?P<unit>(?i:(?:{_UNIT})(?![A-Za-z])|%)))?
    (?P<close3>\s?\))?
"""
_NUMBER = re.compile(NUMBER, re.VERBOSE)
_NOTHING = re.compile(
    r"(?i)(?:[-\u2013\u2014\u2212*\u2026.\s]*|n\.?/?m\.?f?[0-9]?|n\.?/?a\.?|nil|none|flat|unchanged"
    r"|not meaningful|[-\u2013\u2014\u2212]+\s*(?:%|pts?|points?|ppts?|pp|bps?))\**\s*\Z"
)
_FALLING = ("down", "decrease", "decline", "fell", "\u2193", "\u25bc")
_UNITS = {"percent": "%", "per cent": "%", "%": "%", "x": "x"}
_LEADING = frozenset(("$", "/dollarsign", "\u20ac", "\u00a3", "\u00a5", "US$", "RMB", "HK$", "("))
_TRAILING = re.compile(r"(?i)\)?\s?(?:%|pts?|ppts?|pp|bps?|x)?\)?\Z")


class Cell(NamedTuple):
    """A cell from `start` to `end` in the text; `text` is what it prints, without its borders.

    `number` is set where the cell is a number and nothing else; `head` holds words of the cell that
    name its number, as in `Previous year: $589M`.
    """

    start: int
    end: int
    text: str
    number: Quantity | None = None
    head: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the cell says that there is no number: empty, a dash, n/m, n/a."""
        return self.number is None and _NOTHING.match(self.text) is not None

    @property
    def is_words(self) -> bool:
        """Whether the cell holds words."""
        return self.number is None and not self.is_blank


def read_cell(text: str, start: int, end: int, signs: Signs) -> Cell:
    """The cell between two places of a text, its number read where it is one."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return _numbered(Cell(start, end, text[start:end]), signs)


_GROUPED = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?:[ ][0-9]{3})+(?![0-9])")


def read_barred(text: str, start: int, end: int, signs: Signs) -> Cell:
    """The cell between two bars, which part all that is one number: `412 300`."""
    cell = read_cell(text, start, end, signs)
    if cell.number is None and _GROUPED.search(cell.text):
        close = _GROUPED.sub(lambda found: found[0].replace(" ", "\u00a0"), cell.text)
        number = _numbered(cell._replace(text=close), signs).number
        return cell._replace(number=number and number._replace(text=cell.text))
    return cell


def _numbered(cell: Cell, signs: Signs) -> Cell:
    """The cell with its number; years and dates are none."""
    if len(cell.text) > _LONGEST_NUMBER:
        return cell
    printed = cell.text.strip("*_ \t")
    match = _NUMBER.fullmatch(printed)
    if match is None or _is_year(printed):
        return _with_head(cell, signs)
    number = quantity_of(match, cell.start + cell.text.find(printed), signs)
    return cell._replace(number=number) if number else cell


_LONGEST_NUMBER = 160
"""No number is longer, with its head and the blanks between its signs."""


def _is_year(printed: str) -> bool:
    return len(printed) == 4 and printed.isdecimal() and printed[:2] in ("19", "20")


_HEADED = re.compile(
    r"(?P<head>(?i:previous|prior|last|year|est|consensus|expected|vs|yoy|y/y|qoq|q/q|change|growth"
    r"|actual|reported)[^\d$]{0,24}?)[:\s]\s*(?P<rest>[^A-Za-z:]*[\d][^:]*)\Z"
)


def _with_head(cell: Cell, signs: Signs) -> Cell:
    """A cell whose number carries its own head, or whose one number has a hedge or is a range."""
    headed = _HEADED.match(cell.text)
    if headed:
        match = _NUMBER.fullmatch(headed["rest"].strip())
        number = quantity_of(match, cell.start + headed.start("rest"), signs) if match else None
        if number:
            return cell._replace(number=number, head=headed["head"].strip(" :"))
    if len(cell.text) > _LONGEST or not any(letter.isdecimal() for letter in cell.text):
        return cell
    found = read_quantities(cell.text, None)
    if len(found) != 1 or not found[0].unit or found[0].unit == "count":
        return cell
    (number,) = found
    rest = (cell.text[: number.start] + cell.text[number.end :]).strip(f" ()*~{_UP}{_DOWN}")
    before = _YEAR_BEFORE.fullmatch(rest)
    if before:
        rest = before[1]
    elif rest.lower() not in _HEDGES:
        return cell
    at = cell.start
    placed = number._replace(start=at + number.start, end=at + number.end)
    if not number.direction and cell.text[0] in _UP + _DOWN:
        placed = placed._replace(direction=1 if cell.text[0] in _UP else -1)
    return cell._replace(number=placed, head=rest if before or rest.lower() in _NAMING else "")


_LONGEST = 60
_YEAR_BEFORE = re.compile(
    r"(?i)(?:vs\.?|versus|from|compared (?:with|to)|against)?\s*(?:the )?"
    r"(a year (?:ago|earlier)|last year|(?:prior|previous) year|year[- ]ago)"
)
"""Around a number in a card: `vs. $21.8B a year ago`."""
_UP, _DOWN = "\u2191\u25b2\u25b3", "\u2193\u25bc\u25bd"
_NAMING = frozenset(("yoy", "y/y", "year over year", "year-over-year", "yoy growth", "q/q", "qoq",
                     "margin"))  # fmt: skip
"""What may stand beside a number and names it."""
_HEDGES = frozenset(("", "about", "approximately", "approx.", "around", "at least", "nearly", "yoy",
                     "y/y", "year over year", "year-over-year", "yoy growth", "growth", "increase",
                     "decrease", "higher", "lower", "q/q", "qoq", "margin"))  # fmt: skip


def quantity_of(match: re.Match[str], start: int, signs: Signs) -> Quantity | None:
    """The number that a match of NUMBER prints, in base units with its sign."""
    numeral = read_digits(match["digits"], has_unit=True)
    if numeral is None:
        return None
    exponent = SCALES[match["scale"].lower()] if match["scale"] else 0
    numeral = numeral.scaled(exponent)
    negative = _is_negative(match)
    low, high = bend(numeral, "")
    down = any(word in (match["word"] or "").lower() for word in _FALLING)
    value = numeral.magnitude
    return Quantity(
        text=match[0].strip(),
        start=start,
        end=start + len(match[0].rstrip()),
        value=-value if negative else value,
        ulp=numeral.ulp,
        low=-high if negative else low,
        high=-low if negative else high,
        unit=_unit_of(match, signs),
        direction=0 if not match["word"] else -1 if down else 1,
    )


def _is_negative(match: re.Match[str]) -> bool:
    signs = (match["sign"] or "", match["inner"] or "", match["minus"] or "")
    return any(sign and sign != "+" for sign in signs) or bool(match["open"] or match["second"])


def _unit_of(match: re.Match[str], signs: Signs) -> str:
    printed = (match["unit"] or "").lower()
    if printed:
        known = _UNITS.get(printed)
        return known or ("bp" if printed.startswith("b") else "pp")
    money = match["money"] or ""
    if not money:
        return ""
    symbol = "$" if money == "/dollarsign" else money.strip()
    return read_unit("", 0, symbol, signs, large=False).name


def in_scale(number: Quantity, power: int, currency: str) -> Quantity:
    """The number of a table that is in thousands or millions, in base units."""
    factor = Decimal(10) ** power
    return number._replace(
        unit=number.unit or currency,
        value=number.value * factor,
        ulp=number.ulp * factor,
        low=number.low * factor,
        high=number.high * factor,
    )


def joined(cells: Sequence[Cell], signs: Signs) -> list[Cell]:
    """The cells with signs that stand alone put to their numbers.

    Where signs have cells of their own, empty cells tell nothing and are left out.
    """
    if any(cell.text in _LEADING or _is_tail(cell.text) for cell in cells):
        cells = [cell for cell in cells if cell.text]
    found: list[Cell] = []
    for cell in cells:
        before = found[-1] if found else None
        if before is not None and _completes(before, cell):
            apart = " " if before.text[-1:].isalpha() else ""
            both = Cell(before.start, cell.end, f"{before.text}{apart}{cell.text}")
            found[-1] = _whole(_numbered(both, signs))
        else:
            found.append(cell)
    return found


def _whole(cell: Cell) -> Cell:
    """A number in several cells has its place from the first of them to the last."""
    if cell.number is None:
        return cell
    return cell._replace(number=cell.number._replace(start=cell.start, end=cell.end))


def _is_tail(text: str) -> bool:
    return bool(text) and _TRAILING.match(text) is not None


def _completes(before: Cell, cell: Cell) -> bool:
    """Whether a cell goes on where the one before it ends."""
    if before.text in _LEADING or before.text.endswith("($"):
        return bool(cell.text)
    if not before.text or not _is_tail(cell.text):
        return False
    open_bracket = before.text.count("(") > before.text.count(")")
    return (before.number is not None and before.number.unit in ("", "USD")) or open_bracket
