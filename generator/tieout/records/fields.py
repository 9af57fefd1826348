"""The types of a record's fields: how one typed scalar becomes a number, a day, a name.

Each type refuses what it cannot read with a `Finding`, and tells the editor's schema what it wants.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from fractions import Fraction
from itertools import groupby
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

from tieout.figures.currencies import MINOR, code_of
from tieout.figures.misprints import no_value
from tieout.figures.periods import PARTS, FiscalCalendar, FiscalLabel
from tieout.figures.typed import (
    ACCOUNTING,
    MISSING,
    SCOPES,
    Basis,
    Missing,
    PrintedNumber,
    Unit,
    parse_address,
    parse_clock,
    parse_day,
    parse_standard,
)
from tieout.figures.units import misread_money
from tieout.problems import Finding, shown
from tieout.records import patterns


def _typed(
    parse: Callable[[str], object], instead: str = "write a single value"
) -> BeforeValidator:
    """A scalar is text until the field's own type reads it; `instead` of a block is the remedy."""

    def read(value: object) -> object:
        if isinstance(value, str):
            return parse(value)
        if isinstance(value, (dict, list)):
            raise Finding("there is a block where one value is due", instead)
        return value

    return BeforeValidator(read)


def _as_typed(write: Callable[[Any], str] = str) -> PlainSerializer:
    """How JSON has the value: as text that the field's own type reads back."""
    return PlainSerializer(write, return_type=str, when_used="json")


def _number(value: PrintedNumber | str) -> str:
    return value if isinstance(value, str) else value.text


def _text_schema(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples)})


def _number_schema(pattern: str, *examples: str) -> WithJsonSchema:
    """For text that an editor takes for a number where it has neither commas nor words."""
    return WithJsonSchema(
        {"type": ["number", "string"], "pattern": pattern, "examples": list(examples)}
    )


def _code_schema(pattern: str, example: str) -> WithJsonSchema:
    """For text that an editor takes for a number where it has no quotes: 9988, 0000320193."""
    return WithJsonSchema({"type": ["string", "number"], "pattern": pattern, "examples": [example]})


def _shaped(pattern: str, noun: str, remedy: str) -> BeforeValidator:
    """Text of a fixed shape."""

    def parse(text: str) -> str:
        if re.fullmatch(pattern.removeprefix("^").removesuffix("$"), text):
            return text
        if not text:
            raise Finding("there is no value", f"{remedy}, or leave the line out")
        foreign = next((letter for letter in text if letter.isalpha() and letter > "~"), None)
        if foreign is not None:
            name = unicodedata.name(foreign, "letter of another script").lower()
            finding = f"`{shown(text)}` has the letter `{foreign}` ({name})"
            raise Finding(finding, f"{remedy}, on a Latin keyboard")
        raise Finding(f"`{shown(text)}` is no {noun}", remedy)

    return _typed(parse)


def _marks_on_a_letter(text: str) -> int:
    """The most marks that stand above and below one letter."""
    kinds = (unicodedata.category(letter)[0] for letter in unicodedata.normalize("NFD", text))
    runs = groupby(kinds, key="M".__eq__)
    return max((sum(1 for _ in run) for is_mark, run in runs if is_mark), default=0)


def _line(text: str) -> str:
    if not any(unicodedata.category(letter)[0] not in "MZC" for letter in text):
        raise Finding("there is no text", "write it, or leave the line out")
    if _marks_on_a_letter(text) > _MOST_MARKS:
        finding = f"a letter has more marks above and below it than any language: `{shown(text)}`"
        raise Finding(finding, "retype the line without them")
    if "\n" in text.rstrip("\n"):
        raise Finding("the text has more than one line", "write it in one line, without `|`")
    if len(text) > _LONGEST_LINE:
        finding = f"the text has {len(text):,} characters"
        raise Finding(finding, f"keep it to {_LONGEST_LINE}")
    return text.rstrip("\n")


def _named(text: str) -> str:
    """A line that is a name: an address alone says where, and not who."""
    if _ADDRESS_ALONE.fullmatch(text.strip()):
        finding = f"`{shown(text)}` is an address, and a name is due"
        raise Finding(finding, "write the name, like LSEG, and the address under `sources`")
    return _line(text)


def _prose(text: str) -> str:
    if len(text) > _LONGEST_PROSE:
        finding = f"the text has {len(text):,} characters"
        raise Finding(finding, f"keep it to {_LONGEST_PROSE:,}")
    return text


