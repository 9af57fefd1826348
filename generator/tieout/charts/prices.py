"""The share price around the release, what came before the news told apart from what came after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tieout.charts import shapes, terms
from tieout.charts.chart import Chart, ChartTable, Row, Words, chart, in_sections
from tieout.facts.stated import PREVIOUS, SHARE_PRICE
from tieout.facts.store import Facts
from tieout.figures import display, said
from tieout.figures.figure import Figure
from tieout.figures.saying import framed, joined, say
from tieout.figures.typed import Unit
from tieout.problems import Place
from tieout.records.company import Company
from tieout.records.model import BEFORE_RELEASE

_SECTIONS = {True: say("Before the release"), False: say("After the release")}
_CLOSES = {"close before release": say("Close"), "close after release": say("Close")}
_DOUBT = " *"
_ALONE = say("no source but an article that is checked here")


@dataclass(frozen=True, slots=True)
class _Move:
    """A row of the record: a price in a window, its change, or both."""

    window: str
    session: date
    price: Figure | None
    change: Figure | None

    @property
    def before(self) -> bool:
        """Whether the stretch of trading came before the news."""
        return self.window in BEFORE_RELEASE

    @property
    def note(self) -> str:
        """What to know of the row: who alone states it, or what does not fit."""
        figures = [figure for figure in (self.price, self.change) if figure is not None]
        notes = [figure.origin.note for figure in figures if figure.origin.note]
        alone = [_ALONE for figure in figures if figure.origin.only_article]
        return next(iter(notes + alone), "")

    @property
    def name(self) -> str:
        """`Close, 24 Nov: $160.73`, with a star where there is a note."""
        window = _CLOSES.get(self.window) or say(self.window.capitalize())
        told = joined(", ", (window, said.day_of_year(self.session)))
        if self.price:
            told = say("{window}: {price}", window=told, price=said.shown(self.price))
        return framed("{told}{doubt}", told=told, doubt=_DOUBT if self.note else "")


def price_by_window(facts: Facts, company: Company, record: str) -> Chart | None:
    """The change of the price in each window that has one; None for fewer than two."""
    moves = [move for move in _moves(facts, record) if move.change is not None]
    if len(moves) < 2:
        return None
    rows: list[Row] = [
        {
            "section": _SECTIONS[move.before],
            "name": move.name,
            **terms.plotted("change", move.change, Unit("%")),
            "change_text": _change(move.change),
            "close": move.window in _CLOSES,
            "hint": joined(", ", (move.name, _change(move.change))),
        }
        for move in moves
    ]
    columns = (say("Window"), say("Session"), say("Price"), say("Change"), say("Note"))
    table = ChartTable.of(
        columns,
        [
            (
                say(move.window.capitalize()),
                said.day(move.session),
                terms.cell(move.price),
                terms.cell(move.change, _change(move.change)),
                move.note,
            )
            for move in moves
        ],
    )
    words = Words("price", say("Share price around the release"), _description(company, moves))
    return chart(words, table, shapes.moves(), in_sections(rows))


def _moves(facts: Facts, record: str) -> list[_Move]:
    """In order of time; the change as the source prints it, else as worked out from the prices."""
    prices: dict[tuple[Place, str, date], list[Figure]] = {}
    for figure in facts.for_record(record):
        if figure.metric == SHARE_PRICE and not figure.window.startswith(PREVIOUS):
            row = (figure.origin.place, figure.window, figure.span.end)
            prices.setdefault(row, []).append(figure)
    moves = [
        _Move(
            window,
            session,
            next((each for each in figures if each.measure == "level"), None),
            next((each for each in figures if each.measure == "price_change"), None),
        )
        for (_, window, session), figures in prices.items()
    ]
    return sorted(moves, key=lambda move: not move.before)


def _change(change: Figure | None) -> str:
    if change is None:
        return display.NOTHING
    return said.as_printed(change) if change.kind == "stated" else said.shown(change)


def _description(company: Company, moves: list[_Move]) -> str:
    first, last = moves[0], moves[-1]
    told = [
        say(
            "{change} ({window}, {day})",
            change=_change(move.change),
            window=say(move.window),
            day=said.day(move.session),
        )
        for move in (first, last)
    ]
    starred = say("for the starred ones see the notes in the table")
    return say(
        "{issuer}: change of the share price around the release; {told}.",
        issuer=company.short_name,
        told=joined(
            "; ",
            (
                say("first {first}, last {last}", first=told[0], last=told[1]),
                starred if any(move.note for move in moves) else "",
            ),
        ),
    )
