"""Reading a reference table (CSV) into typed records, whose fields are the table's header."""

import csv
import unicodedata
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

Record = TypeVar("Record")
_REST = "beyond the header"


class DeclarationError(Exception):
    """A declaration is wrong; the message names the file, the row and what was expected."""


def read_table(path: Path, record: type[Record]) -> tuple[Record, ...]:
    """Read ``path`` into one ``record`` a row, in file order.

    Raises:
        DeclarationError: The file is not a CSV in UTF-8, the header differs from the record's
            fields, a text is not NFC or has outer spaces, or a cell cannot be read as its field's
            type.
    """
    try:
        return _read_rows(path, record)
    except UnicodeDecodeError as error:
        where = f"{path.name}: byte {error.start} is not UTF-8"
        raise DeclarationError(f"{where}, expected a file saved as CSV UTF-8") from error
    except csv.Error as error:
        raise DeclarationError(f"{path.name}: {error}, expected quotes in pairs") from error


def _read_rows(path: Path, record: type[Record]) -> tuple[Record, ...]:
    hints = get_type_hints(record)
    names = [field.name for field in fields(record)]  # type: ignore[arg-type]
    with path.open(encoding="utf-8-sig", newline="") as file:  # Excel begins with a mark.
        reader = csv.DictReader(file, strict=True, restkey=_REST)
        if list(reader.fieldnames or ()) != names:
            raise DeclarationError(f"{path.name}: header is {reader.fieldnames}, expected {names}")
        return tuple(
            record(**_read_row(path, number, row, names, hints))
            for number, row in enumerate(reader, start=2)
        )


def _read_row(
    path: Path, number: int, row: dict[str, Any], names: list[str], hints: dict[str, Any]
) -> dict[str, Any]:
    if _REST in row:
        raise DeclarationError(f"{path.name}, row {number}: too many columns, from {row[_REST]} on")
    return {name: _read_cell(path, number, name, row[name], hints[name]) for name in names}


def _read_cell(path: Path, row: int, name: str, text: str | None, kind: Any) -> Any:
    where = f"{path.name}, row {row}, {name}"
    if text is None:
        raise DeclarationError(f"{where}: the row has too few columns")
    if text != unicodedata.normalize("NFC", text).strip():
        raise DeclarationError(f"{where}: {text!r} has outer spaces or is not NFC")
    try:
        return _CONVERTERS[kind](text)
    except (ValueError, ArithmeticError, KeyError) as error:
        raise DeclarationError(f"{where}: {text!r} is not {kind}") from error


_CONVERTERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: int,
    bool: lambda text: {"yes": True, "no": False}[text],
    date: date.fromisoformat,
    date | None: lambda text: date.fromisoformat(text) if text else None,
    Decimal | None: lambda text: Decimal(text) if text else None,
    tuple[str, ...]: lambda text: tuple(text.split()),
}
