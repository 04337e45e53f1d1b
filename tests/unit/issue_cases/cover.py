"""What the cover can get wrong."""

from tests.unit.issue_cases.made import FILE, Cases, of_office, with_field, with_fields

CASES: Cases = {
    "unit_unknown": (
        FILE,
        lambda: with_field("unit_code", "SYT99"),
        "Trang “Bìa”, ô C7: mã đơn vị “SYT99” không có trong danh mục. Đề nghị dùng biểu mẫu do "
        "Bộ Y tế lập riêng cho đơn vị, không sửa, xóa mã đơn vị.",
    ),
    "unit_closed": (
        FILE,
        lambda: with_field("unit_code", "BCA-198"),
        "Trang “Bìa”, ô C7: đơn vị mã “BCA-198” không còn hoặc chưa hoạt động vào ngày chốt số "
        "liệu 14/06/2026. Đề nghị dùng biểu mẫu của đơn vị đang hoạt động.",
    ),
    "unit_not_asked": (
        FILE,
        lambda: with_field("unit_code", "BQP-108"),
        "Trang “Bìa”, ô C7: đơn vị mã “BQP-108” không thuộc diện phải gửi báo cáo về Bộ Y tế cho "
        "kỳ 6 tháng đầu năm 2026. Đề nghị kiểm tra lại kỳ báo cáo và nơi nhận.",
    ),
    "report_of_subordinate": (
        FILE,
        of_office,
        "Trang “Bìa”, ô C7: Cơ quan Sở Y tế tỉnh Quảng Ngãi (CQ-SYT34-51) gửi báo cáo về Sở Y tế "
        "tỉnh Quảng Ngãi. Bộ Y tế chỉ lưu báo cáo này để đối chiếu, không cộng vào số liệu. Đề "
        "nghị gửi báo cáo về Sở Y tế tỉnh Quảng Ngãi.",
    ),
    "period_unknown": (
        FILE,
        lambda: with_field("period", "2026-H3"),
        "Trang “Bìa”, ô C9: mã kỳ báo cáo “2026-H3” không hợp lệ. Đề nghị dùng biểu mẫu do Bộ Y "
        "tế gửi cho kỳ báo cáo, không sửa, xóa mã kỳ (ví dụ: 2025-H1 là mã của 6 tháng đầu năm "
        "2025).",
    ),
    "period_not_asked": (
        FILE,
        lambda: with_fields(period="2026-Q1", period_label="Quý I năm 2026"),
        "Trang “Bìa”, ô C10: không có văn bản yêu cầu báo cáo cho kỳ “Quý I năm 2026”. Đề nghị "
        "kiểm tra lại kỳ báo cáo.",
    ),
    "secrecy_marked": (
        FILE,
        lambda: with_field("secrecy", "Mật"),
        "Tệp “bao-cao.xlsx” mang dấu độ mật “Mật” (trang “Bìa”, ô C16) nên không được đọc và "
        "không được tiếp nhận. Luật Bảo vệ bí mật nhà nước số 117/2025/QH15 không cho phép soạn "
        "thảo, lưu giữ, gửi bí mật nhà nước trên máy tính kết nối Internet. Đề nghị đưa tệp ra "
        "khỏi máy này và gửi theo chế độ bảo vệ bí mật nhà nước; nếu báo cáo không thuộc danh mục "
        "bí mật nhà nước, đề nghị bỏ dấu độ mật rồi gửi lại.",
    ),
    "secrecy_unclear": (
        FILE,
        lambda: with_field("secrecy", "A"),
        "Trang “Bìa”, ô C16: độ mật ghi “A” không rõ nghĩa nên số liệu chưa được đọc. Đề nghị "
        "chọn “Không” nếu báo cáo không mật; tài liệu mật thì gửi theo chế độ bảo vệ bí mật nhà "
        "nước, không gửi qua hệ thống này.",
    ),
    "cover_incomplete": (
        FILE,
        lambda: with_field("prepared_by", None),
        "Trang “Bìa”, ô C17: chưa ghi “Người lập báo cáo”. Đề nghị bổ sung.",
    ),
    "nil_unclear": (
        FILE,
        lambda: with_field("nil_PCTP2", "có thể"),
        "Trang “Bìa”, ô C21: “có thể” không rõ nghĩa. Đề nghị chọn “Có” nếu cả biểu không phát "
        "sinh, chọn “Không” hoặc để trống nếu biểu có số liệu.",
    ),
    "nil_but_reported": (
        FILE,
        lambda: with_field("nil_PCTP2", "Có"),
        "Biểu 2, ô E13: có số liệu “5” trong khi trang bìa ghi cả biểu không phát sinh. Đề nghị "
        "bỏ khai không phát sinh hoặc xóa số liệu.",
    ),
}
