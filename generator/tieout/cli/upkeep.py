"""The commands `tieout links` and `watch`: what a schedule looks after."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path

import click

from tieout.cli.edgar import planned_new
from tieout.cli.finishing import finish
from tieout.problems import Finding
from tieout.publish.addresses import ask_some, cited, due, memory_text, read_memory, report
from tieout.publish.review.comment import code
from tieout.records.read import read_briefs

_CONTACT = click.option("--contact", envvar="TIEOUT_CONTACT", default="", help="Your address.")
_TIMEOUT = 20.0
_ALIVE = (401, 403, 405, 406, 429)
"""Answers by which a host refuses programs: the document may well be there."""


def answers(url: str, contact: str) -> bool:
    """Whether an address answers: its head is asked for, and no more."""
    agent = f"tieout-links ({contact})" if contact else "tieout-links"
    request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": agent})  # noqa: S310  public hosts over http and https alone
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310  as above
            return bool(answer.status < 400)
    except urllib.error.HTTPError as error:
        return error.code in _ALIVE
    except (OSError, HTTPException, ValueError):
        return False


@click.command()
@click.option(
    "--memory",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="What was asked when; made at the first run.",
)
@click.option(
    "--answer",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where the text of an issue is written; it is empty where all is well.",
)
@click.option("--most", type=click.IntRange(1, 5000), default=200, show_default=True)
@_CONTACT
@click.pass_obj
def links(root: Path, memory: Path, answer: Path, most: int, contact: str) -> None:
    """Ask some of the addresses that the briefs cite, those asked longest ago; ends with 0.

    An address counts as gone where it failed three times in a row, days apart.

    \b
    tieout links --memory build/links.json --answer build/links.md
    """
    places = cited(read_briefs(root / "briefs", root)[0])
    known = read_memory(memory.read_bytes()) if memory.is_file() else {}
    today = datetime.now(UTC).date()
    kept = due(places, known, today)
    ask_some(kept, today, most, lambda url: answers(url, contact), time.sleep)
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(memory_text(kept), "utf-8")
    answer.write_text(report(places, kept), "utf-8")
    gone = sum(each.is_gone for each in kept.values())
    click.echo(f"{len(kept)} addresses, {gone} gone", err=True)


@click.command()
@click.option(
    "--answer",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Where title and text of a pull request are written, if anything is new.",
)
@click.option(
    "--bodies",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Bodies that were fetched, CIK0000320193.json; else the SEC is asked.",
)
@_CONTACT
@click.pass_obj
def watch(root: Path, answer: Path, bodies: Path | None, contact: str) -> None:
    """Look whether issuers have filed quarters that are not on record, and write those.

    Asked are issuers whose records came from the SEC before. Ends with 0 also where the SEC does
    not answer: the next run asks again.

    \b
    tieout watch --answer build/watch --contact analyst@example.com
    """
    added, remarks = [], []
    for slug, issuer in read_briefs(root / "briefs", root)[0].items():
        cik = issuer.company.model.cik
        if cik is None or not (root / "briefs" / slug / ".edgar.json").is_file():
            continue
        one = bodies / f"CIK{cik}.json" if bodies else cik
        if isinstance(one, Path) and not one.is_file():
            continue
        try:
            made = planned_new(root, one, contact, issuer)
        except Finding as finding:
            remarks.append(f"{slug}: {finding}")
            continue
        if made is not None:
            finish(made, dry_run=False)
            added += [f"{slug}/{path.stem}" for path in made.files if path.stem[:1].isdigit()]
    for remark in remarks:
        click.echo(remark, err=True)
    if not added:
        click.echo("nothing new is filed", err=True)
        return
    answer.mkdir(parents=True, exist_ok=True)
    rows = "\n".join(f"- {code(name)}" for name in added)
    told = "\n".join(f"- {code(remark)}" for remark in remarks)
    (answer / "title").write_text(f"Add what was filed: {', '.join(added[:5])}", "utf-8")
    (answer / "branch").write_text("filed", "utf-8")
    body = f"Figures as filed with the SEC. Add what the release alone prints.\n\n{rows}\n\n{told}"
    (answer / "body.md").write_text(body.strip() + "\n", "utf-8")
