"""What a schedule looks after: cited addresses, with memory, and quarters that were filed since."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tieout.cli import upkeep
from tieout.cli.main import main
from tieout.problems import Finding, Place
from tieout.publish.addresses import (
    AddressMemory,
    Memory,
    ask_some,
    cited,
    due,
    memory_text,
    read_memory,
    report,
)
from tieout.records.read import read_briefs

TESTS = Path(__file__).parent
FILER = TESTS / "importers/annual"
DAY = date(2026, 9, 1)
HOSTS = ("a", "a", "b")
URLS = [f"https://{host}.example.com/{at}" for at, host in enumerate(HOSTS)]
PLACES = {url: Place("briefs/acme/2026-q2.yml", at + 1) for at, url in enumerate(URLS)}


def run(memory: Memory, day: date, dead: set[str], most: int = 9) -> tuple[Memory, list[str], int]:
    """The memory after a run, what was asked, and how often it was waited."""
    asked: list[str] = []
    pauses: list[float] = []

    def ask(url: str) -> bool:
        asked.append(url)
        return url not in dead

    kept = due(PLACES, memory, day)
    ask_some(kept, day, most, ask, pauses.append)
    return kept, asked, len(pauses)


def test_an_address_is_gone_after_three_failures_days_apart() -> None:
    memory: Memory = {}
    for at in range(3):
        assert report(PLACES, memory) == ""
        memory, asked, _ = run(memory, DAY + timedelta(2 * at), {URLS[1]})
        assert asked == URLS
    told = report(PLACES, memory)
    assert "- `briefs/acme/2026-q2.yml:2:1`: `https://a.example.com/1`" in told
    assert URLS[0] not in told
    memory, _, _ = run(memory, DAY + timedelta(9), set())
    assert report(PLACES, memory) == ""


def test_nothing_is_asked_twice_within_two_days_and_a_host_is_given_time() -> None:
    memory, _, pauses = run({}, DAY, set())
    assert pauses == 1
    assert run(memory, DAY + timedelta(1), set())[1] == []


def test_a_run_asks_some_and_the_next_one_goes_on() -> None:
    memory, asked, _ = run({}, DAY, set(), most=2)
    assert asked == URLS[:2]
    assert run(memory, DAY + timedelta(1), set(), most=2)[1] == URLS[2:]


def test_the_memory_is_kept_as_text_and_forgets_what_is_cited_no_more() -> None:
    old = {"https://gone.example.com/": AddressMemory("2026-01-01", "", 2)}
    memory, _, _ = run(read_memory(memory_text(old).encode()), DAY, set())
    assert sorted(memory) == URLS
    assert read_memory(memory_text(memory).encode()) == memory


@pytest.mark.parametrize("content", [b"", b"[]", b'{"x": 3}', b'{"x": {"y": 1}}', b"\xff"])
def test_a_memory_that_is_none_is_told(content: bytes) -> None:
    with pytest.raises(Finding, match="delete the file"):
        read_memory(content)


def test_every_address_of_the_briefs_is_known_by_its_place() -> None:
    briefs = TESTS / "sample/briefs"
    issuers, _ = read_briefs(briefs, briefs.parent)
    places = cited(issuers)
    assert len(places) > 20
    for url, place in list(places.items())[:10]:
        line = (briefs.parent / place.file).read_text("utf-8").splitlines()[place.line - 1]
        assert url in line


def test_the_command_writes_its_memory_and_an_issue_only_where_one_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TESTS / "slips/base", tmp_path / "briefs/acme")
    monkeypatch.setattr(upkeep, "answers", lambda *_: False)
    monkeypatch.setattr("time.sleep", lambda _: None)
    command = ["--root", str(tmp_path), "links", "--memory", str(tmp_path / "build/m.json")]
    done = CliRunner().invoke(main, [*command, "--answer", str(tmp_path / "links.md")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "links.md").read_text() == ""
    known = read_memory((tmp_path / "build/m.json").read_bytes())
    assert known
    assert all(each.failures == 1 for each in known.values())


def watch(root: Path, bodies: Path) -> Result:
    command = ["--root", str(root), "watch", "--answer", str(root / "out"), "--bodies", str(bodies)]
    return CliRunner().invoke(main, command)


@pytest.fixture
def filer(tmp_path: Path) -> Path:
    """An issuer on record up to the year before the latest that it has filed."""
    shutil.copytree(FILER / "expected", tmp_path / "briefs/acme")
    for name in ("2024-fy.yml", "remarks.txt"):
        (tmp_path / "briefs/acme" / name).unlink(missing_ok=True)
    (tmp_path / "briefs/acme/.edgar.json").write_text("{}")
    (tmp_path / "bodies").mkdir()
    shutil.copy(FILER / "body.json", tmp_path / "bodies/CIK0001900004.json")
    return tmp_path


def test_a_year_that_was_filed_since_is_written_and_told(filer: Path) -> None:
    done = watch(filer, filer / "bodies")
    assert done.exit_code == 0, done.output
    made = (filer / "briefs/acme/2024-fy.yml").read_text()
    assert made == (FILER / "expected/2024-fy.yml").read_text()
    assert (filer / "out/title").read_text() == "Add what was filed: acme/2024-fy"
    assert "- `acme/2024-fy`" in (filer / "out/body.md").read_text()
    shutil.rmtree(filer / "out")
    assert "nothing new is filed" in watch(filer, filer / "bodies").output
    assert not (filer / "out").exists()


def test_a_body_that_cannot_be_read_stops_nobody(filer: Path) -> None:
    (filer / "bodies/CIK0001900004.json").write_text("{")
    done = watch(filer, filer / "bodies")
    assert done.exit_code == 0
    assert "acme: " in done.output
    assert not (filer / "out").exists()
