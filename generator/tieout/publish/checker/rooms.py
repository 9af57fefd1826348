"""Which modules of the package the page Check runs, and their libraries, as one archive.

They are found by their imports, from the door on, so that none is named twice; a test holds them to
the standard library, pydantic and PyYAML. They are packed as they are.
"""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

PACKAGE = Path(__file__).parents[2]
DOOR = "tieout.views.desk.door"
LIBRARIES = (
    "pydantic",
    "annotated_types",
    "typing_extensions",
    "typing_inspection",
    "yaml",
    "tzdata",
)
"""In pure Python; pydantic's core is compiled for the browser, see `parts.py`."""
_DATA = (".yml",)
_NOT_READ = ("project", "parts", "__pycache__")
"""Folders of other things: the files of a new site, and what is packed here."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@cache
def modules(first: str = DOOR) -> Mapping[str, Path]:
    """The files of all modules of the package that a module needs, itself among them."""
    found: dict[str, Path] = {}
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name in found or (path := _file(name)) is None:
            continue
        found[name] = path
        waiting += [name.rpartition(".")[0], *_imported(path)]
    return dict(sorted(found.items()))


def _file(name: str) -> Path | None:
    """A module's file; None where the name is of something within a module."""
    head, *steps = name.split(".")
    if head != "tieout":
        return None
    path = PACKAGE.joinpath(*steps)
    beside = path.with_name(f"{path.name}.py")
    return next((each for each in (path / "__init__.py", beside) if each.is_file()), None)


def _imported(path: Path) -> Iterator[str]:
    """What a file imports of the package when it is loaded or run; not what types alone need."""
    for node in _statements(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def _statements(within: ast.AST) -> Iterator[ast.stmt]:
    """All statements, and of no statement its expressions: they are most of a file."""
    for block in ("body", "orelse", "handlers", "finalbody", "cases"):
        for node in getattr(within, block, ()):
            if isinstance(node, ast.stmt):
                yield node
            yield from _statements(node)


def archive() -> bytes:
    """The modules with the files that they read, and the libraries: the same bytes for the same."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:  # stored: it is packed as a whole when it is served
        for name, path in sorted(_files()):
            file.writestr(zipfile.ZipInfo(str(name), _LONG_AGO), path.read_bytes())
    return packed.getvalue()


def _files() -> Iterator[tuple[PurePosixPath, Path]]:
    folders = set()
    for path in modules().values():
        folders.add(path.parent)
        yield PurePosixPath(path.relative_to(PACKAGE.parent).as_posix()), path
    for folder in folders:
        for path in (each for each in _within(folder) if each.suffix in _DATA):
            yield PurePosixPath(path.relative_to(PACKAGE.parent).as_posix()), path
    for library in LIBRARIES:
        yield from _library(library)


def _within(folder: Path) -> Iterator[Path]:
    """What stands in a module's folder, and in those below it that hold no modules."""
    for path in folder.iterdir():
        if not path.is_dir():
            yield path
        elif path.name not in _NOT_READ and not (path / "__init__.py").exists():
            yield from _within(path)


def _library(name: str) -> Iterator[tuple[PurePosixPath, Path]]:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    first = Path(spec.origin)
    if first.name != "__init__.py":
        yield PurePosixPath(first.name), first
        return
    for path in first.parent.rglob("*"):
        if path.is_file() and _belongs(path):
            yield PurePosixPath(path.relative_to(first.parents[1]).as_posix()), path


def _belongs(path: Path) -> bool:
    """Whether a library's file is of use: no compiled one, no older interface, no plug-in."""
    unused = ("__pycache__", "v1", "mypy.py", "_hypothesis_plugin.py", "_yaml")
    return path.suffix not in (".so", ".pyi", ".pyx", ".pyc") and not set(path.parts) & set(unused)
