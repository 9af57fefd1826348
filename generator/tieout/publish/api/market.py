"""The documents across issuers: a line for each, and a metric's quarters side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from tieout.figures.display import unit_name
from tieout.figures.typed import Unit
from tieout.publish.api.base import (
    Amount,
    Date,
    Document,
    MaybeAmount,
    MaybeDate,
    Part,
    Resource,
    Text,
)
from tieout.views.brief.line import BriefLine
from tieout.views.market import everyone, lines, series
from tieout.views.market.screener import HEADINGS, cells


class Quantity(Part):
    """A figure; where there is none, every text but `shown` is empty."""

    value: MaybeAmount
    """The exact decimal in base units: yuan and not millions, 4.77 for 4.77 %."""
    shown: str
    """As the site's pages print it: `RMB 247.8bn`; `n.m.` and a dash where there is no number."""
    unit: str
    """`CNY`, `USD/ADS`, `%`, `bp`."""
    basis: str
    """`GAAP`, `IFRS` or `non-GAAP`, and the scope if it is not all that was reported."""
    figure: str
    """The figure's id, the same on pages, in tables and in feeds."""
    url: str
    """Where it stands on its brief, from the site's root."""
    note: str
    """What must be known beside the number: `as stated`, `per ADS, non-GAAP`."""


class Surprise(Part):
    """A figure against the estimates of it, from the least distance to the greatest."""

    metric: str
    """The catalogue's metric."""
    called: str
    """The metric with its basis and currency, as pages name it."""
    unit: str
    """Of the distances: `%`, or money per share."""
    low: Amount
    """The least distance, as an exact decimal."""
    high: Amount
    """The greatest distance."""
    shown: str
    """As the site's pages print both."""
    providers: tuple[str, ...]
    """Whose estimates; `unknown` where the source does not say."""


class PressCheck(Part):
    """How many numbers of articles about the brief have which verdict."""

    ties: int
    """Within the number's own rounding."""
    other_basis: int
    """Ties on another basis."""
    conflict: int
    """Conflicts with the record."""
    unclear: int
    """Differs, but not certainly of the figure it differs from."""
    not_in_record: int
    """Not in the record."""
    opinion: int
    """Opinion or forecast, which cannot be checked."""
    shown: str
    """`13 numbers: 6 tie, 7 not in the record`; empty if no article was checked."""


class ScreenerCell(Part):
    """A cell of the table of all issuers, as the site's front page prints it."""

    shown: str
    """The text; a dash where there is nothing."""
    value: str
    """What the table is sorted by: an exact decimal, a day or a name; empty where there is none."""
    url: str
    """Where the text leads, from the site's root; empty if nowhere."""
    figure: str
    """The id of the figure that is shown; empty if it is none."""
    unit: str
    """Of a figure; money of one unit is sorted by itself."""
    note: str
    """What stands below the text: `filed`, `two estimates`."""


class ScreenerLine(Part):
    """An issuer's latest quarter in a line."""

    issuer: str
    """In addresses."""
    name: str
    """In running text."""
    ticker: str
    """Of the main listing."""
    sector: str
    """As the site groups issuers."""
    sector_slug: str
    """The sector in addresses."""
    currency: str
    """The reporting currency."""
    basis: str
    """The accounting standard, on which figures are that say nothing else."""
    record: str
    """The brief: `baba/2026-q2`."""
    fiscal_label: Text
    """The period as the issuer counts: `FY2026 Q2`."""
    calendar_quarter: str
    """The calendar quarter: `2025-Q3`; of half a year the one with which it ends."""
    end: Date
    """The last day of the period."""
    released: Date
    """The day on which the results came out."""
    released_is: str
    """`release`, or `filing` where the day is that of a filing: results may have come before."""
    verdict: str
    """The brief's headline."""
    revenue: Quantity
    """Revenue."""
    growth: Quantity
    """Of revenue on the year."""
    margin: Quantity
    """Operating margin."""
    margin_change: Quantity
    """Of the operating margin on the year, in basis points."""
    net_income: Quantity
    """Net income attributable to the owners, as the note says; of the group where that is all."""
    eps: Quantity
    """Diluted earnings per share or ADS."""
    surprises: tuple[Surprise, ...]
    """Of revenue, then of diluted EPS; a line for each currency of the estimates."""
    press_check: PressCheck
    """The verdicts on the numbers of articles."""
    cells: tuple[ScreenerCell, ...]
    """What the front page's table shows, a cell for each of the document's columns."""


class Screener(Document):
    """Every issuer's latest quarter, by name. Money of different currencies is not comparable."""

    columns: tuple[str, ...]
    """The columns of `cells`, in their order: `issuer`, `growth`."""
    issuers: tuple[ScreenerLine, ...]
    """A line for each issuer."""


