"""The pages of sectors: their issuers' latest quarters, and the quarters before side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tieout.figures.display import NOTHING, quarter
from tieout.figures.saying import framed, joined, say
from tieout.views.brief.line import BriefLine
from tieout.views.market.everyone import Market
from tieout.views.market.lines import checked, columns_of, compare_link, figures_of
from tieout.views.shared.dates import released_cell
from tieout.views.shared.numbers import Linked, Number
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

_MOST_QUARTERS = 8
_PICKED: Mapping[str, Callable[[BriefLine], Number]] = {
    say("Revenue"): lambda each: each.measures.revenue,
    say("Revenue growth"): lambda each: each.measures.growth,
    say("Operating margin"): lambda each: each.measures.margin,
}
"""What stands side by side, by calendar quarter."""


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
    """A heading with a table by calendar quarter; of one issuer alone a table without heading."""
    compare: str
    """The address that compares its issuers."""
    references: tuple[str, ...]


def index(market: Market) -> Sectors:
    """Every sector with its issuers."""
    columns = (
        ColumnHead(say("Sector"), numbers=False),
        ColumnHead(say("Issuers")),
        ColumnHead(say("Latest day"), numbers=False),
        ColumnHead(say("Latest brief"), numbers=False),
    )
    rows = []
    for slug, lines in market.sectors.items():
        last = max(lines, key=lambda each: each.released)
        rows.append(
            (
                f"[{plain(last.party.sector)}]({slug}/index.md)",
                str(len(lines)),
                released_cell(last.released, last.day_is),
                f"[{plain(last.party.name)} {last.label}](../{last.record}/index.md)",
            )
        )
    rows.sort(key=lambda row: row[0].lower())
    return Sectors(Table(columns, tuple(rows)))


def pages(market: Market) -> Iterable[Sector]:
    """The page of every sector."""
    by_issuer: dict[str, list[BriefLine]] = {}
    for line in market.lines:
        by_issuer.setdefault(line.issuer, []).append(line)
    for slug, latest in market.sectors.items():
        yield _page(slug, latest, by_issuer)


def _page(
    slug: str, latest: Sequence[BriefLine], by_issuer: Mapping[str, list[BriefLine]]
) -> Sector:
    linked = Linked("../../")
    briefs = {line.issuer: by_issuer[line.issuer] for line in latest}
    table = _latest(latest, linked)
    several = _aligned if len(latest) > 1 else _alone
    aligned = tuple(several(latest, briefs, linked))
    return Sector(
        slug=slug,
        name=latest[0].party.sector,
        issuers=len(latest),
        latest=table,
        aligned=aligned,
        compare=compare_link("../../", latest),
        references=linked.lines,
    )


def _latest(latest: Sequence[BriefLine], linked: Linked) -> Table:
    columns = (
        ColumnHead(say("Issuer"), numbers=False),
        ColumnHead(say("Quarter"), numbers=False),
        ColumnHead(say("Released"), numbers=False),
        *columns_of(),
        ColumnHead(say("Press check"), numbers=False),
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


def _period(line: BriefLine, linked: Linked) -> str:
    link = f"[{line.label}]({linked.href(line.record + '/')})"
    return f"{link}<small>{quarter(line.quarter)}</small>"


def _quarters(briefs: Mapping[str, Sequence[BriefLine]]) -> list[str]:
    names = {each.quarter for found in briefs.values() for each in found if each.is_quarter}
    return sorted(names, reverse=True)[:_MOST_QUARTERS]


def _alone(
    latest: Sequence[BriefLine], briefs: Mapping[str, Sequence[BriefLine]], linked: Linked
) -> Iterable[tuple[str, Table]]:
    """A row a quarter: with one issuer there is nothing to stand beside it."""
    own = briefs[latest[0].party.slug]
    columns = (
        ColumnHead(say("Calendar quarter"), numbers=False),
        *(ColumnHead(title) for title in _PICKED),
    )
    rows = [
        (quarter(name), *(_numbers(own, name, number, linked) for number in _PICKED.values()))
        for name in _quarters(briefs)
    ]
    if rows:
        yield "", Table.of(columns, rows)


def _aligned(
    latest: Sequence[BriefLine], briefs: Mapping[str, Sequence[BriefLine]], linked: Linked
) -> Iterable[tuple[str, Table]]:
    quarters = _quarters(briefs)
    columns = (
        ColumnHead(say("Issuer"), numbers=False),
        *(ColumnHead(quarter(name)) for name in quarters),
    )
    for heading, number in _PICKED.items():
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
    briefs: Iterable[BriefLine], name: str, number: Callable[[BriefLine], Number], linked: Linked
) -> str:
    found = [each for each in briefs if each.is_quarter and each.quarter == name]
    told = [number(each) for each in found]
    # A note below a number ends its line; without one the next would go on in it.
    return (
        joined(
            "",
            (
                framed(
                    "{line}{number}",
                    line="<br>" * (at > 0 and not told[at - 1].note),
                    number=linked.cell(each),
                )
                for at, each in enumerate(told)
            ),
        )
        or NOTHING
    )
