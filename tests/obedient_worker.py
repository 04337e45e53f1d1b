"""A worker that does to itself what a file's content orders: what the worst of files might do."""

import ctypes
import os
import signal
import sys
import time
from pathlib import Path
from unittest.mock import patch

import tonghop.reading.worker
from schemas.issues import Finding
from tonghop.reading.workbook import Reading
from tonghop.returning import Returned
from tonghop.returning.listing import Listing


def hang() -> None:
    time.sleep(60)


def nap() -> None:
    time.sleep(2)


def pause(count: str) -> None:
    """Take long enough for what was read to be sent, and count how often."""
    with Path(count).open("a", encoding="utf-8") as paused:
        paused.write(".")
    time.sleep(0.4)


def hang_in_c() -> None:
    """Keep the interpreter's lock, so that no Python code can run."""
    ctypes.PyDLL(None).sleep(60)


def eat() -> None:
    bytearray(2**30)


def eat_slowly() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(2**24))


def die(name: str) -> None:
    os.kill(os.getpid(), getattr(signal, name))


def dig() -> None:
    def deeper() -> None:
        deeper()

    deeper()


def chatter() -> None:
    sys.stdout.write("a library prints")
    os.write(1, b"so does one in C")
    os.write(2, b"and complains: Timeout (of its own)")


def babble() -> list[Finding]:
    time.sleep(0.1)
    return [Finding("fraction", raw_text=f"{n}" * 1000) for n in range(10_000)]


def obey(sha256: str, file_name: str, content: bytes, _: object, __: object) -> Reading:
    reading = Reading(sha256, file_name)
    match content.decode().split():
        case [order, *arguments]:
            reading.findings += globals()[order](*arguments) or ()
    return reading


def obey_returning(content: bytes, listing: Listing) -> Returned:
    return Returned(".xlsm", obey("", listing.file_name, content, (), ()).file_name.encode())


def work() -> None:
    with patch("tonghop.reading.orders.read_workbook", obey):
        tonghop.reading.worker.work()


def work_returning() -> None:
    with patch("tonghop.returning.orders.return_workbook", obey_returning):
        tonghop.reading.worker.work()


_START = "import sys; sys.path[:] = sys.argv[1:]; from tests.obedient_worker import {0}; {0}()"
START, START_RETURNING = _START.format("work"), _START.format("work_returning")
