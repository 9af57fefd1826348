"""Which files of the briefs are read, and which names are refused before anything is opened."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tieout.figures.periods import PARTS
from tieout.problems import Place, Problem, shown
from tieout.records.names import RESERVED
from tieout.records.text import ARTICLE_BYTES, RECORD_BYTES, Code

COMPANY = "company.yml"
_ARTICLES = "articles"
# Beside the issuers' folders: the editor's schemas, and a note to contributors.
_AT_HOME = re.compile(r"(company|record|article)\.schema\.json|README\.md|\.gitkeep")
_OURS = (".edgar.json", "record.schema.json")
"""Beside an issuer's records: what the importer wrote last, and the issuer's own schema."""
_KEEPER = ".gitkeep"
"""An empty file by which git keeps a folder that has no other yet."""
_PROGRAM = 0o111
_ISSUER = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_RECORD = re.compile(rf"((?:19|20|21)[0-9]{{2}}-(?:{PARTS.lower()}))\.yml")
_ARTICLE = re.compile(r"([a-z0-9][a-z0-9_-]{0,63})\.md")
_ARTICLE_NAME = "small letters, digits and hyphens, like cloud-comeback.md"
# Names that Windows keeps for devices: a fork could not be checked out there.
_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one issuer, by the slug that each is published under."""

    slug: str
    path: Path
    name: str
    """The folder as messages show it, from the repository's root."""
    company: Path | None = None
    records: Mapping[str, Path] = field(default_factory=dict)
    articles: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was read, or why it cannot be."""

    name: str
    """The path from the repository's root, with `/` between its steps."""
    content: bytes
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one issuer as they were read: all that its part of a site follows from."""

    slug: str
    company: File | None
    records: Mapping[str, File]
    articles: Mapping[str, File]


def load(folder: Folder) -> Files:
    """The files of an issuer's folder; nothing of what they hold is understood yet."""
    name = folder.name
    return Files(
        slug=folder.slug,
        company=_load(folder.company, f"{name}/{COMPANY}", RECORD_BYTES)
        if folder.company
        else None,
        records={
            slug: _load(path, f"{name}/{path.name}", RECORD_BYTES)
            for slug, path in folder.records.items()
        },
        articles={
            slug: _load(path, f"{name}/{_ARTICLES}/{path.name}", ARTICLE_BYTES)
            for slug, path in folder.articles.items()
        },
    )


def _load(path: Path, name: str, limit: int) -> File:
    content, problems = read_bytes(path, name, limit)
    return File(name, content, tuple(problems))


def find(folder: Path, root: Path) -> tuple[list[Folder], list[Problem]]:
    """The issuers' folders with their files, in order, and a problem for each name refused."""
    name = _relative(folder, root)
    problems: list[Problem] = []
    found: list[Folder] = []
    if folder.is_symlink():
        return found, [_refused(name, "this is a symbolic link", "put the folder in its place")]
    for entry in _entries(folder, name, problems):
        if entry.is_dir(follow_symlinks=False):
            if (reason := no_issuer(entry.name)) is None:
                found.append(_issuer(entry, f"{name}/{entry.name}", problems))
            else:
                problems.append(_refused(f"{name}/{entry.name}", *reason))
        elif not _AT_HOME.fullmatch(entry.name):
            problems.append(_stray(f"{name}/{entry.name}", "an issuer has a folder of its own"))
    return found, problems


def read_bytes(path: Path, name: str, limit: int) -> tuple[bytes, list[Problem]]:
    """A regular file's bytes, at most one more than `limit`, without following a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return file.read(limit + 1), []
            return b"", [_refused(name, "this is no regular file", "put a plain file in its place")]
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        finding = f"the file cannot be read: {reason}"
        return b"", [_refused(name, finding, "check that it is there and may be read")]


def _relative(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _entries(folder: str | Path, name: str, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """What is in a folder, in order; anything but folders and regular files is refused."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        finding = f"the folder cannot be read: {reason}"
        problems.append(_refused(name, finding, "make the folder, or name another one"))
        return
    for entry in entries:
        if entry.is_symlink():
            remedy = "put the file itself in its place"
            problems.append(_refused(f"{name}/{entry.name}", "this is a symbolic link", remedy))
        elif entry.name == _KEEPER and not entry.stat().st_size:
            continue
        elif entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
            if entry.is_file() and entry.stat().st_mode & _PROGRAM and _modes_count(folder):
                finding = "the file is marked as a program"
                problems.append(_refused(f"{name}/{entry.name}", finding, "run chmod 644 on it"))
            yield entry
        else:
            remedy = "put a plain file in its place"
            problems.append(_refused(f"{name}/{entry.name}", "this is no regular file", remedy))


