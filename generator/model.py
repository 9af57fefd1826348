"""What contributors write: companies, records and articles, as frozen models.

The sentence under a field is its description in the editor's schema and in the guide. All numbers
are `PrintedNumber`s in the unit of their block; `facts.py` turns them into figures in base units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from generator.metrics import Metric
from generator.periods import FiscalCalendar, FiscalLabel
from generator.problems import Finding
from generator.scalars import MISSING, Basis, Missing, PrintedNumber, Unit, parse_clock, parse_day


def _typed(parse: Callable[[str], object]) -> BeforeValidator:
    """A scalar is text until the field's own type reads it."""

    def read(value: object) -> object:
        if isinstance(value, str):
            return parse(value)
        if isinstance(value, (dict, list)):
            raise Finding("there is a block where one value is due", "write a single value")
        return value

    return BeforeValidator(read)


def _text_schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
_VALUE_SCHEMA = {"type": ["number", "string"], "examples": ["247,795", "not disclosed"]}


def _value(text: str) -> PrintedNumber | str:
    return text if text in MISSING else PrintedNumber.parse(text)


Day = Annotated[date, _typed(parse_day), _text_schema(_DAY_PATTERN, "2025-11-25")]
Clock = Annotated[time, _typed(parse_clock), _text_schema(r"^\d{2}:\d{2}$", "05:32")]
Number = Annotated[
    PrintedNumber,
    _typed(PrintedNumber.parse),
    WithJsonSchema({"type": ["number", "string"], "examples": ["245.2 billion"]}),
]
Value = Annotated[PrintedNumber | Missing, _typed(_value), WithJsonSchema(_VALUE_SCHEMA)]
UnitName = Annotated[
    Unit, _typed(Unit.parse), WithJsonSchema({"type": "string", "examples": ["million CNY"]})
]
BasisName = Annotated[
    Basis,
    _typed(Basis.parse),
    WithJsonSchema({"type": "string", "examples": ["GAAP", "non-GAAP", "like-for-like"]}),
]
Label = Annotated[
    FiscalLabel,
    _typed(FiscalLabel.parse),
    _text_schema(r"^\d{4}-(Q[1-4]|H[12]|FY)$", "2026-Q2"),
]
YearEnd = Annotated[
    FiscalCalendar,
    _typed(FiscalCalendar.parse),
    WithJsonSchema({"type": "string", "examples": ["March 31", "last Saturday of September"]}),
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Line = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\r\n]+$")]
Prose = Annotated[str, Field(max_length=20_000)]


class Frozen(BaseModel):
    """Base of all models: nothing unknown is accepted, nothing changes afterwards."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, arbitrary_types_allowed=True
    )


class Source(Frozen):
    """A document in which figures were read."""

    kind: Literal[
        "press release", "filing", "financial report", "presentation", "call", "news", "data", "article"
    ]
    """What the document is; `article` is one of the articles this site checks: it vouches for nothing."""
    title: Line
    """The document's title, or what it is in a few words."""
    url: Annotated[str, Field(max_length=2000)] | None = None
    """The address at which it was read (http or https)."""
    publisher: Line | None = None
    """Who published the copy that was read."""
    published: Day | None = None
    """The day it was published."""
    retrieved: Day | None = None
    """The day on which the figures were read from it."""
    accession: Annotated[str, Field(pattern=r"^\d{10}-\d{2}-\d{6}$")] | None = None
    """The accession number of a filing with the SEC."""
    article: Slug | None = None
    """For a source of kind `article`: the name of the file in `articles/`, without `.md`."""
    note: Line | None = None
    """Anything a reader should know of this copy."""


class Cited(Frozen):
    """Whatever is stated by a source."""

    source: Slug | None = None
    """The source, by its key in `sources`; the block's own where this is left out."""
    locator: Line | None = None
    """Where in the source: page, section, table or heading."""
    note: Line | None = None
    """A remark that is printed with the figure."""


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

    value: Number
    """The stated growth: 5%, -78%, or 130 bp for a ratio."""
    against: Literal["year ago", "previous quarter"] = "year ago"
    """The period it is measured against."""
    basis: BasisName | None = None
    """Where the growth is on another basis than the figure: like-for-like, constant currency."""
    explained: Line | None = None
    """Why it differs from the growth of the printed figures, if it does: restated base, disposals."""


def _entries(value: object) -> object:
    """A figure may be a number, a mapping, or a list of them (one for each basis)."""
    each = value if isinstance(value, list) else [value]
    return tuple({"value": entry} if isinstance(entry, str) else entry for entry in each)


