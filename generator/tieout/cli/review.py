"""The command `tieout review`: what a change of the briefs changes, as a comment in Markdown."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tieout.edition import Edition
from tieout.problems import Finding, shown
from tieout.publish.cards import cards
from tieout.publish.review.changes import ChangeSet, changes_between
from tieout.publish.review.comment import comment
from tieout.publish.review.state import sides
from tieout.site.clock import source_day
from tieout.views.brief.line import cover
from tieout.views.templates import templates_of

_REVISION = re.compile(r"(?!-)[A-Za-z0-9_./^~@{}-]{1,200}")
_OPEN = re.compile(r"^[ \t]*[-*] \[ \]", re.MULTILINE)
_MOST_PICTURES = 24


@click.command()
@click.option("--base", required=True, metavar="REV|DIR", help="What to compare with.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the comment is written, else it is printed.",
)
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where a picture of each changed brief is written.",
)
@click.option(
    "--event",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The payload of a pull request: its list is looked at.",
)
@click.pass_obj
def review(
    root: Path, base: str, output: Path | None, pictures: Path | None, event: Path | None
) -> None:
    """Say what a change changes: figures, verdicts, warnings, and which pages.

    The change is what stands in briefs/ now, against a commit or another folder. Only issuers of
    whom a file differs are read. Ends with 0: whether the change is sound, a check says.

    \b
    tieout review --base main
    tieout review --base origin/main --output comment.md --pictures pictures/
    """
    edition = Edition(source_day(root), os.environ.get("SITE_URL", ""))
    with _before(root, base) as before:
        changes = changes_between(sides(before, root, edition.as_of))
        drawn = _drawn(root, changes, edition, pictures) if pictures else []
        text = comment(changes, edition, drawn, _unticked(event) if event else 0)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")


def _unticked(event: Path) -> int:
    """How many points of the list in a pull request's text are open."""
    try:
        body = json.loads(event.read_bytes())["pull_request"]["body"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise Finding("this is no event of a pull request", "hand over its own file") from None
    return len(_OPEN.findall(body)) if isinstance(body, str) else 0


@contextmanager
def _before(root: Path, base: str) -> Iterator[Path]:
    """A folder with the briefs as they were; of a commit, a copy."""
    folder = Path(base)
    if base and (folder / "briefs").is_dir():
        yield folder
        return
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(fileobj=io.BytesIO(_archive(root, base))) as packed:
            packed.extractall(scratch, filter="data")
        yield Path(scratch)


def _archive(root: Path, base: str) -> bytes:
    """The briefs of a commit, packed by git."""
    if not _REVISION.fullmatch(base):
        raise Finding(f"`{shown(base)}` is neither a folder with briefs/ nor a commit", _HOW)
    command = ["git", "-C", str(root), "archive", "--format=tar", base]
    try:
        has_briefs = subprocess.run(  # noqa: S603  the user's own git, without a shell
            ["git", "-C", str(root), "cat-file", "-e", f"{base}:./briefs"],  # noqa: S607  as above
            capture_output=True,
            check=False,
        )
        paths = ["briefs"] if has_briefs.returncode == 0 else []
        packed = subprocess.run([*command, *paths], capture_output=True, check=True)  # noqa: S603  as above
    except (OSError, subprocess.CalledProcessError):
        raise Finding(f"git knows no commit `{shown(base)}` here", _HOW) from None
    return packed.stdout


_HOW = "name a branch or a commit that was fetched, or a folder"


def _drawn(root: Path, changes: ChangeSet, edition: Edition, folder: Path) -> list[str]:
    """Write a picture of each brief that changes, and give their names."""
    folder.mkdir(parents=True, exist_ok=True)
    shelves = [brief.shelf for brief in changes.briefs if brief.shelf is not None]
    lines = [cover(shelf).line for shelf in shelves[:_MOST_PICTURES]]
    cache = root / "build/cache/cards"
    names = []
    for path, content in cards(lines, templates_of(root), cache, edition, set()):
        name = f"{path.parent.as_posix().strip('/').replace('/', '-')}.png"
        (folder / name).write_bytes(content)
        names.append(name)
    return names
