"""Files that cannot be read as a report at all."""

from openpyxl import Workbook

from tests.build import complete, content, filled
from tests.csv_of_form import as_csv
from tests.hostile.archives import declaring, sharing_bytes, twice, with_parts, zipped
from tests.hostile.report import PART, WORKBOOK
from tests.locked import lock_xlsx
from tests.unit.issue_cases.made import ENTRIES, FILE, Cases, locked_ods, with_cell

CSV = "bao-cao.csv"
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
        "Tệp “~$bao-cao.xlsx” là tệp tạm do Excel, WPS hoặc LibreOffice tạo ra khi báo cáo đang "
        "mở, không phải báo cáo. Đề nghị đóng chương trình đó rồi gửi tệp báo cáo.",
    ),
    "not_a_workbook": (
        FILE,
        lambda: b"%PDF-1.7",
        "Tệp “bao-cao.xlsx” không phải sổ tính Excel: nội dung là tệp PDF. Đề nghị ghi số liệu vào "
        "biểu mẫu Excel (.xlsx) do Bộ Y tế gửi rồi gửi lại tệp đó.",
    ),
    "format_not_read": (
        "bao-cao.xls",
        lambda: b"<html><table>",
        "Tệp “bao-cao.xls” không phải sổ tính Excel: nội dung là trang web (HTML). Đề nghị mở "
        "bằng Excel hoặc chương trình đã lập tệp, lưu theo định dạng Excel Workbook (.xlsx) rồi "
        "gửi lại.",
    ),
    "package_opened": (
        "goi.zip",
        lambda: zipped({"1.xlsx": b"a", "2.xlsx": b"b"}),
        "Tệp nén “goi.zip” có 2 tệp; mỗi tệp trong đó được đọc như một báo cáo gửi riêng. Đề nghị "
        "xem kết quả của từng tệp.",
    ),
    "package_member_unread": (
        "goi.zip",
        lambda: zipped({"trong.zip": zipped({"1.xlsx": b"a"})}),
        "Tệp “trong.zip” trong tệp nén “goi.zip” không được đọc vì là tệp nén bên trong tệp "
        "nén. Đề nghị gửi riêng tệp này dưới dạng tệp Excel (.xlsx), không nén.",
    ),
    "archive_file": (
        FILE,
        lambda: b"Rar!\x1a\x07",
        "Tệp “bao-cao.xlsx” là tệp nén RAR, không phải sổ tính Excel. Đề nghị giải nén rồi gửi "
        "từng báo cáo dưới dạng tệp Excel (.xlsx).",
    ),
    "old_excel": (
        "bao-cao.xls",
        lambda: b"\x09\x04\x06\x00\x00\x00",
        "Tệp “bao-cao.xls” là sổ tính Excel 4.0, định dạng cũ hơn Excel 97 nên không đọc được. Đề "
        "nghị mở bằng Excel, lưu theo định dạng Excel Workbook (.xlsx) rồi gửi lại.",
    ),
    "truncated": (
        FILE,
        lambda: content(complete(ENTRIES))[:5000],
        "Tệp “bao-cao.xlsx” thiếu phần cuối, có thể do tải về hoặc sao chép chưa xong. Đề nghị "
        "mở tệp gốc bằng Excel, kiểm tra đủ số liệu rồi gửi lại.",
    ),
    "unreadable": (
        FILE,
        lambda: bytes(4096),
        "Không mở được tệp “bao-cao.xlsx”: tệp bị hỏng. Đề nghị mở bằng Excel, chép số liệu sang "
        "biểu mẫu mới và gửi lại.",
    ),
    "password_protected": (
        FILE,
        lambda: lock_xlsx(content(complete(ENTRIES)), "mật khẩu"),
        "Tệp “bao-cao.xlsx” đặt mật khẩu nên không đọc được. Đề nghị mở bằng Excel, chọn Tệp > "
        "Thông tin > Bảo vệ Sổ làm việc > Mã hóa bằng Mật khẩu (File > Info > Protect Workbook "
        "> Encrypt with Password), xóa mật khẩu, lưu và gửi lại; hoặc báo mật khẩu cho Bộ Y tế "
        "bằng đường khác với đường gửi tệp.",
    ),
    "password_of_ods": (
        "bao-cao.ods",
        locked_ods,
        "Tệp “bao-cao.ods” là bảng tính OpenDocument đặt mật khẩu, hệ thống không mở được dù "
        "biết mật khẩu. Đề nghị mở bằng LibreOffice, chọn Tệp > Lưu thành (File > Save As), bỏ "
        "chọn “Lưu với mật khẩu” (Save with password), lưu theo định dạng Excel Workbook "
        "(.xlsx) rồi gửi lại.",
    ),
    "name_mismatch": (
        "bao-cao.ods",
        lambda: complete(ENTRIES),
        "Tệp “bao-cao.ods” có đuôi tên “.ods” nhưng nội dung là sổ tính Excel (.xlsx); hệ thống "
        "đọc theo nội dung. Đề nghị lần sau lưu theo định dạng Excel Workbook (.xlsx), không "
        "đổi đuôi tên tệp.",
    ),
    "csv_is_one_form": (
        CSV,
        lambda: as_csv(complete(ENTRIES)),
        "Tệp CSV “bao-cao.csv” chỉ chứa một trang nên chưa thành báo cáo; còn thiếu các trang: "
        "“Bìa”, “Biểu 1”, “Biểu 3”, “Biểu 4”, “Biểu 5”, “Thuyết minh”. Số liệu trong tệp, nếu "
        "có, đã được kiểm tra nhưng không được tổng hợp. Đề nghị gửi cả sổ tính Excel (.xlsx) "
        "có đủ các trang.",
    ),
    "csv_unclear": (
        CSV,
        lambda: as_csv(complete(ENTRIES)).replace(b"#cot;", b"#cot,"),
        "Tệp CSV “bao-cao.csv”: không xác định chắc chắn được dấu ngăn cách cột nên không đọc. Đề "
        "nghị gửi cả sổ tính Excel (.xlsx), không lưu thành CSV.",
    ),
    "csv_letters_lost": (
        CSV,
        lambda: as_csv(complete(ENTRIES), encoding="cp1252"),
        "Tệp CSV “bao-cao.csv” không giữ được chữ tiếng Việt có dấu nên không đối chiếu được tên "
        "chỉ tiêu. Đề nghị gửi cả sổ tính Excel (.xlsx); nếu lưu CSV, chọn kiểu CSV UTF-8.",
    ),
    "heading_period_unclear": (
        CSV,
        lambda: as_csv(with_cell("Biểu 2", "B3", "6 tháng")),
        "Tệp CSV “bao-cao.csv”: phần đầu biểu không có đúng một dòng ghi kỳ báo cáo như biểu mẫu "
        "(tìm thấy: không có). Đề nghị giữ nguyên dòng này, ví dụ “6 tháng đầu năm 2026 (số liệu "
        "từ 15/12/2025 đến 14/06/2026)”.",
    ),
    "heading_unit_unclear": (
        CSV,
        lambda: as_csv(with_cell("Biểu 2", "D1", "Sở Y tế tỉnh Quảng Ninh")),
        "Tệp CSV “bao-cao.csv”: phần đầu biểu không có đúng một tên đơn vị trong danh mục của kỳ "
        "báo cáo (tìm thấy: “SỞ Y TẾ TỈNH QUẢNG NGÃI”, “Sở Y tế tỉnh Quảng Ninh”). Đề nghị "
        "giữ nguyên tên đơn vị mà biểu mẫu đã ghi.",
    ),
    "archive_unsafe": (
        FILE,
        sharing_bytes,
        "Không đọc tệp “bao-cao.xlsx” vì bên trong tệp bất thường: các thành phần chồng lên nhau. "
        "Excel không lưu tệp như vậy. Đề nghị chép số liệu sang biểu mẫu mới rồi gửi lại.",
    ),
    "part_duplicated": (
        FILE,
        lambda: twice(PART),
        "Không đọc tệp “bao-cao.xlsx” vì bên trong tệp có hai thành phần cùng tên "
        "“xl/worksheets/sheet3.xml”, không rõ thành phần nào có số liệu đúng. Đề nghị mở bằng "
        "Excel, kiểm tra số liệu, lưu lại và gửi lại.",
    ),
    "entities_declared": (
        FILE,
        lambda: declaring(WORKBOOK, "<!DOCTYPE x [<!ENTITY a 'b'>]>"),
        "Không đọc tệp “bao-cao.xlsx” vì thành phần “xl/workbook.xml” bên trong tệp có khai báo "
        "mà Excel không bao giờ ghi và có thể gây hại. Đề nghị chép số liệu sang biểu mẫu mới "
        "rồi gửi lại.",
    ),
    "part_named_oddly": (
        FILE,
        lambda: with_parts({"../x": b""}),
        "Tệp “bao-cao.xlsx”: bên trong có thành phần tên “../x”, Excel không đặt tên như vậy. Báo "
        "cáo vẫn được đọc. Đề nghị kiểm tra nguồn gốc tệp; lần sau mở bằng Excel, lưu lại rồi gửi.",
    ),
    "not_our_template": (
        FILE,
        Workbook,
        "Tệp “bao-cao.xlsx” không theo biểu mẫu báo cáo: không có trang “Bìa” của biểu mẫu. Đề "
        "nghị chép số liệu sang biểu mẫu do Bộ Y tế gửi, không xóa trang “Bìa”, cột A và các "
        "dòng ẩn, rồi gửi lại.",
    ),
    "template_version_unknown": (
        FILE,
        lambda: with_cell("Bìa", "A1", "tonghop|cover|9"),
        "Tệp “bao-cao.xlsx” dùng biểu mẫu phiên bản “9”, trong khi biểu mẫu của kỳ này là phiên "
        "bản 1. Đề nghị chép số liệu sang biểu mẫu do Bộ Y tế gửi cho kỳ này rồi gửi lại.",
    ),
    "nothing_reported": (
        FILE,
        filled,
        "Tệp “bao-cao.xlsx” chưa điền số liệu nào. Đề nghị điền biểu; biểu nào không có vụ việc, "
        "hoạt động thì chọn “Có” ở dòng không phát sinh trên trang bìa.",
    ),
}