Entries = Annotated[tuple[Entry, ...], BeforeValidator(_entries)]
GrowthEntries = Annotated[tuple[GrowthEntry, ...], BeforeValidator(_entries)]
MetricName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
SegmentedName = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{0,63}\.)?[a-z][a-z0-9_]{0,63}$")]
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


class Block(Cited):
    """Figures for one span of days: a quarter, the year to date, a fiscal year."""

    unit: UnitName | None = None
    """The unit of all figures of the block that name none: `million CNY`."""
    figures: Figures = Field(default_factory=dict)
    """Figures of the group, by metric, typed as printed."""
    segments: Mapping[MetricName, Figures] = Field(default_factory=dict)
    """Figures of each segment (keys from company.yml), `eliminations` among them, so that they foot."""
    translated: Translation | None = None
    """The issuer's convenience translation."""
    year_ago: Comparatives | None = None
    """The year-ago column of this release, where it adds to or differs from last year's record."""
    stated_growth: Mapping[SegmentedName, GrowthEntries] = Field(default_factory=dict)
    """Growth as stated by the issuer, by metric or `segment.metric`."""


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


class Release(Cited):
    """When the results came out."""

    date: Day
    """The day of the release, where the issuer's shares trade."""
    session: Literal["before open", "during session", "after close", "unknown"] = "unknown"
    """When on that day, seen from the main listing's trading session."""
    time: Clock | None = None
    """The time of day, where a source gives it."""
    zone: Line | None = None
    """The time zone of `time`: America/New_York."""


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
    provider: Line
    """Who polled the analysts: Bloomberg, FactSet, LSEG; `unknown` if the source does not say."""
    as_of: Day | None = None
    """The day the estimate was taken; a later one is not the consensus that was beaten."""


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
    low: Number
    """The low end as printed; for a single value, that value."""
    high: Number | None = None
    """The high end, where a range is given."""
    unit: UnitName | None = None
    """The unit, where it differs from the block's."""
    basis: BasisName | None = None
    """The basis of the guided figure."""


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
    change: Number | None = None
    """The change as printed: 5.10% or -0.7%."""
    quoted_at: Clock | None = None
    """The time of a quote that is not a close."""
    ticker: Line | None = None
    """The listing, where it is not the main one."""


class Restatement(Cited):
    """A figure of an earlier period that this release restates; the earlier record stays as it was."""

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


class Record(Block):
    """One issuer's one fiscal period: the file `briefs/ISSUER/PERIOD.yml`."""

    period: Period
    """The fiscal period."""
    released: Release
    """When the results came out."""
    sources: Mapping[Slug, Source]
    """Every document in which a figure of this record was read, under a short key."""
    year_to_date: Block | None = None
    """The six or nine months to the period's end, as printed."""
    fiscal_year: Block | None = None
    """The whole year, in the record of its last quarter."""
    trailing: Block | None = None
    """The last four quarters, where the issuer itself states them."""
    consensus: tuple[Consensus, ...] = ()
    """What was expected: one row for each provider and metric."""
    guidance: tuple[Guidance, ...] = ()
    """What the issuer expects."""
    reaction: tuple[Reaction, ...] = ()
    """The share price by window."""
    takeaways: Prose = ""
    """Our own prose, in Markdown; every number in it must tie to the record."""
    restatements: tuple[Restatement, ...] = ()
    """Earlier figures that this release restates."""
    corrections: tuple[Correction, ...] = ()
    """What this site once showed wrongly in this brief."""


class Listing(Frozen):
    """A share or receipt on an exchange."""

    ticker: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9.-]{0,11}$")]
    """The ticker, capital letters: BABA, BRK.B, 9988."""
    exchange: Line
    """The exchange: NYSE, Nasdaq, HKEX."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """The currency of its price."""
    kind: Literal["share", "ADS"] = "share"
    """What is traded."""
    shares_per_ads: Annotated[int, Field(gt=0)] | None = None
    """For an ADS: how many ordinary shares it stands for."""
    zone: Line = "America/New_York"
    """The time zone of the exchange."""


class Segment(Frozen):
    """A part of the issuer that it reports on."""

    label: Line
    """The issuer's own name for it: Cloud Intelligence Group."""
    kind: Literal["segment", "eliminations"] = "segment"
    """`eliminations` for inter-segment sales, unallocated items and the like."""
    part_of: MetricName | None = None
    """The segment of which this is a line, so that it is not counted twice."""
    since: Label | None = None
    """The first period reported in this cut."""
    until: Label | None = None
    """The last period reported in this cut."""
    words: tuple[Line, ...] = ()
    """Other names that articles use for it."""


