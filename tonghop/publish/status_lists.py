"""Two lists of the status workbook: every issue found, every file received."""

from itertools import count

from openpyxl import Workbook

from tonghop.publish.list_sheet import Column, add_filter, add_list_sheet, write_list
from tonghop.publish.sheets import Value, write_merged
from tonghop.publish.status_content import Finding, Receipt, StatusContent

SEVERITIES = {
    "reject_file": "Lỗi (trả lại tệp)",
    "reject_line": "Lỗi (phải sửa)",
    "warn": "Cảnh báo",
}
UNPLACED = "Không xác định được đơn vị hoặc kỳ"
NONE_FOUND = "Không có lỗi, cảnh báo."
_SILENT = ("rejected", "missing")
_SUMMARY = (
    Column("STT", 6, "tt_code"),
    Column("Loại đơn vị", 44, "tt_label"),
    Column("Hạn gửi", 22, "tt_code"),
    Column("Phải gửi", 10, "pl_whole"),
    *(
        Column(label, 12 if key != "received" else 20, "pl_whole")
        for key, label in STATUSES.items()
    ),
    Column("Tỷ lệ đã gửi (%)", 12, "pl_share"),
)
_UNITS = (
    Column("STT", 6, "tt_code"),
    Column("Đơn vị", 44, "tt_label"),
    Column("Loại đơn vị", 28, "tt_label"),
    Column("Hạn gửi (trước ngày)", 14, "pl_day"),
    Column("Tình trạng", 31, "tt_code"),
    Column("Thời điểm nhận", 18, "pl_moment"),
    Column("Số ngày muộn", 9, "pl_whole"),
    Column("Tệp", 34, "tt_label"),
    Column("Số lần gửi", 9, "pl_whole"),
    Column("Số bản đã thay thế", 9, "pl_whole"),
    Column("Số lỗi", 9, "pl_whole"),
    Column("Số cảnh báo", 9, "pl_whole"),
)


def write_status(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, heading: Heading, path: Path
) -> None:
    """Write the status workbook of the heading's period. The same edition gives the same bytes."""
    content = read_status(con, declarations, heading)
    book = open_book(heading, TITLE)
    _add_summary(book, content)
    _add_units(book, content)
    _add_findings(book, content)
    _add_receipts(book, content)
    save_book(book, path)


def _add_summary(book: Workbook, content: StatusContent) -> None:
    sheet = add_list_sheet(book, content.heading, "Tổng hợp", f"{TITLE} theo loại đơn vị", _SUMMARY)
    groups = by_kind(content.units)
    rows = (
        (n, label, *_counts(units, content)) for n, (label, units) in enumerate(groups, start=1)
    )
    below = write_list(sheet, _SUMMARY, rows)
    looks = [
        "pl_total",
        "pl_total",
        "pl_total",
        *["pl_total_whole"] * (len(_SUMMARY) - 4),
        "pl_total_share",
    ]
    _, *counts = _counts(content.units, content)
    write_row(sheet, below, (None, "Tổng số", None, *counts), looks)
    note = (
        "Tỷ lệ đã gửi = số đơn vị có báo cáo được tiếp nhận (đúng hạn, gửi muộn, đã nhận) chia cho "
        "số đơn vị phải gửi. Hạn tính đến hết ngày liền trước ngày nêu trong văn bản, giờ Hà Nội; "
        "báo cáo được tiếp nhận đầu tiên quyết định đúng hạn hay muộn, gửi lại để sửa không bị "
        "tính là muộn."
    )
    write_merged(sheet, (below + 1, below + 1), (1, len(_SUMMARY)), note, "tt_note")
    sheet.row_dimensions[below + 1].height = 34


def _counts(units: Sequence[ReportingUnit], content: StatusContent) -> list[Value]:
    """Return due day, units that owe a report, units in each status, share with a report."""
    by_status: list[Value] = [sum(unit.status == status for unit in units) for status in STATUSES]
    share = Decimal(100 * sum(unit.has_report for unit in units)) / Decimal(len(units) or 1)
    rounded = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return [_due(units, content), len(units), *by_status, rounded]


def _due(units: Sequence[ReportingUnit], content: StatusContent) -> str:
    days = {content.receptions[unit.unit_code].due_before for unit in units}
    named = sorted(day for day in days if day)
    return "; ".join(f"trước {day:%d/%m/%Y}" for day in named) or "văn bản không nêu"


def _add_units(book: Workbook, content: StatusContent) -> None:
    sheet = add_list_sheet(book, content.heading, "Theo đơn vị", f"{TITLE} theo đơn vị", _UNITS)
    below = write_list(sheet, _UNITS, _unit_rows(content))
    for row, unit in enumerate(content.units, start=HEAD_ROW + 1):
        if unit.status in _SILENT:
            sheet.cell(row, 5).style = "pl_silent"
    add_filter(sheet, _UNITS, below)


def _unit_rows(content: StatusContent) -> Iterator[tuple[Value, ...]]:
    for number, unit in enumerate(content.units, start=1):
        _, due, status, *rest = content.receptions[unit.unit_code]
        days_late, received_at, file_name, *numbers = rest
        known = (received_at, days_late, file_name)
        yield (
            number,
            unit.name,
            unit.kind_label,
            due or "không nêu",
            STATUSES[status],
            *known,
            *numbers,
        )


_FINDINGS = (
    Column("STT", 6, "pl_data_centre"),
    Column("Đơn vị", 28, "pl_data_wrap"),
    Column("Kỳ", 9, "pl_data_centre"),
    Column("Tệp", 26, "pl_data_wrap"),
    Column("Mức độ", 13, "pl_data_wrap"),
    Column("Trang", 12, "pl_data_wrap"),
    Column("Ô", 7, "pl_data_centre"),
    Column("Nội dung ghi trong ô", 22, "pl_data_wrap"),
    Column("Lỗi, cảnh báo và cách sửa", 84, "pl_data_wrap"),
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
    where = (finding.sheet, finding.cell, finding.raw_text, finding.sentence)
    return number, unit, finding.period, finding.file_name, SEVERITIES[finding.severity], *where


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
    if receipt.status == "rejected":
        return "Trả lại"
    return "Được tính" if receipt.counts else "Đã có bản thay thế"
