"""Copies: reports whose content came before, from the same unit or from another one.

They follow from all that is recorded, whatever came first, so they are worked out anew at each
recording. They warn: which of two equal reports is the copy, and whether on purpose, nobody can
see in them.
"""

from collections.abc import Iterator

import duckdb

from schemas.declarations import Declarations
from schemas.issues import Finding, Issue
from tonghop.checking.sentences import tell

LEAST_NUMBERS = 10
"""How many numbers two units' reports must share before it can be no coincidence."""
_RESAVED = """
    select resaved.sha256, resaved.file_name, original.file_name, null
    from warehouse.resaved as resaved
    inner join warehouse.submission as original on resaved.original_sha256 = original.sha256
    order by resaved.sha256
"""
_COPIED = """
    select copied.sha256, copied.file_name, other.file_name,
        coalesce(expected.unit_name, other.unit_code)
    from warehouse.copied as copied
    inner join warehouse.decided_submission as other on copied.other_sha256 = other.sha256
    left join reference.expected_report as expected
        on other.period = expected.period and other.unit_code = expected.unit_code
    where copied.numbers >= ?
    order by copied.sha256
"""


def find_copies(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> list[Issue]:
    """Return an issue for each copy, which names the other file; write nothing."""
    return [*_found(con, declarations)]


def _found(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> Iterator[Issue]:
    for code, select, marks in (
        ("resaved_copy", _RESAVED, []),
        ("copied_report", _COPIED, [LEAST_NUMBERS]),
    ):
        for sha256, file_name, other, unit in con.execute(select, marks).fetchall():
            finding = Finding(code, raw_text=other, expected=unit or "")
            yield tell(finding, sha256, file_name, declarations)
