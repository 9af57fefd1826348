"""Copies of the project in other folders, and the command run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
EPOCH = "1767225600"
REPOSITORY = "https://example.org/analysts/briefs"


def copy_of_the_project(folder: Path, records: str = "*", *, fresh: bool = False) -> Path:
    """What a build reads; drawings are shared with the project unless they are to be `fresh`."""
    shutil.copy(ROOT / "mkdocs.yml", folder)
    issuer = folder / "briefs/baba"
    issuer.mkdir(parents=True)
    for path in ROOT.glob("briefs/*.json"):
        shutil.copy(path, folder / "briefs")
    for path in [ROOT / "briefs/baba/company.yml", *ROOT.glob(f"briefs/baba/{records}.yml")]:
        shutil.copy(path, issuer)
    if (issuer / "2026-q2.yml").exists():  # what the article is about
        shutil.copytree(ROOT / "briefs/baba/articles", issuer / "articles")
    if not fresh:
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
        (sys.executable, "-m", "generator", "--root", root, *arguments),
        env=inherited | settled | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
