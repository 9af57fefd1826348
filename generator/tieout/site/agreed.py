"""What was held against each other before and agreed: the same contents agree again.

Kept is no outcome, only that there was nothing to say; whatever is wrong is found anew each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tieout.charts import disk_cache
from tieout.jobs.surroundings import code
from tieout.site.built import Check

_LENGTH = 32
"""So many signs of a digest: two of a billion checks are the same by a chance of 1 in 10^20."""


class Agreed:
    """Does checks; the file `cache` keeps which agreed, so that none is done twice."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        kept = (disk_cache.read(cache) or b"") if cache else b""
        self._clean = set(kept.decode("ascii", errors="replace").split())
        self._used: set[str] = set()

    def findings(self, checks: Iterable[Check]) -> Iterator[str]:
        """What is wrong by checks that did not agree before."""
        for check in checks:
            name = _name(check)
            found = [] if name in self._clean else check.findings()
            if not found:
                self._clean.add(name)
                self._used.add(name)
            yield from found

    def keep(self) -> None:
        """Write which checks agreed this time, and forget all others."""
        if self._cache:
            disk_cache.keep(self._cache, "\n".join(sorted(self._used)).encode())


def _name(check: Check) -> str:
    told = "\0".join((code(), str(check.about), *check.of))
    return hashlib.sha256(told.encode("utf-8", errors="surrogatepass")).hexdigest()[:_LENGTH]
