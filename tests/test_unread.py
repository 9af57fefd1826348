"""Whatever a reader takes for a number is tied or named, in whichever signs it is written."""

from __future__ import annotations

import pytest
from tieout.claims.numbers.quantity import read_quantities
from tieout.claims.unread import unread
from tieout.examine import examine

from tests.conftest import COMPANY, RECORD, File
from tests.test_check import TODAY

NUMBERS = {
    "Revenue was ９,９９９ million dollars, up 𝟗𝟗%.": ["９,９９９", "𝟗𝟗"],
    "Margin was ⁹⁹%, ⅓ of revenue.": ["⁹⁹", "⅓"],
    "Revenue was 9¾ billion.": ["9¾"],
    "Traffic was 99k.": ["99k"],
    "Revenue was 9e9 dollars.": ["9e9"],
    "Revenue rose ①② percent.": ["①②"],
    "Revenue grew ٩٩%.": ["٩٩"],
    "Revenue was 九十亿 yuan.": ["九十亿"],
    "Revenue of Ⅻ million.": ["Ⅻ"],
    "Sales came to dozens of billions.": ["dozens of billions"],
    "It sold half a dozen brands and several million tools.": ["half a dozen", "several million"],
    "Growth was in the high single digits.": ["high single digits"],
    "Growth in the mid-teens came back.": ["mid-teens"],
    "One in five customers left.": ["One in five"],
    "Revenue was 1,25O million dollars.": ["1,25O"],
    "Two dozen stores opened.": ["Two dozen"],
    "Thirteen stores opened, and four clubs.": ["Thirteen", "four"],
    "Sales came to umpteen billions.": ["umpteen billions"],
    "Revenue was 十二億五千万 yen, up 五% and 百分之五.": ["十二億五千万", "五", "百分之五"],
    "Revenue was three and a quarter billion dollars.": ["three and a quarter"],
    "Income fell by three quarters.": ["by three quarters"],
    "Tools were two thirds of revenue, services a third of it.": ["two thirds"],
    "Income was a quarter of last year's, costs double the plan.": ["a quarter", "double"],
    "Margin rose by a percentage point.": ["a percentage point"],
    "The thirteen weeks to June, the third quarter, the last three quarters.": [],
    "Revenue grew 5%, to $1,250 million, with CO₂ per m² down.": [],
    "The second quarter, Q2, ended in June 2026.": [],
    "千问 is a name, and so is 三七互娱.": [],
}


BESIDE = """\
  gross_margin: 44.4%
year_ago: {figures: {revenue: "1,192", gross_margin: 43.9%}}
consensus:
  - {metric: revenue, value: 1.23 billion, unit: USD, provider: LSEG, as_of: 2026-07-29}
"""


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_that_is_not_read_is_named(text: str) -> None:
    assert [each.text for each in unread(text, read_quantities(text, "USD"))] == NUMBERS[text]


@pytest.mark.parametrize(
    ("sentence", "ties"),
    [
        ("Revenue was 1,250 million dollars.", True),
        ("Revenue was less than 1,300 million dollars.", True),
        ("Revenue was less than 1,250 million dollars.", False),
        ("Revenue was more than 1,250 million dollars.", False),
        ("Revenue was more than 1,240 million dollars.", True),
        ("Revenue did not reach 1,250 million dollars.", False),
        ("Revenue fell short of 1,250 million dollars.", False),
        ("Revenue was ９,９９９ million dollars.", False),
        ("Revenue was 1,250 million dollars, up from 1,192 million.", True),
        ("Revenue was 1,250 million dollars, down from 1,192 million.", False),
        ("Revenue fell from 1,192 million dollars to 1,250 million.", False),
        ("Revenue, at 1,250 million dollars, was lower than 1,192 million a year ago.", False),
        ("Revenue of 1,250 million dollars failed to meet the consensus of 1.23 billion.", False),
        ("In 2026 revenue was 1,250 million dollars.", True),
        ("In 2027 revenue was 1,250 million dollars.", False),
        ("Revenue was not up from 1,192 million dollars.", True),
        ("Revenue beat the consensus of 1.23 billion dollars.", True),
        ("Revenue missed the estimate of 1.23 billion dollars.", False),
        ("Revenue was below the 1.23 billion dollars that analysts expected.", False),
        ("Gross margin rose 0.5 p.p.", True),
        ("Revenue was nearly 1,250 million dollars.", False),
        ("Revenue was nearly 1.26 billion dollars.", True),
        ("Revenue was close to 1,250 million dollars.", True),
        ("Revenue easily cleared 1.3 billion dollars.", False),
        ("Revenue never got past 1.2 billion dollars.", False),
        ("Revenue was minus 1,250 million dollars.", False),
        ("Revenue was a billion and a half dollars.", False),
    ],
)
def test_prose_ties_as_it_is_said(sentence: str, ties: bool, file_briefs: File) -> None:
    record = f"{RECORD}{BESIDE}takeaways: |\n  {sentence}\n"
    briefs = file_briefs({"acme/company.yml": COMPANY, "acme/2026-q2.yml": record})
    found = [each for each in examine(briefs.parent, TODAY).problems if each.code == "P001"]
    assert len(found) == (0 if ties else 1)
