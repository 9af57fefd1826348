"""Copies of this process, each of which does a part of the work and sends back what it found.

A copy knows all that this process knows, so that nothing has to be handed over. It may not draw:
the drawing library has threads, of which a copy would wait for one that it does not have. A copy
that fails, or is ended from outside, costs time and nothing else: its part is left to this process,
which then meets whatever was wrong, and tells it.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress

Part = Callable[[int], bytes]
"""Does one part, by its number; what it returns is sent back."""


def worth(jobs: int, tasks: int, least: int) -> int:
    """How many copies earn what their start costs, at so many tasks at least for each; 0 for none.

    Elsewhere than on Linux the systems' own libraries do not hold out in copies.
    """
    count = min(jobs, tasks // least)
    return count if count > 1 and sys.platform == "linux" else 0


def forked(part: Part, count: int) -> list[bytes | None]:
    """What comes of each part, all done at the same time; None of one that came to no end."""
    started = [_start(part, number) for number in range(count)]
    try:
        sent = [_all_of(pipe) for _, pipe in started]
        return [
            found if _ended_well(pid) else None
            for (pid, _), found in zip(started, sent, strict=True)
        ]
    except BaseException:
        for pid, _ in started:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        raise


def _start(part: Part, number: int) -> tuple[int, int]:
    """A copy at work: its process, and the pipe by which it sends."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Of threads, from Python 3.12 on: the head of this module says why they do no harm.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        os.close(reading)
        _work(part, number, writing)
    os.close(writing)
    return pid, reading


def _work(part: Part, number: int, pipe: int) -> None:
    """Do the part in a copy, which ends with it and cleans up nothing of what it shares."""
    code = 1
    try:
        gc.freeze()  # what was there before the copy stays where it is, in memory that both share
        with os.fdopen(pipe, "wb") as sent:
            sent.write(part(number))
        code = 0
    finally:
        os._exit(code)


def _all_of(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as sent:
        return sent.read()


def _ended_well(pid: int) -> bool:
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) == 0
