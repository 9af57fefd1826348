"""What a person sees who types records in an editor: the real language server, and our schemas."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from tieout.cli.main import main
from tieout.records.issuer_schema import NAME
from tieout.records.starter import new_project

from tests.conftest import ROOT
from tests.editor.server import Server
from tests.test_slips import SLIPS, broken

TESTS = Path(__file__).parent
HINT = f"# yaml-language-server: $schema={NAME}\n"
TYPED = yaml.safe_load((TESTS / "editor/slips.yml").read_text("utf-8"))
PROJECTS = [TESTS / "sample", *sorted(TESTS.glob("golden/*")), TESTS / "charts"]
FRONT = re.compile(r"^---\n(.*?\n)---\n", re.DOTALL)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `tieout init` makes it, with the schemas of the tests' issuers beside its own."""
    folder = tmp_path_factory.mktemp("editor")
    for path, text in new_project("Site").items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    slips = folder / "briefs/slips"
    shutil.copytree(TESTS / "slips/base", slips)
    for at, project in enumerate(PROJECTS):
        for issuer in sorted((project / "briefs").glob("*/")):
            shutil.copytree(issuer, folder / f"briefs/p{at}-{issuer.name}")
    assert CliRunner().invoke(main, ["--root", str(folder), "schema"]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    with Server(root) as running:
        yield running


def hinted(text: str) -> str:
    """A record whose first line leads to its issuer's own schema."""
    return HINT + re.sub(r"^# yaml-language-server: .*\n", "", text)


def record(root: Path) -> str:
    return hinted((root / "briefs/acme/2026-q2.yml").read_text("utf-8"))


def wrong_line(right: str, wrong: str) -> int:
    pairs = zip(right.splitlines(), wrong.splitlines(), strict=False)
    return next(at for at, (one, other) in enumerate(pairs, 1) if one != other)


def test_slips_are_underlined_where_they_are(root: Path, server: Server) -> None:
    """Of 66 at least 60, in files that nobody had in mind when the schemas were written."""
    right = record(root)
    assert all(right.count(old) >= 1 for old, _ in TYPED)
    wrong = {
        f"briefs/acme/2026-q2-{at}.yml": right.replace(old, new, 1)
        for at, (old, new) in enumerate(TYPED)
    }
    found = server.underlined(wrong)
    missed = [
        new
        for (_, new), (file, text) in zip(TYPED, wrong.items(), strict=True)
        if wrong_line(right, text) not in {line for line, _ in found[file]}
    ]
    assert len(TYPED) == 66
    assert len(missed) <= 6, missed


def test_what_reading_refuses_the_editor_underlines(root: Path, server: Server) -> None:
    """Of the slips of analysts, those that need no arithmetic: ten in eleven."""
    texts, lines = {}, {}
    for at, (_, slip) in enumerate(SLIPS):
        name, text = broken(slip)
        told, line, *_ = slip["message"].split(":")
        if told != name or slip["message"].split("; ")[0].count("`") == 0:
            continue
        is_record = name != "company.yml"
        file = f"briefs/slips/{name[:-4]}-{at}.yml" if is_record else f"briefs/s{at}/company.yml"
        texts[file] = hinted(text) if is_record else text
        lines[file] = int(line) + is_record
    found = server.underlined(texts)
    seen = [file for file, line in lines.items() if line in {at for at, _ in found[file]}]
    assert len(seen) >= 120


def test_no_file_that_is_sound_has_a_line_under_it(root: Path, server: Server) -> None:
    """Records by their issuer's schema and by the shared one, companies, fronts of articles."""
    texts = {}
    for path in sorted(root.glob("briefs/*/*.yml")):
        file, text = path.relative_to(root).as_posix(), path.read_text("utf-8")
        texts[file] = text if path.name == "company.yml" else hinted(text)
        texts[file.replace(".yml", "-shared.yml")] = HINT.replace(NAME, f"../{NAME}") + text
        if path.name == "company.yml":
            del texts[file.replace(".yml", "-shared.yml")]
    for path in sorted(root.glob("briefs/*/articles/*.md")):
        front = FRONT.match(path.read_text("utf-8"))
        assert front
        texts[path.relative_to(root).as_posix()] = front[1]
    found = server.underlined(texts)
    assert {file: rows for file, rows in found.items() if rows} == {}
    assert len(texts) > 60


OFFERED = [
    ("figures:\n  |\n", ["revenue", "operating_income", "widgets_shipped"]),
    ("segments:\n  |\n", ["tools", "fasteners", "bolts", "eliminations"]),
    ("segments:\n  tools:\n    |\n", ["revenue", "widgets_shipped"]),
    ("source: |\n", ["release", "estimates"]),
    ("released: {session: |}\n", ["before open", "during session", "after close", "unknown"]),
    ("consensus:\n  - metric: |\n", ["revenue", "widgets_shipped"]),
    ("consensus:\n  - segment: |\n", ["tools", "fasteners"]),
    ("reaction:\n  - window: |\n", ["pre-market", "close after release"]),
    ("figures:\n  revenue: {value: 1, basis: |}\n", ["GAAP", "non-GAAP", "like-for-like"]),
    ("|\n", ["period", "released", "sources", "figures", "takeaways"]),
]


@pytest.mark.parametrize(("typed", "wanted"), OFFERED, ids=[typed[:20] for typed, _ in OFFERED])
def test_the_editor_completes(typed: str, wanted: list[str], server: Server) -> None:
    file = f"briefs/acme/2027-{OFFERED.index((typed, wanted))}.yml"
    offered = server.offered(file, HINT + typed)
    assert set(wanted) <= set(offered)


HOVERS = [
    ("  rev|enue: 1,234", "What the issuer earned from its customers"),
    ("  to|ols: {revenue: 800}", "Acme Tools"),
    ("  widgets_|shipped: {value", "left the issuer's warehouses"),
    ("ses|sion: before open", "seen from the main listing's trading session"),
    ("cons|ensus:", "one row for each provider and metric"),
]


@pytest.mark.parametrize(("place", "told"), HOVERS, ids=[told for _, told in HOVERS])
def test_the_editor_explains(place: str, told: str, root: Path, server: Server) -> None:
    text = record(root)
    bare = place.replace("|", "")
    assert bare in text
    file = f"briefs/acme/2028-{HOVERS.index((place, told))}.yml"
    assert told in server.hover(file, text.replace(bare, place, 1))


def test_a_slip_is_answered_in_words(root: Path, server: Server) -> None:
    text = record(root).replace("end: 2025-09-30", "end: 30.9.2025")
    (rows,) = server.underlined({"briefs/acme/2029-q2.yml": text}).values()
    assert [message for _, message in rows] == ["This does not read; write it like `2025-11-25`"]


def test_editors_of_this_repository_are_set_as_those_of_a_new_folder() -> None:
    files = new_project("Site")
    for name in ("settings", "extensions"):
        path = f".vscode/{name}.json"
        assert (ROOT / path).read_text("utf-8") == files[path]
