"""Every figure of a brief: what was reported, and what is worked out from it."""

from __future__ import annotations

from tieout.facts.rows import facts_json
from tieout.facts.store import Facts
from tieout.publish.api.base import Amount, BriefDocument, Date, MaybeDate, Part, Resource


class Read(Part):
    """Where a figure was read."""

    key: str
    """The source's key in the record; empty for a derived figure."""
    title: str
    """The source's title."""
    url: str
    """The source's address; empty where it has none."""
    locator: str
    """Where in the source: page, table, heading."""
    place: str
    """File, line and column of the record's YAML where the figure, or what it is of, is typed."""


class Fact(Part):
    """One number with its whole identity."""

    id: str
    """The figure's name on the whole site, the same in every build; see `data/` for its parts."""
    metric: str
    """The metric: an id of the catalogue, or one of the issuer's own."""
    segment: str
    """The segment by its key; empty for the group."""
    measure: str
    """What of the metric: `level`, growth (`yoy`, `qoq`), a change, a share, a surprise."""
    basis: str
    """Which of several right numbers: `GAAP`, `non-GAAP`, `GAAP, like-for-like`."""
    fiscal_label: str
    """The fiscal period: `FY2026 Q2`."""
    value: Amount
    """The number in base units (yuan, not millions), percent as 4.77 for 4.77 %."""
    unit: str
    """`CNY`, `USD/ADS`, `%`, `pp`, `bp`, or the thing counted."""
    currency: str
    """The ISO code of the money counted; empty where none is."""
    start: MaybeDate
    """The first day; empty for an instant."""
    end: Date
    """The last day, or the day of an instant."""
    quarters: int
    """How many quarters the fiscal period is long: 1, 2, 3 or 4."""
    calendar_quarter: str
    """The calendar quarter that holds the middle of a quarter, or with which a longer one ends."""
    kind: str
    """`reported`, `derived`, `consensus` or `guidance`."""
    low: Amount
    """The least that the number may be, by its last printed digit; included."""
    high: Amount
    """The most that the number may be; included."""
    printed: str
    """As its source prints it; empty for a derived figure."""
    provider: str
    """Whose estimate it is, or which estimate a surprise is measured against."""
    window: str
    """The stretch of trading, for prices."""
    version: str
    """Empty as first reported; else `restated in ...` or `comparative in ...`."""
    approximate: bool
    """True where the source itself says about."""
    note: str
    """A caveat that belongs to the number."""
    formula: str
    """The arithmetic in base units; empty unless derived."""
    issuer: str
    """The issuer's folder: `baba`."""
    record: str
    """The brief it belongs to: `baba/2026-q2`."""
    page: str
    """The brief's page from the site's root, at the figure's source where it has one."""
    source: Read
    """Where it was read."""
    operands: tuple[str, ...]
    """The ids of what it is worked out from, in the order of the formula; empty unless derived."""


class FactSheet(BriefDocument):
    """Every figure of a brief: first what its record states, then what is derived."""

    facts: tuple[Fact, ...]
    """The figures."""


FACTS = Resource("facts/{issuer}/{period}.json", "Every figure of a brief", FactSheet)
FACTS_TABLE = Resource("facts/{issuer}/{period}.csv", "The same as a table", FactSheet, "facts")
RESOURCES = (FACTS, FACTS_TABLE)


def fact_sheet(facts: Facts, record: str) -> FactSheet:
    """The figures of a brief, as `tieout facts --format json` has them."""
    rows = tuple(Fact.model_validate(row) for row in facts_json(facts, record))
    return FactSheet(record=record, facts=rows)
