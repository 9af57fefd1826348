"""Labelled issuers and their records written as briefs, so that all runs as it does in a build."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.bench.labels import Labelled, NotLabelled, basis_of, metric_of
from tieout.claims.grammar.lexicon import Lexicon, split
from tieout.claims.grammar.tags import tag
from tieout.figures.metrics import catalogue
from tieout.figures.periods import MONTHS, FiscalCalendar, FiscalLabel
from tieout.records.company import Company

_ORDINAL = re.compile(
    r"(?i)\b(?:fiscal\W+(?:[0-9]{4}\W+)?(first|second|third|fourth)"
    r"|(first|second|third|fourth)[ -]quarter (?:of )?fiscal)"
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_LENGTHS = {"_6m": 2, "_9m": 3}
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_COARSEST = 6
"""Amounts are printed in millions, or with a decimal or two behind them."""

_Fact = Mapping[str, Any]
_Block = dict[str, Any]


def write_briefs(folder: Path, articles: Sequence[Labelled], root: Path) -> dict[str, str]:
    """Write the folder's issuers and records under `root/briefs`; article name to brief."""
    covers: dict[str, str] = {}
    for ticker, end in sorted({(article.company, article.end) for article in articles}):
        about = [each for each in articles if (each.company, each.end) == (ticker, end)]
        brief = _Brief(ticker, end, about, _facts(folder / "records" / f"{ticker}.json"))
        covers |= dict.fromkeys((article.name for article in about), brief.write(root / "briefs"))
    return covers


def _facts(path: Path) -> Sequence[_Fact]:
    if not path.is_file():
        raise NotLabelled(f"there is no record {path.name} for an article's company")
    facts: Sequence[_Fact] = json.loads(path.read_text("utf-8"), parse_float=Decimal)["facts"]
    return facts


def segment_key(segment: str) -> str:
    """The key under which a labelled segment stands in the company file; empty for the group."""
    key = re.sub(r"[^a-z0-9]+", "_", segment.lower()).strip("_")
    return key if not key or key[0].isalpha() else f"s_{key}"


