"""What tests share: a small issuer, a way to file briefs in a folder of their own, a sample.

Data and code are apart: `briefs/` of the repository may hold anything, or nothing. A test that
opened it would pass here and fail in a fork, so it is refused at once. `sample/` is a project with
quarters of real issuers, each with its sources, for the tests that want a whole site.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tieout.charts import Drawn
from tieout.publish import assets, cards
from tieout.publish.checker import installed
from tieout.views import pages
from tieout.views.upkeep import reference, rules

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests/sample"
_OF_THE_REPOSITORY = f"{ROOT / 'briefs'}"
_MAY_READ_IT = "tests/test_showcase.py::"


def _keep_data_apart(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse a test the repository's own records."""
    if event not in ("open", "os.listdir", "os.scandir") or not arguments:
        return
    path = str(arguments[0])
    if path == _OF_THE_REPOSITORY or path.startswith(f"{_OF_THE_REPOSITORY}{os.sep}"):
        test = os.environ.get("PYTEST_CURRENT_TEST", "what is collected")
        if not test.startswith(_MAY_READ_IT):
            raise RuntimeError(f"{test} reads {path}; tests have records of their own")


sys.addaudithook(_keep_data_apart)

# A shell that starts the tests in the background has them, and all that they start, pass over
# Ctrl+C; some tests press it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

COMPANY = """\
name: Acme Corporation
short_name: Acme
listings:
  - {ticker: ACME, exchange: NYSE, currency: USD}
sector: Industry
currency: USD
fiscal_year_end: December 31
segments:
  tools: {label: Tools}
  services: {label: Services}
kpis:
  stores_opened:
    label: Stores opened
    definition: Stores opened in the period.
    kind: flow
    unit: count
"""
RECORD = """\
period: {fiscal: 2026-Q2, end: 2026-06-30}
released: {date: 2026-07-30}
sources:
  release: {kind: press release, title: Results of the second quarter}
source: release
unit: million USD
figures:
  revenue: 1,250
"""
ARTICLE = f"""\
---
title: Acme grows
publisher: unknown
covers: acme/2026-q2
digest: sha256:{"0" * 64}
---

Our own summary.
"""


def read_yaml(path: Path) -> Any:
    """What a file of cases says; by the compiled parser, since every process reads them all."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


File = Callable[[Mapping[str, str | bytes]], Path]
MadeOnce = Callable[[str, Callable[[Path], object]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write expected results anew")


@pytest.fixture
def file_briefs(tmp_path: Path) -> File:
    """Write files under `briefs/`, with a company.yml beside each record that comes without one.

    Takes texts or bytes by path, like `acme/2026-q2.yml`; gives the folder of the briefs.
    """

    def write(files: Mapping[str, str | bytes]) -> Path:
        briefs = tmp_path / "briefs"
        issuers = {path.split("/")[0] for path in files}
        companies = {f"{issuer}/company.yml": COMPANY for issuer in issuers}
        for path, content in {**companies, **files}.items():
            target = briefs / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return briefs

    return write


def leave_out_what_is_of_no_issuer(patch: pytest.MonkeyPatch) -> None:
    """Builds in this process make no page Check, and pages of four rules: one that is waived."""
    patch.setattr(installed, "PARTS", Path("/nowhere"))
    known = rules.codes()
    few = (*known[:3], *(each for each in known if each.code == "T408"))
    for module in (reference, rules):
        patch.setattr(module, "codes", lambda: few)


@pytest.fixture
def short_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """They draw nothing, either: no charts, no cards, and no library of charts."""
    leave_out_what_is_of_no_issuer(monkeypatch)
    monkeypatch.setattr(pages, "draw", lambda *_: Drawn("<svg/>\n", 344, 200))
    monkeypatch.setattr(cards, "_drawn", lambda *_: b"")
    monkeypatch.setattr(assets, "interactive_bundle", lambda *_: b"")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Make a folder once for every process that runs tests; the others wait for it.

    Takes its name and what fills it. Nobody may change it afterwards.
    """
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # a worker has a folder of its own in that of the run

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        made = base / name / "whole"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                folder = Path(tempfile.mkdtemp(prefix="part-", dir=base))
                fill(folder)
                made.parent.mkdir()
                folder.rename(made)
        return made

    return make
