"""The pages of calendar quarters: what was reported for one, whatever each issuer calls it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieout.figures.display import quarter
from tieout.figures.said import day
from tieout.figures.saying import framed, joined, say
from tieout.views.brief.line import BriefLine
from tieout.views.issuer.page import ListedBrief
from tieout.views.market.everyone import Market
from tieout.views.market.lines import columns_of, compare_link, figures_of, providers
from tieout.views.shared.numbers import Linked
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

_MOST_NAMES = 12


@dataclass(frozen=True)
class Periods:
    """What `/periods/` shows."""

    table: Table


@dataclass(frozen=True, slots=True)
class AdjacentQuarter:
    """Another quarter: in addresses, and in words."""

    slug: str
    name: str


@dataclass(frozen=True)
class Quarter:
    """What `/periods/2025-q3/` shows. Text of contributors is as typed: the template escapes it."""

    slug: str
    name: str
    """`Q3 2025`."""
    count: int
    table: Table
    estimates: Table
    """How far the figures are from the estimates, a row for each metric and currency."""
    longer: Table
    """Half-years and years that end with the quarter."""
    briefs: tuple[ListedBrief, ...]
    compare: str
    before: AdjacentQuarter | None
    after: AdjacentQuarter | None
    references: tuple[str, ...]


def index(market: Market) -> Periods:
    """Every calendar quarter with its briefs, the latest first."""
    columns = (
        ColumnHead(say("Calendar quarter"), numbers=False),
        ColumnHead(say("Briefs")),
        ColumnHead(say("Of"), False),
    )
    rows = [
        (f"[{quarter(name)}]({name.lower()}/index.md)", str(len(lines)), _names(lines))
        for name, lines in market.quarters.items()
    ]
    return Periods(Table(columns, tuple(rows)))


def _names(lines: Sequence[BriefLine]) -> str:
    names = [
        f"[{plain(each.party.name)} {each.label}](../{each.record}/index.md)"
        for each in lines[:_MOST_NAMES]
    ]
    rest = len(lines) - _MOST_NAMES
    return joined(", ", [*names, say("and {count} more", count=rest)] if rest > 0 else names)


def pages(market: Market) -> Iterable[Quarter]:
    """The page of every calendar quarter for which there is a brief."""
    names = list(market.quarters)
    for place, (name, lines) in enumerate(market.quarters.items()):
        after = names[place - 1] if place else None
        before = names[place + 1] if place + 1 < len(names) else None
        yield _page(name, lines, _neighbour(before), _neighbour(after))


def _neighbour(name: str | None) -> AdjacentQuarter | None:
    return AdjacentQuarter(name.lower(), quarter(name)) if name else None


def _page(
    name: str,
    lines: Sequence[BriefLine],
    before: AdjacentQuarter | None,
    after: AdjacentQuarter | None,
) -> Quarter:
    linked = Linked("../../")
    quarters = [each for each in lines if each.is_quarter]
    longer = [each for each in lines if not each.is_quarter]
    tables = [_table(found, linked) for found in (quarters, longer)]
    newest = sorted(lines, key=lambda each: each.released, reverse=True)
    return Quarter(
        slug=name.lower(),
        name=quarter(name),
        count=len(lines),
        table=tables[0],
        estimates=_estimates(lines, linked),
        longer=tables[1],
        briefs=tuple(ListedBrief(each, f"../../{each.path}", has_figures=False) for each in newest),
        compare=compare_link("../../", quarters),
        before=before,
        after=after,
        references=linked.lines,
    )


def _table(lines: Sequence[BriefLine], linked: Linked) -> Table:
    columns = (
        ColumnHead(say("Issuer"), numbers=False),
        ColumnHead(say("Its period"), numbers=False),
        *columns_of(),
    )
    rows = [
        (
            f"[{plain(each.party.name)}]({linked.href(each.party.slug + '/')})",
            _period(each, linked),
            *figures_of(each, linked),
        )
        for each in lines
    ]
    return Table.of(columns, rows)


def _period(line: BriefLine, linked: Linked) -> str:
    """The issuer's own name of its period, and the day on which that ends."""
    link = f"[{line.label}]({linked.href(line.record + '/')})"
    ends = say("to {day}", day=day(line.span.end))
    return framed("{link}<small>{ends}</small>", link=link, ends=ends)


def _estimates(lines: Sequence[BriefLine], linked: Linked) -> Table:
    columns = (
        ColumnHead(say("Issuer"), numbers=False),
        ColumnHead(say("Metric"), numbers=False),
        ColumnHead(say("Distance")),
        ColumnHead(say("Provider"), numbers=False),
    )
    rows = [
        (
            f"[{plain(each.party.name)}]({linked.href(each.record + '/#consensus-by-provider')})",
            plain(found.called),
            found.shown,
            providers(found),
        )
        for each in lines
        for found in each.surprises
    ]
    return Table(columns, tuple(rows))
