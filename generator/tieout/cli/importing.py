"""The commands `tieout import` and `tieout export`: read arguments, call the importers, print."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable
from pathlib import Path

import click

from tieout.bench.import_score import score, score_json, score_text
from tieout.importers.apply import plan_rows
from tieout.importers.body import Body, read_body, read_body_file
from tieout.importers.company import UNKNOWN, ExchangeListing
from tieout.importers.edgar import import_body
from tieout.importers.fetch import World, ask, fetch
from tieout.importers.refuse import hold
from tieout.importers.store import Plan, carry_out, plan
from tieout.importers.table import read_table_file, rows_of, write_table
from tieout.problems import Finding
from tieout.records.businesses import short_name
from tieout.records.folders import no_issuer
from tieout.records.read import Issuer, read_briefs
from tieout.records.writer import Unwritten

_STEM = re.compile(r"[A-Z]{1,5}")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def bring_in() -> None:
    """Write records from what others publish as data; what a person typed stays as it is."""


@bring_in.command()
@click.argument("file", type=_FILE, required=False)
@click.option("--cik", help="Fetch the body of this issuer from the SEC instead of reading FILE.")
@click.option(
    "--contact",
    envvar="TIEOUT_CONTACT",
    default="",
    help="Your e-mail address, which the SEC asks for; or in TIEOUT_CONTACT.",
)
@click.option("--slug", help="The folder in briefs/; the ticker in small letters where left out.")
@click.option("--ticker", help="The ticker of the main listing, which the body does not have.")
@click.option("--exchange", help="Its exchange, which the body does not have either.")
@click.option("--quarters", type=click.IntRange(1), help="Only the last so many quarters.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.pass_obj
def edgar(  # noqa: PLR0913  one argument for each option of the command
    root: Path,
    file: Path | None,
    *,
    cik: str | None,
    contact: str,
    slug: str | None,
    ticker: str | None,
    exchange: str | None,
    quarters: int | None,
    dry_run: bool,
) -> None:
    """Write an issuer's records from the figures it files with the SEC.

    FILE is a companyfacts body. Figures are taken as first reported, one record a fiscal quarter,
    each with its filing as the source. A second import brings the records up to date: it changes
    what the first one wrote, and nothing that a person typed.

    \b
    tieout import edgar CIK0000320193.json --ticker AAPL --exchange Nasdaq
    tieout import edgar --cik 320193 --contact analyst@example.com --quarters 12
    """
    if (file is None) == (cik is None):
        raise click.UsageError("give either FILE or --cik")
    try:
        body = read_body_file(file) if file else _fetched(cik or "", contact)
        issuers = read_briefs(root / "briefs", root)[0]
        stem = file.stem if file and _STEM.fullmatch(file.stem) else UNKNOWN
        known = _known(issuers.values(), slug, body.cik)
        listed = _listed(known, ticker or (None if known else stem), exchange)
        folder = known.slug if known else _slug(slug, listed.ticker, body)
        imported = hold(import_body(body, listed, quarters))
        made = plan(imported, root / "briefs", folder)
    except Finding as finding:
        raise click.ClickException(f"{file or cik}: {finding}") from None
    for remark in imported.remarks:
        click.echo(remark, err=True)
    if UNKNOWN in (listed.ticker, listed.exchange.upper()):
        missing = f"briefs/{folder}/company.yml lacks the ticker or the exchange"
        click.echo(f"{missing}: edit it there, or give --ticker and --exchange", err=True)
    finish(made, dry_run=dry_run)


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


def finish(*plans: Plan, dry_run: bool) -> None:
    """Print what plans change, and carry them out together unless they are only to be shown."""
    for line in (line for made in plans for line in made.news):
        click.echo(line)
    for line in (line for made in plans for line in made.kept):
        click.echo(f"kept: {line}", err=True)
    if not dry_run:
        try:
            carry_out(*plans)
        except Unwritten as fault:
            raise click.ClickException(f"nothing was written: {fault}") from None
    done = "would be made" if dry_run else "made"
    click.echo(f"{sum(len(made.news) for made in plans)} changes {done}", err=True)


def _fetched(cik: str, contact: str) -> Body:
    world = World(ask, time.sleep, lambda line: click.echo(line, err=True))
    return read_body(fetch(cik, contact, world))


def _known(issuers: Iterable[Issuer], slug: str | None, cik: str) -> Issuer | None:
    """The issuer on record: by the folder where one is named, else by its CIK.

    Raises Finding where the folder belongs to another issuer.
    """
    for issuer in issuers:
        company = issuer.company.model
        if issuer.slug == slug and company.cik not in (None, cik):
            finding = f"briefs/{slug} is of {company.name}, CIK {company.cik}, not {cik}"
            raise Finding(finding, "give another --slug")
        if issuer.slug == slug or (slug is None and company.cik == cik):
            return issuer
    return None


def _listed(known: Issuer | None, ticker: str | None, exchange: str | None) -> ExchangeListing:
    """As the options say; as the company file has it where they are left out."""
    usual = ExchangeListing()
    if known is None:
        return ExchangeListing(ticker or usual.ticker, exchange or usual.exchange, usual.sector)
    company = known.company.model
    main = company.listings[0]
    return ExchangeListing(ticker or main.ticker, exchange or main.exchange, company.sector)


def _slug(slug: str | None, ticker: str, body: Body) -> str:
    name = short_name(body.name) if ticker == UNKNOWN else ticker
    made = slug or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64]
    if (reason := no_issuer(made)) is not None:
        raise Finding(reason[0], "give --slug in small letters, digits and hyphens, like aapl")
    return made
