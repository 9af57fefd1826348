"""The catalogue of metrics: what a figure measures, and the words that articles use for it.

A metric of kind `average` (monthly users, barrels a day) covers a stretch of time but is never
summed. Adjusted variants that issuers report beside the plain figure have ids of their own.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

CATALOGUE = Path(__file__).with_name("metrics.yml")

MetricId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Word = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=2, max_length=100)
]
Concept = Annotated[str, Field(pattern=r"^(us-gaap|ifrs-full):[A-Z][A-Za-z0-9]+$")]

_ALIKE = 0.7
"""From this on a name counts as misspelled, and not as another one."""
_GAP = re.compile(r"[\s\-\u2010-\u2013]+")
_PLURALS = (
    (re.compile(r"(?<=[a-z][^aeiou])y$"), "ies"),
    (re.compile(r"(?<=[a-z]{2}(?:ss|sh|ch))$|(?<=[a-z]{2}x)$"), "es"),
    (re.compile(r"(?<=[a-z]{2}[a-rt-z])$"), "s"),
)
"""Endings of a noun of three letters or more, and what the plural puts in their place."""


class MalformedCatalogue(ValueError):
    """The catalogue's file cannot be read; the message names the metric and the field."""


class MetricRatio(BaseModel):
    """How a ratio is worked out from two other metrics, as a percentage."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    numerator: MetricId
    """The metric above the line."""
    denominator: MetricId
    """The metric below the line."""


class Metric(BaseModel):
    """One thing that issuers report and articles write about."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    label: Annotated[str, Field(min_length=1, max_length=80)]
    """The name as a table prints it."""
    definition: Annotated[str, Field(min_length=1, max_length=300)]
    """What it measures, in one plain sentence."""
    statement: Literal[
        "income statement",
        "cash flow",
        "balance sheet",
        "per share",
        "ratio",
        "operating",
        "market",
    ] = "operating"
    """Where issuers report it."""
    kind: Literal["flow", "stock", "average", "per share", "ratio", "price"]
    """How it stands in time.

    A flow adds up over time. A stock is taken at one instant. An average holds for a stretch of
    time but does not add up: barrels per day, monthly users, revenue per user. A ratio is a
    percentage or a multiple. A price is what a market pays.
    """
    unit: Annotated[str, Field(min_length=1, max_length=60)]
    """What it counts: money, money per share, %, x, count, shares, or a physical unit."""
    direction: Literal["higher", "lower", "neutral"] = "neutral"
    """Which way is better for the owner."""
    sign: Literal["positive", "any"] = "any"
    """Positive where the metric can never be below zero; eliminations between segments can."""
    words: tuple[Word, ...] = ()
    """Words that articles use for it, the most specific first; regular plurals need no entry."""
    rows: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    """Whole labels of rows that statements print for it, and no sentence would say so."""
    losses: tuple[Word, ...] = ()
    """The words that state its negative: a net loss of 5 is a net income of -5."""
    basis: Literal["GAAP", "IFRS", "J-GAAP", "PRC GAAP", "UK GAAP", "Ind AS", "non-GAAP"] | None = (
        None
    )
    """The basis it has by definition, whatever the issuer's accounting standard."""
    margin_of: MetricRatio | None = None
    """For a percentage that can be derived: from which two metrics."""
    family: MetricId | None = None
    """The general metric of which it is a variant."""
    concepts: tuple[Concept, ...] = ()
    """XBRL concepts that report it, in order of preference."""

    @model_validator(mode="before")
    @classmethod
    def _losses_are_words(cls, fields: Any) -> Any:
        """Losses are typed once and count among the words."""
        if not isinstance(fields, Mapping):
            return fields
        words, losses = fields.get("words", ()), fields.get("losses", ())
        if not isinstance(words, (list, tuple)) or not isinstance(losses, (list, tuple)):
            return fields
        more = [word for word in losses if word not in words]
        return {**fields, "words": [*words, *more]}

    @model_validator(mode="after")
    def _only_percentages_are_derived(self) -> Metric:
        if self.margin_of is not None and (self.kind, self.unit) != ("ratio", "%"):
            raise ValueError(
                "`margin_of` is for percentages; set `kind: ratio` and `unit: '%'`, or leave it out"
            )
        return self


