"""The sheets “Nguồn số liệu”, of the period and of the same one a year before.

The rows of one national figure stand together, ordered by kind of unit and by the unit of today, so
that those of a kind, of a province of today and of one of the time are neighbours among them too.
"""

from typing import TYPE_CHECKING

from openpyxl import Workbook

from tonghop.publish.annex.sources.blocks import Block, Total
from tonghop.publish.annex.sources.cells import SourceCell
from tonghop.publish.annex.sources.links import LAST_COLUMN, SHEET, SHEET_LAST_YEAR, Sources
from tonghop.publish.grammar import number
from tonghop.publish.heading import Heading
from tonghop.publish.sheets import Value
from tonghop.publish.sheets.bulk import RowWriter
from tonghop.publish.sheets.list_sheet import Column, add_filter, add_list_sheet

if TYPE_CHECKING:
    from tonghop.publish.annex.content import AnnexContent

_TITLES = {
    SHEET: "Nguồn số liệu: các ô trong báo cáo đã cộng thành từng con số",
    SHEET_LAST_YEAR: "Nguồn số liệu cùng kỳ năm trước: các ô đã cộng thành từng con số",
}
_COLUMNS = (
    Column("Mã con số", 28, "pl_data"),
    Column("Vai trò", 9, "pl_data"),
    Column("Đơn vị", 38, "pl_data"),
    Column("Mã đơn vị", 14, "pl_data"),
    Column("Tệp", 30, "pl_data"),
    Column("SHA-256 (12 ký tự đầu)", 15, "pl_data"),
    Column("Trang", 9, "pl_data"),
    Column("Ô", 7, "pl_data"),
    Column("Nội dung ghi trong ô", 22, "pl_data"),
    Column("Giá trị", 14, "pl_data_quantity"),
    Column("Tính vào so sánh cùng kỳ", 11, "pl_data_centre"),
    Column("Nhận lúc", 17, "pl_data"),
    Column("Quyết định xử lý", 60, "pl_data"),
)
_VALUE = 9
"""The place of the value among the columns."""
_COMPARED = "có"


def add_sources_sheets(book: Workbook, content: "AnnexContent") -> None:
    """Add the rows of every figure, and below each figure's what they come to.

    A period without cells has no sheet.
    """
    for sources in (content.sources, content.sources_last_year):
        if sources.blocks:
            _add_sheet(book, content.heading, sources)


def _add_sheet(book: Workbook, heading: Heading, sources: Sources) -> None:
    title, bulk = sources.sheet, sources.bulk
    sheet = add_list_sheet(book, heading, title, _TITLES[title], _COLUMNS, sources.covered)
    writer = RowWriter(sheet, [column.look for column in _COLUMNS], bulk.texts)
    rows = bulk.rows.setdefault(title, [])
    for block in sources.blocks:
        rows += _rows(writer, block, sources)
        code, above = block.figure.code, block.first + len(block.rows)
        for row, total in enumerate(block.totals, start=above):
            rows.append(_total(writer, row, block, total, sources))
            if home := sources.homes.get((code, total.kind)):
                bulk.link(sheet, row, 1, home)
    below = sources.blocks[-1].below
    bulk.dimensions[title] = f"A1:{LAST_COLUMN}{below - 1}"
    add_filter(sheet, _COLUMNS, below)


def _rows(writer: RowWriter, block: Block, sources: Sources) -> list[str]:
    looks = [column.look for column in _COLUMNS]
    looks[_VALUE] = f"pl_data_{block.cell_kind}"
    figure_id = _figure_id(block, sources)
    return [
        writer.row(row, _row(figure_id, role, cell, block, sources), looks)
        for row, (role, cell) in enumerate(block.rows, start=block.first)
    ]


def _figure_id(block: Block, sources: Sources) -> str:
    return f"{sources.period}:{block.figure.code}"


def _row(
    figure_id: str, role: str, cell: SourceCell, block: Block, sources: Sources
) -> tuple[Value, ...]:
    return (
        figure_id,
        role,
        cell.unit_name,
        cell.unit_code,
        cell.file_name,
        cell.sha256[:12],
        cell.sheet,
        cell.cell,
        cell.raw_text,
        cell.value,
        _COMPARED if cell.unit_code in block.alike else None,
        cell.received_at,
        _decided(cell, sources),
    )


def _decided(cell: SourceCell, sources: Sources) -> str:
    numbers = (cell.decisions or "").split("; ")
    told = " ".join(sources.told[each] for each in numbers if each in sources.told)
    if told and cell.sent_value is not None and cell.sent_value != cell.value:
        return f"{told} Đơn vị đã ghi: {number(cell.sent_value)}."
    return told


def _total(writer: RowWriter, row: int, block: Block, total: Total, sources: Sources) -> str:
    """Return a row below a figure's cells: how many of them they are, and what they come to."""
    figure_id = _figure_id(block, sources)
    values = (figure_id, None, total.label, *(None,) * 5, total.counted, total.value)
    looks = ["pl_data_total"] * len(_COLUMNS)
    looks[_VALUE] = f"pl_total_{block.total_kind(total)}"
    return writer.row(row, (*values, *(None,) * 3), looks)
