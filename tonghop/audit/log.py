"""The log itself: ``data/audit``, one chained file a record, written one at a time and flushed."""

import getpass
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from tonghop.audit.refusing import AuditLogError, AuditUnwritableError
from tonghop.chain import add_link, last_is_sound, newest, read_chain
from tonghop.clock import HANOI

BEGAN, ENDED, ASKED = "began", "ended", "asked"
LONGEST_WAIT_SECONDS = 10.0
_LOCK = ".dang-ghi.lock"


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One record: that a command began, that it ended, or that it was asked and only read.

    ``of`` is the record of the beginning that an end belongs to. ``told`` says on what and what
    came of it: codes, counts and sha256, never contents or names of files. ``is_after_gap``: when
    it was written, ``last.json`` did not say what came before, so the end may have been cut off.
    """

    number: int
    recorded_at: str
    user: str
    machine: str
    command: str
    stage: str
    of: int | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    is_after_gap: bool = False
    previous: str = ""


def write(
    folder: Path, command: str, stage: str, told: Mapping[str, Any], of: int | None = None
) -> AuditRecord:
    """Append a record; it is there, whole and flushed, when this returns. Others wait meanwhile.

    Raises:
        AuditUnwritableError: The folder cannot be written, or another process writes for too long.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=LONGEST_WAIT_SECONDS):
            before = newest(folder)
            record = AuditRecord(
                before.number + 1,
                datetime.now(HANOI).isoformat(timespec="milliseconds"),
                _user(),
                platform.node(),
                command,
                stage,
                of,
                told,
                not last_is_sound(folder, before),
                before.sha256,
            )
            add_link(folder, record, before)
    except OSError as error:
        raise AuditUnwritableError(str(folder)) from error
    return record


def read_audit(folder: Path) -> tuple[AuditRecord, ...]:
    """Return every record in order; none where there is no log.

    Raises:
        AuditLogError: A record was changed or removed; of several, the first.
    """
    return tuple(AuditRecord(**link.kept) for link in read_chain(folder, AuditLogError))


def _user() -> str:
    """Return the system's user; some systems know no name for whoever runs a service."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"
