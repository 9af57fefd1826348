"""The catalogue of metrics: complete, unambiguous, and in plain words."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from pydantic import ValidationError
from tieout.figures.metrics import (
    CATALOGUE,
    MalformedCatalogue,
    Metric,
    MetricRatio,
    catalogue,
    loss_words,
    nearest,
    normal,
    read_catalogue,
    words,
)

METRICS = catalogue()

INDUSTRIES = {
    "statements": "revenue cost_of_revenue gross_profit operating_income net_income assets equity "
    "operating_cash_flow free_cash_flow capex eps_basic eps_diluted dividend_per_share",
    "banks": "net_interest_income net_interest_margin provision_for_credit_losses cet1_ratio "
    "deposits loans",
    "insurers": "gross_written_premiums combined_ratio",
    "retail": "comparable_sales store_count gross_merchandise_value",
    "energy": "production refining_margin",
    "semiconductors": "book_to_bill backlog bookings",
    "airlines": "load_factor available_seat_miles available_seat_kilometres rasm casm",
    "biotech": "research_and_development collaboration_revenue",
    "software": "arr rpo net_revenue_retention customers billings deferred_revenue",
    "online services": "mau dau arpu subscribers churn",
    "vehicles": "deliveries vehicle_production",
    "market": "share_price",
}

PRAISE = re.compile(
    r"\b(strong|robust|solid|healthy|leading|best|great|excellent|impressive|record|superior|"
    r"outstanding|attractive|weak|poor|disappointing|bad|good|important|key)\b",
    re.IGNORECASE,
)

KPI = Metric.model_validate(
    {
        "label": "Cloud customers",
        "definition": "Enterprises that paid for cloud services in the quarter.",
        "kind": "stock",
        "unit": "count",
        "words": ["Cloud-customers", "enterprise customer"],
        "losses": ["customer losses"],
    }
)


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_every_industry_finds_its_metrics(industry: str) -> None:
    assert [each for each in INDUSTRIES[industry].split() if each not in METRICS] == []


def test_the_catalogue_is_broad() -> None:
    assert len(METRICS) >= 60
    assert {each.statement for each in METRICS.values()} == {
        "income statement",
        "cash flow",
        "balance sheet",
        "per share",
        "ratio",
        "operating",
        "market",
    }


def test_no_id_stands_twice_in_the_file() -> None:
    """YAML would keep the second entry without a word."""
    typed = re.findall(r"^(\w+):", CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    assert typed == list(METRICS)
    assert [name for name in typed if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name)] == []


def bare(word: str) -> str:
    """A word without hyphens, spaces, and any final s: however it is varied, it stays the same."""
    return "".join(re.sub(r"(ies|es|s|y)$", "", part) for part in normal(word).split())


def test_no_word_belongs_to_two_metrics() -> None:
    claimed = defaultdict(set)
    for name, metric in METRICS.items():
        for word in metric.words:
            claimed[bare(word)].add(name)
    assert {word: names for word, names in claimed.items() if len(names) > 1} == {}


def test_no_word_is_listed_twice_or_as_the_plural_of_another() -> None:
    listed = [word for metric in METRICS.values() for word in metric.words]
    each = {f"w{n}": KPI.model_copy(update={"words": (word,)}) for n, word in enumerate(listed)}
    for order in (each, dict(reversed(each.items()))):
        claimed = words(order)
        assert [own.words for n, own in each.items() if claimed[normal(own.words[0])] != n] == []


def test_every_metric_has_words_and_a_label_of_its_own() -> None:
    assert [name for name, each in METRICS.items() if not each.words] == []
    labels = [each.label for each in METRICS.values()]
    assert len(labels) == len(set(labels))


def test_losses_are_among_the_words_and_never_all_of_them() -> None:
    for name, metric in METRICS.items():
        assert set(metric.losses) < set(metric.words), name
        assert not metric.losses or metric.sign == "any", name


def test_definitions_are_one_plain_sentence() -> None:
    for name, metric in METRICS.items():
        assert re.fullmatch(r"[A-Z][^.]*\.", metric.definition), name
        assert not PRAISE.search(metric.definition), name


def test_references_lead_to_metrics() -> None:
    for name, metric in METRICS.items():
        if metric.margin_of:
            assert metric.margin_of.numerator in METRICS, name
            assert metric.margin_of.denominator in METRICS, name
        if metric.family:
            assert metric.family in METRICS, name


def test_families_end_in_a_general_metric() -> None:
    for name in METRICS:
        assert root(name) in METRICS


def root(name: str) -> str:
    passed: list[str] = []
    while family := METRICS[name].family:
        assert name not in passed, f"{name} is its own family"
        passed.append(name)
        name = family
    return name


def test_a_concept_belongs_to_one_metric_or_to_one_family() -> None:
    reporting = defaultdict(list)
    for name, metric in METRICS.items():
        assert len(metric.concepts) == len(set(metric.concepts)), name
        for concept in metric.concepts:
            reporting[concept].append(name)
    shared = {concept: names for concept, names in reporting.items() if len(names) > 1}
    assert {concept for concept, names in shared.items() if len({*map(root, names)}) > 1} == set()
    assert shared == {
        "us-gaap:NetIncomeLoss": ["net_income", "net_income_attributable"],
        "us-gaap:StockholdersEquity": ["equity", "equity_attributable"],
        "us-gaap:EarningsPerShareBasicAndDiluted": ["eps_diluted", "eps_basic"],
        "us-gaap:WeightedAverageNumberOfShareOutstandingBasicAndDiluted": [
            "shares_basic",
            "shares_diluted",
        ],
    }


def test_a_shared_concept_comes_after_the_general_metrics_own() -> None:
    """So that an issuer with minority owners keeps total and attributable apart."""
    for general in ("net_income", "equity"):
        own = [each for each in METRICS[general].concepts if each.startswith("us-gaap:")]
        assert own[-1] in METRICS[f"{general}_attributable"].concepts
        assert len(own) > 1


def test_kinds_and_units_agree() -> None:
    for name, metric in METRICS.items():
        assert (metric.kind == "ratio") == (metric.unit in ("%", "x")), name
        assert (metric.kind == "per share") == (
            metric.unit == "money per share" and metric.statement == "per share"
        ), name


def test_adjusted_metrics_are_non_gaap_by_definition() -> None:
    named = [each for name, each in METRICS.items() if name.startswith("adjusted_")]
    named.append(METRICS["free_cash_flow"])
    assert {each.basis for each in named} == {"non-GAAP"}


@pytest.mark.parametrize("model", [Metric, MetricRatio])
def test_every_field_explains_itself(model: type[Metric | MetricRatio]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("net sales", "revenue"),
        ("top line", "revenue"),
        ("cost of sales", "cost_of_revenue"),
        ("revenues", "revenue"),
        ("profits", "net_income"),
        ("net losses", "net_income"),
        ("operating profit", "operating_income"),
        ("earnings per share", "eps_diluted"),
        ("operating earnings per share", "eps_diluted"),
        ("basic eps", "eps_basic"),
        ("loss per share", "eps_diluted"),
        ("ffo per share", "ffo_per_share"),
        ("same store sales", "comparable_sales"),
        ("non gaap ebita", "adjusted_ebita"),
        ("inventories", "inventory"),
        ("maus", "mau"),
        ("net income attributable to ordinary shareholders", "net_income_attributable"),
        ("ordinary profit", "ordinary_income"),
        ("net income attributable to noncontrolling interests", "net_income_noncontrolling"),
    ],
)
def test_words_lead_to_their_metric(phrase: str, name: str) -> None:
    assert words()[phrase] == name


def test_longer_words_come_first() -> None:
    lengths = [len(word) for word in words()]
    assert lengths == sorted(lengths, reverse=True)


def test_loss_words_turn_the_sign() -> None:
    assert {"net loss", "net losses", "loss per share", "operating loss"} <= loss_words()
    assert {"profit", "loss ratio", "credit losses", "impairment loss"}.isdisjoint(loss_words())


@pytest.mark.parametrize(
    "written",
    ["Same-Store Sales", "same\u2011store sales", "same  store\nsales", "same\xa0store sales"],
)
def test_spelling_variants_are_one_word(written: str) -> None:
    assert normal(written) == "same store sales"
    assert normal("shareholders\u2019 equity") == "shareholders' equity"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("revenu", "revenue"),
        ("net_sales", "revenue"),
        ("EPS", "eps_diluted"),
        ("gross_magin", "gross_margin"),
        ("operating_profit", "operating_income"),
        ("qqqq", None),
        ("", None),
    ],
)
def test_a_mistyped_id_finds_the_one_that_was_meant(typed: str, meant: str | None) -> None:
    assert nearest(typed) == meant


def test_an_issuer_defines_metrics_of_its_own() -> None:
    own = {"cloud_customers": KPI}
    assert (KPI.statement, KPI.direction, KPI.sign) == ("operating", "neutral", "any")
    assert words(own)["cloud customers"] == "cloud_customers"
    assert words(own)["enterprise customers"] == "cloud_customers"
    assert "customer losses" in loss_words(own) - loss_words()
    assert nearest("cloud_customer", own) == "cloud_customers"
    assert "cloud customers" not in words()


def test_the_issuers_own_metric_wins_a_word() -> None:
    own = KPI.model_copy(update={"words": ("customer",)})
    assert words()["customers"] == "customers"
    assert words({"cloud_customers": own})["customers"] == "cloud_customers"


def test_metrics_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        METRICS["revenue"].label = "Sales"
    with pytest.raises(TypeError):
        METRICS["sales"] = KPI  # type: ignore[index]


FIELDS = "label: A, definition: B., kind: ratio, unit: x"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("revenue: [", "metrics.yml is no YAML"),
        ("- revenue", "metrics.yml maps no ids to metrics"),
        ("", "metrics.yml maps no ids to metrics"),
        ("revenue: Sales", "metrics.yml: revenue: Input should be a valid dictionary"),
        ("a: {label: A}", "metrics.yml: a.definition: Field required"),
        (f"a: {{{FIELDS}, sort: 1}}", "metrics.yml: a.sort: Extra inputs are not permitted"),
        (f"a: {{{FIELDS}, words: yes}}", "metrics.yml: a.words: Input should be a valid tuple"),
        (f"a: {{{FIELDS}, words: [no]}}", "metrics.yml: a.words.0: Input should be a valid string"),
        (f"a: {{{FIELDS}, concepts: [Revenue]}}", "metrics.yml: a.concepts.0: String should match"),
        (f"a: {{{FIELDS}, margin_of: {{numerator: b, denominator: c}}}}", "is for percentages"),
    ],
)
def test_a_malformed_catalogue_says_where(text: str, message: str) -> None:
    with pytest.raises(MalformedCatalogue, match=re.escape(message)):
        read_catalogue(text)
