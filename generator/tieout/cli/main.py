"""The command `tieout`: reads arguments, calls the core, prints.

It ends with 0; with 1 where the briefs or the build have errors; with 2 where the call is wrong.
"""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import errno
import importlib
from pathlib import Path
from typing import NamedTuple

import click

from tieout.problems import Finding

_FOLDER = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)


class _Command(NamedTuple):
    """Where a command stands, and what the list of commands says of it."""

    module: str
    name: str
    told: str


_COMMANDS = {
    "article": _Command("article", "article", "Read articles about a brief."),
    "bench": _Command("bench", "bench", "Measure how well texts and filings are read."),
    "build": _Command("making", "build", "Build the site beside the old one and swap it in."),
    "check": _Command("reading", "check", "Name everything that is wrong with the briefs."),
    "comment": _Command("comment", "comment", "Make a stranger's review fit to be posted."),
    "explain": _Command("explaining", "explain", "Say what a rule demands, and why."),
    "export": _Command("importing", "take_out", "Write what the records have for other programs."),
    "facts": _Command("reading", "facts", "Print every figure of a brief."),
    "form": _Command("form", "form", "Turn a form filled in on the web into a change."),
    "import": _Command("importing", "bring_in", "Write records from what others publish as data."),
    "init": _Command("starting", "init", "Start a folder of briefs with a sample issuer."),
    "links": _Command("upkeep", "links", "Ask whether cited addresses still answer."),
    "merge": _Command("making", "merge", "Build the site from what shards of it have kept."),
    "migrate": _Command("migrating", "migrate", "Bring files of an earlier form to today's."),
    "new": _Command("starting", "new", "Write a first record, with a comment on every field."),
    "press": _Command("press", "press", "Hold any text against an issuer's filed figures."),
    "propose": _Command("proposing", "propose", "Open a pull request of what a form has made."),
    "render": _Command("building", "render", "Write the generated Markdown, and no site."),
    "review": _Command("review", "review", "Say what a change changes, for its reviewer."),
    "schema": _Command("starting", "schema", "Write the schemas by which editors complete fields."),
    "serve": _Command("building", "serve", "Show the site locally and follow edits."),
    "verify": _Command("building", "verify", "Look a built site over, file by file."),
    "watch": _Command("upkeep", "watch", "Write quarters that issuers have filed since."),
}


class _Commands(click.Group):
    """Loads a command when it is called: a check waits for no chart, a version for nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return sorted(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"tieout.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """What a command does not expect is told in words, never as a traceback."""
        try:
            return super().invoke(ctx)
        except Finding as finding:
            raise click.ClickException(str(finding)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads our lines has enough
                raise
            where = error.filename2 or error.filename or "a file"
            told = (error.strerror or "the system gives no reason").lower()
            raise click.ClickException(f"cannot use {where}: {told}") from None

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.told) for name, each in sorted(_COMMANDS.items())])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--root",
    type=_FOLDER,
    default=".",
    help="The folder of mkdocs.yml and briefs/; files in its templates/ take the place of ours.",
)
@click.version_option(package_name="tieout", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Investor briefs whose every number ties out.

    \b
    tieout init my-site         start a folder of briefs with a sample issuer
    tieout new baba 2026-q3     write a first record, with a comment on every field
    tieout import edgar FILE    write an issuer's records from its filings with the SEC
    tieout check                name everything that is wrong, by file, line and column
    tieout serve                see the pages; they follow every edit
    tieout build                build the site into site/
    """
    context.obj = root
