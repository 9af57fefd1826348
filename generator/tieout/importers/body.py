"""A companyfacts body, as the SEC publishes it, to facts; nothing in it is believed unseen.

Format: https://www.sec.gov/search-filings/edgar-application-programming-interfaces
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NoReturn

from tieout.figures.metrics import catalogue
from tieout.problems import Finding, shown
from tieout.records.folders import read_bytes

BODY_BYTES = 32 << 20
# A fact takes 150 bytes; a body that opens a bracket or a value more often than this is no such
# body, and would cost many times its size to read.
_BRACKETS = 500_000
_VALUES = 5_000_000
PARTS_OF_REVENUE = (
    "us-gaap:InterestAndDividendIncomeOperating",
    "us-gaap:NoninterestIncome",
    "us-gaap:OperatingLeaseLeaseIncome",
    "us-gaap:OperatingLeasesIncomeStatementLeaseRevenue",
    "us-gaap:PremiumsEarnedNet",
    "us-gaap:SalesRevenueGoodsNet",
    "us-gaap:SalesRevenueServicesNet",
)
"""Beside one of these, what is tagged as sales to customers may be another part, not the whole."""
BOTH_SIDES = "us-gaap:LiabilitiesAndStockholdersEquity"
"""The balance sheet's other side: what stands on it is liabilities, equity, or between them."""
SPLIT_RATIO = "us-gaap:StockholdersEquityNoteStockSplitConversionRatio1"
_LONGEST_NAME = 150
_DIGITS = 18
_PLACES = 12
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)
_ACCESSION = re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}")
_FORM = re.compile(r"[A-Z0-9][A-Z0-9 /-]{0,19}")
_UNIT = re.compile(
    r"(?:iso4217[:_-]|u_)?(?P<money>[a-z]{3})(?P<per>(?:/|[-_]?per[-_]?)(?:xbrli[:_-])?shares?)?"
    r"|(?:xbrli[:_-])?(?P<plain>shares?|pure)",
    re.IGNORECASE,
)
_REMEDY = "give the file that data.sec.gov/api/xbrl/companyfacts/ serves, unchanged"


@dataclass(frozen=True, slots=True)
class TaggedFact:
    """One number of one filing, without dimensions; `start` is None for an instant."""

    concept: str
    """With its taxonomy: `us-gaap:NetIncomeLoss`."""
    unit: str
    """`USD`, `USD/shares`, `shares`, `pure`: in one spelling, whatever the filer's."""
    value: Decimal
    end: date
    start: date | None
    accession: str
    form: str
    filed: date
    fiscal_year: int | None
    """The filing's own fiscal year, by its cover; the same on every comparative row."""


@dataclass(frozen=True, slots=True)
class Body:
    """An issuer's facts of the catalogue's concepts, and the ratios of its splits."""

    cik: str
    """Ten digits."""
    name: str
    facts: tuple[TaggedFact, ...]
    unusable: tuple[str, ...] = ()
    """Where facts stand that no record can have: of no such unit, of no such day."""


def read_body_file(path: Path) -> Body:
    """The body in a file; raises Finding where it is none."""
    content, problems = read_bytes(path, path.name, BODY_BYTES)
    if problems:
        raise Finding(problems[0].finding, problems[0].remedy)
    return read_body(content)


def read_body(content: bytes) -> Body:
    """The facts of a body; raises Finding with the place of the first fault."""
    entries = _parsed(content)
    if not isinstance(entries, dict) or not isinstance(entries.get("facts"), dict):
        raise Finding("this is no companyfacts body: it has no `facts`", _REMEDY)
    unusable: list[str] = []
    facts = tuple(_facts(entries["facts"], unusable))
    if not facts:
        finding = "no figure of the catalogue is in the body"
        raise Finding(finding, "see whether the issuer files its reports as XBRL")
    name = _name(entries.get("entityName"))
    return Body(_cik(entries.get("cik")), name, facts, tuple(unusable))


def _parsed(content: bytes) -> object:
    if len(content) > BODY_BYTES:
        raise Finding(f"the file is larger than {BODY_BYTES >> 20} MiB", _REMEDY)
    brackets = content.count(b"{") + content.count(b"[")
    if brackets > _BRACKETS or content.count(b",") > _VALUES:
        raise Finding("the file nests or lists more than any issuer reports", _REMEDY)
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        finding = f"the file is no JSON from line {error.lineno}, column {error.colno} on"
        raise Finding(f"{finding} ({error.msg.lower()})", f"it may be cut off; {_REMEDY}") from None
    except (ValueError, RecursionError, ArithmeticError):
        raise Finding(
            "the file has text, a number or a nesting that no body has", _REMEDY
        ) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _cik(value: object) -> str:
    digits = str(value) if isinstance(value, (int, str)) else ""
    if not re.fullmatch(r"[0-9]{1,10}", digits) or not digits.strip("0"):
        raise _fault("cik", value, "a number of at most ten digits")
    return digits.zfill(10)


