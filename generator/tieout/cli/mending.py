"""`tieout check --fix`: where only one thing can be meant, it is written, and shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tieout.problems import Problem
from tieout.records.mending import mended_text
from tieout.records.writer import write


def mend(problems: Iterable[Problem], root: Path) -> Iterator[str]:
    """Apply each problem's edit to its file; tells every line as it was and as it is now.

    A line is changed once a run, and all files are written or none.
    """
    by_file: dict[str, dict[int, Problem]] = defaultdict(dict)
    for problem in problems:
        if problem.edit is not None:
            by_file[problem.place.file].setdefault(problem.place.line, problem)
    mended, told = {}, []
    for file, edits in sorted(by_file.items()):
        path = root / file
        if path.is_file() and not path.is_symlink():
            text = path.read_bytes().decode("utf-8")
            now, lines = mended_text(text, list(edits.values()))
            if lines:
                mended[file] = now.encode()
                told += lines
    write(root, mended)
    yield from told
