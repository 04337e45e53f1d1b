"""Files that cannot be read as a report at all."""

from openpyxl import Workbook

from tests.build import complete, content, filled
from tests.unit.issue_cases.made import ENTRIES, FILE, Cases, with_cell

CASES: Cases = {
    "empty_file": (
        FILE,
        lambda: b"",
        "Tệp “bao-cao.xlsx” rỗng (0 byte). Đề nghị mở lại báo cáo bằng Excel, lưu và gửi lại tệp "
        "có đủ nội dung.",
    ),
    "locked_by_office": (
        "~$bao-cao.xlsx",
        lambda: b"\x05user",
        "Tệp “~$bao-cao.xlsx” là tệp tạm do Excel tạo ra khi báo cáo đang mở, không phải báo cáo. "
        "Đề nghị đóng Excel rồi gửi tệp báo cáo.",
    ),
    "not_a_workbook": (
        FILE,
        lambda: b"%PDF-1.7",
        "Tệp “bao-cao.xlsx” không phải sổ tính Excel (.xlsx): nội dung là tệp PDF. Đề nghị lưu "
        "báo cáo theo định dạng Excel Workbook (.xlsx) rồi gửi lại.",
    ),
    "unreadable": (
        FILE,
        lambda: content(complete(ENTRIES))[:25],
        "Không mở được tệp “bao-cao.xlsx”: tệp bị hỏng hoặc có ô ngoài vùng bảng tính. Đề nghị mở "
        "bằng Excel, chép số liệu sang biểu mẫu mới và gửi lại.",
    ),
    "not_our_template": (
        FILE,
        Workbook,
        "Tệp “bao-cao.xlsx” không theo biểu mẫu báo cáo: không có trang “Bìa” với mã của biểu "
        "mẫu. Đề nghị dùng biểu mẫu do Bộ Y tế gửi, không xóa cột A và các dòng ẩn.",
    ),
    "template_version_unknown": (
        FILE,
        lambda: with_cell("Bìa", "A1", "tonghop|cover|9"),
        "Tệp “bao-cao.xlsx”: biểu mẫu phiên bản “9” không dùng được cho kỳ này. Đề nghị dùng biểu "
        "mẫu phiên bản 1.",
    ),
    "nothing_reported": (
        FILE,
        filled,
        "Tệp “bao-cao.xlsx” chưa điền số liệu nào. Đề nghị điền biểu; biểu nào không có vụ việc, "
        "hoạt động thì chọn “Có” ở dòng không phát sinh trên trang bìa.",
    ),
}
