"""One issuer in rows: all that the pages and documents of all issuers know of it.

Rows are frozen and of plain values, so that they can be kept and sent between processes. Whatever
is shown across issuers is made of rows alone, so that each issuer's facts are worked out once,
and only one issuer's at a time are in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tieout.charts.sparks import Spark, spark
from tieout.claims.grammar.lexicon import names_of
from tieout.edition import Edition
from tieout.records.read import Issuer
from tieout.views.brief.headline import key_levels
from tieout.views.brief.line import BriefLine, Covered, Party
from tieout.views.market.everyone import Market
from tieout.views.market.series import Series, series_of
from tieout.views.press.claims import ArticleLine, article_lines
from tieout.views.search.found import Finds
from tieout.views.shared.brief_figures import REVENUE, Shelf
from tieout.views.shared.main_figure import steady
from tieout.views.upkeep.calendar import Days, days_of
from tieout.views.upkeep.corrections import Changes, changes_of
from tieout.views.upkeep.coverage import Held, held


@dataclass(frozen=True, slots=True)
class IssuerRows:
    """One issuer in rows."""

    party: Party
    names: tuple[str, ...]
    """Every name by which texts call it."""
    lines: tuple[BriefLine, ...]
    """From the first brief to the last."""
    series: tuple[Series, ...]
    articles: tuple[ArticleLine, ...]
    """Those about the latest brief first."""
    days: Days
    changes: Changes
    held: Held
    finds: Finds
    sparks: tuple[Spark | None, ...]
    """The latest periods of each key figure of the last brief."""
    revenue_spark: Spark | None
    """Those of revenue up to the latest quarter."""


def rows_of(
    issuer: Issuer, briefs: Sequence[Covered], finds: Finds, edition: Edition
) -> IssuerRows:
    """The rows of an issuer, whose briefs come from the first one on."""
    shelves = tuple(each.shelf for each in briefs)
    lines = tuple(each.line for each in briefs)
    return IssuerRows(
        party=Party.of(issuer),
        names=names_of(issuer.company.model),
        lines=lines,
        series=tuple(series_of(shelves)),
        articles=tuple(article_lines(shelves)),
        days=days_of(issuer, edition.as_of),
        changes=changes_of(shelves, edition),
        held=held(issuer, lines, edition),
        finds=finds,
        sparks=_sparks(shelves),
        revenue_spark=_revenue_spark(briefs),
    )


def _sparks(shelves: Sequence[Shelf]) -> tuple[Spark | None, ...]:
    return tuple(spark(last.facts, level) for last in shelves[-1:] for level in key_levels(last))


def _revenue_spark(briefs: Sequence[Covered]) -> Spark | None:
    quarters = [each.shelf for each in briefs if each.line.is_quarter]
    for last in quarters[-1:] or [each.shelf for each in briefs[-1:]]:
        if revenue := steady(last, REVENUE):
            return spark(last.facts, revenue)
    return None


@dataclass(frozen=True)
class Everything:
    """The rows of all issuers, in the order of their addresses."""

    issuers: tuple[IssuerRows, ...]

    @cached_property
    def market(self) -> Market:
        """Every brief in a line, and the series by metric."""
        return Market.of(
            (line for rows in self.issuers for line in rows.lines),
            (one for rows in self.issuers for one in rows.series),
        )

    @property
    def lines(self) -> tuple[BriefLine, ...]:
        """Every brief, by issuer, each from its first one to its last."""
        return self.market.lines

    @cached_property
    def articles(self) -> tuple[ArticleLine, ...]:
        """Every article about a brief."""
        return tuple(article for rows in self.issuers for article in rows.articles)

    @property
    def days(self) -> Sequence[Days]:
        """The days of every issuer."""
        return [rows.days for rows in self.issuers]
