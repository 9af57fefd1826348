"""Every place in a contributor's files that takes a text, and a project with a text in each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from tieout.records.names import sector_slug

FOLDER = Path(__file__).parent
_TEXT = re.compile(r"^text: (.*)$", re.MULTILINE)
_TYPED = re.compile(r'"TEXT (\d+)( 5%)?"')
_BARE = re.compile(r"^BARE (\d+)$", re.MULTILINE)
_ALL = "EVERY TEXT"
_BODY = "BARE {0}\n\nA second paragraph.\n\nBARE {0}"
"""Of an article: the text as a paragraph of its own, before and after another."""
_DIGEST = f"sha256:{'0' * 64}"

Typed = str | dict[str, "Typed"] | list["Typed"]


@dataclass(frozen=True)
class Payload:
    """One file of `texts/`: a text, and what becomes of it."""

    path: Path
    typed: str
    """The scalar as it stands in the file, quotes and escapes among it."""
    text: str
    line: str
    """`shown` where a field of one line shows it as typed; else what a contributor is told."""
    prose: str
    """What it becomes in prose, as HTML; or what a contributor is told."""

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_shown(self) -> bool:
        return self.line == "shown"


@cache
def payloads() -> Sequence[Payload]:
    """All texts, in order of name."""
    return [_payload(path) for path in sorted((FOLDER / "texts").glob("*.yml"))]


def _payload(path: Path) -> Payload:
    content = path.read_text(encoding="utf-8")
    fields = yaml.safe_load(content)
    typed = _TEXT.search(content)
    assert typed is not None
    return Payload(
        path, typed[1], fields["text"], fields.get("line", ""), fields.get("prose", "").rstrip()
    )


def project(texts: Sequence[Payload]) -> dict[str, str]:
    """Files below `briefs/`: one issuer with every text in every list, and one issuer a text.

    A field that stands only once in a file gets its text in the issuer of that text. Texts with a
    number stand in prose too, which the check of numbers in prose refuses, and must be put aside.
    """
    everyone = range(len(texts))
    files = {"all/company.yml": _company("Alpha", everyone, "Industry")}
    files |= {f"all/{period.lower()}.yml": _record(period, everyone) for period in _PERIODS}
    for text in everyone:
        files[f"all/articles/{texts[text].name}.md"] = _article("all", text)
        issuer = texts[text].name
        files[f"{issuer}/company.yml"] = _company(_typed(text), [text], _sector(text, texts))
        files[f"{issuer}/2026-q2.yml"] = _record("2026-Q2", [text])
        files[f"{issuer}/articles/words.md"] = _article(issuer, text)
    return {path: _with_texts(content, texts) for path, content in files.items()}


def _sector(text: int, texts: Sequence[Payload]) -> str:
    """The text, unless its page would have no address, or the address of another text's."""
    slugs = [sector_slug(each.text) for each in texts[: text + 1]]
    return _typed(text) if slugs[text] and slugs[text] not in slugs[:text] else "Industry"


_PERIODS = {"2025-Q2": "2025", "2026-Q2": "2026"}


def _typed(text: int) -> str:
    return f"TEXT {text}"


def _with_texts(content: str, texts: Sequence[Payload]) -> str:
    def written(found: re.Match[str]) -> str:
        payload = texts[int(found[1])]
        return json.dumps(payload.text + found[2]) if found[2] else payload.typed

    paragraphs = json.dumps("\n\n".join(each.text for each in texts), ensure_ascii=False)
    content = _TYPED.sub(written, content).replace(f'"{_ALL}"', paragraphs)
    return _BARE.sub(lambda found: texts[int(found[1])].text, content)


def _as_yaml(fields: Mapping[str, Typed]) -> str:
    """JSON is YAML too, and leaves no doubt where a text begins and ends."""
    return json.dumps(fields, indent=1) + "\n"


def _key(text: int) -> str:
    return f"x{text}"


