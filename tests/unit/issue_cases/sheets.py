"""Sheets, lines and columns that are not those of the form."""

from tests.unit.issue_cases.made import (
    FILE,
    Cases,
    with_cell,
    with_copied_sheet,
    with_field,
    with_new_column,
    with_new_line,
    with_own_sheet,
    with_section_twice,
    without_column,
    without_line,
    without_sheet,
)

CASES: Cases = {
    "form_blank": (
        FILE,
        lambda: with_field("nil_PCTP3", None),
        "Biểu 3: cả biểu để trống. Đề nghị điền số liệu, hoặc chọn “Có” ở dòng không phát sinh "
        "trên trang bìa.",
    ),
    "form_missing": (
        FILE,
        lambda: without_sheet("Biểu 3"),
        "Thiếu trang “Biểu 3”. Đề nghị dùng lại biểu mẫu, không xóa trang, không gộp nhiều "
        "trang vào một trang.",
    ),
    "form_duplicated": (
        FILE,
        with_copied_sheet,
        "Trang “Biểu 2 (2)” là trang thứ hai của cùng một biểu nên không rõ số liệu ở trang "
        "nào. Đề nghị chỉ giữ một trang cho mỗi biểu.",
    ),
    "form_unknown": (
        FILE,
        lambda: with_cell("Biểu 3", "A1", "tonghop|PCTP9|1"),
        "Trang “Biểu 3” không phải biểu của kỳ này (mã ẩn ở đầu trang: “PCTP9|1”). Đề nghị chép "
        "số liệu sang biểu mẫu do Bộ Y tế gửi cho kỳ này rồi gửi lại.",
    ),
    "sheet_unknown": (
        FILE,
        with_own_sheet,
        "Trang “Ghi chú” không thuộc biểu mẫu nên không được tổng hợp (ô B3 có nội dung). Nếu "
        "trang này có số liệu, đề nghị chuyển vào biểu tương ứng.",
    ),
    "line_unknown": (
        FILE,
        with_new_line,
        "Biểu 2, ô E14: có nội dung “7” ở dòng không thuộc biểu mẫu. Đề nghị chuyển số liệu vào "
        "dòng chỉ tiêu tương ứng và xóa dòng này.",
    ),
    "line_missing": (
        FILE,
        without_line,
        "Biểu 2: thiếu dòng “Lừa đảo, cò mồi, giả danh nhân viên y tế” (mã D04). Đề nghị dùng lại "
        "biểu mẫu, không xóa dòng chỉ tiêu.",
    ),
    "line_duplicated": (
        FILE,
        lambda: with_new_line("D05"),
        "Biểu 2, ô B14: dòng mã D05 có mặt nhiều lần. Đề nghị chỉ giữ một dòng cho mỗi chỉ tiêu.",
    ),
    "section_duplicated": (
        FILE,
        with_section_twice,
        "Trang “Thuyết minh”, ô B5: phần “Công tác lãnh đạo, chỉ đạo” có mặt nhiều lần nên không "
        "rõ nội dung nào đúng. Đề nghị ghi nội dung vào một phần và xóa phần thừa.",
    ),
    "line_label_changed": (
        FILE,
        lambda: with_cell("Biểu 2", "C13", "– Trộm cắp xe máy"),
        "Biểu 2, ô C13: tên chỉ tiêu là “– Trộm cắp xe máy”, trong biểu mẫu là “Trộm cắp, móc "
        "túi”. Đề nghị khôi phục tên chỉ tiêu và kiểm tra số liệu có đúng dòng.",
    ),
    "unit_of_measure_changed": (
        FILE,
        lambda: with_cell("Biểu 2", "D13", "trăm vụ"),
        "Biểu 2, ô D13: đơn vị tính là “trăm vụ”, biểu mẫu yêu cầu “vụ”. Đề nghị quy đổi số liệu "
        "và ghi theo đơn vị tính của biểu mẫu.",
    ),
    "column_unknown": (
        FILE,
        with_new_column,
        "Biểu 2, ô F13: có nội dung “7” ở cột không thuộc biểu mẫu. Đề nghị chuyển số liệu vào "
        "cột tương ứng và xóa cột này.",
    ),
    "column_missing": (
        FILE,
        lambda: without_column("doi_tuong"),
        "Biểu 2: thiếu cột “Đối tượng”. Đề nghị dùng lại biểu mẫu, không xóa cột.",
    ),
    "column_duplicated": (
        FILE,
        lambda: with_new_column("vu"),
        "Biểu 2, ô F7: cột “Số vụ” có mặt nhiều lần. Đề nghị chỉ giữ một cột.",
    ),
    "cell_not_asked": (
        FILE,
        lambda: with_cell("Biểu 2", "E12", 3),
        "Biểu 2, ô E12: có nội dung “3” ở ô biểu mẫu không yêu cầu. Đề nghị chuyển vào ô tương "
        "ứng hoặc xóa.",
    ),
}
