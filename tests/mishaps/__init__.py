"""What befalls a filled-in workbook on its way to the ministry, each with its one right outcome."""

from tests.mishaps import entries, files, identities, layouts
from tests.mishaps.mishap import Mishap

MISHAPS: tuple[Mishap, ...] = (
    *files.MISHAPS,
    *identities.MISHAPS,
    *layouts.MISHAPS,
    *entries.MISHAPS,
)
