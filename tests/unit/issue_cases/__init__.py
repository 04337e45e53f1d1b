"""For every kind of issue a workbook that has it, by what is wrong: file, cover, sheet or cell."""

from tests.unit.issue_cases import (
    besides,
    cells,
    cover,
    drift,
    files,
    identity,
    persons,
    returned,
    sheets,
)

CASES = (
    files.CASES
    | besides.CASES
    | cover.CASES
    | identity.CASES
    | persons.CASES
    | sheets.CASES
    | drift.CASES
    | cells.CASES
    | returned.CASES
)