class Translation(Part):
    """A figure in another currency, as the period's own release translates it."""

    amount: Quantity
    """The amount in that currency."""
    rate: Quantity
    """The printed rate it was worked out with; no number where the amount itself is printed."""


class Point(Part):
    """One quarter, as first reported."""

    record: str
    """The brief that reports it."""
    fiscal_label: Text
    """The quarter as the issuer counts: `FY2026 Q2`."""
    calendar_quarter: str
    """The calendar quarter: `2025-Q3`."""
    start: MaybeDate
    """The first day; empty for an instant."""
    end: Date
    """The last day."""
    amount: Quantity
    """The figure."""
    change: Quantity
    """Growth on the year in %, of a ratio the change in basis points."""
    note: str
    """The figure's own caveat: `Q4 as year less nine months`."""
    broken: str
    """Why it cannot be set beside the point before: `share was split 3 for 1 ...`; else empty."""
    translations: tuple[Translation, ...]
    """One for each currency into which the release translates."""


class Line(Part):
    """An issuer's or a segment's quarters, on one basis and in one unit, by their end."""

    issuer: str
    """In addresses."""
    segment: str
    """The segment in ids of figures; empty for the group."""
    name: str
    """The issuer in running text, and its segment: `Alibaba: Cloud Intelligence Group`."""
    basis: str
    """The basis of every point."""
    unit: str
    """The unit of every point."""
    unit_name: str
    """The unit as pages say it: `RMB`, `$ per ADS`."""
    points: tuple[Point, ...]
    """A point a quarter."""


class Series(Document):
    """A metric's quarters of every issuer that reports it, and of every segment."""

    metric: str
    """The catalogue's id, or that of a measure of issuers' own."""
    label: str
    """As tables print it."""
    kind: str
    """How it stands in time: flow, stock, average, per share or ratio."""
    issuers: tuple[Line, ...]
    """A line for each issuer that reports the metric for the group, by name."""
    segments: tuple[Line, ...]
    """A line for each segment of which the metric is reported, by the issuer's name."""


SCREENER = Resource("screener.json", "The latest quarter of every issuer, in a line", Screener)
SERIES = Resource(
    "series/{metric}.json",
    "The quarters of one metric as first reported, of every issuer that reports it",
    Series,
)
RESOURCES = (SCREENER, SERIES)


def screener(whole: everyone.Market) -> Screener:
    """The latest quarter of every issuer."""
    return Screener(
        columns=tuple(heading.key for heading in HEADINGS),
        issuers=tuple(_line(line) for line in whole.latest),
    )


def _line(line: BriefLine) -> ScreenerLine:
    party = line.party
    return ScreenerLine.of(
        line.measures,
        issuer=party.slug,
        name=party.name,
        ticker=party.ticker,
        sector=party.sector,
        sector_slug=party.sector_slug,
        currency=party.currency,
        basis=party.accounting,
        fiscal_label=line.label,
        calendar_quarter=line.quarter,
        end=line.span.end,
        record=line.record,
        released=line.released,
        released_is=line.day_is,
        verdict=line.verdict,
        surprises=line.surprises,
        press_check=_press_check(line),
        cells=cells(line),
    )


def _press_check(line: BriefLine) -> PressCheck:
    counts = {str(name): count for name, count in line.verdicts.items()}
    told = {name: counts.get(name, 0) for name in PressCheck.model_fields}
    return PressCheck.model_validate({**told, "shown": lines.press_check(line)})


def series_of_metric(metric: str, whole: everyone.Market) -> Series:
    """The quarters of one metric; of one that the catalogue lacks, as an issuer calls it."""
    groups, parts = whole.series.get(metric, ()), whole.parts.get(metric, ())
    first = (*groups, *parts)[0]
    return Series(
        metric=metric,
        label=first.called,
        kind=first.kind,
        issuers=tuple(_by_name(groups, whole)),
        segments=tuple(_by_name(parts, whole)),
    )


def _by_name(found: Sequence[series.Series], whole: everyone.Market) -> Iterator[Line]:
    place = {line.issuer: at for at, line in enumerate(whole.latest)}
    for line in sorted(found, key=lambda each: place[each.issuer]):
        name = whole.latest[place[line.issuer]].party.name
        yield _quarters(line, f"{name}: {line.part}" if line.part else name)


def _quarters(line: series.Series, name: str) -> Line:
    points = tuple(map(_point, line.points))
    return Line.of(line, name=name, unit_name=unit_name(Unit(line.unit)), points=points)


def _point(point: series.Point) -> Point:
    return Point.of(
        point,
        fiscal_label=point.label,
        calendar_quarter=point.calendar,
        amount=point.number,
        translations=tuple(Translation.of(each, amount=each.number) for each in point.translated),
    )


def market_documents(whole: everyone.Market) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The screener, and a file a metric."""
    yield SCREENER.publish(screener(whole))
    for metric in whole.metrics:
        yield SERIES.publish(series_of_metric(metric, whole), metric=metric)
