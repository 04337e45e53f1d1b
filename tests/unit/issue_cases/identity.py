"""Whose report it is and for when: codes, names, hidden properties and the file's name disagree."""

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from tests.build import complete, field_of
from tests.unit.issue_cases.made import ENTRIES, FILE, Cases, with_field


def with_property(name: str, text: str) -> Workbook:
    """Return a workbook in whose hidden metadata one property says something else."""
    book = complete(ENTRIES)
    properties = book.custom_doc_props  # type: ignore[attr-defined]
    del properties[name]
    properties.append(StringProperty(name=name, value=text))
    return book


def with_name_of(unit: str, name: str, period: str = "2026-H1") -> Workbook:
    book = complete(ENTRIES, unit=unit, period=period)
    field_of(book, "unit_name").value = name
    return book


def with_code_too_early(code: str) -> Workbook:
    book = complete(ENTRIES, unit="SYT63-51", period="2025-H1")
    field_of(book, "unit_code").value = code
    return book


CASES: Cases = {
    "template_version_differs": (
        FILE,
        lambda: with_property("template_version", "2"),
        "Thông tin ẩn của tệp “bao-cao.xlsx” ghi biểu mẫu phiên bản “2”, nhưng trang “Bìa” là của "
        "phiên bản 1. Báo cáo chờ xác định đã dùng biểu mẫu nào. Đề nghị chép số liệu sang biểu "
        "mẫu do Bộ Y tế gửi cho kỳ này rồi gửi lại.",
    ),
    "unit_code_without_vintage": (
        FILE,
        lambda: with_field("unit_code", "SYT-15"),
        "Trang “Bìa”, ô C7: mã đơn vị “SYT-15” không cho biết theo danh mục trước hay từ ngày "
        "01/07/2025; mã này có thể là Sở Y tế tỉnh Yên Bái (SYT63-15) hoặc Sở Y tế tỉnh Lào Cai "
        "(SYT34-15). Đề nghị dùng biểu mẫu do Bộ Y tế lập riêng cho đơn vị, không tự ghi mã.",
    ),
    "unit_merged": (
        FILE,
        lambda: with_field("unit_code", "SYT63-62"),
        "Trang “Bìa”, ô C7: Sở Y tế tỉnh Kon Tum (SYT63-62) từ ngày 01/07/2025 đã hợp nhất vào Sở "
        "Y tế tỉnh Quảng Ngãi (SYT34-51). Đề nghị chuyển số liệu cho đơn vị sau hợp nhất để gửi "
        "một báo cáo chung của cả kỳ, gồm cả phần trước khi hợp nhất nếu thuộc kỳ báo cáo, theo "
        "biểu mẫu lập cho đơn vị đó.",
    ),
    "unit_replaced": (
        FILE,
        lambda: with_field("unit_code", "SYT63-01"),
        "Trang “Bìa”, ô C7: Sở Y tế thành phố Hà Nội (SYT63-01) từ ngày 01/07/2025 được thay bằng "
        "Sở Y tế thành phố Hà Nội (SYT34-01). Đề nghị dùng biểu mẫu lập cho đơn vị theo mã mới.",
    ),
    "unit_not_yet": (
        FILE,
        lambda: with_code_too_early("SYT34-51"),
        "Trang “Bìa”, ô C7: Sở Y tế tỉnh Quảng Ngãi (SYT34-51) hoạt động từ ngày 01/07/2025; vào "
        "ngày chốt số liệu của kỳ là Sở Y tế tỉnh Quảng Ngãi (SYT63-51), Sở Y tế tỉnh Kon Tum "
        "(SYT63-62). Đề nghị dùng biểu mẫu của kỳ này, lập cho từng đơn vị nói trên.",
    ),
    "unit_mismatch": (
        FILE,
        lambda: with_field("unit_name", "Sở Y tế tỉnh Quảng Ninh"),
        "Trang “Bìa”, ô C8: tên đơn vị là “Sở Y tế tỉnh Quảng Ninh” nhưng mã đơn vị tại ô C7 là "
        "của Sở Y tế tỉnh Quảng Ngãi (SYT34-51). Báo cáo chờ xác định là của đơn vị nào. Đề nghị "
        "dùng đúng biểu mẫu lập cho đơn vị, không sửa tên trên biểu mẫu của đơn vị khác, rồi gửi "
        "lại.",
    ),
    "unit_name_merged": (
        FILE,
        lambda: with_field("unit_name", "Sở Y tế tỉnh Kon Tum"),
        "Trang “Bìa”, ô C8: “Sở Y tế tỉnh Kon Tum” từ ngày 01/07/2025 đã hợp nhất vào Sở Y tế "
        "tỉnh Quảng Ngãi (SYT34-51), là đơn vị ghi tại ô C7. Báo cáo chờ xác định là của cả đơn "
        "vị sau hợp nhất hay chỉ của đơn vị cũ. Đề nghị tổng hợp số liệu của toàn đơn vị sau hợp "
        "nhất, ghi đúng tên rồi gửi lại.",
    ),
    "unit_name_replaced": (
        FILE,
        lambda: with_name_of("BYT-BMTE", "Vụ Sức khỏe Bà mẹ - Trẻ em"),
        "Trang “Bìa”, ô C8: “Vụ Sức khỏe Bà mẹ - Trẻ em” từ ngày 01/03/2025 được thay bằng Cục Bà "
        "mẹ và Trẻ em (BYT-BMTE), là đơn vị ghi tại ô C7. Báo cáo chờ xác định là của đơn vị nào. "
        "Đề nghị ghi đúng tên đơn vị vào ngày chốt số liệu rồi gửi lại.",
    ),
    "unit_name_not_yet": (
        FILE,
        lambda: with_name_of("SYT63-62", "Sở Y tế tỉnh Quảng Ngãi", "2025-H1"),
        "Trang “Bìa”, ô C8: tên đơn vị là “Sở Y tế tỉnh Quảng Ngãi”, nhưng mã tại ô C7 là của Sở "
        "Y tế tỉnh Kon Tum (SYT63-62), đến ngày 01/07/2025 mới thuộc Sở Y tế tỉnh Quảng Ngãi "
        "(SYT34-51). Báo cáo chờ xác định là của đơn vị nào. Đề nghị ghi tên và số liệu của đơn "
        "vị vào ngày chốt số liệu rồi gửi lại.",
    ),
    "unit_name_misspelt": (
        FILE,
        lambda: with_field("unit_name", "Sở Y tế tỉnh Quảng Ngai"),
        "Trang “Bìa”, ô C8: không có đơn vị nào tên là “Sở Y tế tỉnh Quảng Ngai”; có phải “Sở Y "
        "tế tỉnh Quảng Ngãi” không? Mã tại ô C7 là của Sở Y tế tỉnh Quảng Ngãi (SYT34-51). Báo "
        "cáo chờ xác định là của đơn vị nào. Đề nghị ghi đúng tên đơn vị như trong biểu mẫu rồi "
        "gửi lại.",
    ),
    "unit_name_unknown": (
        FILE,
        lambda: with_field("unit_name", "Trạm y tế xã An Phú"),
        "Trang “Bìa”, ô C8: không có đơn vị nào tên là “Trạm y tế xã An Phú”; mã tại ô C7 là của "
        "Sở Y tế tỉnh Quảng Ngãi (SYT34-51). Báo cáo chờ xác định là của đơn vị nào. Đề nghị ghi "
        "đúng tên đơn vị như trong biểu mẫu rồi gửi lại.",
    ),
    "unit_differs_in_properties": (
        FILE,
        lambda: with_property("unit_code", "SYT34-01"),
        "Thông tin ẩn của tệp “bao-cao.xlsx” cho biết biểu mẫu được lập cho Sở Y tế thành phố Hà "
        "Nội (SYT34-01), nhưng trang “Bìa”, ô C7 ghi mã của Sở Y tế tỉnh Quảng Ngãi (SYT34-51). "
        "Báo cáo chờ xác định là của đơn vị nào. Đề nghị điền số liệu vào biểu mẫu lập cho đơn "
        "vị, không sửa biểu mẫu của đơn vị khác, rồi gửi lại.",
    ),
    "unit_differs_in_file_name": (
        "SYT34-01_2026-H1.xlsx",
        lambda: complete(ENTRIES),
        "Tên tệp “SYT34-01_2026-H1.xlsx” cho biết báo cáo là của Sở Y tế thành phố Hà Nội "
        "(SYT34-01), nhưng trang “Bìa”, ô C7 ghi mã của Sở Y tế tỉnh Quảng Ngãi (SYT34-51). Báo "
        "cáo chờ xác định là của đơn vị nào. Đề nghị gửi đúng tệp; nếu chỉ đặt nhầm tên thì đổi "
        "tên tệp trước khi gửi, đã gửi thì báo cho nơi nhận.",
    ),
    "period_mismatch": (
        FILE,
        lambda: with_field("period_label", "6 tháng đầu năm 2025"),
        "Trang “Bìa”, ô C10: kỳ báo cáo ghi là “6 tháng đầu năm 2025” nhưng mã kỳ tại ô C9 là của "
        "“6 tháng đầu năm 2026”. Báo cáo chờ xác định là của kỳ nào. Đề nghị dùng đúng biểu mẫu "
        "của kỳ, không sửa biểu mẫu của kỳ khác, rồi gửi lại.",
    ),
    "period_differs_in_properties": (
        FILE,
        lambda: with_property("period", "2025-H1"),
        "Thông tin ẩn của tệp “bao-cao.xlsx” cho biết biểu mẫu được lập cho kỳ 6 tháng đầu năm "
        "2025 (2025-H1), nhưng trang “Bìa”, ô C9 ghi mã kỳ 6 tháng đầu năm 2026 (2026-H1). Báo "
        "cáo chờ xác định là của kỳ nào. Đề nghị điền số liệu vào biểu mẫu của kỳ, không sửa biểu "
        "mẫu của kỳ khác, rồi gửi lại.",
    ),
    "period_differs_in_file_name": (
        "Báo cáo 6 tháng đầu năm 2025.xlsx",
        lambda: complete(ENTRIES),
        "Tên tệp “Báo cáo 6 tháng đầu năm 2025.xlsx” cho biết báo cáo là của kỳ 6 tháng đầu năm "
        "2025 (2025-H1), nhưng trang “Bìa”, ô C9 ghi mã kỳ 6 tháng đầu năm 2026 (2026-H1). Báo "
        "cáo chờ xác định là của kỳ nào. Đề nghị gửi đúng tệp; nếu chỉ đặt nhầm tên thì đổi tên "
        "tệp trước khi gửi, đã gửi thì báo cho nơi nhận.",
    ),
}
