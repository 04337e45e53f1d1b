"""Children of this warm process: each does one thing to a house, and may be killed at it.

A child is forked, so that nothing is imported again. It reads and marks workbooks itself instead of
starting workers, which would cost more than all the rest.
"""

import os
import pickle
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import tests.build
import tonghop.pipeline
import tonghop.rebuilding
import tonghop.returning.writing
from schemas.loading import REFERENCE
from tonghop.returning import Returned
from tonghop.returning.orders import LIMITS, GiveBack

PATIENCE_SECONDS = 600
_MODULES_THAT_READ = (tonghop.pipeline, tonghop.rebuilding)


class ChildError(Exception):
    """A child failed where nothing was done to it; the message is its traceback."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: killed, or with what it gave back or raised."""

    killed: bool
    result: Any = None
    error: BaseException | None = None
    trace: str = ""


def in_child(work: Callable[[], Any], *, kill_after: float | None = None) -> Ended:
    """Do something in a child and tell how it ended; kill it once it has had so much of a CPU."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _live(work, writing)
    os.close(writing)
    if kill_after is not None:
        _kill_after(child, kill_after)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) != signal.SIGKILL:
            raise ChildError(f"a child died of signal {os.WTERMSIG(status)}")
        return Ended(killed=True)
    return Ended(False, *pickle.loads(told))


def done_in_child(work: Callable[[], Any]) -> Any:
    """Return what a child gives back.

    Raises:
        ChildError: It failed.
    """
    ended = in_child(work)
    if ended.error or ended.killed:
        raise ChildError(ended.trace or "a child was killed")
    return ended.result


def at_once(works: Sequence[Callable[[], Any]]) -> list[Ended]:
    """Do several things in children of their own at the same time; tell how each ended."""
    pipes = []
    for work in works:
        reading, writing = os.pipe()
        if not (child := os.fork()):
            os.close(reading)
            _live(work, writing)
        os.close(writing)
        pipes.append((child, reading))
    ended = []
    for child, reading in pipes:
        with os.fdopen(reading, "rb") as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
        ended.append(Ended(False, *pickle.loads(told)) if told else Ended(killed=True))
    return ended


def _live(work: Callable[[], Any], writing: int) -> NoReturn:
    """Work, tell the parent what came of it, and end without a word to anything inherited."""
    read_here()
    told: tuple[Any, BaseException | None, str]
    try:
        told = (work(), None, "")
    except BaseException as error:
        told = (None, _portable(error), traceback.format_exc())
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(pickle.dumps(told))
    os._exit(0)


def _portable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _kill_after(child: int, seconds: float) -> None:
    """Kill a child once all its threads together have used so much time, or have ended."""
    clock = (~child << 3) | 2  # The CPU clock of another process, as Linux numbers it.
    given_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < given_up:
        try:
            if time.clock_gettime(clock) >= seconds:
                break
        except OSError:
            return
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)


def read_here() -> None:
    """Read and mark workbooks in this process from now on."""
    for module in _MODULES_THAT_READ:
        setattr(module, "read_workbooks", tests.build.read_here)  # noqa: B010 - of a module
    setattr(tonghop.returning.writing, "return_workbooks", _return_here)  # noqa: B010


def _return_here(orders: Sequence[GiveBack], deliver: Callable[[Returned], object]) -> None:
    for order in orders:
        deliver(order.carry_out(Path(REFERENCE), LIMITS))
