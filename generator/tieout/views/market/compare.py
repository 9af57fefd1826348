"""The page that sets issuers side by side: what can be chosen, and one comparison made ready.

The script of the page makes every other comparison from the same series.

An index is worked out there with whole numbers and rounded as `figures/display.py` rounds; no other
number is computed in a browser. Two fiscal quarters of some weeks may fall into one calendar
quarter: tables show both, the chart takes the later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tieout.charts import ChartTable
from tieout.charts.chart import ChartCell, Words
from tieout.charts.lines import NARROW, WIDE, Named, QuarterMark, compared
from tieout.figures.display import NOTHING, quarter
from tieout.figures.saying import framed, joined, say
from tieout.figures.scales import CRORE, on_axes
from tieout.views.brief.line import Party
from tieout.views.brief.page import Draw, Picture
from tieout.views.market.everyone import Market
from tieout.views.market.series import Point, Series
from tieout.views.shared.brief_figures import REVENUE
from tieout.views.shared.numbers import Linked
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

_MOST_ISSUERS, _MOST_QUARTERS = 8, 12
_LENGTHS = {1: say("months"), 6: say("half-years"), 12: say("years")}
_TITLE = say("Revenue growth on the year, %")


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from: what the address holds, and what the reader sees."""

    key: str
    label: str


@dataclass(frozen=True)
class Compare:
    """What `/compare/` shows. Text of contributors is as typed: the template escapes it."""

    issuers: tuple[Choice, ...]
    lengths: Mapping[str, str]
    """What issuers report who report no quarters: `half-years`."""
    metrics: Mapping[str, tuple[Choice, ...]]
    """By statement."""
    shown: tuple[str, ...]
    """The issuers of the comparison made ready, by their slugs."""
    quarters: tuple[Choice, ...]
    """The quarters of it, from the first to the last."""
    scales: Mapping[str, Sequence[tuple[str, int]]]
    """In what axes tell amounts, by currency, the largest first: letters and a power of ten."""
    pictures: tuple[Picture, ...]
    """Its chart, for wide and for narrow windows; none if no issuer has growth on record."""
    table: Table
    references: tuple[str, ...]


def view(market: Market, draw: Draw) -> Compare:
    """What can be compared, and the growth of those who released last, by calendar quarter."""
    parties = {line.issuer: line.party for line in market.latest}
    lines = _growing(market)
    quarters = sorted({point.calendar for line in lines for point in _grown(line)})
    quarters = quarters[-_MOST_QUARTERS:]
    linked = Linked("../")
    widths = (WIDE, NARROW) if lines else ()
    return Compare(
        issuers=tuple(Choice(slug, party.name) for slug, party in parties.items()),
        lengths=_lengths(market),
        metrics=_metrics(market),
        shown=tuple(line.issuer for line in lines),
        quarters=tuple(Choice(name, quarter(name)) for name in quarters),
        scales={code: _scales(code) for code in ("", *CRORE.currencies)},
        pictures=tuple(_picture(lines, quarters, parties, draw, width) for width in widths),
        table=_table(lines, quarters, parties, linked),
        references=linked.lines,
    )


def _scales(currency: str) -> list[tuple[str, int]]:
    return [(each.letters or each.word, each.exponent) for each in on_axes(currency)]


def _lengths(market: Market) -> dict[str, str]:
    quarterly = {line.issuer for line in market.lines if line.is_quarter}
    others = [line for line in market.latest if line.issuer not in quarterly]
    return {line.issuer: _LENGTHS.get(line.label.months, say("other periods")) for line in others}


def _metrics(market: Market) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for name in market.metrics:
        first = (*market.series.get(name, ()), *market.parts.get(name, ()))[0]
        found.setdefault(say(first.statement), []).append(Choice(name, say(first.called)))
    return {statement: tuple(choices) for statement, choices in found.items()}


def _growing(market: Market) -> tuple[Series, ...]:
    """The series of revenue with growth of the issuers who released last, by name."""
    released = {line.issuer: line.released for line in market.latest}
    growing = [line for line in market.series.get(REVENUE, ()) if _grown(line)]
    growing.sort(key=lambda line: released[line.issuer], reverse=True)
    order = list(released)
    return tuple(sorted(growing[:_MOST_ISSUERS], key=lambda line: order.index(line.issuer)))


def _grown(line: Series) -> tuple[Point, ...]:
    return tuple(point for point in line.points if point.change)


def by_quarter(line: Series) -> dict[str, list[Point]]:
    """A series' points by calendar quarter; weeks may put two into one."""
    found: dict[str, list[Point]] = {}
    for point in line.points:
        found.setdefault(point.calendar, []).append(point)
    return found


def _picture(
    lines: Sequence[Series],
    quarters: Sequence[str],
    parties: Mapping[str, Party],
    draw: Draw,
    width: int,
) -> Picture:
    named = [Named(line.issuer, parties[line.issuer].name) for line in lines]
    names = [each.name for each in named]
    points = [by_quarter(line) for line in lines]
    marks: list[QuarterMark] = []
    cells: list[tuple[str | ChartCell, ...]] = []
    for name in quarters:
        latest = [found[name][-1] if name in found else None for found in points]
        marks += [_mark(name, slot, names[slot], point) for slot, point in enumerate(latest)]
        cells.append((quarter(name), *(_cell(point) for point in latest)))
    words = Words(
        name="growth" if width == WIDE else "growth-narrow",
        title=_TITLE,
        description=say(
            "Revenue growth on the year by calendar quarter, {first} to {last}: {issuers}.",
            first=quarter(quarters[0]),
            last=quarter(quarters[-1]),
            issuers=joined(", ", names),
        ),
    )
    table = ChartTable.of((say("Quarter"), *names), cells)
    chart = compared(words, table, named, marks, width)
    return Picture(chart, draw(chart))


def _mark(name: str, slot: int, issuer: str, point: Point | None) -> QuarterMark:
    if point is None or not point.change:
        return QuarterMark(name, slot, "", "", "")
    growth = point.change
    hint = say(
        "{issuer}, {period}: {growth}", issuer=issuer, period=point.label, growth=growth.shown
    )
    return QuarterMark(name, slot, growth.value, growth.figure, hint)


def _cell(point: Point | None) -> ChartCell:
    return ChartCell(point.change.shown, point.change.figure) if point else ChartCell(NOTHING, "")


def _table(
    lines: Sequence[Series],
    quarters: Iterable[str],
    parties: Mapping[str, Party],
    linked: Linked,
) -> Table:
    """A row a quarter, the latest first; each number with the issuer's own name of the quarter."""
    points = [by_quarter(line) for line in lines]
    heads = [
        ColumnHead(say("Calendar quarter"), numbers=False),
        *(ColumnHead(plain(parties[line.issuer].name)) for line in lines),
    ]
    rows = [
        (quarter(name), *(_numbers(found.get(name, ()), linked) for found in points))
        for name in sorted(quarters, reverse=True)
    ]
    return Table(tuple(heads), tuple(rows))


def _numbers(points: Sequence[Point], linked: Linked) -> str:
    texts = []
    for each in points:
        told = joined(", ", (each.label, each.change.note))
        number = linked.bare(each.change)
        texts.append(framed("{number}<small>{told}</small>", number=number, told=told))
    return joined("", texts) if texts else NOTHING
