"""The complete set: one row for each province and figure, to be filtered and pivoted."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.publish.annex.content import AnnexContent, ProvinceFigure, ReportingUnit
from tonghop.publish.annex.lines import Figure, all_figures
from tonghop.publish.annex.provinces import SILENT
from tonghop.publish.heading import interval
from tonghop.publish.sheets import Value, set_up_page, set_widths, write, write_row
from tonghop.publish.sheets.book import add_sheet

SHEET = "Số liệu theo tỉnh"
STATES = {
    "number": "có số liệu",
    "none": "khai không phát sinh",
    "not_collected": "không thu thập",
    "blank": "để trống",
    "refused": "không được nhận",
}
_HEADS = (
    "Mã con số", "Đơn vị", "Biểu", "Mã số", "Chỉ tiêu", "Cột", "Đơn vị tính",
    "Kỳ này", "Cùng kỳ năm trước", "Tăng, giảm", "Tỷ lệ (%)", "Tình trạng số liệu",
)  # fmt: skip
_WIDTHS = (30, 30, 8, 8, 52, 28, 12, 17, 17, 17, 10, 22)
_TEXT = ("pl_data",) * 7
_HEAD_ROW = 3


def add_province_list(book: Workbook, content: AnnexContent) -> Worksheet:
    """Add every figure of every province; what is unknown is an empty cell with its reason."""
    sheet = add_sheet(book, SHEET)
    write(
        sheet,
        1,
        1,
        f"Toàn bộ số liệu theo tỉnh, thành phố {interval(content.heading)}",
        "tt_strong",
    )
    note = "Ô trống là chưa có số liệu, lý do ở cột cuối; “có/không”: 1 là có, 0 là không."
    write(sheet, 2, 1, note, "pl_note_line")
    write_row(sheet, _HEAD_ROW, _HEADS, ["tt_head"] * len(_HEADS))
    sheet.row_dimensions[_HEAD_ROW].height = 32
    listed = [(form.sheet.sheet, figure) for form in content.forms for figure in all_figures(form)]
    row = _HEAD_ROW
    for unit in content.provinces:
        for form_name, figure in listed:
            row += 1
            _write_figure(sheet, row, unit, form_name, figure, content)
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:L{row}"
    set_widths(sheet, _WIDTHS)
    set_up_page(sheet, content.heading, (_HEAD_ROW, _HEAD_ROW))
    sheet.freeze_panes = f"C{_HEAD_ROW + 1}"
    return sheet


def _write_figure(
    sheet: Worksheet,
    row: int,
    unit: ReportingUnit,
    form_name: str,
    figure: Figure,
    content: AnnexContent,
) -> None:
    found = content.province_figures.get((unit.unit_code, figure.code))
    line, kind = figure.line, figure.number_kind
    name = f"{content.heading.period.code}:{figure.code}@{unit.unit_code}"
    unit_of_measure = line.unit_of_measure if figure.is_answer else figure.unit_of_measure
    measure = figure.measure_label or "Tỷ lệ"
    texts = (name, unit.name, form_name, line.line_code, line.label, measure, unit_of_measure)
    number, signed = f"pl_data_{kind}", f"pl_data_signed_{kind}"
    looks = (*_TEXT, number, number, signed, "pl_data_signed_share", "pl_data")
    write_row(sheet, row, (*texts, *_numbers(found), _state(unit, found)), looks)


def _numbers(found: ProvinceFigure | None) -> tuple[Value, ...]:
    return found[:4] if found else (None,) * 4


def _state(unit: ReportingUnit, found: ProvinceFigure | None) -> str:
    if not unit.has_report:
        return SILENT[unit.status]
    return STATES[found.state if found else "blank"]
