"""How a command that brings records up to date ends: what changes, and the writing of it."""

from __future__ import annotations

import click

from tieout.importers.writing import Plan, carry_out
from tieout.records.writer import Unwritten


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
