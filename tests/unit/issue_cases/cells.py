"""Cells that do not hold what they are asked for."""

from datetime import date

from tests.unit.issue_cases.made import (
    FILE,
    Cases,
    with_entry,
    with_field,
    with_format,
    with_kept_result,
)

VU = "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ)"

CASES: Cases = {
    "text_in_number": (
        FILE,
        lambda: with_entry("D04.vu", "mười"),
        f"{VU}: “mười” không phải là "
        "số. Đề nghị chỉ ghi chữ số, ví dụ 12; ghi “-” nếu không có, “x” nếu không thu thập.",
    ),
    "letter_in_number": (
        FILE,
        lambda: with_entry("D04.vu", "1O"),
        f"{VU}: “1O” có chữ cái lẫn với chữ số, có thể là 10. Đề nghị ghi lại bằng chữ số.",
    ),
    "number_ambiguous": (
        FILE,
        lambda: with_entry("D04.vu", "1,365"),
        f"{VU}: “1,365” có hai cách hiểu: 1365 hoặc 1,365. Đề nghị ghi liền các chữ số, không "
        "dùng dấu phân cách hàng nghìn; dấu phẩy chỉ dùng cho phần lẻ.",
    ),
    "separators_misplaced": (
        FILE,
        lambda: with_entry("D04.vu", "12.34.5"),
        f"{VU}: “12.34.5” có dấu chấm, dấu phẩy hoặc dấu cách không đúng chỗ, hoặc có nhiều số "
        "trong một ô. Đề nghị chỉ ghi một số, viết liền các chữ số.",
    ),
    "several_numbers": (
        FILE,
        lambda: with_entry("D04.vu", "12-15"),
        f"{VU}: “12-15” có nhiều số trong một ô (liệt kê, khoảng hoặc phép tính). Đề nghị chỉ ghi "
        "một số là kết quả cuối cùng.",
    ),
    "slash_in_number": (
        FILE,
        lambda: with_entry("D04.vu", "88 vụ/229"),
        f"{VU}: “88 vụ/229” có nhiều cách hiểu: hai số liệu khác nhau, một phần trên tổng số, hoặc "
        "kỳ này trên kỳ trước. Đề nghị chỉ ghi số liệu của ô này; số liệu còn lại ghi vào ô tương "
        "ứng.",
    ),
    "approximate_number": (
        FILE,
        lambda: with_entry("D04.vu", "khoảng 12"),
        f"{VU}: “khoảng 12” là số ước lượng. Đề nghị ghi số chính xác; ghi “x” nếu không thu thập.",
    ),
    "percent_in_number": (
        FILE,
        lambda: with_entry("D04.vu", "16,5%"),
        f"{VU}: “16,5%” là tỷ lệ phần trăm, ô này tính bằng “vụ”. Đề nghị ghi số lượng, không ghi "
        "tỷ lệ.",
    ),
    "unit_of_measure_other": (
        FILE,
        lambda: with_entry("D04.vu", "12 người"),
        f"{VU}: “12 người” ghi kèm chữ khác đơn vị tính của ô là “vụ”. Đề nghị kiểm tra số liệu có "
        "đúng ô, quy đổi nếu cần và chỉ ghi chữ số.",
    ),
    "amount_scaled": (
        FILE,
        lambda: with_entry("D04.thiet_hai", "1,2 triệu"),
        "Biểu 2, ô K14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Thiệt hại tài sản): “1,2 triệu” "
        "được hiểu là 1.200.000 đồng. Nếu không đúng, đề nghị ghi lại đủ các chữ số.",
    ),
    "error_in_cell": (
        FILE,
        lambda: with_entry("D04.vu", "#REF!"),
        f"{VU}: ô báo lỗi #REF!. Đề nghị sửa công thức hoặc ghi trực tiếp nội dung.",
    ),
    "formula_without_value": (
        FILE,
        lambda: with_entry("D04.vu", "=2+3"),
        f"{VU}: công thức “=2+3” chưa được tính nên không có kết quả. Đề nghị mở tệp bằng Excel, "
        "lưu lại rồi gửi lại, hoặc ghi trực tiếp nội dung.",
    ),
    "error_in_words": (
        FILE,
        lambda: with_entry("A01b.tong", "#REF!"),
        "Trang “Biểu 1”, ô E11: ô báo lỗi #REF! nên nội dung của ô chưa được ghi nhận. Đề nghị sửa "
        "công thức hoặc ghi trực tiếp nội dung.",
    ),
    "formula_in_words": (
        FILE,
        lambda: with_field("N01a", "=2+3"),
        "Trang “Thuyết minh”, ô C4: công thức “=2+3” chưa được tính nên nội dung của ô "
        "chưa được ghi nhận. Đề nghị mở tệp bằng Excel, lưu lại rồi gửi lại, hoặc ghi trực tiếp "
        "nội dung.",
    ),
    "formula_stale": (
        FILE,
        lambda: with_kept_result("D04.vu", "=SUM(E13,2)", kept=9),
        f"{VU}: ô lưu kết quả 9, không phải kết quả hiện nay của công thức “=SUM(E13,2)”, tính lại "
        "được 7. Đề nghị mở tệp bằng Excel, bấm F9 để tính lại, kiểm tra các ô thành phần, lưu và "
        "gửi lại.",
    ),
    "number_shown_otherwise": (
        FILE,
        lambda: with_format("D04.vu", 2, "0%"),
        f"{VU}: do định dạng, ô hiển thị “200%” trong khi giá trị lưu là 2. Đề nghị định dạng lại "
        "ô là số và ghi lại số liệu.",
    ),
    "date_in_number": (
        FILE,
        lambda: with_entry("D04.vu", date(2026, 5, 12)),
        f"{VU}: ô đang chứa ngày tháng hoặc giờ (12/5/2026); đơn vị có thể đã ghi “12/5” hoặc "
        "“5/12” và Excel tự đổi. Đề nghị định dạng lại ô là số và ghi lại số liệu.",
    ),
    "logical_in_number": (
        FILE,
        lambda: with_entry("D04.vu", True),
        f"{VU}: ô đang chứa giá trị đúng/sai (TRUE), không phải số. Đề nghị ghi lại bằng chữ số.",
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
        f"{VU}: giá trị -3 là số âm, biểu "
        "chỉ nhận số từ 0 trở lên; Excel đổi số ghi trong ngoặc đơn, như (3), thành số âm. Đề nghị "
        "ghi lại số, không kèm dấu trừ hoặc ngoặc đơn.",
    ),
    "fraction": (
        FILE,
        lambda: with_entry("D04.vu", 12.5),
        f"{VU}: giá trị 12.5 có phần lẻ, ô này chỉ nhận số nguyên. Đề nghị kiểm tra và ghi lại; "
        "nếu dấu chấm hoặc dấu phẩy là dấu phân cách hàng nghìn, đề nghị ghi liền các chữ số.",
    ),
    "too_large": (
        FILE,
        lambda: with_entry("D04.thiet_hai", 10**15),
        "Biểu 2, ô K14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Thiệt hại tài sản): giá trị "
        "1000000000000000 lớn bất thường (từ 1.000.000.000.000.000 trở lên). Đề nghị kiểm tra "
        "đơn vị tính, số chữ số và ghi lại.",
    ),
}
