"""Two lists of the status workbook: every issue found, every file received."""

from itertools import count

from openpyxl import Workbook

from schemas.issues import WARNING
from schemas.statuses import PACKAGE
from tonghop.publish.sheets import Value, write_merged
from tonghop.publish.sheets.list_sheet import Column, add_filter, add_list_sheet, write_list
from tonghop.publish.status.content import Finding, Receipt, StatusContent

SEVERITIES = {
    "reject_file": "Lỗi (trả lại tệp)",
    "reject_line": "Lỗi (phải sửa)",
    "hold": "Chờ xác định",
    "warn": "Cảnh báo",
}
_UNCOUNTED = {"rejected": "Trả lại", "held": "Chờ xác định", PACKAGE: "Tệp nén, đã mở"}
UNPLACED = "Không xác định được đơn vị hoặc kỳ"
NONE_FOUND = "Không có lỗi, cảnh báo."
_FINDINGS = (
    Column("STT", 6, "pl_data_centre"),
    Column("Đơn vị", 28, "pl_data_wrap"),
    Column("Kỳ", 9, "pl_data_centre"),
    Column("Tệp", 26, "pl_data_wrap"),
    Column("Mức độ", 13, "pl_data_wrap"),
    Column("Trang", 12, "pl_data_wrap"),
    Column("Ô", 7, "pl_data_centre"),
    Column("Nội dung ghi trong ô", 22, "pl_data_wrap"),
    Column("Lỗi, cảnh báo và cách sửa", 74, "pl_data_wrap"),
    Column("Giải trình của đơn vị", 30, "pl_data_wrap"),
)
_RECEIPTS = (
    Column("STT", 6, "pl_data_centre"),
    Column("Tên tệp", 40, "pl_data_wrap"),
    Column("Thư mục", 26, "pl_data_wrap"),
    Column("Thời điểm nhận", 17, "pl_data_moment"),
    Column("Mã SHA-256 (12 ký tự đầu)", 16, "pl_data_centre"),
    Column("Đơn vị", 44, "pl_data_wrap"),
    Column("Kết quả", 22, "pl_data_wrap"),
    Column("Trùng nội dung với tệp", 40, "pl_data_wrap"),
)


def add_findings(book: Workbook, content: StatusContent) -> None:
    """List every issue of the period; those of files without unit or period stand below, apart."""
    sheet = add_list_sheet(
        book, content.heading, "Lỗi, cảnh báo", "Lỗi, cảnh báo trong báo cáo đã nhận", _FINDINGS
    )
    numbers = count(1)
    below = write_list(sheet, _FINDINGS, (_finding_row(next(numbers), f) for f in content.placed))
    add_filter(sheet, _FINDINGS, below)
    if content.unplaced:
        write_merged(sheet, (below, below), (1, len(_FINDINGS)), UNPLACED, "tt_section")
        write_list(
            sheet, _FINDINGS, (_finding_row(next(numbers), f) for f in content.unplaced), below + 1
        )
    elif not content.placed:
        write_merged(sheet, (below, below), (1, len(_FINDINGS)), NONE_FOUND, "tt_label")


def _finding_row(number: int, finding: Finding) -> tuple[Value, ...]:
    unit = finding.unit_name or finding.unit_code
    severity = SEVERITIES[finding.severity]
    if finding.severity == WARNING and finding.reason:
        severity += " (đã giải trình)"
    told = (finding.sheet, finding.cell, finding.raw_text, finding.sentence, finding.reason)
    return number, unit, finding.period, finding.file_name, severity, *told


def add_receipts(book: Workbook, content: StatusContent) -> None:
    """List every file of the period under each name it came by, and files of no known period."""
    sheet = add_list_sheet(book, content.heading, "Tệp đã nhận", "Tệp đã nhận", _RECEIPTS)
    names = {unit.unit_code: unit.name for unit in content.units}
    rows = (
        _receipt_row(n, receipt, names, content)
        for n, receipt in enumerate(content.receipts, start=1)
    )
    add_filter(sheet, _RECEIPTS, write_list(sheet, _RECEIPTS, rows))


def _receipt_row(
    number: int, receipt: Receipt, names: dict[str, str], content: StatusContent
) -> tuple[Value, ...]:
    unit = (
        names.get(receipt.unit_code, receipt.unit_code) if receipt.unit_code else "không xác định"
    )
    arrival = (receipt.file_name, receipt.folder, receipt.received_at, receipt.sha256[:12])
    return number, *arrival, unit, _result(receipt), "; ".join(content.other_names(receipt))


def _result(receipt: Receipt) -> str:
    if receipt.status in _UNCOUNTED:
        return _UNCOUNTED[receipt.status]
    if receipt.is_repeated:
        return "Trùng số liệu với bản đã nhận"
    return "Được tính" if receipt.counts else "Đã có bản thay thế"
