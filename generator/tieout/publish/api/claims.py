"""Every number that articles about a brief state, with the verdict that the brief's page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from tieout.claims.reconcile import Verdict
from tieout.claims.verdicts import Gravity, VerdictName
from tieout.facts.rows import published
from tieout.publish.api.base import MaybeAmount, MaybeDate, Part, Text
from tieout.views.brief.ledger import anchor
from tieout.views.shared.brief_figures import Heard, Shelf


class Tally(Part):
    """How many claims have which verdict."""

    ties: int
    """The number ties to the record, within its own rounding."""
    other_basis: int
    """It ties to another basis, period or neighbour than the one it names."""
    conflict: int
    """The record has another number."""
    unclear: int
    """It differs, but it is not certain which figure it speaks of; counted for nobody."""
    not_in_record: int
    """No source of the record gives the number."""
    opinion: int
    """A forecast or a judgement, which no record can confirm."""


class Told(Part):
    """An article about the brief."""

    article: str
    """Its file in `articles/`, without `.md`."""
    title: str
    """The headline."""
    publisher: str
    """Who published it, or `unknown`."""
    author: Text
    """Who wrote it; empty where it is not known."""
    url: Text
    """Its address; empty where it has none."""
    published: MaybeDate
    """The day it was published."""
    kind: str
    """`news`, `opinion`, `analysis`, `blog`, `press release` or `social`."""
    digest: str
    """The SHA-256 of the text that was read."""
    verdicts: Tally
    """How its numbers fare."""


class ClaimRow(Part):
    """One number that an article states, and what the record says of it."""

    id: str
    """The claim's name on the whole site; its place among the article's claims is the last part."""
    issuer: str
    """The issuer's folder."""
    record: str
    """The brief it is about."""
    article: str
    """The article's file, without `.md`."""
    publisher: str
    """Who published the article."""
    paragraph: int
    """The paragraph of the text, counted from 1 with the headline."""
    quote: str
    """The article's own words around the number."""
    says: str
    """The number as printed, with its hedge."""
    value: MaybeAmount
    """The number in base units; empty for an opinion."""
    low: MaybeAmount
    """The least that the printed number stands for; included."""
    high: MaybeAmount
    """The most that it stands for; included."""
    unit: str
    """Its unit, as far as the text tells: alternatives have a bar between them."""
    role: str
    """What the number is of its metric: `actual`, `yoy`, `consensus`, `surprise` and so on."""
    metric: Text
    """The metric; empty where the text does not tell."""
    segment: Text
    """The segment by its key; empty for the group."""
    basis: Text
    """The basis that the article names, if it names one."""
    period: str
    """The stretch of time, seen from the brief's own period."""
    direction: Text
    """`up` or `down` where words and not the number say so; else empty."""
    provider: Text
    """Whose estimate the article says it is."""
    window: Text
    """For a price: the stretch of trading."""
    verdict: VerdictName
    """What the record says of it."""
    figure: str
    """The id of the figure it names or ties to; empty where the record has none."""
    figure_value: MaybeAmount
    """That figure's number, as in the facts of its record."""
    figure_unit: str
    """That figure's unit."""
    gravity: Gravity
    """Of a conflict: `rounding`, `slip` or `different number`."""
    doubts: tuple[str, ...]
    """Of what is unclear: the aspects of its identity that are not certain."""
    slip: str
    """A usual slip that would explain a conflict; never more than a possibility."""
    agreement: Literal["", "agree", "do not agree"]
    """Where the article is the only source: whether its own numbers agree with each other."""
    note: Text
    """What a reader should know of this claim."""
    page: str
    """The claim's row on the brief's page, from the site's root."""
    candidates: tuple[str, ...]
    """The ids of the figures that the number fits, the best first."""
    nearby: tuple[str, ...]
    """The ids of the figures that it was compared with and does not fit."""


def articles(shelf: Shelf) -> tuple[Told, ...]:
    """The articles about a brief."""
    return tuple(
        Told.of(each.article, article=each.name, verdicts=counted(each)) for each in shelf.heard
    )


def claim_rows(shelf: Shelf) -> tuple[ClaimRow, ...]:
    """Every number of the articles about a brief."""
    return tuple(
        _row(shelf, each, number, verdict)
        for each in shelf.heard
        for number, verdict in enumerate(each.verdicts, 1)
    )


def tally(counts: Mapping[VerdictName, int]) -> Tally:
    """How many claims have which verdict."""
    found = {str(name): count for name, count in counts.items()}
    return Tally.model_validate({name: found.get(name, 0) for name in Tally.model_fields})


def counted(*articles: Heard) -> Tally:
    """How the numbers of these articles fare together."""
    return tally(Counter(verdict.name for each in articles for verdict in each.verdicts))


def _row(shelf: Shelf, heard: Heard, number: int, verdict: Verdict) -> ClaimRow:
    claim, claimed, figure = verdict.claim, verdict.claimed, verdict.figure
    record, name = shelf.record, anchor(heard.name, number)
    return ClaimRow.of(
        claim,
        id=f"{record}/{name}",
        issuer=shelf.issuer.slug,
        record=record,
        article=heard.name,
        publisher=heard.article.publisher,
        value=claimed and claimed.value,
        low=claimed and claimed.low,
        high=claimed and claimed.high,
        unit=claimed.unit if claimed else "",
        verdict=verdict.name,
        figure=figure.id if figure else "",
        figure_value=figure and published(figure),
        figure_unit=figure.unit if figure else "",
        gravity=verdict.gravity,
        doubts=verdict.doubts,
        slip=verdict.slip,
        agreement=_AGREEMENT[verdict.coherent],
        page=f"{record}/#{name}",
        candidates=tuple(each.id for each in verdict.candidates),
        nearby=tuple(each.id for each in verdict.nearby),
    )


_AGREEMENT: dict[bool | None, Literal["", "agree", "do not agree"]] = {
    None: "",
    True: "agree",
    False: "do not agree",
}
