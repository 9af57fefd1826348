"""A figure: one number with its whole identity. What facts, claims, charts and pages all share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Literal

from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.typed import Basis
from tieout.problems import Place

_NOT_IN_NAMES = re.compile(r"[^a-z0-9_]+")

Measure = Literal[
    "level",  # the metric itself, in its unit
    "yoy",  # growth on the same period a year before, %
    "qoq",  # growth on the quarter before, %
    "yoy_change",  # difference to the year before: bp for ratios, the unit itself for amounts
    "qoq_change",  # difference to the quarter before, as above
    "share",  # segment over group, %
    "contribution",  # a segment's part in the group's growth, pp
    "lowest",  # the lowest of the estimates that an average is made of, in the unit
    "highest",  # the highest of them
    "estimates",  # how many they are
    "surprise",  # actual over consensus less one, %
    "surprise_amount",  # actual less consensus, in the unit
    "surprise_translated",  # the same at the release's own rate, in another currency
    "price_change",  # change of the share price in a window, %
]
Kind = Literal["reported", "derived", "consensus", "guidance", "stated"]
Operation = Literal[
    "",
    "growth",  # a / b - 1, in %
    "difference",  # a - b - c ..., in the unit; in bp where a and b are percentages
    "sum",  # a + b + ...
    "ratio",  # a / b, in %
    "quotient",  # a / b, in the unit: an amount at an exchange rate
    "contribution",  # (a - b) / c, in pp
]
_USUAL_KIND: Mapping[Measure, Kind] = {"level": "reported", "price_change": "stated"}
"""The kind that a name leaves out; of every other measure it is `derived`."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure was read: the record's place, and the source it cites."""

    place: Place
    record: str
    """The brief whose record states it: `baba/2026-q2`."""
    source: str = ""
    """The key in that record's sources; empty for derived figures."""
    locator: str = ""
    note: str = ""
    only_article: str = ""
    """The article that is the only source, if so: such a figure vouches for no claim of it."""


@dataclass(frozen=True)  # without slots, which have no room for an id that is worked out once
class Figure:
    """One number with its whole identity.

    `value` is exact, in base units (yuan, not millions), percent as 4.77 for 4.77 %. `low` and
    `high` bound it, both included: for a printed number by its last printed digit, for a derived
    one by interval arithmetic over its operands. `segment` is empty for the group.
    """

    issuer: str
    segment: str
    metric: str
    measure: Measure
    basis: Basis
    span: Span
    label: FiscalLabel
    """The fiscal period of `span`: FY2026 Q2, FY2026 H1, FY2026."""
    unit: str
    value: Decimal
    low: Decimal
    high: Decimal
    kind: Kind
    origin: Origin
    printed: str = ""
    """As typed, for reported figures."""
    provider: str = ""
    """Whose estimate, for consensus and surprise."""
    window: str = ""
    """The stretch of trading, for prices."""
    quote: str = ""
    """What else tells an estimate or a price from its like: the day, the listing, the time."""
    version: str = ""
    """Empty as first reported; later, `restated in baba/2026-q2` or `comparative in ...`."""
    approximate: bool = False
    note: str = ""
    """A caveat that belongs to the number: `derived remainder`, `Q4 as year less nine months`."""
    operation: Operation = ""
    """How a derived figure is worked out; empty for every other."""
    operands: tuple[Figure, ...] = ()
    """What it is worked out from, in the order of the operation."""

    @cached_property
    def id(self) -> str:
        """The figure's name on the whole site: `baba/2026-q2/2026-q2.revenue.gaap.cny`.

        Pages, charts, API and feeds name it so.
        """
        return f"{self.origin.record}/{self.name}"

    @property
    def name(self) -> str:
        """The identity in one word, the same in every build: `2026-q2.cloud.revenue.yoy.gaap.pct`.

        It starts with the fiscal period of the span. Where providers differ, or the issuer's own
        words, the source counts. A rule sees to it that a record has no name twice.
        """
        parts = (
            self.label.slug,
            self.segment,
            self.metric,
            "" if self.measure == "level" else self.measure,
            self.kind if self.kind != _USUAL_KIND.get(self.measure, "derived") else "",
            str(self.basis),
            self.unit.replace("%", "pct"),
            self.provider,
            self.window,
            self.version,
            *self._quoted_from,
        )
        return ".".join(word for part in parts if (word := _word(part)))

    @property
    def _quoted_from(self) -> tuple[str, str]:
        """The source and the moment of what differs by both, or of what is measured against it."""
        quoted = self
        while compared := next((each for each in quoted.operands if each.provider), None):
            quoted = compared
        is_quoted = self.provider or self.window or self.kind in ("guidance", "stated")
        return (quoted.origin.source, quoted.quote) if is_quoted else ("", "")


def _word(part: str) -> str:
    """A part of an identity as addresses have it; names in other scripts keep apart by a digest."""
    word = _NOT_IN_NAMES.sub("-", part.lower()).strip("-")
    return "-".join(each for each in (word, told_apart(part)) if each)


def told_apart(text: str) -> str:
    """What keeps names in other scripts apart, of which no letter is left in an address.

    Empty where all letters and digits of the text are those of addresses.
    """
    if any(letter.isalnum() and letter > "~" for letter in text):
        return sha256(text.encode()).hexdigest()[:8]
    return ""


@dataclass(frozen=True, slots=True)
class NotMeaningful:
    """A derivation without a number: from or to a negative one, from zero, or above 1,000%."""

    issuer: str
    segment: str
    metric: str
    measure: Measure
    basis: Basis
    span: Span
    label: FiscalLabel
    reason: str
    """`base is negative`, `base is zero`; shown as n.m. with this reason."""
    operands: tuple[Figure, ...]