def _ratio(text: str) -> Fraction:
    match = re.fullmatch(_RATIO.strip("^$"), text)
    if match is None or match[1] == match[2]:
        raise Finding(f"`{shown(text)}` is no split", "write new for old, like 3 for 1 or 1 for 20")
    return Fraction(int(match[1]), int(match[2]))


def _ads_ratio(text: str) -> Fraction:
    match = re.fullmatch(_ADS_RATIO.strip("^$"), text)
    if match is None:
        finding = f"`{shown(text)}` is no ratio of ADSs"
        raise Finding(finding, "write it like 1 ADS = 8 shares, or 2 ADS = 1 share")
    return Fraction(int(match[2]), int(match[1]))


_RATIO = r"^([1-9]\d{0,4}) for ([1-9]\d{0,4})$"
_ADS_RATIO = r"^([1-9]\d{0,4}) ADSs? = ([1-9]\d{0,5}) shares?$"


def _value(text: str) -> PrintedNumber | str:
    if text in MISSING:
        return text
    if (finding := no_value(text)) is not None:
        raise finding
    return PrintedNumber.parse(text)


def _currency(text: str) -> str:
    if code := code_of(text):
        return code
    if text in MINOR:
        remedy = f"write {MINOR[text]}; a figure may have the unit `{text}`"
        raise Finding(f"`{text}` is no currency but a part of one", remedy, MINOR[text])
    finding = f"`{shown(text)}` is no currency" if text else "there is no value"
    raise misread_money(text) or Finding(
        finding, "write its three capital letters, like CNY or USD"
    )


def _price_currency(text: str) -> str:
    return text if text in MINOR else _currency(text)


def _expected(text: str) -> PrintedNumber | str:
    return text if text == "withdrawn" else PrintedNumber.parse(text)


Day = Annotated[date, _typed(parse_day), _text_schema(patterns.DAY, "2025-11-25")]
Clock = Annotated[
    time,
    _typed(parse_clock),
    _as_typed(lambda clock: f"{clock:%H:%M}"),
    _text_schema(patterns.CLOCK, "05:32"),
]
Number = Annotated[
    PrintedNumber,
    _typed(PrintedNumber.parse),
    _as_typed(_number),
    _number_schema(patterns.NUMBER, "245.2 billion"),
]
Growth = Annotated[
    PrintedNumber,
    _typed(PrintedNumber.parse),
    _as_typed(_number),
    _text_schema(patterns.GROWTH, "5%"),
]
Value = Annotated[
    PrintedNumber | Missing,
    _typed(_value),
    _as_typed(_number),
    _number_schema(patterns.VALUE, "247,795", "not disclosed"),
]
Expected = Annotated[
    PrintedNumber | Literal["withdrawn"],
    _typed(_expected),
    _as_typed(_number),
    _number_schema(patterns.EXPECTED, "1,300", "withdrawn"),
]
UnitName = Annotated[
    Unit, _typed(Unit.parse), _as_typed(), _text_schema(patterns.UNIT, "million CNY")
]
BasisName = Annotated[
    Basis,
    _typed(Basis.parse),
    _as_typed(),
    _text_schema(patterns.BASIS, *ACCOUNTING, *SCOPES),
]
Standard = Annotated[
    Literal["GAAP", "IFRS", "J-GAAP", "PRC GAAP", "UK GAAP", "Ind AS"], _typed(parse_standard)
]
Label = Annotated[
    FiscalLabel,
    _typed(FiscalLabel.parse),
    _as_typed(lambda label: f"{label.year}-{label.part}"),
    _text_schema(rf"^\d{{4}}-({PARTS})$", "2026-Q2"),
]
SplitRatio = Annotated[
    Fraction,
    _typed(_ratio),
    _as_typed(lambda ratio: f"{ratio.numerator} for {ratio.denominator}"),
    _text_schema(_RATIO, "3 for 1"),
]
AdsRatio = Annotated[
    Fraction,
    _typed(_ads_ratio),
    _as_typed(lambda ratio: f"{ratio.denominator} ADS = {ratio.numerator} shares"),
    _text_schema(_ADS_RATIO, "1 ADS = 8 shares"),
]
YearEnd = Annotated[
    FiscalCalendar,
    _typed(FiscalCalendar.parse),
    _as_typed(),
    _text_schema(patterns.YEAR_END, "March 31", "last Saturday of September"),
]
_SLUG = r"^[a-z0-9][a-z0-9_-]{0,63}$"
_ISSUER = r"^[a-z0-9][a-z0-9-]{0,63}$"
_METRIC = r"^[a-z][a-z0-9_]{0,63}$"
_SEGMENTED = r"^([a-z][a-z0-9_]{0,63}\.)?[a-z][a-z0-9_]{0,63}$"
_TICKER = r"^[A-Z0-9][A-Z0-9.-]{0,11}$"
_CIK = r"^\d{10}$"
_ACCESSION = r"^\d{10}-\d{2}-\d{6}$"
_BRIEF = r"^[a-z0-9-]+/[0-9]{4}-[a-z0-9]+$"
_DIGEST = r"^sha256:[0-9a-f]{64}$"
_ADDRESS_ALONE = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_AS_TEXT = "write `|` behind the colon and plain text below, set in by two spaces, without `- `"
_LONGEST_LINE = 300
_MOST_MARKS = 4
"""Hebrew and Vietnamese have three on a letter; more cover the lines above and below."""
_LONGEST_PROSE = 20_000

