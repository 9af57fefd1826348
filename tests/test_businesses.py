"""Names of businesses as running text has them."""

from __future__ import annotations

import pytest
from tieout.records.businesses import brands, cased, known, names, short_name


@pytest.mark.parametrize(
    ("legal", "short"),
    [
        ("Apple Inc.", "Apple"),
        ("SNOWFLAKE INC.", "Snowflake"),
        ("COCA COLA CO", "Coca-Cola"),
        ("Alphabet Inc.", "Alphabet"),
        ("AT&T INC.", "AT&T"),
        ("Procter & Gamble Co", "Procter & Gamble"),
        ("Toyota Motor Corp /FI/", "Toyota Motor"),
        ("IBM", "IBM"),
        ("THE BOEING COMPANY", "Boeing"),
        ("AMAZON COM INC", "Amazon"),
        ("Orchard.com, Inc.", "Orchard"),
        ("COSTCO WHOLESALE CORP /NEW", "Costco"),
        ("Marvell TECHNOLOGY, INC.", "Marvell"),
        ("Harbour Holdings International plc", "Harbour"),
        ("GENERAL PLATFORMS INC", "General Platforms"),
        ("H&R BLOCK INC", "H&R Block"),
        ("UNITED PARCEL SERVICE INC", "UPS"),
        ("WELLS FARGO & COMPANY/MN", "Wells Fargo"),
        ("The Group Ltd", "Group"),
    ],
)
def test_the_short_name_is_what_people_write(legal: str, short: str) -> None:
    assert short_name(legal) == short


@pytest.mark.parametrize(
    ("legal", "others"),
    [
        ("Alphabet Inc.", ("Google",)),
        ("Duke Energy CORP", ("Duke",)),
        ("EXXON MOBIL CORP", ("ExxonMobil", "Exxon")),
        ("Apple Inc.", ()),
        ("GENERAL ENERGY INC", ()),
    ],
)
def test_other_names_follow_from_the_legal_one_or_are_listed(
    legal: str, others: tuple[str, ...]
) -> None:
    assert names(legal)[1:] == others


@pytest.mark.parametrize(
    ("registered", "name"),
    [
        ("Duke Energy CORP", "Duke Energy Corp"),
        ("MATTEL INC /DE/", "Mattel Inc"),
        ("QUALCOMM INC/DE", "Qualcomm Inc"),
        ("CVS HEALTH Corp", "CVS Health Corp"),
        ("HP INC", "HP Inc"),
        ("eBay Inc.", "eBay Inc."),
    ],
)
def test_a_name_that_a_register_shouts_is_written_as_a_name(registered: str, name: str) -> None:
    assert cased(registered) == name


def test_what_a_business_is_known_for_tells_which_it_is() -> None:
    assert brands()["iPhone"] == "Apple"
    assert set(brands().values()) <= set(known().values())