def _modes_count(folder: str | Path) -> bool:
    """Whether files have modes of their own; on some mounted disks every file is a program."""
    with os.scandir(folder) as listing:
        files = [entry for entry in listing if entry.is_file(follow_symlinks=False)]
    return len(files) == 1 or not all(entry.stat().st_mode & _PROGRAM for entry in files)


def no_issuer(name: str) -> tuple[str, str] | None:
    """Why an issuer's folder cannot be called this, or None."""
    if _ISSUER.fullmatch(name) is None:
        return _misspelt(name, "small letters, digits and hyphens, like baba")
    if name in _DEVICES or name in RESERVED:
        return f"`{name}` is a reserved name", "call the folder after the ticker, like baba"
    return None


def _misspelt(name: str, wanted: str) -> tuple[str, str]:
    """Names the letter that only looks right, where there is one."""
    foreign = next((letter for letter in name if letter.isalpha() and letter > "~"), None)
    if foreign is None:
        return f"`{shown(name)}` cannot be part of an address", f"use {wanted}"
    known = unicodedata.name(foreign, "letter of another script").lower()
    return f"`{shown(name)}` has the letter `{foreign}` ({known})", f"use {wanted}"


def _issuer(entry: os.DirEntry[str], name: str, problems: list[Problem]) -> Folder:
    company: Path | None = None
    records: dict[str, Path] = {}
    articles: dict[str, Path] = {}
    for inner in _entries(entry.path, name, problems):
        path = Path(inner.path)
        if inner.name == _ARTICLES and inner.is_dir(follow_symlinks=False):
            articles = _articles(path, f"{name}/{_ARTICLES}", problems)
        elif inner.is_dir(follow_symlinks=False):
            remedy = "only articles/ is read beside the records"
            problems.append(_stray(f"{name}/{inner.name}", remedy))
        elif inner.name == COMPANY:
            company = path
        elif match := _RECORD.fullmatch(inner.name):
            records[match[1]] = path
        elif inner.name not in _OURS:
            problems.append(_no_record(f"{name}/{inner.name}", inner.name))
    if company is None:
        remedy = "copy the company.yml of another issuer and change it"
        problems.append(_refused(f"{name}/{COMPANY}", "the file is missing", remedy))
    return Folder(entry.name, Path(entry.path), name, company, records, articles)


def _no_record(path: str, name: str) -> Problem:
    """An error for a file that was meant as a record, a warning for anything else."""
    if re.search(r"\.ya?ml$", name, re.IGNORECASE):
        remedy = "call a record after its fiscal period, like 2026-q2.yml or 2026-fy.yml"
        return _refused(path, f"`{shown(name)}` is no name of a record", remedy)
    return _stray(path, "only company.yml, records and articles/ are read")


def _articles(folder: Path, name: str, problems: list[Problem]) -> dict[str, Path]:
    articles: dict[str, Path] = {}
    for entry in _entries(folder, name, problems):
        path = f"{name}/{entry.name}"
        match = _ARTICLE.fullmatch(entry.name)
        if entry.is_dir(follow_symlinks=False):
            problems.append(_stray(path, "articles stand beside each other, without folders"))
        elif match is None:
            if entry.name.lower().endswith(".md"):
                problems.append(_refused(path, *_misspelt(entry.name, _ARTICLE_NAME)))
            else:
                problems.append(_stray(path, "an article's name ends in .md"))
        elif reason := _no_article(match[1]):
            problems.append(_refused(path, *reason))
        else:
            articles[match[1]] = Path(entry.path)
    return articles


def _no_article(name: str) -> tuple[str, str] | None:
    """Why an article cannot be called this, or None."""
    if name in _DEVICES or name == "index":
        return f"`{name}` is a reserved name", "call it after its headline"
    return None


def refusal(path: PurePosixPath) -> tuple[str, str] | None:
    """Why a check would not read a file of ours at this path from the root, with the way out.

    None where it would. Whoever writes asks first, so that nothing is written that is refused then.
    """
    match path.parts:
        case ("briefs", name) if _AT_HOME.fullmatch(name):
            return None
        case ("briefs", issuer, name) if name in (COMPANY, *_OURS) or _RECORD.fullmatch(name):
            return no_issuer(issuer)
        case ("briefs", issuer, folder, name) if folder == _ARTICLES:
            if (found := _ARTICLE.fullmatch(name)) is None:
                return _misspelt(name, _ARTICLE_NAME)
            return no_issuer(issuer) or _no_article(found[1])
    return f"`{shown(str(path), 200)}` is no place for a file of briefs", "give a plain name"


def _refused(path: str, finding: str, remedy: str) -> Problem:
    return Problem(Place(shown(path, 200)), Code.PATH, finding, remedy)


def _stray(path: str, remedy: str) -> Problem:
    """A file of another kind: a review of figures does not look at it, so it may not be there."""
    finding = "nothing is made from this, and it may change how a review shows the rest"
    return Problem(Place(shown(path, 200)), Code.STRAY, finding, f"take it out: {remedy}")
