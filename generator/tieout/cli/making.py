"""The command `tieout build`: what it takes is loaded only where there is something to build."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tieout.site.standing import pages_standing


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
    which no build wrote. Where nothing has changed since the last build, nothing is done.
    """
    site = site_dir or root / "site"
    pages = pages_standing(root, site)
    if pages is None:
        pages = _built(root, site_dir, jobs)
    click.echo(f"{pages} pages in {beside(site)}", err=True)


def beside(path: Path) -> str:
    """A path as the user would type it."""
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}/"


def _built(root: Path, site: Path | None, jobs: int | None) -> int:
    from tieout.site.plugin import BuildFailed, build_site  # noqa: PLC0415  a second to load

    try:
        return build_site(root, site, jobs, _show)
    except BuildFailed as failed:
        raise click.ClickException(str(failed)) from None
    finally:
        _show("")


def _show(doing: str) -> None:
    """On a terminal, one line that says what is being done; the next one takes its place."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{doing[:79]}", err=True, nl=False)