class _Brief:
    """One issuer and period of the folder."""

    def __init__(
        self, ticker: str, end: date, articles: Sequence[Labelled], facts: Sequence[_Fact]
    ) -> None:
        self.ticker = ticker
        self.articles = articles
        self.facts = facts
        labels = [label for article in articles for label in article.labels]
        named = {label.segment for label in labels} | {str(fact["segment"]) for fact in facts}
        self.segments = sorted(named - {""})
        parts = {segment.lower() for segment in self.segments}
        self.names = [name for name in _names(articles) if name not in parts]
        self.end = end
        quarter = _quarter(articles, facts, end)
        months = end.month - 1 + 3 * (4 - quarter)
        self.calendar = FiscalCalendar(months % 12 + 1)
        self.label = FiscalLabel(end.year + months // 12, f"Q{quarter}")
        foreign = any(str(fact["metric"]).endswith("_usd") for fact in facts)
        units = Counter(label.unit for label in labels if len(label.unit) == 3)
        home = (unit for unit, _ in units.most_common() if not (foreign and unit == "USD"))
        self.currency = next(home, "USD")

    def write(self, briefs: Path) -> str:
        """Write the files; returns the brief's name."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.ticker.lower())
        folder = briefs / slug
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "company.yml", self._company())
        before = self.label.previous_quarter()
        _write(folder / f"{before.slug}.yml", self._previous(before))
        _write(folder / f"{self.label.slug}.yml", self._record())
        return f"{slug}/{self.label.slug}"

    def _company(self) -> _Block:
        month = self.calendar.month - 1
        return {
            "name": self.ticker,
            "short_name": self.ticker,
            "words": self.names,
            "listings": [{"ticker": self.ticker, "exchange": "Exchange", "currency": "USD"}],
            "sector": "Benchmark",
            "currency": self.currency,
            "fiscal_year_end": f"{MONTHS[month]} {_LAST_DAYS[month]}",
            "segments": {
                segment_key(segment): {"label": segment, "words": self._words(segment)}
                for segment in self.segments
            },
        }

    def _words(self, segment: str) -> list[str]:
        """Other names of a segment: without the issuer's own, and its first word where used."""
        own = {word for name in (*self.names, self.ticker) for word in split(name)}
        words = [word for word in segment.split() if word.lower() not in own]
        found = {" ".join(words)}
        texts = " ".join(article.text for article in self.articles)
        first = re.escape(words[0]) if len(words) > 1 else "(?!)"
        if re.search(rf"(?i)\b{first} (?:revenue|sales|unit|business|division)", texts):
            found.add(words[0].lower())
        return sorted(found - {segment, ""})

    def _frame(self, label: FiscalLabel, end: date) -> _Block:
        return {
            "period": {"fiscal": f"{label.year}-{label.part}", "end": str(end)},
            "released": {"date": str(end)},
            "sources": {"labelled": {"kind": "data", "title": "Record of the labelled folder"}},
            "source": "labelled",
            "unit": self.currency,
        }

    def _previous(self, label: FiscalLabel) -> _Block:
        record = self._frame(label, self.calendar.period_end(label))
        for fact in self.facts:
            if metric_of(str(fact["metric"]))[1] == "quarter":
                self._put(record, fact, "previous_quarter")
        return record

    def _record(self) -> _Block:
        record = self._frame(self.label, self.end)
        for fact in self.facts:
            block = record
            if metric_of(str(fact["metric"]))[1] != "quarter":
                block = record.setdefault("year_to_date", {"unit": self.currency})
                block["source"] = "labelled"
            self._put(block, fact, "current")
            self._put(block.setdefault("year_ago", {}), fact, "year_ago")
        return record

    def _put(self, block: _Block, fact: _Fact, column: str) -> None:
        """File one figure, where the record has it and the catalogue its metric."""
        metric, _ = metric_of(str(fact["metric"]))
        value = fact.get(column)
        if value is None or metric not in catalogue():
            return
        currency = self.currency
        if str(fact["metric"]).endswith("_usd") and currency != "USD":
            currency = "USD"
            block = block.setdefault("translated", {"unit": "USD"})
        entry = {"unit": _unit(metric, currency), "value": _printed(Decimal(value), metric)}
        basis = basis_of(fact.get("basis"))
        if basis not in ("", "GAAP"):
            entry["basis"] = basis
        segment = segment_key(str(fact["segment"] or ""))
        home = block.setdefault("segments", {}).setdefault(segment, {}) if segment else None
        figures = block.setdefault("figures", {}) if home is None else home
        figures.setdefault(metric, []).append(entry)


def _write(path: Path, fields: _Block) -> None:
    path.write_text(json.dumps(fields), encoding="utf-8")


def _unit(metric: str, currency: str) -> str:
    known = catalogue()[metric]
    if known.unit in ("%", "x"):
        return known.unit
    if known.kind == "per share":
        return f"{currency} per share"
    return currency if known.unit.startswith("money") else known.unit


def _printed(number: Decimal, metric: str) -> str:
    """A record's number as its source printed it: whole millions, cents, or a rate as it is."""
    known = catalogue()[metric]
    if known.unit in ("%", "x"):
        return f"{number:.6f}"
    if known.kind == "per share":
        return f"{number:f}" if number != round(number, 2) else f"{number:.2f}"
    whole = f"{number:f}".split(".")[0]
    zeros = min(_COARSEST, len(whole) - len(whole.rstrip("0")))
    if not zeros or not number:
        return f"{number:f}"
    return f"{number.scaleb(-_COARSEST):.{_COARSEST - zeros}f} million"


def _quarter(articles: Sequence[Labelled], facts: Sequence[_Fact], end: date) -> int:
    """The fiscal quarter: by the texts, by how long the year to date is, or by the calendar."""
    votes: Counter[int] = Counter()
    for article in articles:
        for match in _ORDINAL.finditer(article.text):
            votes[_QUARTERS[(match[1] or match[2]).lower()]] += 1
        votes[3] += 2 * ("first three quarters" in article.body or "nine months" in article.body)
    for tail, quarter in _LENGTHS.items():
        votes[quarter] += 2 * any(str(fact["metric"]).endswith(tail) for fact in facts)
    (best, count), *_ = votes.most_common(1)
    return best if count else (end.month - 1) // 3 + 1


def _names(articles: Sequence[Labelled]) -> list[str]:
    """Names of the issuer: words of the headlines that are in no list and stand in most of them."""
    lexicon = Lexicon.of(_nobody())
    counts: Counter[str] = Counter()
    for article in articles:
        tokens = tag(article.title, 0, len(article.title), (), lexicon)
        named = (token for token in tokens if token.tag in ("word", "business"))
        words = [token.text for token in named if token.capital]
        counts.update(set(words[:3]))
    most = max(counts.values(), default=0)
    return sorted(word for word, count in counts.items() if 2 * count > most and len(word) > 1)


def _nobody() -> Company:
    return Company.model_validate(
        {
            "name": "Nobody in particular",
            "short_name": "Nobody",
            "listings": [{"ticker": "NONE", "exchange": "None", "currency": "USD"}],
            "sector": "None",
            "currency": "USD",
            "fiscal_year_end": "December 31",
        }
    )