def _company(name: str, texts: Sequence[int], sector: str) -> str:
    return _as_yaml(
        {
            "name": name,
            "short_name": name,
            "words": [_typed(text) for text in texts],
            "listings": [
                {
                    "ticker": f"{number}",
                    "exchange": _typed(text),
                    "currency": "USD",
                    "kind": "ADS",
                    "shares_per_ads": "8",
                    "ratios": [
                        {
                            "since": "1990-01-01",
                            "ratio": "1 ADS = 8 shares",
                            "source": _source(text, "1990"),
                        }
                    ],
                }
                for number, text in enumerate(texts, 1000 + 100 * len(texts))
            ],
            "sector": sector,
            "currency": "USD",
            "fiscal_year_end": "December 31",
            "segments": {
                _key(text): {"label": _typed(text), "words": [_typed(text)]} for text in texts
            },
            "kpis": {
                f"kpi_{_key(text)}": {
                    "label": _typed(text),
                    "definition": _typed(text),
                    "kind": "flow",
                    "unit": "count",
                    "words": [_typed(text)],
                }
                for text in texts
            },
            "splits": [
                {
                    "effective": f"{date(1990, 1, 1) + timedelta(days=day)}",
                    "ratio": "2 for 1",
                    "source": _source(text, "1990"),
                    "locator": _typed(text),
                }
                for day, text in enumerate(texts)
            ],
            "upcoming": [
                {
                    "period": "2026-Q3",
                    "date": "2026-10-29",
                    "source": _source(texts[0], "2026"),
                    "locator": _typed(texts[0]),
                }
            ],
            "key_metrics": ["revenue", f"{_key(texts[-1])}.revenue", f"kpi_{_key(texts[0])}"],
        }
    )


def _record(period: str, texts: Sequence[int]) -> str:
    year = _PERIODS[period]
    first = _typed(texts[0])
    remarks: dict[str, Typed] = {"locator": first, "note": first}
    estimates = {"metric": "revenue", "unit": "million USD"}
    return _as_yaml(
        {
            "period": {"fiscal": period, "end": f"{year}-06-30", "issuer_label": first},
            "released": {"date": f"{year}-07-30", "source": _key(texts[0]), **remarks},
            "sources": {_key(text): _source(text, year) for text in texts},
            "unit": "million USD",
            "source": _key(texts[0]),
            "locator": first,
            "note": first,
            "figures": {
                "revenue": {"value": f"{1000 * len(texts)}", **remarks},
                "operating_cash_flow": "100",
                "capex": "10",
                "free_cash_flow": "50",
                **{
                    f"kpi_{_key(text)}": {"value": "5", "unit": "stores", **_cited(text)}
                    for text in texts
                },
            },
            "segments": {
                _key(text): {"revenue": {"value": "1,000", **_cited(text)}} for text in texts
            },
            "stated_growth": {
                f"{_key(text)}.revenue": {
                    "value": "0.0%",
                    "explained": _typed(text),
                    **_cited(text),
                }
                for text in texts
            },
            "consensus": [
                {**estimates, "value": "999", "provider": _typed(text), **_cited(text)}
                for text in texts
                if len(texts) > 1  # a drawing for each issuer of one text would show no more
            ],
            "guidance": [
                {**estimates, "period": f"{year}-Q3", "low": "1,000", **_cited(text)}
                for text in texts[:1]
            ],
            "reaction": [
                {
                    "window": "pre-market",
                    "session": f"{year}-07-30",
                    "change": "1.0%",
                    **_cited(text),
                }
                for text in texts[:1]
            ],
            "translated": {
                "unit": "million EUR",
                "rate": {"value": "2.0000", **_cited(texts[0])},
                "figures": {"revenue": f"{500 * len(texts)}"},
                **remarks,
            },
            "takeaways": first if len(texts) == 1 else _ALL,
            "restatements": [
                {
                    "period": "2025-Q2",
                    "metric": "revenue",
                    "segment": _key(text),
                    "was": "1,000",
                    "value": "1,001",
                    "reason": _typed(text),
                    **_cited(text),
                }
                for text in texts
                if period == "2026-Q2"
            ],
            "corrections": [
                {
                    "date": f"{year}-08-01",
                    **dict.fromkeys(("figure", "was", "reason"), _typed(text)),
                    "now": f"not {number}",
                }
                for number, text in enumerate(texts)
            ],
            "waivers": [
                {"rule": "T408", "figure": "figures.free_cash_flow", "reason": _typed(text)}
                for text in texts
            ],
        }
    )


def _cited(text: int) -> dict[str, Typed]:
    return {"source": _key(text), "locator": _typed(text), "note": _typed(text)}


def _source(text: int, year: str) -> Typed:
    told = dict.fromkeys(("title", "publisher", "note"), _typed(text))
    address = f"https://example.com/{text}?a=b&c=(d)"
    return {"kind": "news", "url": address, "published": f"{year}-07-30", **told}


def _article(issuer: str, text: int) -> str:
    told = dict.fromkeys(("title", "publisher", "author"), _typed(text))
    claim = dict.fromkeys(("provider", "note"), _typed(text))
    claim["quote"] = f"{_typed(text)} 5%"
    fields = {
        **told,
        "covers": f"{issuer}/2026-q2",
        "digest": _DIGEST,
        "claims": [{"paragraph": "1", "says": "5%", "role": "other", **claim}],
    }
    return f"---\n{_as_yaml(fields)}---\n\n{_BODY.format(text)}\n"
