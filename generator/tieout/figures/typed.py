"""What a contributor types in one YAML scalar: numbers as printed, units, bases, days.

The field's declared type decides what a scalar means; nothing is guessed from its looks. Every
`parse` raises `Finding` with the accepted spelling.

`approximate: true` makes the last significant digit the unit: about 120 billion is 115 to 125.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from tieout.figures.currencies import CODES, minor_of
from tieout.figures.misdated import misdated
from tieout.figures.misprints import no_number
from tieout.figures.scales import (
    COMPOUND,
    NAMES,
    NUMERAL,
    Scale,
    compounded,
    named,
    ungrouped,
    word_of,
)
from tieout.figures.units import HUNDREDTH, read_unit
from tieout.problems import Finding, shown

MISSING = ("not disclosed", "not applicable")
Missing = Literal["not disclosed", "not applicable"]

_LONGEST_NUMBER = 40
_SCALE = "|".join(re.escape(name) for name in NAMES)
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+\u2212])?(?:(?P<compound>{COMPOUND})|(?P<digits>{NUMERAL}))"
    rf"(?P<close>\))?(?: ?(?P<scale>{_SCALE}))?(?: ?(?P<unit>%|pp|bp))?"
)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NON_GAAP = "non-GAAP"
_ADJUSTED = frozenset(
    "adj adj. adjusted underlying core normalized normalised ex-items pro-forma".split()
)
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})")
_TYPED_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.h]?(?P<minute>[0-9]{2}))?(?::[0-9]{2})?\s*(?:(?P<half>[ap])\.?m\.?)?"
)
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)
_PRIVATE_NAMES = frozenset(
    "arpa corp home internal intranet invalid lan local localdomain localhost onion private"
    " test".split()
)
"""Last parts of names that lead nowhere, or elsewhere for each who looks them up."""


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as its source prints it, in the source's own unit.

    `value` and `ulp` (one unit of the last printed digit) already include a scale word typed with
    the number; the unit of the figure's block is applied later. `unit` is `%`, `pp`, `bp` or empty.
    """

    text: str
    value: Decimal
    ulp: Decimal
    unit: str = ""
    scale: str = ""
    """The scale word that was typed with the number: `billion`."""

    @property
    def low(self) -> Decimal:
        """The smallest number that prints like this one."""
        return self.value - self.ulp / 2

    @property
    def high(self) -> Decimal:
        """The largest number that prints like this one."""
        return self.value + self.ulp / 2

    @property
    def bare(self) -> str:
        """The digits alone, with a minus where it is negative: `-21840.0`, in the scale typed."""
        match = _NUMBER.fullmatch(self.text)
        if match and match["compound"] and (known := compounded(match["compound"])):
            value, _, scale = known
            digits = f"{value / scale.factor:f}"
        else:
            digits = ungrouped(match["digits"]) if match else self.text
        return f"-{digits}" if self.value < 0 else digits

    @classmethod
    def parse(cls, text: str) -> PrintedNumber:
        """Read `247,795`, `-21840`, `(21,840)`, `1.2 billion`, `3\u51462,450\u5104` or `5.10%`."""
        match = _match(text)
        if match is None:
            raise no_number(text, lambda other: _match(other) is not None)
        if match["open"] and match["sign"]:
            raise Finding(f"`{text}` has two signs", "write a minus or brackets, not both")
        value, ulp, scale = _amount(match)
        if match["open"] or match["sign"] in ("-", "\u2212"):
            value = -value
        word = scale.word if scale else ""
        return cls(text, value, ulp, match["unit"] or "", word)


def _match(text: str) -> re.Match[str] | None:
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    compound = match["compound"]
    is_one = not compound or (not match["scale"] and compounded(compound) is not None)
    return match if is_one else None


