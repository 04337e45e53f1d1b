"""The log of decisions: one file each, appended to, never rewritten; part of the truth.

Each file holds the sha256 of the one before, and ``last.json`` that of the newest, so that a file
that was changed or removed since is noticed and named.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.decisions import Decision
from tonghop.archive import write_records
from tonghop.decisions.refusing import CHANGED, REMOVED, DecisionLogError

LAST = "last.json"


@dataclass(frozen=True, slots=True)
class Last:
    """The newest decision: its number and the sha256 of its file."""

    number: int
    sha256: str


def name_of(number: int) -> str:
    """Return the name of a decision's file."""
    return f"{number:06d}.json"


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Return every decision in order; none where there is no log.

    Raises:
        DecisionLogError: A file was changed or removed.
    """
    return tuple(decision for decision, _ in _read(folder))


def append(folder: Path, decision: Decision) -> Decision:
    """Write the next decision to disk and return it, linked to the one before.

    It is there, whole and flushed, when this returns. What a crash leaves is either nothing or the
    decision; then ``last.json`` is one behind, which the next decision mends before it is written
    itself, so that another crash leaves no more than that. Whoever appends keeps the warehouse open
    meanwhile, so that no other process does.
    """
    before = _read(folder)
    if decision.number != len(before) + 1:
        raise ValueError(f"decision {decision.number} cannot follow decision {len(before)}")
    if before and _last(folder, len(before)).number < len(before):
        write_records(folder / LAST, [Last(len(before), before[-1][1])])
    linked = replace(decision, previous=before[-1][1] if before else "")
    target = folder / name_of(linked.number)
    write_records(target, [linked])
    write_records(folder / LAST, [Last(linked.number, _sha256(target))])
    return linked


def digest_of(decisions: Sequence[Decision]) -> str:
    """Return one sha256 over what all decisions say: it changes when one is added."""
    said = [replace(decision, previous="") for decision in decisions]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _read(folder: Path) -> list[tuple[Decision, str]]:
    """Return every decision with the sha256 of its file, each proven by the one after it."""
    found = [*_chain(folder)]
    last = _last(folder, len(found))
    if last.number > len(found):
        raise DecisionLogError(folder, name_of(last.number), REMOVED)
    if last.number and found[last.number - 1][1] != last.sha256:
        raise DecisionLogError(folder, name_of(last.number), CHANGED)
    return found


def _chain(folder: Path) -> Iterator[tuple[Decision, str]]:
    previous = ""
    for number in range(1, _newest(folder) + 1):
        path = folder / name_of(number)
        if not path.exists():
            raise DecisionLogError(folder, path.name, REMOVED)
        decision = _parse(path)
        if decision.previous != previous:
            raise DecisionLogError(folder, name_of(number - 1 or 1), CHANGED)
        previous = _sha256(path)
        yield decision, previous


def _newest(folder: Path) -> int:
    return max((int(path.stem) for path in folder.glob("[0-9]*.json")), default=0)


def _parse(path: Path) -> Decision:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Decision(**{**kept, "despite": tuple(kept["despite"])})
    except (ValueError, TypeError, KeyError) as error:
        raise DecisionLogError(path.parent, path.name, CHANGED) from error


def _last(folder: Path, decisions: int) -> Last:
    """Return what ``last.json`` says; it is not there yet when the first decision is all there is.

    One more decision than it knows is what a crash between the two leaves.
    """
    path = folder / LAST
    try:
        last = Last(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        last = Last(0, "")
    except (ValueError, TypeError) as error:
        raise DecisionLogError(folder, LAST, CHANGED) from error
    if decisions - last.number > 1:
        raise DecisionLogError(folder, LAST, CHANGED if path.exists() else REMOVED)
    return last


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
