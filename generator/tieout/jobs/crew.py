"""Who works issuers out: so many processes of this machine, or others that somebody has started."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from tieout.problems import Finding

Told = Callable[[str], None]
"""Is told what is being worked out."""
_Any = TypeVar("_Any")
_PATIENCE = 20
"""Seconds until a scheduler has answered."""
_SHARD = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


class WorkerLost(Exception):
    """A worker was ended from outside; the message says at what, and what to do."""


def unheard(_: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The issuers that one machine of several works out."""

    number: int
    """Counted from one."""
    of: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """`2/4`. Raises Finding where it is none."""
        read = _SHARD.fullmatch(text)
        number, of = map(int, read.groups()) if read else (0, 0)
        if not 1 <= number <= of:
            remedy = "write which of how many, like 2/4, the first being 1/4"
            raise Finding(f"`{text}` is no shard", remedy)
        return cls(number, of)

    def part(self, each: Sequence[_Any]) -> list[_Any]:
        """Every so manieth: issuers that stand together are often as large as each other."""
        return list(each[self.number - 1 :: self.of])


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work of a build."""

    jobs: int | Executor | None = None
    """How many issuers are worked out at once, None as many as there are cores; or who does it."""
    told: Told = unheard
    """Hears what is being worked out."""
    shard: Shard | None = None
    """The issuers that are looked at; else all."""

    @property
    def processes(self) -> int:
        """How many of this machine work at once; with workers elsewhere, as many as it can."""
        return self.jobs if isinstance(self.jobs, int) else os.cpu_count() or 1


ALONE = Crew(jobs=1)
"""This process does it all."""


@contextmanager
def cluster(scheduler: str) -> Iterator[Executor]:
    """The workers of a Dask cluster, by the address of its scheduler.

    They see the same folders under the same paths, and have the same Tieout installed. Raises
    Finding where Dask is not installed, or nobody answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415  an extra: only those with a cluster have it
    except ImportError:
        remedy = 'install it: pip install "tieout[dask]"'
        raise Finding("Dask is not installed", remedy) from None
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        remedy = "start one with `dask scheduler`, and give the address that it prints"
        raise Finding(f"no scheduler answers at {scheduler}: {error}", remedy) from None
    with client:
        yield client.get_executor(pure=False)
