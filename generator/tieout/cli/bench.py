"""The command `tieout bench`, all its parts together."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tieout.bench.builds import RunFailed, builds_json, builds_text, measure_builds
from tieout.bench.mutations import measure
from tieout.cli.article import bench
from tieout.cli.importing import bench_edgar

bench.add_command(bench_edgar)


@bench.command("verify")
@click.argument(
    "site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--each", type=click.IntRange(1), default=100, show_default=True, help="A kind.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--missed", is_flag=True, help="List what no check by meaning has named.")
@click.pass_obj
def bench_verify(root: Path, site: Path | None, each: int, seed: int, *, missed: bool) -> None:
    """Change digits, signs, scales, units and hedges of SITE, and count what a look over names.

    A copy is changed, kind of file by kind: by meaning, without the list of what was built, and in
    all, with it.
    """
    folder = site or root / "site"
    if not folder.is_dir():
        raise click.ClickException("there is no built site; build it with: tieout build")
    for found in measure(folder, each, seed):
        click.echo(f"{found.kind:26} {found.by_meaning!s:42} in all {found.in_all}")
        for line in found.missed if missed else ():
            click.echo(f"  {line}", err=True)


@bench.command("build")
@click.option("--briefs", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other figures.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="As of build; the processor seconds of workers are not counted.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def bench_build(briefs: int, seed: int, jobs: int, form: str) -> None:
    """Time the build of invented briefs: cold, with nothing changed, after 1 and 12 edits."""
    if sys.platform == "win32":
        raise click.ClickException("what a process takes is not told on this system")
    with TemporaryDirectory() as folder:
        try:
            times = measure_builds(Path(folder), briefs, seed, jobs)
        except RunFailed as failed:
            raise click.ClickException(str(failed)) from None
    told = builds_text(times) if form == "text" else json.dumps(builds_json(times), indent=2)
    click.echo(told)