Slug = Annotated[
    str,
    _shaped(_SLUG, "key", "write it in small letters, digits and hyphens, like release-zh"),
    _code_schema(_SLUG, "release"),
]
IssuerSlug = Annotated[
    str,
    _shaped(_ISSUER, "folder of an issuer", "write it in small letters, digits and hyphens"),
    _code_schema(_ISSUER, "acme"),
]
Line = Annotated[
    str,
    _typed(_line),
    WithJsonSchema(
        {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": _LONGEST_LINE}
    ),
]
ProviderName = Annotated[
    str, _typed(_named), WithJsonSchema({"type": "string", "maxLength": _LONGEST_LINE})
]
"""Who polled the analysts."""
CURRENT_VERSION = 1
"""The form of files that this program writes; `migration.py` has the steps from earlier ones."""


def _version(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise Finding(f"`{shown(text)}` is no version", f"write {CURRENT_VERSION}, or leave it out")
    if int(text) > CURRENT_VERSION:
        finding = f"the file is of version {text}, and this tieout knows {CURRENT_VERSION}"
        raise Finding(finding, "install a later one: pip install --upgrade tieout")
    return int(text)


Version = Annotated[
    int,
    _typed(_version),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": CURRENT_VERSION}),
]
Zone = Annotated[str, _typed(_line), _text_schema(patterns.ZONE, "America/New_York")]
Prose = Annotated[
    str, _typed(_prose, _AS_TEXT), WithJsonSchema({"type": "string", "maxLength": _LONGEST_PROSE})
]
Address = Annotated[
    str,
    _typed(parse_address),
    _text_schema(patterns.ADDRESS, "https://www.example.com/release.html"),
]
Currency = Annotated[
    str,
    _typed(_currency),
    _text_schema(patterns.CURRENCY, "CNY"),
]
PriceCurrency = Annotated[
    str,
    _typed(_price_currency),
    _text_schema(patterns.PRICE_CURRENCY, "USD", "GBX"),
]
Ticker = Annotated[
    str,
    _shaped(_TICKER, "ticker", "write it in capital letters and digits, like BABA or BRK.B"),
    _code_schema(_TICKER, "BABA"),
]
CentralIndexKey = Annotated[
    str,
    _shaped(_CIK, "CIK", "write all ten digits, like 0001577552"),
    _code_schema(_CIK, "0001577552"),
]
Accession = Annotated[
    str,
    _shaped(_ACCESSION, "accession number", "write it like 0001104659-25-115000"),
    _text_schema(_ACCESSION, "0001104659-25-115000"),
]
MetricName = Annotated[
    str,
    _shaped(_METRIC, "name", "write it in small letters and underscores, like eps_diluted"),
    _text_schema(_METRIC, "revenue"),
]
SegmentedName = Annotated[
    str,
    _shaped(_SEGMENTED, "name", "write a metric or segment.metric, like cloud.revenue"),
    _text_schema(_SEGMENTED, "cloud.revenue"),
]


BriefName = Annotated[
    str,
    _shaped(_BRIEF, "brief", "write issuer and period, like baba/2026-q2"),
    _text_schema(_BRIEF, "baba/2026-q2"),
]
Digest = Annotated[
    str,
    _shaped(_DIGEST, "digest", "let `tieout article add` write it"),
    _text_schema(_DIGEST, f"sha256:{'0' * 64}"),
]


class Frozen(BaseModel):
    """Base of all models: nothing unknown is accepted, nothing changes afterwards."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, arbitrary_types_allowed=True
    )
