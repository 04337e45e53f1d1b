"""Orders to read: what a worker does with a file that a report may be in."""

import pickle
import time
from pathlib import Path
from typing import NamedTuple

from schemas.issues import Finding
from schemas.loading import read_declarations
from tonghop.privacy.withholding import withhold_persons
from tonghop.reading import Source
from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.limits import TOO_HEAVY, Limits, limited_time
from tonghop.reading.package import Package
from tonghop.reading.reach import far_entry
from tonghop.reading.workbook import Reading, read_workbook

_SUSPICIOUS = 0.05
"""Seconds that an ordinary file never takes; within them no answer gets too large to send."""


class Read(NamedTuple):
    """Read a file. What is too heavy to be read is looked into for the cause."""

    source: Source
    is_too_heavy: bool = False

    def carry_out(self, folder: Path, limits: Limits) -> Reading:
        """Return what the file holds, or what is wrong with it."""
        if self.is_too_heavy:
            return withhold_persons(_explained(self.source, limits), read_declarations(folder))
        return _read(self.source, folder, limits)

    def instead(self, cause: Finding) -> "Read | None":
        """Look into what was too heavy; try nothing else."""
        is_new = cause == TOO_HEAVY and not self.is_too_heavy
        return self._replace(is_too_heavy=True) if is_new else None

    def given_up(self, cause: Finding) -> Reading:
        """Return the reading of a file of which nothing could be read."""
        return refused(self.source, TOO_HEAVY if self.is_too_heavy else cause)


def refused(source: Source, finding: Finding) -> Reading:
    """Return the reading of a file of which nothing could be read."""
    return Reading(source.sha256, source.file_name, findings=[finding])


def _read(source: Source, folder: Path, limits: Limits) -> Reading:
    if (content := source.content()) is None:
        return Reading(source.sha256, source.file_name, is_settled=False)
    declarations = read_declarations(folder)
    started = time.monotonic()
    try:
        with limited_time(limits):
            reading = read_workbook(
                source.sha256, source.file_name, content, declarations, source.passwords
            )
            if time.monotonic() - started > _SUSPICIOUS:
                return _bounded(reading, source, limits)
            return reading
    except DamagedWorkbookError as error:
        return withhold_persons(refused(source, error.finding), declarations)


def _bounded(reading: Reading, source: Source, limits: Limits) -> Reading:
    size = len(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL))
    return reading if size <= limits.answer_bytes else refused(source, TOO_HEAVY)


def _explained(source: Source, limits: Limits) -> Reading:
    """Return the reading of a file too heavy to be read, with the entry that made it so, if any."""
    finding = None
    content = source.content()
    try:
        with limited_time(limits), blaming_the_file():
            finding = far_entry(Package(content or b""))
    except DamagedWorkbookError:
        pass  # Of such a file there is no more to be told.
    return refused(source, finding or TOO_HEAVY)
