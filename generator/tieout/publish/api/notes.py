"""What qualifies a brief's figures: corrections, restatements, and numbers that there are not."""

from __future__ import annotations

from collections.abc import Iterator

from tieout.facts.rows import published
from tieout.facts.stated import Missing
from tieout.figures.figure import NotMeaningful
from tieout.publish.api.base import Amount, Date, MaybeDate, Part, Text
from tieout.views.brief.sources import restated_figures
from tieout.views.shared.brief_figures import Shelf


class Correction(Part):
    """A mistake of this site that was published, and its mending."""

    date: Date
    """The day of the correction."""
    figure: str
    """What was wrong."""
    was: str
    """What this site showed."""
    now: str
    """What it shows since."""
    reason: str
    """How the mistake came about."""


class Restatement(Part):
    """A figure of an earlier period that this release restates."""

    figure: str
    """The id of the restated figure."""
    fiscal_label: Text
    """The period that is restated."""
    metric: str
    """The metric."""
    segment: str
    """The segment by its key; empty for the group."""
    was: Amount
    """The figure first reported, in base units."""
    value: Amount
    """The figure as restated."""
    unit: str
    """The unit of both."""
    reason: str
    """Why, in the issuer's terms."""


class NoNumber(Part):
    """A derivation without a number: from or to a negative number, from zero, or above 1,000%."""

    metric: str
    """The metric."""
    segment: str
    """The segment by its key; empty for the group."""
    measure: str
    """What would be measured: `yoy`."""
    basis: Text
    """The basis."""
    fiscal_label: Text
    """The fiscal period."""
    start: MaybeDate
    """The first day; empty for an instant."""
    end: Date
    """The last day."""
    reason: str
    """Why there is none: `base is negative`."""
    operands: tuple[str, ...]
    """The ids of what it would be worked out from."""


class Lacking(Part):
    """A figure that the record says cannot be had. It is not zero."""

    metric: str
    """The metric."""
    segment: str
    """The segment by its key; empty for the group."""
    basis: Text
    """The basis."""
    fiscal_label: Text
    """The fiscal period."""
    start: MaybeDate
    """The first day; empty for an instant."""
    end: Date
    """The last day."""
    said: str
    """`not disclosed` or `not applicable`."""
    source: str
    """The key of the source that does not give it."""
    place: Text
    """File, line and column of the record's YAML."""


def corrections(shelf: Shelf) -> Iterator[Correction]:
    """The log of the record."""
    yield from map(Correction.of, shelf.filed.model.corrections)


def restatements(shelf: Shelf) -> Iterator[Restatement]:
    """What the release restates, as the page has it."""
    for each in restated_figures(shelf):
        yield Restatement.of(
            each.now,
            figure=each.now.id,
            fiscal_label=each.now.label,
            was=each.was.value,
            value=published(each.now),
            reason=each.reason,
        )


def no_number(each: NotMeaningful) -> NoNumber:
    """A derivation that has none, with the reason."""
    return NoNumber.of(
        each,
        fiscal_label=each.label,
        start=each.span.start,
        end=each.span.end,
        operands=tuple(operand.id for operand in each.operands),
    )


def lacking(each: Missing) -> Lacking:
    """What the record says of a figure that it does not have."""
    return Lacking.of(
        each,
        fiscal_label=each.label,
        start=each.span.start,
        end=each.span.end,
        source=each.origin.source,
        place=each.origin.place,
    )
