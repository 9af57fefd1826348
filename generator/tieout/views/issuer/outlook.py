"""The record of guidance: what was expected of each period, how it was revised, how it came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tieout.facts.guidance import WITHDRAWN, Outcome, Word, guidance_record, last_words
from tieout.facts.store import Facts
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure
from tieout.figures.said import cell, guided, period, unit_name
from tieout.figures.saying import framed, joined, say, several
from tieout.figures.typed import Unit
from tieout.views.issuer.history import period_link
from tieout.views.issuer.links import IssuerLinks
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.naming import whole_name
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

_COLUMNS = (
    ColumnHead(say("For"), numbers=False),
    ColumnHead(say("Metric"), numbers=False),
    ColumnHead(say("Given in"), numbers=False),
    ColumnHead(say("Expected")),
    ColumnHead(say("Revision"), numbers=False),
    ColumnHead(say("Actual")),
    ColumnHead(say("Outcome"), numbers=False),
)
_ORDER = ("within", "met", "exceeded", "above", "missed", "below")
_BETTER_HIGHER: dict[Outcome, str] = {"above": "exceeded", "below": "missed"}


def guidance(shelves: Sequence[Shelf], facts: Facts, links: IssuerLinks) -> Table:
    """Every word of guidance, by the period guided, the latest first; in it, in order of time."""
    words = _words(shelves, facts)
    words.sort(key=lambda word: (word.figure.metric, word.figure.segment, word.figure.measure))
    words.sort(key=lambda word: (*word.figure.label.position, word.figure.label), reverse=True)
    own = {shelf.record: shelf for shelf in shelves}
    unit = shelves[0].unit if shelves else Unit("")
    rows = [_row(word, own[word.record], unit, links) for word in words]
    return Table.of(
        _COLUMNS, rows, say("{unit} unless a unit is given.", unit=unit_name(unit)) if rows else ""
    )


def counts(shelves: Sequence[Shelf], facts: Facts) -> tuple[str, ...]:
    """`Revenue: 4 periods reported, 3 within the last guidance, 1 exceeded it`. As typed."""
    groups: dict[str, Counter[str]] = {}
    own = {shelf.record: shelf for shelf in shelves}
    for word in last_words(_words(shelves, facts)):
        if word.actual is not None:
            shelf = own[word.record]
            outcome = _outcome(word, shelf)
            groups.setdefault(_name(shelf, word.figure), Counter())[outcome] += 1
    return tuple(
        say("{metric}: {counts}", metric=name, counts=_counted(found))
        for name, found in groups.items()
    )


def _words(shelves: Sequence[Shelf], facts: Facts) -> list[Word]:
    released = sorted(shelves, key=lambda shelf: shelf.filed.model.released.date)
    return guidance_record(facts, {shelf.record: shelf.label for shelf in released})


def _row(word: Word, shelf: Shelf, unit: Unit, links: IssuerLinks) -> tuple[str, ...]:
    gone = word.revision == WITHDRAWN
    note = f"<small>{plain(word.figure.note)}</small>" if word.figure.note and not gone else ""
    return (
        period(word.figure.label),
        framed("{name}{note}", name=plain(_name(shelf, word.figure)), note=note),
        period_link(shelf),
        NOTHING if gone else links.link(guided(word.figure, unit), word.figure),
        say(word.revision),
        links.link(cell(word.actual, unit), word.actual) if word.actual else NOTHING,
        _outcome(word, shelf) or NOTHING,
    )


def _name(shelf: Shelf, figure: Figure) -> str:
    return whole_name(shelf.conventions.company, figure, figure.label)


def _outcome(word: Word, shelf: Shelf) -> str:
    """`exceeded` and `missed` where higher is better; `above` and `below` judge nothing."""
    metric = shelf.conventions.metrics[word.figure.metric]
    better = _BETTER_HIGHER if metric.direction == "higher" else {}
    told = better.get(word.outcome, word.outcome)
    return say(told) if told else ""


def _counted(found: Counter[str]) -> str:
    total = sum(found.values())
    told = joined(
        ", ",
        (
            say("{outcome} in {count}", outcome=say(word), count=found[word])
            for word in _ORDER
            if found[word]
        ),
    )
    return several(
        "last guidance before {count} result: {outcomes}",
        "last guidance before {count} results: {outcomes}",
        total,
        outcomes=told,
    )
