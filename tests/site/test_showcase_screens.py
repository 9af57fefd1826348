"""The briefs that this repository shows: each tells in ten seconds what was reported.

They are read in the site that `make site` has built, as continuous integration does before any
test; without it nothing is read.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from project import ROOT
from screens import DESK, PHONE, broken_numbers, outside
from served import served

SITE = ROOT / "site"


def test_the_first_screen_of_every_brief_is_seen_whole(browser: Browser) -> None:
    """Its parts within the window, no number on two lines, nothing that leaves the page's side."""
    briefs = sorted(
        path.parent.relative_to(SITE).as_posix()
        for path in SITE.glob("*/*/index.html")
        if (path.parent / "record").is_dir()
    )
    if not briefs:
        pytest.skip("site/ holds no brief: `make site` builds it")
    page = browser.new_context(java_script_enabled=False).new_page()
    faults = []
    with served(SITE) as here:
        for brief in briefs:
            page.goto(f"{here}{brief}/")
            for size in (DESK, PHONE):
                found = outside(page, size) + broken_numbers(page)
                if page.evaluate("document.documentElement.scrollWidth") > size[0]:
                    found.append("the page is wider than the window")
                faults += [f"{brief} at {size[0]}: {fault}" for fault in found]
    page.context.close()
    assert faults == []
