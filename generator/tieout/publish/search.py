"""The index of the search: a core that is loaded at the first key, and parts that a query asks for.

The core knows names: issuers, metrics, periods, providers, publishers, pages. An issuer's part has
its figures and claims and is loaded when the issuer is recognised; numbers are in parts by their
leading digits, which point into the issuers' parts. So what a reader loads does not grow with the
site, but for a line an issuer in the core.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tieout.claims.verdicts import VERDICTS
from tieout.figures.display import quarter
from tieout.figures.metrics import catalogue
from tieout.figures.scales import TABLE
from tieout.publish.api.base import as_json
from tieout.views.rows import Everything, IssuerRows
from tieout.views.search.found import Findable

SEARCH = PurePosixPath("search")
_MOST = 8
"""Issuers that a name leads to where none is typed: those who released last."""
_PART = 20_000
"""Numbers in all the parts of one leading digit; from so many on, parts have one digit more."""
_DEEPEST = 4

_File = tuple[PurePosixPath, bytes]


def issuer_part(found: Findable) -> _File:
    """All that is found of one issuer."""
    document = {
        "name": found.issuer.company.model.short_name,
        "periods": [[each.slug, each.title, "|".join(each.names)] for each in found.periods],
        "segments": {key: "|".join(words).lower() for key, words in found.segments.items()},
        "metrics": {key: "|".join(words).lower() for key, words in found.metrics.items()},
        "series": [
            [
                each.title,
                each.metric,
                each.segment,
                each.kind,
                each.name,
                [
                    [point.period, point.text, *([point.record] if point.record else [])]
                    for point in each.points
                ],
            ]
            for each in found.series
        ],
        "articles": [[each.title, each.publisher] for each in found.articles],
        "claims": [
            [
                each.article,
                each.record,
                each.anchor,
                each.says,
                each.subject,
                each.verdict,
                each.figure,
            ]
            for each in found.claims
        ],
    }
    return SEARCH / "issuers" / f"{found.issuer.slug}.json", as_json(document)


def search_parts(everything: Everything) -> Iterator[_File]:
    """The core, and the numbers of all issuers."""
    depth = _depth(everything.issuers)
    yield SEARCH / "core.json", as_json(_core(everything, depth))
    parts: dict[str, dict[str, list[str]]] = {}
    for rows in everything.issuers:
        for line in rows.finds.numbers:
            spellings = line.partition(",")[0].split("/")
            for lead in {each[:depth] for each in spellings if each}:  # none leads to nought
                parts.setdefault(lead, {}).setdefault(rows.party.slug, []).append(line)
    for lead, found in sorted(parts.items()):
        lines = {slug: ";".join(each) for slug, each in found.items()}
        yield SEARCH / "numbers" / f"{lead}.json", as_json(lines)


def _depth(issuers: Iterable[IssuerRows]) -> int:
    """By how many leading digits numbers are parted."""
    numbers, depth = sum(len(rows.finds.numbers) for rows in issuers), 1
    while numbers > _PART and depth < _DEEPEST:
        numbers, depth = numbers // 9, depth + 1
    return depth


def _core(everything: Everything, depth: int) -> dict[str, object]:
    issuers = sorted(everything.issuers, key=_last, reverse=True)
    finds = [rows.finds for rows in issuers]
    lines = everything.market.latest
    sectors = {line.party.sector_slug: line.party.sector for line in lines}
    return {
        "depth": depth,
        "issuers": [_issuer(rows) for rows in issuers],
        "metrics": [
            [name, metric.label, "|".join((metric.label, *metric.words)).lower(), places]
            for name, metric in catalogue().items()
            if (places := _having(name in each.metrics for each in finds))
        ],
        "quarters": [
            [name.lower(), quarter(name), _having(name in each.quarters for each in finds)]
            for name in everything.market.quarters
        ],
        "fiscal": [
            [label, _having(label in each.labels for each in finds)]
            for label in dict.fromkeys(label for each in finds for label in each.labels)
        ],
        "sectors": [[slug, sectors[slug]] for slug in sorted(sectors)],
        "providers": [
            [name, _having(name in each.providers for each in finds)]
            for name in sorted({name for each in finds for name in each.providers} - {"unknown"})
        ],
        "publishers": [
            [name, _having(name in each.publishers for each in finds)]
            for name in sorted({name for each in finds for name in each.publishers} - {"unknown"})
        ],
        "verdicts": {name: [each.words, each.css] for name, each in VERDICTS.items()},
        "scales": {
            name.lower(): each.exponent for each in TABLE for name in (each.word, *each.others)
        },
    }


def _last(rows: IssuerRows) -> tuple[object, ...]:
    """What puts those who released last first."""
    return (*max((line.released, line.span.end) for line in rows.lines), rows.party.slug)


def _issuer(rows: IssuerRows) -> list[str]:
    line = rows.lines[-1]
    return [
        rows.party.slug,
        rows.party.name,
        rows.party.ticker,
        "|".join(rows.finds.words),
        line.period,
        str(line.label),
    ]


def _having(found: Iterable[bool]) -> list[int]:
    """The places of the first few that have it."""
    return [at for at, has in enumerate(found) if has][:_MOST]
