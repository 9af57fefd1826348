"""Guarded YAML: a contributor's text to a tree that knows the place of everything in it.

YAML guesses nothing here: every scalar stays the text that was typed. The guards work on the
parser's events, before anything is built, so that no input costs much time or memory.

PyYAML's C loader gives the events with their positions. The guards are on size, depth, aliases,
tags, duplicate keys and characters; every scalar stays text until its field's type reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn

import yaml

from tieout.problems import Place, Problem, shown
from tieout.records.characters import FORBIDDEN
from tieout.records.layout import cut_off, slip_in
from tieout.records.text import (
    MOST_PROBLEMS,
    TAB,
    Code,
    character,
    characters,
    syntax_problem,
)

_DEPTH = 20
_NODES = 20_000
# What is left of `1,250` or `1,250.5 million` in curly brackets, where a comma ends a value.
_REST_OF_NUMBER = re.compile(r"[0-9]{3}(?:\.[0-9]+)?(?: ?(?:[a-z]+|%))?")
_START_OVER = "start from a record that is there already"

Path = tuple[str | int, ...]
Node = str | list["Node"] | dict[str, "Node"]


@dataclass(slots=True)
class Tree:
    """What was typed. `root` is None where the text cannot be read as one mapping.

    `places` leads to values (for a block, to its key), `keys` to the keys themselves, `literal`
    names the block texts (`|`), and `spoiled` the paths whose value was refused.
    """

    file: str
    root: dict[str, Node] | None = None
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    literal: set[Path] = field(default_factory=set)
    spoiled: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def resolve(places: Mapping[Path, Place], path: Path) -> Path:
    """The longest start of `path` in `places`; list positions that nobody typed are passed over."""
    found: Path = ()
    for step in path:
        if (*found, step) in places:
            found = (*found, step)
        elif not isinstance(step, int):
            break
    return found


def read_tree(text: str, file: str, first_line: int = 1) -> Tree:
    """The tree of one YAML mapping, with every problem of its text.

    `first_line` is the number of the text's first line in `file`.
    """
    tree = Tree(file, problems=characters(text, TAB, Place(file, first_line)))
    if tree.problems:
        return tree
    try:
        _Builder(tree, text, first_line).run()
    except _Stopped:
        tree.root = None
    except yaml.MarkedYAMLError as error:
        tree.root = None
        tree.problems.append(syntax_problem(error, text, file, first_line))
    return tree


class _Stopped(Exception):
    """Nothing more can be read from this text; the reason is among the problems."""


@dataclass(slots=True)
class _Frame:
    """A block that is still open."""

    into: dict[str, Node] | list[Node]
    path: Path
    dead: bool = False
    """The block belongs to a key that was refused: it is read, and left out."""
    flow: bool = False
    """The block is written in brackets."""
    key: str | None = None
    """The key whose value comes next."""
    skip: bool = False
    """That key was refused."""
    at: Path = ()
    """The path of that value; when it is read, of the value read last."""

    @property
    def wants_key(self) -> bool:
        """What comes next is a key, and no value."""
        return self.key is None and isinstance(self.into, dict)


class _Builder:
    """Turns parser events into a tree, and refuses what a record has no need of."""

    def __init__(self, tree: Tree, text: str, first_line: int) -> None:
        self._tree = tree
        self._text = text
        self._first_line = first_line
        self._loader = yaml.CLoader(text)
        self._frames: list[_Frame] = []
        self._nodes = 0

    def run(self) -> None:
        """Read all events of the text."""
        self._loader.get_event()
        while not isinstance(event := self._loader.get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._frames.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(event)
        if self._nodes == 0:
            self._no_mapping(self._place(event), is_empty=True)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark is None:
            return Place(self._tree.file, self._first_line)
        line, column = mark.line, mark.column
        end = event.end_mark
        if isinstance(event, yaml.ScalarEvent) and end and mark.index == end.index:
            line, column = self._behind_its_key(mark.index, line, column)
        return Place(self._tree.file, line + self._first_line, column + 1)

    def _behind_its_key(self, index: int, line: int, column: int) -> tuple[int, int]:
        """Where a value that is not there would begin: in brackets, parsers differ about it."""
        at = index
        while at and self._text[at - 1 : at].isspace():
            at -= 1
        lines = self._text.count("\n", at, index)
        if not lines:
            return line, column - (index - at)
        return line - lines, at - (self._text.rfind("\n", 0, at) + 1)

    def _report(self, code: Code, finding: str, remedy: str, at: Place) -> None:
        self._tree.problems.append(Problem(at, code, finding, remedy))
        if len(self._tree.problems) >= MOST_PROBLEMS:
            raise _Stopped

    def _stop(self, code: Code, finding: str, remedy: str, at: Place) -> NoReturn:
        self._report(code, finding, remedy, at)
        raise _Stopped

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        at = self._place(event)
        if self._nodes:
            remedy = "keep one record in one file, and no line `---` in it"
            self._stop(Code.SYNTAX, "a second document starts here", remedy, at)
        if event.version or event.tags:
            self._report(Code.TAG, "there is a directive", "delete the line", at)

    def _count(self, at: Place) -> None:
        self._nodes += 1
        if self._nodes > _NODES:
            finding = f"there are more than {_NODES:,} keys and values"
            self._stop(Code.NESTING, finding, "split the file", at)

    def _refused(self, anchor: str | None, tag: str | None, at: Place) -> bool:
        """Whether a node has what no record needs; that is reported."""
        if anchor is not None:
            finding = f"there is an anchor, `&{shown(anchor)}`"
            remedy = "write the value out wherever it is due; put text that starts with & in quotes"
            self._report(Code.ALIAS, finding, remedy, at)
        if tag is not None:
            typed = shown(tag.replace("tag:yaml.org,2002:", "!!"))
            remedy = "leave it out; the field decides what a value is"
            self._report(Code.TAG, f"there is a tag, `{typed}`", remedy, at)
        return anchor is not None or tag is not None

    def _alias(self, event: yaml.AliasEvent) -> None:
        at = self._place(event)
        self._count(at)
        remedy = "write the value out; put text that starts with * in quotes"
        self._report(Code.ALIAS, f"there is an alias, `*{shown(event.anchor or '')}`", remedy, at)
        frame = self._frames[-1] if self._frames else None
        if frame is None or frame.wants_key:
            raise _Stopped
        if path := self._attach(frame, "", at):
            self._tree.spoiled.add(path)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        at = self._place(event)
        self._count(at)
        value, style = event.value, event.style
        refused = self._refused(event.anchor, event.tag, at)
        if style == '"' and (match := FORBIDDEN.search(value)):
            refused = True
            self._tree.problems.append(character(match[0], at))
        if not self._frames:
            self._no_mapping(at, is_empty=not value and not style)
        if not style and self._is_cut_off(event, at):
            refused = True
        frame = self._frames[-1]
        if frame.wants_key:
            self._key(frame, value, at)
            return
        path = self._attach(frame, value, self._first_of_block(value, at) if style == "|" else at)
        if path and style == "|":
            self._tree.literal.add(path)
        if path and refused:
            self._tree.spoiled.add(path)

    def _is_cut_off(self, event: yaml.ScalarEvent, at: Place) -> bool:
        """Whether YAML would take a part of the value for a comment, and drop it in silence."""
        end = event.end_mark
        if end is None or end.line >= len(self._lines):
            return False
        told = cut_off(event.value, self._lines[end.line][end.column :])
        if told is None:
            return False
        finding, remedy, edit = told
        self._tree.problems.append(Problem(at, Code.SYNTAX, finding, remedy, edit=edit))
        return True

    def _no_mapping(self, at: Place, *, is_empty: bool = False) -> NoReturn:
        if is_empty:
            at = Place(self._tree.file, self._first_line)
            self._stop(Code.ROOT, "the file is empty", _START_OVER, at)
        if (slip := slip_in(self._text, 0)) is not None:
            self._tree.problems.append(slip.problem(self._tree.file, self._first_line))
            raise _Stopped
        finding = "the file is no mapping: it does not start with a line `key: value`"
        self._stop(Code.ROOT, finding, _START_OVER, at)

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def _first_of_block(self, value: str, indicator: Place) -> Place:
        """Where the text after a `|` starts: its lines are found again by counting from there."""
        blank = len(value) - len(value.lstrip("\n"))
        line = indicator.line + 1 - self._first_line + blank
        typed = self._lines[line] if line < len(self._lines) else ""
        indent = len(typed) - len(value[blank:].split("\n", 1)[0])
        return Place(indicator.file, indicator.line + 1, max(indent, 0) + 1)

    def _key(self, frame: _Frame, key: str, at: Place) -> None:
        before, frame.key = frame.at, key
        frame.skip = frame.dead
        if frame.dead:
            return
        frame.at = (*frame.path, key)
        if key in frame.into:
            first = self._tree.keys[frame.at]
            finding = f"`{shown(key)}` is written twice, first in line {first.line}"
            self._refuse_key(frame, Code.DUPLICATE, finding, "keep one of the two", at)
        elif key == "<<":
            finding = "there is a merge key, `<<`"
            self._refuse_key(frame, Code.ALIAS, finding, "write the fields out", at)
        elif frame.flow and before and _REST_OF_NUMBER.fullmatch(key):
            self._tree.spoiled.add(before)
            finding = f"the comma before `{shown(key)}` splits a number"
            remedy = "put the number in quotes, or leave out its comma"
            self._refuse_key(frame, Code.SYNTAX, finding, remedy, at)
        else:
            self._tree.keys[frame.at] = at

    def _refuse_key(self, frame: _Frame, code: Code, finding: str, remedy: str, at: Place) -> None:
        frame.skip = True
        self._report(code, finding, remedy, at)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        at = self._place(event)
        self._count(at)
        self._refused(event.anchor, event.tag, at)
        if len(self._frames) >= _DEPTH:
            finding = f"blocks are nested more than {_DEPTH} deep"
            self._stop(Code.NESTING, finding, "no record needs that; take levels out", at)
        into: dict[str, Node] | list[Node]
        into = {} if isinstance(event, yaml.MappingStartEvent) else []
        if not self._frames:
            self._open_root(into, at, flow=event.flow_style is True)
            return
        frame = self._frames[-1]
        if frame.wants_key:
            remedy = "write a key as one word; put text in curly brackets in quotes"
            self._stop(Code.SYNTAX, "a block stands where a key is due", remedy, at)
        dead = frame.dead or frame.skip
        path = self._attach(frame, into, at)
        self._frames.append(_Frame(into, path, dead, flow=event.flow_style is True))

    def _open_root(self, into: dict[str, Node] | list[Node], at: Place, *, flow: bool) -> None:
        if isinstance(into, list):
            self._no_mapping(at)
        self._tree.root = into
        self._tree.places[()] = at
        self._frames.append(_Frame(into, (), flow=flow))

    def _attach(self, frame: _Frame, node: Node, at: Place) -> Path:
        """Put a value into its block; gives its path, or nothing where its key was refused."""
        key, frame.key = frame.key, None
        if frame.dead or frame.skip:
            frame.skip = False
            return ()
        if isinstance(frame.into, list):
            frame.at = (*frame.path, len(frame.into))
            frame.into.append(node)
        elif key is not None:
            frame.into[key] = node
            at = at if isinstance(node, str) else self._tree.keys[frame.at]
        self._tree.places[frame.at] = at
        return frame.at
