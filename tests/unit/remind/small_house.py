"""Reports of a few units in a warehouse in memory, and letters as a reader sees them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
from docx import Document
from docx.table import Table

from schemas.declarations import Declarations
from schemas.loading import load_declarations
from tests.unit.publish.small_edition import Report, edition_of
from tonghop.remind import Accounts
from tonghop.remind.accounts import Account, is_illustrative, read_accounts
from tonghop.remind.letters import write_letter
from tonghop.remind.unplaced import read_unplaced

RETURNED = {f"{number:064x}"[::-1]: f"tra-lai-{number}.xlsx" for number in range(1, 20)}


@cache
def few_lines() -> Declarations:
    """Return the declarations with one line to report, so that the marts are built in no time."""
    whole = load_declarations()
    lines = tuple(line for line in whole.lines if line.line_code == "D03")
    return replace(whole, lines=lines, rules=(), digest="", _forms={}, _rules={})


def accounts_of(
    reports: Iterable[Report], period: str, day: date, *, named: Iterable[tuple[int, str]] = ()
) -> Accounts:
    """Return how all units stand; ``named`` adds units that the n-th report's witnesses name."""
    declared = few_lines()
    asked = declared.period(period)
    with edition_of(declared, reports) as con:
        for number, unit_code in named:
            add_witness(con, f"{number:064x}"[::-1], unit_code, period)
        return Accounts(
            read_accounts(con, declared, asked, day, RETURNED),
            read_unplaced(con, declared, asked),
            is_illustrative(con, asked),
        )


def add_witness(con: duckdb.DuckDBPyConnection, sha256: str, unit_code: str, period: str) -> None:
    con.execute(
        "insert into warehouse.witness values (?, 'file_name', ?, ?)", [sha256, unit_code, period]
    )


def account_of(accounts: Accounts, unit_code: str) -> Account:
    """Return how one unit stands."""
    return next(each for each in accounts.units if each.unit_code == unit_code)


def letter_text(account: Account, period: str, path: Path, *, illustrative: bool = False) -> str:
    """Write a letter and return everything that a reader sees, in order."""
    declared = load_declarations()
    write_letter(account, declared, declared.period(period), path, illustrative=illustrative)
    return text_of(path)


def text_of(path: Path) -> str:
    """Return heads and text of a document; paragraphs of a cell are parted by " / "."""
    document = Document(str(path))
    heads = (
        f"[{name}] {paragraph.text.strip()}"
        for name, part in (
            ("đầu trang 1", document.sections[0].first_page_header),
            ("đầu trang", document.sections[0].header),
        )
        for paragraph in part.paragraphs
    )
    return "\n".join([*heads, *_lines(path)]) + "\n"


def _lines(path: Path) -> Iterator[str]:
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                texts = (" / ".join(filter(None, cell.text.split("\n"))) for cell in row.cells)
                yield f"| {' | '.join(texts)} |"
        elif block.text:
            yield f"\n{block.text}"
