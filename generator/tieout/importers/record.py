"""What was chosen, as the records that an analyst would have typed.

`released` is the day of the filing, and says so. Where an issuer went over to another accounting
standard, older figures name theirs as their basis. A card shows the shareholders' income where the
issuer reports it beside the whole: so do earnings per share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tieout.figures.periods import MONTHS, FiscalCalendar, FiscalLabel
from tieout.importers.body import BOTH_SIDES
from tieout.importers.choose import Chosen, ConceptChooser, scale_of
from tieout.importers.entries import Document, entry, pair, unit_of
from tieout.importers.filings import FiledNumber, Filing
from tieout.importers.left_out import Column
from tieout.importers.versions import Owned, Revision
from tieout.records.yaml_tree import Node

_ANNUAL = ("10-K", "20-F", "40-F")
_MAIN: Mapping[str, Column] = {"F": "fiscal_year", "H": "year_to_date"}
_RELEASED = "the day of the filing; results may have been released before it"
_OTHER_RULE = "the filing reports on days up to this one; the fiscal year's rule was another then"
_BETWEEN = "the filing's own total of liabilities and equity is its assets; the rest is redeemable"
_NO_REASON = "as presented in the later filing; its data gives no reason"


@dataclass(frozen=True, slots=True)
class Filer:
    """Whose records they are."""

    cik: str
    chooser: ConceptChooser
    calendar: FiscalCalendar


def record(chosen: Chosen, owned: Owned, filer: Filer, before: Chosen | None) -> Document:
    """The record of a period; `before` is the period before it, where that is on record."""
    page = _Page(chosen, filer)
    filing = chosen.reported.first
    document: Document = {
        "period": _period(chosen, filer.calendar, before),
        "released": {
            "date": filing.filed.isoformat(),
            "source": page.key(filing),
            "note": _RELEASED,
        },
        "sources": {},
        "unit": unit_of(page.scale, filer.chooser.currency),
        "source": page.key(filing),
    }
    main = _MAIN.get(chosen.label.part[0], "quarter")
    blocks = page.block(owned, (main, "instant"))
    for column in ("year_to_date", "fiscal_year"):
        if column != main:
            blocks[column] = page.block(owned, (column,))
    blocks["restatements"] = [page.restated(each) for each in owned.restated]
    blocks["waivers"] = [
        *_off_calendar(chosen, filer.calendar),
        *_between_the_sides(chosen, page.scale),
    ]
    document["sources"] = page.sources()
    return document | {name: block for name, block in blocks.items() if block}


def _period(chosen: Chosen, calendar: FiscalCalendar, before: Chosen | None) -> Document:
    label, end = chosen.label, chosen.reported.end
    period: Document = {"fiscal": _fiscal(label), "end": end.isoformat()}
    span = chosen.spans.get("quarter")
    last = before.reported.end if before else calendar.period_end(label.previous_quarter())
    # A first day within the period before is a slip of the filer: the days after that one are left.
    overlaps = before is not None and span and span.start and span.start <= last
    if span and span.start and span.start != last + timedelta(days=1) and not overlaps:
        period["start"] = span.start.isoformat()
    return period


def _off_calendar(chosen: Chosen, calendar: FiscalCalendar) -> list[Node]:
    """A waiver where the period ended on another day than today's rule of the issuer gives.

    Rules of the calendar are held against the days by rule T101, with the same slack.
    """
    slack = timedelta(0)
    if chosen.label.last_quarter < 4:
        slack = timedelta(weeks=1 if calendar.rule == "fixed" else 4)
    if abs(chosen.reported.end - calendar.period_end(chosen.label)) <= slack:
        return []
    return [{"rule": "T101", "figure": "period.end", "reason": _OTHER_RULE}]


def _between_the_sides(chosen: Chosen, scale: Decimal) -> list[Node]:
    """A waiver where the filing's balance sheet closes over something that has no tag of ours.

    The same sum as that of rule T404: what assets have beyond liabilities, equity and redeemable
    interests, within the rounding of all.
    """
    names = ("assets", "liabilities", "equity")
    found = [chosen.readings.get(("instant", name)) for name in (*names, "temporary_equity")]
    assets, liabilities, equity, redeemable = (each.value if each else None for each in found)
    if assets is None or liabilities is None or equity is None or found[0] is None:
        return []
    rest = assets - liabilities - equity - (redeemable or 0)
    slack = scale * (4 if redeemable is not None else 3) / 2
    closes = any(
        fact.concept == BOTH_SIDES and (fact.end, fact.value) == (chosen.reported.end, assets)
        for fact in found[0].filing.facts
    )
    if rest <= slack or not closes:
        return []
    return [{"rule": "T404", "figure": "figures.assets", "reason": _BETWEEN}]


class _Page:
    """One record in the making: its sources and the scale of its amounts."""

    def __init__(self, chosen: Chosen, filer: Filer) -> None:
        self._chosen = chosen
        self._filer = filer
        self._chooser = filer.chooser
        self._filings: dict[str, Filing] = {}
        self.scale = scale_of(chosen.reported.first, filer.chooser.currency)

    def key(self, filing: Filing) -> str:
        """The key of a filing among the record's sources."""
        form = filing.form.lower().replace("/", "-")
        known = {each.accession: key for key, each in self._filings.items()}
        taken = sum(key.startswith(form) for key in self._filings)
        key = known.get(filing.accession) or (f"{form}-{taken + 1}" if taken else form)
        self._filings[key] = filing
        return key

    def sources(self) -> Document:
        """Every filing in which a figure of the record was read."""
        return {key: source(each, self._filer.cik) for key, each in self._filings.items()}

    def block(self, owned: Owned, columns: Iterable[Column]) -> Document:
        """The figures of a span of days, with the year-ago column where it tells something new."""
        wanted = [(column, name) for name in self._chooser.metrics for column in columns]
        readings = self._chosen.readings
        figures: Document = {
            key[1]: self._entry(readings[key]) for key in wanted if key in readings
        }
        before: Document = {
            key[1]: self._entry(owned.year_ago[key]) for key in wanted if key in owned.year_ago
        }
        block: Document = {"figures": figures} if figures else {}
        return {**block, "year_ago": {"figures": before}} if before else block

    def _entry(self, reading: FiledNumber) -> Document:
        chooser = self._chooser
        typed = entry(reading, self.scale, chooser.currency, chooser.alike(reading))
        if basis := chooser.basis(reading):
            typed = {**typed, "basis": basis}
        own = reading.filing.accession == self._chosen.reported.first.accession
        return typed if own else {**typed, "source": self.key(reading.filing)}

    def restated(self, each: Revision) -> Document:
        """A row that tells what an earlier figure was, and what it is in a later filing."""
        return {
            "period": _fiscal(each.period),
            "metric": each.was.metric,
            **pair(each.was, each.now, self.scale, self._chooser.currency),
            **({"basis": basis} if (basis := self._chooser.basis(each.was)) else {}),
            "source": self.key(each.now.filing),
            "locator": each.now.concept,
            "reason": _split(each) or _NO_REASON,
        }


def source(filing: Filing, cik: str) -> Document:
    """A filing as records and company files cite it."""
    kind = "year" if filing.form.startswith(_ANNUAL) else "quarter"
    folder = f"https://www.sec.gov/Archives/edgar/data/{int(cik)}"
    accession = filing.accession
    return {
        "kind": "filing",
        "title": f"Form {filing.form} for the {kind} ended {_written(filing.end or filing.filed)}",
        "url": f"{folder}/{accession.replace('-', '')}/{accession}-index.htm",
        "publisher": "SEC EDGAR",
        "published": filing.filed.isoformat(),
        "accession": accession,
    }


def _split(each: Revision) -> str:
    if each.split is None:
        return ""
    new, old = each.split.numerator, each.split.denominator
    return f"share split, {new} new for {old} old"


def _fiscal(label: FiscalLabel) -> str:
    return f"{label.year}-{label.part}"


def _written(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
