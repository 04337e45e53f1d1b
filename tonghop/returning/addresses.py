"""Addresses of cells as numbers, and as places that a link leads to."""

import re

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def position(address: str) -> tuple[int, int]:
    """Return row and column of an address, from 0.

    Raises:
        ValueError: It is no address of a cell.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(f"no address: {address}")
    row, column = int(found[2]) - 1, column_number(found[1])
    if not (0 <= row < LAST_ROW and column < LAST_COLUMN):
        raise ValueError(f"beyond the sheet: {address}")
    return row, column


def column_number(letters: str) -> int:
    """Return the number of a column, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def is_address(text: str) -> bool:
    """Say whether a text is the address of a cell."""
    try:
        position(text)
    except ValueError:
        return False
    return True


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"
