"""What was held against each other before and agreed: the same contents agree again.

Kept is no outcome, only that there was nothing to say; whatever is wrong is found anew each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

from tieout.charts import disk_cache
from tieout.jobs.forks import forked, worth
from tieout.jobs.surroundings import code
from tieout.site.built import Check

_LENGTH = 32
"""So many signs of a digest: two of a billion checks are the same by a chance of 1 in 10^20."""

_WORTH_IT = 200


class Agreed:
    """Does checks; the file `cache` keeps which agreed, so that none is done twice."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        kept = (disk_cache.read(cache) or b"") if cache else b""
        self._clean = set(kept.decode("ascii", errors="replace").split())
        self._used: set[str] = set()

    def findings(self, checks: Iterable[Check], jobs: int = 1) -> Iterator[str]:
        """What is wrong by checks that did not agree before."""
        named = [(_name(check), check) for check in checks]
        new = [(name, check) for name, check in named if name not in self._clean]
        agreed = self._clean | _agreed(new, jobs)
        for name, check in named:
            found = [] if name in agreed else check.findings()
            if not found:
                self._used.add(name)
            yield from found

    def keep(self) -> None:
        """Write which checks agreed this time, and forget all others."""
        if self._cache:
            disk_cache.keep(self._cache, "\n".join(sorted(self._used)).encode())


def _agreed(checks: Sequence[tuple[str, Check]], jobs: int) -> set[str]:
    """The names of those checks that agree, done by several at once where that is worth it.

    What is about one issuer is done by one of them, which reads its figures once; what is about one
    file is done together, so that it is read once.
    """
    by_file = sorted(checks, key=lambda each: each[1].about)
    count = worth(jobs, len(checks), _WORTH_IT)

    def part(number: int) -> bytes:
        own = (each for each in by_file if _part(each[1], count) == number)
        return "\n".join(name for name, check in own if not check.findings()).encode()

    if not count:
        return {name for name, check in by_file if not check.findings()}
    found = forked(part, count)
    return {name for names in found if names for name in names.decode().split()}


def _part(check: Check, count: int) -> int:
    steps = check.about.parts
    issuer = steps[3:4] if steps[0] == "api" else steps[:1]
    return crc32("".join(issuer).partition(".")[0].encode()) % count


def _name(check: Check) -> str:
    told = "\0".join((code(), str(check.about), *check.of))
    return hashlib.sha256(told.encode("utf-8", errors="surrogatepass")).hexdigest()[:_LENGTH]
