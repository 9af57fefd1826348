"""An issuer's own schema: what the schema of all records leaves open, since only its files tell.

`briefs/ISSUER/record.schema.json` adds to `briefs/record.schema.json` beside it: segments and no
others, metrics of the catalogue and of `kpis` and no others, tickers of the listings; and it offers
the keys of the sources that the issuer's records use. It is written by `tieout schema`, and by
whatever else writes the company file; a record's first line points to it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable

from tieout.records.patterns import unit_without_others
from tieout.records.read import Issuer
from tieout.records.schema import Schema

NAME = "record.schema.json"
_SHARED = f"../{NAME}"
_MOST_SOURCES = 12
_BLOCKS = ("year_to_date", "fiscal_year", "trailing")


def issuer_schema(issuer: Issuer) -> str:
    """The text of an issuer's schema."""
    company = issuer.company.model
    row = {"properties": {"metric": _ref("Metric"), "segment": _one_of(company.segments)}}
    block = _block()
    schema: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Record of {company.short_name}",
        "allOf": [{"$ref": _SHARED}],
        "properties": {
            **block,
            **{name: {"properties": block} for name in _BLOCKS},
            "unit": {
                "pattern": unit_without_others(company.currency),
                "patternErrorMessage": f"The issuer reports in {company.currency}; put a "
                "translation under `translated`",
            },
            "source": {"examples": _sources(issuer)},
            **{name: {"items": row} for name in ("consensus", "guidance", "restatements")},
            "reaction": {"items": {"properties": {"ticker": {"enum": _tickers(issuer)}}}},
        },
        "definitions": {
            "Metric": {"anyOf": [_shared("KnownMetric"), _one_of(company.kpis)]},
            "Figures": {
                "propertyNames": _ref("Metric"),
                "properties": {
                    name: {"description": f"{kpi.label}. {kpi.definition}"}
                    for name, kpi in company.kpis.items()
                },
            },
            "Segments": {
                "properties": {
                    name: {**_ref("Figures"), "description": segment.label}
                    for name, segment in company.segments.items()
                },
                "additionalProperties": False,
            },
            "Growth": {"propertyNames": {"anyOf": [_ref("Metric"), *_of_segments(issuer)]}},
        },
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _block() -> Schema:
    """Where a block of figures names metrics and segments."""
    named = {"figures": _ref("Figures"), "segments": _ref("Segments")}
    translated = {"translated": {"properties": named}}
    before = {"year_ago": {"properties": {**named, **translated}}}
    return {**named, **translated, **before, "stated_growth": _ref("Growth")}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _shared(name: str) -> Schema:
    return {"$ref": f"{_SHARED}#/definitions/{name}"}


def _one_of(names: Collection[str]) -> Schema:
    """One of these names; a list of choices may not be empty."""
    return {"enum": list(names)} if names else {"not": {}}


def _of_segments(issuer: Issuer) -> Iterable[Schema]:
    """Names like `cloud.revenue`, where there are segments."""
    segments = "|".join(issuer.company.model.segments)
    if segments:
        yield {"type": "string", "pattern": rf"^(?:{segments})\.[a-z][a-z0-9_]*$"}


def _sources(issuer: Issuer) -> list[str]:
    """Keys of sources, the most used ones first."""
    used = Counter(key for filed in issuer.records.values() for key in filed.model.sources)
    return [key for key, _ in used.most_common(_MOST_SOURCES)] or ["release"]


def _tickers(issuer: Issuer) -> list[str | int]:
    """A ticker of digits is a number for an editor, unless it is in quotes."""
    tickers = [each.ticker for each in issuer.company.model.listings]
    return [*tickers, *(int(each) for each in tickers if each.isdecimal())]
