"""Persons: what a text may say of one although it should not, and the words that betray a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FamilyName:
    """A family name; a personal name begins with one."""

    family_name: str
    source: str


WITHHELD = "[đã giữ lại: có thông tin cá nhân]"
"""What is kept of a text that holds personal data."""
WITHHELD_IN_NAME = "[đã giữ lại]"
"""What is shown in place of personal data in the name of a file, a folder or a sheet."""

IDENTITY_NUMBER, PHONE, EMAIL = "person_identity_number", "person_phone", "person_email"
BIRTH_DATE, NAME = "person_birth_date", "person_name"
SORTS = (IDENTITY_NUMBER, PHONE, EMAIL, BIRTH_DATE, NAME)
"""Sorts of personal data, each the code of the issue that warns of it."""

NAME_FIELDS = ("prepared_by", "signed_by")
"""The cover's own fields for names of officers: what stands there is neither searched nor kept."""

TITLES = (
    "ông", "bà", "anh", "chị", "cô", "chú", "bác", "cháu", "em", "bé", "cụ",
    "nạn nhân", "đối tượng", "bị can", "bị cáo", "bị hại", "nghi can", "nghi phạm", "thủ phạm",
    "bệnh nhân", "người bệnh", "BN", "bác sĩ", "BS", "điều dưỡng", "ĐD", "hộ sinh", "y sĩ",
    "dược sĩ", "nhân viên", "bảo vệ", "vợ", "chồng", "con", "mẹ", "bố", "cha", "họ tên",
    "họ và tên",
)  # fmt: skip
"""Words that a person's name follows."""
AFTER_TITLE = ("là", "tên", "có tên", "bé", "gái", "trai", "nữ", "nam", "học sinh", "y tế")
MIDDLE_NAMES = ("văn", "thị")
"""Between a family name and capitals they make a name even without a title."""

PLACE_WORDS = (
    "đường", "phố", "ngõ", "ngách", "hẻm", "phường", "xã", "quận", "huyện", "thị trấn", "thôn",
    "ấp", "bản", "cầu", "chợ", "viện", "trường", "đại học", "THPT", "THCS", "tiểu học", "mầm non",
    "giải thưởng", "bảo tàng", "công viên", "quảng trường",
)  # fmt: skip
"""Words after which a personal name is that of a place."""
PLACES = (
    "Thái Lan", "Hàn Quốc", "Hà Lan", "Hoa Kỳ", "Mã Lai", "Kim Biên", "Hà Nhì", "La Chí", "La Ha",
    "La Hủ", "Chu Ru", "Cao Lan", "An Ninh", "Sơn Tây", "Đoàn Thanh niên",
)  # fmt: skip
"""Countries, peoples and bodies whose names begin like a person's; the units name the provinces."""

NOT_BORN = (
    "phát", "vệ", "học", "hy", "hi", "sơ", "tái", "nảy", "ký", "kí", "giáo", "môn", "y", "vô",
    "nam", "nữ", "tuyển", "tập", "cứu", "kháng", "triệt", "dưỡng", "an", "dân", "số", "trẻ", "tiệt",
)  # fmt: skip
"""Words before ``sinh`` that make something else of it than a birth."""
COUNTED = ("đồng", "đ", "vnđ", "vnd", "triệu", "tỷ", "nghìn", "người", "lượt", "trường hợp", "vụ")
"""Words after a number that make it an amount."""
