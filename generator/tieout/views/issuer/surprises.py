"""The record of surprises: every estimate against its actual, like with like, and the counts.

Estimates are counted for each metric, basis and currency apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.facts.labels import of_part, segment_label
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure
from tieout.figures.said import NOT_MEANINGFUL, shown
from tieout.figures.saying import joined, say, several
from tieout.figures.typed import Unit
from tieout.records.company import Company
from tieout.views.issuer.history import period_link
from tieout.views.issuer.links import IssuerLinks
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.naming import called, provider
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

_COLUMNS = (
    ColumnHead(say("Period"), numbers=False),
    ColumnHead(say("Metric"), numbers=False),
    ColumnHead(say("Provider"), numbers=False),
    ColumnHead(say("Estimate")),
    ColumnHead(say("Actual")),
    ColumnHead(say("Difference")),
    ColumnHead(say("Surprise")),
    ColumnHead(say("Result"), numbers=False),
)
_NOT_COMPARED = say("no actual on that basis")


@dataclass(frozen=True, slots=True)
class _Compared:
    """An estimate with what came of it."""

    shelf: Shelf
    estimate: Figure
    difference: Figure | None
    """The actual less the estimate; None where no like figure was reported."""
    surprise: Figure | None
    """The same in percent; None also where the estimate is zero or negative."""

    @property
    def side(self) -> int:
        """1 above the estimate, -1 below, 0 where rounding leaves that open."""
        gap = self.difference
        if gap is None or not gap.value:
            return 0
        sign = 1 if gap.value > 0 else -1
        nearest = gap.low if sign > 0 else gap.high
        return sign if nearest * sign >= 0 else 0

    @property
    def standing(self) -> str:
        """`ahead` and `short` where higher is better, `above` and `below` for other metrics."""
        if self.difference is None:
            return _NOT_COMPARED
        return _words(self)[self.side]


def surprises(shelves: Sequence[Shelf], links: IssuerLinks) -> Table:
    """A row for each period, metric and provider, the latest period first."""
    compared = [each for shelf in shelves for each in _compared(shelf)]
    rows = (_row(each, links) for each in compared)
    return Table.of(_COLUMNS, rows)


def counts(shelves: Sequence[Shelf]) -> tuple[str, ...]:
    """`Revenue: ahead of 7 of 9 estimates of 4 periods, short of 2`, by metric, basis, currency.

    As typed: the template escapes it.
    """
    groups: dict[str, list[_Compared]] = {}
    for shelf in shelves:
        for each in _compared(shelf):
            if each.difference is not None:
                groups.setdefault(_name(shelf, each.estimate), []).append(each)
    return tuple(
        say("{metric}: {counts}", metric=name, counts=_counted(group))
        for name, group in groups.items()
    )


def _compared(shelf: Shelf) -> Iterator[_Compared]:
    against = {
        (id(each.operands[1]), each.measure): each
        for each in shelf.figures
        if each.measure in ("surprise", "surprise_amount")
    }
    for estimate in shelf.estimates():
        difference = against.get((id(estimate), "surprise_amount"))
        yield _Compared(shelf, estimate, difference, against.get((id(estimate), "surprise")))


def _row(each: _Compared, links: IssuerLinks) -> tuple[str, ...]:
    difference = each.difference
    percent = NOT_MEANINGFUL if difference is not None else NOTHING
    return (
        period_link(each.shelf),
        plain(_name(each.shelf, each.estimate)),
        plain(provider(each.estimate)),
        links.link(shown(each.estimate), each.estimate),
        links.link(shown(difference.operands[0]), difference.operands[0])
        if difference
        else NOTHING,
        links.link(shown(difference), difference) if difference else NOTHING,
        links.link(shown(each.surprise), each.surprise) if each.surprise else percent,
        each.standing,
    )


def _name(shelf: Shelf, estimate: Figure) -> str:
    """The metric with all that tells one row of comparisons from another."""
    company = shelf.conventions.company
    name, part = called(company, estimate), segment_label(company, estimate.segment)
    named = of_part(part, name)
    if not estimate.basis.translated:
        return named
    return joined(
        ", ", (named, say("in {currency} as translated", currency=_currency(company, estimate)))
    )


def _currency(company: Company, estimate: Figure) -> str:
    return Unit(estimate.unit).currency or company.currency


def _words(each: _Compared) -> dict[int, str]:
    metric = each.shelf.conventions.metrics[each.estimate.metric]
    if metric.direction == "higher":
        return {1: say("ahead"), -1: say("short"), 0: say("in line")}
    return {1: say("above"), -1: say("below"), 0: say("in line")}


def _counted(group: Sequence[_Compared]) -> str:
    """`ahead of 7 of 9 estimates of 4 periods, short of 2`, without words that count nothing."""
    periods = len({each.shelf.record for each in group})
    total = several("{count} estimate", "{count} estimates", len(group))
    if periods > 1:
        total = say("{estimates} of {count} periods", estimates=total, count=periods)
    words, told = _words(group[0]), list[str]()
    for side in (1, -1, 0):
        if number := sum(each.side == side for each in group):
            of = say("{number} of {total}", number=number, total=total) if not told else number
            told.append(_counts(words[side], of))
    return joined(", ", told)


def _counts(side: str, number: object) -> str:
    """`ahead of 7`, `in line with 2`."""
    known = {
        "ahead": say("ahead of {estimates}", estimates=number),
        "short": say("short of {estimates}", estimates=number),
        "in line": say("in line with {estimates}", estimates=number),
    }
    return known.get(side) or say("{side} {estimates}", side=side, estimates=number)
