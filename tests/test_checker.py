"""What the page Check runs on: at one version, and the page only where it is there.

What it does in a browser is tested in `site/test_check_page.py`.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from tieout.publish.checker import installed, parts, rooms
from tieout.records.yaml_tree import read_tree
from tieout.site.plugin.events import _without

from tests.conftest import ROOT
from tests.test_slips import SLIPS, broken

LOCK = json.loads((ROOT / ".ci/browser/package-lock.json").read_text())
MOST = 9_000_000
"""Bytes that a first visit may load, as this site packs them."""


def listed(cache: Path) -> dict[str, bytes]:
    return {path.as_posix(): content for path, content in parts.checker(cache)}


def test_parts_are_installed_and_of_one_version() -> None:
    """The library that is compiled for the interpreter is the one that the command runs on."""
    assert installed.are_here(), "run: make .venv/parts.stamp"
    (core,) = installed.PARTS.glob("pydantic_core-*.whl")
    name, number, python, abi, platform = core.stem.split("-")
    assert number == version("pydantic_core")
    assert f"{name.replace('_', '-')}=={number} " in (ROOT / "requirements.lock").read_text()
    interpreter = (installed.PARTS / "pyodide.mjs").read_text()
    assert LOCK["packages"]["node_modules/pyodide"]["version"] in interpreter
    assert python == abi == f"cp{interpreter_python().replace('.', '')}"
    assert re.fullmatch(r"pyemscripten_\d{4}_\d_wasm32", platform)


def interpreter_python() -> str:
    """The version of Python that the standard library beside the interpreter is of."""
    library = zipfile.ZipFile(installed.PARTS / "python_stdlib.zip")
    (data,) = (name for name in library.namelist() if name.startswith("_sysconfigdata_"))
    match = re.search(r"'py_version_short': '([\d.]+)'", library.read(data).decode())
    match = match or re.search(r"libpython([\d.]+)\.", library.read(data).decode())
    assert match is not None
    return match[1]


def test_the_lock_of_the_interpreter_has_hashes_and_no_host() -> None:
    text = (ROOT / ".ci/browser/package-lock.json").read_text()
    assert "http" not in text
    packages = {name: each for name, each in LOCK["packages"].items() if name}
    assert packages
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    wanted = json.loads((ROOT / ".ci/browser/package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in wanted.values())
    assert "ignore-scripts=true" in (ROOT / ".ci/browser/.npmrc").read_text()


def test_a_first_visit_loads_at_most_nine_megabytes(tmp_path: Path) -> None:
    files = listed(tmp_path)
    told = json.loads(files["assets/check/parts.json"])
    packed = sum(each["bytes"] for each in told["parts"])
    assert packed == sum(len(each) for name, each in files.items() if name.endswith(".bin"))
    scripts = b"".join(each for name, each in files.items() if name.endswith(".mjs"))
    assert packed + len(parts._packed(scripts, tmp_path / "scripts")) < MOST


def test_a_name_means_one_content_and_the_same_is_made_again(tmp_path: Path) -> None:
    first, again = listed(tmp_path / "one"), listed(tmp_path / "other")
    assert first == again
    assert listed(tmp_path / "one") == first
    names = [name for name in first if name.endswith(".bin")]
    assert len(names) == 4
    assert all(re.search(r"-[0-9a-f]{16}\.bin$", name) for name in names)


def test_the_modules_are_the_packages_own() -> None:
    archive = zipfile.ZipFile(io.BytesIO(rooms.archive()))
    names = archive.namelist()
    assert "tieout/views/desk/door.py" in names
    assert "tieout/figures/metrics.yml" in names
    for name in (name for name in names if name.startswith("tieout/")):
        assert archive.read(name) == (ROOT / "generator" / name).read_bytes()
    heavy = ("tieout/site/", "tieout/charts/", "tieout/cli/", "tieout/importers/", "tieout/bench/")
    assert [name for name in names if name.startswith(heavy)] == []


def test_without_its_parts_the_page_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "PARTS", tmp_path)
    assert not installed.are_here()
    assert list(parts.checker(tmp_path)) == []
    nav = yaml.safe_load(
        (ROOT / "mkdocs.yml").read_text().partition("nav:")[2].partition("not_in")[0]
    )
    left = _without(nav, "check.md")
    assert {"Check": "check.md"} in nav
    assert left == [each for each in nav if each != {"Check": "check.md"}]
    assert _without([{"More": [{"Check": "check.md"}]}, "a.md", "check.md"], "check.md") == [
        {"More": []},
        "a.md",
    ]


def broken_files() -> Iterator[str]:
    """Files with every fault that the tests know of."""
    yield from (broken(slip)[1] for _, slip in SLIPS)
    for folder in ("problems", "check"):
        for path in sorted((ROOT / "tests" / folder).rglob("*.yml")):
            yield path.read_text(encoding="utf-8")


def test_the_parser_in_python_reads_as_the_compiled_one_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a browser there is no other; messages, places and values are the same."""
    texts = list(broken_files())
    compiled = [read_tree(text, "x.yml") for text in texts]
    monkeypatch.setattr(yaml, "CLoader", yaml.Loader)
    assert [read_tree(text, "x.yml") for text in texts] == compiled
    assert sum(bool(tree.problems) for tree in compiled) > 50
