"""An issuer handed on as JSON is the same issuer: every figure of it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.records.handed import fields_of, issuer_from
from tieout.records.read import Issuer, read_briefs

from tests.conftest import COMPANY, RECORD, SAMPLE, File

SPLIT = f"""\
{COMPANY}\
  note: {{label: Notes, definition: Notes issued., kind: stock, unit: count}}
splits:
  - effective: 2026-02-02
    ratio: 2 for 4
    source: {{kind: filing, title: Articles of association}}
"""
HEAD = RECORD.partition("unit:")[0]


def handed(issuer: Issuer) -> Issuer:
    """The issuer as it arrives."""
    sent = json.dumps(
        [
            fields_of(issuer.company.model),
            [fields_of(each.model) for each in issuer.records.values()],
        ]
    )
    company, records = json.loads(sent)
    return issuer_from(issuer.slug, company, records)


def figures(issuer: Issuer) -> Iterator[tuple[object, ...]]:
    """All that tells one figure of an issuer from another, but for its place and remarks."""
    facts = Facts.of({issuer.slug: issuer})
    for period in issuer.records:
        yield from map(_identity, facts.for_record(f"{issuer.slug}/{period}"))


def _identity(each: Figure) -> tuple[object, ...]:
    numbers = (each.value, each.low, each.high, each.printed, each.unit, each.approximate)
    when = (each.label, each.span, each.version, each.kind, each.operation)
    return each.id, *numbers, *when, each.basis, each.origin.source, each.origin.only_article


@pytest.mark.parametrize("slug", ["aapl", "baba", "snow", "wmt"])
def test_every_figure_of_the_sample_is_the_same(slug: str) -> None:
    issuer = read_briefs(SAMPLE / "briefs", SAMPLE)[0][slug]
    assert list(figures(handed(issuer))) == list(figures(issuer))
    assert next(figures(issuer))


@pytest.mark.parametrize(
    "typed",
    [
        "unit: lakh INR\nfigures: {revenue: '1,23,456', note: 5}",
        "unit: million USD\nfigures: {revenue: 5}\nyear_ago: {figures: {revenue: (12.50)}}",
        (
            "figures: {revenue: 5}\n"
            "translated: {unit: million USD, rate: {value: 7.1190}, figures: {revenue: 34808}}"
        ),
        "consensus: [{metric: revenue, value: 245.2 billion, provider: Some, note: a remark}]",
        "guidance: [{metric: revenue, period: 2026-FY, low: withdrawn}]",
        (
            "figures: {revenue: [5, {value: 7, basis: 'non-GAAP, like-for-like', locator: p. 3}]}\n"
            "stated_growth: {revenue: [5%, {value: 7%, against: previous quarter}]}"
        ),
        "reaction: [{window: pre-market, session: 2026-07-30, price: 12.5, quoted_at: '05:32'}]",
        "figures: {eps_diluted: {value: 0.61, unit: USD per share, approximate: true}}",
    ],
)
def test_whatever_may_be_typed_comes_back(typed: str, file_briefs: File) -> None:
    folder = file_briefs({"acme/company.yml": SPLIT, "acme/2026-q2.yml": f"{HEAD}{typed}\n"})
    issuers, problems = read_briefs(folder, folder.parent)
    issuer = issuers["acme"]
    assert issuer.records, problems
    assert list(figures(handed(issuer))) == list(figures(issuer))
    assert handed(issuer).company.model == issuer.company.model


def test_remarks_and_prose_stay_behind(file_briefs: File) -> None:
    folder = file_briefs({"acme/2026-q2.yml": f"{RECORD}takeaways: |\n  Nothing to say.\n"})
    issuer = read_briefs(folder, folder.parent)[0]["acme"]
    fields = fields_of(issuer.records["2026-q2"].model)
    assert not {"takeaways", "note", "locator"} & set(fields)
    assert Path(handed(issuer).company.file) == Path("briefs/acme/company.yml")
