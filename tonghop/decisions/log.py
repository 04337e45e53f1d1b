"""The log of decisions: one file each, appended to, never rewritten; part of the truth.

Its files are chained, so that one that was changed or removed since is noticed and named.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from schemas.decisions import Decision
from tonghop.chain import CHANGED, Last, Link, add_link, mend, name_of, read_chain
from tonghop.decisions.refusing import DecisionLogError


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Return every decision in order; none where there is no log.

    Raises:
        DecisionLogError: A file was changed or removed.
    """
    links = read_chain(folder, DecisionLogError)
    return tuple(_parse(folder, number, link) for number, link in enumerate(links, start=1))


def append(folder: Path, decision: Decision) -> Decision:
    """Write the next decision to disk and return it, linked to the one before; see ``add_link``.

    Whoever appends keeps the warehouse open meanwhile, so that no other process does.
    """
    newest = _newest(folder)
    if decision.number != newest.number + 1:
        raise ValueError(f"decision {decision.number} cannot follow decision {newest.number}")
    linked = replace(decision, previous=newest.sha256)
    add_link(folder, linked, newest)
    return linked


def finish_appending(folder: Path) -> None:
    """Finish what a crash has left of appending, so that the newest decision is guarded too.

    Nothing happens where nothing is amiss. Whoever calls this keeps other writers out.

    Raises:
        DecisionLogError: A file was changed or removed.
    """
    mend(folder, _newest(folder))


def _newest(folder: Path) -> Last:
    links = read_chain(folder, DecisionLogError)
    return Last(len(links), links[-1].sha256 if links else "")


def digest_of(decisions: Sequence[Decision]) -> str:
    """Return one sha256 over what all decisions say: it changes when one is added."""
    said = [replace(decision, previous="") for decision in decisions]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _parse(folder: Path, number: int, link: Link) -> Decision:
    try:
        return Decision(**{**link.kept, "despite": tuple(link.kept["despite"])})
    except (TypeError, KeyError) as error:
        raise DecisionLogError(folder, name_of(number), CHANGED) from error
