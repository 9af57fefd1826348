"""The commands `tieout render`, `build` and `serve`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tieout.build import DOCS, render_docs
from tieout.cli.problems import line, reject
from tieout.edition import Edition
from tieout.problems import BriefsRejected
from tieout.site import look_over
from tieout.site.clock import source_day
from tieout.site.plugin import BuildFailed, build_site
from tieout.site.plugin import serve as serve_site


@click.command()
@click.pass_obj
def render(root: Path) -> None:
    """Write the generated Markdown, charts and downloads into build/docs, and no site."""
    try:
        warnings = render_docs(root, root / DOCS, Edition(source_day(root)))
    except BriefsRejected as rejected:
        reject(rejected.problems)
    for warning in warnings:
        click.echo(line(warning), err=True)


@click.command()
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where; else ROOT/site.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many issuers are worked out at once; else as many as there are cores.",
)
@click.pass_obj
def build(root: Path, site_dir: Path | None, jobs: int | None) -> None:
    """Build the site beside the old one, look it over, and put it in its place in one step.

    If anything is wrong the old site stays as it was, and so does every folder that holds files
    which no build wrote.
    """
    site = site_dir or root / "site"
    try:
        pages = build_site(root, site_dir, jobs, _show)
    except BuildFailed as failed:
        raise click.ClickException(str(failed)) from None
    finally:
        _show("")
    click.echo(f"{pages} pages in {_beside(site)}", err=True)


@click.command()
@click.argument(
    "site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.pass_obj
def verify(root: Path, site: Path | None) -> None:
    """Look a built site over, file by file; SITE is a folder, else ROOT/site.

    Every number that carries a figure's id is that figure; a page and its Markdown copy say the
    same, and so do the drawings of a chart; the API, linked data and feeds follow from the records
    published beside them; links lead somewhere; nothing has changed since the build. Ends with 1
    and a line for each finding, by its file.
    """
    folder = site or root / "site"
    if not folder.is_dir():
        raise click.ClickException(f"there is no {_beside(folder)}; build it with: tieout build")
    found = [*look_over.changes(folder), *look_over.findings(folder)]
    for finding in found:
        click.echo(finding)
    if found:
        plural = "" if len(found) == 1 else "s"
        click.echo(f"{len(found):,} finding{plural} in {_beside(folder)}", err=True)
        raise SystemExit(1)
    click.echo(f"{_beside(folder)} is whole", err=True)


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.pass_obj
def serve(root: Path, address: str) -> None:
    """Show the site locally; saving a YAML file reloads the open page. Ctrl-C ends it.

    While the briefs have problems the last good pages stay, with the problems above them.
    """
    try:
        serve_site(root, address)
    except BuildFailed as failed:
        raise click.ClickException(str(failed)) from None


def _show(doing: str) -> None:
    """On a terminal, one line that says what is being done; the next one takes its place."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{doing[:79]}", err=True, nl=False)


def _beside(path: Path) -> str:
    """A path as the user would type it."""
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}/"
