"""A review that came from a run of a stranger's change, which may hold anything at all.

The run that made it had no rights, and whoever proposed the change may have changed what it does.
So of the packed files one is read, up to a size; nothing is unpacked. Of its text stays what our
own comments are made of: words in code, tables, lists and headings; nobody is called by name, and
nothing leads anywhere. Which pull request it is about is not taken from it but from the event, and
held against what the host of the repository says.
"""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from tieout.problems import Finding
from tieout.publish.review.comment import MARK

NAME = "comment.md"
_MOST_PACKED = 32 << 20
_MOST_FILES = 200
_LONGEST = 64_000
_CODE = re.compile(r"(`[^`\n]+`)")
_OURS = re.compile(r"<details><summary>\d{1,6} follow from it</summary>|</details>")
_LEADS = re.compile(r"[<>@\[\]!\\&`]|://|www\.|#(?=\d)|(?<=\w)#")
_NO_ARTIFACT = "see whether the run that made it has ended well"


def read_artifact(content: bytes) -> str:
    """The comment in a packed artifact, made harmless; raises Finding where there is none."""
    if len(content) > _MOST_PACKED:
        raise Finding("the artifact is larger than 32 MiB", _NO_ARTIFACT)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text = _member(packed).decode("utf-8")
    except Finding:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise Finding("the artifact cannot be read", _NO_ARTIFACT) from None
    return harmless(text)


def _member(packed: zipfile.ZipFile) -> bytes:
    files = packed.infolist()
    found = [each for each in files if each.filename == NAME]
    if len(files) > _MOST_FILES or len(found) != 1:
        raise Finding(f"the artifact has no {NAME}, or several, or very many files", _NO_ARTIFACT)
    if stat.S_ISLNK(found[0].external_attr >> 16) or found[0].is_dir():
        raise Finding(f"{NAME} in the artifact is no plain file", _NO_ARTIFACT)
    with packed.open(found[0]) as file:  # read to a limit, whatever size it claims to have
        content = file.read(_LONGEST + 1)
    if len(content) > _LONGEST:
        raise Finding(f"{NAME} in the artifact is longer than a comment", _NO_ARTIFACT)
    return content


def harmless(text: str) -> str:
    """A comment in which nothing is a link, a name that is called, a picture or markup of HTML."""
    lines = [MARK, *(_harmless(line) for line in text.splitlines() if line != MARK)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _harmless(line: str) -> str:
    seen = "".join(letter if letter.isprintable() else " " for letter in line)
    if _OURS.fullmatch(seen):
        return seen
    return "".join(_parts(seen))


def _parts(line: str) -> Iterator[str]:
    for at, part in enumerate(_CODE.split(line)):
        yield part if at % 2 else _LEADS.sub("", part)


def pull_request(event: bytes, pulls: bytes) -> int:
    """The number of the pull request whose run has ended, by the event.

    `pulls` are those that the repository's host lists for the run's branch. Raises Finding where
    none of them has the very commit that was run.
    """
    try:
        run, here = json.loads(event)["workflow_run"], json.loads(event)["repository"]["full_name"]
        wanted = run["event"], run["head_sha"], run["head_repository"]["full_name"]
        numbers = [pull["number"] for pull in json.loads(pulls) if _is(pull, wanted, here)]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise Finding("this is no event of a run that has ended", _NO_PULL) from None
    if len(numbers) != 1 or type(numbers[0]) is not int or numbers[0] < 1:
        raise Finding("no open pull request has the commit of that run", _NO_PULL)
    return int(numbers[0])


_NO_PULL = "a newer commit has a run of its own"


def _is(pull: Mapping[str, Any], wanted: tuple[str, str, str], here: str) -> bool:
    """Whether a pull request is open, into this repository, and of that commit."""
    kind, commit, repository = wanted
    head, base = pull["head"], pull["base"]
    return (
        kind == "pull_request"
        and pull["state"] == "open"
        and head["sha"] == commit
        and head["repo"]["full_name"] == repository
        and base["repo"]["full_name"] == here
    )
