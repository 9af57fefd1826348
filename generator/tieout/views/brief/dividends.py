"""Dividends that were declared with the results, with their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tieout.facts.stated import DIVIDEND
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure
from tieout.figures.said import day, shown
from tieout.figures.saying import say
from tieout.records.model import Dividend
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.tables import ColumnHead, Table


def dividends(shelf: Shelf, cite: Citations) -> Table:
    """Each dividend with the days of its declaration, of the register and of its payment."""
    per_share = ColumnHead(say("Per share"))
    titles = (
        say("Declared"),
        say("Ex-dividend"),
        say("Of record"),
        say("Paid"),
        say("Source"),
    )
    words = [ColumnHead(title, numbers=False) for title in titles]
    columns = [ColumnHead("", numbers=False), per_share, *words]
    return Table.of(columns, _rows(shelf, cite))


def _rows(shelf: Shelf, cite: Citations) -> Iterator[tuple[str, ...]]:
    for row, figure in declared(shelf):
        yield (
            say(row.kind.capitalize()),
            cite.link(shown(figure), figure),
            *(_day(each) for each in (row.declared, row.ex, row.record, row.paid)),
            cite.mark(figure),
        )


def declared(shelf: Shelf) -> Iterator[tuple[Dividend, Figure]]:
    """Each dividend of the record with its amount."""
    amounts = [each for each in shelf.figures if each.metric == DIVIDEND and each.window]
    return zip(shelf.filed.model.dividends, amounts, strict=True)


def _day(when: date | None) -> str:
    return day(when) if when else NOTHING
