"""Interval arithmetic: no number that the operands may stand for is ever left out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tieout.figures.intervals import (
    Interval,
    NotPositive,
    bounds,
    contribution,
    growth,
    percentage,
    total,
    wilson,
)
from tieout.figures.typed import PrintedNumber

same_every_time = settings(derandomize=True, database=None, deadline=None)
numbers = st.decimals(-(10**13), 10**13, places=3)
widths = st.decimals(0, 1000, places=3)
weights = st.fractions(0, 1, max_denominator=64)


@st.composite
def intervals(draw: st.DrawFn, positive: bool = False) -> Interval:
    value = abs(draw(numbers)) + 1 if positive else draw(numbers)
    below, above = draw(widths), draw(widths)
    return Interval(value, value - (below % value if positive else below), value + above)


def within(interval: Interval, weight: Fraction) -> Fraction:
    """A number of the interval, exactly."""
    return Fraction(interval.low) + weight * (Fraction(interval.high) - Fraction(interval.low))


def holds(interval: Interval, number: Fraction) -> bool:
    ordered = interval.low <= interval.value <= interval.high
    return ordered and Fraction(interval.low) <= number <= Fraction(interval.high)


@same_every_time
@given(intervals(), intervals(), weights, weights)
def test_sums_and_differences_hold_every_case(
    one: Interval, other: Interval, some: Fraction, more: Fraction
) -> None:
    a, b = within(one, some), within(other, more)
    assert holds(one + other, a + b)
    assert holds(one - other, a - b)
    assert total([one, other, one]).value == one.value + other.value + one.value


@same_every_time
@given(intervals(), intervals(positive=True), weights, weights)
def test_growth_and_parts_hold_every_case(
    now: Interval, base: Interval, some: Fraction, more: Fraction
) -> None:
    a, b = within(now, some), within(base, more)
    assert holds(growth(now, base), (a / b - 1) * 100)
    assert holds(percentage(now, base), a / b * 100)


@same_every_time
@given(
    st.tuples(intervals(), intervals(), intervals(positive=True)),
    st.tuples(weights, weights, weights),
)
def test_contributions_hold_every_case(
    operands: tuple[Interval, Interval, Interval], at: tuple[Fraction, Fraction, Fraction]
) -> None:
    now, before, whole = (within(*each) for each in zip(operands, at, strict=True))
    assert holds(contribution(*operands), (now - before) / whole * 100)


@same_every_time
@given(intervals(), st.integers(0, 6))
def test_rounding_outward_never_narrows(interval: Interval, places: int) -> None:
    wide = interval.outward(places)
    assert wide.low <= interval.low
    assert wide.high >= interval.high
    assert wide.high - wide.low <= interval.high - interval.low + 2 * Decimal(1).scaleb(-places)


def test_bounds_that_end_are_exact_and_included() -> None:
    """20 of exactly 16, to the unit: from 19.5 / 16 to 20.5 / 16."""
    now, base = (bounds(PrintedNumber.parse(text)) for text in ("20", "16"))
    assert growth(now, base).value == 25
    assert percentage(now, Interval.exactly(Decimal(16))) == Interval(
        Decimal(125), Decimal("121.875"), Decimal("128.125")
    )


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        ("0", "base is zero"),
        ("-3", "base is negative"),
        ("0.0", "base is zero"),
    ],
)
def test_no_percentage_of_a_base_that_is_not_positive(base: str, reason: str) -> None:
    with pytest.raises(NotPositive, match=reason):
        growth(Interval.exactly(Decimal(5)), bounds(PrintedNumber.parse(base)))


def test_no_percentage_of_a_base_that_may_be_zero() -> None:
    with pytest.raises(NotPositive, match="may be zero"):
        growth(
            Interval.exactly(Decimal(5)), Interval(Decimal("0.4"), Decimal("-0.1"), Decimal("0.9"))
        )


@pytest.mark.parametrize(
    ("printed", "approximate", "low", "high"),
    [
        ("39.8 billion", False, "39750000000", "39850000000"),
        ("39.8 billion", True, "39750000000", "39850000000"),
        ("40.0 billion", True, "39950000000", "40050000000"),
        ("120 billion", False, "119500000000", "120500000000"),
        ("120 billion", True, "115000000000", "125000000000"),
        ("247,795", False, "247794.5", "247795.5"),
        ("247,000", True, "246500", "247500"),
        ("(21,840)", False, "-21840.5", "-21839.5"),
        ("-0.61", False, "-0.615", "-0.605"),
        ("0", True, "-0.5", "0.5"),
    ],
)
def test_a_printed_number_reaches_half_its_last_digit_each_way(
    printed: str, approximate: bool, low: str, high: str
) -> None:
    interval = bounds(PrintedNumber.parse(printed), approximate=approximate)
    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3: the score method.
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(
    count: int, total: int, low: str, high: str
) -> None:
    share = wilson(count, total)
    assert f"{share.value:.6f}" == f"{Decimal(count) / total:.6f}"
    assert (f"{share.low:.4f}", f"{share.high:.4f}") == (low, high)


@same_every_time
@given(st.integers(1, 10**6), st.fractions(0, 1, max_denominator=64))
def test_the_interval_of_a_share_mirrors_and_stays_between_nothing_and_all(
    total: int, part: Fraction
) -> None:
    count = int(total * part)
    share, rest = wilson(count, total), wilson(total - count, total)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert abs(Fraction(share.low) + Fraction(rest.high) - 1) < Fraction(1, 10**45)
