"""Documents that wait on disk until it is known that they may be published.

A site of many issuers has more of them than memory holds, and none is written before the last
issuer was looked at: one error keeps all of them back.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import IO, Any

Document = tuple[PurePosixPath, bytes]
"""Where a file stands among the documents, and what it holds."""


def packed(documents: Sequence[Document]) -> bytes:
    """Documents as they wait."""
    return pickle.dumps(tuple(documents), pickle.HIGHEST_PROTOCOL)


class Waiting:
    """Groups of documents in a file that is open for writing and reading."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._groups = 0

    def add(self, documents: bytes) -> None:
        """Packed documents that are to wait; they come out in the order in which they came in."""
        self._file.write(documents)
        self._groups += 1

    def __iter__(self) -> Iterator[Document]:
        self._file.seek(0)
        for _ in range(self._groups):
            yield from _Reader(self._file).load()


class _Reader(pickle.Unpickler):
    """Makes paths and plain values alone, and calls nothing else: some come from a cache."""

    def find_class(self, module_name: str, global_name: str) -> Any:  # so in the library
        if global_name != PurePosixPath.__name__ or not module_name.startswith("pathlib"):
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is no part of a document")
        return PurePosixPath
