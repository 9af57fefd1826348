"""The commands `tieout check` and `tieout facts`: what the briefs have, and what is wrong."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from tieout.cli.problems import annotation, line, reject, row
from tieout.examine import examine
from tieout.facts.rows import facts_json, facts_text
from tieout.facts.store import Facts
from tieout.problems import Problem, errors
from tieout.records.read import Issuer, read_briefs
from tieout.site.clock import source_day


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, resolve_path=True, path_type=Path))
@click.pass_obj
def check(root: Path, form: str, paths: tuple[Path, ...]) -> None:
    """Name everything that is wrong with the briefs; ends with 1 if anything keeps them back.

    All briefs are read; PATHS are files or folders whose problems to show.

    \b
    tieout check
    tieout check briefs/baba/2026-q2.yml
    tieout check --format github       (annotations in a pull request)
    """
    found = examine(root, source_day(root))
    problems = [each for each in found.problems if _concerns(root, each, paths)]
    if form == "json":
        _print_json([row(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(annotation(problem) if form == "github" else line(problem))
    records = sum(len(issuer.records) for issuer in found.issuers.values())
    wrong, warnings = len(errors(problems)), len(problems) - len(errors(problems))
    click.echo(f"{records} records read: {wrong} errors, {warnings} warnings", err=True)
    if wrong:
        raise SystemExit(1)


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.argument("record", metavar="ISSUER/PERIOD")
@click.pass_obj
def facts(root: Path, form: str, record: str) -> None:
    """Print every figure of a brief, reported and derived, with its source and arithmetic.

    \b
    tieout facts baba/2026-q2
    tieout facts baba/2026-q2 --format json
    """
    issuers = _readable(root, record)
    known = Facts.of(issuers)
    if form == "json":
        _print_json(facts_json(known, record))
    else:
        click.echo(facts_text(known, record), nl=False)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _concerns(root: Path, problem: Problem, paths: Iterable[Path]) -> bool:
    file = root / problem.place.file
    return not paths or any(file.is_relative_to(path) for path in paths)


def _readable(root: Path, record: str) -> dict[str, Issuer]:
    """The issuers, if this record and its neighbours can be read; else the reasons are printed."""
    issuers, problems = read_briefs(root / "briefs", root)
    slug, _, period = record.partition("/")
    own = [each for each in problems if each.place.file.startswith(f"briefs/{slug}/")]
    if errors(own):
        reject(own)
    if slug not in issuers or period not in issuers[slug].records:
        near = [slug] if slug in issuers else list(issuers)
        known = [f"{each}/{latest}" for each in near for latest in issuers[each].records]
        raise click.BadParameter(f"there is no brief {record}; there are {', '.join(known[-20:])}")
    return dict(issuers)
