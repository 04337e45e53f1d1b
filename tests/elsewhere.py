"""The program as it would run elsewhere: on another day, and with another number of threads.

``python -m tests.elsewhere 2031-01-31T23:59:00+07:00 7 publish --period 2026-H1 …``; time zone,
locale and seed of hashes are the environment's. The clock is replaced for the program and for the
libraries that write its files; those that are compiled would not survive it.
"""

import datetime as dt
import sys
import time
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import duckdb

_CLOCKED = ("tonghop", "schemas", "openpyxl", "docx", "docxtpl", "zipfile")


class _LikeTheReal(type):
    """Whatever is a moment is one to those who have the other clock."""

    def __instancecheck__(cls, moment: object) -> bool:
        return isinstance(moment, dt.datetime)


class Elsewhen(dt.datetime, metaclass=_LikeTheReal):
    """A clock that stands; moments that are made or read stay what they are."""

    moment: dt.datetime

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Any:
        """Return the moment that the command line named."""
        return dt.datetime.fromtimestamp(cls.moment.timestamp(), tz)

    @classmethod
    def utcnow(cls) -> Any:
        """Return it in UTC, without time zone."""
        return cls.now(dt.UTC).replace(tzinfo=None)


def move(moment: str, threads: int) -> None:
    """Let the clock stand at ``moment``, and DuckDB have so many threads."""
    import_module("tonghop.publish.edition")
    Elsewhen.moment = dt.datetime.fromisoformat(moment)
    time.time = Elsewhen.moment.timestamp
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] in _CLOCKED:
            _replace_clock(module)
    connect = duckdb.connect

    def connect_there(*given: Any, **named: Any) -> duckdb.DuckDBPyConnection:
        con = connect(*given, **named)
        con.execute(f"set threads = {threads}")
        return con

    duckdb.connect = connect_there


def _replace_clock(module: Any) -> None:
    if getattr(module, "datetime", None) is dt.datetime:
        module.datetime = Elsewhen
    elif getattr(module, "datetime", None) is dt:
        module.datetime = SimpleNamespace(**{**vars(dt), "datetime": Elsewhen})


if __name__ == "__main__":
    from tonghop.cli.main import main

    move(sys.argv[1], int(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
