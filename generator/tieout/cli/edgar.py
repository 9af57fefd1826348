"""The command `tieout import edgar`: one issuer or many, each written whole or not at all."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from tieout.cli.finishing import finish
from tieout.importers.body import Body, read_body, read_body_file
from tieout.importers.company import UNKNOWN, ExchangeListing
from tieout.importers.edgar import Imported, import_body
from tieout.importers.entries import Document
from tieout.importers.fetch import World, ask, fetch
from tieout.importers.known_listings import listing_of
from tieout.importers.refuse import hold
from tieout.importers.writing import Plan, plan
from tieout.problems import Finding
from tieout.records.businesses import short_name
from tieout.records.folders import no_issuer
from tieout.records.read import Issuer, read_briefs

_STEM = re.compile(r"[A-Z]{1,5}")
_SOURCE = click.Path(exists=True, path_type=Path)
_LATEST = 2
"""Quarters back from the latest filing that a watch looks at."""
_UNCLASSIFIED = ExchangeListing().sector


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the options say of an issuer; of several issuers only the number of quarters."""

    slug: str | None
    ticker: str | None
    exchange: str | None
    quarters: int | None
    only: str | None = None
    """The one record to make, by its slug; else all."""


@click.command()
@click.argument("sources", nargs=-1, type=_SOURCE, metavar="[FILE | DIR]...")
@click.option("--cik", "ciks", multiple=True, help="Fetch this issuer's body from the SEC; again.")
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
    sources: tuple[Path, ...],
    *,
    ciks: tuple[str, ...],
    contact: str,
    slug: str | None,
    ticker: str | None,
    exchange: str | None,
    quarters: int | None,
    dry_run: bool,
) -> None:
    """Write issuers' records from the figures they file with the SEC.

    FILE is a companyfacts body, DIR a folder of them. Figures are taken as first reported, one
    record a fiscal quarter, each with its filing as the source. A second import brings the records
    up to date: it changes what the first one wrote, and nothing that a person typed. Of several
    issuers each is written whole or not at all.

    \b
    tieout import edgar CIK0000320193.json --ticker AAPL --exchange Nasdaq
    tieout import edgar --cik 320193 --cik 789019 --contact analyst@example.com --quarters 12
    tieout import edgar bodies/ --quarters 12
    """
    if bool(sources) == bool(ciks):
        raise click.UsageError("give either FILE or --cik")
    wanted: Sequence[Path | str] = [*_files(sources), *_numbers(ciks)]
    if len(wanted) > 1 and (slug or ticker or exchange):
        raise click.UsageError("--slug, --ticker and --exchange are of one issuer alone")
    if not wanted:
        raise click.UsageError("the folder has no file that ends in .json")
    wish, faults = _Wish(slug, ticker, exchange, quarters), []
    for at, one in enumerate(wanted, 1):
        if len(wanted) > 1:
            click.echo(f"{at}/{len(wanted)} {_name(one)}", err=True)
        try:
            made = _planned(root, one, contact, wish)
        except Finding as finding:
            faults.append(f"{one}: {finding}")
            if len(wanted) > 1:
                click.echo(faults[-1], err=True)
            continue
        finish(made, dry_run=dry_run)
    if len(wanted) > 1:
        done = "would be imported" if dry_run else "imported"
        click.echo(f"{len(wanted) - len(faults)} of {len(wanted)} issuers {done}", err=True)
    if faults:
        raise click.ClickException(faults[0] if len(wanted) == 1 else f"{len(faults)} left out")


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    for each in sources:
        yield from sorted(each.glob("*.json")) if each.is_dir() else [each]


def _numbers(ciks: Iterable[str]) -> Iterator[str]:
    """Each number of a list, `320193,789019`, by itself."""
    return (each for cik in ciks for each in re.split(r"[,\s]+", cik.strip()))


def _name(one: Path | str) -> str:
    return one.name if isinstance(one, Path) else f"CIK {one}"


