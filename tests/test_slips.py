"""Slips that analysts make, in `slips/`, a file for each kind: each earns one message, which works.

A slip is `wrong` in the place of `right`, in the record of the second quarter of 2026 or the `file`
that it names. Its message stands at the line that is wrong. Then the remedy is followed to the
letter: `remedy` is the edit that a person makes (what stands there, what to write instead); where
there is none, `tieout check --fix` makes it. Whichever it is, the check passes afterwards.
`pytest tests/test_slips.py --rewrite` writes the messages anew, for review.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from tieout.cli.main import main
from tieout.examine import examine
from tieout.problems import Problem
from tieout.records.mending import mended_text

from tests.conftest import read_yaml

FOLDER = Path(__file__).with_name("slips")
BASE = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / "base").iterdir()}
TODAY = date(2026, 9, 30)
Slip = dict[str, Any]


def slips() -> Iterator[tuple[Path, Slip]]:
    for path in sorted(FOLDER.glob("*.yml")):
        for slip in read_yaml(path):
            yield path, slip


SLIPS = list(slips())


def problems(root: Path, files: dict[str, str]) -> list[Problem]:
    folder = root / "briefs/acme"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return list(examine(root, TODAY).problems)


def broken(slip: Slip) -> tuple[str, str]:
    """The file of a slip and its text with the slip in it."""
    name = slip.get("file", "2026-q2.yml")
    text = BASE[name]
    assert text.count(slip["right"]) == 1, "the right text stands once in the file"
    return name, text.replace(slip["right"], slip["wrong"])


def mended(slip: Slip, name: str, text: str, found: list[Problem]) -> dict[str, str]:
    if "remedy" in slip:
        old, new = slip["remedy"][-2:]
        name = slip["remedy"][0] if len(slip["remedy"]) == 3 else name
        text = BASE[name] if len(slip["remedy"]) == 3 else text
        assert text.count(old) == 1, "what the remedy replaces stands once in the file"
        return {name: text.replace(old, new)}
    text, told = mended_text(text, found)
    assert told, "the message has an edit"
    return {name: text}


def test_the_good_records_earn_no_message(tmp_path: Path) -> None:
    assert problems(tmp_path, BASE) == []


def test_there_are_enough_slips() -> None:
    names = [f"{path.stem}: {slip['slip']}" for path, slip in SLIPS]
    assert len(names) == len(set(names)) >= 150


@pytest.mark.parametrize(
    ("path", "slip"), SLIPS, ids=[f"{path.stem}: {slip['slip']}" for path, slip in SLIPS]
)
def test_a_slip_earns_one_message_whose_remedy_works(
    path: Path, slip: Slip, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    name, text = broken(slip)
    found = problems(tmp_path, {**BASE, name: text})
    told = [str(problem).removeprefix("briefs/acme/") for problem in found]
    if pytestconfig.getoption("rewrite"):
        rewrite(path, slip, told)
    else:
        assert told == [slip["message"]]
    assert problems(tmp_path, mended(slip, name, text, found)) == []


TWO = [
    (("income: 210", "income: 210 million"), ("grew 5%", "grew 6%"), 2),
    (("published: 2026-07-30", "published: 2026-09-31"), ("grew 5%", "grew 6%"), 1),
    (("published: 2026-07-30", "published: 30.07.2026"), ("grew 5%", "grew 6%"), 2),
    (("margin: 44.4%", "margin: 44.4 pct"), ("grew 5%", "grew 6%"), 2),
    (("date: 2026-07-30", "date: 2026-06-30"), ("grew 5%", "grew 6%"), 2),
    (("  revenue: 700", "  revenue: 770"), ("income was $210", "income was $220"), 2),
    (("  revenue: 700", "  revenue: 770"), ("grew 5%", "grew 6%"), 1),
    (("revenue: 1,250", "revenue: 1,260"), ("grew 5%", "grew 5%"), 1),
]
"""A mistake in the figures, one in the prose, and how many messages one run tells: both, but not
where the number of the prose may be right and its figure wrong, or a file cannot be read and not
be mended in one way alone."""


@pytest.mark.parametrize(("figure", "prose", "messages"), TWO)
def test_a_mistake_in_the_figures_hides_none_in_the_prose(
    tmp_path: Path, figure: tuple[str, str], prose: tuple[str, str], messages: int
) -> None:
    text = BASE["2026-q2.yml"]
    for right, wrong in (figure, prose):
        assert right in text
        text = text.replace(right, wrong, 1)
    assert len(problems(tmp_path, {**BASE, "2026-q2.yml": text})) == messages


def test_two_slips_at_once_earn_no_message_of_a_third(tmp_path: Path) -> None:
    """Of two slips, in one file or two, one is told at least, and nothing that follows of them."""
    chance = random.Random(1)  # noqa: S311  the same pairs every time, nothing secret
    for number in range(20):
        two, files = chance.sample([slip for _, slip in SLIPS], 2), dict(BASE)
        for slip in two:
            name = slip.get("file", "2026-q2.yml")
            files[name] = files[name].replace(slip["right"], slip["wrong"])
        told = {_without_line(str(each)) for each in problems(tmp_path / str(number), files)}
        assert told, two
        assert told <= {_without_line(f"briefs/acme/{slip['message']}") for slip in two}


def _without_line(message: str) -> str:
    """The file and the words of a message: a slip above another moves its line."""
    place, _, words = message.partition(": ")
    return f"{place.partition(':')[0]} {words}"


def rewrite(path: Path, slip: Slip, told: list[str]) -> None:
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    for each in known:
        if each["slip"] == slip["slip"]:
            each["message"] = told[0] if len(told) == 1 else told
    text = yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=10_000)
    path.write_text(text, encoding="utf-8")


def test_fixing_writes_by_the_one_writer(tmp_path: Path) -> None:
    problems(tmp_path, BASE)
    record = tmp_path / "briefs/acme/2026-q2.yml"
    record.write_text(BASE["2026-q2.yml"].replace("date: 2026-07-30", "date: 30.07.2026"), "utf-8")
    record.chmod(0o600)
    result = CliRunner().invoke(main, ("--root", str(tmp_path), "check", "--fix"))
    assert "+ date: 2026-07-30" in result.output
    assert record.read_text("utf-8") == BASE["2026-q2.yml"]
    assert record.stat().st_mode & 0o777 == 0o600
    assert not list(record.parent.glob(".new-*"))
