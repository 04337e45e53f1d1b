"""Limits: what reading one file may cost, and which of them ended a process that read it.

A file that asks for too much ends the process that reads it, at the latest; what is left of the
process then tells its sender why.
"""

import faulthandler
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from schemas.issues import UNREADABLE, Finding

HAS_KERNEL_LIMIT = sys.platform == "linux"
"""Whether the system itself refuses a process more memory; elsewhere its parent has to watch it."""

TOO_HEAVY, TOO_SLOW = Finding("too_heavy"), Finding("too_slow")
_TIMED_OUT = b"Timeout ("
_OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may hold, itself included, and how long it may take over one file."""

    memory_bytes: int = 960 * 2**20
    seconds: float = 10
    answer_bytes: int = 16 * 2**20
    """The most that a file's reading may be, handed to the process that asked for it."""


class ReaderError(Exception):
    """A process that reads failed through a fault of the program, not of a file."""


def limit_memory(limits: Limits) -> None:
    """Let this process have no more memory than it may, and leave no copy of it when it dies."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if HAS_KERNEL_LIMIT:
            resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))


@contextmanager
def limited_time(limits: Limits) -> Iterator[None]:
    """End this process if what is inside takes too long, even in a library that never returns."""
    faulthandler.dump_traceback_later(limits.seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def end_when_heavy(pid: int, limits: Limits, every: float = 0.05) -> bool:
    """Watch a process until it ends, and end it if it holds too much; return whether that was so.

    For systems without a limit of their own. A process that grows fast goes somewhat beyond it.
    """
    import psutil

    try:
        process = psutil.Process(pid)
        while process.memory_info().rss <= limits.memory_bytes:
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            time.sleep(every)
        process.kill()
    except psutil.NoSuchProcess:
        return False
    return True


def why_it_ended(status: int, said: bytes, *, was_heavy: bool) -> Finding:
    """Return what is told of the file whose reading ended a process.

    Raises:
        ReaderError: The process ended by an exception, which is no file's fault.
    """
    if _TIMED_OUT in said:
        return TOO_SLOW
    if was_heavy or any(mark in said for mark in _OUT_OF_MEMORY) or status == -_killed():
        return TOO_HEAVY
    if status == 1:
        raise ReaderError(said.decode(errors="replace"))
    return UNREADABLE


def _killed() -> int:
    """What the system's own killer sends, when memory runs out; Windows has none."""
    return int(signal.SIGKILL) if sys.platform != "win32" else 0
