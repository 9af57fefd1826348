"""What the API says in two documents it says alike: figures and their table, a brief and its rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from tieout.site.worked_out import miscounted

_API = "api/v1"
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
_UNREADABLE = (ValueError, LookupError, TypeError, ArithmeticError, AttributeError)
_DAY = 8


def unlike(site: Path) -> Iterator[str]:
    """Every document of the API that another of its documents contradicts, a line each."""
    facts: dict[str, dict[str, str]] = {}
    for path in sorted((site / _API / "facts").glob("*/*.json")):
        try:
            rows = json.loads(path.read_text("utf-8"))["facts"]
            yield from (f"{_told(site, path)}: {each}" for each in miscounted(rows))
            flat = {row["id"]: dict(_flat(row)) for row in rows}
            facts |= flat
        except _UNREADABLE:
            yield f"{_told(site, path)}: is no list of figures"
            continue
        yield from _unlike_table(site, path.with_suffix(".csv"), flat, whole=True)
    for path in sorted((site / _API / "history").glob("*.csv")):
        yield from _unlike_table(site, path, facts, whole=False)
    records = {
        f"{path.parent.name}/{path.stem}": _read(path)
        for path in sorted((site / _API / "records").glob("*/*.json"))
    }
    for path in sorted((site / _API).glob("**/*.json")):
        if "facts" not in path.parts and "schemas" not in path.parts:
            yield from _of_briefs(_told(site, path), _read(path), records)
    yield from _other_days(site, records)


def _told(site: Path, path: Path) -> str:
    return path.relative_to(site).as_posix()


def _read(path: Path) -> object:
    found: object = json.loads(path.read_text("utf-8"))
    return found


def _flat(row: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    """A row of figures as a table has it: a column for each field, a list with spaces."""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        elif isinstance(value, list):
            yield f"{above}{name}", " ".join(map(str, value))
        else:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield f"{above}{name}", text


def _unlike_table(
    site: Path, table: Path, facts: Mapping[str, Mapping[str, str]], *, whole: bool
) -> Iterator[str]:
    text = table.read_text("utf-8") if table.is_file() else ""
    rows = list(csv.DictReader(io.StringIO(text)))
    if whole and len(rows) != len(facts):
        yield f"{_told(site, table)}: has other figures than the document beside it"
    for row in rows:
        fact = facts.get(row.get("id", ""), {})
        for name, value in row.items():
            if name in fact and value not in (fact[name], f"'{fact[name]}"):
                yield f"{_told(site, table)}: has `{value}` as {name} of {row['id']}"


def _of_briefs(told: str, node: object, records: Mapping[str, object]) -> Iterator[str]:
    """What a document says of a brief is what the brief's own document says."""
    if isinstance(node, list):
        for each in node:
            yield from _of_briefs(told, each, records)
    elif isinstance(node, dict):
        record = node.get("record")
        if isinstance(record, str) and record in records and _NOT_OF_A_BRIEF.isdisjoint(node):
            for name, steps in _OF_A_BRIEF.items():
                own = _at(records[record], steps)
                if isinstance(node.get(name), str) and own and node[name] not in (own, ""):
                    yield f"{told}: gives {name} of {record} as {node[name]}, and it is {own}"
        for each in node.values():
            yield from _of_briefs(told, each, records)


def _at(node: object, steps: tuple[str, ...]) -> object:
    for step in steps:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _other_days(site: Path, records: Mapping[str, object]) -> Iterator[str]:
    """Days of the calendar that are not those of the briefs."""
    path = site / "calendar.ics"
    text = path.read_text("utf-8").replace("\r\n ", "").replace("\n ", "") if path.is_file() else ""
    for event in text.split("BEGIN:VEVENT")[1:]:
        fields = dict(line.partition(":")[::2] for line in event.splitlines())
        record = "/".join(PurePosixPath(fields.get("URL", "")).parts[-2:])
        day = _at(records.get(record), ("released", "date"))
        start = next((fields[name] for name in fields if name.startswith("DTSTART")), "")
        if isinstance(day, str) and "VALUE=DATE" in event and start != day.replace("-", ""):
            yield f"{path.name}: has {start[:_DAY]} for {record}, and it was {day}"
        if isinstance(day, str) and not fields.get("UID", "").startswith(record.replace("/", "-")):
            yield f"{path.name}: calls {record} {fields.get('UID', 'nothing')}"
