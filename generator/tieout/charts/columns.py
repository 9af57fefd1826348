"""The two pictures of a brief: growth and profit by period, as columns with their numbers.

Across in per cent of the width, down in pixels, letters in pixels: one drawing for every screen,
for paper, for day and night. Each column bears its number, so there is no axis; the title says the
point, which is worked out here from the figures: a run of rises or falls, else the highest or
lowest on record, else how it stands to the year before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from tieout.charts import terms
from tieout.charts.chart import ChartTable
from tieout.charts.series import LENGTHS, PeriodRange, Series, main_profit
from tieout.facts import labels
from tieout.facts.store import Facts
from tieout.figures import display, said
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.figures.saying import joined, say
from tieout.figures.typed import Unit
from tieout.records.company import Company

PERIODS = 12
_FEWEST = 3
_ON_RECORD = 4
"""From so many periods on "the highest on record" says something."""
_RUN = 2
_MONTHS = 12
_PLOT = Decimal(150)
"""Height from the highest column's end to the lowest's, in pixels."""
_ABOVE, _BELOW = 18, 16
"""Room for numbers over the columns, and under those that hang."""
_FOOT = 36
_GAP = Decimal("0.24")
_WIDE_LABEL = 5
"""Letters of the longest number for which every column has room."""


@dataclass(frozen=True, slots=True)
class Title:
    """A sentence with one number in it, or none."""

    before: str
    number: str = ""
    figure: str = ""
    """The id of the number."""
    after: str = ""

    @property
    def text(self) -> str:
        """The whole of it."""
        return joined(" ", (self.before, self.number, self.after))


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    """One period: places in per cent, heights in pixels, all as the drawing has them."""

    x: str
    width: str
    middle: str
    top: str
    height: str
    """Empty where there is no figure."""
    label: str
    label_y: str
    figure: str
    part: str
    """`Q2`."""
    year: str
    """`FY2026`, under the first of its periods."""
    role: Literal["now", "year", ""]
    is_minor: bool
    """Whether its number gives way where there is little room."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A picture of columns with its words and its table."""

    name: str
    """Also of the specification and the drawing on the page of the full record."""
    title: Title
    caption: str
    """What is drawn and in what: `Growth on the year, %`."""
    columns: tuple[DrawnColumn, ...]
    zero: str
    height: int
    foot: tuple[int, int]
    """Where the names of periods and years stand."""
    note: str
    table: ChartTable


def columns_of(
    facts: Facts, company: Company, issuer: str, last: FiscalLabel
) -> tuple[Columns, ...]:
    """Growth of the part that the issuer names first, or of revenue; and the main profit."""
    if last.months not in LENGTHS:
        return ()
    stretch = PeriodRange(issuer, last, PERIODS)
    return tuple(_growth(facts, company, stretch)) + tuple(_profit(facts, company, stretch))


def _growth(facts: Facts, company: Company, stretch: PeriodRange) -> Iterator[Columns]:
    parts = [name.rpartition(".") for name in company.key_metrics if name.endswith(".revenue")]
    for segment in (*(part for part, _, _ in parts), ""):
        series = stretch.series(facts, "revenue", segment, growth=True)
        if len(series) < _FEWEST or stretch.last not in series:
            continue
        subject = labels.segment_label(company, segment) or labels.metric_label(company, "revenue")
        stated = any(figure.kind == "stated" for figure in series.values())
        yield _columns(
            "growth",
            _growth_title(subject, series, stretch),
            joined(
                ", ",
                (
                    say("{segment} revenue", segment=subject) if segment else subject,
                    say("growth on the year"),
                    say("in part as the issuer states it") if stated else "",
                    "%",
                ),
            ),
            _Drawn(series, Unit("%"), stretch, (say("Period"), say("Growth on the year"))),
        )
        return


