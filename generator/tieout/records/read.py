"""Briefs as contributors filed them: guarded YAML to models, with the place of every field.

At most 50 problems a file are listed. A faulty company file leaves its issuer out, but its records
are read all the same, so that one run names everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import ValidationError

from tieout.problems import Place, Problem, errors
from tieout.records.article import Article
from tieout.records.company import Company
from tieout.records.faults import explain
from tieout.records.folders import File, Files, find, load
from tieout.records.mending import mended_text
from tieout.records.model import Frozen, Record
from tieout.records.names import Known, names_in_article, names_in_company, names_in_record
from tieout.records.text import ARTICLE_BYTES, MOST_PROBLEMS, RECORD_BYTES, Code, decode
from tieout.records.yaml_tree import Path as Steps
from tieout.records.yaml_tree import Tree, read_tree, resolve

T = TypeVar("T", bound=Frozen)
_FENCE = "---\n"
_LONGEST_BODY = 100_000
_NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class OnFile(Generic[T]):
    """A model with the file it was read from, and the place of everything typed there."""

    model: T
    file: str
    """The path from the repository's root, with `/` between its steps."""
    places: Mapping[Steps, Place]
    literal: frozenset[Steps] = frozenset()
    """The texts written as a block below a `|`."""
    body: str = ""
    """Of an article: our own summary, in Markdown."""
    body_place: Place = _NOWHERE
    """Where the body's first character stands."""

    def place(self, *path: str | int) -> Place:
        """The place of a field, or of the nearest block around it that was typed.

        Positions in lists that the model has and the file has not are passed over: a single entry
        of a metric is found at `place("figures", "revenue", 0, "value")` however it was typed.
        """
        return self.places.get(resolve(self.places, path), Place(self.file))

    def inside(self, path: Steps, text: str, offset: int) -> Place:
        """The place of a character of a text; exact in a `|` block and in a single line."""
        start = self.place(*path)
        if path not in self.literal and "\n" in text:
            return start
        return moved(start, text, offset)


def moved(start: Place, text: str, offset: int) -> Place:
    """The place of the character at `offset`, where every line of `text` begins below `start`."""
    line = start.line + text.count("\n", 0, offset)
    return Place(start.file, line, start.column + offset - (text.rfind("\n", 0, offset) + 1))


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer with all that is filed under its folder."""

    slug: str
    company: OnFile[Company]
    records: Mapping[str, OnFile[Record]]
    """By slug (`2026-q2`), in the order of their periods."""
    articles: Mapping[str, OnFile[Article]]
    """By the name of the file, without `.md`."""


def read_briefs(
    folder: Path, root: Path, only: Collection[str] | None = None
) -> tuple[Mapping[str, Issuer], list[Problem]]:
    """All issuers under `folder` by slug, and every problem of every file.

    Of issuers that are not among `only` nothing is read but the company file.

    An issuer is left out where its company file has an error, a record or article where it has one
    itself. Files are named from `root`. Nothing a file holds makes this raise.
    """
    folders, problems = find(folder, root)
    issuers = {}
    for each in folders:
        is_whole = only is None or each.slug in only
        files = load(each if is_whole else replace(each, records={}, articles={}))
        issuer, more = read_issuer(files)
        problems += more
        if issuer is not None:
            issuers[each.slug] = issuer
    return MappingProxyType(issuers), sorted(problems)


def read_issuer(files: Files) -> tuple[Issuer | None, list[Problem]]:
    """One issuer, and every problem of its files; None where its company file has an error."""
    tree = _read_yaml(files.company)
    briefs = [f"{files.slug}/{slug}" for slug in files.records]
    known = Known.of(tree, tuple(files.articles), briefs)
    company, problems = _file(tree, Company, names_in_company(tree, known))
    records: dict[str, OnFile[Record]] = {}
    for slug, file in files.records.items():
        tree = _read_yaml(file)
        record, more = _file(tree, Record, names_in_record(tree, known))
        problems += more
        if record is not None:
            records[slug] = record
    misfiled = list(_misfiled(records))
    problems += misfiled
    elsewhere = {problem.place.file for problem in misfiled}
    records = {slug: each for slug, each in records.items() if each.file not in elsewhere}
    articles = {}
    for slug, file in files.articles.items():
        article, more = _read_article(file, known)
        problems += more
        if article is not None:
            articles[slug] = article
    if company is None:
        return None, problems
    ordered = dict(sorted(records.items(), key=lambda filed: _order(filed[1].model)))
    return Issuer(files.slug, company, ordered, articles), problems


def as_mended(files: Files, problems: Collection[Problem]) -> Issuer | None:
    """An issuer as its files read once every error's own edit is made; None where that mends not.

    A value that cannot be read keeps its file from being looked at any further; where it is certain
    what it should be, whatever else is wrong can be told at once.
    """
    wrong = errors(problems)
    if not wrong or not all(problem.edit for problem in wrong):
        return None
    mended = replace(
        files,
        company=files.company and _mended(files.company, wrong),
        records={slug: _mended(file, wrong) for slug, file in files.records.items()},
        articles={slug: _mended(file, wrong) for slug, file in files.articles.items()},
    )
    issuer, left = read_issuer(mended)
    return None if errors(left) else issuer


def _mended(file: File, problems: Iterable[Problem]) -> File:
    own = [problem for problem in problems if problem.place.file == file.name]
    if not own:
        return file
    text, _ = mended_text(file.content.decode("utf-8-sig"), own)
    return replace(file, content=text.encode())


def _order(record: Record) -> tuple[date, int, str]:
    """By period end; of those that end together, the quarter before the half and the year."""
    label = record.period.fiscal
    return record.period.end, "QHF".find(label.part[0]), label.slug


def _misfiled(records: Mapping[str, OnFile[Record]]) -> Iterator[Problem]:
    """Records whose file is called after another period, or whose period another record has."""
    ends: dict[tuple[str, date], Place] = {}
    for slug, filed in sorted(records.items()):
        period = filed.model.period
        place = filed.place("period", "fiscal")
        if period.fiscal.slug != slug:
            finding = f"the file is called {slug}.yml, but its period is {period.fiscal.slug}"
            yield Problem(place, Code.PERIOD, finding, "rename the file, or correct the period")
        end = filed.place("period", "end")
        first = ends.setdefault((period.fiscal.part[0], period.end), end)
        if first is not end:
            finding = f"a record that ends on {period.end} is there already, at {first}"
            yield Problem(end, Code.PERIOD, finding, "correct the end, or remove one of the two")


def _read_yaml(file: File | None) -> Tree:
    """A file's tree; empty and without a problem where there is no file, which is told already."""
    if file is None:
        return Tree("")
    text, problems = _decoded(file, RECORD_BYTES)
    return Tree(file.name, problems=problems) if problems else read_tree(text, file.name)


