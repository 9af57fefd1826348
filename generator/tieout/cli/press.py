"""The command `tieout press`: any text against an issuer's figures, with nothing typed before."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click

from tieout.claims.covered import Reading, each_to_its_own, find_covered, hold
from tieout.claims.extract import names_issuer
from tieout.claims.main_text import MainText, headline
from tieout.claims.rows import readings_json
from tieout.cli.claims_table import claims_text
from tieout.facts.store import Facts
from tieout.importers.at_hand import issuer_of
from tieout.importers.body import Body, read_body, read_body_file
from tieout.importers.company import ExchangeListing
from tieout.importers.document import read_document
from tieout.importers.fetch import World, ask, fetch
from tieout.importers.published import issuers_on, reader_of
from tieout.problems import Finding
from tieout.records.businesses import short_name
from tieout.records.read import Issuer, read_briefs
from tieout.views.press.sheet import markdown, page

_TEXT = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TICKER = re.compile(r"[A-Z]{1,5}")
_MOST_LISTED = 12


@click.command()
@click.argument("text", type=_TEXT)
@click.option("--edgar", type=_FILE, help="A companyfacts body: the figures that the issuer filed.")
@click.option("--cik", help="Fetch the body of this issuer from the SEC.")
@click.option(
    "--contact",
    envvar="TIEOUT_CONTACT",
    default="",
    help="Your e-mail address, which the SEC asks for; or in TIEOUT_CONTACT.",
)
@click.option("--site", metavar="URL|DIR", help="A published site: the figures of its API.")
@click.option(
    "--covers",
    metavar="[ISSUER/]PERIOD",
    multiple=True,
    help="2025-q3; else it is found in the text. Once for each issuer that the text is about.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
)
@click.pass_obj
def press(  # noqa: PLR0913  one argument for each option of the command
    root: Path,
    text: Path,
    *,
    edgar: Path | None,
    cik: str | None,
    contact: str,
    site: str | None,
    covers: tuple[str, ...],
    form: str,
) -> None:
    """Hold the numbers of TEXT against figures on record; - reads the input.

    TEXT is plain text, Markdown, a saved page, or a PDF. Without --edgar, --cik or --site the
    figures are those of the folder's own records. Of several issuers in one text each number is
    held against its own. No file is written.

    \b
    tieout press story.html --edgar CIK0000320193.json
    tieout press story.txt --cik 320193 --contact analyst@example.com --covers 2025-q3
    tieout press story.txt --site https://briefs.example.org/
    tieout press story.txt --format html > sheet.html
    """
    if len([each for each in (edgar, cik, site) if each]) > 1:
        raise click.UsageError("give one of --edgar, --cik and --site")
    try:
        main = _document(text)
        if site:
            issuers = _published(site, main.text, covers)
        else:
            issuers = _issuers(root, edgar, cik, contact)
        readings = _readings(main.text, issuers, covers)
    except Finding as cause:
        raise click.ClickException(str(cause)) from None
    for note in dict.fromkeys(note for each in readings for note in each.notes):
        click.echo(note, err=True)
    click.echo(_shown(readings, main, form), nl=form in ("text", "json"))


def _document(path: Path) -> MainText:
    """The main text of a file or of the input. Raises Finding where it holds none."""
    content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    main = read_document(content, path.name)
    if not main.text.strip():
        raise Finding("the text is empty", "give a file, or an input, that holds the article")
    return main


def _published(site: str, text: str, covers: tuple[str, ...]) -> Mapping[str, Issuer]:
    """The issuers of a site that are named in the text, or in --covers."""
    read = reader_of(site)
    named = [each.rpartition("/")[0] for each in covers]
    if not named:
        return issuers_on(read, text)
    return {slug: each for name in named for slug, each in issuers_on(read, text, name).items()}


def _issuers(root: Path, edgar: Path | None, cik: str | None, contact: str) -> Mapping[str, Issuer]:
    """The issuer of a body, or all on record."""
    if edgar is None and cik is None:
        return read_briefs(root / "briefs", root)[0]
    if edgar is not None:
        body = read_body_file(edgar)
        stem = edgar.stem if _TICKER.fullmatch(edgar.stem) else ""
    else:
        world = World(ask, time.sleep, lambda line: click.echo(line, err=True))
        body, stem = read_body(fetch(cik or "", contact, world)), ""
    issuer = issuer_of(
        body, _slug(stem, body), ExchangeListing(stem) if stem else ExchangeListing()
    )
    return {issuer.slug: issuer}


def _slug(stem: str, body: Body) -> str:
    name = stem or short_name(body.name)
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64] or "issuer"


def _readings(
    text: str, issuers: Mapping[str, Issuer], covers: tuple[str, ...]
) -> tuple[Reading, ...]:
    facts = Facts.of(issuers)
    if not covers:
        return find_covered(text, issuers, facts)
    asked = dict(_asked(text, issuers, each) for each in covers)
    return each_to_its_own(
        [hold(text, issuers[slug], facts, period) for slug, period in asked.items()]
    )


def _asked(text: str, issuers: Mapping[str, Issuer], covers: str) -> tuple[str, str]:
    """The issuer and period that --covers names, the issuer else by the text.

    Raises Finding where there are no such figures.
    """
    slug, _, period = covers.rpartition("/")
    named = [slug] if slug else _named(text, issuers)
    found = [each for each in named if each in issuers and period in issuers[each].records]
    if len(found) == 1:
        return found[0], period
    if len(found) > 1:
        choice = ", ".join(f"{each}/{period}" for each in found)
        raise Finding(f"the text names several issuers with figures for {covers}", f"say {choice}")
    near = [each for each in named if each in issuers]
    known = [f"{each}/{latest}" for each in near for latest in issuers[each].records]
    choice = ", ".join(known[-_MOST_LISTED:] or issuers)
    raise Finding(f"there are no figures for {covers}", f"there are those of {choice}")


def _named(text: str, issuers: Mapping[str, Issuer]) -> list[str]:
    """The one issuer at hand, else those that the text names."""
    if len(issuers) == 1:
        return list(issuers)
    return [slug for slug, each in issuers.items() if names_issuer(text, each.company.model)]


def _shown(readings: tuple[Reading, ...], main: MainText, form: str) -> str:
    title = headline(main.title) or "Press check"
    if form == "json":
        return readings_json(readings)
    if form == "markdown":
        return markdown(readings, title)
    if form == "html":
        from tieout.views.colours import colours_css  # noqa: PLC0415  with the library of charts
        from tieout.views.templates import PACKAGED  # noqa: PLC0415  as above

        return page(readings, title, colours_css((PACKAGED,)))
    return "\n\n".join(map(_table, readings))


def _table(reading: Reading) -> str:
    company = reading.issuer.company.model
    label = reading.issuer.records[reading.period].model.period.fiscal
    head = f"held against {company.short_name} {label} ({reading.covers})"
    return f"{head}\n\n{claims_text(reading.judged, company, label)}"
