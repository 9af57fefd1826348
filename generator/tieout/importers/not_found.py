"""What a body does not have where an analyst looks for it: a period amidst others, and revenue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from tieout.importers.choose import Chosen
from tieout.importers.left_out import LeftOut, named

_REVENUE = "revenue"
_LONGER_BY = 50
"""Days by which two ends lie further apart than is usual where a period is missing between them."""


def not_found(chosen: Sequence[Chosen], left: Iterable[LeftOut]) -> Iterator[str]:
    """A line for each gap between records, and one for the periods without revenue."""
    yield from _gaps(chosen)
    told = {each.label for each in left if each.metric == _REVENUE}
    without = [each.label for each in chosen if each.label not in told and not _has_revenue(each)]
    if without:
        yield f"not found: `{_REVENUE}` of {named(without)}: the reports tag no total of it"


def _gaps(chosen: Sequence[Chosen]) -> Iterator[str]:
    ends = [each.reported.end for each in chosen]
    days = [(later - earlier).days for earlier, later in pairwise(ends)]
    usual = median(days) if days else 0
    for (before, after), apart in zip(pairwise(chosen), days, strict=True):
        if apart > usual + _LONGER_BY:
            yield f"not found: figures of the time between {before.label} and {after.label}"


def _has_revenue(period: Chosen) -> bool:
    return any(metric == _REVENUE for _, metric in period.readings)
