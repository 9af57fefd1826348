"""The command `tieout propose`: a pull request of what another command has written into briefs/."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import click

_BRANCH = re.compile(r"[a-z0-9][a-z0-9-]*")
_BOT = (
    *("-c", "user.name=github-actions[bot]"),
    *("-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com"),
)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument(
    "told", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.pass_obj
def propose(root: Path, told: Path) -> None:
    """Open a pull request of what `tieout form` or `tieout watch` has written into briefs/.

    DIR is what those were given as --answer; where it names no branch, there is nothing to propose.
    A branch that is there already is written anew, and its pull request follows. For a run on
    GitHub: GITHUB_REPOSITORY names the repository, and GH_TOKEN gives the right to push.

    \b
    tieout propose build/form
    """
    if not (told / "branch").is_file():
        click.echo("nothing to propose", err=True)
        return
    branch = (told / "branch").read_text("utf-8")
    if not _BRANCH.fullmatch(branch):
        raise click.ClickException(f"{branch!r} is no name of a branch: a-z, 0-9 and - alone")
    repository, token = _wanted("GITHUB_REPOSITORY"), _wanted("GH_TOKEN")
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    _run(root, "git", "switch", "--quiet", "--force-create", branch)
    _run(root, "git", "add", "briefs")
    _run(root, "git", *_BOT, "commit", "--quiet", "--file", str((told / "title").absolute()))
    address = f"{server}/{repository}"
    ends = (address, f"HEAD:refs/heads/{branch}")
    _run(root, "git", "push", "--quiet", "--force", *ends, more=_right(token))
    here = ("--repo", repository, "--head", branch)
    pulls = _run(root, "gh", "pr", "list", *here, "--state", "open", "--json", "number")
    if not json.loads(pulls):
        title, body = (told / "title").read_text("utf-8"), str((told / "body.md").absolute())
        _run(root, "gh", "pr", "create", *here, "--title", title, "--body-file", body)
    click.echo(branch)


def _wanted(name: str) -> str:
    if not (value := os.environ.get(name)):
        raise click.ClickException(f"{name} is not set; a run on GitHub has it")
    return value


def _right(token: str) -> Mapping[str, str]:
    """The right to push, where no list of processes shows it."""
    word = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: basic {word}",
    }


def _run(root: Path, *command: str, more: Mapping[str, str] | None = None) -> str:
    try:
        done = subprocess.run(  # noqa: S603  the runner's own git and gh, without a shell
            command, cwd=root, env=os.environ | (more or {}), capture_output=True, check=True
        )
    except FileNotFoundError:
        raise click.ClickException(f"{command[0]} is not here; a run on GitHub has it") from None
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.decode("utf-8", "replace").strip()
        raise click.ClickException(f"{command[0]} failed: {said}") from None
    return done.stdout.decode("utf-8")
