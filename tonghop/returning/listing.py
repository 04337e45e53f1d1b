"""What is told of one report: its heading, and a row for each issue, in the order to mend them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from schemas.dated import valid_on
from schemas.declarations import Declarations
from schemas.issues import Issue
from schemas.returned import IssueKey, key_of
from tonghop.returning.addresses import is_address, position

ERROR, UNDECIDED, WARNING = "Lỗi", "Chờ xác định", "Cảnh báo"
_LABELS = {"hold": UNDECIDED, "warn": WARNING}
HOW_TO = (
    "Cách dùng: bấm vào địa chỉ ở cột “Ô” để đến nơi cần xem. Ô có lỗi được tô màu đỏ nhạt, ô có "
    "cảnh báo được tô màu vàng; chú thích của ô nói rõ nội dung và cách ghi. Lỗi phải được sửa. "
    "Với cảnh báo, nếu số liệu sai thì sửa; nếu số liệu đúng thì ghi lý do vào cột “Giải trình”, "
    "giải trình chỉ có giá trị cho đúng số liệu đang ghi. Sửa xong, lưu và gửi lại chính tệp này, "
    "không cần xóa trang, màu và chú thích."
)
PRIVACY = (
    "Trong giải trình không ghi họ tên, số căn cước, số điện thoại, ngày sinh của cá nhân và nội "
    "dung thuộc danh mục bí mật nhà nước."
)
_UNKNOWN = "chưa xác định được"


class Row(NamedTuple):
    """One issue as the list tells it; ``title`` is what the comment on the cell begins with."""

    severity: str
    title: str
    sheet: str
    cell: str
    subject: str
    sentence: str
    raw_text: str
    reason: str
    key: IssueKey
    rejects_file: bool

    @property
    def takes_reason(self) -> bool:
        """Whether the sender may explain instead of mending."""
        return self.severity == WARNING


class Listing(NamedTuple):
    """What the list in front of a returned workbook says."""

    unit: str
    period: str
    file_name: str
    rows: tuple[Row, ...]

    @property
    def result(self) -> str:
        """How many of what, and what it means for the report."""
        told = Counter(row.severity for row in self.rows)
        explained = sum(row.takes_reason and bool(row.reason) for row in self.rows)
        counts = f"{told[ERROR]} lỗi, "
        counts += f"{told[UNDECIDED]} điểm chờ xác định, " if told[UNDECIDED] else ""
        counts += f"{told[WARNING]} cảnh báo"
        counts += f" ({explained} đã giải trình)" if explained else ""
        if told[ERROR]:
            return f"Kết quả kiểm tra: chưa hợp lệ, {counts}. Đề nghị sửa lỗi và gửi lại."
        if told[UNDECIDED]:
            return f"Kết quả kiểm tra: chờ xác định đơn vị hoặc kỳ báo cáo, {counts}."
        return f"Kết quả kiểm tra: hợp lệ, {counts}. Đề nghị xem lại các ô có cảnh báo."

    def in_order_of(self, sheets: Sequence[str]) -> "Listing":
        """Return the list with errors first, and then in the order of the workbook's sheets."""
        places = {name: number for number, name in enumerate(sheets)}

        def order(row: Row) -> tuple[bool, int, tuple[int, int]]:
            cell = position(row.cell) if is_address(row.cell) else (-1, -1)
            return row.takes_reason, places.get(row.sheet, -1), cell

        return self._replace(rows=tuple(sorted(self.rows, key=order)))


def list_issues(
    issues: Sequence[Issue],
    file_name: str,
    unit_code: str | None,
    period: str | None,
    declarations: Declarations,
) -> Listing:
    """Return the list of one report's issues, as found."""
    unit, label = unit_code or _UNKNOWN, _UNKNOWN
    if period:
        asked = declarations.period(period)
        label = f"{asked.label} (số liệu đến {asked.cut_off:%d/%m/%Y})"
        unit = _unit_name(unit_code or "", asked.cut_off, declarations) or unit
    rows = tuple(_row(issue, declarations) for issue in issues)
    return Listing(unit, label, file_name, rows)


def _unit_name(unit_code: str, day: date, declarations: Declarations) -> str:
    """Return a unit's name; empty if it had none on that day, as when it was closed."""
    names = valid_on(declarations.units.names, day)
    return next((name.name for name in names if name.unit_code == unit_code), "")


def _row(issue: Issue, declarations: Declarations) -> Row:
    kind = declarations.kind_of_issue.get(issue.code)
    names = (
        declarations.line_label(issue.line_code),
        declarations.measure_label(issue.form_code, issue.measure),
    )
    return Row(
        severity=_LABELS.get(issue.severity, ERROR),
        title=kind.title if kind else f"Số liệu chưa khớp (quy tắc {issue.code})",
        sheet=issue.sheet,
        cell=issue.cell,
        subject=" – ".join(filter(None, names)),
        sentence=issue.sentence,
        raw_text=issue.raw_text,
        reason=issue.reason,
        key=key_of(issue),
        rejects_file=issue.severity == "reject_file",
    )