@cache
def catalogue() -> Mapping[str, Metric]:
    """Every metric by its id, in the catalogue's order.

    Raises `MalformedCatalogue` where the file is no catalogue.
    """
    return read_catalogue(CATALOGUE.read_text(encoding="utf-8"))


def read_catalogue(text: str) -> Mapping[str, Metric]:
    """The metrics of a catalogue's text; raises `MalformedCatalogue` with the first fault."""
    try:
        entries = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise MalformedCatalogue(f"{CATALOGUE.name} is no YAML: {error}") from None
    if not isinstance(entries, dict):
        raise MalformedCatalogue(f"{CATALOGUE.name} maps no ids to metrics")
    return MappingProxyType({name: _metric(name, fields) for name, fields in entries.items()})


def _metric(name: str, fields: object) -> Metric:
    try:
        return Metric.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in (name, *fault["loc"]))
        raise MalformedCatalogue(f"{CATALOGUE.name}: {place}: {fault['msg']}") from None


def nearest(name: str, extra: Mapping[str, Metric] | None = None) -> str | None:
    """The id of the metric that `name` was probably meant to be, if any is close.

    A word that articles use, or a statement's row, leads to its metric: `net_sales` to `revenue`.
    Otherwise the id that is spelled most like it, word by word: `selling_expenses` is no slip for
    `operating_expenses`. `extra` holds the issuer's own metrics.
    """
    word = normal(name.replace("_", " "))
    named = words(extra).get(word) or row_labels().get(word)
    if named is not None:
        return named
    known = [*catalogue(), *(extra or {})]
    close = difflib.get_close_matches(word.replace(" ", "_"), known, n=3, cutoff=_ALIKE)
    return next((each for each in close if _is_spelled_like(word, each)), None)


def _is_spelled_like(word: str, metric: str) -> bool:
    """Whether each word of one is meant by the word at its place in the other."""
    pairs = list(zip_longest(word.split(" "), metric.split("_"), fillvalue=""))
    if len(pairs) == 1 or not all(one and other for one, other in pairs):
        return True
    return all(difflib.SequenceMatcher(None, *pair).ratio() >= _ALIKE for pair in pairs)


def normal(word: str) -> str:
    """A word as it is compared: lower case, hyphens and runs of space as one space."""
    return _GAP.sub(" ", word.lower().replace("\u2019", "'")).strip()


def words(extra: Mapping[str, Metric] | None = None) -> Mapping[str, str]:
    """Every word, normalised, with the id of its metric; the longest first.

    Losses and regular plurals are among them. The issuer's own metrics, `extra`, win over the
    catalogue where both claim a word.
    """
    if not extra:
        return _catalogue_words()
    return _longest_first({**_catalogue_words(), **own_words(extra)})


def loss_words(extra: Mapping[str, Metric] | None = None) -> frozenset[str]:
    """The normalised words whose numbers have the opposite sign of their metric."""
    return _catalogue_losses() | _losses(extra or {})


@cache
def row_labels() -> Mapping[str, str]:
    """Every label that statements print for a row, normalised, with the id of its metric."""
    return {normal(row): name for name, each in catalogue().items() for row in each.rows}


@cache
def margins() -> Mapping[str, str]:
    """The percentage of revenue that each metric makes: gross margin of gross profit."""
    return {
        each.margin_of.numerator: name
        for name, each in catalogue().items()
        if each.margin_of is not None and each.margin_of.denominator == "revenue"
    }


@cache
def _catalogue_losses() -> frozenset[str]:
    return _losses(catalogue())


def _losses(metrics: Mapping[str, Metric]) -> frozenset[str]:
    return frozenset(
        form for each in metrics.values() for word in each.losses for form in _forms(word)
    )


@cache
def _catalogue_words() -> Mapping[str, str]:
    return _longest_first(own_words(catalogue()))


def own_words(metrics: Mapping[str, Metric]) -> dict[str, str]:
    """Every word of some metrics, normalised, with the id of its metric; the last wins."""
    return {
        form: name
        for name, metric in metrics.items()
        for word in metric.words
        for form in _forms(word)
    }


def _longest_first(claimed: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(sorted(claimed.items(), key=lambda each: (-len(each[0]), each))))


def _forms(word: str) -> Iterator[str]:
    """The word, normalised, and its regular plural; a word in -s is taken for a plural."""
    singular = normal(word)
    yield singular
    for ending, plural in _PLURALS:
        if ending.search(singular):
            yield ending.sub(plural, singular)
            return
