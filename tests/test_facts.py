"""Facts: each file in `facts/` is an issuer's records and the figures they lead to.

A case gives fields of the company that differ from `COMPANY`, records, and for each record rows
that must be among its facts (`facts`), rows that must not (`absent`), derivations without a number
(`not_meaningful`) and gaps (`missing`). A row names only the fields that matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tieout.facts.rows import decimal_text, facts_json, facts_text
from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Basis
from tieout.records.company import Company
from tieout.records.model import Record
from tieout.records.read import Issuer, OnFile

CASES = sorted(Path(__file__).with_name("facts").glob("*.yml"))
COMPANY = {
    "name": "Acme Corporation",
    "short_name": "Acme",
    "listings": [{"ticker": "ACME", "exchange": "NYSE", "currency": "USD"}],
    "sector": "Industry",
    "currency": "USD",
    "fiscal_year_end": "December 31",
}
RECORD = {
    "sources": {"release": {"kind": "press release", "title": "Results"}},
    "source": "release",
    "unit": "million USD",
}


def read_case(path: Path) -> dict[str, Any]:
    # BaseLoader makes text of every scalar, as the reader of records does.
    text = path.read_text(encoding="utf-8")
    case = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    assert isinstance(case, dict)
    return case


def issuer_of(case: Mapping[str, Any], slug: str = "acme") -> Issuer:
    company = Company.model_validate({**COMPANY, **case.get("company", {})})
    records = {
        name: OnFile(
            model=Record.model_validate(
                {"released": {"date": fields["period"]["end"]}, **RECORD, **fields}
            ),
            file=f"briefs/{slug}/{name}.yml",
            places={},
        )
        for name, fields in case["records"].items()
    }
    filed = OnFile(model=company, file=f"briefs/{slug}/company.yml", places={})
    return Issuer(slug=slug, company=filed, records=records, articles={})


def facts_of(case: Mapping[str, Any]) -> Facts:
    return Facts.of({"acme": issuer_of(case)})


def fitting(rows: Iterable[Mapping[str, Any]], wanted: Mapping[str, Any]) -> list[object]:
    """The rows that have all wanted fields; a nested field may be asked for in the same way."""

    def fits(row: Any, wanted: Any) -> bool:
        if isinstance(wanted, Mapping):
            return all(fits(row[field], value) for field, value in wanted.items())
        return str(row).lower() == wanted if isinstance(row, bool) else row == wanted

    return [row for row in rows if fits(row, wanted)]


def rows_without_numbers(facts: Facts, record: str) -> dict[str, list[dict[str, str]]]:
    def row(each: Any, **more: str) -> dict[str, str]:
        identity = {"metric": each.metric, "segment": each.segment, "basis": str(each.basis)}
        return {**identity, "fiscal_label": str(each.label), **more}

    return {
        "not_meaningful": [
            row(each, measure=each.measure, reason=each.reason)
            for each in facts.not_meaningful(record)
        ],
        "missing": [row(each, said=each.said) for each in facts.missing(record)],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_records_lead_to_their_facts(path: Path) -> None:
    case = read_case(path)
    facts = facts_of(case)
    for name, expected in case["expect"].items():
        rows = facts_json(facts, f"acme/{name}")
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids)
        assert all(str(each).startswith(f"acme/{name}/") for each in ids)
        for wanted in expected.get("facts", ()):
            assert len(fitting(rows, wanted)) == 1, (name, wanted, fitting(rows, wanted))
        for unwanted in expected.get("absent", ()):
            assert fitting(rows, unwanted) == [], (name, unwanted)
        others = rows_without_numbers(facts, f"acme/{name}")
        for kind in ("not_meaningful", "missing"):
            for wanted in expected.get(kind, ()):
                assert len(fitting(others[kind], wanted)) == 1, (name, kind, wanted, others[kind])


def case(name: str) -> dict[str, Any]:
    return read_case(Path(__file__).with_name("facts") / f"{name}.yml")


def test_the_best_figure_comes_first() -> None:
    """First reported, then later versions; in yuan, then translated; then estimates."""
    facts = facts_of(case("translation"))
    found = facts.find("acme", "revenue", label=FiscalLabel(2026, "Q2"))
    assert [(figure.unit, figure.kind) for figure in found] == [
        ("CNY", "reported"),
        ("USD", "reported"),
    ]
    assert facts.one("acme", "revenue") == found[0]
    assert facts.one("acme", "revenue", end=date(2025, 9, 30)) == found[0]
    later = facts_of(case("comparatives")).find("acme", "revenue", label=FiscalLabel(2025, "Q1"))
    assert [figure.version for figure in later] == ["", "comparative in acme/2026-q1"]
    growth = facts.find("acme", "revenue", measure="yoy", label=FiscalLabel(2026, "H1"))
    assert [figure.kind for figure in growth] == ["derived", "stated"]


def test_look_up_by_each_part_of_the_identity() -> None:
    facts = facts_of(case("expectations"))
    label = FiscalLabel(2026, "Q2")
    estimates = facts.find("acme", "revenue", kind="consensus", unit="CNY")
    assert [figure.provider for figure in estimates] == ["Bloomberg", "FactSet"]
    assert facts.one("acme", "revenue", segment="cloud", label=label) is not None
    assert facts.one("acme", "revenue", provider="Nobody") is None
    assert facts.one("acme", "revenue", label=FiscalLabel(2019, "Q2")) is None
    assert facts.one("acme", "eps_diluted", basis=Basis("GAAP")) == facts.one("acme", "eps_diluted")
    assert facts.find("nobody", "revenue") == ()
    assert facts.for_record("nobody/2026-q2") == facts.for_record("acme/1999-q1") == ()


def test_history_is_one_series_in_order_of_time() -> None:
    facts = facts_of(case("sums"))

    def values(*args: Any, **sought: Any) -> list[str]:
        return [decimal_text(figure.value) for figure in facts.history("acme", *args, **sought)]

    millions = [100, 110, 120, 130, 140, 150]
    assert values("revenue") == [f"{each}000000" for each in millions]
    assert values("revenue", "year") == ["460000000"]
    assert values("revenue", "half") == ["211000000", "290000000"]
    assert values("revenue", "trailing year") == ["460000000", "500000000", "540000000"]
    assert values("revenue", measure="qoq")[0] == "10"
    assert values("goodwill") == []


def test_figures_cite_their_source() -> None:
    facts = facts_of(case("bases"))
    figure = facts.one("acme", "revenue", label=FiscalLabel(2026, "Q2"))
    assert figure is not None
    source = facts.source_of(figure)
    assert source is not None
    assert source.url == "https://example.org/results"
    margin = facts.one("acme", "free_cash_flow_margin")
    assert margin is not None
    assert facts.source_of(margin) is None


def test_what_only_a_checked_article_states_is_marked_so() -> None:
    figures = facts_of(case("reaction")).for_record("acme/2026-q2")
    alone = {
        (figure.window, figure.measure, figure.kind)
        for figure in figures
        if figure.origin.only_article == "a-post"
    }
    assert alone == {
        ("close before release", "level", "reported"),
        ("close before release", "price_change", "stated"),
        ("pre-market", "level", "reported"),
        ("pre-market", "price_change", "stated"),
        ("pre-market", "price_change", "derived"),
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_rows_have_one_shape_and_exact_numbers(path: Path) -> None:
    facts, shapes = facts_of(case(path.stem)), set()
    for record in case(path.stem)["records"]:
        for row, figure in zip(
            facts_json(facts, f"acme/{record}"), facts.for_record(f"acme/{record}"), strict=True
        ):
            shapes.add(tuple((field, type(value)) for field, value in row.items()))
            low, value, high = (Decimal(str(row[field])) for field in ("low", "value", "high"))
            assert "E" not in str(row["value"])
            assert low <= figure.low <= figure.value <= figure.high <= high
            assert abs(value - figure.value) <= Decimal("0.05")
            assert bool(row["formula"]) == bool(row["operands"]) == (row["kind"] == "derived")
    assert len(shapes) == 1


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_table_fits_a_terminal(path: Path) -> None:
    facts = facts_of(case(path.stem))
    for record in case(path.stem)["records"]:
        table = facts_text(facts, f"acme/{record}")
        assert table.startswith(f"acme/{record}\n")
        assert max(map(len, table.splitlines())) <= 100


def test_the_table_shows_numbers_gaps_and_reasons() -> None:
    table = facts_text(facts_of(case("expectations")), "acme/2026-q2").splitlines()
    assert "FY2026 Q2, 2025-07-01 to 2025-09-30" in table
    shown = [" ".join(line.split()) for line in table]
    assert "revenue 247,795,000,000 CNY reported GAAP" in shown
    assert "revenue surprise 1.06 % derived Bloomberg, GAAP" in shown
    assert "net_income surprise n.m. derived base is negative" in shown
    assert "capex not disclosed reported GAAP" in shown


def test_an_issuers_facts_do_not_depend_on_others() -> None:
    """The same figures alone and among many issuers, so that a brief's cost stays the same."""
    one = issuer_of(case("sums"))
    many = {f"acme{number}": issuer_of(case("growth"), f"acme{number}") for number in range(70)}
    alone, among = Facts.of({"acme": one}), Facts.of({**many, "acme": one})
    for slug in many:
        assert among.one(slug, "revenue") is not None
    record = "acme/2025-q4"
    assert facts_json(alone, record) == facts_json(among, record)


def operands_of(figure: Figure) -> list[Figure]:
    return [figure, *(each for operand in figure.operands for each in operands_of(operand))]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_derivation_ends_in_what_somebody_stated(path: Path) -> None:
    facts = facts_of(case(path.stem))
    for record in case(path.stem)["records"]:
        for figure in facts.for_record(f"acme/{record}"):
            for each in operands_of(figure):
                assert (each.kind == "derived") == bool(each.operands)
                assert each.origin.source or each.operands
