"""All claims in one table, and who is ranked by them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from tieout.edition import Edition
from tieout.problems import errors
from tieout.records.read import read_briefs
from tieout.views.press import claims
from tieout.views.press.claims import ArticleLine
from tieout.views.press.publishers import FEWEST, Sources, view
from tieout.views.shared.tables import Table

from tests.rows import everything

TODAY = date(2026, 12, 1)
File = Callable[[Mapping[str, str | bytes]], Path]
TIES, CONFLICTS, UNRECORDED = "$1.25 billion", "$1.4 billion", "$3 billion"
RECORD = """\
period: {{fiscal: {period}}}
released: {{date: 2026-07-30}}
sources:
  release: {{kind: press release, title: Results of the quarter}}
source: release
unit: million USD
figures:
  revenue: 1,250
"""
PERIODS = {"acme/2026-q1": "2026-Q1, end: 2026-03-31", "acme/2026-q2": "2026-Q2, end: 2026-06-30"}


def claim(says: str) -> str:
    metric = "operating_income" if says == UNRECORDED else "revenue"
    identity = f"paragraph: 1, role: actual, metric: {metric}"
    return f'  - {{quote: "it was {says}", says: "{says}", {identity}}}\n'


def article(publisher: str, *says: str, covers: str = "acme/2026-q2", title: str = "Acme") -> str:
    claims = "".join(map(claim, says))
    return (
        f"---\ntitle: {json.dumps(title)}\npublisher: {json.dumps(publisher)}\ncovers: {covers}\n"
        f"digest: sha256:{'0' * 64}\n{'claims:' if claims else ''}\n{claims}---\n\nOurs.\n"
    )


@pytest.fixture
def heard(file_briefs: File) -> Callable[..., list[ArticleLine]]:
    """Articles about Acme's two quarters, each with its verdicts."""

    def listen(*articles: str) -> list[ArticleLine]:
        records = {f"{name}.yml": RECORD.format(period=period) for name, period in PERIODS.items()}
        texts = {f"acme/articles/a{n}.md": text for n, text in enumerate(articles, 1)}
        folder = file_briefs({**records, **texts})
        issuers, problems = read_briefs(folder, folder.parent)
        assert not errors(problems), "\n".join(map(str, problems))
        return list(everything(issuers, Edition(TODAY)).articles)

    return listen


Listen = Callable[..., list[ArticleLine]]


def first_cells(rows: Table) -> list[str]:
    return [re.sub(r"\[(.*?)\]\(.*", r"\1", row[0]) for row in rows.rows]


def scorecard(heard: Listen, tied: Mapping[str, tuple[int, int]]) -> Sources:
    """The scorecard of publishers of whose numbers so many tie, so many conflict."""
    return view(
        heard(
            *(
                article(name, *[TIES] * ties, *[CONFLICTS] * conflicts)
                for name, (ties, conflicts) in tied.items()
            )
        )
    )


def test_conflicts_come_first_whatever_the_article_and_the_brief(heard: Listen) -> None:
    found = heard(
        article("One", TIES, CONFLICTS),
        article("Two", UNRECORDED, CONFLICTS, covers="acme/2026-q1"),
    )
    says = [row[0] for row in claims.view(found).table.rows]
    assert says == [CONFLICTS, CONFLICTS, UNRECORDED, TIES]


def test_each_claim_leads_to_its_own_row_whatever_the_order(heard: Listen) -> None:
    rows = claims.view(heard(article("One", TIES, CONFLICTS))).table.rows
    assert [re.findall(r"\(([^)]*claim-[^)]*)\)", row[-1])[0] for row in rows] == [
        "acme/2026-q2/index.md#claim-a1-2",
        "acme/2026-q2/index.md#claim-a1-1",
    ]


def test_columns_keep_their_place_where_one_has_nothing_to_show(heard: Listen) -> None:
    (row,) = claims.view(heard(article("One", UNRECORDED))).table.rows
    assert len(row) == 7
    assert row[3] == "–"


def test_a_rank_takes_enough_checked_numbers(heard: Listen) -> None:
    sources = scorecard(
        heard, {"Few": (FEWEST - 1, 0), "Enough": (FEWEST - 1, 1), "unknown": (FEWEST, 0)}
    )
    assert first_cells(sources.ranked) == ["Enough"]
    assert first_cells(sources.unranked) == ["Few", "unknown"]


