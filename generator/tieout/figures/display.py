"""How numbers, days and periods print. All rounding for display happens here, half up.

Half up as analysts expect: a tie goes away from zero. A minus is a true minus, a rounded nothing
has no sign. A printed number never shows a digit its source does not; a number that was worked out
shows the digits on which both of its bounds agree, and says "about" where these are fewer. Bounds
that lie within a quarter of a digit are taken to agree on it: next to a tie they never would; those
within one unit of it show it with an "about". Those that agree on none print as "about" a number
that both are close to, else as the two of them.
Every public function is a filter of the templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from tieout.figures.currencies import SIGNS, minor_of
from tieout.figures.figure import Figure, Measure
from tieout.figures.periods import MONTHS, FiscalLabel, Span
from tieout.figures.scales import CRORE, LETTERS, SCALES
from tieout.figures.typed import PrintedNumber, Unit
from tieout.figures.units import HUNDREDTH

MINUS = "\u2212"
NOT_MEANINGFUL = "n.m."
NOTHING = "\u2013"
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_ONE = Decimal(1)
_BILLION, _MILLION = SCALES["billion"], SCALES["million"]
_SHORT_SCALES = tuple((factor, letters) for letters, factor in LETTERS.items() if letters != "k")
_LETTERS_OF = {factor: letters for letters, factor in LETTERS.items()}
_LETTERS_FROM = 5
"""From so many billions on an amount is told in billions; below, in millions."""
_TIE = Decimal("0.25")
_CLOSE = Decimal("0.05")
"""How far "about" reaches at most, as a part of the number; the same as of a claim's hedge."""
_COARSE = 1000
"""From here on a percentage that lies between two bounds shows them in hundreds."""
_WITHIN = re.compile(r"(?<=[A-Z]{3}) (?=[0-9])| (?=[bp]p\b)| (?=crore\b)")
_DIGITS = frozenset("0123456789")
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNSIGNED: tuple[Measure, ...] = ("level", "share", "lowest", "highest", "estimates")
_USUAL_PLACES = {"%": 1, "pp": 1, "bp": 0, "x": 1}


class _Digits(NamedTuple):
    """A number as rounded for print, and whether fewer digits are known than usual."""

    value: Decimal
    places: int
    about: bool


def half_up(value: Decimal, places: int = 0) -> Decimal:
    """`value` to so many decimal places; a tie goes away from zero. Never a negative zero."""
    rounded = value.quantize(_ONE.scaleb(-places), context=_EXACT)
    return rounded or abs(rounded)


def number(value: Decimal, places: int = 0, sign: bool = False) -> str:
    """`247,795`, with a true minus; with `sign` also a plus, but none on zero."""
    rounded = half_up(value, places)
    digits = f"{abs(rounded):,.{max(places, 0)}f}"
    if rounded < 0:
        return MINUS + digits
    return f"+{digits}" if sign and rounded > 0 else digits


def shown(figure: Figure, places: int | None = None) -> str:
    """A figure that stands alone, with its unit: `RMB 247.8bn`, `$0.61`, `+4.8%`, `-1,349 bp`."""
    if Unit(figure.unit).currency:
        return money(figure)
    if figure.unit in _USUAL_PLACES:
        return _in_points(figure, _usual_places(figure) if places is None else places)
    text, about = _short(figure)
    counted = "" if figure.unit in ("", "count") else f" {figure.unit}"
    return _about(text + counted, about)


def unbroken(text: str) -> str:
    """The text with hard spaces in its numbers, so that no line parts one from its unit."""
    return _WITHIN.sub("\u00a0", text)


def in_parts(figure: Figure, currency: str = "") -> tuple[str, str]:
    """A figure as number and unit, which may be set apart: `247.8` and `bn`, `3.7` and `%`.

    Together they are what `shown` says, but for the sign of `currency`, which a heading gives.
    """
    text = shown(figure)
    if currency and Unit(figure.unit).currency == currency:
        text = _about(*_short(figure))
    digits = text.rstrip("".join(set(text) - _DIGITS))
    return digits, text.removeprefix(digits)


def cell(figure: Figure, unit: Unit) -> str:
    """A figure in a table whose caption says the unit: `247,795`; any other unit is written out."""
    if figure.unit != unit.code:
        return shown(figure)
    known = places_known(figure, unit.scale)
    if known < 0 and is_exact(figure):
        text, about = _short(figure)
        return _about(text, about)
    places = known if is_exact(figure) else 2 if unit.scale == 1 else 0
    digits = _digits(figure, unit.scale, places)
    signed = figure.measure not in _UNSIGNED
    return _about(number(digits.value, digits.places, sign=signed), digits.about)


