"""`tieout new --ask`: asks for one field after the other, and checks what is typed at once.

What has been answered is a record at every moment: it is read and held against all rules beside the
issuer's others, in a folder of its own. An answer that makes a mistake is told and asked for again;
nothing is written before the last one.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from tieout.cli.problems import line
from tieout.examine import examine
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import PrintedNumber
from tieout.importers.writing import schema_for
from tieout.importers.yamltext import written
from tieout.problems import Problem, errors
from tieout.records.blocks import Entry, Figures
from tieout.records.issuer_schema import NAME
from tieout.records.model import Record
from tieout.records.read import Issuer
from tieout.records.starter.usual import last_day, like_record, like_segments, usual_unit
from tieout.records.text import Code
from tieout.records.writer import Unwritten, place
from tieout.records.yaml_tree import Node
from tieout.site.clock import source_day

_SOURCE = "release"
_SHORT = {"nd": "not disclosed", "na": "not applicable"}
_NOT_YET = (Code.MISSING, Code.SOURCE, "T201", "T202", "T203")
"""Codes that only say that the record is not complete yet."""
_FIRST_METRICS = ("revenue", "operating_income", "net_income")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to type: where it goes, how it is asked for, and what is there if nothing is."""

    path: tuple[str, ...]
    prompt: str
    usual: str = ""
    is_needed: bool = False
    more: Mapping[str, str] = field(default_factory=dict)
    """What stands beside a figure's value: its unit, its basis."""


def answered(root: Path, slug: str, label: FiscalLabel, issuer: Issuer | None) -> None:
    """Ask for a whole record and write it. Raises click's exceptions where that cannot be."""
    if issuer is None:
        told = f"there is no sound briefs/{slug}/company.yml; write it first: tieout new {slug} "
        raise click.ClickException(f"{told}{label.slug}")
    path = f"briefs/{slug}/{label.slug}.yml"
    document: dict[str, Node] = {"period": {"fiscal": f"{label.year}-{label.part}"}}
    click.echo("Enter leaves out what can be; nd: not disclosed; Ctrl-C: end, and write nothing.")
    for question in _questions(issuer, label):
        _ask(root, path, document, question)
    left = [each for each in _wrong(root, path, document) if each.place.file == path]
    try:
        placed = place(root, {path: written(document, schema_for(root / path))})
    except Unwritten as fault:
        raise click.ClickException(str(fault)) from None
    for name in placed.written:
        click.echo(name)
    for problem in left:
        click.echo(line(problem), err=True)
    click.echo("next: tieout check, tieout serve", err=True)


def _questions(issuer: Issuer, label: FiscalLabel) -> Iterator[Question]:
    """What a record needs, then the figures that the issuer's like one has."""
    like = like_record(issuer, label)
    source = ("sources", _SOURCE)
    end = last_day(issuer, label).isoformat()
    yield Question(("period", "end"), "last day of the period", end, is_needed=True)
    yield Question(("released", "date"), "day of the release (YYYY-MM-DD)", is_needed=True)
    yield Question(("released", "session"), "session: before open, during session, after close")
    yield Question((*source, "kind"), "the source is a", "press release", is_needed=True)
    yield Question((*source, "title"), "its title", is_needed=True)
    yield Question((*source, "url"), "its address, https://...")
    yield Question((*source, "published"), "published (YYYY-MM-DD)")
    yield Question(("unit",), "unit of the figures", usual_unit(issuer), is_needed=True)
    yield Question(("locator",), "where in the source: page or table")
    if like is None:
        for metric in _FIRST_METRICS:
            yield Question(("figures", metric), metric)
        return
    yield from _of_block(like.figures, ("figures",), like)
    for segment, (record, figures) in like_segments(issuer, label).items():
        yield from _of_block(figures, ("segments", segment), record)


def _of_block(figures: Figures, path: tuple[str, ...], like: Record) -> Iterator[Question]:
    """A question for the first entry of each metric: further bases are typed in the file."""
    for metric, entries in figures.items():
        entry = entries[0]
        named = ".".join((*path[1:], metric))
        beside = ", ".join(f"{value}" for value in _more(entry).values())
        told = f"{named} ({_text(entry)} in {like.period.fiscal}{', ' * bool(beside)}{beside})"
        yield Question((*path, metric), told, more=_more(entry))


def _ask(root: Path, path: str, document: dict[str, Node], question: Question) -> None:
    """Ask until the answer is sound, or left out where that can be."""
    before = {_told(each) for each in _wrong(root, path, document)}
    while True:
        usual = question.usual
        typed = click.prompt(question.prompt, default=usual, show_default=bool(usual)).strip()
        if not typed:
            if not question.is_needed:
                return
            click.echo("  this is needed", err=True)
            continue
        _put(document, question, _SHORT.get(typed.lower(), typed))
        found = [each for each in _wrong(root, path, document) if each.code not in _NOT_YET]
        new = [each for each in found if _told(each) not in before]
        for problem in errors(new) or new:
            click.echo(f"  {problem.finding}; {problem.remedy} [{problem.code}]", err=True)
        if not errors(new):
            return
        _block(document, question.path[:-1]).pop(question.path[-1])


def _put(document: dict[str, Node], question: Question, typed: str) -> None:
    *blocks, key = question.path
    block = _block(document, blocks)
    block[key] = {"value": typed, **question.more} if question.more else typed
    if blocks == ["released"]:
        block["source"] = _SOURCE
    if question.path == ("unit",):
        document["source"] = _SOURCE


def _block(document: dict[str, Node], names: Iterable[str]) -> dict[str, Node]:
    """The block at a path, made where it is not there."""
    block = document
    for name in names:
        inner = block.setdefault(name, {})
        if isinstance(inner, dict):
            block = inner
    return block


def _wrong(root: Path, path: str, document: dict[str, Node]) -> list[Problem]:
    """What a check would say of the issuer: a wrong figure may be told at its neighbour."""
    slug = Path(path).parent.name
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "briefs", slug)
        shutil.copytree(root / "briefs" / slug, folder)
        (folder / Path(path).name).write_text(written(document, NAME), "utf-8")
        return list(examine(Path(scratch), source_day(root)).problems)


def _told(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.finding


def _more(entry: Entry) -> dict[str, str]:
    beside = {"unit": entry.unit, "basis": entry.basis}
    return {name: str(value) for name, value in beside.items() if value}


def _text(entry: Entry) -> str:
    return entry.value.text if isinstance(entry.value, PrintedNumber) else str(entry.value)
