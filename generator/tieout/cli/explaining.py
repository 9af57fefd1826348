"""The command `tieout explain`: what a rule demands, why, and an example."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from tieout.check.explained import Example, shown_part
from tieout.claims.codes import CodeMeaning, codes, meaning
from tieout.problems import shown
from tieout.views.upkeep.rules import CONSEQUENCES, sentence

_WIDTH = 96


@click.command()
@click.argument("wanted", metavar="[CODE]...", nargs=-1)
def explain(wanted: tuple[str, ...]) -> None:
    """Say what a rule demands, why, and show an example; without CODE, list all rules.

    The code stands at the end of each message of a check.

    \b
    tieout explain T503
    """
    if not wanted:
        for known in codes():
            click.echo(f"{known.code}  {sentence(known)}")
        return
    found = [_known(code) for code in wanted]
    click.echo("\n\n".join("\n".join(_lines(known)) for known in found))


def _known(code: str) -> CodeMeaning:
    known = meaning(code)
    if known is None:
        told = f"there is no rule {shown(code)}; tieout explain, without a code, lists them"
        raise click.BadParameter(told)
    return known


def _lines(known: CodeMeaning) -> Iterator[str]:
    """The lines of one rule."""
    reason = known.reason
    yield click.style(f"{known.code}  {sentence(known)}", bold=True)
    for text in (known.demands, reason.why, CONSEQUENCES[known.severity]):
        yield ""
        yield from textwrap.wrap(text, _WIDTH)
    if reason.example is not None:
        yield ""
        yield from _example(reason.example)


def _example(example: Example) -> Iterator[str]:
    yield f"For example: {example.title}"
    for name, text in example.beside.items():
        yield from _file(f"beside it, {name}", text)
    yield from _file(f"wrong, {example.file}", example.wrong)
    for message in example.messages:
        yield from textwrap.wrap(message, _WIDTH, initial_indent="  -> ", subsequent_indent="     ")
    yield from _file(f"right, {example.file}", example.right)


def _file(heading: str, text: str) -> Iterator[str]:
    yield ""
    yield f"  {heading}:"
    yield from textwrap.indent(shown_part(text), "    ").split("\n")
