"""Old addresses lead on: of issuers that were renamed, of periods that were called otherwise."""

from __future__ import annotations

from pathlib import Path

from tieout.check import check_across
from tieout.records.read import read_briefs
from tieout.views.moved import moved

from tests.conftest import COMPANY, RECORD, File

RENAMED = COMPANY + "formerly: [acme-works, old-acme]\n"
RELABELLED = RECORD.replace("end: 2026-06-30", "end: 2026-06-30, formerly: [2027-Q1]")


def leads(briefs: Path) -> dict[str, str]:
    issuers, problems = read_briefs(briefs, briefs.parent)
    assert problems == []
    return {str(page.path): page.target for each in issuers.values() for page in moved(each)}


def test_a_renamed_issuer_is_found_under_its_old_names(file_briefs: File) -> None:
    briefs = file_briefs({"acme/company.yml": RENAMED, "acme/2026-q2.yml": RECORD})
    assert leads(briefs) == {
        "acme-works": "acme/",
        "old-acme": "acme/",
        "acme-works/2026-q2": "acme/2026-q2/",
        "old-acme/2026-q2": "acme/2026-q2/",
    }


def test_a_period_is_found_under_its_old_label_and_its_issuers_old_name(file_briefs: File) -> None:
    company = COMPANY + "formerly: [acme-works]\n"
    found = leads(file_briefs({"acme/company.yml": company, "acme/2026-q2.yml": RELABELLED}))
    assert found["acme/2027-q1"] == found["acme-works/2027-q1"] == "acme/2026-q2/"


def test_the_way_is_from_the_old_page(file_briefs: File) -> None:
    issuers, _ = read_briefs(
        file_briefs({"acme/company.yml": RENAMED, "acme/2026-q2.yml": RECORD}), Path()
    )
    ways = {str(page.path): page.way for page in moved(issuers["acme"])}
    assert ways["old-acme"] == "../acme/"
    assert ways["old-acme/2026-q2"] == "../../acme/2026-q2/"


def test_an_old_name_that_is_an_address_of_the_site_is_refused(file_briefs: File) -> None:
    company = COMPANY + "formerly: [claims, acme]\n"
    issuers, _ = read_briefs(file_briefs({"acme/company.yml": company}), Path())
    found = check_across({slug: each.company for slug, each in issuers.items()})
    assert [problem.finding for problem in found] == [
        "`claims` is an address of the site itself",
        "`acme` is an address of the issuer `acme`",
    ]
