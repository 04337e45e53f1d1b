"""What the audit log is told of each command: the one place where commands are audited."""

import argparse
import hashlib
import re
import sys
from pathlib import Path
from typing import NamedTuple

from tonghop.house import House

NOTHING, READS, EXPORTS, CHANGES = "nothing", "reads", "exports", "changes"


class Leaves(NamedTuple):
    """What a command leaves behind: changes in the house, data outside it, or what was asked.

    ``target`` is the argument that says where it writes to; ``only_reads`` are the kinds of the
    command that change nothing after all. Not noted is what reads nothing of the house.
    """

    what: str
    target: str = ""
    only_reads: tuple[str, ...] = ()
    is_noted: bool = True


LEAVES = {
    "demo": Leaves(CHANGES),
    "template": Leaves(EXPORTS, "output"),
    "check": Leaves(EXPORTS, "folder", is_noted=False),
    "ingest": Leaves(CHANGES),
    "build": Leaves(CHANGES),
    "publish": Leaves(CHANGES),
    "run": Leaves(CHANGES),
    "status": Leaves(NOTHING),
    "remind": Leaves(CHANGES, "output"),
    "compare": Leaves(EXPORTS, "output"),
    "trace": Leaves(EXPORTS, "output"),
    "diff": Leaves(EXPORTS, "output"),
    "decide": Leaves(CHANGES, only_reads=("list",)),
    "rebuild": Leaves(CHANGES),
    "verify": Leaves(READS),
    "audit": Leaves(EXPORTS, "output"),
    "sql": Leaves(EXPORTS, "output"),
    "serve": Leaves(CHANGES),
    "docs": Leaves(NOTHING),
}
"""What each command leaves; one that is not declared is taken to change the house."""

_PERIOD, _UNIT, _DAY = r"\d{4}-\w{1,3}", r"[A-Z][A-Z0-9-]*", r"[\d/-]{8,10}"
_EDITION = rf"([a-z-]+/)?{_PERIOD}(/[\d-]+)*"
_TOLD = {
    "period": _PERIOD,
    "unit": _UNIT,
    "at": _UNIT,
    "as_of": _DAY,
    "from_day": _DAY,
    "to_day": _DAY,
    "reckoned_by": r"[a-z-]+",
    "audience": r"[a-z-]+",
    "kind": r"[a-z]+",
    "editions": _EDITION,
    "earlier": _EDITION,
    "later": _EDITION,
    "figures": rf"({_EDITION}:)?\w+(\.\w+)?(@{_UNIT})?",
}
"""The arguments that are told, each where it has this shape: codes, days and nothing else."""


def run_audited(chosen: argparse.Namespace) -> int:
    """Run the chosen command, and record that it ran and what came of it; return its exit code.

    Raises:
        AuditUnwritableError: It would change or export data, which cannot be recorded; it has not
            run.
    """
    leaves = LEAVES.get(chosen.command, Leaves(CHANGES))
    house, target = House(chosen.data), _target(chosen, leaves)
    is_more = _leaves_something(chosen, leaves, target)
    if leaves.what == NOTHING or not (is_more or leaves.is_noted):
        return int(chosen.run(chosen))
    from tonghop.audit.auditing import audited, noted

    if not is_more:
        with noted(house, chosen.command, _asked(chosen), _tell_unrecorded) as outcome:
            outcome["exit"] = int(chosen.run(chosen))
        return int(outcome["exit"])
    with audited(house, chosen.command, _asked(chosen), target, _tell_unrecorded) as outcome:
        outcome["exit"] = int(chosen.run(chosen))
    return int(outcome["exit"])


def _target(chosen: argparse.Namespace, leaves: Leaves) -> Path | None:
    found = getattr(chosen, leaves.target, None) if leaves.target else None
    return Path(found) if found else None


def _leaves_something(chosen: argparse.Namespace, leaves: Leaves, target: Path | None) -> bool:
    if leaves.what == CHANGES:
        return getattr(chosen, "kind", None) not in leaves.only_reads
    return leaves.what == EXPORTS and target is not None


def _asked(chosen: argparse.Namespace) -> dict[str, object]:
    """Return what the command was asked for: codes and days only, never a text or a file's name."""
    told: dict[str, object] = {}
    for name, shape in _TOLD.items():
        given = getattr(chosen, name, None)
        values = [str(value) for value in (given if isinstance(given, list) else [given]) if value]
        if safe := [value for value in values if re.fullmatch(shape, value)]:
            told[name] = safe if isinstance(given, list) else safe[0]
    if query := getattr(chosen, "query", None):
        told["query_sha256"] = hashlib.sha256(query.encode()).hexdigest()
    return told


def _tell_unrecorded(folder: str) -> None:
    print(f"tonghop: chú ý: không ghi được nhật ký sử dụng vào “{folder}”.", file=sys.stderr)
