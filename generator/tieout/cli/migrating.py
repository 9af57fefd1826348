"""The command `tieout migrate`: files of an earlier form brought to today's."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from tieout.importers.writing import TextFile
from tieout.records.folders import find
from tieout.records.issuer_schema import NAME
from tieout.records.migration import migrated
from tieout.records.writer import Unwritten, write


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.pass_obj
def migrate(root: Path, *, dry_run: bool) -> None:
    """Bring records and company files of an earlier form to that of this program.

    Only the lines concerned change: comments and the order of lines stay. All files are written, or
    none.

    \b
    pip install --upgrade tieout
    tieout migrate
    tieout check
    """
    changed: dict[str, bytes] = {}
    for folder in find(root / "briefs", root)[0]:
        has_schema = (folder.path / NAME).is_file()
        for path in filter(None, (folder.company, *folder.records.values())):
            name = PurePosixPath(folder.name, path.name)
            before = TextFile.read(path, str(name))
            after = migrated(name, before.text, has_schema=has_schema)
            if after.text != before.text:
                changed[str(name)] = before.encoded(after.text)
                click.echo(f"{name}: {'; '.join(after.told)}")
    try:
        if not dry_run:
            write(root, changed)
    except Unwritten as fault:
        raise click.ClickException(str(fault)) from None
    count = f"{len(changed)} file{'' if len(changed) == 1 else 's'}"
    click.echo(f"{count} {'would be' if dry_run else ''} changed".replace("  ", " "), err=True)
