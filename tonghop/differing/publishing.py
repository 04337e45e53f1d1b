"""What an edition says of how it differs from the one before it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from tonghop.differing import UnexplainedChangeError, difference_of
from tonghop.differing.paragraph import paragraph
from tonghop.differing.sealed import read_sealed, sealed_as

UNCOMPARED = (
    "Chưa so sánh được với {earlier}, vì bản ấy do phiên bản khác của phần mềm lập hoặc không còn "
    "nguyên vẹn."
)


def changes_since(previous: Path | None, folder: Path, facts: Mapping[str, Any]) -> str:
    """Return the paragraph on what changed since the edition before; empty for a first edition.

    Editions as of a day follow one another as they are asked for, not as things change: none.

    ``folder`` has the new edition's database, ``facts`` are those of its manifest. The same two
    editions give the same paragraph. A new edition is never kept back by what was published
    before: where that cannot be compared, the paragraph says so.
    """
    if previous is None or facts.get("as_of"):
        return ""
    earlier = read_sealed(previous)
    try:
        with difference_of(earlier, sealed_as(folder, facts)) as found:
            return paragraph(found)
    except (
        duckdb.BinderException,
        duckdb.CatalogException,
        duckdb.IOException,
        UnexplainedChangeError,
    ):
        return UNCOMPARED.format(earlier=earlier.told)
