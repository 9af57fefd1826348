"""The command `tieout comment`: the review of a stranger's change, made fit to be posted."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

from pathlib import Path

import click

from tieout.publish.review.received import NAME, pull_request, read_artifact

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("artifact", type=_FILE)
@click.option("--event", type=_FILE, required=True, help="The payload of the event.")
@click.option("--pulls", type=_FILE, required=True, help="Pull requests of the run's branch.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR"
)
@click.option("--previews", default="", metavar="URL", help="Where previews stand, by number.")
def comment(artifact: Path, event: Path, pulls: Path, output: Path, previews: str) -> None:
    """Make a review that a run without rights has left fit to be posted by one that has them.

    ARTIFACT is the packed file as it was left. DIR gets `comment.md`, in which nothing leads
    anywhere or calls anybody, and `number`, of the pull request by the event.

    \b
    tieout comment review.zip --event "$GITHUB_EVENT_PATH" --pulls pulls.json --output build/comment
    """
    number, text = (
        pull_request(event.read_bytes(), pulls.read_bytes()),
        read_artifact(artifact.read_bytes()),
    )
    if previews:
        text += f"\nPreview, some minutes from now: <{previews.rstrip('/')}/{number}/>\n"
    output.mkdir(parents=True, exist_ok=True)
    (output / NAME).write_text(text, "utf-8")
    (output / "number").write_text(str(number), "utf-8")
