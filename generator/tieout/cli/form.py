"""The command `tieout form`: a form that was filled in on the web, as a change or an answer."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from tieout.importers.forms.article import article
from tieout.importers.forms.event import FilledForm, Unanswered, read_event
from tieout.importers.forms.figure import figure
from tieout.importers.forms.proposal import Proposal
from tieout.importers.forms.quarter import quarter
from tieout.publish.review.comment import code
from tieout.records.writer import Unwritten, write
from tieout.site.clock import source_day

_MAKERS: Mapping[str, Callable[[Path, FilledForm, date], Proposal]] = {
    "quarter": quarter,
    "figure": figure,
    "article": article,
}
_MOST_TOLD = 30


@click.command()
@click.argument("event", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--answer",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Where title and text of the pull request, or the answer to the form, are written.",
)
@click.pass_obj
def form(root: Path, event: Path, answer: Path) -> None:
    """Turn a form that was filled in on the web into a change of the briefs, or answer it.

    EVENT is the payload of an issue's event. Where the form makes files that a check accepts, they
    are written, and DIR has `title`, `branch` and `body.md` for a pull request. Else DIR has
    `answer.md` alone, which says what is missing.

    \b
    tieout form "$GITHUB_EVENT_PATH" --answer build/form
    """
    filled = read_event(event.read_bytes())
    answer.mkdir(parents=True, exist_ok=True)
    try:
        made = _MAKERS[filled.kind](root, filled, source_day(root))
        write(root, {path: text.encode() for path, text in made.files.items()})
    except Unanswered as unanswered:
        (answer / "answer.md").write_text(_answer(unanswered.missing), "utf-8")
        click.echo(f"{len(unanswered.missing)} answers are missing or wrong", err=True)
        return
    except Unwritten as fault:
        raise click.ClickException(str(fault)) from None
    (answer / "title").write_text(made.title, "utf-8")
    (answer / "branch").write_text(f"form-{filled.number}", "utf-8")
    (answer / "body.md").write_text(_body(made, filled.number), "utf-8")
    for path in made.files:
        click.echo(path)


def _answer(missing: list[str]) -> str:
    rows = "\n".join(f"- {code(told)}" for told in missing[:_MOST_TOLD])
    more = f"\n- {len(missing) - _MOST_TOLD} more" if len(missing) > _MOST_TOLD else ""
    return (
        "Thank you. No change could be made of this form yet:\n\n"
        f"{rows}{more}\n\n"
        "Edit the text of the issue above, and it is read again.\n"
    )


def _body(made: Proposal, number: int) -> str:
    remarks = "\n".join(f"- {code(told)}" for told in made.remarks)
    told = f"\n\nA check warns:\n\n{remarks}" if remarks else ""
    return f"Made from the form in #{number}. Hold each figure against its source.{told}\n"
