"""``loi.md``: the catalogue of issues, with the sentences that senders read."""

from schemas.declarations import Declarations
from schemas.issues import SEVERITIES, IssueKind
from tonghop.docs import words
from tonghop.docs.markdown import bullets, code, document, table

_PLACES = (
    "`{file}` tên tệp; `{sheet}` tên trang; `{cell}` địa chỉ ô; `{raw}` nội dung đơn vị đã ghi",
    "`{line}`, `{line_code}` tên và mã chỉ tiêu; `{measure}` tên cột; `{expected}` nội dung đúng của biểu mẫu",
)
_MEANINGS = {
    "reject_file": "Không đọc được hoặc không xác định được báo cáo của ai, kỳ nào, biểu nào. Đơn vị phải "
    "gửi lại. Không có cách nào chấp nhận.",
    "reject_line": "Một ô, dòng hoặc cột sai. Báo cáo bị trả lại và không được tính cho đến khi đơn vị gửi "
    "bản sửa; báo cáo hợp lệ đã nhận trước đó vẫn được tính.",
    "warn": "Đáng xem lại nhưng vẫn tiếp nhận và tính vào số liệu.",
}


def describe_issues(declarations: Declarations) -> str:
    """Return every kind of issue, a table a severity."""
    blocks = []
    for severity in SEVERITIES:
        kinds = [kind for kind in declarations.issue_kinds if kind.severity == severity]
        blocks += [f"## {words.SEVERITIES[severity]}", _MEANINGS[severity], _table(kinds)]
    return document(
        "# Danh mục lỗi và cảnh báo",
        f"{len(declarations.issue_kinds)} loại, khai báo tại `schemas/reference/issue_kinds.csv`. Lỗi về quan "
        "hệ giữa các ô có danh mục riêng: [quy-tac.md](quy-tac.md). Chương trình nêu mọi lỗi của báo cáo, "
        "không dừng ở lỗi đầu tiên. Chỗ điền trong câu:",
        bullets(_PLACES),
        *blocks,
    )


def _table(kinds: list[IssueKind]) -> str:
    rows = [(code(kind.code), kind.title, kind.sentence) for kind in kinds]
    return table(("Mã", "Loại", "Câu báo cho đơn vị"), rows)
