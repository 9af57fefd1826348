"""Pages across issuers, and the addresses they stand under."""

from __future__ import annotations

from datetime import date

import pytest

from generator.check import check
from generator.facts import Facts
from generator.names import sector_slug
from generator.read import read_briefs
from tests.conftest import COMPANY, File

TODAY = date(2026, 9, 30)
SLUGS = {
    "Consumer goods": "consumer-goods",
    "E-commerce & cloud": "e-commerce-cloud",
    " Énergie ": "energie",
    "<script>alert(1)</script>": "script-alert-1-script",
    "../../etc": "etc",
    "科技": "",
}


@pytest.mark.parametrize("sector", SLUGS)
def test_a_sector_s_address_holds_small_letters_digits_and_hyphens(sector: str) -> None:
    assert sector_slug(sector) == SLUGS[sector]


def test_a_sector_without_a_latin_letter_is_told(file_briefs: File) -> None:
    company = COMPANY.replace("sector: Industry", "sector: 科技")
    folder = file_briefs({"acme/company.yml": company})
    issuers, problems = read_briefs(folder, folder.parent)
    assert problems == []
    (found,) = check(issuers, Facts.of(issuers), TODAY)
    assert str(found).endswith(
        "`科技` has no Latin letter, and its page would have no address; "
        "write it in Latin letters, like Semiconductors"
    )


PAGES = (
    "api compare sectors periods data calendar coverage corrections feed.xml llms.txt calendar.ics"
)


@pytest.mark.parametrize("page", PAGES.split())
def test_no_issuer_takes_an_address_of_the_site(page: str, file_briefs: File) -> None:
    folder = file_briefs({f"{page}/company.yml": COMPANY})
    issuers, problems = read_briefs(folder, folder.parent)
    assert page not in issuers
    assert f"briefs/{page}" in {problem.place.file for problem in problems}
