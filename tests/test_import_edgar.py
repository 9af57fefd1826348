"""Company facts to records, as files: a body of facts in, the issuer's folder out.

`pytest --rewrite` writes what is expected anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tieout.check import check
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel
from tieout.importers.body import BODY_BYTES, read_body, read_body_file
from tieout.importers.company import ExchangeListing
from tieout.importers.edgar import Imported, import_body
from tieout.importers.refuse import hold
from tieout.importers.writing import carry_out, plan
from tieout.importers.yamltext import written
from tieout.problems import Finding, errors
from tieout.records.read import read_briefs
from tieout.records.yaml_tree import read_tree

CASES = Path(__file__).with_name("importers")
NAMES = sorted(path.name for path in CASES.iterdir() if (path / "body.json").exists())
LISTED = ExchangeListing("ACME", "NYSE", "Industry")


def imported(case: str, quarters: int | None = None) -> Imported:
    """What a case's body is made into."""
    return import_body(read_body_file(CASES / case / "body.json"), LISTED, quarters)


def files_of(made: Imported) -> dict[str, str]:
    """The texts of an import by the names of their files."""
    records = {
        f"{slug}.yml": written(each, "../record.schema.json") for slug, each in made.records.items()
    }
    return {"company.yml": written(made.company, "../company.schema.json"), **records}


@pytest.mark.parametrize("case", NAMES)
def test_records_are_as_expected(case: str, request: pytest.FixtureRequest) -> None:
    folder = CASES / case / "expected"
    made = {**files_of(imported(case)), "remarks.txt": "\n".join(imported(case).remarks) + "\n"}
    if request.config.getoption("--rewrite"):
        folder.mkdir(exist_ok=True)
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8")
    expected = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert made == expected


@pytest.mark.parametrize("case", NAMES)
def test_imported_records_pass_every_rule(case: str, tmp_path: Path) -> None:
    briefs = filed(imported(case), tmp_path)
    issuers, problems = read_briefs(briefs, tmp_path)
    problems += check(issuers, Facts.of(issuers), date(2030, 1, 1))
    assert errors(problems) == ()


def filed(made: Imported, root: Path) -> Path:
    """The folder of the briefs with an import carried out in it."""
    (root / "briefs").mkdir(exist_ok=True)
    carry_out(plan(made, root / "briefs", "acme"))
    return root / "briefs"


def test_the_fourth_quarter_is_derived_and_has_no_earnings_per_share(tmp_path: Path) -> None:
    issuers, _ = read_briefs(filed(imported("weeks"), tmp_path), tmp_path)
    facts = Facts.of(issuers)
    label = FiscalLabel(2022, "Q4")
    revenue = facts.one("acme", "revenue", label=label)
    assert revenue is not None
    assert (revenue.kind, revenue.note) == ("derived", "Q4 as year less nine months")
    printed = [facts.one("acme", "revenue", label=FiscalLabel(2022, f"Q{n}")) for n in (1, 2, 3)]
    year = facts.one("acme", "revenue", label=FiscalLabel(2022, "FY"))
    assert year is not None
    assert revenue.value == year.value - sum((each.value for each in printed if each), Decimal(0))
    assert facts.one("acme", "eps_diluted", label=label) is None


def test_the_covers_of_filings_do_not_name_periods() -> None:
    """Two filings of this body carry another quarter's label."""
    body = read_body_file(CASES / "weeks" / "body.json")
    labels = {(fact.end.isoformat(), fact.fiscal_year) for fact in body.facts}
    assert ("2023-05-20", 2022) in labels
    period = imported("weeks").records["2023-q1"]["period"]
    assert period == {"fiscal": "2023-Q1", "end": "2023-05-20"}


def test_a_figure_that_a_rule_finds_wrong_is_left_out_and_told() -> None:
    text = (CASES / "weeks" / "body.json").read_text(encoding="utf-8")
    basic = """"WeightedAverageNumberOfSharesOutstandingBasic": {"units": {"shares": [
        {"start": "2022-01-30", "end": "2022-05-21", "val": 790000000, "fy": 2022, "fp": "Q1",
        "accn": "0001900001-22-000001", "form": "10-Q", "filed": "2022-06-23"}]}}"""
    text = text.replace('    "Revenues": {"units"', f'    {basic},\n    "Revenues": {{"units"', 1)
    made = import_body(read_body(text.encode()), LISTED)
    assert "shares_basic" in made.records["2022-q1"]["figures"]
    held = hold(made)
    finding = "diluted shares are 781 million, and basic ones 790 million"
    assert held.remarks == (f"left out: 2022-q1 figures.shares_diluted, as {finding}",)
    assert "shares_diluted" in made.records["2022-q1"]["figures"]
    assert "shares_diluted" not in held.records["2022-q1"]["figures"]


