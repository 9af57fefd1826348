"""One issuer by itself: what follows from its files is worked out once, and can be sent away."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tieout import build
from tieout.edition import Edition
from tieout.facts import store
from tieout.figures.figure import Figure
from tieout.issuer import Dossier, work_out
from tieout.problems import errors
from tieout.records.folders import Files, find, load
from tieout.views.brief import line
from tieout.views.shared import brief_figures
from tieout.views.templates import PACKAGED

from tests.conftest import ARTICLE, COMPANY, RECORD, File

ISSUERS = 8
EDITION = Edition(date(2026, 12, 1), "https://briefs.example/")
BEFORE = RECORD.replace("2026-Q2, end: 2026-06-30", "2026-Q1, end: 2026-03-31")
CLAIM = (
    '  - {quote: "it was $1.25 billion", says: "$1.25 billion", paragraph: 1, role: actual,'
    " metric: revenue}\n"
)


pytestmark = pytest.mark.usefixtures("short_builds")


def files_of(name: str) -> dict[str, str]:
    """An issuer with two briefs and an article about one of them."""
    return {
        f"{name}/company.yml": COMPANY.replace("ACME", name.upper()),
        f"{name}/2026-q1.yml": BEFORE.replace("2026-07-30", "2026-04-30"),
        f"{name}/2026-q2.yml": RECORD,
        f"{name}/articles/grows.md": ARTICLE.replace("acme/", f"{name}/").replace(
            "---\n\n", f"claims:\n{CLAIM}---\n\n"
        ),
    }


def counted(monkeypatch: pytest.MonkeyPatch, calls: Counter[str], room: object, name: str) -> None:
    """Count the calls of a function under the name by which a module knows it."""
    function: Callable[..., object] = getattr(room, name)

    def counting(*args: object, **more: object) -> object:
        calls[name] += 1
        return function(*args, **more)

    monkeypatch.setattr(room, name, counting)


def test_a_build_works_out_each_issuer_and_each_brief_once(
    file_briefs: File, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every: dict[str, str] = {}
    for number in range(ISSUERS):
        every |= files_of(f"i{number}")
    briefs, calls = file_briefs(every), Counter[str]()
    counted(monkeypatch, calls, store, "derive")
    counted(monkeypatch, calls, line, "verdict_line")
    counted(monkeypatch, calls, brief_figures, "reconcile")
    counted(monkeypatch, calls, brief_figures.Shelf, "__init__")
    build.render_docs(briefs.parent, tmp_path / "docs", EDITION)
    assert calls == {
        "derive": ISSUERS,
        "verdict_line": 2 * ISSUERS,
        "__init__": 2 * ISSUERS,
        "reconcile": ISSUERS,
    }


def test_the_id_of_a_figure_is_made_once(
    acme: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Counter[int] = Counter()
    kept: list[Figure] = []
    name = Figure.name.fget
    assert name is not None

    def counting(figure: Figure) -> str:
        made[id(figure)] += 1
        kept.append(figure)  # so that no other figure takes its place in memory
        return name(figure)

    monkeypatch.setattr(Figure, "name", property(counting))
    work_out(acme, EDITION, (PACKAGED,), tmp_path)
    assert kept
    assert max(made.values()) <= 4  # the id, the anchors of two pages, the search


def sent_away(value: object) -> Any:
    """What arrives in another process."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - made in this very line


@pytest.fixture
def acme(file_briefs: File) -> Files:
    """The files of one issuer, as they are read."""
    return files_in(file_briefs(files_of("acme")))


def files_in(briefs: Path) -> Files:
    (folder,), problems = find(briefs, briefs.parent)
    assert problems == []
    return load(folder)


def test_the_same_files_give_the_same_dossier_wherever_it_is_worked_out(
    acme: Files, tmp_path: Path
) -> None:
    """Files, edition and dossier can be sent to another process and kept on disk."""
    here = work_out(acme, EDITION, (PACKAGED,), tmp_path)
    sent: tuple[Files, Edition] = sent_away((acme, EDITION))
    there = work_out(*sent, (PACKAGED,), tmp_path / "elsewhere")
    back: Dossier = sent_away(there)
    assert back == here
    assert here.rows is not None
    assert [each.record for each in here.rows.lines] == ["acme/2026-q1", "acme/2026-q2"]
    paths = {path.as_posix() for path, _ in here.documents}
    assert {
        "acme/index.md",
        "acme/index.jsonld",
        "acme/company.yml",
        "acme/2026-q2/index.md",
        "acme/2026-q2/record.yml",
        "acme/2026-q2/card.png",
        "api/v2/briefs/acme/2026-q2.json",
        "api/v2/issuers/acme.json",
    } <= paths


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("acme/2026-q2.yml", "1,250", "a lot"),
        ("acme/2026-q2.yml", "date: 2026-07-30", "date: 2026-06-01"),
        ("acme/company.yml", "currency: USD\nfiscal", "currency: dollars\nfiscal"),
    ],
)
def test_an_issuer_with_an_error_has_problems_and_no_documents(
    path: str, old: str, new: str, file_briefs: File, tmp_path: Path
) -> None:
    files = files_of("acme")
    assert old in files[path]
    files[path] = files[path].replace(old, new)
    found = work_out(files_in(file_briefs(files)), EDITION, (PACKAGED,), tmp_path)
    assert errors(found.problems)
    assert (found.rows, found.documents) == (None, ())
    assert (found.company is None) == path.endswith("company.yml")


def test_what_only_all_issuers_show_is_told_with_the_rest(
    file_briefs: File, tmp_path: Path
) -> None:
    files = {**files_of("acme"), **files_of("bolt")}
    files["bolt/company.yml"] = files["acme/company.yml"]
    files["bolt/2026-q2.yml"] = RECORD.replace("1,250", "a lot")
    briefs = file_briefs(files)
    with pytest.raises(build.BriefsRejected) as rejected:
        build.render_docs(briefs.parent, tmp_path / "docs", EDITION)
    told = {(problem.code, problem.place.file) for problem in rejected.value.problems}
    assert ("T803", "briefs/bolt/company.yml") in told
    assert "briefs/bolt/2026-q2.yml" in {file for _, file in told}
    assert not (tmp_path / "docs").exists()
