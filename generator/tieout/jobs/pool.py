"""Every issuer of a site in order, each kept from before or worked out now, by several at once.

Work goes through the interface of `concurrent.futures`, so that the bytes do not depend on who did
it. Workers start afresh and are no copies of this process: the drawing library has threads, of
which a copy would wait for one that it does not have.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver, get_context, resource_tracker
from pathlib import Path

from tieout.charts import disk_cache
from tieout.edition import Edition
from tieout.issuer import work_out
from tieout.jobs.crew import Crew, WorkerLost
from tieout.jobs.forks import deaf
from tieout.jobs.kept import Kept, keep, packed, read, unpacked
from tieout.jobs.surroundings import key, surroundings
from tieout.records.folders import Folder, load
from tieout.views.templates import Folders

DOSSIERS = "dossiers"
"""The folder of the cache that keeps dossiers."""
_SPARE = 20
_WORTH_IT = 16
"""From so many briefs on workers earn what their start costs, some seconds of processor."""
_CLUSTER = 32
"""Of how many workers of somebody else's we make use."""
_AHEAD = 3
"""How many issuers a worker has in hand or waiting."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be done for each issuer of a build."""

    edition: Edition
    templates: Folders
    cache: Path
    around: str | None
    """The digest of all that issuers have in common; None if nothing can be kept."""

    @classmethod
    def of(cls, edition: Edition, templates: Folders, cache: Path) -> Assignment:
        """What is to be done, with the templates as they are now."""
        return cls(edition, templates, cache, surroundings(edition, templates))

    def place(self, folder: Folder) -> Path | None:
        """Where the issuer's dossier is kept, as its files are now."""
        if self.around is None:
            return None
        return self.cache / DOSSIERS / key(load(folder), self.around)

    def do(self, folder: Folder) -> bytes:
        """The dossier of an issuer, worked out now, and kept.

        What was changed while it was worked out is kept under no name: neither the old one nor the
        new one would be true.
        """
        name, made = self._made(folder)
        if name:
            keep(self.cache / DOSSIERS / name, made)
        return made

    def leave(self, folder: Folder) -> str:
        """Work a dossier out and leave it among those that are kept; its name there.

        Sent itself it would go through a pipe in many pieces, and a worker that is ended between
        two of them leaves everybody waiting for the rest.
        """
        name, made = self._made(folder)
        name = name or disk_cache.digest(made)
        keep(self.cache / DOSSIERS / name, made)
        return name

    def left(self, name: str) -> Kept | None:
        """The dossier that was left under a name; None where it could not be written."""
        return read(self.cache / DOSSIERS / name)

    def _made(self, folder: Folder) -> tuple[str, bytes]:
        """A dossier, and under what name it may be kept; an empty one where it may not."""
        files = load(folder)
        made = packed(work_out(files, self.edition, self.templates, self.cache))
        if self.around and surroundings(self.edition, self.templates) == self.around:
            return key(files, self.around), made
        return "", made


def dossiers(
    folders: Sequence[Folder], task: Assignment, crew: Crew
) -> Iterator[tuple[Folder, Kept]]:
    """The dossier of each issuer, in the order of the folders.

    Without a number of jobs as many work at once as there are cores, where that is worth it. Raises
    what `work_out` raises, of the first issuer that fails, and WorkerLost.
    """
    places = [task.place(folder) for folder in folders]
    missing = [folder for folder, place in zip(folders, places, strict=True) if not _is_file(place)]
    with _workers(_count(missing, crew.jobs), crew.jobs) as workers:
        waiting: deque[tuple[Folder, Path | None, Future[str] | None]] = deque()
        ahead = iter(zip(folders, places, strict=True))
        for at, _ in enumerate(folders):
            while len(waiting) < 1 + _AHEAD * workers.count and (following := next(ahead, None)):
                folder, place = following
                future = None if _is_file(place) else workers.submit(task, folder)
                waiting.append((folder, place, future))
            folder, place, future = waiting.popleft()
            crew.told(f"{at + 1:,} of {len(folders):,} issuers: {folder.slug}")
            yield folder, _result(folder, task, place, future)
    if places:
        used = {place.name for place in places if place}
        disk_cache.prune(task.cache / DOSSIERS, used, _SPARE)


def _result(
    folder: Folder, task: Assignment, place: Path | None, future: Future[str] | None
) -> Kept:
    """A dossier from where it is kept, from a worker, or worked out here."""
    if future is None and place is not None and (kept := read(place)):
        return kept
    try:
        left = task.left(future.result()) if future else None
        return left or unpacked(task.do(folder))
    except BrokenProcessPool:
        raise _lost(folder) from None
    except Exception as error:
        if type(error).__name__ == "KilledWorker":  # of Dask, after several tries
            raise WorkerLost(
                f"every worker that took up {folder.name} was ended; look at their logs, or try"
                " again without --scheduler"
            ) from None
        error.add_note(f"while {folder.name} was worked out")
        raise


def _lost(folder: Folder) -> WorkerLost:
    return WorkerLost(
        f"a worker was ended while {folder.name} or another issuer was worked out, perhaps for want"
        " of memory; try again with: tieout build --jobs 1"
    )


def _is_file(place: Path | None) -> bool:
    return place is not None and place.is_file()


def _count(missing: Sequence[Folder], jobs: int | Executor | None) -> int:
    """How many workers there are; none where this process does it all."""
    if isinstance(jobs, Executor):
        return min(_CLUSTER, len(missing))
    if jobs is None:
        jobs = os.cpu_count() or 1
        if sum(len(folder.records) for folder in missing) < _WORTH_IT:
            return 0
    count = min(jobs, len(missing))
    return count if count > 1 else 0


class _Workers:
    """So many processes, or none: then work is put off until its result is asked for."""

    def __init__(self, executor: Executor | None, count: int) -> None:
        self._executor = executor
        self.count = count

    def submit(self, task: Assignment, folder: Folder) -> Future[str] | None:
        """Have an issuer be worked out; raises WorkerLost where nobody is left to do it."""
        if self._executor is None:
            return None
        try:
            with deaf():  # a worker may start here, and is known to its executor only afterwards
                return self._executor.submit(task.leave, folder)
        except (BrokenProcessPool, ConnectionError, EOFError):  # of what starts workers, too
            raise _lost(folder) from None


@contextmanager
def _workers(count: int, jobs: int | Executor | None) -> Iterator[_Workers]:
    if not count or isinstance(jobs, Executor):
        yield _Workers(jobs if count and isinstance(jobs, Executor) else None, count)
        return
    context = get_context("forkserver")
    context.set_forkserver_preload(["tieout.issuer"])
    resource_tracker.ensure_running()  # first: at its start it listens to Ctrl+C again
    with deaf():
        forkserver.ensure_running()
    executor = ProcessPoolExecutor(count, context, _leave_quietly)
    try:
        yield _Workers(executor, count)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _leave_quietly() -> None:
    """At Ctrl+C, which the system sends to all, a worker ends at once and says nothing."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