def in_full(figure: Figure, unit: Unit) -> str:
    """A figure with the digits that `unit` leaves it, where no caption says it: `$116,866m`.

    What was typed in oku, for which there are no letters, is told in billions.
    """
    text = cell(figure, unit)
    if figure.unit != unit.code or not unit.currency or not text[-1].isdecimal():
        return shown(figure)
    letters = "" if unit.scale == 1 else _LETTERS_OF.get(unit.scale)
    return precise(figure) if letters is None else _with_symbol(text + letters, figure)


def money(figure: Figure) -> str:
    """An amount of money in short: `RMB 247.8bn`, `$0.61`, `-HK$3.1m`.

    Both bounds where no digit of it is known: `+$21m to +$35m`.
    """
    text, about = _short(figure)
    if about and not set(text) & set("123456789"):
        return " to ".join(_with_symbol(end, figure) for end in _ends(figure))
    return _about(_with_symbol(text, figure), about)


def precise(figure: Figure) -> str:
    """A figure with every digit known, to hold a claim against: `$34.808bn`, `+3.28%`."""
    if figure.unit in _USUAL_PLACES:
        if is_exact(figure):
            return as_printed(figure)
        sharp = figure.high - figure.low <= 2 * _ONE.scaleb(-2)
        return in_unit(figure.value, figure, 2) if sharp else shown(figure)
    if not Unit(figure.unit).currency:
        return shown(figure)
    text, about = _short(figure, extra=2)
    return _about(_with_symbol(text, figure), about)


def guided(figure: Figure, unit: Unit) -> str:
    """What an issuer expects, from its low to its high end: `1,300 to 1,340`, `+5% to +7%`."""
    texts = figure.printed.split(" to ")
    values = (figure.low, figure.high) if len(texts) == 2 else (figure.value,)
    ends = zip(values, texts, strict=True)
    told = [_end(figure, value, text) for value, text in ends]
    percent = figure.unit in _USUAL_PLACES
    return " to ".join(as_printed(end) if percent else cell(end, unit) for end in told)


def as_printed(figure: Figure) -> str:
    """All digits of a percentage as its source has them: `+5.10%`."""
    return shown(figure, places_known(figure, _ONE))


def range_of(figures: Iterable[Figure]) -> str:
    """From the least to the most: `+1.1% to +2.1%`, or one of them if they print alike."""
    return _range([shown(figure) for figure in sorted(figures, key=lambda each: each.value)])


def unsigned(figures: Iterable[Figure]) -> str:
    """The sizes of changes whose direction stands in words: `1.1% to 2.1%` before `ahead`."""
    texts = [shown(figure) for figure in sorted(figures, key=lambda each: abs(each.value))]
    spans = [
        " to ".join(reversed(text.split(" to "))) if text.startswith(MINUS) else text
        for text in texts
    ]
    return _range([span.replace("+", "").replace(MINUS, "") for span in spans])


def _range(texts: list[str]) -> str:
    """From the beginning of the first to the end of the last, each of which may be a range."""
    ends = [texts[0].split(" to ")[0], texts[-1].split(" to ")[-1]]
    alike = ends[0].removeprefix("about ") == ends[1].removeprefix("about ")
    return max(ends, key=len) if alike else " to ".join(ends)


def day(when: date) -> str:
    """`25 Nov 2025`."""
    return f"{when.day} {MONTHS[when.month - 1][:3]} {when.year}"


def days(span: Span) -> str:
    """`1 Jul to 30 Sep 2025`; one day for an instant."""
    if span.start is None:
        return day(span.end)
    start = day(span.start)
    if span.start.year == span.end.year:
        start = start.removesuffix(f" {span.end.year}")
    return f"{start} to {day(span.end)}"


def period(label: FiscalLabel) -> str:
    """`FY2026 Q2`, `FY2026`, `12 months to FY2026 Q2`."""
    text = str(label)
    return f"12 months to {text.removesuffix(' TTM')}" if text.endswith(" TTM") else text


def stretch(label: FiscalLabel) -> str:
    """A period longer than a quarter, as a heading says it: `Six months, FY2026 H1`."""
    lengths = {"H1": "Six months", "H2": "Six months", "9M": "Nine months", "FY": "Fiscal year"}
    length = lengths.get(label.part)
    text = period(label)
    return f"{length}, {text}" if length else text.replace("12 months", "Trailing twelve months", 1)


