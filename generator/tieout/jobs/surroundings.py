"""Everything but an issuer's own files that decides what follows from them, as one digest.

That is the code as this process has it, the libraries it runs on, the templates and the edition.
The day is in it, so that nothing is taken from yesterday: which release is late, and which date
lies in the future, follows from the day.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, distributions
from pathlib import Path

from tieout.edition import Edition
from tieout.records.folders import File, Files
from tieout.views.templates import Folders

_PACKAGE = Path(__file__).parents[1]
_NAME = re.compile(r"[\w.-]+")


def surroundings(edition: Edition, templates: Folders) -> str | None:
    """A digest of all that issuers have in common; None where it cannot be told.

    It cannot where a folder of templates holds a link to another folder, which may be of any size.
    """
    texts = [content_of(folder) for folder in templates]
    if None in texts:
        return None
    return _digest((code(), repr(edition), *(text or "" for text in texts)))


@cache
def code() -> str:
    """A digest of the code that runs here; asked for before the first issuer is worked out.

    A preview runs on while somebody edits the code, and goes by the code that it started with.
    """
    libraries = [f"{name} {version}" for name, version in sorted(needed().items())]
    return _digest((sys.version, *libraries, content_of(_PACKAGE) or ""))


@cache
def needed() -> Mapping[str, str]:
    """The libraries that the product runs on, and their own, each with its version.

    What else is installed beside it, tools and extras, decides nothing. Where the product runs
    without being installed, nobody says which are its own: then all of them are.
    """
    found: dict[str, str] = {}
    _add_needed("tieout", found)
    return found or all_installed()


def all_installed() -> dict[str, str]:
    """Every library that is installed, with its version."""
    return {each.name: each.version for each in sorted(distributions(), key=lambda each: each.name)}


def _add_needed(name: str, found: dict[str, str]) -> None:
    try:
        library = distribution(name)
    except PackageNotFoundError:  # one for another system
        return
    if library.name in found:
        return
    found[library.name] = library.version
    for requirement in library.requires or ():
        if (named := _NAME.match(requirement)) and "extra ==" not in requirement:
            _add_needed(named[0], found)


def key(files: Files, around: str) -> str:
    """The name under which an issuer's dossier is kept."""
    return _digest((around, files.slug, *_told(files)))


def _told(files: Files) -> Iterator[str]:
    """Each file by its name, its content, and what was wrong with reading it."""
    yield "" if files.company is None else _file(files.company)
    for kind in (files.records, files.articles):
        yield str(len(kind))
        for slug, file in kind.items():
            yield f"{slug} {_file(file)}"


def _file(file: File) -> str:
    return repr((file.name, hashlib.sha256(file.content).hexdigest(), file.problems))


def content_of(folder: Path) -> str | None:
    """A digest of all files below a folder; None where a link leads to another folder."""
    told: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        if any(Path(parent, each).is_symlink() for each in folders):
            return None
        for path in (Path(parent, name) for name in sorted(names)):
            told += (path.relative_to(folder).as_posix(), _content(path))
    return _digest(told)


def _content(path: Path) -> str:
    """The digest of a file, or why it cannot be read: that too is an error of its own."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
    except OSError as error:
        return str(error.strerror)


def _digest(texts: Iterable[str]) -> str:
    """One digest of texts, wherever each of them ends."""
    return hashlib.sha256(repr(tuple(texts)).encode("utf-8", "backslashreplace")).hexdigest()