def _name(value: object) -> str:
    name = " ".join(value.split()) if isinstance(value, str) else ""
    if not name.isprintable() or not 0 < len(name) <= _LONGEST_NAME:
        raise _fault("entityName", value, "the issuer's name in one line")
    return name


@cache
def _wanted() -> Mapping[str, str]:
    """The concepts that are read, by their names in small letters."""
    concepts = (concept for metric in catalogue().values() for concept in metric.concepts)
    wanted = (*concepts, *PARTS_OF_REVENUE, BOTH_SIDES, SPLIT_RATIO)
    return {each.lower(): each for each in wanted}


def _facts(taxonomies: Mapping[str, object], unusable: list[str]) -> Iterator[TaggedFact]:
    """Every fact that is read; `unusable` takes the places of those that no record can have."""
    for taxonomy, concepts in taxonomies.items():
        for name, concept in _mapping(concepts, f"facts.{shown(taxonomy)}").items():
            known = _wanted().get(f"{taxonomy}:{name}".lower())
            if known is None:
                continue
            place = f"facts.{taxonomy}.{name}"
            fields = _mapping(concept, place)
            for unit, rows in _mapping(fields.get("units"), f"{place}.units").items():
                if not isinstance(rows, list):
                    raise _fault(f"{place}.units.{shown(unit)}", rows, "a list of facts")
                spelled = _unit(unit)
                if not spelled:
                    unusable += [f"{place} in `{shown(unit)}`"] * len(rows)
                    continue
                for index, row in enumerate(rows):
                    at = f"{place}.units.{unit}[{index}]"
                    fact = _fact(known, spelled, _mapping(row, at), at)
                    if _is_usable(fact):
                        yield fact
                    else:
                        unusable.append(f"{place} to {fact.end}")


def _unit(text: str) -> str:
    """A unit in the SEC's usual spelling; empty for one that no metric is in."""
    match = _UNIT.fullmatch(text)
    if match is None:
        return ""
    if match["plain"]:
        return "pure" if match["plain"].lower() == "pure" else "shares"
    return match["money"].upper() + ("/shares" if match["per"] else "")


def _is_usable(fact: TaggedFact) -> bool:
    """Whether an analyst could type the fact.

    Filers tag days of no century, ends that come before their starts, and endless digits.
    """
    exponent = fact.value.as_tuple().exponent
    start = fact.start or fact.end
    within = _FIRST_DAY <= start <= fact.end <= _LAST_DAY
    return within and isinstance(exponent, int) and exponent >= -_PLACES


def _fact(concept: str, unit: str, row: Mapping[str, object], place: str) -> TaggedFact:
    start = row.get("start")
    return TaggedFact(
        concept=concept,
        unit=unit,
        value=_value(row.get("val"), f"{place}.val"),
        end=_day(row.get("end"), f"{place}.end"),
        start=None if start is None else _day(start, f"{place}.start"),
        accession=_text(row.get("accn"), _ACCESSION, f"{place}.accn"),
        form=_text(row.get("form"), _FORM, f"{place}.form"),
        filed=_day(row.get("filed"), f"{place}.filed"),
        fiscal_year=year if isinstance(year := row.get("fy"), int) and 1900 < year < 2200 else None,
    )


def _value(value: object, place: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise _fault(place, value, "a number")
    number = Decimal(value)
    if not number.is_finite() or number.adjusted() >= _DIGITS:
        raise _fault(place, value, "a number an issuer can report")
    return number


def _day(value: object, place: str) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise _fault(place, value, "a day, as YYYY-MM-DD") from None


def _text(value: object, pattern: re.Pattern[str], place: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _fault(place, value, "like the SEC's own")
    return value


def _mapping(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _fault(place, value, "a mapping")
    return value


def _fault(place: str, value: object, wanted: str) -> Finding:
    found = "is missing" if value is None else f"is `{shown(str(value)[:200])}`"
    return Finding(f"`{place}` {found}, and should be {wanted}", _REMEDY)
