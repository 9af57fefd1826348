"""Copies of the project in other folders, and the command run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, SAMPLE

EPOCH = "1791000000"
REPOSITORY = "https://example.org/analysts/briefs"


def copy_of_the_project(folder: Path, records: str = "") -> Path:
    """What a build reads: all briefs, or those of Alibaba's `records` and the article about them.

    Drawings are shared with the project.
    """
    shutil.copy(ROOT / "mkdocs.yml", folder)
    unwanted = set[Path]()
    if records:
        everything = set(SAMPLE.glob("briefs/*/*.yml"))
        issuer = SAMPLE / "briefs/baba"
        unwanted = everything - {issuer / "company.yml"} - set(issuer.glob(f"{records}.yml"))
        unwanted |= {path for path in SAMPLE.glob("briefs/*/") if path != issuer}
    shutil.copytree(
        SAMPLE / "briefs",
        folder / "briefs",
        ignore=lambda inside, names: {name for name in names if Path(inside, name) in unwanted},
    )
    (ROOT / "build/cache").mkdir(parents=True, exist_ok=True)
    (folder / "build").mkdir()
    (folder / "build/cache").symlink_to(ROOT / "build/cache")
    return folder


def tieout(root: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The command, started in a folder of its own."""
    unset = ("GITHUB_REPOSITORY", "SITE_URL")
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    settled = {"SOURCE_DATE_EPOCH": EPOCH, "REPO_URL": REPOSITORY}
    return subprocess.Popen(
        (sys.executable, "-m", "tieout", "--root", root, *arguments),
        env=inherited | settled | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