def quarter(name: str) -> str:
    """A calendar quarter: `Q3 2025` for `2025-Q3`."""
    year, _, part = name.partition("-")
    return f"{part} {year}"


def calendar(name: str) -> str:
    """`calendar Q3 2025` for `2025-Q3`."""
    return f"calendar {quarter(name)}"


def unit_name(unit: Unit) -> str:
    """A unit as a caption says it: `RMB million`, `$ per ADS`, `%`."""
    money_of, _, per = unit.code.partition("/")
    named = SIGNS.get(unit.currency, money_of).strip() if unit.currency else money_of
    if unit.scale == HUNDREDTH and (minor := minor_of(unit.currency)):
        named = minor
    elif unit.currency:
        named = f"{named} {unit.word}".strip()
    else:
        named = f"{unit.word} {named}".strip()
    return f"{named} per {per}" if per else named


def spelled(count: int) -> str:
    """A small number in words, as running text has it: `three`; from eleven in figures."""
    return _WORDS[count] if count < len(_WORDS) else f"{count:,}"


def places_known(figure: Figure, scale: Decimal = _ONE) -> int:
    """How many decimals of a printed number are known, in units of `scale`; below zero if coarser.

    A sum is known as far as its coarsest part.
    """
    if figure.kind == "derived" and figure.operands and is_exact(figure):
        return min(places_known(operand, scale) for operand in figure.operands)
    width = (figure.high - figure.low) / scale
    if not width:
        exponent = (figure.value / scale).as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
    return -width.adjusted()


def in_unit(value: Decimal, figure: Figure, places: int) -> str:
    """A value of a figure's kind, with its sign and, for ratios, its unit: `+4.77%`."""
    return _with_unit(number(value, places, figure.measure not in _UNSIGNED), figure.unit)


def is_exact(figure: Figure) -> bool:
    """Whether the figure has a last printed digit: it was printed, or adds up what was printed."""
    if figure.kind != "derived":
        return True
    adds_up = figure.operation in ("sum", "difference")
    return adds_up and all(is_exact(operand) for operand in figure.operands)


def is_settled(figure: Figure) -> bool:
    """Whether a ratio's bounds leave the digits that tables show."""
    return not _digits(figure, _ONE, _usual_places(figure), fewest=0).about


def _usual_places(figure: Figure) -> int:
    """Decimals of a ratio, as far as they are known; here one kind of figure can have its own."""
    return _USUAL_PLACES.get(figure.unit, 0)


def _in_points(figure: Figure, places: int) -> str:
    """Percent, percentage points, basis points or a multiple."""
    signed = figure.measure not in _UNSIGNED
    digits = _digits(figure, _ONE, places, 0, min(places, _usual_places(figure)))
    if digits.places < 0:
        close = _close_to(figure, places)
        if close is None:
            return _with_unit(_between(figure, signed), figure.unit)
        digits = close
    return _about(
        _with_unit(number(digits.value, digits.places, signed), figure.unit), digits.about
    )


def _close_to(figure: Figure, places: int) -> _Digits | None:
    """The most digits with which "about" holds both bounds, as it would in a claim.

    It reaches one unit of the last digit to each side, half a unit of zeros that end the number,
    and at most a twentieth of it.
    """
    for tried in range(places, -figure.value.adjusted() - 1, -1):
        rounded = half_up(figure.value, tried)
        reach = _reach(rounded, tried)
        if rounded - reach <= figure.low and figure.high <= rounded + reach:
            return _Digits(rounded, tried, True)
    return None


def _reach(rounded: Decimal, places: int) -> Decimal:
    """How far "about" reaches from a number of so many decimals, as it would in a claim."""
    unit = _ONE.scaleb(-places)
    printed = min(unit, _ONE)
    return max(printed / 2, min(max(printed, unit / 2), abs(rounded) * _CLOSE))


def _is_near(value: Decimal, low: Decimal, high: Decimal, places: int) -> bool:
    """Whether bounds within one unit are told by the number with an "about", next to a tie too."""
    unit, rounded = _ONE.scaleb(-places), half_up(value, places)
    reach = _reach(rounded, places) + _TIE * min(unit, _ONE)
    return high - low <= unit and rounded - reach <= low and high <= rounded + reach


def _between(figure: Figure, signed: bool) -> str:
    """Both bounds: `+33% to +37%`; from a thousand on in hundreds, rounded outwards."""
    ends = [figure.low, figure.high]
    if min(map(abs, ends)) >= _COARSE:
        rounded = zip(ends, (ROUND_FLOOR, ROUND_CEILING), strict=True)
        ends = [end.quantize(_ONE.scaleb(2), rounding, _EXACT) for end, rounding in rounded]
    texts = [number(end, 0, signed) for end in ends]
    return f"{texts[0]}{'%' if figure.unit == '%' else ''} to {texts[1]}"


