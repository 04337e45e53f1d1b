"""Asking an edition: read-only SQL, and answers as files that keep every number exact."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from tonghop.publish.editions import DATABASE
from tonghop.safe_text import csv_text, write_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

EXCEL_DIGITS = 15


@contextmanager
def open_edition(edition: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an edition's database so that a query can neither change it nor reach another file.

    Nobody waits for anybody: any number of processes and threads may ask, while others publish.
    """
    place = str(edition / DATABASE).replace("'", "''")
    # Each has an instance of its own: threads that share one would find its settings locked.
    with duckdb.connect() as con:
        con.execute(f"attach '{place}' as tonghop (read_only)")
        con.execute("use tonghop")
        con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        yield con


def write_answer(answer: duckdb.DuckDBPyRelation, target: Path) -> int:
    """Write an answer as .xlsx, .csv or .parquet and return its number of rows."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ".xlsx":
        return _write_workbook(answer, target)
    table = answer.to_arrow_table()
    if target.suffix.lower() == ".csv":
        import pandas as pd

        exact = table.to_pandas(types_mapper=pd.ArrowDtype)
        for name in exact.columns[exact.dtypes.map(_is_text)]:
            exact[name] = exact[name].map(csv_text, na_action="ignore")
        exact.rename(columns=csv_text).to_csv(target, index=False, encoding="utf-8-sig")
    else:
        import pyarrow.parquet

        pyarrow.parquet.write_table(table, target)
    return int(table.num_rows)


def _write_workbook(answer: duckdb.DuckDBPyRelation, target: Path) -> int:
    """Write a plain sheet: numbers as numbers, text always as text, however it begins."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kết quả")
    sheet.freeze_panes = "A2"
    rows = answer.fetchall()
    for number, name in enumerate(answer.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(60, max(12, len(name) + 4))
    for row in (tuple(answer.columns), *rows):
        sheet.append([_cell(sheet, excel_value(value)) for value in row])
    book.save(target)
    return len(rows)


def _is_text(kind: Any) -> bool:
    import pyarrow.types

    arrow = kind.pyarrow_dtype
    return bool(pyarrow.types.is_string(arrow) or pyarrow.types.is_dictionary(arrow))


def _cell(sheet: "WriteOnlyWorksheet", value: Any) -> "Cell":
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell: Cell = WriteOnlyCell(sheet)
    write_text(cell, value)
    return cell


def excel_value(value: Any) -> Any:
    """Return a value as Excel keeps it: whole decimals as integers, times without their zone.

    A number of more digits than Excel keeps becomes text, which keeps them all.
    """
    match value:
        case int() if abs(value) >= 10**EXCEL_DIGITS:
            return str(value)
        case Decimal() if len(value.normalize().as_tuple().digits) > EXCEL_DIGITS:
            return f"{value:f}"
        case Decimal():
            return int(value) if value == value.to_integral_value() else value
        case datetime():
            return value.replace(tzinfo=None)
        case None | bool() | int() | float() | str() | date():
            return value
        case _:
            return str(value)
