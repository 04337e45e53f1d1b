"""A difference as a workbook: the nation, the units, the cells, and how to read them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.periods import Period
from tonghop.differing import Difference
from tonghop.differing.explaining import explanations
from tonghop.differing.reading import (
    AS_REPORTED,
    CURRENT,
    NATION,
    Cell,
    Figure,
    cells,
    figures,
)
from tonghop.publish.grammar import NOT_REPORTED, PERCENT
from tonghop.publish.heading import Heading
from tonghop.publish.sheets import Value, lines_needed, set_height, write_merged, write_row
from tonghop.publish.sheets.book import open_book, save_book
from tonghop.publish.sheets.list_sheet import HEAD_ROW, Column, add_filter, add_list_sheet
from tonghop.publish.sheets.looks import QUANTITY, SHARE, WHOLE

TITLE = "Thay đổi giữa hai bản tổng hợp"
_BASES = {AS_REPORTED: "theo lúc báo cáo", CURRENT: "hiện nay"}
_KINDS = {WHOLE: "whole", QUANTITY: "quantity", SHARE: "share"}
_TEXT, _CENTRE, _NUMBER, _SIGNED = "pl_data_wrap", "pl_data_centre", "number", "signed"

_FIGURE = (
    Column("Kỳ", 10, _CENTRE),
    Column("Mã ô", 14, _TEXT),
    Column("Chỉ tiêu – cột", 46, _TEXT),
    Column("Đơn vị tính", 12, _TEXT),
    Column("Bản trước", 16, _NUMBER),
    Column("Bản sau", 16, _NUMBER),
    Column("Tăng, giảm", 16, _SIGNED),
)
_UNIT = (
    Column("Mã đơn vị", 12, _TEXT),
    Column("Đơn vị", 30, _TEXT),
    Column("Cách xếp đơn vị", 14, _TEXT),
)
_CELL = (
    Column("Kỳ", 10, _CENTRE),
    Column("Mã đơn vị", 12, _TEXT),
    Column("Đơn vị", 28, _TEXT),
    Column("Mã ô", 14, _TEXT),
    Column("Chỉ tiêu – cột", 40, _TEXT),
    Column("Bản trước", 15, _NUMBER),
    Column("Bản sau", 15, _NUMBER),
    Column("Nguyên nhân", 22, _TEXT),
    Column("Phần do nguyên nhân ấy", 15, _SIGNED),
    Column("Phần do quyết định xử lý", 15, _SIGNED),
    Column("Quyết định số", 11, _CENTRE),
    Column("Tệp trong bản trước", 26, _TEXT),
    Column("Ô trong bản trước", 16, _TEXT),
    Column("Tệp trong bản sau", 26, _TEXT),
    Column("Ô trong bản sau", 16, _TEXT),
)


def write_difference(difference: Difference, path: Path) -> None:
    """Write the workbook; the same editions give the same bytes."""
    heading = _heading(difference)
    book = open_book(heading, TITLE)
    _add_nation(book, heading, difference)
    _add_units(book, heading, difference)
    _add_cells(book, heading, difference)
    _add_explanation(book, heading, difference)
    save_book(book, path)


def _heading(difference: Difference) -> Heading:
    later = difference.later
    ((code, kind, year, label, starts_on, cut_off),) = difference.con.execute(
        "select period, kind, year, label, starts_on, cut_off from later.period where period = ?",
        [later.period],
    ).fetchall()
    return Heading(
        period=Period(code, kind, year, label, starts_on, cut_off),
        directive=None,
        edition=later.edition,
        illustrative=later.illustrative or difference.earlier.illustrative,
        units_reported=later.units_reported,
        units_expected=later.units_expected,
    )


def _add_nation(book: Workbook, heading: Heading, difference: Difference) -> None:
    columns = (*_FIGURE, *_causes(difference))
    sheet = _add(book, heading, difference, "Tổng hợp", "Số liệu tổng hợp thay đổi", columns)
    found = figures(difference, NATION)
    _write(sheet, columns, ((_figure(row), row.unit_of_measure) for row in found))


def _add_units(book: Workbook, heading: Heading, difference: Difference) -> None:
    columns = (*_UNIT, *_FIGURE, *_causes(difference))
    sheet = _add(book, heading, difference, "Theo đơn vị", "Số liệu các đơn vị thay đổi", columns)
    _write(sheet, columns, _unit_rows(difference))


def _unit_rows(difference: Difference) -> Iterator[tuple[Sequence[Value], str]]:
    """Yield the units of today, then those of then where they differ.

    Between periods only those of today: of the others most owe a report in only one of the two.
    """
    today = figures(difference, CURRENT)
    then = figures(difference, AS_REPORTED) if difference.is_one_period else []
    same = {replace(row, basis=AS_REPORTED, unit_name=None) for row in today}
    for row in (*today, *(row for row in then if replace(row, unit_name=None) not in same)):
        unit = (row.unit_code, row.unit_name, _BASES[row.basis])
        yield (*unit, *_figure(row)), row.unit_of_measure


def _causes(difference: Difference) -> Iterator[Column]:
    return (Column(cause.head, 15, _SIGNED) for cause in difference.causes)


def _figure(row: Figure) -> tuple[Value, ...]:
    return (
        row.period,
        row.cell,
        row.label,
        row.unit_of_measure,
        _value(row.value_earlier),
        _value(row.value_later),
        row.change,
        *(amount or None for amount in row.parts.values()),
    )


def _add_cells(book: Workbook, heading: Heading, difference: Difference) -> None:
    sheet = _add(book, heading, difference, "Từng ô", "Các ô thay đổi", _CELL)
    heads = {cause.name: cause.head for cause in difference.causes}
    found = ((_cell(row, heads), row.unit_of_measure) for row in cells(difference))
    _write(sheet, _CELL, found)


def _cell(row: Cell, heads: dict[str, str]) -> tuple[Value, ...]:
    return (
        row.period,
        row.unit_code,
        row.unit_name,
        row.cell,
        row.label,
        _value(row.value_earlier),
        _value(row.value_later),
        heads[row.cause],
        row.caused or None,
        row.decided or None,
        row.rulings,
        row.file_earlier,
        _place(row.sheet_earlier, row.cell_earlier),
        row.file_later,
        _place(row.sheet_later, row.cell_later),
    )


def _place(sheet: str | None, cell: str | None) -> str | None:
    return f"{sheet}, {cell}" if sheet and cell else None


def _value(value: Decimal | None) -> Value:
    return NOT_REPORTED if value is None else value


def _add(
    book: Workbook,
    heading: Heading,
    difference: Difference,
    name: str,
    title: str,
    columns: Sequence[Column],
) -> Worksheet:
    sheet = add_list_sheet(book, heading, name, title, columns)
    earlier, later = difference.earlier.name, difference.later.name
    compared = f"Từ bản tổng hợp {earlier} đến bản tổng hợp {later}"
    write_merged(sheet, (4, 4), (1, len(columns)), compared, "tt_subtitle")
    return sheet


def _write(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterator[tuple[Sequence[Value], str]],
) -> None:
    """Write the rows, each in the number formats of its unit of measure."""
    row = HEAD_ROW + 1
    for values, unit_of_measure in rows:
        looks = [_look(c.look, v, unit_of_measure) for c, v in zip(columns, values, strict=True)]
        write_row(sheet, row, values, looks)
        texts = ((v, c.width) for v, c in zip(values, columns, strict=True) if isinstance(v, str))
        set_height(sheet, row, max(lines_needed(text, 1.1 * width) for text, width in texts))
        row += 1
    add_filter(sheet, columns, row)


def _look(look: str, value: Value, unit_of_measure: str) -> str:
    if look not in (_NUMBER, _SIGNED):
        return look
    if isinstance(value, str):
        return _TEXT
    is_whole = value is None or (isinstance(value, int | Decimal) and value == int(value))
    kind = SHARE if unit_of_measure == PERCENT else WHOLE if is_whole else QUANTITY
    return f"pl_data_signed_{_KINDS[kind]}" if look == _SIGNED else f"pl_data_{_KINDS[kind]}"


def _add_explanation(book: Workbook, heading: Heading, difference: Difference) -> None:
    columns = (Column("Nội dung", 34, _TEXT), Column("Giải thích", 110, _TEXT))
    sheet = _add(book, heading, difference, "Giải thích", "Cách đọc các bảng này", columns)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    _write(sheet, columns, ((row, "") for row in explanations(difference)))
