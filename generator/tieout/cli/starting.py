"""The commands `tieout init`, `new` and `schema`: first files, and what editors need to know."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from tieout.cli.placing import Placed, place
from tieout.figures.periods import FiscalLabel
from tieout.problems import Finding
from tieout.records import starter
from tieout.records.read import read_briefs
from tieout.records.schema import write_schemas

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@click.command()
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


@click.command()
@click.pass_obj
def schema(root: Path) -> None:
    """Write the schemas by which editors complete the fields, from the models, into briefs/."""
    for path in sorted(write_schemas(root / "briefs")):
        click.echo(path.relative_to(root))


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Start a folder of briefs: settings, a sample issuer, the workflow that publishes it.

    What DIR has already stays as it is.

    \b
    tieout init my-site
    """
    files = starter.new_project(folder.absolute().name)
    if starter.has_issuers(folder):
        files = {path: text for path, text in files.items() if not starter.is_sample(path)}
    placed = _placed(folder, files)
    for path in placed.written:
        click.echo(folder / path)
    for path, reason in placed.left.items():
        click.echo(f"left as it is: {folder / path}{reason}", err=True)
    there = "" if folder.samefile(".") else f"cd {shlex.quote(str(folder))}, "
    click.echo(f"next: {there}tieout check, tieout serve", err=True)


def _write_new(path: Path, text: str, root: Path) -> None:
    placed = _placed(root, {path.relative_to(root).as_posix(): text})
    for name, reason in placed.left.items():
        raise click.ClickException(f"{name} is there already{reason}")
    click.echo(path.relative_to(root))


def _placed(folder: Path, files: Mapping[str, str]) -> Placed:
    try:
        return place(folder, files)
    except OSError as error:
        where = error.filename2 or error.filename or folder
        raise click.ClickException(f"cannot write {where}: {error.strerror}") from None
