"""A file brought up to date without touching what a person typed.

Three versions meet: what the last import wrote (`base`), what stands in the file, and what this
import would write. A value that still is what the import wrote is the import's to change; a value
that differs is a person's and stays, as do comments, order, and fields that no import knows. What
a person took out stays out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from tieout.importers.yamltext import block_lines, flow, row_lines, scalar
from tieout.problems import Finding, shown
from tieout.records.yaml_tree import Node, read_tree

Document = dict[str, Node]
_ROW_KEYS = ("period", "metric", "segment", "basis", "source")
_KEYED_ROWS = ("restatements", "splits")
_TYPED_WHOLE = ("splits",)
"""Rows that are either an import's or a person's: each has its own document as its source."""


@dataclass(slots=True)
class Merged:
    """A file's new text, with what was changed and what was left to its person."""

    text: str
    changes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def merge(text: str, base: Document, new: Document, name: str) -> Merged:
    """Bring `text` up to `new`; raises Finding where the file cannot be read."""
    tree = read_tree(text, name)
    if tree.problems:
        problem = tree.problems[0]
        raise Finding(f"{problem.place}: {problem.finding}", f"{problem.remedy}; then import again")
    editor = Editor(text)
    editor.mapping(root_of(text), base, new, "")
    return Merged(editor.edited(), editor.changes, editor.kept)


def root_of(text: str) -> yaml.MappingNode:
    """The outermost mapping of a text that `read_tree` has accepted."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise Finding("the file is no mapping", "start from a record that is there already")
    return node


class Editor:
    """Collects the edits of one text, in terms of its own lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._edits: list[tuple[int, int, int, str]] = []
        self.changes: list[str] = []
        self.kept: list[str] = []

    def edited(self) -> str:
        """The text with all edits made, from the last to the first: places before them stay."""
        text = self._text
        for start, _, end, new in sorted(self._edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def mapping(
        self, node: yaml.MappingNode, base: Mapping[str, Node], new: Document, at: str
    ) -> None:
        """Bring each key of a mapping up to date."""
        there = {key.value: value for key, value in node.value}
        before: yaml.Node | None = None
        for key, value in new.items():
            place = f"{at}.{key}" if at else key
            if key in there:
                self._value(there[key], base.get(key), value, place)
                before = there[key]
            elif key in base:
                if base[key] != value:
                    self.kept.append(f"{place} was taken out by hand, and stays out")
            else:
                self._insert(node, before, key, value)
                self.changes.append(f"{place}: new, {_short(value)}")

    def _value(self, node: yaml.Node, base: Node | None, new: Node, at: str) -> None:
        ours = plain_values(node)
        if ours == new:
            return
        if isinstance(node, yaml.MappingNode) and isinstance(new, dict):
            known = base if isinstance(base, dict) else {}
            if "value" not in new or _untouched(ours, known):
                self.mapping(node, known, new, at)
                return
        rows = isinstance(node, yaml.SequenceNode) and at in _KEYED_ROWS
        if rows and isinstance(node, yaml.SequenceNode) and isinstance(new, list):
            self._rows(node, base if isinstance(base, list) else [], new, at)
        elif ours == base and isinstance(node, yaml.SequenceNode) and isinstance(new, list):
            self._each(node, new, at)
        elif ours == base:
            self.replace(node, new)
            self.changes.append(f"{at}: {_short(ours)} is now {_short(new)}")
        elif base != new:
            self.kept.append(f"{at} stays {_short(ours)}; the filings have {_short(new)}")

    def _each(self, node: yaml.SequenceNode, new: Sequence[Node], at: str) -> None:
        """Bring the rows of an import's own list up to date, one by one, and add what is new."""
        for index, (there, row) in enumerate(zip(node.value, new, strict=False)):
            self._value(there, plain_values(there), row, f"{at}[{index + 1}]")
        for row in new[len(node.value) :]:
            self.append(node, row)
            self.changes.append(f"{at}: new, {_short(row)}")

    def _rows(
        self, node: yaml.SequenceNode, base: Sequence[Node], new: Sequence[Node], at: str
    ) -> None:
        there = {_row_key(plain_values(row)): row for row in node.value}
        known = {_row_key(row): row for row in base}
        for row in new:
            key = _row_key(row)
            place = f"{at}[{' '.join(filter(None, key))}]"
            if key in there and (key in known or at not in _TYPED_WHOLE):
                self._value(there[key], known.get(key), row, place)
            elif key in there:
                self.kept.append(f"{place} stays as it was typed")
            elif key not in known:
                self.append(node, row)
                self.changes.append(f"{at}: new, {_short(row)}")

    def replace(self, node: yaml.Node, new: Node) -> None:
        """Write a value in another's place."""
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        self._edits.append((start, len(self._edits), end, flow(new)))

    def _insert(
        self, node: yaml.MappingNode, before: yaml.Node | None, key: str, value: Node
    ) -> None:
        if node.flow_style:
            self._into_braces(node, f"{scalar(key)}: {flow(value)}")
            return
        last = before or (node.value[-1][1] if node.value else None)
        column = node.value[0][0].start_mark.column if node.value else 0
        lines = block_lines(key, value, " " * column)
        self._after_line(_last_line(last) if last else 0, lines)

    def append(self, node: yaml.SequenceNode, row: Node) -> None:
        """Write a row behind the last one of a list."""
        if node.flow_style:
            self._into_braces(node, flow(row))
            return
        indent = " " * node.start_mark.column
        self._after_line(_last_line(node), row_lines(row, indent))

    def _into_braces(self, node: yaml.CollectionNode, text: str) -> None:
        end = self._offset(node.end_mark) - 1
        separator = ", " if node.value or any(end == each[0] for each in self._edits) else ""
        self._edits.append((end, len(self._edits), end, f"{separator}{text}"))

    def _after_line(self, line: int, lines: Sequence[str]) -> None:
        at = self._starts[line + 1]
        text = "".join(f"{each}\n" for each in lines)
        if at > len(self._text):
            at, text = len(self._text), "\n" + text
        self._edits.append((at, len(self._edits), at, text))

    def _offset(self, mark: yaml.Mark) -> int:
        return self._starts[mark.line] + mark.column


def plain_values(node: yaml.Node) -> Node:
    """What a node says, every scalar as it is typed."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain_values(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_values(each) for each in node.value]
    return str(node.value)


def _last_line(node: yaml.Node) -> int:
    """The last line a value is written on, counted from 0."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    ends_before = node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line
    return int(node.end_mark.line) - ends_before


def _untouched(ours: Node, base: Mapping[str, Node]) -> bool:
    """Whether all that the import wrote of an entry still stands as it wrote it."""
    return isinstance(ours, dict) and bool(base) and all(ours.get(key) == base[key] for key in base)


def _row_key(row: Node) -> tuple[str, ...]:
    if not isinstance(row, dict):
        return (flow(row),)
    if "ratio" in row:
        return str(row["ratio"]), str(row.get("effective", ""))[:4]
    return tuple(str(row.get(key, "")) for key in _ROW_KEYS)


def _short(value: Node) -> str:
    if isinstance(value, dict) and isinstance(value.get("value"), str):
        value = value["value"]
    return shown(flow(value), 60)
