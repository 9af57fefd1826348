"""Where each figure of a brief leads: to its source, or to the line that works it out.

Workings stand on a page of their own beside the brief, with all else of its record that a reader
looks up and does not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tieout.claims.own import Proofreader
from tieout.facts.labels import note_words
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure, NotMeaningful, told_apart
from tieout.figures.said import NOT_MEANINGFUL, cell, period, precise, shown
from tieout.figures.saying import framed, say
from tieout.figures.typed import Unit
from tieout.views.shared.arithmetic import arithmetic
from tieout.views.shared.brief_figures import Change, Shelf
from tieout.views.shared.naming import in_words, whole_name
from tieout.views.shared.plain import plain
from tieout.views.shared.prose import FigureMark, html
from tieout.views.shared.references import References

RECORD_PAGE = "record/index.md"
"""Where the full record of a brief stands, from the brief."""
_NO_ANCHOR = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Working:
    """One line of arithmetic."""

    anchor: str
    name: str
    line: str
    """`247,795 ÷ 236,503 − 1 = +4.77%`."""
    sources: tuple[str, ...]
    """Links to what it is worked out from, as Markdown."""
    note: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """The workings that the pages of a brief have asked for so far."""

    anchors: dict[int, str]
    twins: Counter[str]
    worked: list[Figure]


class Citations:
    """Links for the figures of one page, and the workings that these links lead to.

    A figure that was worked out leads to its line on the page of the brief's full record; that has
    a line for each figure that either page asked for, and for what those are worked out from in
    turn. All sources are listed on the brief itself.
    """

    def __init__(
        self, shelf: Shelf, references: References | None = None, asked: _Asked | None = None
    ) -> None:
        self._shelf = shelf
        self.references = references or References()
        self._asked = asked or _Asked({}, Counter(), [])
        self._numbers = {key: number for number, key in enumerate(self._sources(), 1)}

    def of_the_record(self) -> Citations:
        """Links for the page of the full record, which has the workings of both pages."""
        return _OfTheRecord(self._shelf, None, self._asked)

    def _sources(self) -> tuple[str, ...]:
        return tuple(self._shelf.filed.model.sources)

    def href(self, figure: Figure) -> str:
        """The address, as Markdown files link to each other; empty where no source is named."""
        if figure.operation:
            return f"{RECORD_PAGE}#{self._anchor(figure)}"
        _, _, slug = figure.origin.record.partition("/")
        page = "" if figure.origin.record == self._shelf.record else f"../{slug}/index.md"
        return f"{page}#s-{figure.origin.source}" if figure.origin.source else page

    def on_the_brief(self, anchor: str) -> str:
        """The address of a part of the brief's own page: `#consensus-by-provider`."""
        return f"#{anchor}"

    def address(self, figure: Figure) -> str:
        """The same between finished pages, for HTML that MkDocs does not read."""
        return self.href(figure).replace("index.md", "")

    def mark(self, figure: Figure | None) -> str:
        """The short mark of a figure's source: its number in the list, or the brief it is from."""
        if figure is None or not (figure.origin.source or figure.operation):
            return NOTHING
        if figure.operation:
            return framed("[{told}]({address})", told=say("calc."), address=self.href(figure))
        if figure.origin.record == self._shelf.record:
            return f"[{self._numbers[figure.origin.source]}]({self.href(figure)})"
        _, _, slug = figure.origin.record.partition("/")
        fiscal = self._shelf.issuer.records[slug].model.period.fiscal
        return framed("[{told}]({address})", told=period(fiscal), address=self.href(figure))

    def cell(self, change: Change, unit: Unit | None = None) -> str:
        """A number in a table, as a link to where it comes from; `unit` is the table's own."""
        if change is None:
            return NOTHING
        if isinstance(change, NotMeaningful):
            return NOT_MEANINGFUL
        text = cell(change, unit) if unit else shown(change)
        return self.link(text, change)

    def link(self, text: str, figure: Figure) -> str:
        """A number's text as a link to where it comes from, with the figure's id."""
        return self.references.link(text, self.href(figure), figure.id)

    def prose(self, text: str) -> str:
        """Our own prose as HTML; each number that ties leads to its figure's source or working."""
        reader = Proofreader(
            self._shelf.facts,
            self._shelf.conventions.company,
            self._shelf.issuer.slug,
            self._shelf.filed.model,
        )
        numbers = reader.read(text) if text.strip() else ()
        marks = [
            self._tie(number.start, number.end, number.figure)
            for number in numbers
            if number.figure is not None
        ]
        return html(text, marks)

    def _tie(self, start: int, end: int, figure: Figure) -> FigureMark:
        name = in_words(self._shelf.conventions.company, figure, self._shelf.label)
        line = arithmetic(figure, Unit(figure.unit, self._shelf.unit.scale))
        title = say("{figure}: {working}", figure=name, working=line or precise(figure))
        return FigureMark(start, end, self.address(figure), title, figure.id)

    def has(self, figure: Figure) -> bool:
        """Whether the page has asked for the figure's working so far."""
        return id(figure) in self._asked.anchors

    def workings(self) -> Iterator[Working]:
        """A line for every figure worked out that the page has asked for so far."""
        shown_so_far = 0
        while shown_so_far < len(self._asked.worked):
            figure = self._asked.worked[shown_so_far]
            shown_so_far += 1
            yield Working(
                self._anchor(figure),
                whole_name(self._shelf.conventions.company, figure, self._shelf.label),
                arithmetic(figure, Unit(figure.unit, self._shelf.unit.scale)),
                tuple(dict.fromkeys(self.mark(operand) for operand in figure.operands)),
                note_words(figure),
            )

    def _anchor(self, figure: Figure) -> str:
        if id(figure) not in self._asked.anchors:
            self._asked.worked.append(figure)
            base = self._identity(figure)
            self._asked.twins[base] += 1
            twin = self._asked.twins[base]
            self._asked.anchors[id(figure)] = base if twin == 1 else f"{base}-{twin}"
        return self._asked.anchors[id(figure)]

    def _identity(self, figure: Figure) -> str:
        own = figure.label == self._shelf.label
        usual = self._shelf.conventions.basis(figure.metric, Unit(""))
        parts = [
            "fig",
            figure.segment,
            figure.metric,
            "" if figure.basis.accounting == usual.accounting else figure.basis.accounting,
            figure.basis.scope,
            "translated" if figure.basis.translated else "",
            "" if figure.measure == "level" else figure.measure,
            "" if own else str(figure.label),
            figure.provider,
            figure.window,
        ]
        name = " ".join(part for part in parts if part)
        return _NO_ANCHOR.sub("-", f"{name} {told_apart(name)}".lower()).strip("-")


class _OfTheRecord(Citations):
    """Links from the page of the full record, which stands below the brief."""

    def href(self, figure: Figure) -> str:
        """The same address, seen from there."""
        address = super().href(figure).removeprefix(RECORD_PAGE)
        if figure.operation:
            return address
        return f"../{address}" if address.startswith("../") else self.on_the_brief(address[1:])

    def on_the_brief(self, anchor: str) -> str:
        """The address of a part of the page above."""
        return f"../index.md#{anchor}" if anchor else "../index.md"


def text(value: str) -> str:
    """A contributor's text as a cell."""
    return plain(value) if value else NOTHING
