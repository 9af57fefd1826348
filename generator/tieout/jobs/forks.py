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
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from threading import current_thread, main_thread
from types import FrameType

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
    with ExitStack() as ends:
        with deaf():
            copies = [ends.enter_context(closing(_Copy(part, number))) for number in range(count)]
        return [copy.found() for copy in copies]


@contextmanager
def deaf() -> Iterator[None]:
    """Put Ctrl+C off; what is started meanwhile hears nothing of it until it says otherwise.

    Amidst a start it would be lost: nobody hears what is raised while a process is doubled. A
    library's thread may be the one that hears it, so that to block it in this one is not enough.
    """
    heard: list[tuple[int, FrameType | None]] = []
    handler = signal.getsignal(signal.SIGINT)
    is_ours = current_thread() is main_thread() and callable(handler)  # no other thread is told
    if is_ours:
        signal.signal(signal.SIGINT, lambda number, frame: heard.append((number, frame)))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if is_ours:
            signal.signal(signal.SIGINT, handler)
    if heard and callable(handler):
        handler(*heard[0])


class _Copy:
    """A copy of this process at work on a part."""

    def __init__(self, part: Part, number: int) -> None:
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            # Of threads, from Python 3.12 on: the head of this module says why they do no harm.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if not self._pid:
            _work(part, number, writing)
        os.close(writing)
        self._sent = os.fdopen(reading, "rb")
        self._is_running = True

    def found(self) -> bytes | None:
        """What it has found, when it has ended; None where it did not end well."""
        content = self._sent.read()
        _, status = os.waitpid(self._pid, 0)
        self._is_running = False
        return content if os.waitstatus_to_exitcode(status) == 0 else None

    def close(self) -> None:
        """End it, if it is still at work."""
        self._sent.close()
        if self._is_running:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)


def _work(part: Part, number: int, pipe: int) -> None:
    """Do the part in a copy, which ends with it and cleans up nothing of what it shares."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        gc.freeze()  # what was there before the copy stays where it is, in memory that both share
        with os.fdopen(pipe, "wb") as sent:
            sent.write(part(number))
        code = 0
    finally:
        os._exit(code)
