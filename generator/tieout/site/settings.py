"""What stands in `mkdocs.yml` is looked at before MkDocs does, so that a fault is told in our words."""

from __future__ import annotations

from pathlib import Path

import yaml

from tieout.records.text import RECORD_BYTES, decode, syntax_problem


class NoSettings(Exception):
    """A site has no settings that can be read; the message says why, and what to do."""


def read_settings(root: Path) -> None:
    """Raise NoSettings where `mkdocs.yml` is missing or no YAML."""
    path = root / "mkdocs.yml"
    if not path.is_file():
        raise NoSettings(f"there is no mkdocs.yml in {root}; start with: tieout init")
    text, problems = decode(path.read_bytes(), path.name, RECORD_BYTES)
    problems = [] if text else problems  # its characters are the maintainer's affair
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        problems = [syntax_problem(error, text, path.name, 1)]
    for problem in problems[:1]:
        raise NoSettings(str(problem)) from None
