"""Boundaries of a step: before each of its writes, renames, flushes and statements of SQL.

They are found from without: by the interpreter's audit events, and by wrapping what has none. A
child lists them while it does a step undisturbed; another is killed at any one of them.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

_CHANGING = frozenset(
    ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link")
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_STATEMENTS = ("execute", "executemany", "begin", "commit", "rollback", "close")


def list_boundaries(work: Callable[[], object], within: Path) -> list[str]:
    """Do something and return each boundary that it passed, as what comes next; in a child only."""
    passed: list[str] = []
    _notice(passed.append, within)
    work()
    return passed


def die_at(position: int, work: Callable[[], object], within: Path) -> None:
    """Do something and be killed at the boundary of this number, from 0; in a child only."""
    left = position

    def die(_: str) -> None:
        nonlocal left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    _notice(die, within)
    work()


def fail_at(position: int, error: OSError, work: Callable[[], object], within: Path) -> Any:
    """Do something of which one boundary raises an error, as a full disk does; in a child only."""
    left = position

    def fail(what: str) -> None:
        nonlocal left
        left -= 1
        if left == -1 and not what.startswith("duckdb"):
            raise error

    _notice(fail, within)
    return work()


def _notice(notice: Callable[[str], None], within: Path) -> None:
    """Call ``notice`` before everything that changes a file under ``within``."""
    place = str(within)

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if not (isinstance(flags, int) and flags & _WRITING):
                return
        elif event in _CHANGING:
            path = arguments[0]
        else:
            return
        if str(path).startswith(place):
            notice(f"{event} {str(path)[len(place) + 1 :]}")

    sys.addaudithook(hear)
    _wrap(os, "fsync", lambda *_: notice("fsync"))
    for name in _STATEMENTS:
        _wrap(duckdb.DuckDBPyConnection, name, _telling(notice, name))


def _telling(notice: Callable[[str], None], name: str) -> Callable[..., None]:
    def tell(_: object, *given: object, **__: object) -> None:
        statement = " ".join(str(given[0]).split())[:40] if given else ""
        notice(f"duckdb {name} {statement}".strip())

    return tell


def _wrap(owner: Any, name: str, before: Callable[..., None]) -> None:
    own = getattr(owner, name)

    def wrapped(*given: Any, **named: Any) -> Any:
        before(*given, **named)
        return own(*given, **named)

    setattr(owner, name, wrapped)
