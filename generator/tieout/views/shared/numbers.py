"""Numbers as pages across issuers show them: text, exact value, and the way to the brief.

A page takes a figure from the same object as charts, tables and downloads; no template computes.
Each figure has an id of its record and its identity, the same in every build
(`baba/2026-q2/2026-q2.revenue.gaap.cny`). A number on a page is a reference link whose title is
that id (`[247,795][3]`), so that tables stay narrow in Markdown; the plugin makes `data-figure` of
it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tieout.facts.rows import decimal_text, published
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure, NotMeaningful
from tieout.figures.said import NOT_MEANINGFUL, shown
from tieout.figures.saying import framed, joined, say
from tieout.views.shared.brief_figures import Change
from tieout.views.shared.plain import plain
from tieout.views.shared.references import References


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with what tells it from others; where there is none, all but `shown` is empty."""

    shown: str = NOTHING
    value: str = ""
    """The exact decimal, in base units."""
    unit: str = ""
    basis: str = ""
    figure: str = ""
    """The figure's id."""
    url: str = ""
    """Where it stands on its brief, from the site's root: `baba/2026-q2/#s-release`."""
    note: str = ""
    """What a reader must know beside the number: `per ADS, non-GAAP`, `as stated`."""

    def __bool__(self) -> bool:
        return bool(self.value)


NO_NUMBER = Number()


def number(change: Change, *notes: str, usual: str = "") -> Number:
    """A figure, or why there is none; a basis other than `usual` is told in the note."""
    if change is None:
        return NO_NUMBER
    if isinstance(change, NotMeaningful):
        return Number(NOT_MEANINGFUL, note=say(change.reason))
    basis = ", ".join(filter(None, (change.basis.accounting, change.basis.scope)))
    apart = basis if usual and basis != usual else ""
    told = (_per(change), *map(say, filter(None, apart.split(", "))), *notes)
    return Number(
        shown=shown(change),
        value=decimal_text(published(change)),
        unit=change.unit,
        basis=basis,
        figure=change.id,
        url=url(change),
        note=joined(", ", told),
    )


def _per(figure: Figure) -> str:
    """What an amount is for each of, unless that goes without saying."""
    _, _, per = figure.unit.partition("/")
    return say("per {unit}", unit=per) if per not in ("", "share") else ""


def url(figure: Figure) -> str:
    """Where a figure stands: at its source, or among the key figures if it was worked out."""
    anchor = f"s-{figure.origin.source}" if figure.origin.source else "key-figures"
    return f"{figure.origin.record}/#{anchor}"


class Linked:
    """The numbers of one page, as links in its Markdown; `up` leads to the site's root: `../`."""

    def __init__(self, up: str = "") -> None:
        self._up = up
        self._references = References()

    def cell(self, shown_: Number) -> str:
        """A number in a table, with its note below it."""
        note = framed("<small>{note}</small>", note=plain(shown_.note)) if shown_.note else ""
        return framed("{number}{note}", number=self.bare(shown_), note=note)

    def bare(self, shown_: Number) -> str:
        """A number alone."""
        if not shown_:
            return shown_.shown
        return self._references.link(shown_.shown, self.href(shown_.url), shown_.figure)

    def href(self, address: str) -> str:
        """An address on the site, as Markdown files link to each other."""
        page, mark, anchor = address.partition("#")
        return f"{self._up}{page}index.md{mark}{anchor}"

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands at the page's end, after all else was made."""
        return self._references.lines()
