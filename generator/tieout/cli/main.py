"""The command `tieout`: reads arguments, calls the core, prints.

It ends with 0; with 1 where the briefs or the build have errors; with 2 where the call is wrong.
"""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

import click

from tieout.cli.problems import annotation, line, reject, row
from tieout.examine import examine
from tieout.facts.rows import facts_json, facts_text
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel
from tieout.problems import Finding, Problem, errors
from tieout.records import starter
from tieout.records.read import Issuer, read_briefs
from tieout.records.schema import write_schemas
from tieout.site.clock import source_day

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_FOLDER = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)


_ELSEWHERE = {
    "article": ("tieout.cli.article", "article"),
    "bench": ("tieout.cli.bench", "bench"),
    "build": ("tieout.cli.building", "build"),
    "export": ("tieout.cli.importing", "take_out"),
    "import": ("tieout.cli.importing", "bring_in"),
    "render": ("tieout.cli.building", "render"),
    "serve": ("tieout.cli.building", "serve"),
}
"""The commands that stand in modules of their own, by name: module and object."""


class _Commands(click.Group):
    """Loads a command when it is called, so that a check does not wait for charts and MkDocs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, name = _ELSEWHERE[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--root",
    type=_FOLDER,
    default=".",
    help="The folder of mkdocs.yml and briefs/; its own templates/ are used if it has any.",
)
@click.version_option(package_name="tieout", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Investor briefs whose every number ties out.

    \b
    tieout new baba 2026-q3     write a first record, with a comment on every field
    tieout import edgar FILE    write an issuer's records from its filings with the SEC
    tieout check                name everything that is wrong, by file, line and column
    tieout serve                see the pages; they follow every edit
    tieout build                build the site into site/
    """
    context.obj = root


@main.command()
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


@main.command()
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


@main.command()
@click.argument("issuer")
@click.argument("period")
@click.pass_obj
def new(root: Path, issuer: str, period: str) -> None:
    """Write a first record, and the company file if there is none, with a comment on every field.

    ISSUER is the folder in briefs/, PERIOD the issuer's own fiscal label.

    \b
    tieout new baba 2026-q3
    tieout new acme 2025-fy
    """
    if not _SLUG.fullmatch(issuer):
        raise click.BadParameter("write the issuer in small letters, digits and hyphens: baba")
    try:
        label = FiscalLabel.parse(period.upper())
    except Finding as finding:
        raise click.BadParameter(str(finding)) from None
    known = read_briefs(root / "briefs", root)[0].get(issuer)
    folder = root / "briefs" / issuer
    calendar = known.company.model.calendar if known else None
    _write_new(folder / f"{label.slug}.yml", starter.new_record(label, calendar), root)
    if not (folder / "company.yml").exists():
        _write_new(folder / "company.yml", starter.new_company(), root)


@main.command()
@click.pass_obj
def schema(root: Path) -> None:
    """Write the schemas by which editors complete the fields, from the models, into briefs/."""
    for path in sorted(write_schemas(root / "briefs")):
        click.echo(path.relative_to(root))


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


def _write_new(path: Path, text: str, root: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise click.ClickException(f"{path.relative_to(root)} is there already") from None
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror}") from None
    click.echo(path.relative_to(root))
