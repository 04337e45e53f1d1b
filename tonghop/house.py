"""The data folder: where raw workbooks, the archive, the warehouse and the rest are."""

from dataclasses import dataclass
from pathlib import Path


class WarehouseBusyError(RuntimeError):
    """Another process has the warehouse open; once it has ended, the same command succeeds."""


@dataclass(frozen=True, slots=True)
class House:
    """The places of one data folder, usually ``data``.

    ``password_file`` lies wherever its keeper put it; it opens reports that came locked.
    ``warehouse_name`` is another one only while the warehouse is made again beside the old one.
    """

    data: Path
    password_file: Path | None = None
    warehouse_name: str = "warehouse.duckdb"

    @property
    def raw(self) -> Path:
        """Workbooks as received; people put them here, the program only reads."""
        return self.data / "raw"

    @property
    def archive(self) -> Path:
        """Every file ever received, by sha256, with its receipts."""
        return self.data / "archive"

    @property
    def decisions(self) -> Path:
        """What analysts ruled, one file each; with the archive, what nothing can make again."""
        return self.data / "decisions"

    @property
    def audit(self) -> Path:
        """Who ran what, when and on what: one file a record, only ever appended to."""
        return self.data / "audit"

    @property
    def returned(self) -> Path:
        """Rejected and warned reports, marked for their senders, one folder a period."""
        return self.data / "returned"

    @property
    def reminders(self) -> Path:
        """Letters to units that are missing, late, rejected or held, one folder a period."""
        return self.data / "reminders"

    @property
    def warehouse(self) -> Path:
        """The database that the pipeline alone opens; it can be made again from the archive."""
        return self.data / self.warehouse_name

    @property
    def declarations(self) -> Path:
        """Rows that the consolidating unit adds to the shipped tables; usually not there."""
        return self.data / "declarations"

    @property
    def owner(self) -> Path:
        """The code of the unit that consolidates here; written with the first reports."""
        return self.data / "consolidating_unit.txt"

    @property
    def lock(self) -> Path:
        """The empty file that whoever writes in the data folder holds locked meanwhile."""
        return self.data / "tonghop.lock"

    @property
    def marts(self) -> Path:
        """The published editions, one folder a period."""
        return self.data / "marts"
