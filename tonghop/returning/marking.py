"""Marking: the sender's own workbook with the list in front, bad cells coloured and explained.

Only the parts that must change are touched, as XML; openpyxl, which reads and writes everything,
would lose results of formulas, text boxes and whatever it does not know.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from schemas.returned import RETURNED
from tonghop.reading.damage import blaming_the_file
from tonghop.reading.tails import without_tails
from tonghop.returning import colours as shades
from tonghop.returning.addresses import is_address
from tonghop.returning.cells import cover, deselect, main_cells, uncover
from tonghop.returning.colours import Colours
from tonghop.returning.comments import add_comments, take_back_comments
from tonghop.returning.earlier import earlier_lists
from tonghop.returning.list_looks import Looks, list_looks
from tonghop.returning.list_sheet import list_names, list_sheet
from tonghop.returning.listing import Listing, Row
from tonghop.returning.parts import EditedPackage
from tonghop.returning.styles import StyleSheet
from tonghop.returning.workbook import SheetPart, WorkbookPart

_MOST_NOTES = 10
_EXPLAIN = "Nếu số liệu đúng, ghi lý do vào cột “Giải trình” của trang “Tổng hợp lỗi”."


def mark_workbook(content: bytes, listing: Listing) -> bytes:
    """Return an .xlsx or .xlsm workbook as it was, marked with what is wrong in it.

    Marks of an earlier return are taken back first; rows of large sheets that are only formatted,
    below the last entry, are left out. The same workbook and list give the same bytes.

    Raises:
        DamagedWorkbookError: The workbook's parts do not fit together.
    """
    with blaming_the_file():
        package = EditedPackage(without_tails(content))
        book = WorkbookPart(package)
        remembered = _take_back(package, book)
        styles = StyleSheet(book.styles())
        looks = list_looks(styles)
        colours = Colours(styles, remembered)
        sheets = book.sheets()
        for sheet in sheets:
            _prepare(package, sheet, colours)
        parts = {sheet.name: sheet.part for sheet in sheets if sheet.has_cells}
        for name, rows in _by_sheet(listing, parts).items():
            _mark_sheet(package, parts[name], rows, colours, book.family)
        _put_list(package, book, listing, colours, looks)
        return package.content()


def _take_back(package: EditedPackage, book: WorkbookPart) -> list[str]:
    """Remove lists and comments of an earlier return; return what its lists remember."""
    lists = earlier_lists(package, book)
    for found in reversed(lists):
        book.take_out(found.place)
    for sheet in book.sheets():
        if sheet.has_cells:
            take_back_comments(package, sheet.part)
    return [text for found in lists for text in found.texts]


def _prepare(package: EditedPackage, sheet: SheetPart, colours: Colours) -> None:
    if sheet.part in package:
        deselect(package, sheet.part)
    if sheet.has_cells:
        uncover(package, sheet.part, colours)


def _by_sheet(listing: Listing, parts: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return the rows that name a cell of the workbook, by sheet."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in listing.rows:
        if row.sheet in parts and is_address(row.cell):
            found[row.sheet].append(row)
    return found


def _mark_sheet(
    package: EditedPackage, part: str, rows: Sequence[Row], colours: Colours, family: str
) -> None:
    root = package.open(part)
    shown = main_cells(root, {row.cell for row in rows})
    by_cell: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_cell[shown[row.cell]].append(row)
    cover(root, {cell: colour_of(found) for cell, found in by_cell.items()}, colours)
    add_comments(package, part, {cell: note_of(found) for cell, found in by_cell.items()}, family)


def colour_of(rows: Sequence[Row]) -> int:
    """Return the colour of a cell: that of an error if it has one."""
    return shades.WARNING if all(row.takes_reason for row in rows) else shades.ERROR


def note_of(rows: Sequence[Row]) -> str:
    """Return what the comment on a cell says: what is wrong, why, and what to write."""
    told = [f"{row.severity.upper()}: {row.title}\n{row.sentence}" for row in rows[:_MOST_NOTES]]
    if len(rows) > _MOST_NOTES:
        told.append(f"… và {len(rows) - _MOST_NOTES} nội dung khác, xem trang “{RETURNED}”.")
    if any(row.takes_reason and not row.reason for row in rows):
        told.append(_EXPLAIN)
    return "\n".join(told)


def _put_list(
    package: EditedPackage, book: WorkbookPart, listing: Listing, colours: Colours, looks: Looks
) -> None:
    sheets = [sheet.name for sheet in book.sheets()]
    name = _free_name({sheet.casefold() for sheet in sheets})
    ordered = listing.in_order_of(sheets)
    part = book.put_first(name, list_names(name, ordered))
    sheet = list_sheet(ordered, set(sheets), colours.remembered(), looks, book.namespace)
    package.write(part, sheet)


def _free_name(taken: set[str]) -> str:
    name, number = RETURNED, 1
    while name.casefold() in taken:
        number += 1
        name = f"{RETURNED} ({number})"
    return name


def without_sheet(content: bytes, place: int) -> bytes:
    """Return a workbook without one of its sheets, counted from 0."""
    package = EditedPackage(content)
    WorkbookPart(package).take_out(place)
    return package.content()
