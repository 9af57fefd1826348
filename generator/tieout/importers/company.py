"""The company file: what a companyfacts body tells of an issuer, and what it does not."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from tieout.importers.entries import Document
from tieout.importers.fiscal import year_end
from tieout.importers.record import Filer, source
from tieout.importers.splits import Split
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
_FORM = "inc|incorporated|corp|corporation|co|company|companies|ltd|limited|plc|llc|lp|nv|sa|se|ag"
_LEGAL = re.compile(rf"(?:,| &)* (?:{_FORM})$|,? /[a-z]{{2,3}}/?$", re.IGNORECASE)
_LONGEST_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """What a body does not tell: where the issuer is listed, and its sector."""

    ticker: str = UNKNOWN
    exchange: str = "unknown"
    sector: str = "Unclassified"


def company(
    name: str, listed: Listed, filer: Filer, metrics: Container[str], splits: Sequence[Split]
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
        "fiscal_year_end": year_end(calendar),
    }
    if calendar.named_by == "start":
        document["fiscal_year_named_by"] = "start"
    if not splits:
        del document["splits"]
    return {**document, "key_metrics": key_metrics}


def short_name(name: str) -> str:
    """A name as running text has it, without its legal form: `Apple` for `Apple Inc.`."""
    short = cased(name).rstrip(".")
    while (bare := _LEGAL.sub("", short).rstrip(".,& ")) and bare != short:
        short = bare
    return short


def cased(name: str) -> str:
    """A name that the SEC writes in capitals alone, as issuers write theirs."""
    if not name.isupper():
        return name
    words = name.split()
    if len(words) == 1 and len(name) <= _LONGEST_ACRONYM:
        return name
    return " ".join(word.capitalize() if word.isalpha() or "." in word else word for word in words)
