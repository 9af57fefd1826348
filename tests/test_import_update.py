"""A second import: what the first one wrote follows the filings, what a person typed stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tieout.importers.body import read_body
from tieout.importers.company import ExchangeListing
from tieout.importers.edgar import import_body
from tieout.importers.merge import merge
from tieout.importers.writing import LEDGER, Plan, carry_out, plan
from tieout.problems import Finding
from tieout.records.writer import Unwritten
from tieout.records.yaml_tree import read_tree

BODY = Path(__file__).with_name("importers") / "weeks" / "body.json"
NEW_VALUE = (
    ("30674000000", "30675000000"),
    ("61046000000", "61047000000"),
    ("92049000000", "92050000000"),
)
"""A quarter's revenue, and that of the half year and nine months which have it in them."""


def importing(root: Path, *changes: tuple[str, str], quarters: int | None = None) -> Plan:
    """The plan of an import of the case's body, with some texts of it exchanged."""
    text = BODY.read_text(encoding="utf-8")
    for old, new in changes:
        text = text.replace(old, new)
    made = import_body(
        read_body(text.encode()), ExchangeListing("ACME", "NYSE", "Industry"), quarters
    )
    (root / "briefs").mkdir(exist_ok=True)
    return plan(made, root / "briefs", "acme")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An issuer's folder as a first import leaves it."""
    carry_out(importing(tmp_path))
    return tmp_path / "briefs" / "acme"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_second_import_of_the_same_body_changes_nothing(folder: Path, tmp_path: Path) -> None:
    again = importing(tmp_path)
    assert (again.files, again.news, again.kept) == ({}, [], [])


def test_a_changed_figure_is_changed_in_its_place_and_told(folder: Path, tmp_path: Path) -> None:
    record = folder / "2022-q2.yml"
    edit(record, "\nfigures:\n", "\n# checked by hand\nfigures:\n  capex: 12  # from page 4\n")
    edit(record, "revenue: {value: 30674,", "revenue: {note: ours, value: 30674,")
    before = record.read_text(encoding="utf-8")
    update = importing(tmp_path, *NEW_VALUE)
    carry_out(update)
    assert update.news == ["acme/2022-q2.yml: figures.revenue.value: 30674 is now 30675"]
    assert record.read_text(encoding="utf-8") == before.replace("30674", "30675")
    assert importing(tmp_path, *NEW_VALUE).files == {}


def test_a_figure_that_a_person_changed_stays(folder: Path, tmp_path: Path) -> None:
    edit(folder / "2022-q2.yml", "revenue: {value: 30674,", "revenue: {value: 30999,")
    same = importing(tmp_path)
    assert (same.files, same.news, same.kept) == ({}, [], [])
    update = importing(tmp_path, *NEW_VALUE)
    assert update.kept == [
        "acme/2022-q2.yml: figures.revenue stays 30999; the filings have 30675",
    ]
    carry_out(update)
    assert "revenue: {value: 30999," in (folder / "2022-q2.yml").read_text(encoding="utf-8")


def test_what_a_person_took_out_stays_out(folder: Path, tmp_path: Path) -> None:
    record = folder / "2022-q2.yml"
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    record.write_text("".join(line for line in lines if "revenue:" not in line), encoding="utf-8")
    (folder / "2022-q3.yml").unlink()
    update = importing(tmp_path, *NEW_VALUE)
    assert update.kept == [
        "acme/2022-q2.yml: figures.revenue was taken out by hand, and stays out",
        "acme/2022-q3.yml was deleted by hand, and stays deleted",
    ]
    assert [path.name for path in update.files] == [LEDGER]


def test_records_that_were_typed_before_any_import_stay(tmp_path: Path) -> None:
    carry_out(importing(tmp_path))
    folder = tmp_path / "briefs" / "acme"
    (folder / LEDGER).unlink()
    update = importing(tmp_path, *NEW_VALUE)
    assert update.news == []
    assert update.kept == ["acme/2022-q2.yml: figures.revenue stays 30674; the filings have 30675"]


def test_a_new_quarter_is_a_new_file(tmp_path: Path) -> None:
    carry_out(importing(tmp_path, quarters=2))
    update = importing(tmp_path, quarters=3)
    assert update.news == ["acme/2023-q3.yml: new"]


def test_line_ends_stay_as_they_are(folder: Path, tmp_path: Path) -> None:
    record = folder / "2022-q2.yml"
    record.write_bytes(record.read_bytes().replace(b"\n", b"\r\n"))
    content = record.read_bytes()
    assert importing(tmp_path).files == {}
    carry_out(importing(tmp_path, *NEW_VALUE))
    assert record.read_bytes() == content.replace(b"30674", b"30675")


SPLIT = Path(__file__).with_name("importers") / "versions" / "body.json"
TYPED = """\
splits:
  # from the announcement
  - effective: 2023-04-28
    ratio: 3 for 1
    source: {kind: press release, title: Splitwell splits its shares}
"""


def splitting(root: Path, old: str = "", new: str = "", exchange: str = "NYSE") -> Plan:
    """The plan of an import of an issuer whose shares were split."""
    text = SPLIT.read_text(encoding="utf-8").replace(old, new) if old else SPLIT.read_text("utf-8")
    made = import_body(read_body(text.encode()), ExchangeListing("ACME", exchange, "Industry"))
    (root / "briefs").mkdir(exist_ok=True)
    return plan(made, root / "briefs", "acme")


