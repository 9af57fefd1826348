"""Rows of a table to records: what differs is changed in its place, what is new is added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from tieout.facts.defaults import Conventions
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Basis, Unit, parse_day
from tieout.importers.merge import Document, Editor, plain_values, root_of
from tieout.importers.row import (
    Wanted,
    all_of,
    key_of,
    once,
    same_number,
    source_of,
    untold,
    value_of,
)
from tieout.importers.table import CONSENSUS, TRANSLATED, Row, Typed, cells_of, rows_of
from tieout.importers.writing import Plan, TextFile, examine, schema_for
from tieout.importers.yamltext import written
from tieout.problems import Finding, shown
from tieout.records.model import Record
from tieout.records.read import Issuer, read_briefs

_TEXTS = ("source", "locator", "note")


def plan_rows(rows: Sequence[tuple[int, Row]], briefs: Path) -> list[Plan]:
    """What the rows of a table do to the records, by issuer; raises Finding with a row's line."""
    issuers, problems = read_briefs(briefs, briefs.parent)
    names = sorted({row["issuer"] for _, row in rows})
    for name in names:
        if name not in issuers:
            own = (
                each for each in problems if each.place.file.startswith(f"{briefs.name}/{name}/")
            )
            found = next((f"{each.place}: {each.finding}" for each in own), None)
            finding = found or f"there is no issuer `{shown(name)}`"
            raise Finding(finding, "mend or write its company.yml first: tieout new")
    return [_plan_issuer(issuers[name], rows, briefs) for name in names]


def _plan_issuer(issuer: Issuer, rows: Sequence[tuple[int, Row]], briefs: Path) -> Plan:
    made = Plan(briefs / issuer.slug)
    by_period: dict[str, list[tuple[int, Row]]] = {}
    for line, row in rows:
        if row["issuer"] == issuer.slug:
            by_period.setdefault(row["period"], []).append((line, row))
    conventions = Conventions.of(issuer)
    for period, own in sorted(by_period.items()):
        wanted = once(_wanted(own, conventions))
        path = made.folder / f"{period}.yml"
        name = f"{issuer.slug}/{path.name}"
        if period in issuer.records:
            before = TextFile.read(path, name)
            applier = _Applier(before.text, rows_of(issuer, period), issuer.records[period].model)
            all_of(fault for each in wanted for fault in applier.untold(each))
            made.news += [f"{name}: {change}" for change in applier.apply(wanted)]
            if (new := applier.editor.edited()) != before.text:
                made.files[path] = before.encoded(new)
        elif path.exists():
            raise Finding(f"{name} has an error", "mend it first: tieout check")
        else:
            made.files[path] = written(new_record(period, wanted), schema_for(path)).encode()
            made.news.append(f"{name}: new")
    examine(made, briefs)
    return made


def _wanted(rows: Sequence[tuple[int, Row]], conventions: Conventions) -> list[Wanted]:
    """Every row read; raises one Finding with all that cannot be."""
    wanted: list[Wanted] = []
    faults: list[Finding] = []
    for line, row in rows:
        try:
            wanted.append(Wanted.of(line, row, conventions))
        except Finding as finding:
            faults.append(finding)
    all_of(faults)
    return wanted


