"""Texts that say something of a person; each is told by its sort and its cell, and not repeated."""

from tests.unit.issue_cases.made import FILE, Cases, with_field

LAW = (
    "nên nội dung của ô được giữ lại, không đưa vào bản tổng hợp, không in ra. Dữ liệu cá nhân "
    "được bảo vệ theo Luật số 91/2025/QH15; Luật Phòng, chống mua bán người số 53/2024/QH15 cấm "
    "tiết lộ thông tin về nạn nhân khi chưa được đồng ý. Đề nghị "
)
CASES: Cases = {
    "person_identity_number": (
        FILE,
        lambda: with_field("N02a", "Đã xử lý người có CCCD 001090012345."),
        "Thuyết minh, ô C5: có số căn cước, chứng minh nhân dân, hộ chiếu hoặc thẻ bảo hiểm của "
        f"một người {LAW}bỏ số giấy tờ, chỉ ghi số lượng người, rồi gửi lại.",
    ),
    "person_phone": (
        FILE,
        lambda: with_field("N02a", "Người báo tin: 0912.345.678"),
        f"Thuyết minh, ô C5: có số điện thoại {LAW}bỏ số điện thoại rồi gửi lại.",
    ),
    "person_email": (
        FILE,
        lambda: with_field("N02a", "Liên hệ hoa.nt@gmail.com"),
        "Thuyết minh, ô C5: có địa chỉ thư điện tử không phải của cơ quan nhà nước "
        f"{LAW}bỏ địa chỉ, hoặc ghi hộp thư công vụ, rồi gửi lại.",
    ),
    "person_birth_date": (
        FILE,
        lambda: with_field("N02a", "Nạn nhân sinh ngày 12/3/2009"),
        f"Thuyết minh, ô C5: có ngày sinh hoặc năm sinh của một người {LAW}chỉ ghi nhóm tuổi nếu "
        "biểu có hỏi, rồi gửi lại.",
    ),
    "person_name": (
        FILE,
        lambda: with_field("N02a", "Đã khen thưởng bà Nguyễn Thị Hoa."),
        f"Thuyết minh, ô C5: có họ tên của một người {LAW}bỏ họ tên, chỉ ghi chung như “một nạn "
        "nhân”, “một đối tượng”, rồi gửi lại.",
    ),
}
