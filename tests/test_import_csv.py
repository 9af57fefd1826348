"""Records as a table and back: the round trip is exact, edits land in their place."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from tieout.cli.main import main
from tieout.figures.spreadsheet import escaped, unescaped
from tieout.importers.table import COLUMNS, read_table
from tieout.problems import Finding

from tests.conftest import COMPANY, SAMPLE

RECORD = """\
# our own words
period: {fiscal: 2026-Q2, end: 2026-06-30}
released: {date: 2026-07-30}
sources:
  release: {kind: press release, title: "=Results, of the second quarter"}
  note: {kind: news, title: "@a note"}
source: release
locator: page 1
unit: million USD
figures:
  revenue: 1,250  # printed so
  operating_income: (21)
  net_income: [-30, {value: 5.0, basis: non-GAAP, note: -without charges}]
  eps_diluted: not disclosed
  free_cash_flow: {value: 2.5, unit: billion USD, approximate: true, source: note}
segments:
  tools: {revenue: 700}
year_ago: {figures: {revenue: 1100}}
stated_growth:
  revenue: [13.6%, {value: 130 bp, against: previous quarter}]
year_to_date: {unit: billion USD, figures: {revenue: 2.4}}
consensus:
  - {metric: revenue, value: 1.2 billion, unit: USD, provider: "+Poll", as_of: 2026-07-29}
takeaways: |
  Sales were good.
"""

Edit = Callable[[str], str]
File = Callable[[dict[str, str | bytes]], Path]


def tieout(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


@pytest.fixture
def root(file_briefs: File) -> Path:
    """A root with one record that has a bit of everything."""
    return file_briefs({"acme/2026-q2.yml": RECORD}).parent


def row(**cells: str) -> str:
    """One row of a table, with what makes it a whole one."""
    usual = {"issuer": "acme", "period": "2026-q2", "metric": "revenue", "value": "1"}
    text = io.StringIO()
    csv.writer(text).writerow([(usual | cells).get(column, "") for column in COLUMNS])
    return text.getvalue()


def edited(root: Path, edit: Edit) -> tuple[Result, str]:
    """Export, edit, import: what the command says, and the record then."""
    table = root / "table.csv"
    exported = tieout(root, "export", "csv").output
    changed = edit(exported)
    assert changed != exported
    table.write_text(changed, encoding="utf-8")
    result = tieout(root, "import", "csv", str(table))
    return result, (root / "briefs/acme/2026-q2.yml").read_text(encoding="utf-8")


def test_importing_what_was_exported_changes_no_byte(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "briefs", tmp_path / "briefs")
    table = tmp_path / "all.csv"
    table.write_text(tieout(tmp_path, "export", "csv").output, encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    result = tieout(tmp_path, "import", "csv", str(table))
    assert (result.exit_code, result.stdout) == (0, "")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_a_record_made_of_a_table_exports_as_the_same_table(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "briefs", tmp_path / "briefs")
    table = tmp_path / "all.csv"
    table.write_text(tieout(tmp_path, "export", "csv").output, encoding="utf-8")
    for path in (tmp_path / "briefs").rglob("20*.yml"):
        path.unlink()
    for path in (tmp_path / "briefs").glob("*/articles"):
        shutil.rmtree(path)
    result = tieout(tmp_path, "import", "csv", str(table))
    assert result.exit_code == 0, result.output
    assert tieout(tmp_path, "export", "csv").output == table.read_text(encoding="utf-8")


def test_a_small_record_is_these_rows(root: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(tieout(root, "export", "csv", "acme").output)))
    told = [
        (row["span"], row["kind"], row["segment"], row["metric"], row["value"], row["unit"])
        for row in rows
    ]
    assert told == [
        ("period", "reported", "", "revenue", "1250", "million USD"),
        ("period", "reported", "", "operating_income", "-21", "million USD"),
        ("period", "reported", "", "net_income", "-30", "million USD"),
        ("period", "reported", "", "net_income", "5.0", "million USD"),
        ("period", "reported", "", "free_cash_flow", "2.5", "billion USD"),
        ("period", "reported", "", "eps_diluted", "not disclosed", "USD per share"),
        ("period", "reported", "tools", "revenue", "700", "million USD"),
        ("period, year ago", "reported", "", "revenue", "1100", "million USD"),
        ("year to date", "reported", "", "revenue", "2.4", "billion USD"),
        ("period", "stated growth", "", "revenue", "13.6", "%"),
        ("period", "stated growth", "", "revenue", "130", "bp"),
        ("period", "consensus", "", "revenue", "1.2", "billion USD"),
    ]
    assert rows[0]["source_title"] == "'=Results, of the second quarter"
    assert rows[3]["note"] == "'-without charges"
    assert rows[-1]["provider"] == "'+Poll"


EDITS: dict[str, tuple[Edit, str, str]] = {
    "a number": (
        lambda text: text.replace(",1250,", ",1251,"),
        "revenue: 1,250  # printed so",
        "revenue: 1251  # printed so",
    ),
    "a digit more": (
        lambda text: text.replace(",-21,", ",-21.0,"),
        "operating_income: (21)",
        "operating_income: -21.0",
    ),
    "another scale": (
        lambda text: text.replace(",2.5,billion USD,", ",2400,million USD,"),
        "free_cash_flow: {value: 2.5, unit: billion USD,",
        "free_cash_flow: {value: 2400, unit: million USD,",
    ),
    "a locator": (
        lambda text: text.replace(",page 1,", ",page 7,", 1),
        "revenue: 1,250  # printed so",
        'revenue: {value: "1,250", locator: page 7}  # printed so',
    ),
    "now disclosed": (
        lambda text: text.replace("not disclosed", "0.31"),
        "eps_diluted: not disclosed",
        "eps_diluted: 0.31",
    ),
    "growth": (lambda text: text.replace(",13.6,%", ",13.7,%"), "[13.6%,", "[13.7 %,"),
    "an estimate": (
        lambda text: text.replace(",1.2,billion USD", ",1.25,billion USD"),
        "value: 1.2 billion, unit: USD, provider",
        "value: 1.25, unit: billion USD, provider",
    ),
    "a new figure": (
        lambda text: text + row(span="fiscal year", value="9", unit="USD", source="release"),
        "  Sales were good.\n",
        """  Sales were good.
