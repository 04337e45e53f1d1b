"""The workbook's layout, shared by template and reader: sheets, hidden codes, fields of the cover.

Column A of every sheet and one row of every form are hidden and hold codes, so that lines and
measures are found wherever they have moved. A sheet is known by the marker in its column A.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.forms import Form
from schemas.periods import Period

TEMPLATE_VERSION = "1"
COVER, NARRATIVE, CHECKS = "Bìa", "Thuyết minh", "Kiểm tra"
SOURCES = "Nguồn số liệu"
"""Of a consolidated workbook: the cells that each figure comes from."""
MARKER_PREFIX = "tonghop"
COLUMN_CODES, SECTION, COLUMN_NUMBERS = "#cot", "#muc", "#so"
NUMBER, LABEL, UNIT_OF_MEASURE = "#stt", "#nhan", "#dvt"
STRUCTURE_LABELS = {NUMBER: "Mã số", LABEL: "Chỉ tiêu", UNIT_OF_MEASURE: "Đơn vị tính"}
RETURNED_PART, SOURCES_PART = "returned", "sources"
NOT_FORMS = ("cover", "narrative", "checks", RETURNED_PART, SOURCES_PART)
"""Parts that a marker may name besides a form."""
NUMBERING_HEADS = ("STT", "TT", "Số TT", "Số thứ tự")
"""Heads of a column that only counts the rows."""
TOTAL_LABELS = ("Tổng cộng", "Tổng số", "Tổng", "Cộng", "Cộng chung", "Toàn quốc", "Toàn tỉnh")
"""Labels of a row that only adds up the others; no indicator may have one of them."""
DATE_WORDS = ("ngày", "tháng", "năm")
PAGE_WORD = "trang"
MARKER_ROWS = 30
YES, NO = "Có", "Không"
SECRECY_NONE = "Không"
SECRECY_MARKS = (SECRECY_NONE, "Mật", "Tối mật", "Tuyệt mật")
NIL_PREFIX = "nil_"
ILLUSTRATION = "SỐ LIỆU MINH HỌA"

NONE_WORDS = ("-", "không", "không có", "không phát sinh")
NOT_COLLECTED_MARKS = ("x", "…")


def _listed(words: tuple[str, ...]) -> str:
    *others, last = (f"“{word}”" for word in words)
    return f"{', '.join(others)} hoặc {last}"


CONVENTION = (
    f"Cách ghi: ghi số; ghi 0, {_listed(NONE_WORDS)} khi không có vụ việc, hoạt động; "
    f"ghi {_listed(NOT_COLLECTED_MARKS)} khi đơn vị không thu thập được số liệu; "
    "để trống là chưa báo cáo."
)
"""What the template prints and what the reader accepts, word for word."""
PRIVACY = (
    "Chỉ ghi số lượng. Không ghi họ tên, số căn cước, số điện thoại, ngày sinh "
    "của bất kỳ cá nhân nào. "
    "Không sử dụng biểu này cho nội dung thuộc danh mục bí mật nhà nước."
)


@dataclass(frozen=True, slots=True)
class CoverField:
    """A row of the cover: its hidden code, its label, and what may be entered."""

    code: str
    label: str
    is_input: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False


IDENTITY_FIELDS = (
    CoverField("unit_code", "Mã đơn vị"),
    CoverField("unit_name", "Đơn vị báo cáo"),
    CoverField("period", "Mã kỳ báo cáo"),
    CoverField("period_label", "Kỳ báo cáo"),
    CoverField("interval", "Thời gian tính số liệu"),
    CoverField("directive", "Thực hiện văn bản"),
    CoverField("recipient", "Nơi nhận báo cáo"),
    CoverField("due", "Thời hạn gửi"),
    CoverField("remark", "Ghi chú"),
)
COVER_LABELS = tuple(field.label for field in IDENTITY_FIELDS[:4])
"""The labels of unit and period: a sheet that has them all is a cover."""
ENTRY_FIELDS = (
    CoverField("secrecy", "Độ mật", is_input=True, choices=SECRECY_MARKS, required=True),
    CoverField("prepared_by", "Người lập báo cáo", is_input=True, required=True),
    CoverField("prepared_on", "Ngày lập báo cáo", is_input=True),
    CoverField("signed_by", "Thủ trưởng đơn vị", is_input=True),
)

UNDECIDING_FIELDS = frozenset(
    ("interval", "directive", "recipient", "due", "prepared_by", "prepared_on", "signed_by")
)
"""Fields of the cover of which a unit may word the label otherwise: nothing follows from them."""
WORDS_FIELDS = UNDECIDING_FIELDS | {"remark"}
"""Fields of the cover from which nothing but words is taken."""


def cover_fields(forms: Iterable[Form]) -> tuple[CoverField, ...]:
    """Return the cover's rows as printed: identity, entries, and one nil row for each form."""
    nils = (
        nil_field(form.code, f"Không phát sinh – {form.sheet.sheet}", form.sheet.title)
        for form in forms
    )
    return (*IDENTITY_FIELDS, *ENTRY_FIELDS, *nils)


def period_line(period: Period) -> str:
    """Return what every form's sheet says of its period, below its title."""
    interval = f"(số liệu từ {period.starts_on:%d/%m/%Y} đến {period.cut_off:%d/%m/%Y})"
    return f"{period.label} {interval}"


def nil_field(form_code: str, sheet: str, title: str) -> CoverField:
    """Return the cover's row that declares a whole form as "không phát sinh"."""
    return CoverField(
        f"{NIL_PREFIX}{form_code}", f"{sheet}. {title}", is_input=True, choices=(YES, NO)
    )


def marker(part: str, version: str) -> str:
    """Return the text that a sheet carries in cell A1, such as ``tonghop|PCTP2|1``."""
    return f"{MARKER_PREFIX}|{part}|{version}"


def read_marker(text: str) -> tuple[str, str] | None:
    """Return the part and version that a marker names, or ``None`` if the text is no marker."""
    prefix, _, rest = text.partition("|")
    part, _, version = rest.partition("|")
    return (part, version) if prefix == MARKER_PREFIX and part and version else None
