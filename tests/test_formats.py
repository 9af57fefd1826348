"""How numbers print: half up, with the digits that are known and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieout.charts import terms
from tieout.claims.numbers.hedges import bend
from tieout.claims.numbers.numerals import Numeral
from tieout.figures import display
from tieout.figures.display import MINUS, half_up, number, shown
from tieout.figures.figure import Figure, Origin
from tieout.figures.intervals import Interval, bounds, growth
from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.typed import Basis, PrintedNumber, Unit
from tieout.problems import Place
from tieout.views.shared.arithmetic import arithmetic

from tests.conftest import read_yaml

CASES = read_yaml(Path(__file__).with_name("formats.yml"))
SPAN = Span(date(2025, 9, 30), date(2025, 7, 1))
LABEL = FiscalLabel(2026, "Q2")
AMOUNTS = st.decimals(min_value=1, max_value=10**7, places=1, allow_nan=False)
NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, places=6, allow_nan=False)


def printed(text: str, unit: str = "million CNY", kind: str = "reported") -> Figure:
    """A figure as a record types it."""
    parsed, of = PrintedNumber.parse(text), Unit.parse(unit)
    interval = bounds(parsed, of.scale)
    origin = Origin(Place("acme/2026-q2.yml"), "acme/2026-q2", "release")
    return Figure(
        issuer="acme",
        segment="",
        metric="revenue",
        measure="level",
        basis=Basis("GAAP"),
        span=SPAN,
        label=LABEL,
        unit=of.code,
        value=interval.value,
        low=interval.low,
        high=interval.high,
        kind=kind,  # type: ignore[arg-type]
        origin=origin,
        printed=text,
    )


def grown(now: Figure, base: Figure) -> Figure:
    """Growth from one figure to another."""
    one, other = (Interval(each.value, each.low, each.high) for each in (now, base))
    result = growth(one, other)
    return replace(
        now,
        measure="yoy",
        unit="%",
        value=result.value,
        low=result.low,
        high=result.high,
        kind="derived",
        operation="growth",
        operands=(now, base),
    )


@pytest.mark.parametrize("case", CASES["shown"], ids=lambda case: f"{case[0]} {case[1]}")
def test_a_figure_prints(case: list[str]) -> None:
    text, unit, expected = case
    assert shown(printed(text, unit)) == expected


@pytest.mark.parametrize("case", CASES["estimates"], ids=lambda case: f"{case[0]} {case[1]}")
def test_an_estimate_prints_as_typed(case: list[str]) -> None:
    text, unit, expected = case
    assert shown(printed(text, unit, "consensus")) == expected


@pytest.mark.parametrize("case", CASES["cells"], ids=lambda case: f"{case[0]} {case[1]}")
def test_a_cell_prints_in_the_unit_of_its_table(case: list[str]) -> None:
    text, unit, table, expected = case
    assert display.cell(printed(text, unit), Unit.parse(table)) == expected


@pytest.mark.parametrize("case", CASES["growth"], ids=lambda case: f"{case[0]} from {case[2]}")
def test_growth_prints_the_digits_that_are_known(case: list[str]) -> None:
    now, now_unit, base, base_unit, expected, line = case
    figure = grown(printed(now, now_unit), printed(base, base_unit))
    assert shown(figure) == expected
    assert arithmetic(figure, Unit.parse("million CNY")) == line


@given(NUMBERS, st.integers(min_value=-3, max_value=5))
def test_rounding_is_half_up(value: Decimal, places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    rounded = half_up(value, places)
    assert abs(rounded - value) <= unit / 2
    if abs(rounded - value) == unit / 2:
        assert abs(rounded) > abs(value)


@given(NUMBERS, st.integers(min_value=0, max_value=5), st.booleans())
def test_a_rounded_nothing_has_no_sign(value: Decimal, places: int, sign: bool) -> None:
    text = number(value, places, sign)
    assert "-" not in text
    if not text.strip(f"+{MINUS}0.,"):
        assert text[0] not in f"+{MINUS}"


@given(NUMBERS)
def test_a_printed_number_can_be_typed_again(value: Decimal) -> None:
    assert PrintedNumber.parse(number(value, 6)).value == value


@given(AMOUNTS, AMOUNTS)
def test_growth_never_shows_a_digit_that_its_bounds_leave_open(now: Decimal, base: Decimal) -> None:
    figure = grown(printed(f"{now:.1f}"), printed(f"{base:.1f}"))
    text = shown(figure)
    if " to " in text:
        return
    told = PrintedNumber.parse(text.removeprefix("about ").replace("+", ""))
    slack = told.ulp * Decimal("0.25")
    low, high = told.low, told.high
    if text.startswith("about "):
        near, far = bend(_numeral(told), "about")
        low, high = (near, far) if told.value >= 0 else (-far, -near)
    assert low - slack <= figure.low
    assert figure.high <= high + slack


def _numeral(told: PrintedNumber) -> Numeral:
    """The number as a claim would have it, without its sign."""
    exponent = told.value.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent > 0 else told.ulp
    return Numeral(abs(told.value), told.ulp, step if told.value else told.ulp)


@pytest.mark.parametrize("case", CASES["days"], ids=str)
def test_days_and_periods_print(case: list[str]) -> None:
    start, end, expected = case
    span = Span(date.fromisoformat(end), date.fromisoformat(start) if start else None)
    assert display.days(span) == expected


@pytest.mark.parametrize("case", CASES["periods"], ids=str)
def test_a_period_is_named(case: list[str]) -> None:
    year, part, expected, heading = case
    label = FiscalLabel(int(year), part)
    assert (display.period(label), display.stretch(label)) == (expected, heading)


@pytest.mark.parametrize("case", CASES["units"], ids=str)
def test_a_unit_is_named(case: list[str]) -> None:
    assert display.unit_name(Unit.parse(case[0])) == case[1]


@pytest.mark.parametrize(
    ("figure", "unit", "text"),
    [
        (printed("116,866", "million USD"), "million USD", "$116,866m"),
        (printed("-937", "million USD"), "million USD", "\u2212$937m"),
        (printed("2,166,238", "thousand CNY"), "thousand CNY", "RMB 2,166,238k"),
        (printed("120.5", "million EUR"), "million EUR", "\u20ac120.5m"),
        (printed("6.2", "billion USD"), "million USD", "$6.2bn"),
        (printed("40,986", "crore INR"), "crore INR", "\u20b940,986 crore"),
        (printed("-880", "oku JPY"), "oku JPY", "\u2212\u00a588.0bn"),
        (printed("412", "USD"), "USD", "$412"),
        (printed("0.64", "USD per share"), "million USD", "$0.64"),
        (printed("4,313", "million shares"), "million USD", "4,313m shares"),
    ],
)
def test_a_figure_in_full_says_its_unit(figure: Figure, unit: str, text: str) -> None:
    """Where no caption says it, no digit of the source is lost."""
    assert display.in_full(figure, Unit.parse(unit)) == text


def test_a_range_whose_ends_print_alike_is_one_number() -> None:
    """Two surprises against estimates of 210.2 and 210.3: about 1.0% and 1.0%."""
    actual = printed("208,200")
    surprises = [grown(actual, printed(f"{each} billion", "CNY")) for each in ("210.2", "210.3")]
    assert {shown(each) for each in surprises} == {"\u22121.0%", "about \u22121.0%"}
    assert display.range_of(surprises) == "about \u22121.0%"


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        ("28129395.22", "21681804", "34577741", "+$21m to +$35m"),
        ("-3000000", "-9000000", "3000000", f"{MINUS}$9m to +$3m"),
        ("-0.004", "-0.018", "0.011", f"{MINUS}$0.02 to +$0.02"),
        ("28129395.22", "28081804", "28177741", "about +$28.1m"),
    ],
)
def test_an_amount_of_which_no_digit_is_known_is_told_by_its_bounds(
    value: str, low: str, high: str, text: str
) -> None:
    amount = replace(
        printed("1", "USD"),
        value=Decimal(value),
        low=Decimal(low),
        high=Decimal(high),
        kind="derived",
        operation="ratio",
        measure="surprise_translated",
    )
    assert shown(amount) == text


def test_charts_tell_rupees_in_crore_as_the_tables_beside_them() -> None:
    figures = [printed(text, "crore INR") for text in ("8,649", "42,279", "921.3")]
    unit = terms.unit_for(figures)
    labels = [terms.label(each, unit) for each in figures]
    assert (terms.unit_text(unit), labels) == ("\u20b9 crore", ["8,649", "42,279", "921"])
