"""What a company file holds: an issuer, its listings, segments and metrics of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from tieout.figures.metrics import Metric
from tieout.figures.periods import FiscalCalendar, FiscalLabel
from tieout.records.blocks import Listing, Split, Upcoming
from tieout.records.fields import (
    Address,
    CentralIndexKey,
    Currency,
    Frozen,
    IssuerSlug,
    Label,
    Line,
    MetricName,
    SegmentedName,
    Slug,
    Standard,
    Version,
    YearEnd,
)


class Segment(Frozen):
    """A part of the issuer that it reports on."""

    label: Line
    """The issuer's own name for it: Cloud Intelligence Group."""
    kind: Literal["segment", "eliminations"] = "segment"
    """`eliminations` for inter-segment sales, unallocated items and whatever else is left.

    A record that leaves its row out has it worked out, as the group less the segments.
    """
    part_of: MetricName | None = None
    """The segment of which this is a line, so that it is not counted twice."""
    cut: Slug | None = None
    """For a second way of dividing the group: `products`, `regions`. Each cut adds up by itself."""
    since: Label | None = None
    """The first period reported in this cut."""
    until: Label | None = None
    """The last period reported in this cut."""
    words: tuple[Line, ...] = ()
    """Other names that articles use for it."""

    def is_reported_in(self, label: FiscalLabel) -> bool:
        """Whether the segment, as it is cut today, was reported in that period."""
        since = self.since is None or self.since.position <= label.position
        return since and (self.until is None or label.position <= self.until.position)


class FormerYearEnd(Frozen):
    """When fiscal years ended before the issuer changed it."""

    until: Label
    """The last period by this calendar: 2024-FY. The days up to the next year are 2024-TP."""
    fiscal_year_end: YearEnd
    """As of the issuer: `June 30`."""


class FormerCurrency(Frozen):
    """The currency in which an issuer reported before it changed to another."""

    until: Label
    """The last period reported in it: 2024-FY. No figure is compared across the change."""
    currency: Currency
    """The currency: CNY."""


class Company(Frozen):
    """An issuer: the file `briefs/ISSUER/company.yml`."""

    name: Line
    """The full name: Alibaba Group Holding Limited."""
    short_name: Line
    """The name in running text: Alibaba."""
    words: tuple[Line, ...] = ()
    """Other names that articles use for it."""
    formerly: tuple[IssuerSlug, ...] = ()
    """What its folder was called before; addresses under the old name lead to the new one."""
    listings: Annotated[tuple[Listing, ...], Field(min_length=1)] = Field(
        examples=["[{ticker: BABA, exchange: NYSE, currency: USD}]"]
    )
    """Where it is listed, the main listing first."""
    splits: tuple[Split, ...] = ()
    """Splits of the shares, the first one first: no per-share figure is compared across one."""
    cik: CentralIndexKey | None = None
    """The SEC's number for the issuer, ten digits with zeros in front."""
    sector: Line
    """The sector, as the site groups issuers."""
    currency: Currency
    """The reporting currency: CNY."""
    former_currencies: tuple[FormerCurrency, ...] = ()
    """The reporting currencies before, where that has changed, the first one first."""
    accounting: Standard = "GAAP"
    """The accounting standard, which is the basis of figures that name none; GAAP is the US one."""
    rounded: Literal["nearest", "down"] = "nearest"
    """How its amounts come to their last digit: `down` where the rest is cut off, as J-GAAP has it.

    Ratios and amounts per share are rounded to the nearest digit all the same.
    """
    fiscal_year_end: YearEnd
    """When fiscal years end: `March 31` or `last Saturday of September`."""
    fiscal_year_named_by: Literal["end", "start"] = "end"
    """Whether a fiscal year is called after the calendar year it ends or starts in."""
    former_year_ends: tuple[FormerYearEnd, ...] = ()
    """When fiscal years ended before, where that has changed, the first one first."""
    website: Address | None = None
    """The issuer's page for investors."""
    segments: Mapping[MetricName, Segment] = Field(default_factory=dict)
    """Segments by a short key, in the order they are shown."""
    kpis: Mapping[MetricName, Metric] = Field(default_factory=dict)
    """Operating metrics that the issuer defines for itself, with the catalogue's fields."""
    key_metrics: tuple[SegmentedName, ...] = ()
    """What the first screen of a brief shows, at most five: revenue, cloud.revenue."""
    upcoming: tuple[Upcoming, ...] = ()
    """Releases that the issuer has announced; each goes when its record is there."""
    version: Version = 1
    """The form of the file; `tieout migrate` brings it to the latest."""

    @property
    def calendar(self) -> FiscalCalendar:
        """The fiscal calendar, with the issuer's way of naming years."""
        end = self.fiscal_year_end
        return replace(end, named_by=self.fiscal_year_named_by)

    def currency_of(self, label: FiscalLabel) -> str:
        """The currency in which the issuer reported a period."""
        for former in self.former_currencies:
            if label.position <= former.until.position:
                return former.currency
        return self.currency

    def calendar_of(self, label: FiscalLabel) -> FiscalCalendar:
        """The fiscal calendar by which the issuer reported a period."""
        for former in self.former_year_ends:
            if label.position <= former.until.position:
                return replace(former.fiscal_year_end, named_by=self.fiscal_year_named_by)
        return self.calendar