def _decoded(file: File, limit: int) -> tuple[str, list[Problem]]:
    return ("", list(file.problems)) if file.problems else decode(file.content, file.name, limit)


def _file(
    tree: Tree, model: type[T], names: Iterator[Problem]
) -> tuple[OnFile[T] | None, list[Problem]]:
    """The model of a tree, or every reason why it is none."""
    if tree.root is None:
        return None, tree.problems
    found = list(islice(names, MOST_PROBLEMS + 1))
    filed = None
    try:
        parsed = model.model_validate(tree.root)
        filed = OnFile(parsed, tree.file, tree.places, frozenset(tree.literal))
    except ValidationError as error:
        told = {problem.place for problem in found}
        faults = (fault for fault in explain(error, tree, model) if fault.place not in told)
        found += islice(faults, MOST_PROBLEMS + 1)
    problems = tree.problems + _shortened(sorted(found))
    return (None if problems else filed), problems


def _shortened(problems: list[Problem]) -> list[Problem]:
    """The first problems of a file, and where those begin that are left out."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    place = problems[MOST_PROBLEMS].place
    rest = Problem(place, Code.FIELD, "there are more problems from here on", "mend those above")
    return [*problems[:MOST_PROBLEMS], rest]


def _read_article(file: File, known: Known) -> tuple[OnFile[Article] | None, list[Problem]]:
    name = file.name
    text, problems = _decoded(file, ARTICLE_BYTES)
    if problems:
        return None, problems
    text = text if text.endswith("\n") else text + "\n"
    end = text.find("\n" + _FENCE, len(_FENCE) - 1) + 1
    if not text.startswith(_FENCE) or not end:
        remedy = "begin with a line `---`, the fields, and another line `---`; then the summary"
        return None, [Problem(Place(name), Code.ROOT, "there is no front matter", remedy)]
    tree = read_tree(text[len(_FENCE) : end], name, first_line=2)
    filed, problems = _file(tree, Article, names_in_article(tree, known))
    if filed is None:
        return None, problems
    body = text[end + len(_FENCE) :].lstrip("\n")
    line = text.count("\n", 0, len(text) - len(body)) + 1
    if len(body) > _LONGEST_BODY:
        finding = f"the text has {len(body):,} characters"
        remedy = f"keep it to {_LONGEST_BODY:,}: a summary, or the words of one article"
        return None, [Problem(Place(name, line), Code.SIZE, finding, remedy)]
    return replace(filed, body=body.rstrip(), body_place=Place(name, line)), problems
