"""An issuer handed on as JSON: what its files state, in the fields they have, and back.

What comes back is the same models, so that all that follows from them is the same, too. Places in
files stay behind, and so does what no figure follows from: prose, remarks, the log of corrections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tieout.records.company import Company
from tieout.records.model import Record
from tieout.records.read import Issuer, OnFile

_NOT_OF_FIGURES = {
    Company: {"website", "key_metrics", "upcoming"},
    Record: {"takeaways", "corrections", "waivers"},
}
_REMARKS = ("locator", "note")
_NAMES_WITHIN = {"figures": 1, "stated_growth": 1, "segments": 2, "kpis": 1, "sources": 1}
"""Below these fields so many levels of keys are names of the issuer's own, not fields."""
Fields = Mapping[str, Any]


def fields_of(model: Company | Record) -> Fields:
    """The fields of a company file or a record, each as it may be typed."""
    typed = model.model_dump(mode="json", exclude_unset=True, exclude=_NOT_OF_FIGURES[type(model)])
    fields: Fields = _bare(typed, 0)
    return fields


def _bare(value: Any, names: int) -> Any:
    """Without remarks; a figure that has nothing but its number is that number."""
    if isinstance(value, list):
        entries = [_bare(each, 0) for each in value]
        alone = len(entries) == 1 and isinstance(entries[0], dict) and list(entries[0]) == ["value"]
        return entries[0]["value"] if alone else entries
    if not isinstance(value, dict):
        return value
    return {
        key: _bare(each, names - 1 if names else _NAMES_WITHIN.get(key, 0))
        for key, each in value.items()
        if names or key not in _REMARKS
    }


def issuer_from(slug: str, company: Fields, records: Iterable[Fields]) -> Issuer:
    """The issuer again. Raises pydantic's ValidationError where these are no such fields."""
    folder = f"briefs/{slug}"
    filed = [Record.model_validate(each) for each in records]
    return Issuer(
        slug,
        OnFile(Company.model_validate(company), f"{folder}/company.yml", {}),
        {
            each.period.fiscal.slug: OnFile(each, f"{folder}/{each.period.fiscal.slug}.yml", {})
            for each in filed
        },
        {},
    )
