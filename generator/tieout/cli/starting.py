"""The commands `tieout init`, `new` and `schema`: first files, and what editors need to know."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from tieout.figures.periods import FiscalLabel
from tieout.problems import Finding
from tieout.records import starter
from tieout.records.folders import COMPANY, no_issuer
from tieout.records.read import read_briefs
from tieout.records.schema import schema_files
from tieout.records.writer import Placed, Unwritten, place, write


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
    try:
        label = FiscalLabel.parse(period.upper())
    except Finding as finding:
        raise click.BadParameter(str(finding)) from None
    if (refused := no_issuer(issuer)) is not None:
        raise click.BadParameter("; ".join(refused))
    known = read_briefs(root / "briefs", root)[0].get(issuer)
    folder = f"briefs/{issuer}"
    record = f"{folder}/{label.slug}.yml"
    files = {record: starter.new_record(label, known)}
    if not any(os.path.lexists(root / each) for each in (record, f"{folder}/{COMPANY}")):
        files[f"{folder}/{COMPANY}"] = starter.new_company()
    placed = _placed(root, files)
    for name, reason in placed.left.items():
        raise click.ClickException(f"{name} is there already{reason}")
    for name in placed.written:
        click.echo(name)


@click.command()
@click.pass_obj
def schema(root: Path) -> None:
    """Write the schemas by which editors complete the fields, from the models, into briefs/."""
    files = {f"briefs/{name}": text.encode() for name, text in schema_files().items()}
    try:
        write(root, files)
    except Unwritten as fault:
        raise click.ClickException(str(fault)) from None
    for path in sorted(files):
        click.echo(path)


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


def _placed(folder: Path, files: Mapping[str, str]) -> Placed:
    try:
        return place(folder, files)
    except Unwritten as fault:
        raise click.ClickException(str(fault)) from None
