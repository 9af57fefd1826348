"""All issuers side by side: one line a brief, and the series that can be compared.

The pages, the table of issuers and the series of the API are made from these alone. Money of two
currencies is never sorted, drawn or indexed as if it were one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tieout.figures.metrics import catalogue
from tieout.views.brief.line import BriefLine
from tieout.views.market.series import Series


@dataclass(frozen=True)
class Market:
    """Every brief in a line, and every series, by metric."""

    lines: tuple[BriefLine, ...]
    """By issuer, each from its first brief to its last."""
    series: Mapping[str, tuple[Series, ...]]
    """Those of groups by metric, in the catalogue's order; within it by issuer."""
    parts: Mapping[str, tuple[Series, ...]]
    """Those of segments, likewise."""

    @classmethod
    def of(cls, lines: Iterable[BriefLine], series: Iterable[Series]) -> Market:
        """The market of these briefs and series."""
        groups: dict[str, list[Series]] = {}
        parts: dict[str, list[Series]] = {}
        for one in series:
            (parts if one.segment else groups).setdefault(one.metric, []).append(one)
        return cls(tuple(lines), _in_order(groups), _in_order(parts))

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric of which there is a series: the catalogue's in its order, then others."""
        return tuple(_in_order(dict.fromkeys((*self.series, *self.parts), ())))

    @cached_property
    def latest(self) -> tuple[BriefLine, ...]:
        """The latest period of each issuer: of those that end on one day the quarter."""
        best_of: dict[str, BriefLine] = {}
        for line in self.lines:
            known = best_of.get(line.issuer)
            if known is None or _weight(line) > _weight(known):
                best_of[line.issuer] = line
        return by_name(best_of.values())

    @cached_property
    def quarters(self) -> Mapping[str, tuple[BriefLine, ...]]:
        """Every brief by calendar quarter, the latest quarter first; within it by name."""
        found: dict[str, list[BriefLine]] = {}
        for line in self.lines:
            found.setdefault(line.quarter, []).append(line)
        return {name: by_name(found[name]) for name in sorted(found, reverse=True)}

    @cached_property
    def sectors(self) -> Mapping[str, tuple[BriefLine, ...]]:
        """The latest line of each issuer, by the sector's name in addresses."""
        found: dict[str, list[BriefLine]] = {}
        for line in self.latest:
            found.setdefault(line.party.sector_slug, []).append(line)
        return {slug: tuple(found[slug]) for slug in sorted(found)}


def _in_order(found: Mapping[str, Iterable[Series]]) -> dict[str, tuple[Series, ...]]:
    """By metric, as the catalogue has them; those of issuers' own after them, by name."""
    known = [name for name in catalogue() if name in found]
    own = sorted(name for name in found if name not in catalogue())
    return {name: tuple(found[name]) for name in (*known, *own)}


def _weight(line: BriefLine) -> tuple[date, bool]:
    return line.span.end, line.is_quarter


def by_name(lines: Iterable[BriefLine]) -> tuple[BriefLine, ...]:
    """In the order of the issuers' names, and of one issuer by time."""
    return tuple(
        sorted(lines, key=lambda each: (each.party.name.lower(), each.issuer, each.span.end))
    )
