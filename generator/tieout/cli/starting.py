"""The commands `tieout init`, `new` and `schema`: first files, and what editors need to know."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from tieout.cli.asking import answered
from tieout.cli.edgar import planned_period
from tieout.cli.finishing import finish
from tieout.figures.periods import FiscalLabel
from tieout.problems import Finding
from tieout.records import starter
from tieout.records.folders import COMPANY, no_issuer
from tieout.records.issuer_schema import NAME, issuer_schema
from tieout.records.read import read_briefs
from tieout.records.schema import schema_files
from tieout.records.writer import Placed, Unwritten, place, write


@click.command()
@click.argument("issuer")
@click.argument("period")
@click.option("--ask", "asks", is_flag=True, help="Ask for each field, and check what is typed.")
@click.option(
    "--from-edgar",
    "body",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Start from the figures filed with the SEC: a companyfacts body.",
)
@click.option("--cik", help="The same, with the body fetched from the SEC.")
@click.option("--contact", envvar="TIEOUT_CONTACT", default="", help="Your e-mail address, for it.")
@click.pass_obj
def new(  # noqa: PLR0913  one argument for each option of the command
    root: Path,
    issuer: str,
    period: str,
    *,
    asks: bool,
    body: Path | None,
    cik: str | None,
    contact: str,
) -> None:
    """Write a first record, and the company file if there is none, with a comment on every field.

    ISSUER is the folder in briefs/, PERIOD the issuer's own fiscal label. What the issuer's other
    records tell stands in the new one: days, unit, sources, metrics with last year's figures.

    \b
    tieout new baba 2026-q3
    tieout new acme 2025-fy
    tieout new baba 2026-q3 --ask
    tieout new aapl 2026-q3 --cik 320193 --contact analyst@example.com
    """
    try:
        label = FiscalLabel.parse(period.upper())
    except Finding as finding:
        raise click.BadParameter(str(finding)) from None
    if (refused := no_issuer(issuer)) is not None:
        raise click.BadParameter("; ".join(refused))
    if sum((asks, body is not None, cik is not None)) > 1:
        raise click.UsageError("give one of --ask, --from-edgar and --cik")
    folder = f"briefs/{issuer}"
    record = f"{folder}/{label.slug}.yml"
    if os.path.lexists(root / record):
        raise click.ClickException(f"{record} is there already")
    if body or cik:
        finish(planned_period(root, body or cik or "", contact, issuer, label.slug), dry_run=False)
        return
    known = read_briefs(root / "briefs", root)[0].get(issuer)
    if asks:
        answered(root, issuer, label, known)
        return
    files = {record: starter.new_record(label, known, has_schema=(root / folder / NAME).is_file())}
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
    """Write the schemas by which editors complete the fields, from the models, into briefs/.

    Each issuer has one more, with its own segments, metrics and sources.
    """
    files = {f"briefs/{name}": text.encode() for name, text in schema_files().items()}
    for slug, issuer in read_briefs(root / "briefs", root)[0].items():
        files[f"briefs/{slug}/{NAME}"] = issuer_schema(issuer).encode()
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
