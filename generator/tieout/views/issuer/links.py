"""Where the numbers of an issuer's page lead: to the source or the working on their brief.

What no brief works out is worked out on the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from tieout.facts.labels import note_words
from tieout.facts.rows import decimal_text, published
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.figures.said import period
from tieout.figures.typed import Unit
from tieout.views.brief.expected import consensus
from tieout.views.brief.results import key_figures
from tieout.views.brief.scoreboard import scoreboard
from tieout.views.brief.segments import segment_tables
from tieout.views.brief.strip import strip
from tieout.views.shared.arithmetic import arithmetic
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import RECORD_PAGE, Citations, Working
from tieout.views.shared.naming import whole_name
from tieout.views.shared.references import References

_NO_PERIOD = FiscalLabel(0, "")


class _Brief:
    """What a brief's page has anchors for, as far as an issuer's page leads there."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @cached_property
    def _cite(self) -> Citations:
        # In the page's own order: namesakes are numbered in the order they are asked for.
        cite = Citations(self._shelf)
        scoreboard(self._shelf, cite)
        strip(self._shelf, cite)
        key_figures(self._shelf, cite)
        tuple(segment_tables(self._shelf, cite))
        consensus(self._shelf, cite)
        return cite

    def anchor(self, figure: Figure) -> str:
        """The anchor of a figure's working on that page; empty where it has none."""
        return self._cite.href(figure).partition("#")[2] if self._cite.has(figure) else ""


class IssuerLinks:
    """The links of one issuer's page, and the workings that stand on the page itself."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.references = References()
        self._shelves: Mapping[str, Shelf] = {shelf.record: shelf for shelf in shelves}
        self._briefs = {record: _Brief(shelf) for record, shelf in self._shelves.items()}
        self._worked: dict[str, Figure] = {}

    def link(self, text: str, figure: Figure) -> str:
        """A number as a link to where it comes from, with its exact value for sorting.

        With it the unit, where that is another than the reporting currency or a percentage: what
        differs in unit is never sorted as if it were one.
        """
        company = self._shelves[figure.origin.record].conventions.company
        unit = "" if figure.unit in (company.currency, "%") else f" {figure.unit}"
        value = f"{decimal_text(published(figure))}{unit}"
        return self.references.link(text, self._href(figure), figure.id, value)

    def _href(self, figure: Figure) -> str:
        record = figure.origin.record
        page = f"{self._shelves[record].slug}/index.md"
        if not figure.operation:
            return f"{page}#s-{figure.origin.source}" if figure.origin.source else page
        if anchor := self._briefs[record].anchor(figure):
            return f"{self._shelves[record].slug}/{RECORD_PAGE}#{anchor}"
        self._worked.setdefault(figure.id, figure)
        return f"#fig-{figure.name.replace('.', '-')}"

    def workings(self) -> Iterator[Working]:
        """A line for every figure worked out that no brief works out."""
        shown_so_far = 0
        while shown_so_far < len(self._worked):
            figure = list(self._worked.values())[shown_so_far]
            shown_so_far += 1
            shelf = self._shelves[figure.origin.record]
            marks = (self._mark(operand) for operand in figure.operands)
            yield Working(
                self._href(figure).removeprefix("#"),
                whole_name(shelf.conventions.company, figure, _NO_PERIOD),
                arithmetic(figure, Unit(figure.unit, shelf.unit.scale)),
                tuple(dict.fromkeys(marks)),
                note_words(figure),
            )

    def _mark(self, operand: Figure) -> str:
        """The period of an operand, as a link to where that comes from."""
        href = self._href(operand)
        return f"[{period(operand.label)}]({href})" if href else NOTHING