def _profit(facts: Facts, company: Company, stretch: PeriodRange) -> Iterator[Columns]:
    metric = main_profit(facts, stretch) or "revenue"
    series = stretch.series(facts, metric)
    if len(series) < _FEWEST or stretch.last not in series:
        return
    label = labels.metric_label(company, metric)
    unit = terms.unit_for(series.values())
    yield _columns(
        "profit" if metric != "revenue" else "revenue",
        _level_title(label, series, stretch),
        joined(", ", (label, said.unit_name(unit))),
        _Drawn(series, unit, stretch, (say("Period"), label)),
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn, in which unit."""

    series: Series
    unit: Unit
    stretch: PeriodRange
    heads: tuple[str, str]


def _columns(name: str, title: Title, caption: str, drawn: _Drawn) -> Columns:
    periods = terms.run(drawn.series)
    values = [drawn.series.get(period) for period in periods]
    numbers = [figure.value for figure in values if figure is not None]
    low, high = min(*numbers, Decimal(0)), max(*numbers, Decimal(0))
    scale = _PLOT / ((high - low) or 1)
    zero = _ABOVE + high * scale
    height = int(_ABOVE + _PLOT + (_BELOW if low < 0 else 0))
    missing = sum(value is None for value in values)
    return Columns(
        name=name,
        title=title,
        caption=caption,
        columns=tuple(_each(periods, values, drawn, (zero, scale))),
        zero=f"{zero:.1f}",
        height=height + _FOOT,
        foot=(height + 15, height + 31),
        note=say("a point: none on record") if missing else "",
        table=ChartTable.of(
            drawn.heads,
            [
                (said.period(period), terms.cell(value, _cell(value)))
                for period, value in zip(periods, values, strict=True)
            ],
        ),
    )


def _cell(figure: Figure | None) -> str:
    if figure is None or figure.kind != "stated":
        return ""
    return say("{number}, as stated", number=said.shown(figure))


def _each(
    periods: Sequence[FiscalLabel],
    values: Sequence[Figure | None],
    drawn: _Drawn,
    axis: tuple[Decimal, Decimal],
) -> Iterator[DrawnColumn]:
    zero, scale = axis
    labels = [terms.label(value, drawn.unit).replace("+", "") for value in values]
    is_wide = max(map(len, labels)) > _WIDE_LABEL
    room = Decimal(100) / len(periods)
    a_year = _MONTHS // periods[-1].months
    for at, (period, value, label) in enumerate(zip(periods, values, labels, strict=True)):
        size = abs(value.value) * scale if value else Decimal(0)
        hangs = value is not None and value.value < 0
        top = zero if hangs else zero - size
        back = len(periods) - 1 - at
        role: Literal["now", "year", ""] = "now" if not back else "year" if back == a_year else ""
        left = room * at
        yield DrawnColumn(
            x=f"{left + room * _GAP / 2:.2f}%",
            width=f"{room * (1 - _GAP):.2f}%",
            middle=f"{left + room / 2:.2f}%",
            top=f"{top:.1f}",
            height=f"{max(size, Decimal('0.8')):.1f}" if value else "",
            label="" if is_wide and not role else label,
            label_y=f"{top + size + 13 if hangs else top - 5:.1f}",
            figure=value.id if value else "",
            part="" if period.part == "FY" else period.part,
            year=f"FY{period.year}" if _begins_a_year(periods, at) else "",
            role=role,
            is_minor=not role,
        )


def _begins_a_year(periods: Sequence[FiscalLabel], at: int) -> bool:
    """Whether the year's name has room under this period: it is its year's first of some."""
    if at and periods[at - 1].year == periods[at].year:
        return False
    return at + 1 >= len(periods) or len(periods) < _ON_RECORD or _has_second(periods, at)


def _has_second(periods: Sequence[FiscalLabel], at: int) -> bool:
    return periods[at + 1].year == periods[at].year or periods[at].part == "FY"


def _run(figures: Sequence[Figure | None]) -> int:
    """How many periods running the latest figure ends a rise (or, below zero, a fall)."""
    count = 0
    for before, after in reversed(list(pairwise(figures))):
        if before is None or after is None or display.shown(before) == display.shown(after):
            break
        step = 1 if after.value > before.value else -1
        if count and (count > 0) != (step > 0):
            break
        count += step
    return count


def _is_below_zero(figures: Sequence[Figure | None]) -> bool:
    """Whether the latest growth or the one before it is none: a decline does not slow to more."""
    return any(each is not None and each.value < 0 for each in figures[-2:])


def _rank(figures: Sequence[Figure | None]) -> str:
    """`highest` or `lowest`, where the latest is that of enough periods."""
    known = [figure for figure in figures if figure is not None]
    others = [figure.value for figure in known[:-1]]
    if len(known) < _ON_RECORD:
        return ""
    if known[-1].value > max(others):
        return "highest"
    return "lowest" if known[-1].value < min(others) else ""


def _of_all(figures: Sequence[Figure | None], stretch: PeriodRange) -> str:
    count = sum(figure is not None for figure in figures)
    return say(
        "of the {count} {periods} on record", count=said.spelled(count), periods=stretch.lengths
    )


def _growth_title(subject: str, series: Series, stretch: PeriodRange) -> Title:
    figures = [series.get(period) for period in terms.run(series)]
    now = series[stretch.last]
    run, number = _run(figures), said.shown(now)
    below = _is_below_zero(figures)
    if abs(run) >= _RUN:
        told = {
            "subject": subject,
            "times": said.spelled(abs(run)),
            "periods": stretch.lengths,
        }
        return Title(_growth_ran(told, below, run > 0), number, now.id)
    if rank := _rank(figures):
        before = say("{subject}: growth of", subject=subject)
        return Title(before, number, now.id, _ranks(rank, figures, stretch))
    return Title(_growth_moved(subject, below, run), number, now.id)


def _growth_ran(told: Mapping[str, object], below: bool, rises: bool) -> str:
    """Growth that went one way for several periods; a decline rises and falls."""
    if rises:
        return (
            say("{subject}: growth has risen {times} {periods} running, to", **told)
            if below
            else say("{subject}: growth has quickened {times} {periods} running, to", **told)
        )
    return (
        say("{subject}: growth has fallen {times} {periods} running, to", **told)
        if below
        else say("{subject}: growth has slowed {times} {periods} running, to", **told)
    )


def _growth_moved(subject: str, below: bool, run: int) -> str:
    if not run:
        return say("{subject}: growth stands at", subject=subject)
    if run > 0:
        return (
            say("{subject}: growth rose to", subject=subject)
            if below
            else say("{subject}: growth quickened to", subject=subject)
        )
    return (
        say("{subject}: growth fell to", subject=subject)
        if below
        else say("{subject}: growth slowed to", subject=subject)
    )


def _ranks(rank: str, figures: Sequence[Figure | None], stretch: PeriodRange) -> str:
    of_all = _of_all(figures, stretch)
    if rank == "highest":
        return say("is the highest {of_all}", of_all=of_all)
    return say("is the lowest {of_all}", of_all=of_all)


def _level_title(label: str, series: Series, stretch: PeriodRange) -> Title:
    figures = [series.get(period) for period in terms.run(series)]
    now = series[stretch.last]
    if rank := _rank(figures):
        told = _ranks(rank, figures, stretch)
        return Title(say("{metric} {rank}", metric=label, rank=told))
    run, number = _run(figures), said.shown(now)
    if abs(run) >= _RUN:
        ran = {"metric": label, "times": said.spelled(abs(run)), "periods": stretch.lengths}
        before = (
            say("{metric} has risen {times} {periods} running, to", **ran)
            if run > 0
            else say("{metric} has fallen {times} {periods} running, to", **ran)
        )
        return Title(before, number, now.id)
    base = series.get(stretch.last.years_back(1))
    before = say("{metric} of", metric=label)
    if base is None or base.value == now.value:
        return Title(before, number, now.id)
    higher, lower = say("is above the year before"), say("is below the year before")
    return Title(before, number, now.id, higher if now.value > base.value else lower)
