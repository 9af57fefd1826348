"""Patterns by which editors underline a slip refuse nothing that reading takes."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable

import pytest
from tieout.figures.currencies import ALIASES, CODES, MINOR
from tieout.figures.periods import MONTHS, WEEKDAYS, FiscalCalendar
from tieout.figures.scales import NAMES
from tieout.figures.typed import Basis, PrintedNumber, Unit, parse_clock, parse_day
from tieout.figures.zones import is_place
from tieout.problems import Finding
from tieout.records import patterns

NUMBERS = """1,234 -1,234 (1,234) 1234.5 -0.61 12,34,567 1'234'567 5% -78% 130 bp 1.2 pp 0 \u2212410
245.2 billion 245.2bn 1,23,456 crore 1.250,5 1,2500 1 250 $5 about 5 5 percent .74 1. (5) million
1,234oku 5 \u5104 3\u51462,450\u5104 1\u4e072,300 -2\u5104300\u4e07 2\u51463\u5146 -(5)
n/a 1e3 --5 (5 5)""".replace("\n", " ")
UNITS = [
    *"% stores pp bp x MWh GWH TEU ADS cents $ \u00a5 10^6 usd XYZ US dollars".split(),
    *"million widgets|thousand barrels per day|square feet|US cents per share|CNY per USD".split(
        "|"
    ),
    *"pence per share|euro cents per share|RMB million|US$m|$ million|milion USD|million usd".split(
        "|"
    ),
    *(f"{scale} {code}" for scale in NAMES if len(scale) > 2 for code in ("USD", "RMB", "stores")),
    *(f"{code} per {per}" for code in CODES for per in ("share", "ADS")),
    *ALIASES,
    *MINOR,
]


def texts(words: str) -> list[str]:
    """Every text of one, two or three words in a row."""
    parts = words.split(" ")
    return [" ".join(parts[at : at + more]) for at in range(len(parts)) for more in (1, 2, 3)]


DAYS = [f"{year}-{month:02}-{day:02}" for year in (1899, 2024, 2199, 2200) for month in range(14)
        for day in range(33)]  # fmt: skip
ENDS = [
    *(f"{month} {day}" for month in MONTHS for day in range(33)),
    *(f"last {day} of {month}" for month in MONTHS for day in WEEKDAYS),
    *(f"nearest {day} to the end of {month}" for month in MONTHS for day in WEEKDAYS),
]
FIELDS: dict[str, tuple[Callable[[str], object], str, list[str]]] = {
    "numbers": (PrintedNumber.parse, patterns.NUMBER, texts(NUMBERS)),
    "units": (Unit.parse, patterns.UNIT, UNITS),
    "days": (parse_day, patterns.DAY, DAYS),
    "times": (
        parse_clock,
        patterns.CLOCK,
        [f"{h:02}:{m:02}" for h in range(26) for m in range(62)],
    ),
    "ends of years": (FiscalCalendar.parse, patterns.YEAR_END, ENDS),
    "bases": (Basis.parse, patterns.BASIS, ["GAAP", "non-GAAP, organic", "GAAP,IFRS", "adjusted"]),
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_pattern_takes_what_reading_takes(field: str) -> None:
    parse, pattern, typed = FIELDS[field]
    read, refused = [], []
    for text in typed:
        try:
            parse(text)
            read.append(text)
        except Finding:
            refused.append(text)
    assert [text for text in read if not re.search(pattern, text)] == []
    assert [text for text in refused if not re.search(pattern, text)]


def test_every_zone_that_is_a_place_is_taken() -> None:
    places = [zone for zone in zoneinfo.available_timezones() if is_place(zone)]
    assert [zone for zone in places if not re.search(patterns.ZONE, zone)] == []
    assert not re.search(patterns.ZONE, "EST")


@pytest.mark.parametrize("code", ["USD", "CNY", "GBP"])
def test_a_block_has_the_issuers_currency_and_no_other(code: str) -> None:
    pattern = patterns.unit_without_others(code)
    for unit in (f"million {code}", f"{code} per share", "stores", "%", "million people"):
        assert re.search(pattern, unit)
    for unit in ("million EUR", "EUR", "\u20ac million"):
        assert not re.search(pattern, unit)
