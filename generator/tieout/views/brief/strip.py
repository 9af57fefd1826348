"""What stands below the scoreboard: the share price by window, the press check, the guidance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.facts.guidance import Revision
from tieout.figures.figure import Figure
from tieout.figures.said import as_printed, day, day_of_year, shown, spelled
from tieout.figures.saying import joined, say
from tieout.views.brief.expected import BEFORE, CLOSE, side_of, windows
from tieout.views.brief.scoreboard import LinkedNumber
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import capital, hour

_MOST_WINDOWS = 4
_ARTICLE_ONLY = say("article only")
_WINDOWS = {
    "close before release": say("Close before"),
    "early trading": say("After the open"),
    "intraday": say("After the open"),
    CLOSE: say("First close"),
}
"""Windows by other names than in the record."""
_REVISIONS: dict[Revision, str] = {
    "raised": say("raised"),
    "lowered": say("cut"),
    "narrowed": say("narrowed"),
    "widened": say("widened"),
    "reaffirmed": say("kept"),
    "withdrawn": say("withdrawn"),
    "first given": say("first given"),
}
"""Each revision as the strip says it, the news first."""


@dataclass(frozen=True, slots=True)
class PriceWindow:
    """One stretch of trading: `Pre-market, 25 Nov`."""

    name: str
    day: str
    """`25 Nov`; empty where nothing is on record."""
    moves: tuple[LinkedNumber, ...]
    """Changes as printed, else as worked out; a price where there is no change."""
    price: LinkedNumber | None
    """The one price of the window, if a change stands beside it."""
    sources: str
    """Whose numbers: publishers, or that an article alone has them. As typed."""
    is_first_after: bool = False
    """Whether it is the first after the news: what is left of it is no reaction."""


@dataclass(frozen=True, slots=True)
class NextRelease:
    """The period after this one: its brief, or the day announced for it."""

    label: str
    slug: str
    """Its brief, if that is here."""
    day: str
    """The day that the issuer has announced; empty where it has announced none."""


@dataclass(frozen=True, slots=True)
class FirstStrip:
    """The lines below the scoreboard."""

    listing: str
    """Where the price is from: `BABA, NYSE`. As typed."""
    windows: tuple[PriceWindow, ...]
    guidance: tuple[str, ...]
    """`2 raised`, `1 kept`; empty where none is on record."""
    following: NextRelease | None


def strip(shelf: Shelf, cite: Citations) -> FirstStrip:
    """What the share did, what became of the guidance, and what is next."""
    listing = shelf.conventions.company.listings[0]
    return FirstStrip(
        listing=", ".join(filter(None, (listing.ticker, listing.exchange))),
        windows=tuple(_windows(shelf, cite)),
        guidance=tuple(_revised(shelf)),
        following=_next(shelf),
    )


def _windows(shelf: Shelf, cite: Citations) -> Iterator[PriceWindow]:
    """At most four: the last one before the news, then those after it, the first close last."""
    grouped: dict[tuple[str, object], list[list[Figure]]] = {}
    for row in windows(shelf):
        grouped.setdefault((_window_name(row[0].window), row[0].span.end), []).append(row)
    rows = list(grouped.values())
    released = shelf.filed.model.released
    before = [each for each in rows if side_of(each[0][0], released) == BEFORE][-1:]
    after = [each for each in rows if side_of(each[0][0], released) != BEFORE]
    closes = [each for each in after if each[0][0].window == CLOSE][:1]
    others = [each for each in after if each[0][0].window != CLOSE]
    told = [_window(shelf, cite, group) for group in before]
    reaction = [*others[: _MOST_WINDOWS - 1 - len(before)], *closes]
    told += [_window(shelf, cite, group) for group in reaction]
    if rows and not closes:
        told.append(PriceWindow(say("First close"), "", (), None, ""))
    for at, window in enumerate(told):
        yield replace(window, is_first_after=at == len(before))


def _window(shelf: Shelf, cite: Citations, group: Sequence[Sequence[Figure]]) -> PriceWindow:
    first = group[0][0]
    told = [_move(shelf, cite, row) for row in group]
    prices = [each for row in group for each in row if each.measure == "level"]
    beside = [each for each in prices if each.id not in {move.figure for move in told}]
    alone = beside[0] if len(group) == len(beside) == 1 else None
    return PriceWindow(
        name=_window_name(first.window),
        day=_short_day(first),
        moves=tuple(dict.fromkeys(told)),
        price=_linked(cite, shown(alone), alone) if alone else None,
        sources=_sources(shelf, [row[0] for row in group]),
    )


def _window_name(window: str) -> str:
    return _WINDOWS.get(window) or capital(say(window))


def _short_day(figure: Figure) -> str:
    return day_of_year(figure.span.end)


def _move(shelf: Shelf, cite: Citations, row: Sequence[Figure]) -> LinkedNumber:
    """What a row of the record says of the price, as short as can be."""
    change = next((each for each in row if each.measure == "price_change"), None)
    if change is not None:
        return _linked(cite, as_printed(change), change)
    worked_out = shelf.change(row[0], "price_change")
    if isinstance(worked_out, Figure):
        return _linked(cite, shown(worked_out), worked_out)
    return _linked(cite, shown(row[0]), row[0])


def _linked(cite: Citations, text: str, figure: Figure) -> LinkedNumber:
    return LinkedNumber(text, cite.address(figure), figure.id)


def _sources(shelf: Shelf, figures: Iterable[Figure]) -> str:
    """Publishers once each; that the checked article alone has a number goes before all."""
    told = []
    for figure in figures:
        source = shelf.facts.source_of(figure)
        publisher = (source.publisher or say(source.kind)) if source else ""
        told.append(_ARTICLE_ONLY if figure.origin.only_article else publisher)
    return joined(", ", dict.fromkeys(told))


def _revised(shelf: Shelf) -> Iterator[str]:
    """How many words of guidance this release raised, cut, kept or gave for the first time."""
    found = Counter(word.revision for word in shelf.guided)
    for revision, told in _REVISIONS.items():
        if found[revision]:
            yield say("{count} {revised}", count=spelled(found[revision]), revised=told)


def _next(shelf: Shelf) -> NextRelease | None:
    """The next brief; where there is none, the next release as far as it is announced."""
    slugs = list(shelf.issuer.records)
    following = slugs[slugs.index(shelf.slug) + 1 :][:1]
    for slug in following:
        return NextRelease(str(shelf.issuer.records[slug].model.period.fiscal), slug, "")
    ahead = shelf.conventions.company.upcoming
    for each in ahead:
        if each.period.position > shelf.label.position:
            when = joined(", ", (day(each.date), hour(shelf.conventions.company, each)))
            return NextRelease(str(each.period), "", when)
    return None