def test_ranks_go_by_the_lower_end_of_the_interval(heard: Listen) -> None:
    """30 of 30 leaves more doubt than 98 of 100."""
    sources = scorecard(heard, {"Small": (30, 0), "Large": (98, 2), "Poor": (20, 20)})
    assert first_cells(sources.ranked) == ["Large", "Small", "Poor"]
    assert [row[-2:] for row in sources.ranked.rows] == [
        ("98%", "93% to 99%"),
        ("100%", "89% to 100%"),
        ("50%", "35% to 65%"),
    ]


def test_publishers_without_a_rank_stand_by_name_with_all_their_articles(heard: Listen) -> None:
    sources = view(
        heard(
            article("zeta", TIES),
            article("Alpha", CONFLICTS, UNRECORDED),
            article("zeta", UNRECORDED, covers="acme/2026-q1"),
        )
    )
    assert [row[1:] for row in sources.unranked.rows] == [
        ("1", "1", "0", "0", "1", "0", "0", "1", "0", "0%", "0% to 79%"),
        ("2", "1", "1", "0", "0", "0", "0", "1", "0", "100%", "21% to 100%"),
    ]
    assert first_cells(sources.unranked) == ["Alpha", "zeta"]


def test_an_article_without_a_checked_number_has_counts_and_no_share(heard: Listen) -> None:
    sources = view(heard(article("One", UNRECORDED), article("One")))
    assert [row[3:] for row in sources.articles.rows] == [
        ("0", "0", "0", "0", "0", "0", "1", "0", "–", "–"),
        ("0", "0", "0", "0", "0", "0", "0", "0", "–", "–"),
    ]


def test_a_publisher_s_only_article_stands_in_its_row(heard: Listen) -> None:
    sources = view(heard(article("One", TIES), article("Two", TIES), article("Two")))
    only, several = sources.unranked.rows
    assert "#claims-ledger)</small>" in only[0]
    assert "<small>" not in several[0]
    assert {row[1] for row in sources.articles.rows} == {several[0]}


def test_names_with_marks_stay_words(heard: Listen) -> None:
    name = "A|B & [C](https://x.example) <b>"
    found = heard(article(name, TIES, title="T | <i>x</i>"))
    cells = [*claims.view(found).table.rows[0], *view(found).unranked.rows[0]]
    assert not [cell for cell in cells if "|" in cell or "<b>" in cell or "<i>" in cell]
    assert (
        view(found)
        .unranked.rows[0][0]
        .partition("<small>")[0]
        .endswith(
            "(claims.md?publisher=A%7CB%20%26%20%5BC%5D%28https%3A%2F%2Fx.example%29%20%3Cb%3E)"
        )
    )


def test_many_claims_have_a_page_for_each_issuer(
    heard: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = heard(article("Daily", TIES, CONFLICTS), article("Weekly", CONFLICTS))
    assert not claims.is_split(found)
    monkeypatch.setattr(claims, "_MOST", 2)
    assert claims.is_split(found)
    (page,) = claims.parts(found)
    assert (page.slug, page.about, len(page.table.rows)) == ("acme", "Acme", 3)
    whole = claims.view(found)
    links = [re.findall(r"\]\((?!#)([^)]*)\)|\]: (\S+)", text) for text in _texts(whole)]
    below = [re.findall(r"\]\((?!#)([^)]*)\)|\]: (\S+)", text) for text in _texts(page)]
    assert any(links)
    assert below == [
        [tuple(each and f"../{each}" for each in found) for found in own] for own in links
    ]
    totals = claims.totals(found)
    assert totals.issuers.rows == (("[Acme](claims/acme.md)", "3", "1", "2"),)
    assert len(totals.conflicts.rows) == totals.total == 2
    assert not any("#article-" in cell for row in totals.conflicts.rows for cell in row)
    assert view(found).unranked.rows[0][0].startswith("[Daily](claims/acme.md?publisher=Daily)")


def _texts(page: claims.ClaimsPage) -> list[str]:
    return [*(cell for row in page.table.rows for cell in row), *page.references]