def _planned(root: Path, one: Path | str, contact: str, wish: _Wish) -> Plan:
    """What the import of one issuer changes, with what it has to tell told.

    Raises Finding where the body is none, or makes no records.
    """
    body = read_body_file(one) if isinstance(one, Path) else _fetched(one, contact)
    issuers = read_briefs(root / "briefs", root)[0]
    stem = one.stem if isinstance(one, Path) and _STEM.fullmatch(one.stem) else None
    known = _known(issuers.values(), wish.slug, body.cik)
    listed = _listed(known, body.cik, wish, stem)
    folder = known.slug if known else _slug(wish.slug, listed.ticker, body)
    imported = hold(import_body(body, listed, wish.quarters))
    if wish.only is not None:
        imported = _one(imported, wish.only)
    made = plan(imported, root / "briefs", folder)
    for remark in (*imported.remarks, *_asked(listed, folder)):
        click.echo(remark, err=True)
    return made


def planned_period(root: Path, one: Path | str, contact: str, slug: str, only: str) -> Plan:
    """What the import of one period changes; `one` is a body's file, or a CIK to fetch it by.

    Raises Finding where the body has no such period, too.
    """
    return _planned(root, one, contact, _Wish(slug, None, None, None, only))


def planned_new(root: Path, one: Path | str, contact: str, issuer: Issuer) -> Plan | None:
    """What was filed after the issuer's latest record; None where nothing was."""
    body = read_body_file(one) if isinstance(one, Path) else _fetched(one, contact)
    listed = _listed(issuer, body.cik, _Wish(issuer.slug, None, None, None), None)
    imported = hold(import_body(body, listed, _LATEST))
    latest = max((each.model.period.end for each in issuer.records.values()), default=date.min)
    new = {
        slug: record
        for slug, record in imported.records.items()
        if slug not in issuer.records and _end(record) > latest
    }
    if not new:
        return None
    only = Imported(imported.company, new, imported.remarks)
    return plan(only, root / "briefs", issuer.slug)


def _end(record: Document) -> date:
    period = record["period"]
    return date.fromisoformat(str(period["end"])) if isinstance(period, dict) else date.min


def _one(imported: Imported, slug: str) -> Imported:
    if slug not in imported.records:
        latest = ", ".join(list(imported.records)[-3:])
        raise Finding(
            f"the filings have no figures of {slug}; the latest are of {latest}",
            "leave the option out, and type what the release prints",
        )
    return Imported(imported.company, {slug: imported.records[slug]}, imported.remarks)


def _asked(listed: ExchangeListing, folder: str) -> Iterator[str]:
    """What a person has to add, since no body tells it."""
    if UNKNOWN in (listed.ticker, listed.exchange.upper()):
        missing = f"briefs/{folder}/company.yml lacks the ticker or the exchange"
        yield f"{missing}: edit it there, or give --ticker and --exchange"
    if listed.sector == _UNCLASSIFIED:
        yield f"briefs/{folder}/company.yml has the sector {_UNCLASSIFIED}: write it there"


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


def _listed(known: Issuer | None, cik: str, wish: _Wish, stem: str | None) -> ExchangeListing:
    """As the options say; else as the company file has it, as is known, as the file is called."""
    usual = listing_of(cik) or ExchangeListing(stem or UNKNOWN)
    if known is not None:
        company = known.company.model
        main = company.listings[0]
        usual = ExchangeListing(main.ticker, main.exchange, company.sector)
    ticker, exchange = wish.ticker or usual.ticker, wish.exchange or usual.exchange
    return ExchangeListing(ticker, exchange, usual.sector)


def _slug(slug: str | None, ticker: str, body: Body) -> str:
    name = short_name(body.name) if ticker == UNKNOWN else ticker
    made = slug or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64]
    if (reason := no_issuer(made)) is not None:
        raise Finding(reason[0], "give --slug in small letters, digits and hyphens, like aapl")
    return made
