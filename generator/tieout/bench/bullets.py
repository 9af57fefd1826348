"""Headline bullets of a newswire: metric, basis, period, value, scale, range and consensus.

A label leaves out what its bullet prints elsewhere (the scale behind the second end of a range, the
basis in `adjusted operating earnings`); such a field is not held against the finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tieout.bench.labels import read_rows
from tieout.bench.scores import Share
from tieout.claims.extract import Extractor
from tieout.claims.grammar.found import Found
from tieout.figures.metrics import words
from tieout.figures.periods import FiscalLabel
from tieout.figures.scales import SCALES
from tieout.records.company import Company

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_PERIOD = re.compile(r"_q([1-4])_([0-9]{4})")
_SCALES = {"": Decimal(1), **SCALES}
_BASES = {"adjusted": "non-GAAP", "adj": "non-GAAP", "non-gaap": "non-GAAP", "core": "non-GAAP"}
_BASES |= {"gaap": "GAAP"}
_QUARTERS = ("q1", "q2", "q3", "q4", "qtrly")
_YEARS = ("fiscal year", "next year")
_REIT = "ffo_per_share"


def score_bullets(folder: Path) -> tuple[Share, list[str]]:
    """How many bullets are read wholly right, and those that are not."""
    rows = [
        row for path in sorted(folder.glob("headline_bullets*.jsonl")) for row in read_rows(path)
    ]
    known = [row for row in rows if _NUMBER.fullmatch(str(row["value"]).strip("."))]
    wrong = [f"{row['bullet']} | {', '.join(faults)}" for row in known if (faults := _faults(row))]
    return Share(len(known) - len(wrong), len(known)), wrong


def _faults(row: Mapping[str, Any]) -> list[str]:
    found = list(_reader(str(row["id"])).read(str(row["bullet"])))
    value, scale = _decimal(row["value"]), str(row["scale"] or "")
    first = next((each for each in found if _is(_low(each), value, scale)), None)
    if first is None:
        return ["value"]
    return [*_wrong(first, row), *_wrong_consensus(found, row)]


def _wrong(found: Found, row: Mapping[str, Any]) -> Iterator[str]:
    metric = words().get(str(row["metric"]).lower())
    if found.metric not in _same(metric):
        yield f"metric {found.metric}"
    basis = _BASES.get(str(row["basis"] or ""))
    given = found.basis.accounting if found.basis else ""
    if basis and given != basis and metric != _REIT:
        yield f"basis {given or 'none'}"
    if row["guidance"] != (found.role == "guidance") and row["guidance"]:
        yield f"role {found.role}"
    high = row["value_hi"]
    ends = found.quantity.range_high or Decimal(0)
    if high and not _is(ends, _decimal(high), str(row["scale"] or "")):
        yield "range"
    yield from _wrong_period(found, str(row["period"] or ""))


def _wrong_period(found: Found, period: str) -> Iterator[str]:
    ahead = found.role == "guidance"
    if period in _QUARTERS and not ahead and found.period != "quarter":
        yield f"period {found.period}"
    if period == "fy" and found.period not in _YEARS:
        yield f"period {found.period}"


def _wrong_consensus(found: Sequence[Found], row: Mapping[str, Any]) -> Iterator[str]:
    given = [each.quantity.value for each in found if each.role == "consensus"]
    if not row["consensus"]:
        return
    value = _decimal(row["consensus"]) * _SCALES[str(row["consensus_scale"] or "")]
    if value not in given:
        yield "consensus"


def _same(metric: str | None) -> tuple[str | None, ...]:
    """FFO is adjusted or not by a basis word; a part's revenue is labelled as revenue."""
    if metric == _REIT:
        return (metric, "adjusted_ffo_per_share")
    if metric == "revenue":
        return (metric, "subscription_revenue", "product_revenue", "service_revenue")
    return (metric,)


def _is(number: Decimal, value: Decimal, scale: str) -> bool:
    if scale:
        return number == value * _SCALES[scale]
    return any(number == value * factor for factor in _SCALES.values())


def _low(found: Found) -> Decimal:
    low = found.quantity.range_low
    return abs(found.quantity.value) if low is None else low


def _decimal(text: object) -> Decimal:
    match = _NUMBER.search(str(text))
    return Decimal(match[0].replace(",", "")) if match else Decimal(0)


@cache
def _reader(name: str) -> Extractor:
    """A reader for the quarter in a bullet's id, of an issuer with a calendar year."""
    match = _PERIOD.search(name)
    quarter, year = (int(match[1]), int(match[2])) if match else (4, date.min.year + 2000)
    ticker = re.sub(r"[^A-Z0-9.-]", "", name.partition("_")[0].upper())[:12] or "NONE"
    company = Company.model_validate(
        {
            "name": "Compname",
            "short_name": "Compname",
            "listings": [{"ticker": ticker, "exchange": "Exchange", "currency": "USD"}],
            "sector": "Benchmark",
            "currency": "USD",
            "fiscal_year_end": "December 31",
        }
    )
    label = FiscalLabel(year, f"Q{quarter}")
    return Extractor(company, label, company.calendar.period_end(label))
