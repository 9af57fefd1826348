"""The company file: what a companyfacts body tells of an issuer, and what it does not."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from tieout.importers.entries import Document
from tieout.importers.record import Filer, source
from tieout.importers.splits import FiledSplit
from tieout.records.businesses import cased, short_name
from tieout.records.yaml_tree import Node

UNKNOWN = "UNKNOWN"
# Earnings per share are of the shareholders' part, so the income beside them is theirs as well.
_KEY_METRICS = (
    ("revenue",),
    ("operating_income",),
    ("net_income_attributable", "net_income"),
    ("eps_diluted",),
)
"""What any reader looks for first; of several names the first that the issuer reports."""


@dataclass(frozen=True, slots=True)
class ExchangeListing:
    """What a body does not tell: where the issuer is listed, and its sector."""

    ticker: str = UNKNOWN
    exchange: str = "unknown"
    sector: str = "Unclassified"


def company(
    name: str,
    listed: ExchangeListing,
    filer: Filer,
    metrics: Container[str],
    splits: Sequence[FiledSplit],
) -> Document:
    """The company file; `metrics` are those on record, and `splits` those between its records.

    Shares that are listed in the United States trade in dollars.
    """
    chooser, calendar = filer.chooser, filer.calendar
    listing: Document = {"ticker": listed.ticker, "exchange": listed.exchange, "currency": "USD"}
    reported = ([each for each in names if each in metrics] for names in _KEY_METRICS)
    key_metrics: list[Node] = [names[0] for names in reported if names]
    document: Document = {
        "name": cased(name),
        "short_name": short_name(name),
        "listings": [listing],
        "splits": [each.row(source(each.source, filer.cik)) for each in splits],
        "cik": filer.cik,
        "sector": listed.sector,
        "currency": chooser.currency,
        "accounting": chooser.accounting,
        "fiscal_year_end": str(calendar),
    }
    if calendar.named_by == "start":
        document["fiscal_year_named_by"] = "start"
    if not splits:
        del document["splits"]
    return {**document, "key_metrics": key_metrics}
