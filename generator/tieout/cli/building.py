"""The commands `tieout render`, `verify` and `serve`, each of which loads what it takes alone."""

from __future__ import annotations

from pathlib import Path

import click

from tieout.cli.making import beside
from tieout.cli.problems import line, reject
from tieout.edition import Edition
from tieout.problems import BriefsRejected
from tieout.site.clock import source_day


@click.command()
@click.pass_obj
def render(root: Path) -> None:
    """Write the generated Markdown, charts and downloads into build/docs, and no site."""
    from tieout.build import DOCS, render_docs  # noqa: PLC0415  a second to load

    try:
        warnings = render_docs(root, root / DOCS, Edition(source_day(root)))
    except BriefsRejected as rejected:
        reject(rejected.problems)
    for warning in warnings:
        click.echo(line(warning), err=True)


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
        raise click.ClickException(f"there is no {beside(folder)}; build it with: tieout build")
    from tieout.site import look_over  # noqa: PLC0415  as above

    found = [*look_over.changes(folder), *look_over.findings(folder)]
    for finding in found:
        click.echo(finding)
    if found:
        plural = "" if len(found) == 1 else "s"
        click.echo(f"{len(found):,} finding{plural} in {beside(folder)}", err=True)
        raise SystemExit(1)
    click.echo(f"{beside(folder)} is whole", err=True)


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.pass_obj
def serve(root: Path, address: str) -> None:
    """Show the site locally; saving a YAML file reloads the open page. Ctrl-C ends it.

    While the briefs have problems the last good pages stay, with the problems above them.
    """
    from tieout.site.plugin import BuildFailed  # noqa: PLC0415  as above
    from tieout.site.plugin import serve as serve_site  # noqa: PLC0415  as above

    try:
        serve_site(root, address)
    except BuildFailed as failed:
        raise click.ClickException(str(failed)) from None
