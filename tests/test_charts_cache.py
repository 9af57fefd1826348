"""A chart that has not changed is not drawn again, and the cache can never spoil a page."""

from __future__ import annotations

import copy
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from tieout.charts import Chart, ChartTable, Drawn, Palettes, cache, disk_cache, draw, key, prune
from tieout.charts.chart import Words, chart
from tieout.charts.shapes import paired_bars
from tieout.views.colours import palettes_of
from tieout.views.templates import PACKAGED

OURS = palettes_of((PACKAGED,))


def a_chart(share: float = 60.0) -> Chart:
    rows = [
        {"row": "00", "name": "Tools", "slot": 0, "left": share, "left_text": f"{share}"}
        | {"right": 1.0, "right_text": "+1.0"},
        {"row": "01", "name": "Services", "slot": 1, "left": 100 - share, "left_text": "rest"}
        | {"right": None, "right_text": "none"},
    ]
    datasets = {"rows": rows, "captions": [], "room": [{"left": 100.0, "right": 2.0}]}
    words = Words("segments", "Revenue by segment", f"Tools have {share}%.")
    return chart(words, ChartTable((), ()), paired_bars(), datasets)


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[Chart]:
    """The charts that were really drawn."""
    drawn: list[Chart] = []
    real = cache.picture

    def spy(wanted: Chart, palettes: Palettes) -> Drawn:
        drawn.append(wanted)
        return real(wanted, palettes)

    monkeypatch.setattr(cache, "picture", spy)
    return drawn


def test_an_unchanged_chart_is_drawn_once(tmp_path: Path, drawings: list[Chart]) -> None:
    first = draw(a_chart(), OURS, tmp_path / "cache")
    second = draw(a_chart(), OURS, tmp_path / "cache")
    assert first == second
    assert len(drawings) == 1


def test_a_changed_figure_is_drawn_anew(tmp_path: Path, drawings: list[Chart]) -> None:
    assert draw(a_chart(60.0), OURS, tmp_path) != draw(a_chart(61.0), OURS, tmp_path)
    assert len(drawings) == 2


def test_the_key_follows_all_that_decides_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_around", cache._around.__wrapped__)  # of a process anew
    plain = a_chart()
    keys = {
        key(plain, OURS),
        key(replace(plain, title="Another title"), OURS),
        key(replace(plain, description="Another description."), OURS),
        key(replace(plain, spec={**plain.spec, "padding": 5}), OURS),
    }
    monkeypatch.setattr(cache, "version", lambda _name: "0.0.0")
    keys.add(key(plain, OURS))
    keys.add(key(plain, replace(OURS, dark=replace(OURS.dark, ink="#ffffff"))))
    assert len(keys) == 6


def test_the_key_does_not_depend_on_the_order_of_fields() -> None:
    plain = a_chart()
    turned = dict(reversed(list(copy.deepcopy(plain.spec).items())))
    assert key(replace(plain, spec=turned), OURS) == key(plain, OURS)


@pytest.mark.parametrize(
    "damage",
    [b"", b"\xff\xfe\x00", b"0" * 64 + b"\n{}", b"no line end"],
    ids=["empty", "no text", "wrong digest", "one line"],
)
def test_a_damaged_drawing_is_drawn_anew(
    tmp_path: Path, drawings: list[Chart], damage: bytes
) -> None:
    whole = draw(a_chart(), OURS, tmp_path)
    kept = tmp_path / f"{key(a_chart(), OURS)}.json"
    kept.write_bytes(damage)
    assert draw(a_chart(), OURS, tmp_path) == whole
    assert draw(a_chart(), OURS, tmp_path) == whole
    assert len(drawings) == 2


def test_half_a_drawing_is_drawn_anew(tmp_path: Path, drawings: list[Chart]) -> None:
    whole = draw(a_chart(), OURS, tmp_path)
    kept = tmp_path / f"{key(a_chart(), OURS)}.json"
    kept.write_bytes(kept.read_bytes()[:-100])
    assert draw(a_chart(), OURS, tmp_path) == whole
    assert len(drawings) == 2


def test_a_cache_that_cannot_be_written_costs_no_drawing(tmp_path: Path) -> None:
    taken = tmp_path / "cache"
    taken.write_text("a file where the folder should be", encoding="utf-8")
    assert "<svg" in draw(a_chart(), OURS, taken).svg


def test_a_failed_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> Path:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert "<svg" in draw(a_chart(), OURS, tmp_path).svg
    assert list(tmp_path.iterdir()) == []


def test_builds_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as builds:
        drawn = list(builds.map(lambda _build: draw(a_chart(), OURS, tmp_path), range(8)))
    assert len(set(drawn)) == 1
    assert [path.name for path in tmp_path.glob("*.json")] == [f"{key(a_chart(), OURS)}.json"]
    assert (tmp_path / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f")


def test_pruning_keeps_what_is_used_and_the_latest_others(tmp_path: Path) -> None:
    used, newest, older, oldest = (sign * 64 for sign in "abcd")
    for age, name in enumerate((used, newest, older, oldest)):
        path = tmp_path / f"{name}.json"
        path.write_text("", encoding="utf-8")
        os.utime(path, ns=(10**18 - age, 10**18 - age))
    os.utime(tmp_path / f"{used}.json", ns=(0, 0))
    (tmp_path / "mine.json").write_text("somebody's", encoding="utf-8")
    prune(tmp_path, [used], spare=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{used}.json",
        f"{newest}.json",
        "mine.json",
    ]


def test_pruning_bears_a_cache_that_is_not_there_or_that_another_build_prunes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prune(tmp_path / "none", [])
    (tmp_path / f"{'a' * 64}.json").write_text("", encoding="utf-8")
    real = Path.stat

    def vanishing(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self.name == f"{'a' * 64}.json":
            raise FileNotFoundError(self)
        return real(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", vanishing)
    prune(tmp_path, [], spare=0)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("</svg>", "<script>alert(1)</script></svg>"),
        ("<path ", '<path onload="alert(1)" '),
        ("<path ", '<path style="fill:url(https://x.example)" '),
        ('fill="', 'fill="url(https://x.example/)" stroke="'),
        ("<svg ", "<!DOCTYPE svg><svg "),
        (">60.0<", ">61.0<"),
        ("Tools have 60", "Tools have 61"),
        ("Revenue by segment", "Revenue"),
    ],
)
def test_a_drawing_that_was_touched_in_the_cache_is_drawn_anew(
    tmp_path: Path, drawings: list[Chart], was: str, now: str
) -> None:
    fresh = draw(a_chart(), OURS, tmp_path)
    touched = replace(fresh, svg=fresh.svg.replace(was, now, 1))
    assert touched != fresh
    path = tmp_path / f"{key(a_chart(), OURS)}.json"
    disk_cache.keep(path, json.dumps(asdict(touched)).encode())
    assert draw(a_chart(), OURS, tmp_path) == fresh
    assert len(drawings) == 2


@pytest.mark.parametrize("kept", ["[]", "{}", '{"svg": 1}', "[" * 100_000, "null"])
def test_what_is_no_drawing_in_the_cache_is_drawn_anew(
    tmp_path: Path, drawings: list[Chart], kept: str
) -> None:
    disk_cache.keep(tmp_path / f"{key(a_chart(), OURS)}.json", kept.encode())
    draw(a_chart(), OURS, tmp_path)
    assert len(drawings) == 1
