"""What the manifest of an edition says of it, as far as a comparison needs it."""

import json
from pathlib import Path
from typing import NamedTuple

from tonghop.publish.editions import MANIFEST


class Sealed(NamedTuple):
    """An edition: where it lies, of what, and how many units reported."""

    folder: Path
    period: str
    edition: int
    cut_off: str
    published_at: str
    consolidating_unit: str
    audience: str
    illustrative: bool
    units_reported: int
    units_expected: int

    @property
    def name(self) -> str:
        """The name by which commands know the edition: ``2026-H1/02``."""
        return f"{self.period}/{self.edition:02d}"


def read_sealed(folder: Path) -> Sealed:
    """Read the manifest of the edition in ``folder``."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return Sealed(
        folder=folder,
        period=manifest["period"],
        edition=manifest["edition"],
        cut_off=manifest["cut_off"],
        published_at=manifest["published_at"],
        consolidating_unit=manifest["consolidating_unit"],
        audience=manifest.get("audience", "noi-bo"),
        illustrative=manifest["illustrative"],
        units_reported=manifest["units_reported"],
        units_expected=manifest["units_expected"],
    )