def test_only_the_last_quarters_are_written_if_so_asked() -> None:
    made = imported("weeks", 3)
    assert list(made.records) == ["2023-q3", "2023-q4", "2024-q1"]
    assert "year_ago" in made.records["2023-q3"]


TEXTS = (
    """plain|No: colon|a # b|{x}|'|"|-|- x|0001|yes|| x|é ü|x:|*a|&a|!a|%a|@a|`a|>|?|~|1,2|[|\\"""
)


@pytest.mark.parametrize("text", TEXTS.split("|"))
def test_any_text_comes_back_from_the_yaml_that_is_written(text: str) -> None:
    document = {"name": text, "listings": [{"ticker": text, "exchange": "NYSE"}]}
    assert read_tree(written(document, "../company.schema.json"), "company.yml").root == document


Change = Callable[[str], str]
BROKEN: dict[str, tuple[Change, str]] = {
    "cut off": (lambda text: text[: len(text) // 2], "is no JSON from line"),
    "empty": (lambda _: "", "is no JSON from line 1"),
    "a list": (lambda _: "[]", "has no `facts`"),
    "no facts": (lambda _: '{"cik": 1, "entityName": "A", "facts": {}}', "no figure of the"),
    "deep": (lambda _: "[" * 200_000, "a nesting that no body has"),
    "wide": (lambda _: "[" + "[]," * 600_000 + "[]]", "nests or lists more"),
    "not a number": (lambda text: text.replace('"val": 30372000000', '"val": NaN', 1), "a number"),
    "huge number": (lambda text: text.replace("30372000000", "1e400", 1), "a number an issuer can"),
    "huger number": (lambda text: text.replace("30372000000", "9" * 5000, 1), "that no body has"),
    "text for a number": (
        lambda text: text.replace("30372000000", '"=1+1"', 1),
        "`facts.us-gaap.Revenues.units.USD[0].val` is `=1+1`, and should be a number",
    ),
    "no such day": (lambda text: text.replace("2022-05-21", "2022-02-30"), "a day, as YYYY-MM-DD"),
    "no end": (
        lambda text: text.replace('"end"', '"edn"'),
        "`facts.us-gaap.Revenues.units.USD[0].",
    ),
    "no name": (lambda text: text.replace('"entityName"', '"name"'), "`entityName` is missing"),
    "half a letter": (
        lambda text: text.replace("GREENGROCER", "\\ud800"),
        "`entityName` is `  STORES CO`",
    ),
    "not UTF-8": (lambda text: text.replace("GREENGROCER", "\udcff"), "the file has text"),
    "template": (
        lambda text: re.sub(r'"accn": "[^"]*"', '"accn": "../../x"', text),
        "accn` is `../../x`",
    ),
    "units": (lambda text: text.replace('"units"', '"unit"'), "units` is missing"),
    "cik": (lambda text: text.replace('"cik": 1900001', '"cik": -1'), "`cik` is `-1`"),
    "no reports": (lambda text: re.sub(r'"form": "[^"]*"', '"form": "8-K"', text), "no filing in"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_body_that_is_none_is_refused_in_words(fault: str) -> None:
    change, finding = BROKEN[fault]
    text = change((CASES / "weeks" / "body.json").read_text(encoding="utf-8"))
    with pytest.raises(Finding, match=re.escape(finding)):
        import_body(read_body(text.encode(errors="surrogateescape")), LISTED)


def test_a_body_of_more_filings_than_any_issuer_makes_is_refused() -> None:
    row = """{{"start": "2022-01-30", "end": "2022-05-21", "val": 1, "filed": "2022-06-01",
        "accn": "0001900001-22-{:06d}", "fy": 2022, "fp": "Q1", "form": "10-Q"}}"""
    rows = ",".join(row.format(number) for number in range(1001))
    units = f'{{"units": {{"USD": [{rows}]}}}}'
    text = f'{{"cik": 1, "entityName": "A", "facts": {{"us-gaap": {{"Revenues": {units}}}}}}}'
    with pytest.raises(Finding, match="1,001 quarterly and yearly reports"):
        import_body(read_body(text.encode()), LISTED)


def test_a_body_larger_than_any_is_not_even_parsed(tmp_path: Path) -> None:
    path = tmp_path / "body.json"
    path.write_bytes(b" " * (BODY_BYTES + 1))
    with pytest.raises(Finding, match="larger than 32 MiB"):
        read_body_file(path)


def test_unknown_fields_and_taxonomies_are_passed_over() -> None:
    entries = json.loads((CASES / "weeks" / "body.json").read_text(encoding="utf-8"))
    entries["facts"]["srt"] = {"Whatever": {"units": {}}}
    entries["more"] = {"a": 1}
    made = import_body(read_body(json.dumps(entries).encode()), LISTED)
    assert files_of(made) == files_of(imported("weeks"))
