"""The commands `tieout check` and `tieout facts`: what the briefs have, and what is wrong."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from tieout.claims.codes import rows_json
from tieout.cli.changed import changed_issuers
from tieout.cli.mending import mend
from tieout.cli.problems import annotated, is_coloured, lines, more, reject, summarize
from tieout.examine import examine
from tieout.facts.rows import facts_json, facts_text
from tieout.facts.store import Facts
from tieout.problems import Problem, errors
from tieout.records.read import Issuer, read_briefs
from tieout.site.clock import source_day


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--fix", "fixes", is_flag=True, help="Write what only one thing can be meant by.")
@click.option("--changed", is_flag=True, help="Only issuers with files that are in no commit yet.")
@click.option("--since", metavar="COMMIT", help="Only issuers with files changed since then.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, resolve_path=True, path_type=Path))
@click.pass_obj
def check(  # noqa: PLR0913, PLR0917  the options of a command
    root: Path,
    form: str,
    fixes: bool,
    changed: bool,
    since: str | None,
    paths: tuple[Path, ...],
) -> None:
    """Name everything that is wrong with the briefs; ends with 1 if anything keeps them back.

    All briefs are read; PATHS are files or folders whose problems to show, with those of their
    issuers' company files. From within briefs/ its root is found upwards.

    \b
    tieout check
    tieout check briefs/baba/2026-q2.yml
    tieout check --fix                 (shows and writes what is unambiguous, then checks again)
    tieout check --format github       (annotations in a pull request)
    tieout check --since origin/main   (what a branch changes; nothing else is read)
    """
    root = _root_of(root, paths)
    only = changed_issuers(root, since or "HEAD") if changed or since else None
    problems = _problems(root, paths, only)
    if fixes:
        for told in mend(problems, root):
            click.echo(told, err=True)
        problems = _problems(root, paths, only)
    if form == "json":
        click.echo(rows_json(problems))
    elif form == "github":
        for each in annotated(problems):
            click.echo(each)
        summarize(problems)
    else:
        for problem in problems:
            click.echo(lines(problem, root), color=is_coloured())
    wrong, warnings = len(errors(problems)), len(problems) - len(errors(problems))
    click.echo(f"{_read(root, paths, only)} read: {wrong} errors, {warnings} warnings", err=True)
    if form == "text" and (command := more(problems)):
        click.echo(f"why: {command}", err=True)
    if wrong:
        raise SystemExit(1)


def _problems(root: Path, paths: tuple[Path, ...], only: frozenset[str] | None) -> list[Problem]:
    found = examine(root, source_day(root), only)
    return [each for each in found.problems if _concerns(root, each, paths)]


def _root_of(root: Path, paths: tuple[Path, ...]) -> Path:
    """The folder above the paths, or above where the command is called, that has briefs in it."""
    starts = paths or (root,)
    if all(_holds(root, path) for path in starts):
        return root
    above = (starts[0], *starts[0].parents)
    found = next((each for each in above if all(_holds(each, path) for path in starts)), None)
    if found is None and paths:
        outside = next(path for path in paths if not _holds(root, path))
        raise click.BadParameter(f"{outside} is no part of a folder with briefs/")
    return found or root


def _holds(root: Path, path: Path) -> bool:
    briefs = root / "briefs"
    return briefs.is_dir() and (path == root or path.is_relative_to(briefs))


def _read(root: Path, paths: tuple[Path, ...], only: frozenset[str] | None) -> str:
    """What was read: the records in the paths, or as many files where no record is among them."""
    briefs = root / "briefs"
    folders = ("*",) if only is None else sorted(only)
    files = [
        each
        for folder in folders
        for each in briefs.glob(f"{folder}/**/*")
        if each.suffix in (".yml", ".md")
    ]
    within = [each for each in files if not paths or any(each.is_relative_to(p) for p in paths)]
    records = [each for each in within if each.suffix == ".yml" and each.stem != "company"]
    noun, count = ("record", len(records)) if records or not paths else ("file", len(within))
    return f"{count} {noun}{'' if count == 1 and paths else 's'}"


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
    """Whether a problem lies within the paths, or in the company file of an issuer in them."""
    file = root / problem.place.file
    beside = file.parent if file.name == "company.yml" else file
    return not paths or any(
        file.is_relative_to(path) or path.is_relative_to(beside) for path in paths
    )


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
