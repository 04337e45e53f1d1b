"""What the manifest of an edition says of it, as far as a comparison needs it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tonghop.publish.editions import INTERNAL, read_manifest


class Sealed(NamedTuple):
    """An edition: where it lies, of what, and how many units reported."""

    folder: Path
    period: str
    edition: int
    cut_off: str
    published_at: str
    consolidating_unit: str
    audience: str
    as_of: str | None
    known: tuple[int, int]
    illustrative: bool
    units_reported: int
    units_expected: int

    @property
    def name(self) -> str:
        """The edition's short name, ``2026-H1/02``, with the day as of which it tells, if any."""
        return f"{self.period}/{self.edition:02d}" + (f" ({self.told_day})" if self.as_of else "")

    @property
    def told(self) -> str:
        """What a sentence calls the edition."""
        day = f" ({self.told_day})" if self.as_of else ""
        return f"bản tổng hợp số {self.edition:02d}{day}"

    @property
    def told_day(self) -> str:
        """The day as of which the edition tells."""
        return f"tính đến ngày {_day(self.as_of)}" if self.as_of else ""

    @property
    def made_on(self) -> str:
        """The day on which the edition was made."""
        return _day(self.published_at)

    def precedes(self, other: "Sealed") -> bool:
        """Say whether the other edition may be the later one of the two.

        Two of one place are in the order of their numbers. Others are if this one knows no receipt
        and no decision that the other does not know.
        """
        if self.cut_off != other.cut_off:
            return self.cut_off < other.cut_off
        if self.folder.parent == other.folder.parent:
            return self.edition <= other.edition
        return all(mine <= theirs for mine, theirs in zip(self.known, other.known, strict=True))


def read_sealed(folder: Path) -> Sealed:
    """Read the manifest of the edition in ``folder``."""
    return sealed_as(folder, read_manifest(folder))


def sealed_as(folder: Path, manifest: Mapping[str, Any]) -> Sealed:
    """Return what a manifest says, or is going to say, of the edition in ``folder``."""
    known = manifest.get("known", {})
    return Sealed(
        folder=folder,
        period=manifest["period"],
        edition=manifest["edition"],
        cut_off=manifest["cut_off"],
        published_at=manifest.get("published_at", ""),
        consolidating_unit=manifest["consolidating_unit"],
        audience=manifest.get("audience", INTERNAL),
        as_of=manifest.get("as_of"),
        known=(known.get("receipts_run", 0), known.get("decisions", 0)),
        illustrative=manifest["illustrative"],
        units_reported=manifest["units_reported"],
        units_expected=manifest["units_expected"],
    )


def _day(moment: str) -> str:
    return f"{moment[8:10]}/{moment[5:7]}/{moment[:4]}"
