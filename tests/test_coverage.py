"""What a contributor can do next, and the log of corrections, on small records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tieout.edition import Edition
from tieout.records.read import read_briefs
from tieout.views.pages import Pages
from tieout.views.shared.prose import link
from tieout.views.upkeep import corrections, coverage

from tests.conftest import ARTICLE, COMPANY, File
from tests.rows import everything
from tests.test_calendar import record

EDITION = Edition(date(2026, 9, 30), editor="https://edit.example/")
TEMPLATES = (Path(__file__).parents[1] / "templates",)
FULL = """\
period: {fiscal: 2026-Q2, end: 2026-06-30}
released: {date: 2026-07-30}
sources:
  release:
    kind: press release
    title: Results of the second quarter
    url: https://acme.example/q2
    retrieved: 2026-07-31
source: release
locator: Table 1
unit: million USD
figures:
  revenue: 1,250
segments:
  tools: {revenue: 900}
  services: {revenue: 350}
consensus:
  - {metric: revenue, value: 1.2 billion, unit: USD, provider: Example Poll}
reaction:
  - {window: close before release, session: 2026-07-29, price: 41.00}
takeaways: Tools led.
"""


def page_of(
    file_briefs: File, files: Mapping[str, str], edition: Edition = EDITION
) -> coverage.Coverage:
    briefs = file_briefs(files)
    issuers, problems = read_briefs(briefs, briefs.parent)
    assert problems == []
    return coverage.view([rows.held for rows in everything(issuers, edition).issuers], edition)


def row_of(page: coverage.Coverage) -> dict[str, str]:
    """The only brief of the only issuer, by the heading of its cells."""
    (issuer,) = page.issuers
    (row,) = issuer.briefs.rows
    heads = [column.title for column in issuer.briefs.columns]
    return dict(zip(heads, row, strict=True))


def test_a_brief_with_everything_leaves_nothing_to_do(file_briefs: File) -> None:
    files = {"acme/2026-q2.yml": FULL, "acme/articles/acme-grows.md": ARTICLE}
    page = page_of(file_briefs, files)
    ((name, *cells),) = page.summary.rows
    assert name == "[Acme](acme/index.md)"
    assert cells == [
        "1",
        "[FY2026 Q2](acme/2026-q2/index.md)",
        *("none", "none"),
        *["✓ all 1"] * 5,
        "none",
    ]
    (issuer,) = page.issuers
    assert (issuer.late, issuer.between, issuer.briefs.rows) == ((), "", ())
    text = Pages(TEMPLATES).fill("coverage", coverage=page)
    assert "## Acme\n\nNothing is missing.\n" in text
    assert "No rule is waived for any figure." in text


def test_what_a_brief_lacks_is_named_with_its_file(file_briefs: File) -> None:
    bare = record("2026-Q2", "2026-06-30", "2026-07-30")
    row = row_of(page_of(file_briefs, {"acme/2026-q2.yml": bare}))
    assert row["Missing"] == "takeaways, segments, consensus, share price, articles"
    file = "briefs/acme/2026-q2.yml"
    assert row["Record"] == link(f"https://edit.example/{file}", file)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Diluted EPS missing"),
        ("  eps_diluted: not disclosed\n", "Diluted EPS not disclosed"),
        ("  eps_diluted: not applicable\n", "Diluted EPS not applicable"),
    ],
)
def test_a_figure_of_the_first_screen_is_missed_in_the_record_s_own_words(
    file_briefs: File, typed: str, told: str
) -> None:
    company = COMPANY + "key_metrics: [revenue, tools.revenue, eps_diluted]\n"
    filed = FULL.replace("  revenue: 1,250\n", f"  revenue: 1,250\n{typed}")
    files = {
        "acme/company.yml": company,
        "acme/2026-q2.yml": filed,
        "acme/articles/acme-grows.md": ARTICLE,
    }
    assert row_of(page_of(file_briefs, files))["Missing"] == told


@pytest.mark.parametrize(
    ("metric", "missed"),
    [
        ("revenue", ""),
        ("gross_margin", ""),
        ("net_margin", ""),
        ("operating_margin", "Operating margin missing"),
        ("cash", "Cash and cash equivalents missing"),
    ],
)
def test_what_follows_from_the_year_is_not_missed_in_its_last_quarter(
    file_briefs: File, metric: str, missed: str
) -> None:
    filed = FULL.replace("2026-Q2, end: 2026-06-30", "2025-Q4, end: 2025-12-31").replace(
        "figures:\n  revenue: 1,250\n",
        "fiscal_year:\n  figures: {revenue: 5000, gross_profit: 2000, cash: 10}\n"
        "figures: {net_margin: 9%}\n",
    )
    files = {
        "acme/company.yml": COMPANY + f"key_metrics: [{metric}]\n",
        "acme/2025-q4.yml": filed,
        "acme/articles/acme-grows.md": ARTICLE.replace("2026-q2", "2025-q4"),
    }
    (issuer,) = page_of(file_briefs, files).issuers
    assert [row[1] for row in issuer.briefs.rows] == [missed] * bool(missed)


SOURCE_GAPS = [
    ("    url: https://acme.example/q2\n", "", "5 figures whose source release has no address", 4),
    ("    retrieved: 2026-07-31\n", "", "1 source without a retrieval date", 4),
    ("locator: Table 1\n", "", "5 figures without a locator", 12),
    ("Example Poll", "unknown", "1 estimate, provider not named", 18),
    (
        "    kind: press release\n",
        "    kind: article\n    article: acme-grows\n",
        "5 figures known from an article alone",
        14,
    ),
]


@pytest.mark.parametrize(("old", "new", "told", "line"), SOURCE_GAPS)
def test_what_cannot_be_followed_is_told_with_its_line(
    file_briefs: File, old: str, new: str, told: str, line: int
) -> None:
    assert FULL.count(old) == 1
    files = {
        "acme/2026-q2.yml": FULL.replace(old, new),
        "acme/articles/acme-grows.md": ARTICLE,
    }
    address = "https://edit.example/briefs/acme/2026-q2.yml"
    assert row_of(page_of(file_briefs, files))["Source gaps"] == (
        f"{told} ({link(address, f'line {line}')})"
    )


def test_a_late_quarter_and_a_gap_are_told(file_briefs: File) -> None:
    files = {
        "acme/2025-q1.yml": record("2025-Q1", "2025-03-31", "2025-04-30"),
        "acme/2025-q3.yml": record("2025-Q3", "2025-09-30", "2025-10-31"),
    }
    page = page_of(file_briefs, files)
    (issuer,) = page.issuers
    assert issuer.between == "FY2025 Q2"
    assert issuer.late[0] == (
        "FY2025 Q4, to 31 Dec 2025: was due by 31 Jan 2026, going by the slowest release so far. "
        "Add briefs/acme/2025-q4.yml."
    )
    assert len(issuer.late) == 3
    assert page.summary.rows[0][3:5] == ("3", "1")


def test_an_announced_day_that_has_passed_is_late(file_briefs: File) -> None:
    company = (
        COMPANY + "upcoming:\n  - period: 2026-Q3\n    date: 2026-10-29\n"
        "    source: {kind: press release, title: Date, url: https://acme.example/d}\n"
    )
    files = {"acme/company.yml": company, "acme/2026-q2.yml": FULL}
    (issuer,) = page_of(file_briefs, files, Edition(date(2026, 10, 30))).issuers
    assert issuer.late == (
        "FY2026 Q3, to 30 Sep 2026: announced for 29 Oct 2026. Add briefs/acme/2026-q3.yml.",
    )
    (issuer,) = page_of(file_briefs, files, Edition(date(2026, 10, 29))).issuers
    assert issuer.late == ()


def test_several_issuers_are_added_up(file_briefs: File) -> None:
    files = {
        "acme/2026-q2.yml": FULL,
        "bolt/company.yml": COMPANY.replace("Acme", "Bolt"),
        "bolt/2026-q2.yml": record("2026-Q2", "2026-06-30", "2026-07-30"),
        "cone/company.yml": COMPANY.replace("Acme", "Cone"),
    }
    *rows, total = page_of(file_briefs, files).summary.rows
    assert [row[1] for row in rows] == ["1", "1", "0"]
    assert total[5:9] == ("**1 of 2**",) * 4
    assert total[9] == "**none**"


def test_every_waiver_is_listed_with_rule_figure_reason_and_place(file_briefs: File) -> None:
    waived = FULL.replace(
        "  revenue: 1,250\n",
        "  revenue: 1,250\n  operating_cash_flow: 500\n  capex: 100\n  free_cash_flow: 300\n",
    )
    waived += "waivers:\n  - rule: T408\n    figure: figures.free_cash_flow\n"
    waived += "    reason: it is <b>their</b> own | measure\n"
    page = page_of(file_briefs, {"acme/2026-q2.yml": waived})
    ((brief, rule, figure, reason, place),) = page.waivers.rows
    assert brief == "[Acme FY2026 Q2](acme/2026-q2/index.md)"
    assert rule == "[T408](methodology.md#t408) free cash flow is operating less capex"
    assert figure == "figures.free&#95;cash&#95;flow"
    assert reason == "it is &#60;b&#62;their&#60;/b&#62; own &#124; measure"
    assert place == link(
        "https://edit.example/briefs/acme/2026-q2.yml",
        f"briefs/acme/2026-q2.yml:{waived[: waived.index('rule: T408')].count(chr(10)) + 1}",
    )
    assert page.summary.rows[0][-1] == "1"


def test_without_an_editor_a_file_is_named_and_not_linked(file_briefs: File) -> None:
    bare = record("2026-Q2", "2026-06-30", "2026-07-30")
    page = page_of(file_briefs, {"acme/2026-q2.yml": bare}, Edition(EDITION.as_of))
    assert row_of(page)["Record"] == "briefs/acme/2026-q2.yml"


def test_corrections_stand_the_newest_first_and_restatements_by_release(file_briefs: File) -> None:
    logged = FULL + (
        "corrections:\n"
        "  - {date: 2026-08-01, figure: figures.revenue, was: 1205, now: 1250, reason: typo}\n"
        "  - {date: 2026-08-09, figure: takeaways, was: <i>fell</i>, now: grew, reason: slip}\n"
        "restatements:\n"
        "  - {period: 2025-Q2, metric: revenue, was: 990, value: 985, reason: a business sold}\n"
    )
    briefs = file_briefs({"acme/2026-q2.yml": logged})
    issuers, problems = read_briefs(briefs, briefs.parent)
    assert problems == []
    log = corrections.view([rows.changes for rows in everything(issuers, EDITION).issuers])
    assert [row[0] for row in log.ours.rows] == ["9 Aug 2026", "1 Aug 2026"]
    assert log.ours.rows[0][3] == "&#60;i&#62;fell&#60;/i&#62;"
    (row,) = log.restatements.rows
    assert row[0] == "30 Jul 2026"
    assert row[2:6] == ("Revenue", "FY2025 Q2", "$990m", "[$985m][1]")
    assert log.references[0].startswith("[1]: acme/2026-q2/index.md#s-release ")
