"""An import held against the rules of `tieout check` before it is written.

Filings have slips of their own: a count tagged in thousands, two lines exchanged. A figure that a
rule finds wrong is left out and told; a person who looks at the filing can type it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tieout.check import check
from tieout.facts.store import Facts
from tieout.importers.edgar import Imported
from tieout.importers.entries import Document
from tieout.importers.yamltext import written
from tieout.problems import Problem, errors
from tieout.records.read import Issuer, read_briefs

_ROUNDS = 3
_SLUG = "issuer"
_FIGURES = "figures"
_ANY_DAY = date(2199, 1, 1)
"""What counts as today: no figure is wrong because of the day."""


def hold(imported: Imported) -> Imported:
    """The same, without the figures that a rule finds wrong."""
    held = replace(imported, records=deepcopy(dict(imported.records)))
    told: list[str] = []
    for _ in range(_ROUNDS):
        found = list(_wrong(held))
        for slug, path, problem in found:
            if _take_out(held.records[slug], path):
                told.append(f"left out: {slug} {'.'.join(path)}, as {problem.finding}")
        if not found:
            break
    return replace(held, remarks=(*imported.remarks, *told))


def _wrong(imported: Imported) -> Iterator[tuple[str, tuple[str, ...], Problem]]:
    """Each error with the record and the figure that it is about."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "briefs" / _SLUG
        folder.mkdir(parents=True)
        (folder / "company.yml").write_text(written(imported.company, "company"), "utf-8")
        for slug, record in imported.records.items():
            (folder / f"{slug}.yml").write_text(written(record, "record"), "utf-8")
        issuers, _ = read_briefs(folder.parent, Path(scratch))
        for problem in errors(check(issuers, Facts.of(issuers), _ANY_DAY)):
            slug = Path(problem.place.file).stem
            path = _figure(issuers[_SLUG], slug, problem)
            if path:
                yield slug, path, problem


def _figure(issuer: Issuer, slug: str, problem: Problem) -> tuple[str, ...]:
    """The steps to the figure at a problem's place; nothing where it is about something else."""
    places = issuer.records[slug].places if slug in issuer.records else {}
    paths = [path for path, place in places.items() if place == problem.place]
    for path in sorted(paths, key=len):
        if _FIGURES in path[:-1]:
            return tuple(str(step) for step in path[: path.index(_FIGURES) + 2])
    return ()


def _take_out(document: Document, path: tuple[str, ...]) -> bool:
    """Delete what a path leads to, if it is still there."""
    block = document
    for step in path[:-1]:
        inner = block.get(step)
        if not isinstance(inner, dict):
            return False
        block = inner
    return block.pop(path[-1], None) is not None
