"""Parts of company files and records: listings, splits, releases, entries, blocks of figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from tieout.figures.zones import exchange
from tieout.problems import Finding
from tieout.records.fields import (
    Accession,
    Address,
    AdsRatio,
    BasisName,
    Clock,
    Day,
    Frozen,
    Growth,
    Label,
    Line,
    MetricName,
    Number,
    PriceCurrency,
    SegmentedName,
    Slug,
    SplitRatio,
    Ticker,
    UnitName,
    Value,
    Zone,
)


class Source(Frozen):
    """A document in which figures were read."""

    kind: Literal[
        "press release",
        "filing",
        "financial report",
        "presentation",
        "call",
        "news",
        "data",
        "article",
    ]
    """What the document is; `article` is one this site checks: it vouches for nothing."""
    title: Line
    """The document's title, or what it is in a few words."""
    url: Address | None = None
    """The address at which it was read (http or https)."""
    publisher: Line | None = None
    """Who published the copy that was read."""
    published: Day | None = None
    """The day it was published."""
    retrieved: Day | None = None
    """The day on which the figures were read from it."""
    accession: Accession | None = None
    """The accession number of a filing with the SEC."""
    article: Slug | None = None
    """For a source of kind `article`: the name of the file in `articles/`, without `.md`."""
    note: Line | None = None
    """Anything a reader should know of this copy."""

    @model_validator(mode="after")
    def _article_and_kind_agree(self) -> Source:
        if self.kind == "article" and self.article is None:
            raise Finding(
                "a source of kind `article` names no article",
                "add `article: NAME`, the file in articles/ without .md",
            )
        if self.kind != "article" and self.article is not None:
            raise Finding(
                f"`article` is given, but the source's kind is `{self.kind}`",
                "write `kind: article`, or leave `article` out",
            )
        return self


class Split(Frozen):
    """A split of the shares, or a reverse one."""

    effective: Day
    """The first day on which the issuer counts the new shares."""
    ratio: SplitRatio
    """New shares for old ones: `3 for 1`, or `1 for 20` for a reverse split."""
    exact: bool = True
    """False where only a later day is known, such as that of the first filing in new shares."""
    source: Source
    """The document that tells it."""
    locator: Line | None = None
    """Where in the source."""


class DatedRatio(Frozen):
    """How many shares an ADS stood for, from a day on."""

    since: Day
    """The first day of the ratio."""
    ratio: AdsRatio
    """`1 ADS = 8 shares`."""
    source: Source
    """The document that tells it."""


class Listing(Frozen):
    """A share or receipt on an exchange."""

    ticker: Ticker
    """The ticker, capital letters: BABA, BRK.B, 9988."""
    exchange: Line
    """The exchange: NYSE, Nasdaq, HKEX."""
    currency: PriceCurrency
    """The currency of its price: USD; GBX where it is quoted in pence."""
    kind: Literal["share", "ADS"] = "share"
    """What is traded."""
    shares_per_ads: Annotated[int, Field(gt=0)] | None = None
    """For an ADS: how many ordinary shares it stands for."""
    ratios: tuple[DatedRatio, ...] = ()
    """For an ADS whose ratio has changed: each ratio with its first day, the first one first."""
    zone: Zone = "America/New_York"
    """The time zone of the exchange; of one of the twenty largest it is known."""

    @model_validator(mode="before")
    @classmethod
    def _at_the_exchange(cls, typed: object) -> object:
        """Where no zone is typed, that of the exchange: a release in London is none in New York."""
        if not isinstance(typed, dict) or "zone" in typed:
            return typed
        known = exchange(str(typed.get("exchange", "")))
        return {**typed, "zone": known.zone} if known else typed


class Cited(Frozen):
    """Whatever is stated by a source."""

    source: Slug | None = None
    """The source, by its key in `sources`; the block's own where this is left out."""
    locator: Line | None = None
    """Where in the source: page, section, table or heading."""
    note: Line | None = None
    """A remark that is printed with the figure."""


class Appointed(Frozen):
    """When results come out."""

    date: Day
    """The day of the release, where the issuer's shares trade."""
    session: Literal["before open", "during session", "after close", "unknown"] = "unknown"
    """When on that day, seen from the main listing's trading session."""
    time: Clock | None = None
    """The time of day, where a source gives it."""
    zone: Zone | None = None
    """The time zone of `time`, America/New_York; that of the main listing where left out."""

    def zone_at(self, listing: Listing) -> str | None:
        """The zone of the time: as typed, else the exchange's; None where that is not known."""
        known = "zone" in listing.model_fields_set
        return self.zone or (listing.zone if known else None)


