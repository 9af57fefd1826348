"""The table of all issuers' latest quarters, whose rows the page's script sorts and filters.

A column is made here and nowhere else: a heading, and a cell in each row. The page prints the first
rows, `api/v2/screener.json` has the same cells of all, and the script shows them as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tieout.charts.sparks import Spark
from tieout.claims.verdicts import counted
from tieout.figures.display import NOTHING, quarter
from tieout.figures.said import day
from tieout.figures.saying import say, several
from tieout.views.brief.line import BriefLine
from tieout.views.market.everyone import Market
from tieout.views.market.lines import press_total
from tieout.views.shared.brief_figures import REVENUE
from tieout.views.shared.numbers import Number

_MOST_ROWS = 50
"""Rows in the page itself; the script fetches all."""


@dataclass(frozen=True, slots=True)
class ScreenerColumn:
    """The head of a column."""

    key: str
    """As in the address: `?sort=growth`."""
    title: str
    kind: str
    """`text`, `day`, `ratio`, `money` or `range`: how it is sorted, and whether it is a number."""
    is_shown: bool = True
    """Whether it is there before a reader chooses columns."""


HEADINGS = (
    ScreenerColumn("issuer", say("Issuer"), "text"),
    ScreenerColumn("sector", say("Sector"), "text", is_shown=False),
    ScreenerColumn("quarter", say("Quarter"), "day"),
    ScreenerColumn("released", say("Released"), "day"),
    ScreenerColumn("revenue", say("Revenue"), "money"),
    ScreenerColumn("growth", say("Revenue growth"), "ratio"),
    ScreenerColumn("margin", say("Operating margin"), "ratio"),
    ScreenerColumn("margin_change", say("Margin change"), "ratio", is_shown=False),
    ScreenerColumn("net_income", say("Net income"), "money"),
    ScreenerColumn("eps", say("Diluted EPS"), "money"),
    ScreenerColumn("surprise", say("Revenue surprise"), "range"),
    ScreenerColumn("press", say("Press check"), "range"),
)


@dataclass(frozen=True, slots=True)
class ScreenerCell:
    """A cell, as typed: the template escapes it."""

    shown: str
    value: str
    """What it is sorted by; empty where there is nothing, which comes last."""
    url: str = ""
    """From the site's root."""
    figure: str = ""
    unit: str = ""
    """Money of one unit is sorted by itself."""
    note: str = ""


@dataclass(frozen=True)
class Screener:
    """The table with what its filters offer."""

    headings: tuple[ScreenerColumn, ...]
    rows: tuple[tuple[ScreenerCell, ...], ...]
    sparks: tuple[Spark | None, ...]
    """Of revenue, a picture for each row."""
    total: int
    """Of all issuers, those beyond the rows included."""
    sectors: tuple[tuple[str, str], ...]
    """In addresses, and as typed."""
    quarters: tuple[tuple[str, str], ...]
    """Calendar quarters of the latest briefs: in addresses, and in words."""


def view(market: Market, sparks: Mapping[str, Spark | None] = MappingProxyType({})) -> Screener:
    """The latest quarter of every issuer, by name; `sparks` by issuer."""
    latest = market.latest
    sectors = {slug: issuers[0].party.sector for slug, issuers in market.sectors.items()}
    quarters = sorted({line.quarter for line in latest}, reverse=True)
    return Screener(
        headings=HEADINGS,
        rows=tuple(cells(line) for line in latest[:_MOST_ROWS]),
        sparks=tuple(sparks.get(line.issuer) for line in latest[:_MOST_ROWS]),
        total=len(latest),
        sectors=tuple(sorted(sectors.items(), key=lambda sector: sector[1].lower())),
        quarters=tuple((name.lower(), quarter(name)) for name in quarters),
    )


def cells(line: BriefLine) -> tuple[ScreenerCell, ...]:
    """A row, a cell for each of HEADINGS."""
    party, told = line.party, line.measures
    return (
        ScreenerCell(party.name, party.name, url=f"{party.slug}/", note=party.ticker),
        ScreenerCell(party.sector, party.sector, url=f"sectors/{party.sector_slug}/"),
        ScreenerCell(
            str(line.label),
            line.span.end.isoformat(),
            url=f"{line.record}/",
            note=quarter(line.quarter),
        ),
        ScreenerCell(
            day(line.released),
            line.released.isoformat(),
            note=say("filed") if line.day_is == "filing" else "",
        ),
        *(
            _figure(number)
            for number in (
                told.revenue,
                told.growth,
                told.margin,
                told.margin_change,
                told.net_income,
                told.eps,
            )
        ),
        _surprise(line),
        _press(line),
    )


def _figure(number: Number) -> ScreenerCell:
    return ScreenerCell(
        number.shown, number.value, number.url, number.figure, number.unit, number.note
    )


def _surprise(line: BriefLine) -> ScreenerCell:
    """The first surprise of revenue: on the basis and in the currency that come first."""
    surprise = next((told for told in line.surprises if told.metric == REVENUE), None)
    if surprise is None:
        return ScreenerCell(NOTHING, "")
    url = f"{line.record}/#consensus-by-provider"
    count = len(surprise.providers)
    note = several("one estimate", "{count} estimates", count)
    return ScreenerCell(surprise.shown, surprise.low, url=url, note=note)


def _press(line: BriefLine) -> ScreenerCell:
    total = press_total(line)
    if not total:
        return ScreenerCell(NOTHING, "")
    conflicts = str(line.verdicts.get("conflict", 0))
    counts = counted(", ", line.verdicts)
    return ScreenerCell(total, conflicts, url=f"{line.record}/#claims-ledger", note=counts)
