"""Refusals: what was not taken in because it bears a secrecy mark; its content is kept nowhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tonghop.archive import HANOI
from tonghop.arrivals import Arrival
from tonghop.durable import write_records
from tonghop.reading.secrecy import Mark


@dataclass(frozen=True, slots=True)
class Refusal:
    """One file that was refused for its mark: grain file content × name × folder."""

    refused_at: str
    sha256: str
    file_name: str
    folder: str
    mark: str
    where: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two refusals the same one."""
        return self.sha256, self.file_name, self.folder


def refuse(marked: Sequence[tuple[Arrival, Mark]], archive: Path) -> tuple[Refusal, ...]:
    """Return a refusal for each marked file, and note those that were not noted by an earlier run.

    As long as a marked file lies in ``data/raw`` every run refuses it anew, and so tells of it.
    """
    now = datetime.now(HANOI).isoformat(timespec="seconds")
    refusals = tuple(
        Refusal(now, a.receipt.sha256, a.receipt.file_name, a.receipt.folder, *mark)
        for a, mark in marked
    )
    known = read_refusals(archive)
    noted = {refusal.key for refusal in known}
    if new := [refusal for refusal in refusals if refusal.key not in noted]:
        number = len(list((archive / "refusals").glob("*.jsonl"))) + 1
        write_records(archive / "refusals" / f"{number:06d}.jsonl", new)
    return refusals


def read_refusals(archive: Path) -> tuple[Refusal, ...]:
    """Return every refusal ever noted, in order of time."""
    lines = (
        line
        for path in sorted((archive / "refusals").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return tuple(Refusal(**json.loads(line)) for line in lines)
