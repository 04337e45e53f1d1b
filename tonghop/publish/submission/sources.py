"""The sheet of a consolidated workbook that tells where figures come from; readers pass over."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schemas.declarations import Declarations
from schemas.forms import YES_NO_UNIT, Cell
from schemas.layout import NO, SOURCES, SOURCES_PART, TEMPLATE_VERSION, YES, marker
from tonghop.publish.heading import Heading
from tonghop.publish.submission.content import Consolidation, Source
from tonghop.publish.submission.filling import Left, as_entry
from tonghop.template import plans_for
from tonghop.template.style import lay_out, lock, merge, put

TITLE = "NGUỒN CỦA SỐ LIỆU TỔNG HỢP"
NOTE = (
    "Trang này cho biết mỗi số liệu trong báo cáo được cộng từ ô nào, tệp nào của đơn vị. Ô ghi 0, "
    "khai không có thì chỉ ghi số đơn vị. Câu trả lời có/không, nội dung bằng chữ và thuyết minh "
    "lấy từ báo cáo của cơ quan Sở, không suy từ báo cáo của các đơn vị khác. Nơi nhận báo cáo "
    "không đọc trang này."
)
TO_FILL = "Những ô đơn vị phải tự điền (tô màu cam trong biểu)"
HEADS = (
    ("Mã ô", 13), ("Chỉ tiêu", 44), ("Trang", 10), ("Ô", 7), ("Số liệu tổng hợp", 20),
    ("Đơn vị", 36), ("Tệp", 34), ("Trang nguồn", 12), ("Ô nguồn", 9), ("Nội dung ghi", 18),
    ("Số", 20), ("Đã báo cáo nhưng để trống, không thu thập ô này", 48),
)  # fmt: skip
_LAST = get_column_letter(len(HEADS) + 1)
_NUMBERS = (5, 11)
_CENTRED = (1, 3, 4, 8, 9)
_WRAPPED = (1, 5, 6, 9, 11)
Row = tuple[object, ...]


def add_sources_sheet(
    book: Workbook,
    declarations: Declarations,
    heading: Heading,
    told: Consolidation,
    left: Sequence[Left],
) -> None:
    """Add the sheet behind all others, under a marker that the reader of reports passes over."""
    sheet: Worksheet = book.create_sheet(SOURCES)
    put(sheet, "A1", marker(SOURCES_PART, TEMPLATE_VERSION), "tt_plain")
    merge(sheet, f"B1:{_LAST}1", TITLE, "tt_title")
    merge(sheet, f"B2:{_LAST}2", NOTE, "tt_note")
    sheet.row_dimensions[2].height = 32
    below = _write_left(sheet, 4, left)
    for column, (head, _) in enumerate(HEADS, start=2):
        put(sheet, f"{get_column_letter(column)}{below}", head, "tt_head")
    sheet.row_dimensions[below].height = 34
    for number, row in enumerate(_rows(declarations, heading, told), start=below + 1):
        _write_row(sheet, number, row)
    sheet.freeze_panes = f"A{below + 1}"
    widths: dict[str, float] = {
        get_column_letter(n): width for n, (_, width) in enumerate(HEADS, start=2)
    }
    lay_out(sheet, widths, landscape=True)
    sheet.print_title_rows = f"{below}:{below}"
    lock(sheet)


def _write_left(sheet: Worksheet, top: int, left: Sequence[Left]) -> int:
    """List the cells that the unit has to fill in and return the first row below the list."""
    if not left:
        return top
    merge(sheet, f"B{top}:{_LAST}{top}", TO_FILL, "tt_section")
    for row, place in enumerate(left, start=top + 1):
        put(sheet, f"B{row}", place.address, "tt_code")
        put(sheet, f"C{row}", place.label, "tt_label")
        put(sheet, f"D{row}", place.sheet, "tt_code")
        sheet[f"B{row}"].hyperlink = f"#'{place.sheet}'!{place.address}"
    return top + len(left) + 2


def _rows(declarations: Declarations, heading: Heading, told: Consolidation) -> Iterator[Row]:
    """Yield a row for each source of each cell that has a value, in printed order."""
    for plan in plans_for(declarations, heading.period):
        for cell in plan.form.cells:
            if sources := told.sources.get(cell.code):
                place = (plan.form.sheet.sheet, plan.addresses[cell.code])
                yield from _rows_of(cell, place, told, sources)


def _rows_of(
    cell: Cell, place: tuple[str, str], told: Consolidation, sources: Sequence[Source]
) -> Iterator[Row]:
    """Yield first what the cell comes to, then on the same and the next rows where from."""
    found, is_answer = told.cells[cell.code], cell.unit_of_measure == YES_NO_UNIT
    total = (YES if found.value else NO) if is_answer else as_entry(found.value or sources[0].value)
    head = (cell.code, f"{cell.line.label} – {cell.measure.label}", *place, total)
    silent = "; ".join(() if is_answer else told.silent.get(cell.code, ()))
    told_one_by_one = [s for s in sources if s.value or is_answer]
    for source in told_one_by_one:
        yield (*head, *source[:-1], as_entry(source.value), silent)
        silent = ""
    if zeros := len(sources) - len(told_one_by_one):
        yield (*head, f"{zeros} đơn vị ghi 0 hoặc khai không có", "", "", "", "", 0, silent)


def _write_row(sheet: Worksheet, number: int, row: Row) -> None:
    sheet.row_dimensions[number].height = 15 * max(
        1 + len(str(row[column])) // HEADS[column][1] for column in _WRAPPED
    )
    for column, value in enumerate(row, start=1):
        style = "tt_code" if column in _CENTRED else "tt_label"
        if column in _NUMBERS and not isinstance(value, str):
            style = "tt_closed"
        put(sheet, f"{get_column_letter(column + 1)}{number}", value, style)
        if style == "tt_closed":
            format_code = "#,##0" if isinstance(value, int) else "#,##0.00"
            sheet.cell(number, column + 1).number_format = format_code
