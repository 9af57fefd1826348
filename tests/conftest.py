"""What tests share: a small issuer, and a way to file briefs in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

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

File = Callable[[Mapping[str, str | bytes]], Path]


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
