"""Whether the audit log is whole, and whether it tells of all that the house holds."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tonghop.audit.log import BEGAN, ENDED, AuditRecord, read_audit
from tonghop.audit.refusing import AuditLogError
from tonghop.audit.watching import look, manifests
from tonghop.chain import name_of
from tonghop.house import House

GAP, RUNS, DECISIONS, UNTOLD, REPLACED, GONE = (
    "gap", "runs", "decisions", "untold", "replaced", "gone",
)  # fmt: skip


class Fault(NamedTuple):
    """What is wrong, with the record's file, the edition, or the numbers that it is about."""

    kind: str
    name: str


def verify_audit(house: House) -> Iterator[Fault]:
    """Yield what is wrong: the first record that was changed or removed, or else what is not told.

    A log of which the end was cut off, ``last.json`` and all, is whole; but what was received,
    decided and published since is then told by no record.
    """
    try:
        records = read_audit(house.audit)
    except AuditLogError as error:
        yield Fault(error.fault, error.path.name)
        return
    yield from (Fault(GAP, name_of(r.number)) for r in records if r.is_after_gap)
    if records:
        yield from _untold(house, records)


def unfinished(records: Sequence[AuditRecord]) -> tuple[AuditRecord, ...]:
    """Return the beginnings without an end: interrupted, or under way."""
    ended = {record.of for record in records if record.stage == ENDED}
    return tuple(r for r in records if r.stage == BEGAN and r.number not in ended)


def _untold(house: House, records: Sequence[AuditRecord]) -> Iterator[Fault]:
    """Yield what the house holds and no record tells, unless a command was interrupted at it."""
    seen, told = look(house), [*_told(records)]
    may_have_done_more = bool(unfinished(records))
    for kind, now in ((RUNS, seen.receipts_run), (DECISIONS, seen.decisions)):
        highest = max(state["receipts_run" if kind == RUNS else kind] for state in told)
        if now < highest or (now > highest and not may_have_done_more):
            yield Fault(kind, f"{highest}, {now}")
    published = {
        name: sha256 for state in told for name, sha256 in state.get("published", {}).items()
    }
    there = manifests(house.marts)
    for name in sorted(published.keys() | there.keys()):
        if name not in there:
            yield Fault(GONE, name)
        elif name not in published and not may_have_done_more:
            yield Fault(UNTOLD, name)
        elif name in published and published[name] != there[name]:
            yield Fault(REPLACED, name)


def _told(records: Sequence[AuditRecord]) -> Iterator[dict[str, Any]]:
    """Yield where the house stood, as each record tells; at least once that it was empty."""
    yield {"receipts_run": 0, "decisions": 0}
    for record in records:
        for state in (record.told.get("found"), record.told):
            if state and "receipts_run" in state:
                yield dict(state)
