"""Documents that wait on disk until it is known that they may be published.

A site of many issuers has more of them than memory holds, and none is written before the last
issuer was looked at: one error keeps all of them back.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import IO

Document = tuple[PurePosixPath, bytes]
"""Where a file stands among the documents, and what it holds."""


class Waiting:
    """Groups of documents in a file that is open for writing and reading."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._groups = 0

    def add(self, documents: Sequence[Document]) -> None:
        """Documents that are to wait; they come out in the order in which they came in."""
        pickle.dump(documents, self._file, pickle.HIGHEST_PROTOCOL)
        self._groups += 1

    def __iter__(self) -> Iterator[Document]:
        self._file.seek(0)
        for _ in range(self._groups):
            yield from pickle.load(self._file)  # noqa: S301 - written above, by this process
