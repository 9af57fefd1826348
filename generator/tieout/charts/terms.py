"""Numbers and periods as charts write them, and the runs of periods they stand on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from tieout.charts.chart import ChartCell
from tieout.facts.rows import published
from tieout.figures import display, said
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.figures.saying import changed, say
from tieout.figures.scales import CRORE, LETTERS, TABLE, on_axes
from tieout.figures.typed import Unit

_SCALE_LETTERS = {f" {each.word}": f" {each.letters}" for each in TABLE if each.letters}
_HALF = 6
_ABOUT = "\u2248"


def unit_for(figures: Iterable[Figure], least: int = 10) -> Unit:
    """The unit in which all the figures read well: billions from ten billion on, and so on.

    `least` is what the largest of them is to be in that unit, at the least. Rupees are in crore.
    """
    shown = list(figures)
    code, largest = shown[0].unit, max(abs(figure.value) for figure in shown)
    factors = [scale.factor for scale in on_axes(code)]
    return Unit(code, next((each for each in factors if largest >= each * least), Decimal(1)))


def unit_text(unit: Unit) -> str:
    """`RMB bn`, `$ per ADS`, `%`."""
    text = display.unit_name(unit)
    for word, letters in _SCALE_LETTERS.items():
        text = text.replace(word, letters)
    amount, per, each = text.partition(" per ")
    return say("{unit} per {each}", unit=amount, each=each) if per else text


def amount(figure: Figure | None, unit: Unit) -> float | None:
    """The figure as published, in `unit`: the one place where a figure becomes a float."""
    return None if figure is None else float(published(figure) / unit.scale)


def label(figure: Figure | None, unit: Unit) -> str:
    """The number beside a mark, whose unit stands above it: `247.8`, `+4.8`; nothing if unknown."""
    if figure is None:
        return ""
    text, letters = display.shown(figure), _letters(unit)
    if not text.endswith(letters):
        return digits(figure, unit, 0 if abs(figure.value) >= unit.scale * 100 else 1)
    if unit.currency:
        text = text.replace(display.unit_name(Unit(unit.currency)), "", 1)
    text = text.removesuffix(letters).replace(" ", "")
    return "" if "to" in text else text.replace("about", _ABOUT)


def digits(figure: Figure, unit: Unit, places: int) -> str:
    """The number in `unit` with so many decimals, fewer where fewer are known."""
    known = max(display.places_known(figure, unit.scale), 0)
    return display.number(figure.value / unit.scale, min(places, known))


def _letters(unit: Unit) -> str:
    """What a number in this unit ends with where its unit is written out."""
    if unit.code in ("pp", "bp", "%"):
        return unit.code
    if unit.scale == CRORE.factor:
        return f" {CRORE.word}"
    return next((word for word, factor in LETTERS.items() if factor == unit.scale), "")


def plotted(field: str, figure: Figure | None, unit: Unit) -> dict[str, str | float | None]:
    """A figure as a field of a row to be drawn, with its id beside it: `amount_figure`."""
    return {
        field: amount(figure, unit),
        f"{field}_figure": figure.id if figure else None,
    }


def cell(figure: Figure | None, text: str = "") -> ChartCell:
    """The number in a chart's table, with its unit unless it is to read otherwise."""
    if figure is None:
        return ChartCell(text or display.NOTHING, "")
    return ChartCell(text or said.shown(figure), figure.id)


def wrapped(text: str, width: int) -> str:
    """Lines of at most so many characters; a shape breaks its headings at the line ends."""
    return changed(partial(_broken, width=width), text)


def _broken(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width))


def run(labels: Iterable[FiscalLabel]) -> tuple[FiscalLabel, ...]:
    """All periods from the first to the last, those between that have no record among them."""
    known = sorted(set(labels), key=lambda each: each.position)
    if not known:
        return ()
    periods = [known[-1]]
    # The first half-years alone are on record of who reports the year to date.
    halves = known[-1].months == _HALF and len({each.part for each in known}) == 1
    while periods[-1].position > known[0].position:
        last = periods[-1]
        periods.append(last.years_back(1) if halves else last.before)
    return tuple(reversed(periods))


def periods_to(last: FiscalLabel, count: int) -> tuple[FiscalLabel, ...]:
    """So many periods of the last one's kind, the last one itself among them."""
    periods = [last]
    while len(periods) < count:
        periods.append(periods[-1].before)
    return tuple(reversed(periods))


def period_key(label: FiscalLabel) -> str:
    """A period on the axis, which writes `Q2` and `FY26` from it: `2026-Q2`."""
    return f"{label.year}-{label.part}"
