"""The files of a built site as a look over it reads them: whole, as text, as documents.

A site may be anybody's, and damaged in any way. So no link is followed, nothing is expanded,
nothing too deep is gone into, and what is no such file as it is called is told by its place.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from tieout.publish.ownership import WrittenFile, listed
from tieout.records.folders import read_bytes

_MOST_BYTES = 1 << 30
_DEEPEST = 200
_AT_HAND = 32
"""So many of the latest documents are kept: what is about one file is mostly looked at together."""


class Unreadable(Exception):
    """A file is not what it is called; the message begins with its path."""


UNFIT = (
    Unreadable,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RecursionError,
    csv.Error,
)
"""What comes of a file that somebody has changed by hand."""


class Built:
    """The files of a built site by their paths; what its owner put into `static/` is left out."""

    def __init__(self, folder: Path, *, is_sealed: bool = False) -> None:
        """`is_sealed` says that nobody can have touched the files since they were listed."""
        self.folder = folder
        self._changed: Mapping[PurePosixPath, bytes] = {}
        told = listed(folder) or {}
        self.every = tuple(map(PurePosixPath, sorted(_files(str(folder)))))
        """All files, what its owner put there among them."""
        self.paths = tuple(path for path in sorted(self.every) if not _is_copied(told.get(path)))
        self._names = list(map(str, self.paths))
        self._known = frozenset(self.paths)
        self._digests = {path: each.digest for path, each in told.items() if is_sealed}
        self._documents = lru_cache(_AT_HAND)(self._document)

    def changed(self, contents: Mapping[PurePosixPath, bytes]) -> Built:
        """The same site, but that these contents count in the place of those on the disk."""
        other = copy(self)
        other._replace(contents)
        return other

    def _replace(self, contents: Mapping[PurePosixPath, bytes]) -> None:
        self._changed = contents
        self._documents = lru_cache(_AT_HAND)(self._document)
        same = self._digests.keys() - contents.keys()
        self._digests = {path: self._digests[path] for path in same}

    def __contains__(self, path: PurePosixPath) -> bool:
        return path in self._known

    def like(self, *patterns: str) -> list[PurePosixPath]:
        """The files whose paths end as one of the patterns says."""
        is_like = re.compile("|".join(map(_ending, patterns))).search
        return [path for path, name in zip(self.paths, self._names, strict=True) if is_like(name)]

    def below(self, folder: str, pattern: str) -> list[PurePosixPath]:
        """The files of a kind in a folder of the site and all that are in it."""
        steps = PurePosixPath(folder).parts
        return [each for each in self.like(pattern) if each.parts[: len(steps)] == steps]

    def content(self, path: PurePosixPath) -> bytes:
        """The bytes of a file."""
        if path in self._changed:
            return self._changed[path]
        if path not in self._known:
            raise Unreadable(f"{path}: is missing")
        content, problems = read_bytes(self.folder / path, str(path), _MOST_BYTES)
        for problem in problems:
            raise Unreadable(f"{path}: cannot be read: {problem.finding}")
        return content

    def digest(self, path: PurePosixPath) -> str:
        """By what a file is told from another; empty where there is none to be read."""
        if path not in self._digests:
            try:
                self._digests[path] = hashlib.sha256(self.content(path)).hexdigest()
            except Unreadable:
                self._digests[path] = ""
        return self._digests[path]

    def text(self, path: PurePosixPath) -> str:
        """A file as UTF-8, with line ends as they stand."""
        try:
            return self.content(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Unreadable(
                f"{path}: is no text in UTF-8 from byte {error.start + 1} on"
            ) from None

    def json(self, path: PurePosixPath) -> object:
        """A document, which nobody may change: several that look at it have the same one."""
        return self._documents(path)

    def _document(self, path: PurePosixPath) -> object:
        try:
            found: object = json.loads(self.text(path))
        except json.JSONDecodeError as error:
            place = f"line {error.lineno}, column {error.colno}"
            raise Unreadable(f"{path}: is no JSON from {place} on") from None
        except RecursionError:
            raise Unreadable(f"{path}: is nested too deep to be read") from None
        except ValueError:  # more digits than Python takes
            raise Unreadable(f"{path}: has a number too long to be read") from None
        return found

    def xml(self, path: PurePosixPath) -> Element:
        """A feed, a map or a drawing, which declare nothing that could expand."""
        text = self.text(path)
        parser = XMLParser(target=_Tree(path))  # noqa: S314  the tree refuses declarations
        try:
            parser.feed(text.removeprefix("\ufeff").encode())
            root: Element = parser.close()
        except ParseError as error:
            line, column = error.position
            place = f"line {line}, column {column + 1}"
            raise Unreadable(f"{path}: is no XML from {place} on") from None
        return root


def table(value: object) -> Mapping[str, object]:
    """A value of a document that is to be a table of fields."""
    if not isinstance(value, dict):
        raise TypeError("no table of fields")
    return value


def rows(value: object) -> list[Mapping[str, object]]:
    """A value of a document that is to be a list of tables."""
    if not isinstance(value, list):
        raise TypeError("no list")
    return list(map(table, value))


class _Tree(TreeBuilder):
    """A tree that is refused where it is nested too deep, or declares what could expand."""

    def __init__(self, path: PurePosixPath) -> None:
        super().__init__()
        self._path, self._depth = path, 0

    def doctype(self, *_: str | None) -> None:
        """Called before the first entity of a declaration is read."""
        raise Unreadable(f"{self._path}: declares a document type, which no file of a site does")

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """An element opens."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(f"{self._path}: is nested too deep to be read")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """An element ends."""
        self._depth -= 1
        return super().end(tag)


def _files(folder: str, inside: str = "") -> Iterator[str]:
    """All files and links below a folder, of which none is followed."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{inside}{entry.name}/")
            elif entry.is_symlink() or entry.is_file():
                yield f"{inside}{entry.name}"


def _ending(pattern: str) -> str:
    """A pattern as an expression of the end of a path; a star stands within one step."""
    steps = (re.escape(step).replace(r"\*", "[^/]*") for step in pattern.split("/"))
    return f"(?:^|/){'/'.join(steps)}$"


def _is_copied(told: WrittenFile | None) -> bool:
    return told is not None and told.is_copied


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is held against another: done once as long as neither changes."""

    about: PurePosixPath
    """The file that is to blame where it is not written as such files are."""
    of: tuple[str, ...]
    """All that the outcome follows from: the kind of check, texts, digests of files."""
    work: Callable[[], Iterable[str]]
    """Gives the findings, a line each, each with its file."""

    def findings(self) -> list[str]:
        """What is wrong; a file that cannot be read is one finding."""
        found: list[str] = []
        try:
            found.extend(self.work())
        except Unreadable as unreadable:
            found.append(str(unreadable))
        except UNFIT:
            found.append(f"{self.about}: is not written as such a file is")
        return found
