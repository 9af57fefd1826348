"""The commands `tieout import` and `tieout export`: read arguments, call the importers, print."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import json
from pathlib import Path

import click

from tieout.bench.import_score import score, score_json, score_text
from tieout.cli.edgar import edgar
from tieout.cli.finishing import finish
from tieout.importers.apply import plan_rows
from tieout.importers.table import read_table_file, rows_of, write_table
from tieout.problems import Finding
from tieout.records.read import read_briefs

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def bring_in() -> None:
    """Write records from what others publish as data; what a person typed stays as it is."""


bring_in.add_command(edgar)


@bring_in.command("csv")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.pass_obj
def import_csv(root: Path, file: Path, *, dry_run: bool) -> None:
    """Bring records up to a table that `tieout export csv` has written and a person has edited.

    A row whose number, source, locator or note differs changes the record in that place; a new row
    adds a figure; a row that was deleted changes nothing.

    \b
    tieout export csv baba > baba.csv
    tieout import csv baba.csv --dry-run
    """
    try:
        plans = plan_rows(read_table_file(file), root / "briefs")
    except Finding as finding:
        raise click.ClickException(f"{file}: {finding}") from None
    finish(*plans, dry_run=dry_run)


@click.group("export")
def take_out() -> None:
    """Write what the records have in a form for other programs."""


@take_out.command("csv")
@click.argument("names", nargs=-1, metavar="[ISSUER | ISSUER/PERIOD]...")
@click.pass_obj
def export_csv(root: Path, names: tuple[str, ...]) -> None:
    """Print typed figures as a table, one figure a row; of all briefs where none is named."""
    issuers = read_briefs(root / "briefs", root)[0]
    known = [f"{issuer.slug}/{slug}" for issuer in issuers.values() for slug in issuer.records]
    for name in names:
        if not any(each == name or each.startswith(f"{name}/") for each in known):
            raise click.BadParameter(f"there is no issuer or brief {name}")
    wanted = [
        each for each in known if not names or each in names or each.partition("/")[0] in names
    ]
    briefs = (each.split("/") for each in wanted)
    rows = (typed.row for slug, period in briefs for typed in rows_of(issuers[slug], period))
    click.echo(write_table(rows), nl=False)


@click.command("edgar")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--wrong", is_flag=True, help="List every cell that is not right.")
def bench_edgar(folder: Path, form: str, *, wrong: bool) -> None:
    """Score the import from EDGAR on FOLDER: companyfacts/, edgar_gold*.csv."""
    try:
        found = score(folder)
    except Finding as finding:
        raise click.ClickException(str(finding)) from None
    click.echo(score_text(found) if form == "text" else json.dumps(score_json(found), indent=2))
    if wrong:
        for line in found.faults:
            click.echo(line, err=True)
