"""Addresses of cells from positions counted from 0."""

from tonghop.reading.book import Area


def address(row: int, column: int) -> str:
    """Return the address of a position counted from 0, such as ``E9``."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """Name a column; openpyxl does it too, but takes longer to import than a workbook to read."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def span(area: Area) -> str:
    """Return the address of an area, such as ``E9:F9``."""
    return f"{address(*area[:2])}:{address(*area[2:])}"