def _ends(figure: Figure) -> Iterator[str]:
    """Both bounds of an amount with its scale in letters, rounded outwards."""
    scale, suffix = _short_scale(figure)
    signed, places = figure.measure not in _UNSIGNED, 0 if suffix else 2
    for end, rounding in ((figure.low, ROUND_FLOOR), (figure.high, ROUND_CEILING)):
        rounded = (end / scale).quantize(_ONE.scaleb(-places), rounding, _EXACT)
        yield number(rounded, places, signed) + suffix


def _with_unit(text: str, unit: str) -> str:
    """The text with the unit of a ratio; what money counts is told elsewhere."""
    return text + {"%": "%", "x": "×", "pp": " pp", "bp": " bp"}.get(unit, "")


def _short(figure: Figure, extra: int = 0) -> tuple[str, bool]:
    """A number with its scale in letters, `247.8bn`, and whether it is approximate.

    `extra` decimals are shown beyond the usual, as far as they are known.
    """
    scale, suffix = _short_scale(figure)
    coarse = suffix and places_known(figure, _MILLION) < 0
    usual = 1 if suffix else 2
    if half_up(abs(figure.value) / scale, 1) >= (100 if scale == CRORE.factor else 1000) and suffix:
        usual = 0
    places = usual + extra
    if figure.kind == "consensus" or (is_exact(figure) and (coarse or not suffix)):
        usual = places = max(places_known(figure, scale), 0)
    digits = _digits(figure, scale, places, usual=usual)
    signed = figure.measure not in _UNSIGNED
    return number(digits.value, digits.places, signed) + suffix, digits.about


def _short_scale(figure: Figure) -> tuple[Decimal, str]:
    """What an amount is told in: millions below five billion, billions below five trillion.

    What is not known to the million is told in billions, so that no zero stands for a digit. An
    amount of rupees is told in crore.
    """
    size = abs(figure.value)
    if figure.unit in CRORE.currencies and size >= _MILLION:
        return CRORE.factor, f" {CRORE.word}"
    typed_in_millions = size and is_exact(figure) and places_known(figure, _MILLION) <= 2
    if size < _MILLION and not ("/" not in figure.unit and typed_in_millions):
        return _ONE, ""
    for scale, letters in reversed(_SHORT_SCALES[1:]):
        if size >= _LETTERS_FROM * scale:
            return scale, letters
    return _SHORT_SCALES[size > 0 and is_exact(figure) and places_known(figure, _MILLION) < 0]


def _with_symbol(text: str, figure: Figure) -> str:
    """The sign, the currency, the digits: `-HK$3.1m`."""
    currency = Unit(figure.unit).currency
    symbol = SIGNS.get(currency, f"{currency} ")
    if text[0] in f"+{MINUS}":
        return text[0] + symbol + text[1:]
    return symbol + text


def _digits(
    figure: Figure, scale: Decimal, places: int, fewest: int = -30, usual: int | None = None
) -> _Digits:
    """The digits of a figure that are known; `places` below `fewest` if there are none.

    It is approximate if the bounds only come near to agreeing on the last one, or if fewer are
    known than `usual`, which are `places` where left out.
    """
    if is_exact(figure):
        places = min(places, places_known(figure, scale))
        return _Digits(figure.value / scale, places, figure.approximate)
    low, high = figure.low / scale, figure.high / scale
    for tried in range(places, fewest - 1, -1):
        unit = _ONE.scaleb(-tried)
        agree = high - low <= _TIE * unit or half_up(low, tried) == half_up(high, tried)
        if agree or _is_near(figure.value / scale, low, high, tried):
            fewer = tried < (places if usual is None else usual)
            about = figure.approximate or fewer or not agree
            return _Digits(half_up(figure.value / scale, tried), tried, about)
    return _Digits(figure.value / scale, fewest - 1, True)


def _end(figure: Figure, value: Decimal, text: str) -> Figure:
    """One end of a range, as sharp as it was printed."""
    printed = PrintedNumber.parse(text)
    half = printed.ulp / 2 * (value / printed.value if printed.value else _ONE)
    return replace(figure, value=value, low=value - half, high=value + half, printed=text)


def _about(text: str, about: bool) -> str:
    return f"about {text}" if about else text
