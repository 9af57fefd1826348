"""Which figure stands for a metric, where an issuer reports it on several bases.

A card and the headline use the basis that was estimated, else that on which most of the issuer's
periods were; a list of its briefs keeps to the latter. In the reporting currency where the issuer
reports it, and counted against the estimates in that currency; only where there are none, against
those of another, which it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tieout.figures.figure import Figure
from tieout.figures.typed import Unit
from tieout.views.shared.brief_figures import Shelf


def best(shelf: Shelf, metric: str, segment: str = "") -> Figure | None:
    """The one figure that stands for a metric: on the basis that was estimated, if any was.

    Where this period's was not, on the basis on which the issuer's other periods were. In the
    reporting currency where the issuer reports it so.
    """
    same = _on_any_basis(shelf, metric, segment)
    estimated = [_reach(level) for level in same if shelf.surprises(level, "surprise_amount")]
    expected = [level for level in same if _reach(level) in estimated[:1]]
    return next(iter(expected), None) or steady(shelf, metric, segment)


def steady(shelf: Shelf, metric: str, segment: str = "") -> Figure | None:
    """The figure that stands for a metric beside the issuer's other periods: all on one basis.

    That on which most of them were estimated, where this period has it on record, else the usual.
    """
    same = _on_any_basis(shelf, metric, segment)
    often = _often_estimated(shelf, metric, segment)
    return next((level for level in same if _reach(level) == often), next(iter(same), None))


def _on_any_basis(shelf: Shelf, metric: str, segment: str) -> list[Figure]:
    """In the reporting currency first, on the usual basis first."""
    label = shelf.main_label
    levels = (*shelf.levels(label, segment), *shelf.levels(label, segment, translated=True))
    usual = shelf.conventions.basis(metric, Unit(""))
    same = [level for level in levels if level.metric == metric]
    return sorted(same, key=lambda level: (level.basis.translated, level.basis != usual))


def _often_estimated(shelf: Shelf, metric: str, segment: str) -> tuple[str, str] | None:
    """The basis on which most of the issuer's periods were estimated, the latest of several."""
    found: Counter[tuple[str, str]] = Counter()
    for filed in reversed(tuple(shelf.issuer.records.values())):
        rows = [row for row in filed.model.consensus if row.metric == metric]
        bases = (
            shelf.conventions.basis(metric, Unit(""), row.basis)
            for row in rows
            if (row.segment or "") == segment
        )
        found.update({(basis.accounting, basis.scope) for basis in bases})
    return next((reach for reach, _ in found.most_common(1)), None)


def _reach(level: Figure) -> tuple[str, str]:
    """A basis without regard to the currency."""
    return level.basis.accounting, level.basis.scope


def twins(shelf: Shelf, level: Figure) -> Iterator[Figure]:
    """The level and its translations: what estimates in either currency are held against."""
    for translated in (False, True):
        for twin in shelf.levels(level.label, level.segment, translated):
            if twin.metric == level.metric and _reach(twin) == _reach(level):
                yield twin