def test_a_split_that_a_person_typed_stays_as_it_is(tmp_path: Path) -> None:
    carry_out(splitting(tmp_path))
    company = tmp_path / "briefs" / "acme" / "company.yml"
    text = company.read_text(encoding="utf-8")
    start, end = text.index("splits:"), text.index("cik:")
    company.write_text(text[:start] + TYPED + text[end:], encoding="utf-8")
    (company.parent / LEDGER).unlink()
    again = splitting(tmp_path)
    carry_out(again)
    assert "acme/company.yml: splits[3 for 1 2023] stays as it was typed" in again.kept
    assert company.read_text(encoding="utf-8") == text[:start] + TYPED + text[end:]


def test_a_split_is_added_to_a_company_file_that_lacks_it(tmp_path: Path) -> None:
    carry_out(splitting(tmp_path, '"shares": [', '"people": ['))
    company = tmp_path / "briefs" / "acme" / "company.yml"
    assert "splits" not in company.read_text(encoding="utf-8")
    update = splitting(tmp_path)
    carry_out(update)
    assert any(each.startswith("acme/company.yml: splits: new") for each in update.news)
    first = tmp_path / "other"
    first.mkdir()
    carry_out(splitting(first))
    assert company.read_text("utf-8") == (first / "briefs/acme/company.yml").read_text("utf-8")


def test_a_list_of_the_import_is_changed_row_by_row(tmp_path: Path) -> None:
    carry_out(splitting(tmp_path))
    company = tmp_path / "briefs" / "acme" / "company.yml"
    before = company.read_text(encoding="utf-8")
    update = splitting(tmp_path, exchange="Nasdaq")
    carry_out(update)
    assert update.news == ["acme/company.yml: listings[1].exchange: NYSE is now Nasdaq"]
    assert company.read_text(encoding="utf-8") == before.replace("NYSE", "Nasdaq")


FAULTS: dict[str, Callable[[Path], object]] = {
    "a record that cannot be read": lambda f: (f / "2022-q2.yml").write_text("period: [", "utf-8"),
    "a record with an alias": lambda f: (f / "2022-q2.yml").write_text("a: &b c\n", "utf-8"),
    "a record that is a link": lambda f: (
        (f / "2022-q2.yml").unlink(),
        (f / "2022-q2.yml").symlink_to(f / "2022-q1.yml"),
    ),
    "a ledger that is none": lambda f: (f / LEDGER).write_text("[1", "utf-8"),
    "a company file with a fault": lambda f: edit(f / "company.yml", "currency: USD\na", "a"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_with_a_fault_is_left_alone(fault: str, folder: Path, tmp_path: Path) -> None:
    FAULTS[fault](folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Finding):
        importing(tmp_path, *NEW_VALUE)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("slug", ["con", "api"])
def test_a_reserved_name_is_no_folder(slug: str, tmp_path: Path) -> None:
    made = import_body(read_body(BODY.read_bytes()), ExchangeListing("ACME", "NYSE", "Industry"))
    (tmp_path / "briefs").mkdir()
    with pytest.raises(Finding, match="reserved name"):
        plan(made, tmp_path / "briefs", slug)
    assert list((tmp_path / "briefs").iterdir()) == []


def test_a_write_that_fails_leaves_everything_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = importing(tmp_path, ("000000,", "000001,"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(update.files) > 5
    replace, calls = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(Unwritten, match="the disk is full"):
        carry_out(update)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_first_import_that_fails_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    first = importing(tmp_path)
    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(Unwritten, match="the disk is full"):
        carry_out(first)
    assert list((tmp_path / "briefs").iterdir()) == []


MERGES = {
    "into braces": (
        "figures: {revenue: 1}  # kept\n",
        {"figures": {"revenue": "1", "capex": "2"}},
        "figures: {revenue: 1, capex: 2}  # kept\n",
    ),
    "behind its neighbour": (
        "figures:\n  revenue: 1\n\n  # note\n  assets: 3\n",
        {"figures": {"revenue": "1", "capex": "2", "assets": "3"}},
        "figures:\n  revenue: 1\n  capex: 2\n\n  # note\n  assets: 3\n",
    ),
    "two in a row": (
        "figures:\n    revenue: 1\n",
        {"figures": {"revenue": "1", "capex": "2", "assets": "3"}},
        "figures:\n    revenue: 1\n    capex: 2\n    assets: 3\n",
    ),
    "into empty braces": (
        "figures: {}\n",
        {"figures": {"revenue": "1", "capex": "2"}},
        "figures: {revenue: 1, capex: 2}\n",
    ),
    "no line end": (
        "figures:\n  revenue: 1",
        {"figures": {"revenue": "1", "capex": "2"}},
        "figures:\n  revenue: 1\n  capex: 2\n",
    ),
    "behind a block of text": (
        "takeaways: |\n  é one\n  two\nunit: x\n",
        {"takeaways": "é one\ntwo\n", "source": "s"},
        "takeaways: |\n  é one\n  two\nsource: s\nunit: x\n",
    ),
    "a row more": (
        "restatements:\n- {period: 2021-Q1, metric: revenue, was: 1}  # a\nunit: x\n",
        {
            "restatements": [
                {"period": "2021-Q1", "metric": "revenue", "was": "1"},
                {"period": "2021-Q2", "metric": "revenue", "was": "2"},
            ]
        },
        """restatements:
- {period: 2021-Q1, metric: revenue, was: 1}  # a
- {period: 2021-Q2, metric: revenue, was: 2}
unit: x
""",
    ),
}


@pytest.mark.parametrize("case", MERGES)
def test_what_is_new_goes_in_where_it_belongs(case: str) -> None:
    text, new, expected = MERGES[case]
    base = read_tree(text, "x.yml").root
    assert base is not None
    assert merge(text, base, new, "x.yml").text == expected  # type: ignore[arg-type]
