"""What an exchange's name tells: its time zone, and the hours of its main session."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from tieout.check import check
from tieout.facts.store import Facts
from tieout.figures.zones import exchange, is_place
from tieout.records.blocks import Listing
from tieout.records.read import read_briefs

from tests.conftest import COMPANY

RECORD = """\
period: {fiscal: 2025-Q4, end: 2025-12-31}
released: {date: 2026-02-26, session: after close, time: 17:00, zone: %s}
sources: {release: {kind: press release, title: Results}}
source: release
unit: million USD
figures: {revenue: 1}
"""


@pytest.mark.parametrize(
    ("name", "zone", "opens", "closes"),
    [
        ("HKEX", "Asia/Hong_Kong", time(9, 30), time(16)),
        ("LSE", "Europe/London", time(8), time(16, 30)),
        ("Nasdaq", "America/New_York", time(9, 30), time(16)),
        ("Tokyo Stock Exchange", "Asia/Tokyo", time(9), time(15, 30)),
        ("NSE", "Asia/Kolkata", time(9, 15), time(15, 30)),
    ],
)
def test_an_exchange_has_a_zone_and_hours(name: str, zone: str, opens: time, closes: time) -> None:
    assert exchange(name) == (zone, opens, closes)
    assert is_place(zone)
    listing = Listing.model_validate({"ticker": "A", "exchange": name, "currency": "USD"})
    assert listing.zone == zone


def test_a_zone_that_is_typed_stays() -> None:
    typed = {"ticker": "A", "exchange": "LSE", "currency": "GBX", "zone": "Europe/Dublin"}
    assert Listing.model_validate(typed).zone == "Europe/Dublin"


@pytest.mark.parametrize(("name", "zone"), [("HKEX", "Asia/Hong_Kong"), ("LSE", "Europe/London")])
def test_an_evening_at_the_exchange_is_after_its_close(
    name: str, zone: str, tmp_path: Path
) -> None:
    folder = tmp_path / "briefs/acme"
    folder.mkdir(parents=True)
    (folder / "company.yml").write_text(COMPANY.replace("NYSE", name), "utf-8")
    (folder / "2025-q4.yml").write_text(RECORD % zone, "utf-8")
    issuers, problems = read_briefs(folder.parent, tmp_path)
    problems += check(issuers, Facts.of(issuers), date(2026, 9, 30))
    assert [each for each in problems if each.code == "T111"] == []
