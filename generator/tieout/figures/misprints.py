"""What somebody meant who typed a number, a unit or a day in another way than a record has it.

Each kind of slip has its own finding and remedy: one text for all would leave the analyst to guess.
Where only one reading is possible, the finding carries what to write instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal

from tieout.figures.currencies import ALIASES, CODES, SHARED, WORDS, code_of
from tieout.figures.scales import named
from tieout.problems import Finding, shown

Reads = Callable[[str], bool]
"""Whether a text is a number as records have it."""

_NOTHING = (
    "n/a",
    "na",
    "n.a.",
    "nm",
    "n.m.",
    "nil",
    "none",
    "null",
    "tbd",
    "-",
    "\u2013",
    "\u2014",
)
_MARK = re.compile(r"(?:[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]+|\s?\([1-9a-z]\))$")
_HEDGE = re.compile(
    r"(?i)(?:~|\u2248|\u2243|<|>|\u2264|\u2265|about|around|approx\.?|approximately|c\.|ca\.|circa"
    r"|nearly|almost|over|more than|less than|up to)\s*"
)
_RANGE = re.compile(r"(?i).*[0-9][^0-9]*?(?:-|\u2013|\u2014|\bto\b|\band\b|\.\.)[^0-9]*[0-9].*")
_NO_RANGE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|.*[0-9][eE]-[0-9].*")
_MONEY = tuple(sorted({*CODES, *ALIASES, *SHARED}, key=len, reverse=True))
_WORDS_OF_UNITS = (
    (re.compile(r"(?i)\s?(?:per ?cent|pct\.?)$"), "%"),
    (re.compile(r"(?i)\s?(?:percentage points?|ppts?|p\.p\.|pts?|points?)$"), " pp"),
    (re.compile(r"(?i)\s?(?:basis points?|bps)$"), " bp"),
)
_HUNDREDTHS = frozenset("cent penny pence paise sen fen".split())
_DIRECTED = re.compile(
    r"(?i)(?:up|rose|grew|plus|\+|\u2191)?"
    r"(?P<down>down|fell|declined|minus|loss of|\u25bc|\u2193)? ?"
    r"(?P<number>[0-9].*)"
)
_TRIANGLE = re.compile(r"([\u25b2\u25b3]) ?")
_EXPONENT = re.compile(r"([0-9.]+)[eE]\+?([0-9]{1,2})")
_SUM = re.compile(r"[-(]?[0-9][0-9.,]*(?: ?[+*/\u00d7] ?[0-9][0-9.,]*)+\)?")
_CONTINENTAL = re.compile(r"-?[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})*,[0-9]+")
_HOW = "write it like 247,795 or -0.61 or 245.2 billion or 5%, with a point before the decimals"


def no_value(text: str) -> Finding | None:
    """What is wrong with a text that says there is no number, in words that no record has."""
    if text.strip().lower() in _NOTHING:
        return Finding(
            f"`{shown(text)}` is no number",
            "write `not disclosed` where the source has none, `not applicable` where there can be "
            "none, or 0 where it means zero",
        )
    if any(letter.isdecimal() for letter in text):
        return None
    finding = f"`{shown(text)}` is no number" if text.strip() else "there is no value"
    return Finding(finding, "type the printed number, or `not disclosed`")


def no_number(text: str, reads: Reads) -> Finding:
    """What is wrong with a text that is no number; `reads` tells what would be one."""
    if not text.strip():
        return Finding("there is no value", "type the printed number, or leave the line out")
    mended = _mended(text, reads) or _with_more(text, reads)
    in_words = re.match(r"[^\W\d_]{2,} ", text) is not None
    how = "type the printed number, or `not disclosed`" if in_words else _HOW
    return mended or Finding(f"`{shown(text)}` is no number", how)


def _mended(text: str, reads: Reads) -> Finding | None:
    """A number that is only spelled in another way: what to write instead is certain."""
    for kind, instead in _spellings(text):
        if instead != text and reads(instead):
            finding = f"`{shown(text)}` is no number: it {kind}"
            return Finding(finding, f"write {instead}", instead)
    return None


def _spellings(text: str) -> Iterator[tuple[str, str]]:
    bare = text.strip()
    yield "has a mark of a footnote", _MARK.sub("", bare)
    plain = unicodedata.normalize("NFKC", bare)
    if not _MARK.search(bare) and plain != bare:
        yield "has signs of another keyboard", plain
    yield "has a minus of another kind", re.sub(r"^[\u2010-\u2015\ufe63\uff0d]\s?", "-", bare)
    yield "has a space behind its minus", re.sub(r"^([-\u2212])\s+", r"\1", bare)
    yield "has its minus at the end", re.sub(r"^([0-9.,]+)[-\u2212]$", r"-\1", bare)
    yield "has a gap between its digits", _by_commas(bare)
    yield "has its sign twice", re.sub(r"(%|\$)\1+$", r"\1", bare)
    yield "has its sign of percent in front", re.sub(r"^% ?(.+)$", r"\1%", bare)
    yield "is a formula of a spreadsheet", bare.removeprefix("=").strip()
    yield "has two commas side by side", re.sub(r",{2,}", ",", bare)
    yield "ends in a point and a dash", re.sub(r"[.,][-\u2013\u2014]$", "", bare)
    yield "has a word for its direction", _signed(bare)
    yield "has no digit before its point", re.sub(r"^([-(]?)\.", r"\g<1>0.", bare)
    yield "ends in a point", bare.removesuffix(".")
    yield "ends in a comma or semicolon", re.sub(r"[,;]+$", "", bare)
    yield "has its minus twice", re.sub(r"^[-\u2212]{2,}", "-", bare)
    yield "has groups of digits set apart by points", _without_points(bare)
    if _CONTINENTAL.fullmatch(bare) and (re.search(r"[. \u00a0\u202f]", bare) or bare[:2] == "0,"):
        yield "has a comma before the decimals", _english(bare)
    for unit, short in _WORDS_OF_UNITS:
        yield "has its unit in another form", unit.sub(short, bare)
    if match := _EXPONENT.fullmatch(bare):
        yield "has an exponent", f"{Decimal(match[1]).scaleb(int(match[2])):,f}"


def _by_commas(text: str) -> str:
    """`1 250`, `1, 250` and `1_250` as `1,250`."""
    return re.sub(r"(?<=[0-9])(?:,? |_)(?=[0-9]{3}(?![0-9]))", ",", text)


def _without_points(text: str) -> str:
    """`1.250.000` as `1,250,000`; a single point may be one before decimals."""
    return text.replace(".", ",") if re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3}){2,}", text) else text


def _signed(text: str) -> str:
    """`up 2.7%` as `2.7%`, `down 2.7%` as `-2.7%`."""
    match = _DIRECTED.fullmatch(text)
    return f"{'-' if match['down'] else ''}{match['number']}" if match else text


def _english(text: str) -> str:
    whole, _, fraction = text.rpartition(",")
    whole = re.sub("[. \u00a0\u202f]", ",", whole)
    return f"{whole}.{fraction}"


def _with_more(text: str, reads: Reads) -> Finding | None:
    """A number with something beside it that belongs elsewhere."""
    if (hedge := _HEDGE.match(text)) and reads(text[hedge.end() :]):
        number = text[hedge.end() :]
        return Finding(
            f"`{shown(text)}` is no number alone: it has a hedge",
            f"write the number alone, {number}, with `approximate: true` beside `value`",
        )
    if found := _with_triangle(text, reads) or _with_money(text, reads):
        return found
    if _RANGE.fullmatch(text) and not _NO_RANGE.fullmatch(text):
        return Finding(
            f"`{shown(text)}` is no number but a range",
            "write one number; a range of guidance has its ends in `low` and `high`",
        )
    return _with_others(text, reads)


def _with_triangle(text: str, reads: Reads) -> Finding | None:
    """A number behind the sign that Japan has for a minus, and others for a rise."""
    sign = _TRIANGLE.match(text)
    if sign is None or not reads(number := text[sign.end() :]):
        return None
    finding = f"`{shown(text)}` is no number: {sign[1]} is a minus in Japan, elsewhere a rise"
    return Finding(finding, f"write -{number} or {number}, as the source means it")


def _with_others(text: str, reads: Reads) -> Finding | None:
    """A sum, a comma that sets nothing apart, one bracket, words, or a letter for a digit."""
    if _SUM.fullmatch(text):
        finding = f"`{shown(text)}` is no number but has to be worked out"
        return Finding(finding, "type what it comes to")
    if re.fullmatch(r"-?[0-9]+,[0-9]{1,2}(?: ?(?:%|pp|bp))?", text):
        point = text.replace(",", ".")
        return Finding(
            f"`{text}` is no number: its comma sets no three digits apart",
            f"write {point} if it stands before decimals, else the digits that are missing",
        )
    others = (_half_bracketed, _with_words, _with_letters)
    return next((found for each in others if (found := each(text, reads))), None)


def _half_bracketed(text: str, reads: Reads) -> Finding | None:
    """A number with one bracket: a loss, or a bracket too many."""
    bare = text.strip().strip("()").strip()
    if text.count("(") + text.count(")") != 1 or not reads(bare):
        return None
    finding = f"`{shown(text)}` is no number: it has a bracket that is not closed"
    return Finding(finding, f"write ({bare}) where it is below zero, else {bare}")


def _with_words(text: str, reads: Reads) -> Finding | None:
    """`12 stores`, `5% yoy`: the number alone."""
    number, _, rest = text.partition(" ")
    word = rest.partition(" ")[0].lower().removesuffix("s")
    counts_otherwise = word in WORDS or word in _HUNDREDTHS or named(word) is not None
    if (
        reads(number)
        and re.match(r"[^\W\d_]|[(\u2190-\u21ff\u25a0-\u25ff]", rest)
        and not counts_otherwise
    ):
        finding = f"`{shown(text)}` is no number alone: something stands behind it"
        return Finding(finding, f"type {number} alone")
    return None


def _with_letters(text: str, reads: Reads) -> Finding | None:
    """`1,25O`, with a letter in the place of a digit."""
    letters = text.translate(str.maketrans("OIl", "011"))
    if letters != text and reads(letters):
        return Finding(
            f"`{shown(text)}` is no number: it has a letter among its digits",
            f"did you mean {letters}?",
            letters,
        )
    return None


def _with_money(text: str, reads: Reads) -> Finding | None:
    """`$124.90`, `284,843 million CNY`: the number alone, and the unit that was typed with it."""
    sign, rest = ("-", text[1:]) if text[:1] in ("-", "\u2212") else ("", text)
    for money in _MONEY:
        for bare in (rest.removeprefix(money), rest.removesuffix(money)):
            number = sign + bare.strip()
            if bare == rest or not reads(number):
                continue
            digits, _, scale = re.sub(r"(?<=[0-9])(?=[^\W0-9_])", " ", number).partition(" ")
            known, codes = named(scale), " or ".join(SHARED.get(money, (code_of(money),)))
            unit = f"{known.word if known else ''} {codes}".strip()
            finding = f"`{shown(text)}` is no number alone: it has its unit"
            return Finding(finding, f"type {digits} alone; its `unit` is {unit}")
    return None
