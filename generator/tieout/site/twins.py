"""What the API says in two documents it says alike: figures and their table, a brief and rows."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from tieout.figures.spreadsheet import unescaped
from tieout.site.built import Built, Check
from tieout.site.fact_book import API, FactBook, fact_rows
from tieout.site.worked_out import miscounted

_OF_A_BRIEF = {
    "fiscal_label": ("period", "label"),
    "calendar_quarter": ("period", "calendar_quarter"),
    "start": ("period", "start"),
    "end": ("period", "end"),
    "released": ("released", "date"),
    "verdict": ("verdict",),
}
"""What other documents say of a brief, and where its own has it."""
_NOT_OF_A_BRIEF = frozenset(("measure", "quote"))
"""What figures and claims have: their spans and verdicts are their own."""
_DAY = 8


def unlike(site: Built, book: FactBook) -> Iterator[Check]:
    """Every document of the API against the others that say the same."""
    for issuer, paths in book.documents.items():
        for path in paths:
            of = ("sums", site.digest(path), book.state(issuer))
            yield Check(path, of, partial(_miscounted, site, path, book, issuer))
        beside = PurePosixPath(API, "figures", f"{issuer}.csv")
        of = ("table", site.digest(beside), book.state(issuer))
        yield Check(beside, of, partial(_unlike_table, site, beside, paths))
    records = _Records(site)
    for path in site.below(API, "*.json"):
        if path.parts[2] != "schemas":
            issuer = book.issuer_of(path)
            of = ("briefs", site.digest(path), records.state(issuer))
            yield Check(path, of, partial(_of_briefs, site, path, records))
    days = PurePosixPath("calendar.ics")
    if days in site:
        of = ("days", site.digest(days), records.state(""))
        yield Check(days, of, partial(_other_days, site, days, records))


class _Records:
    """The documents of the briefs, each read when it is asked for."""

    def __init__(self, site: Built) -> None:
        self._site = site
        self._paths = {
            f"{path.parent.name}/{path.stem}": path
            for path in site.below(f"{API}/briefs", "*.json")
        }
        self._states: dict[str, str] = {}
        self._own: dict[str, Mapping[str, object]] = {}

    def __contains__(self, record: object) -> bool:
        return record in self._paths

    def state(self, issuer: str) -> str:
        """By what the briefs of an issuer, or of all where none is named, are told from others."""
        if issuer not in self._states:
            paths = self._paths.values()
            own = (path for path in paths if not issuer or path.parent.name == issuer)
            told = "".join(map(self._site.digest, own))
            self._states[issuer] = hashlib.sha256(told.encode()).hexdigest()
        return self._states[issuer]

    def read(self, record: str) -> object:
        """The document of a brief."""
        return self._site.json(self._paths[record]) if record in self._paths else None

    def own(self, record: str) -> Mapping[str, object]:
        """What a brief's document says of it that others repeat."""
        if record not in self._own:
            brief = self.read(record)
            self._own[record] = {name: _at(brief, steps) for name, steps in _OF_A_BRIEF.items()}
        return self._own[record]


def _miscounted(site: Built, path: PurePosixPath, book: FactBook, issuer: str) -> Iterator[str]:
    ids = [str(row["id"]) for row in fact_rows(site, path)]
    return (f"{path}: {each}" for each in miscounted(ids, book.facts(issuer)))


def _unlike_table(
    site: Built, path: PurePosixPath, documents: Iterable[PurePosixPath]
) -> Iterator[str]:
    """A table of an issuer's figures has the rows of the documents of the briefs."""
    facts = {str(row["id"]): row for each in documents for row in fact_rows(site, each)}
    found = list(csv.DictReader(io.StringIO(site.text(path)))) if path in site else []
    if len(found) != len(facts):
        yield f"{path}: has other figures than the documents of the briefs"
    for row in found:
        figure = f"{row['record']}/{row['name']}"
        fact = facts.get(figure, {})
        for name, value in row.items():
            if name in fact and unescaped(value) != str(fact[name]):
                yield f"{path}: has `{value}` as {name} of {figure}"


def _of_briefs(site: Built, path: PurePosixPath, records: _Records) -> Iterator[str]:
    """What a document says of a brief is what the brief's own document says."""
    for node in _nodes(site.json(path)):
        record = node.get("record")
        if isinstance(record, str) and record in records and _NOT_OF_A_BRIEF.isdisjoint(node):
            for name, own in records.own(record).items():
                if isinstance(node.get(name), str) and own and node[name] not in (own, ""):
                    yield f"{path}: gives {name} of {record} as {node[name]}, and it is {own}"


def _nodes(node: object) -> Iterator[Mapping[str, object]]:
    """Every table of fields in a document."""
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(each)


def _at(node: object, steps: tuple[str, ...]) -> object:
    for step in steps:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _days_of_dividends(brief: object) -> set[str]:
    """When a brief's shares go ex and its dividends are paid, as a calendar has the days."""
    rows = _at(brief, ("dividends",))
    listed = rows if isinstance(rows, list) else []
    found = (_at(row, (name,)) for row in listed for name in ("ex", "paid"))
    return {day.replace("-", "") for day in found if isinstance(day, str) and day}


def _other_days(site: Built, path: PurePosixPath, records: _Records) -> Iterator[str]:
    """Days of the calendar that are not those of the briefs."""
    text = site.text(path).replace("\r\n ", "").replace("\n ", "")
    for event in text.split("BEGIN:VEVENT")[1:]:
        fields = dict(line.partition(":")[::2] for line in event.splitlines())
        record = "/".join(PurePosixPath(fields.get("URL", "")).parts[-2:])
        brief = records.read(record)
        day, paid = _at(brief, ("released", "date")), _days_of_dividends(brief)
        start = next((fields[name] for name in fields if name.startswith("DTSTART")), "")
        if "dividend" in fields.get("UID", ""):
            if start not in paid:
                yield f"{path.name}: has {start[:_DAY]} for a dividend of {record}"
        elif isinstance(day, str) and "VALUE=DATE" in event and start != day.replace("-", ""):
            yield f"{path.name}: has {start[:_DAY]} for {record}, and it was {day}"
        if isinstance(day, str) and not fields.get("UID", "").startswith(record.replace("/", "-")):
            yield f"{path.name}: calls {record} {fields.get('UID', 'nothing')}"
