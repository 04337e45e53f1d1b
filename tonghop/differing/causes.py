"""Why a figure is another one in a later edition: the causes, in the order in which they count."""

from typing import NamedTuple


class Cause(NamedTuple):
    """A cause: its column in the tables, its head in lists, its name in a sentence, its meaning."""

    name: str
    head: str
    told: str
    meaning: str


BOUNDARIES = Cause(
    "boundaries",
    "Đơn vị, địa giới",
    "thay đổi đơn vị phải báo cáo, địa giới",
    "Danh mục đơn vị phải báo cáo hoặc quan hệ kế tục giữa các đơn vị đã khác; giữa hai kỳ còn gồm "
    "câu trả lời có/không của các đơn vị nay đã nhập làm một.",
)
DECLARATIONS = Cause(
    "declarations",
    "Khai báo, công thức, phần mềm",
    "thay đổi khai báo, công thức, phần mềm",
    "Vẫn tệp ấy nhưng được đọc, kiểm tra hoặc tính theo khai báo, công thức, phần mềm khác.",
)
LATE_REPORTS = Cause(
    "late_reports",
    "Báo cáo đến sau",
    "báo cáo đến sau",
    "Bản tổng hợp trước chưa tính báo cáo nào của đơn vị; báo cáo được tính nay đến sau bản ấy.",
)
RESUBMISSIONS = Cause(
    "resubmissions",
    "Đơn vị gửi lại",
    "đơn vị gửi lại báo cáo",
    "Bản tổng hợp trước đã tính một báo cáo của đơn vị; đơn vị gửi báo cáo khác thay thế.",
)
DECISIONS = Cause(
    "decisions",
    "Quyết định xử lý",
    "quyết định xử lý",
    "Người tổng hợp tiếp nhận dù có lỗi, không tính, xác định đơn vị, sửa số liệu, thêm tên viết "
    "khác hoặc hủy quyết định cũ.",
)
COVERAGE = Cause(
    "coverage",
    "Chỉ có số liệu ở một kỳ",
    "đơn vị chỉ có số liệu ở một kỳ",
    "Đơn vị, hoặc một đơn vị tiền thân, chỉ có số liệu ở một trong hai kỳ.",
)
LIKE_FOR_LIKE = Cause(
    "like_for_like",
    "Thay đổi cùng phạm vi",
    "các đơn vị có đủ số liệu ở cả hai kỳ",
    "Thay đổi của riêng những đơn vị có đủ số liệu ở cả hai kỳ.",
)

OF_ONE_PERIOD = (BOUNDARIES, DECLARATIONS, LATE_REPORTS, RESUBMISSIONS, DECISIONS)
"""The causes between two editions of one period, each acting on what those before it left."""
OF_TWO_PERIODS = (BOUNDARIES, DECLARATIONS, COVERAGE, LIKE_FOR_LIKE)
"""The causes between editions of different periods, where every report is another one."""
BEFORE = "earlier"
"""The step before any cause."""
