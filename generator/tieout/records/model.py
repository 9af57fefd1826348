"""What a record holds, as frozen models; company files and articles have modules of their own.

The sentence under a field is its description in the editor's schema and in the guide. All numbers
are `PrintedNumber`s in the unit of their block; `facts` makes figures in base units of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from tieout.problems import Finding
from tieout.records.blocks import (
    Cited,
    Comparatives,
    DatedRatio,
    Entry,
    FigureBlock,
    Figures,
    GrowthEntry,
    Listing,
    Rate,
    Release,
    SecondCheck,
    Source,
    Split,
    Translation,
    Upcoming,
)
from tieout.records.fields import (
    BasisName,
    Clock,
    Day,
    Expected,
    Frozen,
    Growth,
    Label,
    Line,
    MetricName,
    Number,
    Prose,
    ProviderName,
    Slug,
    UnitName,
    Version,
)

__all__ = [
    "BEFORE_RELEASE",
    "Cited",
    "Comparatives",
    "Consensus",
    "Correction",
    "DatedRatio",
    "Dividend",
    "Entry",
    "FigureBlock",
    "Figures",
    "Frozen",
    "GrowthEntry",
    "Guidance",
    "Listing",
    "Period",
    "Rate",
    "Reaction",
    "Record",
    "Release",
    "Restatement",
    "Source",
    "Split",
    "Translation",
    "Upcoming",
    "Window",
]


class Period(Frozen):
    """The fiscal period of a record."""

    fiscal: Label
    """The issuer's own fiscal label: 2026-Q2."""
    end: Day
    """The last day of the period."""
    start: Day | None = None
    """The first day, where it is not the day after the previous period's end."""
    issuer_label: Line | None = None
    """How the issuer calls the period: September Quarter 2025."""
    formerly: tuple[Label, ...] = ()
    """Labels under which this period was published before; their addresses lead here."""


class Consensus(Cited):
    """What analysts expected of one metric on the eve of the release."""

    metric: MetricName
    """The metric that was estimated."""
    segment: MetricName | None = None
    """The segment, where the estimate is not for the group."""
    value: Number
    """The estimate as printed: 245.2 billion."""
    unit: UnitName | None = None
    """The estimate's unit, where it differs from the block's: `USD per ADS`, `CNY`."""
    basis: BasisName | None = None
    """The basis of the estimate; it is compared with the actual on the same basis only."""
    provider: ProviderName
    """Who polled the analysts: Bloomberg, FactSet, LSEG; `unknown` if the source does not say."""
    as_of: Day | None = None
    """The day the estimate was taken; a later one is not the consensus that was beaten."""
    average: Literal["mean", "median"] | None = None
    """Which average of the estimates it is, where the source says so."""
    estimates: Annotated[int, Field(gt=0)] | None = None
    """How many estimates it is made of."""
    low: Number | None = None
    """The lowest of them, as printed."""
    high: Number | None = None
    """The highest of them, as printed."""


class Guidance(Cited):
    """What the issuer expects of a coming period."""

    metric: MetricName
    """The metric that is guided."""
    segment: MetricName | None = None
    """The segment, where guidance is not for the group."""
    period: Label
    """The period guided: 2026-Q3 or 2026-FY."""
    measure: Literal["level", "growth"] = "level"
    """Whether the metric itself is guided, or its growth on the year."""
    low: Expected | None = None
    """The low end as printed; for a single value, that value; `withdrawn` where the issuer says so.

    What is no longer repeated is not withdrawn for that.
    """
    words: Line | None = None
    """The issuer's own words, in place of `low`, where it gives no number: mid-teens."""
    high: Number | None = None
    """The high end, where a range is given."""
    approximate: bool = False
    """True where the source itself says about or approximately."""
    unit: UnitName | None = None
    """The unit, where it differs from the block's."""
    basis: BasisName | None = None
    """The basis of the guided figure."""

    @model_validator(mode="after")
    def _nothing_is_expected_where_withdrawn(self) -> Guidance:
        if self.low == "withdrawn" and self.high is not None:
            raise Finding("guidance that is withdrawn has a high end", "delete `high`")
        return self

    @model_validator(mode="after")
    def _a_number_or_words(self) -> Guidance:
        if (self.low is None) == (self.words is None):
            has = "has neither a number nor words" if self.low is None else "has number and words"
            raise Finding(
                f"guidance {has}", "write `low`, or the issuer's own `words` where it has no number"
            )
        if self.words is not None and (self.high is not None or any(map(str.isdigit, self.words))):
            raise Finding("guidance in words has a number", "write it under `low` and `high`")
        return self


