"""Units and numbers of the world's large markets, as `units.yml` lists them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.core import get_global
from babel.numbers import get_territory_currencies
from tieout.figures.currencies import ALIASES, CODES, MINOR, SHARED, SIGNS
from tieout.figures.display import unit_name
from tieout.figures.typed import PrintedNumber, Unit
from tieout.problems import Finding

from tests.conftest import read_yaml

CASES = read_yaml(Path(__file__).with_name("units.yml"))


@pytest.mark.parametrize(("text", "code", "scale", "written"), CASES["units"])
def test_a_unit_is_read_as_people_write_it(text: str, code: str, scale: str, written: str) -> None:
    unit = Unit.parse(text)
    assert (unit.code, unit.scale, str(unit)) == (code, Decimal(scale), written)
    assert Unit.parse(str(unit)) == unit


@pytest.mark.parametrize(("text", "finding", "instead"), CASES["misread"])
def test_what_is_no_unit_says_why(text: str, finding: str, instead: str) -> None:
    with pytest.raises(Finding) as told:
        Unit.parse(text)
    assert (told.value.finding, told.value.instead) == (finding, instead)


@pytest.mark.parametrize(("text", "value", "ulp", "unit", "scale"), CASES["numbers"])
def test_a_number_is_read_as_it_is_printed(
    text: str, value: str, ulp: str, unit: str, scale: str
) -> None:
    number = PrintedNumber.parse(text)
    assert (number.value, number.ulp) == (Decimal(value), Decimal(ulp))
    assert (number.unit, number.scale) == (unit, scale)


@pytest.mark.parametrize(("text", "remedy", "instead"), CASES["misprinted"])
def test_what_is_no_number_says_what_to_write(text: str, remedy: str, instead: str) -> None:
    with pytest.raises(Finding) as told:
        PrintedNumber.parse(text)
    assert (told.value.remedy, told.value.instead) == (remedy, instead)
    if instead:
        PrintedNumber.parse(instead)


@pytest.mark.parametrize(("text", "caption"), CASES["captions"])
def test_a_caption_names_the_scale(text: str, caption: str) -> None:
    assert unit_name(Unit.parse(text)) == caption


def test_currencies_are_those_that_were_tender_since_2009() -> None:
    """Babel has the Unicode consortium's list of each country's money and its days."""
    since, until = date(2009, 1, 1), date(2026, 11, 28)
    tender = {
        code
        for country in get_global("territory_currencies")
        for code in get_territory_currencies(country, since, until, tender=True)
    }
    assert tender == CODES
    others = {*ALIASES.values(), *MINOR.values(), *SIGNS, *(each[0] for each in SHARED.values())}
    assert others <= CODES
