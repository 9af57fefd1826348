"""The words of an issuer's texts: the catalogue's, shared by all issuers, and the issuer's own."""

from __future__ import annotations

from typing import Any

import pytest
from tieout.claims.grammar.lexicon import Lexicon
from tieout.records.company import Company


def lexicon(**fields: Any) -> Lexicon:
    """The lexicon of an issuer with these fields beside those that every issuer has."""
    listing = {"ticker": "ACME", "exchange": "NYSE", "currency": "USD"}
    company = {"name": "Acme", "short_name": "Acme", "sector": "Industry", "currency": "USD"}
    year = {"fiscal_year_end": "December 31", "listings": [listing]}
    return Lexicon.of(Company.model_validate({**company, **year, **fields}))


def meaning(of: Lexicon, phrase: str) -> tuple[str, str, bool] | None:
    """The tag, the value and whether it states a loss, of a phrase; None where it is unknown."""
    words = tuple(phrase.split())
    second = words[1] if len(words) > 1 else ""
    found = [entry for entry in of.starting(words[0], second) if entry[0] == words]
    assert len(found) < 2
    return found[0][1:] if found else None


def test_the_catalogue_is_read_once_for_all_issuers() -> None:
    """Two issuers differ in their own words alone, which are few."""
    first, second = lexicon(), lexicon(name="Beta", short_name="Beta")
    assert first.shared is second.shared
    assert len(first.own) < 10


@pytest.mark.parametrize(
    ("fields", "phrase", "expected"),
    [
        ({}, "revenue", ("metric", "revenue", False)),
        ({}, "net loss", ("metric", "net_income", True)),
        ({}, "acme", ("name", "", False)),
        ({"segments": {"cloud": {"label": "Cloud"}}}, "cloud", ("segment", "cloud", False)),
        ({}, "cloud revenue", None),
        ({"words": ["Net income"]}, "net income", ("metric", "net_income", False)),
        (
            {"segments": {"sales": {"label": "Net income"}}},
            "net income",
            ("segment", "sales", False),
        ),
    ],
)
def test_the_issuers_words_win(
    fields: dict[str, Any], phrase: str, expected: tuple[str, str, bool] | None
) -> None:
    """Segments win over metrics, metrics over names, and names over common words."""
    assert meaning(lexicon(**fields), phrase) == expected


def test_a_segments_word_before_a_metric_is_not_a_metric_of_the_group() -> None:
    """`service revenue` is a metric, unless the issuer has a segment Service."""
    assert meaning(lexicon(), "service revenue") is not None
    own = lexicon(segments={"service": {"label": "Service"}})
    assert meaning(own, "service revenue") is None
    assert meaning(own, "service") == ("segment", "service", False)


def test_an_issuers_words_stay_with_the_issuer() -> None:
    """What one issuer calls a metric is unknown in texts about the next."""
    kpi = {"label": "Stores", "definition": "Stores.", "kind": "flow", "unit": "count"}
    lexicon(kpis={"stores": {**kpi, "words": ["glass palaces"]}})
    assert meaning(lexicon(), "glass palaces") is None