class Dividend(Cited):
    """A dividend that the issuer declares, with its days."""

    amount: Number
    """What is paid for one share, as printed."""
    unit: UnitName | None = None
    """The unit: `USD per share`; the reporting currency per share where left out."""
    kind: Literal["regular", "interim", "final", "special"] = "regular"
    """Which dividend it is, as the issuer calls it."""
    declared: Day
    """The day on which it was declared or proposed."""
    ex: Day | None = None
    """The first day on which the shares trade without it."""
    record: Day | None = None
    """The day on which one has to be on the register."""
    paid: Day | None = None
    """The day of payment."""


Window = Literal[
    "close before release",
    "pre-market",
    "early trading",
    "intraday",
    "close after release",
    "after hours",
]
BEFORE_RELEASE: tuple[Window, ...] = ("close before release",)


class Reaction(Cited):
    """The share price in one window around the release."""

    window: Window
    """What stretch of trading it is; `close before release` came before the news."""
    session: Day
    """The trading day of the window."""
    price: Number | None = None
    """The price or quote at the end of the window, in the listing's currency."""
    previous: Number | None = None
    """The price the change is measured from, where the source prints it."""
    change: Growth | None = None
    """The change as printed: 5.10% or -0.7%."""
    quoted_at: Clock | None = None
    """The time of a quote that is not a close."""
    ticker: Line | None = None
    """The listing, where it is not the main one."""


class Restatement(Cited):
    """A figure of an earlier period that this release restates; its record stays as it was."""

    period: Label
    """The period that is restated: 2025-Q2."""
    metric: MetricName
    """The metric that is restated."""
    segment: MetricName | None = None
    """The segment, where it is not the group."""
    basis: BasisName | None = None
    """The basis, where it is not the accounting standard's."""
    was: Number
    """The figure first reported, as printed then."""
    value: Number
    """The figure as restated."""
    unit: UnitName | None = None
    """The unit of both, where it differs from the block's."""
    reason: Line
    """Why, in the issuer's terms: discontinued operation, new segmentation, error."""


class Correction(Frozen):
    """A mistake of ours that was published, and its mending."""

    date: Day
    """The day of the correction."""
    figure: Line
    """What was wrong: `figures.revenue`, `segments.cloud.revenue` or the place in the prose."""
    was: Line
    """What this site showed."""
    now: Line
    """What it shows since."""
    reason: Line
    """How the mistake came about."""


class Waiver(Frozen):
    """A finding that is right by the rule and wrong about this figure."""

    rule: Line
    """The rule's code, as `tieout check` prints it: T408."""
    figure: Line
    """The figure it finds fault with, by its path: `figures.free_cash_flow`."""
    reason: Line
    """Why the figure is right: what the source says."""


class Record(FigureBlock):
    """One issuer's one fiscal period: the file `briefs/ISSUER/PERIOD.yml`."""

    period: Period = Field(examples=["{fiscal: 2026-Q2, end: 2025-09-30}"])
    """The fiscal period."""
    released: Release = Field(examples=["{date: 2025-11-25}"])
    """When the results came out. Where only the day of a filing is known, that is its source.

    Pages then say that the results were filed on that day.
    """
    sources: Mapping[Slug, Source] = Field(
        examples=["{release: {kind: press release, title: Results of the September quarter}}"]
    )
    """Every document in which a figure of this record was read, under a short key."""
    measuring_unit: Line | None = None
    """For money of high inflation (IAS 29): of what day its purchasing power is.

    Like `purchasing power of 30 June 2026`. The release restates the year before in the same unit;
    figures of other records are not compared with it.
    """
    year_to_date: FigureBlock | None = None
    """The six or nine months to the period's end, as printed."""
    fiscal_year: FigureBlock | None = None
    """The whole year, in the record of its last quarter."""
    trailing: FigureBlock | None = None
    """The last four quarters, where the issuer itself states them."""
    consensus: tuple[Consensus, ...] = ()
    """What was expected: one row for each provider and metric."""
    guidance: tuple[Guidance, ...] = ()
    """What the issuer expects."""
    dividends: tuple[Dividend, ...] = ()
    """Dividends declared with the results, each with its days."""
    reaction: tuple[Reaction, ...] = ()
    """The share price by window."""
    checked: SecondCheck | None = Field(default=None, examples=["{by: a name, on: 2025-11-27}"])
    """Who else has held every figure against its source, and when."""
    takeaways: Prose = ""
    """Our own prose, in Markdown; every number in it must tie to the record."""
    restatements: tuple[Restatement, ...] = ()
    """Earlier figures that this release restates."""
    corrections: tuple[Correction, ...] = ()
    """What this site once showed wrongly in this brief."""
    waivers: tuple[Waiver, ...] = ()
    """Rules that do not hold for a figure of this record, each with the reason."""
    version: Version = 1
    """The form of the file; `tieout migrate` brings it to the latest."""