class Company(Frozen):
    """An issuer: the file `briefs/ISSUER/company.yml`."""

    name: Line
    """The full name: Alibaba Group Holding Limited."""
    short_name: Line
    """The name in running text: Alibaba."""
    words: tuple[Line, ...] = ()
    """Other names that articles use for it."""
    listings: Annotated[tuple[Listing, ...], Field(min_length=1)]
    """Where it is listed, the main listing first."""
    cik: Annotated[str, Field(pattern=r"^\d{10}$")] | None = None
    """The SEC's number for the issuer, ten digits with zeros in front."""
    sector: Line
    """The sector, as the site groups issuers."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """The reporting currency: CNY."""
    accounting: Literal["GAAP", "IFRS"] = "GAAP"
    """The accounting standard, which is the basis of figures that name none."""
    fiscal_year_end: YearEnd
    """When fiscal years end: `March 31` or `last Saturday of September`."""
    fiscal_year_named_by: Literal["end", "start"] = "end"
    """Whether a fiscal year is called after the calendar year it ends or starts in."""
    website: Annotated[str, Field(max_length=2000)] | None = None
    """The issuer's page for investors."""
    segments: Mapping[MetricName, Segment] = Field(default_factory=dict)
    """Segments by a short key, in the order they are shown."""
    kpis: Mapping[MetricName, Metric] = Field(default_factory=dict)
    """Operating metrics that the issuer defines for itself, with the catalogue's fields."""
    key_metrics: tuple[SegmentedName, ...] = ()
    """What the first screen of a brief shows, at most four: revenue, cloud.revenue."""

    @property
    def calendar(self) -> FiscalCalendar:
        """The fiscal calendar, with the issuer's way of naming years."""
        end = self.fiscal_year_end
        return FiscalCalendar(end.month, end.day, end.weekday, end.rule, self.fiscal_year_named_by)


Role = Literal[
    "actual",
    "prior_year",
    "previous_quarter",
    "yoy",
    "qoq",
    "consensus",
    "surprise",
    "guidance",
    "reaction",
    "other",
]


class Claim(Frozen):
    """A number that an article states, as a person confirmed it."""

    quote: Line
    """The article's own words around the number, at most 15 of them."""
    paragraph: Annotated[int, Field(ge=1)]
    """The paragraph of the text, counted from 1 with the headline."""
    says: Line
    """The number with its hedge, as printed: nearly $570 million, 5.10%."""
    role: Role
    """What the number is of its metric: the actual, growth on the year, the consensus."""
    metric: MetricName | None = None
    """The metric, from the catalogue; left out where the text does not tell."""
    segment: MetricName | None = None
    """The segment, where the number is not the group's."""
    basis: BasisName | None = None
    """The basis that the article names, if it names one."""
    period: Literal["quarter", "year to date", "fiscal year", "trailing", "next quarter", "next year"] = (
        "quarter"
    )
    """The stretch of time the number is for, seen from the brief's own period."""
    direction: Literal["up", "down"] | None = None
    """The sign, where words and not the number state it: fell 72% is down."""
    provider: Line | None = None
    """Whose consensus it is, where the article says so."""
    window: Window | None = None
    """For a reaction: the stretch of trading."""
    opinion: bool = False
    """True where the author forecasts or judges: then it is not checked."""
    note: Line | None = None
    """What a reader should know of this claim."""


class Article(Frozen):
    """An article about a record: the front matter of `briefs/ISSUER/articles/NAME.md`."""

    title: Line
    """The headline as published."""
    publisher: Line
    """Who published it, or `unknown`."""
    author: Line | None = None
    """Who wrote it."""
    url: Annotated[str, Field(max_length=2000)] | None = None
    """The address, where there is one."""
    published: Day | None = None
    """The day it was published, where known."""
    kind: Literal["news", "opinion", "analysis", "blog", "press release", "social"] = "news"
    """What sort of text it is."""
    covers: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[0-9]{4}-[a-z0-9]+$")]
    """The brief it is about: baba/2026-q2."""
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    """The SHA-256 of the text the claims were read from."""
    license: Line | None = None
    """Why the full text may be kept here, where it is kept."""
    claims: tuple[Claim, ...] = ()
    """The numbers it states."""


def describe(model: type[Frozen]) -> Mapping[str, Any]:
    """Field names with their descriptions, for the guide and the glossary."""
    return {name: field.description for name, field in model.model_fields.items()}