class Release(Cited, Appointed):
    """When the results came out."""


class SecondCheck(Frozen):
    """A second person has held the record against its sources."""

    by: Line
    """Who: a name, or a name on GitHub."""
    on: Day
    """The day, not before the last change of a figure."""


class Upcoming(Appointed):
    """When results will come out, as the issuer has announced it."""

    period: Label
    """The fiscal period of the results: 2026-Q3."""
    source: Source
    """The announcement."""
    locator: Line | None = None
    """Where in the source."""


class Entry(Cited):
    """One figure as the source prints it."""

    value: Value
    """The number as printed, or `not disclosed`, or `not applicable`."""
    unit: UnitName | None = None
    """The unit, where it differs from the block's: `USD per ADS`, `%`, `million people`."""
    basis: BasisName | None = None
    """Which of several right numbers it is; the issuer's accounting standard where left out."""
    approximate: bool = False
    """True where the source itself says about, approximately or nearly."""


class GrowthEntry(Cited):
    """Growth as the issuer states it; it is checked against what we derive."""

    value: Growth
    """The stated growth: 5%, -78%, or 130 bp for a ratio."""
    against: Literal["year ago", "previous quarter"] = "year ago"
    """The period it is measured against."""
    basis: BasisName | None = None
    """Where the growth is on another basis than the figure: like-for-like, constant currency."""
    explained: Line | None = None
    """Why it differs from the growth of the printed figures, if so: restated base, disposals."""


def _entries(value: object) -> object:
    """A figure may be a number, a mapping, or a list of them (one for each basis)."""
    each = value if isinstance(value, list) else [value]
    return tuple({"value": entry} if isinstance(entry, str) else entry for entry in each)


Entries = Annotated[
    tuple[Entry, ...],
    BeforeValidator(_entries, json_schema_input_type=Value | Entry | list[Value | Entry]),
]
GrowthEntries = Annotated[
    tuple[GrowthEntry, ...],
    BeforeValidator(
        _entries, json_schema_input_type=Growth | GrowthEntry | list[Growth | GrowthEntry]
    ),
]
Figures = Mapping[MetricName, Entries]


class Rate(Cited):
    """The exchange rate of a convenience translation."""

    value: Number
    """Units of the reporting currency for one unit of the other, as printed: 7.1190."""
    as_of: Day | None = None
    """The day of the rate."""


class Translation(Cited):
    """The issuer's convenience translation of its figures into another currency, as printed."""

    unit: UnitName
    """The unit of the figures here: million USD."""
    rate: Rate | None = None
    """The one rate at which the release translates."""
    figures: Figures = Field(default_factory=dict)
    """Translated figures by metric."""
    segments: Mapping[MetricName, Figures] = Field(default_factory=dict)
    """Translated figures of segments."""


class Comparatives(Cited):
    """Figures of the same period a year before, as this release prints them."""

    unit: UnitName | None = None
    """The unit of the figures here, where it differs from the block's."""
    figures: Figures = Field(default_factory=dict)
    """Figures of the group by metric."""
    segments: Mapping[MetricName, Figures] = Field(default_factory=dict)
    """Figures of the segments as they are cut today."""
    translated: Translation | None = None
    """The translation of the year-ago figures, at the rate of that time."""


class FigureBlock(Cited):
    """Figures for one span of days: a quarter, the year to date, a fiscal year."""

    unit: UnitName | None = None
    """The unit of all figures of the block that name none: `million CNY`."""
    figures: Figures = Field(default_factory=dict)
    """Figures of the group, by metric, typed as printed."""
    segments: Mapping[MetricName, Figures] = Field(default_factory=dict)
    """Figures of each segment (keys from company.yml), `eliminations` too, so that they foot."""
    translated: Translation | None = None
    """The issuer's convenience translation."""
    year_ago: Comparatives | None = None
    """The year-ago column of this release, where it adds to or differs from last year's record."""
    stated_growth: Mapping[SegmentedName, GrowthEntries] = Field(default_factory=dict)
    """Growth as stated by the issuer, by metric or `segment.metric`."""
