"""What an article file holds: where it stands, and the claims that a person confirmed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tieout.records.fields import (
    Address,
    BasisName,
    BriefName,
    Day,
    Digest,
    Frozen,
    Line,
    MetricName,
)
from tieout.records.model import Window

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


Aspect = Literal["subject", "metric", "period", "basis"]
"""What makes up a number's identity, beside the number itself."""


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
    period: Literal[
        "quarter", "year to date", "fiscal year", "trailing", "next quarter", "next year"
    ] = "quarter"
    """The stretch of time the number is for, seen from the brief's own period."""
    direction: Literal["up", "down"] | None = None
    """The sign, where words and not the number state it: fell 72% is down."""
    provider: Line | None = None
    """Whose consensus it is, where the article says so."""
    window: Window | None = None
    """For a reaction: the stretch of trading."""
    opinion: bool = False
    """True where the author forecasts or judges: then it is not checked."""
    doubt: tuple[Aspect, ...] = ()
    """What of its identity the text leaves open: then no conflict is called, it is unclear."""
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
    url: Address | None = None
    """The address, where there is one."""
    published: Day | None = None
    """The day it was published, where known."""
    kind: Literal["news", "opinion", "analysis", "blog", "press release", "social"] = "news"
    """What sort of text it is."""
    covers: BriefName
    """The brief it is about: baba/2026-q2."""
    digest: Digest
    """The SHA-256 of the text the claims were read from."""
    license: Line | None = None
    """Why the full text may be kept here, where it is kept."""
    claims: tuple[Claim, ...] = ()
    """The numbers it states."""
