"""The commands `tieout build` and `merge`, which load what they take where there is work to do."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.publish.checker import installed
from tieout.site.standing import pages_standing

if TYPE_CHECKING:
    from tieout.jobs.crew import Crew


_JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many issuers are worked out at once; else as many as there are cores.",
)


@click.command()
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where; else ROOT/site.")
@_JOBS
@click.option(
    "--executor",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Who works issuers out: processes of this machine, or the workers of a cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of the cluster, like tcp://10.0.0.5:8786.")
@click.option(
    "--shard",
    metavar="K/N",
    help="Work the issuers of one shard out and keep what comes of them in build/cache; no site.",
)
@click.pass_obj
def build(  # noqa: PLR0913, PLR0917  the options of a command
    root: Path,
    site_dir: Path | None,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    shard: str | None,
) -> None:
    """Build the site beside the old one, look it over, and put it in its place in one step.

    If anything is wrong the old site stays as it was, and so does every folder that holds files
    which no build wrote. Where nothing has changed since the last build, nothing is done.

    Several machines share the work with --shard 1/4 to --shard 4/4, each on the same commit; then
    `tieout merge` builds the site from what they kept.
    """
    if (executor == "dask") != (scheduler is not None):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    site = site_dir or root / "site"
    if shard is None and (pages := pages_standing(root, site)) is not None:
        click.echo(f"{pages} pages in {beside(site)}", err=True)
        return
    from tieout.jobs.crew import Crew, Shard, cluster  # noqa: PLC0415  a second to load

    with cluster(scheduler) if scheduler else nullcontext(jobs) as workers:
        crew = Crew(workers, _show, Shard.parse(shard) if shard else None)
        if shard:
            _keep_shard(root, crew)
        else:
            _build(root, site_dir, crew)


@click.command()
@_JOBS
@click.argument(
    "caches",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.pass_obj
def merge(root: Path, jobs: int | None, caches: tuple[Path, ...]) -> None:
    """Build the site from what the shards of a build have kept.

    CACHES are the folders build/cache of the machines that ran `tieout build --shard`, on the same
    commit, with the same settings and the same Tieout. What none of them has is worked out here: so
    the site is the same as if one machine had built it all.
    """
    from tieout.build import CACHE  # noqa: PLC0415  as above
    from tieout.jobs.crew import Crew  # noqa: PLC0415  as above
    from tieout.jobs.gathered import gather  # noqa: PLC0415  as above

    count = sum(gather(each, root / CACHE) for each in caches)
    click.echo(f"{count:,} kept files from {len(caches)} caches", err=True)
    _build(root, None, Crew(jobs, _show))


def beside(path: Path) -> str:
    """A path as the user would type it."""
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}/"


def _build(root: Path, site: Path | None, crew: Crew) -> None:
    from tieout.site.plugin import BuildFailed, build_site  # noqa: PLC0415  as above

    try:
        pages = build_site(root, site, crew)
    except BuildFailed as failed:
        raise click.ClickException(str(failed)) from None
    finally:
        _show("")
    click.echo(f"{pages} pages in {beside(site or root / 'site')}", err=True)
    if not installed.are_here():
        click.echo(installed.LEFT_OUT, err=True)


def _keep_shard(root: Path, crew: Crew) -> None:
    from tieout.site.plugin import BuildFailed, build_shard  # noqa: PLC0415  as above

    try:
        build_shard(root, crew)
    except BuildFailed as failed:
        raise click.ClickException(str(failed)) from None
    finally:
        _show("")
    click.echo("kept in build/cache; bring the shards together with: tieout merge", err=True)


def _show(doing: str) -> None:
    """On a terminal, one line that says what is being done; the next one takes its place."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{doing[:79]}", err=True, nl=False)