def _amount(match: re.Match[str]) -> tuple[Decimal, Decimal, Scale | None]:
    """What is printed without its sign: the value, one unit of the last digit, the scale."""
    if match["compound"] and (known := compounded(match["compound"])):
        return known
    whole, _, fraction = ungrouped(match["digits"]).partition(".")
    scale = named(match["scale"] or "")
    factor = scale.factor if scale else Decimal(1)
    value = Decimal(f"{whole}.{fraction or '0'}")
    return value * factor, Decimal(1).scaleb(-len(fraction)) * factor, scale


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: `scale` times `code`.

    `code` is an ISO currency (`CNY`), money per something (`USD/ADS`, `CNY/share`), a rate between
    currencies (`CNY/USD`), `%`, `pp`, `bp`, `x`, or the thing counted (`shares`, `stores`).
    """

    code: str
    scale: Decimal = Decimal(1)

    @classmethod
    def parse(cls, text: str) -> Unit:
        """Read `million CNY`, `RMB million`, `USD per ADS`, `CNY per USD`, `%` or `stores`."""
        return cls(*read_unit(text))

    @property
    def currency(self) -> str:
        """The ISO code of the money counted, or an empty string."""
        head = self.code.split("/")[0]
        return head if head in CODES else ""

    @property
    def word(self) -> str:
        """The scale as a word: `million`, `crore`; empty where numbers stand for themselves."""
        return word_of(self.scale, self.currency)

    def __str__(self) -> str:
        code = self.code.replace("/", " per ")
        if self.scale == HUNDREDTH and (minor := minor_of(self.currency)):
            return code.replace(self.currency, minor, 1)
        return f"{self.word} {code}".strip()


STANDARDS = ("GAAP", "IFRS", "J-GAAP", "PRC GAAP", "UK GAAP", "Ind AS")
ACCOUNTING = (*STANDARDS, "non-GAAP")
SCOPES = ("like-for-like", "external", "constant currency", "organic", "pro forma")
TRANSLATION = "convenience translation"
_OTHER_NAMES = {
    "usgaap": "GAAP",
    "ifrss": "IFRS",
    "ifrsiasb": "IFRS",
    "ifrseu": "IFRS",
    "japanesegaap": "J-GAAP",
    "japangaap": "J-GAAP",
    "chinesegaap": "PRC GAAP",
    "chinagaap": "PRC GAAP",
    "casbe": "PRC GAAP",
    "frs102": "UK GAAP",
    "indianas": "Ind AS",
    "indiangaap": "Ind AS",
}
"""Standards by other names, in small letters alone."""


@dataclass(frozen=True, order=True, slots=True)
class Basis:
    """Which of several right numbers a figure is.

    `accounting`: a standard, GAAP for that of the US, or non-GAAP. `scope`: empty for everything
    the issuer reports, else like-for-like (excluding disposals), external (revenue from external
    customers only), constant currency, organic or pro forma (as if a merger had been before).
    `translated`: the issuer's convenience translation into another currency.
    """

    accounting: str = ""
    scope: str = ""
    translated: bool = False

    @classmethod
    def parse(cls, text: str) -> Basis:
        """Read `non-GAAP`, `like-for-like` or both with a comma between them."""
        accounting = scope = ""
        for word in (part.strip() for part in text.split(",")):
            if word in ACCOUNTING and not accounting:
                accounting = word
            elif word in SCOPES and not scope:
                scope = word
            else:
                raise _no_basis(text, word)
        return cls(accounting, scope)

    def __str__(self) -> str:
        parts = (self.accounting, self.scope, TRANSLATION if self.translated else "")
        return ", ".join(part for part in parts if part)


def parse_day(text: str) -> date:
    """Read a day written as YYYY-MM-DD."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise misdated(text)
    if not 1900 <= int(match[1]) < 2200:
        raise Finding(f"{text} is too far from today", "write a day from 1900 to 2199")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Finding(f"{text} is no day of the calendar", "write a date as YYYY-MM-DD") from None


def _no_basis(text: str, word: str) -> Finding:
    """What is wrong with a word in a basis, and which one is meant where only one can be."""
    finding = f"`{shown(word)}` is no basis"
    alike = {_folded(each): each for each in ACCOUNTING + SCOPES} | _OTHER_NAMES
    meant = alike.get(_folded(word))
    if meant and meant != word:
        return Finding(finding, f"did you mean `{meant}`?", text.replace(word, meant, 1))
    if word.lower() in _ADJUSTED:
        return Finding(finding, f"write `{_NON_GAAP}` for figures that the issuer adjusts")
    return Finding(finding, f"write one of {', '.join(ACCOUNTING + SCOPES)}")


def parse_standard(text: str) -> str:
    """Read an accounting standard by its name; one by another of its names is offered as it is."""
    alike = {_folded(each): each for each in STANDARDS} | _OTHER_NAMES
    meant = alike.get(_folded(text))
    if meant and text not in STANDARDS:
        raise Finding(f"`{shown(text)}` is no name of a standard", f"write `{meant}`", meant)
    return text


def _folded(word: str) -> str:
    return re.sub(r"[\W_]+", "", word.lower())


def parse_clock(text: str) -> time:
    """Read a time of day written as HH:MM, 24 hours."""
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        meant = _meant_clock(text)
        remedy = f"write {meant}" if meant else "write it as HH:MM, like 05:32 or 16:05"
        raise Finding(f"`{shown(text)}` is no time of day", remedy, meant)
    return time(int(match[1]), int(match[2]))


def _meant_clock(text: str) -> str:
    """A time of day as people write it elsewhere, in ours: `7:00 am`, `4.05pm`, `0700`."""
    match = _TYPED_CLOCK.fullmatch(text.strip().lower())
    if match is None or not (match["half"] or match["minute"]):
        return ""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0) if 1 <= hour <= 12 else 24
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def parse_address(text: str) -> str:
    """Check a web address: http or https, a public host, and nothing that could mislead."""
    remedy = "write the whole address, like https://www.example.com/release.html"
    if meant := _meant_address(text):
        raise Finding(f"`{shown(text)}` is no web address", f"write {meant}", meant)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Finding(f"`{shown(text)}` is no web address", remedy) from None
    if (
        parts.scheme not in ("http", "https")
        or not host
        or not re.fullmatch(r"[!-~]{1,2000}", text)
    ):
        raise Finding(f"`{shown(text)}` is no web address", remedy)
    if "@" in parts.netloc or re.search(r"[\\<>\"`{}|^]", text):
        raise Finding(f"`{shown(text)}` has a character that can mislead", remedy)
    if not is_public(host):
        raise Finding(f"`{shown(host)}` is no name of a public host", remedy)
    return text


def _meant_address(text: str) -> str:
    """The whole address where only its head is misspelt: `www.example.com/a`, `<https://...>`."""
    bare = re.sub(r"^https?:(?:/{3,}|/(?!/)|(?!/))", "https://", text.strip("<>\"' "))
    if _HOST.match(bare) and is_public(bare.partition("/")[0]):
        bare = f"https://{bare}"
    if bare == text or not bare.startswith(("http://", "https://")):
        return ""
    try:
        return parse_address(bare)
    except Finding:
        return ""


def is_public(host: str) -> bool:
    """Whether a host has a name that everybody can look up: no number, and none of a network's own.

    A number, in whichever of the ways that browsers read, names no publisher, and may be a machine
    of the reader's.
    """
    name = host.lower()
    return bool(_HOST.fullmatch(name)) and name.rpartition(".")[2] not in _PRIVATE_NAMES
