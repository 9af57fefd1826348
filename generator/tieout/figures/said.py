"""Numbers, days and periods as `display` prints them, for texts that another language says, too.

The digits, signs and units are the same in every language; what is a word among them is said: the
hedge, the span between two ends, the word of a scale, a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from tieout.figures import display
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.saying import joined, said_day, said_day_of_year, say
from tieout.figures.typed import Unit

NOT_MEANINGFUL = say("n.m.")
_SPELLED = (
    say("no"),
    say("one"),
    say("two"),
    say("three"),
    say("four"),
    say("five"),
    say("six"),
    say("seven"),
    say("eight"),
    say("nine"),
    say("ten"),
)
_SCALES = {
    "thousand": say("thousand"),
    "million": say("million"),
    "billion": say("billion"),
    "trillion": say("trillion"),
}
_TRAILING = re.compile(r"^12 months to ")
_LENGTHS: dict[str, Callable[[str], str]] = {
    "Six months, ": lambda label: say("Six months, {period}", period=label),
    "Nine months, ": lambda label: say("Nine months, {period}", period=label),
    "Fiscal year, ": lambda label: say("Fiscal year, {period}", period=label),
    "Trailing twelve months to ": lambda label: say(
        "Trailing twelve months to {period}", period=label
    ),
}


def printed(text: str) -> str:
    """A printed number or a span of two, with its hedge said: `about +33% to +37%`."""
    if text.startswith("about "):
        return say("about {number}", number=printed(text.removeprefix("about ")))
    low, to, high = text.partition(" to ")
    return say("{low} to {high}", low=printed(low), high=printed(high)) if to else text


def shown(figure: Figure, places: int | None = None) -> str:
    """A figure that stands alone, with its unit."""
    return printed(display.shown(figure, places))


def cell(figure: Figure, unit: Unit) -> str:
    """A figure in a table whose caption says the unit."""
    return printed(display.cell(figure, unit))


def in_full(figure: Figure, unit: Unit) -> str:
    """A figure with the digits that `unit` leaves it, where no caption says it."""
    return printed(display.in_full(figure, unit))


def precise(figure: Figure) -> str:
    """A figure with every digit known, to hold a claim against."""
    return printed(display.precise(figure))


def guided(figure: Figure, unit: Unit) -> str:
    """What an issuer expects, from its low to its high end."""
    return printed(display.guided(figure, unit))


def as_printed(figure: Figure) -> str:
    """All digits of a percentage as its source has them."""
    return printed(display.as_printed(figure))


def range_of(figures: Iterable[Figure]) -> str:
    """From the least to the most."""
    return printed(display.range_of(figures))


def unsigned(figures: Iterable[Figure]) -> str:
    """The sizes of changes whose direction stands in words."""
    return printed(display.unsigned(figures))


def day(when: date) -> str:
    """`25 Nov 2025`."""
    return said_day(display.day(when), when)


def day_of_year(when: date) -> str:
    """`25 Nov`, where the year goes without saying."""
    return said_day_of_year(display.day(when).rpartition(" ")[0], when)


def days(span: Span) -> str:
    """`1 Jul to 30 Sep 2025`; one day for an instant."""
    if span.start is None:
        return day(span.end)
    same = span.start.year == span.end.year
    first = day_of_year(span.start) if same else day(span.start)
    return say("{low} to {high}", low=first, high=day(span.end))


def period(label: FiscalLabel) -> str:
    """`FY2026 Q2`, `FY2026`, `12 months to FY2026 Q2`."""
    text = display.period(label)
    last = _TRAILING.sub("", text)
    return text if last == text else say("12 months to {period}", period=last)


def stretch(label: FiscalLabel) -> str:
    """A period longer than a quarter, as a heading says it."""
    text = display.stretch(label)
    for words, told in _LENGTHS.items():
        if text.startswith(words):
            return told(text.removeprefix(words))
    return text


def calendar(name: str) -> str:
    """`calendar Q3 2025` for `2025-Q3`."""
    return say("calendar {quarter}", quarter=display.quarter(name))


def unit_name(unit: Unit) -> str:
    """A unit as a caption says it: `RMB million`, `$ per ADS`, `%`."""
    amount, per, of = display.unit_name(unit).partition(" per ")
    told = joined(" ", (_SCALES.get(word, word) for word in amount.split(" ")))
    return say("{unit} per {each}", unit=told, each=of) if per else told


def spelled(count: int) -> str:
    """A small number in words, as running text has it: `three`; from eleven in figures."""
    return _SPELLED[count] if count < len(_SPELLED) else display.spelled(count)
