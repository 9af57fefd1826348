"""The code keeps the order that HACKING.md draws: each module imports only what stands above it."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator"
_ROW = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)


def order() -> list[str]:
    """The modules in the order of the map."""
    text = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    return [name for row in _ROW.findall(text) for name in re.findall(r"\w+", row)]


def imports(path: Path) -> set[tuple[str, ...]]:
    """The modules of the package that a file imports, as parts below `generator`."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            head, *parts = node.module.split(".")
            if head == "generator":
                found |= {(*parts, alias.name) for alias in node.names}
    return found


def module(path: Path) -> tuple[str, ...]:
    """A file's module, as parts below `generator`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def test_the_map_names_every_module() -> None:
    """No module is missing from the map, and none on it is gone."""
    there = {module(path)[0] for path in PACKAGE.rglob("*.py") if module(path)}
    assert set(order()) == there - {"__main__"}


def test_modules_import_only_what_stands_above_them() -> None:
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


def test_no_package_imports_in_a_circle() -> None:
    """Within a package, too, imports have an order."""
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


def test_only_the_plugin_knows_mkdocs() -> None:
    """The core can be taken to another site generator."""
    knowing = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^\s*(?:import|from) (?:mkdocs|material)\b", path.read_text(), re.MULTILINE)
    ]
    assert knowing == ["plugin.py"]
