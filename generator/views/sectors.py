"""The pages of sectors: their issuers' latest quarters, and the quarters before side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.formats import NOTHING, quarter
from generator.prose import plain
from generator.views.dates import released_cell
from generator.views.lines import checked, columns_of, compare_link, figures_of
from generator.views.market import Market, Result
from generator.views.numbers import Linked, Number
from generator.views.tables import Column, Table

_MOST_QUARTERS = 8


@dataclass(frozen=True)
class Sectors:
    """What `/sectors/` shows."""

    table: Table


@dataclass(frozen=True)
class Sector:
    """What `/sectors/SECTOR/` shows. The name is as typed: the template escapes it."""

    slug: str
    name: str
    issuers: int
    latest: Table
    aligned: tuple[tuple[str, Table], ...]
    """A heading with a table by calendar quarter."""
    compare: str
    """The address that compares its issuers."""
    references: tuple[str, ...]


def index(market: Market) -> Sectors:
    """Every sector with its issuers."""
    columns = (
        Column("Sector", numbers=False),
        Column("Issuers"),
        Column("Latest release", numbers=False),
        Column("Released last", numbers=False),
    )
    rows = []
    for slug, results in market.sectors.items():
        last = max(results, key=lambda each: each.released)
        rows.append(
            (
                f"[{plain(last.party.sector)}]({slug}/index.md)",
                str(len(results)),
                released_cell(last.released, last.day_is),
                f"[{plain(last.party.name)} {last.label}](../{last.record}/index.md)",
            )
        )
    rows.sort(key=lambda row: row[0].lower())
    return Sectors(Table(columns, tuple(rows)))


def pages(market: Market) -> Iterable[Sector]:
    """The page of every sector."""
    by_issuer: dict[str, list[Result]] = {}
    for result in market.results:
        by_issuer.setdefault(result.party.slug, []).append(result)
    for slug, latest in market.sectors.items():
        yield _page(slug, latest, by_issuer)


def _page(slug: str, latest: Sequence[Result], by_issuer: Mapping[str, list[Result]]) -> Sector:
    linked = Linked("../../")
    briefs = {result.party.slug: by_issuer[result.party.slug] for result in latest}
    table = _latest(latest, linked)
    aligned = tuple(_aligned(latest, briefs, linked))
    return Sector(
        slug=slug,
        name=latest[0].party.sector,
        issuers=len(latest),
        latest=table,
        aligned=aligned,
        compare=compare_link("../../", latest),
        references=linked.lines,
    )


def _latest(latest: Sequence[Result], linked: Linked) -> Table:
    columns = (
        Column("Issuer", numbers=False),
        Column("Quarter", numbers=False),
        Column("Released", numbers=False),
        *columns_of(),
        Column("Press check", numbers=False),
    )
    rows = [
        (
            f"[{plain(each.party.name)}]({linked.href(each.party.slug + '/')})",
            _period(each, linked),
            released_cell(each.released, each.day_is),
            *figures_of(each, linked),
            checked(each, linked),
        )
        for each in latest
    ]
    return Table.of(columns, rows)


def _period(result: Result, linked: Linked) -> str:
    link = f"[{result.label}]({linked.href(result.record + '/')})"
    return f"{link}<small>{quarter(result.quarter)}</small>"


def _aligned(
    latest: Sequence[Result], briefs: Mapping[str, Sequence[Result]], linked: Linked
) -> Iterable[tuple[str, Table]]:
    pick: Mapping[str, Callable[[Result], Number]] = {
        "Revenue growth on the year": lambda each: each.growth,
        "Operating margin": lambda each: each.margin,
        "Revenue": lambda each: each.revenue,
    }
    quarters = sorted(
        {each.quarter for found in briefs.values() for each in found if each.is_quarter},
        reverse=True,
    )[:_MOST_QUARTERS]
    columns = (
        Column("Issuer", numbers=False),
        *(Column(quarter(name)) for name in quarters),
    )
    for heading, number in pick.items():
        rows = [
            (
                f"[{plain(each.party.name)}]({linked.href(each.party.slug + '/')})",
                *(_numbers(briefs[each.party.slug], name, number, linked) for name in quarters),
            )
            for each in latest
        ]
        table = Table(columns, tuple(rows))
        if any(cell != NOTHING for row in rows for cell in row[1:]):
            yield heading, table


def _numbers(
    briefs: Iterable[Result], name: str, number: Callable[[Result], Number], linked: Linked
) -> str:
    found = [each for each in briefs if each.is_quarter and each.quarter == name]
    return "<br>".join(linked.cell(number(each)) for each in found) or NOTHING
