"""The complete set: one row for each province and figure, to be filtered and pivoted."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.publish.annex.content import AnnexContent
from tonghop.publish.annex.lines import Figure, all_figures
from tonghop.publish.annex.provinces import BASES, SILENT, report_of
from tonghop.publish.heading import interval
from tonghop.publish.province_figures import (
    CURRENT,
    Province,
    ProvinceFigure,
    ProvinceTable,
)  # fmt: skip
from tonghop.publish.sheets import Value, set_up_page, set_widths, write, write_row
from tonghop.publish.sheets.book import add_sheet
from tonghop.publish.sheets.bulk import RowWriter

STATES = {
    "number": "có số liệu",
    "none": "khai không phát sinh",
    "partial": "chưa đủ",
    "missing": "chưa có báo cáo",
    "not_collected": "không thu thập",
    "blank": "để trống",
    "refused": "không được nhận",
}
_HEADS = (
    "Mã con số", "Đơn vị", "Biểu", "Mã số", "Chỉ tiêu", "Cột", "Đơn vị tính",
    "Kỳ này", "Cùng kỳ năm trước", "Tăng, giảm", "Tỷ lệ (%)", "Tình trạng số liệu kỳ này",
    "Đủ số liệu kỳ này", "Đơn vị thiếu kỳ này", "Đủ số liệu cùng kỳ", "Đơn vị thiếu cùng kỳ",
)  # fmt: skip
_WIDTHS = (30, 30, 8, 8, 52, 28, 12, 17, 17, 17, 10, 22, 10, 40, 10, 40)
_TEXT = ("pl_data",) * 7
_COVERAGE = ("pl_data", "pl_data_centre", "pl_data", "pl_data_centre", "pl_data")
_HEAD_ROW = 3
_NOW = _HEADS.index("Kỳ này") + 1
_NOTE = (
    "Ô trống là chưa có số liệu, lý do ở cột “Tình trạng”; “có/không”: 1 là có, 0 là không. Tăng, "
    "giảm chỉ tính khi cả hai kỳ đủ số liệu; cột “Đủ số liệu”: số đơn vị có số liệu trên số đơn vị "
    "hợp thành."
)


def add_province_list(
    book: Workbook, content: AnnexContent, by_province: ProvinceTable
) -> Worksheet:
    """Add every figure of every province; what is unknown is an empty cell with its reason."""
    head = content.letterhead
    is_current = by_province.basis == CURRENT
    name = f"Số liệu theo {head.part_short}" if is_current else "Số liệu khi báo cáo"
    sheet = add_sheet(book, name)
    basis = f", {BASES[by_province.basis]}" if head.part_kind else ""
    title = f"Toàn bộ số liệu theo {head.part.lower()}{basis}"
    write(sheet, 1, 1, f"{title} {interval(content.heading)}", "tt_strong")
    write(sheet, 2, 1, _NOTE, "pl_note_line")
    write_row(sheet, _HEAD_ROW, _HEADS, ["tt_head"] * len(_HEADS))
    sheet.row_dimensions[_HEAD_ROW].height = 32
    last = _add_figures(sheet, content, by_province)
    content.sources.bulk.dimensions[sheet.title] = f"A1:{get_column_letter(len(_HEADS))}{last}"
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(_HEADS))}{last}"
    set_widths(sheet, _WIDTHS)
    set_up_page(sheet, content.heading, (_HEAD_ROW, _HEAD_ROW))
    sheet.freeze_panes = f"C{_HEAD_ROW + 1}"
    return sheet


def _add_figures(sheet: Worksheet, content: AnnexContent, by_province: ProvinceTable) -> int:
    """Add a row for each province and figure, in bulk, and return the number of the last."""
    listed = [(form.sheet.sheet, figure) for form in content.forms for figure in all_figures(form)]
    bulk, row = content.sources.bulk, _HEAD_ROW
    writer = RowWriter(sheet, ["pl_data"] * len(_HEADS), bulk.texts)
    rows = bulk.rows.setdefault(sheet.title, [])
    for province in by_province.provinces:
        reports = report_of(province, content)
        for form_name, figure in listed:
            row += 1
            found = by_province.figures.get((province.unit_code, figure.code))
            names = _names(content.heading.period.code, province, form_name, figure)
            numbers = _numbers(figure, found)
            values = (*names, *numbers, _state(reports, found), *_coverage(found))
            rows.append(writer.row(row, values, _looks(figure)))
            for column, of in enumerate((content.sources, content.sources_last_year)):
                if numbers[column] is not None:
                    whose = province.unit_code, by_province.basis
                    of.link_listed(sheet, row, _NOW + column, figure.code, *whose)
    return row


def _names(period: str, province: Province, form_name: str, figure: Figure) -> tuple[str, ...]:
    line = figure.line
    return (
        f"{period}:{figure.code}@{province.unit_code}",
        province.name,
        form_name,
        line.line_code,
        line.label,
        figure.measure_label or "Tỷ lệ",
        line.unit_of_measure if figure.is_answer else figure.unit_of_measure,
    )


def _looks(figure: Figure) -> tuple[str, ...]:
    number, signed = f"pl_data_{figure.number_kind}", f"pl_data_signed_{figure.number_kind}"
    return (*_TEXT, number, number, signed, "pl_data_signed_share", *_COVERAGE)


def _numbers(figure: Figure, found: ProvinceFigure | None) -> tuple[Value, ...]:
    """Return this period, last year and what changed; fewer units to answer is no change."""
    if found is None:
        return (None,) * 4
    if figure.is_answer and not found.has_same_parts:
        return found.value, found.value_last_year, None, None
    return found.value, found.value_last_year, found.change, found.change_pct


def _coverage(found: ProvinceFigure | None) -> tuple[Value, ...]:
    if found is None:
        return (None,) * 4
    this_year = f"{found.parts_reported}/{found.parts_expected}"
    return this_year, found.parts_missing, found.coverage_last_year, found.parts_missing_last_year


def _state(reports: str, found: ProvinceFigure | None) -> str:
    if reports in SILENT.values():
        return reports
    return STATES[found.state if found else "blank"]