class _Applier:
    """Holds a record's text against the rows that a table has for it."""

    def __init__(self, text: str, known: Sequence[Typed], record: Record) -> None:
        self._record = record
        self.editor = Editor(text)
        self._root = root_of(text)
        self._known = {
            key_of(each.row, each.unit, Basis.parse(each.row["basis"])): each for each in known
        }
        self._new: Document = {}

    def untold(self, each: Wanted) -> Iterator[Finding]:
        """Edits of a row that the record cannot take."""
        known = self._known.get(each.key)
        if known is None:
            yield from untold(each, self._said(each.row["source"]))
            return
        yield from untold(each, known.row)
        for key in _TEXTS:
            if not each.row[key] and known.row[key]:
                yield Finding(
                    f"line {each.line}: `{key}` is empty, and `{shown(known.row[key])}` on record",
                    "leave the cell as it was exported, and edit the record itself",
                )

    def _said(self, source: str) -> Row:
        """What the record says of every row, and of a source that it has."""
        days = {
            "period_end": self._record.period.end.isoformat(),
            "released": self._record.released.date.isoformat(),
        }
        known = self._record.sources.get(source)
        return {**days, **(cells_of(known) if known else {})}

    def apply(self, wanted: Sequence[Wanted]) -> list[str]:
        """Change what differs and add what is new; gives the changes in words."""
        changes = [change for each in wanted for change in self._one(each)]
        self.editor.mapping(self._root, {}, self._new, "")
        return changes

    def _one(self, each: Wanted) -> Iterator[str]:
        name = f"line {each.line}, {'.'.join(each.path)}"
        known, now = self._known.get(each.key), f"{each.row['value']} {each.row['unit']}".strip()
        if known is None:
            self._add(each)
            yield f"{name}: new, {now}"
            return
        new: Document = {
            key: each.row[key] for key in _TEXTS if each.row[key] not in ("", known.row[key])
        }
        yield from (f"{name}: {key} is now `{shown(str(text))}`" for key, text in new.items())
        if not same_number(each, known):
            new |= value_of(each, known)
            yield f"{name}: {known.row['value']} {known.row['unit']} is now {now}"
        if "source" in new:
            self._source(each)
        self._change(_at(self._root, known.path), new)

    def _change(self, node: yaml.Node | None, new: Document) -> None:
        if isinstance(node, yaml.MappingNode):
            there = {key.value: value for key, value in node.value}
            for key in new.keys() & there.keys():
                self.editor.replace(there[key], new[key])
            self.editor.mapping(node, {}, {key: new[key] for key in new if key not in there}, "")
        elif node is not None and list(new) == ["value"]:
            self.editor.replace(node, new["value"])
        elif node is not None and new:
            self.editor.replace(node, {"value": plain_values(node), **new})

    def _add(self, each: Wanted) -> None:
        """Add a figure, with its own unit and source, so that no block's apply to it."""
        entry = each.entry(Unit(""), "")
        self._source(each)
        node = _at(self._root, each.path)
        if isinstance(node, yaml.SequenceNode):
            self.editor.append(node, entry)
        elif node is not None:
            self.editor.replace(node, [plain_values(node), entry])
        else:
            place(self._new, each, entry)

    def _source(self, each: Wanted) -> None:
        key = each.row["source"]
        if key and _at(self._root, ("sources", key)) is None:
            _block(self._new, ("sources",))[key] = source_of(each.row)


def place(document: Document, each: Wanted, entry: Document) -> None:
    """Put an entry where its row belongs, beside others of its metric."""
    block, last = _block(document, each.path[:-1]), each.path[-1]
    if TRANSLATED in each.path:
        at = each.path.index(TRANSLATED) + 1
        money = each.row["unit"] if each.unit.code == each.unit.currency else each.unit.currency
        _block(document, each.path[:at]).setdefault("unit", money)
    there = block.get(last)
    if isinstance(there, list):
        there.append(entry)
    elif there is not None or each.row["kind"] == CONSENSUS:
        block[last] = [entry] if there is None else [there, entry]
    else:
        block[last] = entry


def _block(document: Document, path: Sequence[str]) -> Document:
    """The block at a path, made where there is none."""
    block = document
    for step in path:
        inner = block.setdefault(step, {})
        block = inner if isinstance(inner, dict) else {}
    return block


def _at(node: yaml.Node, path: Sequence[str | int]) -> yaml.Node | None:
    """The node of a path; a single entry that is no list is its own first one."""
    found: yaml.Node | None = node
    for step in path:
        if isinstance(found, yaml.MappingNode) and isinstance(step, str):
            found = next((value for key, value in found.value if key.value == step), None)
        elif isinstance(found, yaml.SequenceNode) and isinstance(step, int):
            found = found.value[step]
        elif not isinstance(step, int):
            return None
    return found


def new_record(period: str, wanted: Sequence[Wanted]) -> Document:
    """A record of the rows alone; raises Finding where they do not say enough."""
    first = wanted[0]
    try:
        label = FiscalLabel.parse(period.upper())
        days = [parse_day(first.row[name]) for name in ("period_end", "released")]
    except Finding as finding:
        told = f"line {first.line}: {finding.finding}"
        remedy = "a new record needs `period` like 2026-q2, `period_end` and `released`"
        raise Finding(told, remedy) from None
    said = {name: first.row[name] for name in ("period_end", "released")}
    all_of(
        Finding(
            f"line {each.line}: `{name}` is `{shown(each.row[name])}`, and {shown(day)} above",
            "a period has one last day, and one release",
        )
        for each in wanted
        for name, day in said.items()
        if each.row[name] not in ("", day)
    )
    unit = _most_common([each.row["unit"] for each in wanted if each.unit.currency in _codes(each)])
    source = _most_common([each.row["source"] for each in wanted])
    document: Document = {
        "period": {"fiscal": f"{label.year}-{label.part}", "end": days[0].isoformat()},
        "released": {"date": days[1].isoformat()},
        "sources": {
            each.row["source"]: source_of(each.row) for each in wanted if each.row["source"]
        },
    }
    document |= {"unit": unit} if unit else {}
    document |= {"source": source} if source else {}
    for each in wanted:
        usual = Unit.parse(unit) if unit else Unit("")
        place(document, each, each.entry(usual, source))
    return document


def _codes(each: Wanted) -> tuple[str, ...]:
    return (each.unit.code,) if each.unit.currency else ()


def _most_common(texts: Sequence[str]) -> str:
    counts = Counter(text for text in texts if text)
    return max(sorted(counts), key=lambda text: counts[text], default="")
