"""What was expected, what the issuer expects, and what the share price did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tieout.facts.guidance import Revision
from tieout.facts.stated import PREVIOUS, SHARE_PRICE, Missing
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure
from tieout.figures.said import as_printed, day, guided, period, shown, unit_name
from tieout.figures.saying import framed, joined, say
from tieout.figures.typed import Unit
from tieout.records.model import BEFORE_RELEASE, Release
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import called, capital, named, provider, whole_name
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

_REVISED: dict[Revision, str] = {"reaffirmed": say("kept"), "lowered": say("cut")}
CLOSE = "close after release"
BEFORE, _AFTER = say("Before the release"), say("After the release")
_UNKNOWN = say("On the day of the release")


def consensus(shelf: Shelf, cite: Citations) -> Table:
    """Each estimate with its own surprise: like with like, one row for each provider."""
    columns = (
        ColumnHead("", numbers=False),
        ColumnHead(say("Provider"), numbers=False),
        ColumnHead(say("As of")),
        ColumnHead(say("Estimate")),
        ColumnHead(say("Estimates"), numbers=False),
        ColumnHead(say("Actual")),
        ColumnHead(say("Difference")),
        ColumnHead(say("Surprise")),
        ColumnHead(say("Source")),
    )
    rows = [
        (
            plain(_segmented(shelf, estimate)),
            plain(provider(estimate)),
            _as_of(shelf, estimate),
            cite.link(shown(estimate), estimate),
            _made_of(shelf, cite, estimate),
            *_outcome(shelf, cite, estimate),
            cite.mark(estimate),
        )
        for estimate in shelf.estimates()
    ]
    return Table.of(columns, rows)


def _segmented(shelf: Shelf, figure: Figure) -> str:
    company = shelf.conventions.company
    name = called(company, figure)
    if not figure.segment:
        translated = figure.basis.translated
        currency = say("in {currency}", currency=Unit(figure.unit).currency)
        return joined(", ", (name, currency)) if translated else name
    return whole_name(company, replace(figure, provider=""), figure.label)


def _as_of(shelf: Shelf, estimate: Figure) -> str:
    """The day an estimate was taken, from its row in the record."""
    row = shelf.row_of(estimate)
    return day(row.as_of) if row is not None and row.as_of is not None else NOTHING


def _made_of(shelf: Shelf, cite: Citations, estimate: Figure) -> str:
    """What an average is made of: `mean of 23, 240.1bn to 250.3bn`."""
    same = {
        each.measure: each
        for each in shelf.of_kind("consensus")
        if each.measure != "level" and each.origin.place == estimate.origin.place
    }
    row = shelf.row_of(estimate)
    kind = (row.average or "") if row is not None else ""
    count = same.get("estimates")
    counted = cite.link(count.printed, count) if count else ""
    told = [say(kind) if kind else counted]
    if kind and counted:
        told = [say("{average} of {count}", average=say(kind), count=counted)]
    if "lowest" in same and "highest" in same:
        ends = (same["lowest"], same["highest"])
        told.append(joined(" to ", (cite.link(shown(each), each) for each in ends)))
    return joined(", ", told) if any(told) else NOTHING


def _outcome(shelf: Shelf, cite: Citations, estimate: Figure) -> tuple[str, str, str]:
    """Actual, difference and surprise; nothing where no like figure was reported."""
    difference = _against(shelf, estimate, "surprise_amount")
    if difference is None:
        return NOTHING, NOTHING, NOTHING
    actual = difference.operands[0]
    return (
        cite.link(shown(actual), actual),
        cite.cell(difference),
        cite.cell(_against(shelf, estimate, "surprise")),
    )


def _against(shelf: Shelf, estimate: Figure, measure: str) -> Figure | None:
    return next(
        (
            each
            for each in shelf.figures
            if each.measure == measure and each.operands[1:] and each.operands[1] is estimate
        ),
        None,
    )


def guidance(shelf: Shelf, cite: Citations) -> Table:
    """What the issuer expects of coming periods."""
    columns = (
        ColumnHead("", numbers=False),
        ColumnHead(say("Period"), numbers=False),
        ColumnHead(say("Expected")),
        ColumnHead(say("Before"), numbers=False),
        ColumnHead(say("Note"), numbers=False),
        ColumnHead(say("Source")),
    )
    rows: list[tuple[str, ...]] = [
        (
            plain(_guided_name(shelf, figure)),
            period(figure.label),
            cite.link(guided(figure, shelf.unit), figure),
            _revised(shelf, cite, figure),
            plain(figure.note) or NOTHING,
            cite.mark(figure),
        )
        for figure in shelf.of_kind("guidance")
    ]
    rows += [
        _without_number(shelf, each) for each in shelf.facts.missing(shelf.record) if each.guided
    ]
    caption = say("{unit} unless a unit is given.", unit=unit_name(shelf.unit)) if rows else ""
    return Table.of(columns, rows, caption)


def _revised(shelf: Shelf, cite: Citations, figure: Figure) -> str:
    """What this release made of the guidance that stood: `raised from 1,200 to 1,250`."""
    word = next((each for each in shelf.guided if each.figure is figure), None)
    if word is None or word.before is None:
        return NOTHING
    told = _REVISED.get(word.revision) or say(word.revision)
    if word.revision == "reaffirmed":
        return told
    before = cite.link(guided(word.before, shelf.unit), word.before)
    return say("{revised} from {before}", revised=told, before=before)


def _without_number(shelf: Shelf, gone: Missing) -> tuple[str, ...]:
    """Guidance that the issuer says no longer holds, or gives in words alone."""
    name = named(shelf.conventions.company, gone.metric, gone.segment)
    return (
        plain(joined(", ", (name, say("growth on the year") if gone.measure == "yoy" else ""))),
        period(gone.label),
        plain(say(gone.said)),
        NOTHING,
        plain(gone.origin.note) or NOTHING,
        _source_of(gone),
    )


def _source_of(gone: Missing) -> str:
    key = gone.origin.source
    return framed("[{told}](#s-{key})", told=say("source"), key=key) if key else NOTHING


def _guided_name(shelf: Shelf, figure: Figure) -> str:
    return whole_name(shelf.conventions.company, figure, figure.label)


def reaction(shelf: Shelf, cite: Citations) -> Iterator[tuple[str, Table]]:
    """The share price by window: what came before the release apart from what came after."""
    columns = (
        ColumnHead(say("Window"), numbers=False),
        ColumnHead(say("Session")),
        ColumnHead(say("Price before")),
        ColumnHead(say("Price")),
        ColumnHead(say("Change as printed")),
        ColumnHead(say("Worked out")),
        ColumnHead(say("Note"), numbers=False),
        ColumnHead(say("Source")),
    )
    groups: dict[str, list[tuple[str, ...]]] = {BEFORE: [], _UNKNOWN: [], _AFTER: []}
    for figures in windows(shelf):
        side = side_of(figures[0], shelf.filed.model.released)
        groups[side].append(_move(shelf, cite, figures))
    for heading, rows in groups.items():
        if rows:
            yield heading, Table.of(columns, rows)


def windows(shelf: Shelf) -> list[list[Figure]]:
    """Price and printed change of each row of the record."""
    rows: dict[tuple[object, ...], list[Figure]] = {}
    for figure in shelf.figures:
        stated = figure.metric == SHARE_PRICE and figure.kind != "derived"
        if stated and not figure.window.startswith(PREVIOUS):
            origin = (figure.origin.source, figure.origin.locator, figure.note)
            rows.setdefault((figure.window, figure.span.end, *origin), []).append(figure)
    return list(rows.values())


def side_of(figure: Figure, released: Release) -> str:
    """Whether the window came before or after the news."""
    session: date = figure.span.end
    if figure.window in BEFORE_RELEASE or session < released.date:
        return BEFORE
    if session > released.date or figure.window in (CLOSE, "after hours"):
        return _AFTER
    known = {"before open": _AFTER, "after close": BEFORE}
    if released.session == "during session" and figure.window == "pre-market":
        return BEFORE
    return known.get(released.session, _UNKNOWN)


def _move(shelf: Shelf, cite: Citations, figures: list[Figure]) -> tuple[str, ...]:
    price = next((each for each in figures if each.measure == "level"), None)
    before = _price_before(shelf, figures[0])
    change = next((each for each in figures if each.measure == "price_change"), None)
    first = figures[0]
    article = first.origin.only_article
    notes = [first.note, say("the article checked below is its only source") if article else ""]
    return (
        capital(say(first.window)),
        day(first.span.end),
        cite.link(shown(before), before) if before else NOTHING,
        cite.link(shown(price), price) if price else NOTHING,
        cite.link(as_printed(change), change) if change else NOTHING,
        cite.cell(shelf.change(price, "price_change")),
        plain(joined("; ", notes)) if any(notes) else NOTHING,
        cite.mark(first),
    )


def _price_before(shelf: Shelf, move: Figure) -> Figure | None:
    """The price from which the row itself measures, where its source prints one."""
    window = f"{PREVIOUS}: {move.window}"
    same = (each for each in shelf.figures if each.window == window and each.measure == "level")
    row = (move.quote, move.span, move.origin)
    return next((each for each in same if (each.quote, each.span, each.origin) == row), None)