fiscal_year:
  figures:
    revenue: {value: 9, unit: USD, source: release}
""",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_changes_the_record_there_and_nowhere_else(case: str, root: Path) -> None:
    edit, old, new = EDITS[case]
    result, text = edited(root, edit)
    assert result.exit_code == 0, result.output
    assert RECORD.count(old) == 1
    assert text == RECORD.replace(old, new)
    assert result.stdout.startswith("acme/2026-q2.yml: line ")


def test_a_dry_run_tells_and_writes_nothing(root: Path) -> None:
    table = root / "table.csv"
    exported = tieout(root, "export", "csv").output
    table.write_text(exported.replace(",1250,", ",1251,"), encoding="utf-8")
    result = tieout(root, "import", "csv", "--dry-run", str(table))
    assert "1250 million USD is now 1251 million USD" in result.stdout
    assert (root / "briefs/acme/2026-q2.yml").read_text(encoding="utf-8") == RECORD


def test_a_table_that_a_german_spreadsheet_saved_is_read(root: Path) -> None:
    table = root / "table.csv"
    rows = list(csv.reader(io.StringIO(tieout(root, "export", "csv").output)))
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    table.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    result = tieout(root, "import", "csv", str(table))
    assert (result.exit_code, result.stdout) == (0, "")


CELLS = ["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "'=1", "''=1", "\uff1d1", "-", "=", "-1.5%"]


@pytest.mark.parametrize("cell", CELLS)
def test_formulas_are_escaped_and_come_back(cell: str) -> None:
    assert unescaped(escaped(cell)) == cell
    assert escaped(cell).startswith("'")


@pytest.mark.parametrize("cell", ["a", "'", "a = 1", "-1.5", "-247795000000", "a; -5"])
def test_words_and_numbers_stay_as_they_are(cell: str) -> None:
    assert escaped(cell) == unescaped(cell) == cell


@pytest.mark.parametrize("cell", ["x;=1", "x\n=1;y", ";\t-1", "-5;", "x;'=1"])
def test_a_cell_that_another_separator_splits_has_no_formula(cell: str) -> None:
    written = escaped(cell)
    assert unescaped(written) == cell
    assert not any(part[:1] in ("=", "+", "-", "@") for part in re.split(r"[;\t\r\n]", written))


HEAD = ",".join(COLUMNS) + "\n"
REFUSED: dict[str, tuple[bytes, str]] = {
    "no table": (b"\x00\x01", "line 1 "),
    "empty": (b"", "there is no column `issuer`"),
    "utf-16": ("issuer".encode("utf-16"), "is not in UTF-8"),
    "strange column": (b"issuer,=cmd()\n", "line 1 has the column `=cmd()`"),
    "ragged": ((HEAD + "acme,2026-q2\n").encode(), "line 2 has 2 cells"),
    "open quote": ((HEAD + '"acme\n').encode(), "cannot be read"),
    "no issuer": ((HEAD + row(issuer="../../etc")).encode(), "there is no issuer `../../etc`"),
    "path": ((HEAD + row(period="../x")).encode(), "is no fiscal period"),
    "no metric": ((HEAD + row(metric="turnip", span="trailing")).encode(), "`turnip`"),
    "no number": ((HEAD + row(value="=1+1")).encode(), "line 2: `=1+1` is no number"),
    "comma": ((HEAD + row(value="1,5")).encode(), "line 2: `1,5` is no number"),
    "no unit": ((HEAD + row(unit="${7*7}")).encode(), "line 2: `${7*7}` is no unit"),
    "no span": ((HEAD + row(span="decade")).encode(), "`decade` is no span"),
    "no kind": ((HEAD + row(kind="rumour")).encode(), "`rumour` is no kind of row"),
    "twice": ((HEAD + row() * 2).encode(), "lines 2 and 3 are the same figure"),
    "unknown source": ((HEAD + row(source="s", span="trailing")).encode(), "the source `s` is new"),
    "new without days": ((HEAD + row(period="2026-q3")).encode(), "needs `period`"),
    "huge": (HEAD.encode() + b"x" * (33 << 20), "larger than 32 MiB"),
    "huge field": (HEAD.encode() + b'"' + b"x" * 200_000 + b'"', "field larger than field limit"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_faulty_table_is_refused_and_nothing_is_written(case: str, root: Path) -> None:
    content, finding = REFUSED[case]
    table = root / "table.csv"
    table.write_bytes(content)
    before = {path: path.read_bytes() for path in root.rglob("*.*")}
    result = tieout(root, "import", "csv", str(table))
    assert result.exit_code == 1, result.output
    assert finding in result.output
    assert "Traceback" not in result.output
    assert {path: path.read_bytes() for path in root.rglob("*.*")} == before


def test_a_faulty_record_is_not_overwritten(root: Path) -> None:
    (root / "briefs/acme/2026-q3.yml").write_text("period: [", encoding="utf-8")
    table = root / "table.csv"
    days = {"period_end": "2026-09-30", "released": "2026-10-30"}
    table.write_text(HEAD + row(period="2026-q3", **days), encoding="utf-8")
    result = tieout(root, "import", "csv", str(table))
    assert "acme/2026-q3.yml has an error; mend it first" in result.output
    assert (root / "briefs/acme/2026-q3.yml").read_text(encoding="utf-8") == "period: ["


@pytest.mark.parametrize("column", COLUMNS)
def test_a_table_without_one_of_its_columns_is_refused(column: str, root: Path) -> None:
    """A year's figure whose span is gone would pass for a quarter's."""
    rows = list(csv.DictReader(io.StringIO(tieout(root, "export", "csv").output)))
    text = io.StringIO()
    writer = csv.DictWriter(text, [each for each in COLUMNS if each != column])
    writer.writeheader()
    writer.writerows({key: row[key] for key in writer.fieldnames} for row in rows)
    (root / "table.csv").write_text(text.getvalue(), encoding="utf-8")
    result = tieout(root, "import", "csv", str(root / "table.csv"))
    assert result.exit_code == 1
    assert f"there is no column `{column}`" in result.output


CELL = st.one_of(
    st.sampled_from(["", "x", "yes", "1", "-5.00", "2021-05-05", "IFRS", "million USD", "release"]),
    st.text("ab=,;\"'\n-1.", max_size=6),
)


@settings(derandomize=True, database=None, deadline=None, max_examples=150)
@given(at=st.integers(0, 12), column=st.sampled_from(COLUMNS), cell=CELL)
def test_every_edited_cell_is_applied_or_told(at: int, column: str, cell: str) -> None:
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "briefs/acme").mkdir(parents=True)
        (root / "briefs/acme/company.yml").write_text(COMPANY, encoding="utf-8")
        (root / "briefs/acme/2026-q2.yml").write_text(RECORD, encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(tieout(root, "export", "csv").output)))
        row = rows[at % len(rows)]
        was, row[column] = row[column], escaped(cell)
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
        (root / "table.csv").write_text(text.getvalue(), encoding="utf-8")
        result = tieout(root, "import", "csv", str(root / "table.csv"))
        as_before = cell.strip() == was
        usual = not cell.strip() and column in ("basis", "span", "kind")
        silent = result.exit_code == 0 and not result.stdout
        assert not silent or as_before or usual
        assert silent or not as_before
        assert "Traceback" not in result.output


def test_all_faults_of_a_table_are_told_at_once(root: Path) -> None:
    table = HEAD + row(value="1,5") + row(span="decade") + row(unit="million XYZ")
    (root / "table.csv").write_text(table, encoding="utf-8")
    result = tieout(root, "import", "csv", str(root / "table.csv"))
    assert result.exit_code == 1
    for told in ("line 2: `1,5`", "line 3: `decade`", "line 4: `XYZ`"):
        assert told in result.output


@pytest.mark.parametrize("value", ["5.00", "1.20 billion", "-0.10", "1250.0"])
def test_zeros_at_the_end_are_kept(value: str, root: Path) -> None:
    digits, _, scale = value.partition(" ")
    changed, text = edited(
        root,
        lambda table: table.replace(",1250,million USD", f",{digits},{scale or 'million'} USD"),
    )
    assert changed.exit_code == 0, changed.output
    again = tieout(root, "export", "csv").output
    assert f",revenue,,,GAAP,{digits}," in again
    assert digits in text


def test_rows_without_cells_are_passed_over() -> None:
    assert len(read_table((HEAD + row() + "," * (len(COLUMNS) - 1) + "\n").encode())) == 1
    with pytest.raises(Finding, match="more than 200,000 rows"):
        read_table((HEAD + "\n" * 200_001).encode())
