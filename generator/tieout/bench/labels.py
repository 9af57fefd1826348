"""A folder of labelled articles, put into our names of metrics, bases and segments.

The folder holds `articles/*.txt` (an address, a line `# title | day | ticker | period end`, a line
of remarks, the text), `records/*.json` (the issuer's figures now, a year ago and the quarter
before) and `claims_gold*.jsonl` (a claim a line).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.figures.metrics import catalogue, nearest
from tieout.figures.typed import ACCOUNTING, SCOPES

_STRETCHES = {"_6m": "year to date", "_9m": "year to date", "_ytd": "year to date"}
_SUFFIXES = {**_STRETCHES, "_usd": "quarter", "_per_ads": "quarter", "_per_share": "quarter"}
_METRICS = {
    "net_income_attrib": "net_income_attributable",
    "stock_move": "share_price",
    "stock_price": "share_price",
    "eps": "eps_diluted",
}
_BASES = {"adjusted": "non-GAAP", "comparable": "non-GAAP", "core": "non-GAAP", "gaap": "GAAP"}
_HEADER = re.compile(
    r"# (?P<title>.+?) \| [^|]* \| (?P<company>[^|]+) \| period end (?P<end>\d{4}-\d{2}-\d{2})"
)


class NotLabelled(ValueError):
    """The folder is not laid out as labelled articles are; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class HumanLabel:
    """What a person says of one number of an article."""

    article: str
    quote: str
    metric: str
    segment: str
    basis: str
    role: str
    value: Decimal
    unit: str
    period: str
    expect: str
    """ties, other_basis, conflict, not_in_record, or edge where the rule decides either way."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article with its labels."""

    name: str
    company: str
    title: str
    body: str
    end: date
    labels: tuple[HumanLabel, ...]

    @property
    def text(self) -> str:
        """The headline and the text, as a reader sees them."""
        return f"{self.title}\n\n{self.body}"


def read_articles(folder: Path) -> list[Labelled]:
    """The articles of a folder that have labels; raises NotLabelled where there are none."""
    labels: dict[str, list[HumanLabel]] = {}
    for path in sorted(folder.glob("claims_gold*.jsonl")):
        for row in read_rows(path):
            labels.setdefault(str(row["article"]), []).append(_label(row))
    paths = sorted((folder / "articles").glob("*.txt"))
    found = [_article(path, labels[path.stem]) for path in paths if path.stem in labels]
    if not found:
        raise NotLabelled(
            f"{folder} holds no labelled articles; it needs articles/*.txt, records/*.json "
            "and claims_gold*.jsonl"
        )
    return found


def read_rows(path: Path) -> list[Mapping[str, Any]]:
    """The rows of a file with one JSON object a line, numbers as Decimal."""
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        return [json.loads(line, parse_float=Decimal) for line in lines if line.strip()]
    except json.JSONDecodeError as error:
        raise NotLabelled(f"{path.name} holds a line that is no JSON: {error}") from None


def _label(row: Mapping[str, Any]) -> HumanLabel:
    try:
        metric, period = metric_of(str(row["metric"]))
        return HumanLabel(
            str(row["article"]),
            str(row["quote"]),
            metric,
            str(row.get("segment") or ""),
            basis_of(row.get("basis")),
            str(row["role"]),
            Decimal(row["value"]),
            str(row.get("unit") or ""),
            period,
            str(row.get("expect") or ""),
        )
    except KeyError as error:
        raise NotLabelled(f"a label has no field {error}") from None


def metric_of(name: str) -> tuple[str, str]:
    """A metric's id in the catalogue, and the stretch of time that its name adds."""
    period = next((each for tail, each in _STRETCHES.items() if name.endswith(tail)), "quarter")
    plain = name
    for tail in _SUFFIXES:
        plain = plain if plain in catalogue() else plain.removesuffix(tail)
    plain = _METRICS.get(plain, plain)
    return (plain if plain in catalogue() else nearest(plain) or plain), period


def basis_of(name: object) -> str:
    """A basis as claims name it; empty for the issuer's accounts without more."""
    words = str(name or "").replace("_", " ").strip()
    if words in (*ACCOUNTING, *SCOPES):
        return words
    plain = words.lower().replace("like for like", "like-for-like")
    return _BASES.get(plain, plain)


def _article(path: Path, labels: Sequence[HumanLabel]) -> Labelled:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    header = next((match for line in lines if (match := _HEADER.match(line))), None)
    if header is None:
        raise NotLabelled(
            f"{path.name} has no line `# title | day | company | period end YYYY-MM-DD`"
        )
    remarks = [place for place, line in enumerate(lines) if line.startswith("#")]
    body = "\n".join(lines[max(remarks) + 1 :]).strip()
    end = date.fromisoformat(header["end"])
    return Labelled(path.stem, header["company"].strip(), header["title"], body, end, tuple(labels))
