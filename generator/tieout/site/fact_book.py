"""The figures of a built site's API by their ids, those of an issuer read when asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath

from tieout.site.built import Built, Unreadable, rows, table

API = "api/v2"
_BY_ISSUER = frozenset(("briefs", "checking", "claims", "figures", "issuers"))
"""The documents of the API whose address names an issuer."""


@dataclass(frozen=True, slots=True)
class PublishedFact:
    """What the API says of a figure."""

    digits: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    shown: str = ""
    """As its document says it."""
    operation: str = ""
    operands: tuple[str, ...] = ()
    """The ids of what it is worked out from."""

    @classmethod
    def of(cls, row: Mapping[str, object]) -> PublishedFact:
        """A row of facts; its numbers are decimals as text."""
        value, low, high = (Decimal(str(row[name])) for name in ("value", "low", "high"))
        unit, shown, operation = (str(row[name]) for name in ("unit", "shown", "operation"))
        operands = row["operands"]
        if not isinstance(operands, list):
            raise TypeError("no list of operands")
        read = tuple(map(str, operands))
        return cls(str(row["value"]), value, low, high, unit, shown, operation, read)


class FactBook:
    """The facts of a site, by issuer.

    What is about one issuer names figures of that issuer alone, so that it is held against these,
    and agrees as long as these are what they were.
    """

    def __init__(self, site: Built) -> None:
        self._site = site
        self._facts: dict[str, Mapping[str, PublishedFact]] = {}
        self._states: dict[str, str] = {}

    @cached_property
    def documents(self) -> Mapping[str, list[PurePosixPath]]:
        """The documents of briefs by issuer."""
        found: dict[str, list[PurePosixPath]] = {}
        for path in self._site.below(f"{API}/briefs", "*.json"):
            found.setdefault(path.parent.name, []).append(path)
        return found

    def issuer_of(self, path: PurePosixPath) -> str:
        """The issuer that a file is about; empty where it is about several, or none."""
        steps = path.parts
        if steps[:2] == ("search", "issuers"):
            named = path.stem
        elif steps[:2] != tuple(API.split("/")):
            named = steps[0]
        else:
            named = steps[3].partition(".")[0] if steps[2] in _BY_ISSUER else ""
        return named if named in self.documents else ""

    def state(self, issuer: str) -> str:
        """By what the facts of an issuer, or of all where none is named, are told from others."""
        if issuer not in self._states:
            paths = (path for each in self._of(issuer) for path in self.documents[each])
            told = "".join(map(self._site.digest, paths))
            self._states[issuer] = hashlib.sha256(told.encode()).hexdigest()
        return self._states[issuer]

    def facts(self, issuer: str) -> Mapping[str, PublishedFact]:
        """The facts of an issuer by id, or of all; raises Unreadable where they cannot be read."""
        if issuer not in self._facts:
            found: dict[str, PublishedFact] = {}
            for each in self._of(issuer):
                if issuer:
                    found |= self._read(self.documents[each])
                else:
                    found |= self.facts(each)
            self._facts[issuer] = found
        return self._facts[issuer]

    def _of(self, issuer: str) -> Iterable[str]:
        return (issuer,) if issuer else self.documents

    def _read(self, paths: Iterable[PurePosixPath]) -> Mapping[str, PublishedFact]:
        return dict(fact for path in paths for fact in facts_of(self._site, path))


def facts_of(site: Built, path: PurePosixPath) -> Iterator[tuple[str, PublishedFact]]:
    """The facts of one document; what is no list of figures is the fault of that document."""
    try:
        for row in fact_rows(site, path):
            yield str(row["id"]), PublishedFact.of(row)
    except (ValueError, LookupError, TypeError, ArithmeticError):
        raise Unreadable(f"{path}: is no list of figures") from None


def fact_rows(site: Built, path: PurePosixPath) -> list[Mapping[str, object]]:
    """The figures of a brief's document, each with its id, its period and its operands' ids."""
    document = table(site.json(path))
    periods, facts = rows(document["periods"]), table(document["facts"])
    names = _texts(facts["columns"])
    listed = facts["rows"]
    if not isinstance(listed, list):
        raise TypeError("no list of figures")
    found = [dict(zip(names, row, strict=True)) for row in listed]
    ids = [f"{document['record']}/{row['name']}" for row in found]
    return [
        {
            **{name: each for name, each in periods[row["period"]].items() if name != "shown"},
            **row,
            "id": id_,
            "operands": [_operand(each, ids) for each in row["operands"]],
        }
        for id_, row in zip(ids, found, strict=True)
    ]


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError("no list of names")
    return value


def _operand(told: str, ids: list[str]) -> str:
    return ids[int(told[1:])] if told.startswith("#") else told
