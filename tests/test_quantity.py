"""Reading printed numbers: cases as files, and properties that hold for any number and any text."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tieout.claims.numbers.hedges import HEDGES
from tieout.claims.numbers.quantity import Quantity, blank_out, read_quantities
from tieout.problems import Finding

settings.register_profile("quantities", database=None, deadline=None, max_examples=150)
settings.load_profile("quantities")

CASES = sorted((Path(__file__).parent / "quantities").glob("*.yml"))


def load(path: Path) -> list[Any]:
    """The cases of a file; every scalar stays text, as printed."""
    cases: list[Any] = yaml.load(
        path.read_text(encoding="utf-8"),
        Loader=yaml.BaseLoader,  # noqa: S506  builds text, lists and mappings only
    )
    return cases


def only(text: str, hint: str | None = None) -> Quantity:
    found = read_quantities(text, hint)
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=f"{p.stem}-{c['text'][:40]}") for p in CASES for c in load(p)]
)
def test_reads_what_is_printed(case: dict[str, Any]) -> None:
    found = read_quantities(case["text"], case.get("hint"))
    assert [q.text for q in found] == [e["printed"] for e in case["quantities"]]
    for quantity, expected in zip(found, case["quantities"], strict=True):
        assert quantity.value == Decimal(expected["value"])
        assert (quantity.unit, quantity.noun) == (expected["unit"], expected.get("noun", ""))
        assert quantity.hedge == expected.get("hedge", "")
        assert quantity.direction == int(expected.get("direction", 0))
        assert [quantity.low, quantity.high] == bounds(expected)
        assert quantity.is_range == ("range" in expected)


def bounds(expected: dict[str, Any]) -> list[Decimal]:
    """The interval that a case expects: its range, its bent bounds, or half a unit around."""
    printed = expected.get("range") or expected.get("bounds")
    if printed:
        return [Decimal(bound) for bound in printed]
    value, half = Decimal(expected["value"]), Decimal(expected["ulp"]) / 2
    return [value - half, value + half]


def test_every_case_file_is_used() -> None:
    assert len(CASES) >= 10
    assert all(load(path) for path in CASES)


def test_hint_decides_the_signs_that_currencies_share() -> None:
    assert only("\u00a55 billion", "JPY").unit == "JPY"
    assert only("\u00a55 billion", "CNY").unit == "CNY"
    assert only("5 cents a share", "AUD").unit == "AUD/share"
    assert only("5 cents a share", "CNY").unit == "USD/share"


def test_a_direction_signs_the_interval_once() -> None:
    assert only("fell 5.2%").signed == (Decimal("-5.25"), Decimal("-5.15"))
    assert only("a loss of $(0.12)").signed == (Decimal("-0.125"), Decimal("-0.115"))
    assert only("rose 5.2%").signed == (Decimal("5.15"), Decimal("5.25"))


def test_hedges_make_a_number_approximate_but_a_record_does_not() -> None:
    assert only("about 5%").approximate
    assert only("one-third of revenue").approximate
    assert not only("a record 5%").approximate
    assert not only("5%").approximate


def test_what_is_no_quantity_can_be_blanked_out() -> None:
    text = "On May 5, 2025 sales of iPhone 17 rose 5% in Q2."
    masked = blank_out(text)
    assert len(masked) == len(text)
    assert [c for c in masked if c.isdecimal()] == ["5"]
    assert masked[text.index("5%") :] == text[text.index("5%") :].replace("2", "\ufffc")


def test_more_numbers_than_an_article_has_are_refused() -> None:
    with pytest.raises(Finding, match="more than 10,000 numbers"):
        read_quantities("5% " * 10_001)


@pytest.mark.parametrize("unit", ["7", "$", "1,", "a ", "http://"])
def test_five_megabytes_of_nonsense_hold_nothing(unit: str) -> None:
    assert read_quantities(unit * (5 * 2**20 // len(unit))) == []


# Numbers that are printed in many ways

digits = st.integers(1, 10**9).map(Decimal)
places = st.integers(0, 4)
SCALES = {"": 0, " thousand": 3, " million": 6, "m": 6, "bn": 9, " billion": 9, " trillion": 12}
PREFIXES = {"$": "USD", "US$": "USD", "\u20ac": "EUR", "RMB": "CNY", "HK$": "HKD", "CHF ": "CHF"}
SUFFIXES = {"%": "%", " percent": "%", " basis points": "bp", " yuan": "CNY", "x": "x"}


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, Decimal, str]:
    """A number as a writer would print it, its exact value, its unit."""
    number = draw(digits).scaleb(-draw(places))
    separator = draw(st.sampled_from([",", ""]))
    text = f"{number:{separator}f}"
    if draw(st.booleans()):
        suffix, unit = draw(st.sampled_from(sorted(SUFFIXES.items())))
        return text + suffix, number, unit
    prefix, unit = draw(st.sampled_from(sorted(PREFIXES.items())))
    scale, exponent = draw(st.sampled_from(sorted(SCALES.items())))
    return prefix + text + scale, number.scaleb(exponent), unit


@given(printed())
def test_a_number_is_read_back_as_printed(case: tuple[str, Decimal, str]) -> None:
    text, value, unit = case
    quantity = only(f"The figure was {text} that day.")
    assert (quantity.text, quantity.value, quantity.unit) == (text, value, unit)
    assert quantity.high - quantity.low == quantity.ulp
    assert quantity.low + quantity.high == 2 * value


@given(printed(), st.sampled_from(sorted(HEDGES)))
def test_a_hedge_never_loses_the_printed_number(case: tuple[str, Decimal, str], hedge: str) -> None:
    text, value, _ = case
    quantity = only(f"The figure was {hedge} {text} that day.")
    assert quantity.hedge == HEDGES[hedge]
    assert Decimal(0) <= quantity.low <= value <= quantity.high


ROUNDINGS = {
    "": ROUND_HALF_UP,
    "about": ROUND_HALF_UP,
    "nearly": ROUND_CEILING,
    "just over": ROUND_FLOOR,
    "more than": ROUND_FLOOR,
    "at least": ROUND_FLOOR,
    "less than": ROUND_CEILING,
    "up to": ROUND_CEILING,
}


@given(digits.map(lambda n: n / 10_000), places, st.sampled_from(sorted(ROUNDINGS)))
def test_the_number_that_was_rounded_is_within_the_interval(
    true: Decimal, kept: int, hedge: str
) -> None:
    shown = true.quantize(Decimal(1).scaleb(-kept), ROUNDINGS[hedge])
    quantity = only(f"It came to {hedge} ${shown:,f} million.")
    small = hedge in ("nearly", "just over") and shown * Decimal("0.05") < quantity.ulp / 10**6
    if not small:  # a lonely last digit: nearly 3 is taken as 2.5 to 3
        assert quantity.low <= true * 10**6 <= quantity.high


@given(printed(), st.sampled_from(["-", "\u2212"]))
def test_a_minus_mirrors_the_interval(case: tuple[str, Decimal, str], minus: str) -> None:
    text, value, _ = case
    plus, negative = only(text), only(minus + text)
    assert negative.value == -value
    assert (negative.low, negative.high) == (-plus.high, -plus.low)


@given(digits, digits, places, st.sampled_from(["-", "\u2013", " to ", " - "]))
def test_two_numbers_make_a_range(one: Decimal, two: Decimal, kept: int, link: str) -> None:
    low, high = sorted((one.scaleb(-kept), (one + two).scaleb(-kept)))
    quantity = only(f"It expects ${low:,f}{link}${high:,f} of sales.")
    assert (quantity.range_low, quantity.range_high) == (low, high)
    assert (quantity.low, quantity.high) == (low, high)


@given(printed(), st.integers(1, 40))
def test_moving_a_text_moves_the_places(case: tuple[str, Decimal, str], shift: int) -> None:
    sentence = f"Sales were {case[0]} then."
    here, there = only(sentence), only("word " * shift + sentence)
    assert there.start == here.start + 5 * shift
    assert there.end == here.end + 5 * shift


WILD = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.text("0123456789.,-()$%\u2013\u2212 '/:+", max_size=12),
        st.sampled_from(
            "nearly|up to|between|and|to|from| |million|bn|percent|per share|one-third|twenty|"
            "doubled|a |half a|plus or minus|\u00b1|RMB|\u00a5|US$|Q2|May|2025|p.m.|lakh|"
            "basis points|euros|\u20ac|loss of|fell by|\n\n|\t|\u00a0|\u0661|\u00bd|\U0001d7d8|Rs.|http://".split(
                "|"
            )
        ),
    ),
    max_size=14,
).map("".join)


@given(WILD, st.sampled_from([None, "JPY", "CNY", "XXX"]))
@settings(max_examples=600)
def test_any_text_gives_quantities_in_order(text: str, hint: str | None) -> None:
    end = 0
    for quantity in read_quantities(text, hint):
        assert end <= quantity.start < quantity.end
        end = quantity.end
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low <= quantity.value <= quantity.high
        assert quantity.ulp > 0
        assert not quantity.text[0].isspace()
        assert not quantity.text[-1].isspace()
    assert len(blank_out(text)) == len(text)
