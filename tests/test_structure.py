"""The code keeps the order that HACKING.md draws: each room imports only what stands above it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

from tieout.publish.checker import rooms

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator/tieout"
CORE = ("figures", "records", "facts", "check", "claims")
_ROW = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)
MIRRORS = frozenset(
    """Brief Correction IssuerLinks Listing Period Point Quantity Restatement Screener
    ScreenerCell Series Split Surprise Translation""".split()
)
"""Models of the API that bear the name of what they publish: what a schema is called stays."""
_BLOCKED = """
import importlib, importlib.metadata, sys
INSTALLED = set(importlib.metadata.packages_distributions())
class Block:
    def find_spec(self, name, path=None, target=None):
        if (top := name.partition(".")[0]) in INSTALLED and top not in ALLOWED:
            raise ImportError(f"{name} may not be imported here")
ALLOWED = {
    "tieout", "pydantic", "pydantic_core", "yaml", "_yaml",
    "annotated_types", "typing_extensions", "typing_inspection",  # pydantic's own
}
sys.meta_path.insert(0, Block())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def order() -> list[str]:
    """The rooms in the order of the map."""
    text = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    return [name for row in _ROW.findall(text) for name in re.findall(r"\w+", row)]


def imports(path: Path) -> set[tuple[str, ...]]:
    """The modules of the package that a file imports, as parts below `tieout`."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            head, *parts = node.module.split(".")
            if head == "tieout":
                found |= {(*parts, alias.name) for alias in node.names}
    return found


def module(path: Path) -> tuple[str, ...]:
    """A file's module, as parts below `tieout`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def test_the_map_names_every_room() -> None:
    """No room is missing from the map, and none on it is gone."""
    there = {module(path)[0] for path in PACKAGE.rglob("*.py") if module(path)}
    assert set(order()) == there - {"__main__"}


def test_the_house_is_small_enough_to_walk_through() -> None:
    """With the templates and the steps of continuous integration, at most twenty rooms."""
    assert len([*order(), "templates", ".ci"]) <= 20


def test_rooms_import_only_what_stands_above_them() -> None:
    """The data flows one way."""
    place = {name: at for at, name in enumerate(order())}
    wrong = [
        f"{'.'.join(module(path))} imports {parts[0]}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if module(path) and module(path)[0] in place
        for parts in sorted(imports(path))
        if parts[0] in place and place[parts[0]] > place[module(path)[0]]
    ]
    assert wrong == []


def test_nothing_imports_in_a_circle() -> None:
    """Modules have an order, and so have the packages within a room."""
    known = {module(path): path for path in PACKAGE.rglob("*.py")}
    graph = {
        name: {
            longest
            for parts in imports(path)
            if (longest := parts if parts in known else parts[:-1]) in known and longest != name
        }
        for name, path in known.items()
    }
    assert len(list(TopologicalSorter(graph).static_order())) >= len(known)
    for room in ("views", "publish", "claims", "records"):
        inner: dict[str, set[str]] = {}
        for name, targets in graph.items():
            if len(name) > 1 and name[0] == room:
                around = {each[1] for each in targets if len(each) > 1 and each[0] == room}
                inner.setdefault(name[1], set()).update(around - {name[1]})
        assert set(TopologicalSorter(inner).static_order()) >= set(inner)


def test_a_class_has_a_name_of_its_own() -> None:
    """Whoever looks for a name finds one thing; a model of the API may be called as its subject."""
    places: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(".".join(module(path)))
    several = {name: found for name, found in places.items() if len(found) > 1}
    mirrored = {
        name
        for name, found in several.items()
        if len(found) == 2 and sum(place.startswith("publish.api") for place in found) == 1
    }
    assert set(several) - mirrored == set()
    assert mirrored == MIRRORS


def test_only_the_plugin_knows_mkdocs() -> None:
    """The core can be taken to another site generator."""
    knowing = [
        path.parent.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^\s*(?:import|from) (?:mkdocs|material)\b", path.read_text(), re.MULTILINE)
    ]
    assert set(knowing) == {"plugin"}


def test_the_core_names_only_pydantic_and_pyyaml() -> None:
    """An import inside a function counts as well."""
    pattern = re.compile(r"^\s*(?:import (\w+)$|from (\w+)[\w.]* import )", re.MULTILINE)
    named = {
        name
        for room in CORE
        for path in (PACKAGE / room).rglob("*.py")
        for names in pattern.findall(path.read_text(encoding="utf-8"))
        for name in names
        if name
    }
    assert named - sys.stdlib_module_names <= {"tieout", "pydantic", "pydantic_core", "yaml"}


def test_the_core_needs_only_pydantic_and_pyyaml() -> None:
    """Figures, records, facts, check and claims run where nothing else can be installed.

    So does all that the page Check runs in a browser.
    """
    names = [
        ".".join(("tieout", *module(path)))
        for room in CORE
        for path in sorted((PACKAGE / room).rglob("*.py"))
    ]
    names += [name for name in rooms.modules() if name not in names]
    ran = subprocess.run(
        (sys.executable, "-c", _BLOCKED, *names), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
