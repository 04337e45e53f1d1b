"""Cells that do not hold what they are asked for."""

from datetime import date

from tests.unit.issue_cases.made import FILE, Cases, with_entry

CASES: Cases = {
    "text_in_number": (
        FILE,
        lambda: with_entry("D04.vu", "mười"),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): “mười” không phải là "
        "số. Đề nghị chỉ ghi chữ số, ví dụ 12; ghi “-” nếu không có, “x” nếu không thu thập.",
    ),
    "error_in_cell": (
        FILE,
        lambda: with_entry("D04.vu", "#REF!"),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): ô báo lỗi #REF!. Đề "
        "nghị sửa công thức hoặc ghi số trực tiếp.",
    ),
    "formula_without_value": (
        FILE,
        lambda: with_entry("D04.vu", "=2+3"),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): công thức “=2+3” chưa "
        "được tính nên không có kết quả. Đề nghị mở bằng Excel, bấm lưu lại, hoặc ghi số trực "
        "tiếp.",
    ),
    "date_in_number": (
        FILE,
        lambda: with_entry("D04.vu", date(2026, 5, 12)),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): ô đang chứa ngày tháng "
        "(2026-05-12). Đề nghị định dạng lại ô là số và ghi lại số liệu.",
    ),
    "logical_in_number": (
        FILE,
        lambda: with_entry("D04.vu", True),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): ô đang chứa giá trị "
        "đúng/sai (TRUE). Đề nghị ghi số.",
    ),
    "answer_not_understood": (
        FILE,
        lambda: with_entry("A01.tong", "chắc có"),
        "Biểu 1, ô E10 (Ban hành kế hoạch PCTP và PCMBN của năm báo cáo – Tổng số): “chắc có” "
        "không rõ nghĩa. Đề nghị chọn “Có” hoặc “Không”.",
    ),
    "negative": (
        FILE,
        lambda: with_entry("D04.vu", -3),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): giá trị -3 không được "
        "nhỏ hơn 0. Đề nghị ghi lại số đúng.",
    ),
    "fraction": (
        FILE,
        lambda: with_entry("D04.vu", 1.606),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): giá trị 1.606 có phần "
        "lẻ, biểu chỉ nhận số nguyên. Nếu dấu chấm hoặc dấu phẩy là dấu phân cách hàng nghìn, đề "
        "nghị ghi liền các chữ số.",
    ),
    "too_large": (
        FILE,
        lambda: with_entry("D04.thiet_hai", 10**15),
        "Biểu 2, ô K14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Thiệt hại tài sản): giá trị "
        "1000000000000000 lớn bất thường, vượt mức 1.000.000.000.000.000. Đề nghị kiểm tra đơn vị "
        "tính và ghi lại.",
    ),
}
