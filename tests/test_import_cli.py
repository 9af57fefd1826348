"""`tieout import edgar` and `tieout bench edgar`, as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tieout.cli.main import main

BODY = Path(__file__).with_name("importers") / "weeks" / "body.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "briefs").mkdir()
    return tmp_path


def tieout(root: Path, *arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), *map(str, arguments)])
    assert "Traceback" not in result.output
    return result


def company(root: Path, slug: str) -> str:
    return (root / "briefs" / slug / "company.yml").read_text(encoding="utf-8")


def test_an_import_names_every_file_and_passes_the_check(root: Path) -> None:
    result = tieout(
        root, "import", "edgar", BODY, "--ticker", "GGS", "--exchange", "NYSE", "--quarters", "2"
    )
    assert result.stdout.split() == [
        *("ggs/company.yml:", "new", "ggs/2023-q4.yml:", "new", "ggs/2024-q1.yml:", "new")
    ]
    assert "{ticker: GGS, exchange: NYSE, currency: USD}" in company(root, "ggs")
    assert tieout(root, "check").exit_code == 0


def test_an_issuer_on_record_is_known_again_by_its_number(root: Path) -> None:
    tieout(root, "import", "edgar", BODY, "--ticker", "GGS", "--exchange", "NYSE")
    path = root / "briefs/ggs/company.yml"
    path.write_text(company(root, "ggs").replace("Unclassified", "Retail"), encoding="utf-8")
    result = tieout(root, "import", "edgar", BODY)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "sector: Retail" in company(root, "ggs")
    assert "0 changes made" in result.stderr


def test_what_the_body_does_not_tell_is_asked_for(root: Path) -> None:
    result = tieout(root, "import", "edgar", BODY)
    assert "briefs/greengrocer-stores/company.yml lacks the ticker" in result.stderr
    assert "ticker: UNKNOWN" in company(root, "greengrocer-stores")


def test_a_file_called_after_the_ticker_tells_it(root: Path) -> None:
    shutil.copy(BODY, root / "GGS.json")
    tieout(root, "import", "edgar", root / "GGS.json")
    assert "ticker: GGS" in company(root, "ggs")


def test_a_dry_run_writes_nothing(root: Path) -> None:
    result = tieout(root, "import", "edgar", BODY, "--dry-run")
    assert "10 changes would be made" in result.stderr
    assert list((root / "briefs").iterdir()) == []


def test_a_folder_of_another_issuer_is_not_written_into(root: Path) -> None:
    tieout(root, "import", "edgar", BODY, "--slug", "shop")
    other = BODY.parents[1] / "nearest" / "body.json"
    result = tieout(root, "import", "edgar", other, "--slug", "shop")
    assert result.exit_code == 1
    assert (
        "briefs/shop is of Greengrocer Stores Co, CIK 0001900001, not 0001900003" in result.output
    )


@pytest.mark.parametrize("slug", ["../x", "/etc/x", "A b", "-rf", ".git", "x" * 65, "con"])
def test_a_slug_that_is_no_folder_name_is_refused(slug: str, root: Path) -> None:
    result = tieout(root, "import", "edgar", BODY, f"--slug={slug}")
    assert result.exit_code == 1
    assert list(root.iterdir()) == [root / "briefs"]
    assert list((root / "briefs").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give either FILE or --cik"),
        ((BODY, "--cik", "1"), "give either FILE or --cik"),
        (("--cik", "1"), "the SEC wants to know who asks"),
        (("--cik", "1", "--contact", "nobody"), "the contact is no e-mail address"),
        ((BODY, "--ticker", "no such ticker"), "is no ticker"),
    ],
)
def test_wrong_calls_are_told_so(arguments: tuple[str | Path, ...], told: str, root: Path) -> None:
    result = CliRunner(env={"TIEOUT_CONTACT": ""}).invoke(
        main, ["--root", str(root), "import", "edgar", *map(str, arguments)]
    )
    assert result.exit_code in (1, 2)
    assert told in result.output
    assert list((root / "briefs").iterdir()) == []


def test_a_folder_of_bodies_is_imported_with_progress_and_one_summary(root: Path) -> None:
    bodies = root / "bodies"
    bodies.mkdir()
    for name in ("weeks", "nearest"):
        shutil.copy(BODY.parents[1] / name / "body.json", bodies / f"{name[:4].upper()}.json")
    (bodies / "TORN.json").write_text("{", encoding="utf-8")
    result = tieout(root, "import", "edgar", bodies, "--quarters", "2")
    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if line[1:3] == "/3"] == [
        "1/3 NEAR.json",
        "2/3 TORN.json",
        "3/3 WEEK.json",
    ]
    assert "TORN.json: the file is no JSON" in result.stderr
    assert "2 of 3 issuers imported" in result.stderr
    assert sorted(path.name for path in (root / "briefs").iterdir()) == ["near", "week"]


def test_options_of_one_issuer_are_not_for_several(root: Path) -> None:
    result = tieout(root, "import", "edgar", BODY, BODY, "--ticker", "ACME")
    assert result.exit_code == 2
    assert "of one issuer alone" in result.output


def test_a_sector_that_is_not_sure_is_told(root: Path) -> None:
    result = tieout(root, "import", "edgar", BODY, "--ticker", "GGS", "--exchange", "NYSE")
    assert result.stderr.count("has the sector Unclassified") == 1


GOLD = """\
ticker,period_end,fy_true,q_true,sec_label_ok,revenue,net_income,eps_diluted
GGS,2022-05-21,2022,Q1,True,30372000000,573000000,0.63
GGS,2022-05-21,2022,Q2,False,30372000000,,
GGS,2023-01-28,2022,Q4,,31262000000,566000000,
GGS,2023-01-28,2022,FY,,123311000000,,9.99
"""


def test_the_benchmark_counts_right_wrong_and_missing(tmp_path: Path) -> None:
    (tmp_path / "companyfacts").mkdir()
    shutil.copy(BODY, tmp_path / "companyfacts" / "GGS.json")
    (tmp_path / "edgar_gold.csv").write_text(GOLD, encoding="utf-8")
    result = tieout(tmp_path, "bench", "edgar", tmp_path, "--format", "json")
    measured = json.loads(result.stdout)
    assert measured["cells"]["revenue"] == {"right": 2, "wrong": 1, "missing": 0}
    assert measured["cells"]["revenue Q4"] == {"right": 1, "wrong": 0, "missing": 0}
    assert measured["cells"]["eps_diluted"] == {"right": 1, "wrong": 1, "missing": 0}
    assert measured["cells"]["label where the SEC's is wrong"]["wrong"] == 1
    assert len(measured["faults"]) == 3
    whole = ("records", "warnings", "mixed_scopes", "years_that_do_not_add_up")
    assert [measured[each] for each in whole] == [9, 9, 0, 0]
    text = tieout(tmp_path, "bench", "edgar", tmp_path)
    assert "revenue Q4" in text.stdout
    assert "years that do not add up 0" in text.stdout


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        (None, "has no rows to compare with"),
        ("ticker,revenue\nGGS,1\n", "has no column"),
        (GOLD.replace("GGS", "XYZ"), "there is no companyfacts/XYZ.json"),
        (GOLD.replace("30372000000", "about 30"), "the row GGS 2022 Q1 cannot be read"),
    ],
)
def test_a_folder_without_gold_is_told_so(gold: str | None, told: str, tmp_path: Path) -> None:
    (tmp_path / "companyfacts").mkdir()
    shutil.copy(BODY, tmp_path / "companyfacts" / "GGS.json")
    if gold is not None:
        (tmp_path / "edgar_gold.csv").write_text(gold, encoding="utf-8")
    result = tieout(tmp_path, "bench", "edgar", tmp_path)
    assert result.exit_code == 1
    assert told in result.output
