"""Sheets that have lost their codes, been retyped, merged, or hold more than one table."""

from openpyxl import Workbook

from tests.build import complete, insert_rows, row_of
from tests.drift import insert_column, lose_codes
from tests.unit.issue_cases.made import ENTRIES, FILE, Cases, with_cell


def without_codes(line_label: str = "", head: str = "") -> Workbook:
    book = complete("D03.vu | 5\nD03.doi_tuong | 2")
    sheet = book["Biểu 2"]
    lose_codes(sheet)
    if line_label:
        sheet["B13"] = line_label
    if head:
        sheet["D5"] = head
    return book


def with_second_cover() -> Workbook:
    book = complete(ENTRIES)
    book.copy_worksheet(book["Bìa"]).title = "Bìa (2)"
    return book


def with_second_table() -> Workbook:
    """The visible table copied once more below itself."""
    book = complete(ENTRIES)
    sheet = book["Biểu 2"]
    for row in range(5, 39):
        for column in range(2, 13):
            sheet.cell(row + 45, column).value = sheet.cell(row, column).value
    return book


def with_total(total: int) -> Workbook:
    book = complete("D03.vu | 5\nD05.vu | 7")
    sheet = book["Biểu 2"]
    insert_rows(sheet, row_of(sheet, "D12") + 1)
    sheet["C39"], sheet["E39"] = "Tổng cộng", total
    return book


def with_note_column() -> Workbook:
    book = complete(ENTRIES)
    sheet = book["Biểu 2"]
    insert_column(sheet, 6)
    sheet["F5"], sheet["F13"] = "Ghi chú", "đã bàn giao cho Công an"
    return book


def with_merged_entries() -> Workbook:
    book = complete(ENTRIES)
    book["Biểu 2"].merge_cells("E13:E14")
    return book


CASES: Cases = {
    "codes_lost": (
        FILE,
        without_codes,
        "Trang “Biểu 2” đã mất mã ẩn của biểu mẫu (cột A hoặc dòng mã); số liệu được nhận theo "
        "đúng tên dòng, tên cột ghi trên trang. Kỳ sau đề nghị dùng biểu mẫu gốc, không xóa cột, "
        "dòng ẩn, không chép bảng sang tệp khác.",
    ),
    "cover_duplicated": (
        FILE,
        with_second_cover,
        "Trang “Bìa (2)”, ô A1: có thêm một trang bìa ngoài trang “Bìa” nên không rõ báo cáo của "
        "đơn vị nào. Đề nghị mỗi tệp chỉ gồm báo cáo của một đơn vị.",
    ),
    "cover_label_changed": (
        FILE,
        lambda: with_cell("Bìa", "B16", "Độ khẩn"),
        "Trang “Bìa”, ô B16: nội dung là “Độ khẩn”, trong biểu mẫu là “Độ mật”. Đề nghị khôi "
        "phục nội dung này và kiểm tra nội dung ô bên cạnh có đúng dòng hay không.",
    ),
    "sheet_of_other_unit": (
        FILE,
        lambda: with_cell("Biểu 3", "B1", "SỞ Y TẾ TỈNH QUẢNG NINH"),
        "Trang “Biểu 3”, ô B1 ghi tên “SỞ Y TẾ TỈNH QUẢNG NINH”, nhưng trang bìa là báo cáo của "
        "“Sở Y tế tỉnh Quảng Ngãi”. Báo cáo chờ xác định là của đơn vị nào. Đề nghị mỗi tệp chỉ "
        "gồm các trang của biểu mẫu lập cho một đơn vị, rồi gửi lại.",
    ),
    "sheet_of_other_period": (
        FILE,
        lambda: with_cell(
            "Biểu 3", "B3", "6 tháng đầu năm 2025 (số liệu từ 15/12/2024 đến 14/06/2025)"
        ),
        "Trang “Biểu 3”, ô B3 ghi kỳ 6 tháng đầu năm 2025, nhưng trang bìa là báo cáo kỳ 6 tháng "
        "đầu năm 2026. Báo cáo chờ xác định là của kỳ nào. Đề nghị mỗi tệp chỉ gồm các trang của "
        "biểu mẫu lập cho một kỳ, rồi gửi lại.",
    ),
    "table_duplicated": (
        FILE,
        with_second_table,
        "Biểu 2, ô C50: có thêm một bảng trên cùng trang nên không rõ số liệu ở bảng nào. Đề nghị "
        "mỗi trang chỉ giữ một bảng của biểu mẫu.",
    ),
    "line_unclear": (
        FILE,
        lambda: without_codes(line_label="– Lừa đảo, cò mồi"),
        "Biểu 2, ô B13: không rõ “– Lừa đảo, cò mồi” thuộc dòng nào; có thể là dòng “Lừa đảo, cò "
        "mồi, giả danh nhân viên y tế” (mã D04). Đề nghị ghi đúng mã số, tên chỉ tiêu và đơn vị "
        "tính của dòng đó như trong biểu mẫu, hoặc chuyển số liệu vào dòng đó.",
    ),
    "line_code_changed": (
        FILE,
        lambda: with_cell("Biểu 2", "B14", 12),
        "Biểu 2, ô B14: mã số là “12”, trong biểu mẫu là “D04”. Đề nghị khôi phục mã số; nếu đây "
        "là số liệu, đề nghị chuyển vào ô của dòng.",
    ),
    "total_row": (
        FILE,
        lambda: with_total(12),
        "Biểu 2, ô E39: số “12” ở dòng tổng do đơn vị thêm vào không được dùng; hệ thống tự cộng "
        "từ các dòng. Đề nghị xóa dòng tổng.",
    ),
    "total_row_differs": (
        FILE,
        lambda: with_total(13),
        "Biểu 2, ô E39: dòng tổng ghi “13”, trong khi các dòng của biểu cộng lại là 12. Đề nghị "
        "kiểm tra lại số liệu của các dòng rồi xóa dòng tổng.",
    ),
    "column_unclear": (
        FILE,
        lambda: without_codes(head="Số vụ việc"),
        "Biểu 2, ô D5: không rõ cột “Số vụ việc” là cột nào; có thể là cột “Số vụ”. Đề nghị ghi "
        "đúng tiêu đề cột như trong biểu mẫu.",
    ),
    "column_label_changed": (
        FILE,
        lambda: with_cell("Biểu 2", "I6", "Bị thương nặng"),
        "Biểu 2, ô I6: tiêu đề cột là “Thiệt hại về người – Bị thương nặng”, trong biểu mẫu là "
        "“Thiệt hại về người – Chết”. Đề nghị khôi phục tiêu đề và kiểm tra số liệu có đúng cột.",
    ),
    "column_note": (
        FILE,
        with_note_column,
        "Biểu 2, ô F13: nội dung ở cột ngoài biểu mẫu không được tổng hợp. Nếu cần giải thích, đề "
        "nghị ghi ở trang “Thuyết minh” và xóa cột này.",
    ),
    "number_outside": (
        FILE,
        lambda: with_cell("Biểu 2", "P3", 27),
        "Biểu 2, ô P3: có số đứng ngoài bảng nên không được tổng hợp. Nếu là số liệu báo cáo, đề "
        "nghị chuyển vào ô tương ứng của biểu; nếu không, đề nghị xóa.",
    ),
    "cells_merged": (
        FILE,
        with_merged_entries,
        "Biểu 2, ô E13: các ô E13:E14 bị gộp làm một nên không rõ “5” thuộc dòng, cột nào. Đề "
        "nghị bỏ gộp ô và ghi số liệu vào từng ô.",
    ),
}
