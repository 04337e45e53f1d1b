"""``tonghop audit``: who ran what, when, on what, what came of it; and whether that is whole."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tonghop.cli.main import CLEAN, ISSUES, NOTHING_TO_DO, Misuse
from tonghop.house import House
from tonghop.safe_text import told as one_line

if TYPE_CHECKING:
    from tonghop.audit.log import AuditRecord
    from tonghop.audit.verifying import Fault

_EXITS = {
    0: "xong",
    1: "sự cố",
    2: "sai cách dùng",
    10: "xong, có lỗi, cảnh báo",
    11: "không có gì để làm",
}
_FAULTS = {
    "changed": "Bản ghi “{name}” đã bị sửa sau khi ghi. Đây là chỗ sai đầu tiên; các bản ghi trước "
    "đó nguyên vẹn, các bản ghi sau đó không chắc chắn.",
    "removed": "Bản ghi “{name}” đã bị xóa. Đây là chỗ sai đầu tiên; các bản ghi trước đó nguyên "
    "vẹn, các bản ghi sau đó không chắc chắn.",
    "gap": "Khi ghi “{name}” thì tệp last.json đã mất hoặc sai: có thể các bản ghi ngay trước đó "
    "đã bị xóa.",
    "runs": "Số lần nhận báo cáo theo nhật ký và thực có không khớp: {name}.",
    "decisions": "Số quyết định xử lý theo nhật ký và thực có không khớp: {name}.",
    "untold": "Bản tổng hợp {name} không được bản ghi nào nói đến.",
    "replaced": "Bản kê của bản tổng hợp {name} khác với bản kê ghi trong nhật ký.",
    "gone": "Bản tổng hợp {name} có trong nhật ký nhưng không còn trong thư mục.",
}


class Row(NamedTuple):
    """One line of the list: a command with its beginning and its end."""

    number: int
    at: str
    user: str
    machine: str
    command: str
    asked: str
    outcome: str
    details: str


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--from", dest="from_day", metavar="NGÀY", help="từ ngày này, ví dụ 2026-06-20"
    )
    parser.add_argument("--to", dest="to_day", metavar="NGÀY", help="đến hết ngày này")
    parser.add_argument("--command", dest="only", metavar="LỆNH", help="chỉ lệnh này, ví dụ sql")
    parser.add_argument("--period", metavar="KỲ", help="chỉ những gì nói đến kỳ này, ví dụ 2026-H1")
    parser.add_argument(
        "--verify",
        action="store_true",
        help="kiểm tra nhật ký còn nguyên vẹn và có nói đến mọi lần nhận, quyết định, bản tổng hợp",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="TỆP", help="ghi ra tệp .xlsx, .csv hoặc .parquet"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """List what was recorded, or tell whether the log is whole."""
    from tonghop.audit.log import read_audit
    from tonghop.audit.refusing import AuditLogError

    house = House(chosen.data)
    if chosen.verify:
        return _verify(house)
    try:
        records = read_audit(house.audit)
    except AuditLogError as error:
        raise Misuse(
            "nhật ký không còn nguyên vẹn nên không liệt kê: "
            f"{_FAULTS[error.fault].format(name=error.path.name)}"
        ) from error
    rows = [row for row in _rows(records) if _is_wanted(row, chosen)]
    if chosen.output:
        print(f"Đã ghi {_write(rows, chosen.output)} dòng vào “{chosen.output}”.")
        return CLEAN
    for row in rows:
        print(_line(row))
    if not rows:
        print("Nhật ký không có gì như vậy." if records else "Chưa có gì trong nhật ký.")
    return CLEAN if rows else NOTHING_TO_DO


def _verify(house: House) -> int:
    from tonghop.audit.log import read_audit
    from tonghop.audit.verifying import unfinished, verify_audit

    if faults := [*verify_audit(house)]:
        for fault in faults:
            print(_told(fault))
        return ISSUES
    records = read_audit(house.audit)
    print(f"Nhật ký nguyên vẹn: {len(records)} bản ghi, nối tiếp nhau không thiếu bản nào.")
    if left := len(unfinished(records)):
        print(f"{left} lệnh bị ngắt giữa chừng hoặc đang chạy nên chưa rõ kết quả.")
    return CLEAN


def _told(fault: "Fault") -> str:
    return _FAULTS[fault.kind].format(name=one_line(fault.name))


def _rows(records: "Sequence[AuditRecord]") -> Iterator[Row]:
    """Yield one row for each command, in the order in which they began."""
    ends = {record.of: record for record in records if record.of is not None}
    for record in records:
        if record.of is None:
            end = record if record.stage != "began" else ends.get(record.number)
            yield Row(
                record.number,
                record.recorded_at,
                record.user,
                record.machine,
                record.command,
                "; ".join(_asked(record.told)),
                _outcome(end.told) if end else "bị ngắt hoặc đang chạy",
                "; ".join(_details(end.told)) if end else "",
            )


def _asked(told: "dict[str, Any] | Any") -> Iterator[str]:
    labels = {
        "period": "kỳ", "unit": "đơn vị", "as_of": "đến hết ngày", "reckoned_by": "tính theo",
        "audience": "phạm vi", "at": "tổng hợp tại", "kind": "loại", "figures": "con số",
        "editions": "bản", "earlier": "bản trước", "later": "bản sau", "from_day": "từ ngày",
        "to_day": "đến ngày",
    }  # fmt: skip
    for name, label in labels.items():
        if name in told:
            value = told[name]
            yield f"{label} {', '.join(value) if isinstance(value, list) else value}"
    if "query_sha256" in told:
        yield f"câu lệnh có sha256 {told['query_sha256'][:12]}"
    if told.get("by_schedule"):
        yield "chạy theo lịch"


def _outcome(told: "dict[str, Any] | Any") -> str:
    if "failed" in told:
        return _EXITS[2] if told["failed"] == "Misuse" else f"sự cố ({told['failed']})"
    return _EXITS.get(told.get("exit", 0), f"mã {told.get('exit')}")


def _details(told: "dict[str, Any] | Any") -> Iterator[str]:
    """Yield what came of a command, as counts and sums."""
    if "received" in told:
        yield f"nhận {told['received']} tệp (lần {told['receipts_run']})"
    for name, sha256 in told.get("published", {}).items():
        yield f"bản {name}, bản kê {sha256[:12]}"
    if files := told.get("files"):
        yield f"ghi {files['count']} tệp, {files['bytes']} byte, sha256 {files['sha256'][:12]}"


def _is_wanted(row: Row, chosen: argparse.Namespace) -> bool:
    from tonghop.cli.periods import chosen_day

    on = datetime.fromisoformat(row.at).date()
    first = chosen_day(chosen.from_day) if chosen.from_day else date.min
    last = chosen_day(chosen.to_day) if chosen.to_day else date.max
    return (
        first <= on <= last
        and chosen.only in (None, row.command)
        and (not chosen.period or chosen.period in f"{row.asked} {row.details}")
    )


def _line(row: Row) -> str:
    at = f"{datetime.fromisoformat(row.at):%d/%m/%Y %H:%M:%S}"
    what = "; ".join(filter(None, (row.asked, row.outcome, row.details)))
    return one_line(f"{row.number}. {at} {row.user}@{row.machine} {row.command}: {what}.")


def _write(rows: Sequence[Row], target: Path) -> int:
    import duckdb
    import pandas as pd

    from tonghop.asking import write_answer
    from tonghop.cli.sql import FORMATS

    if target.suffix.lower() not in FORMATS:
        raise Misuse(f"chỉ ghi được tệp {', '.join(FORMATS)}; “{target.name}” có đuôi khác.")
    heads = ["so", "thoi_diem", "nguoi", "may", "lenh", "yeu_cau", "ket_qua", "chi_tiet"]
    table = pd.DataFrame(rows, columns=heads).astype({"so": "int64"})
    with duckdb.connect() as con:
        return write_answer(con.from_df(table), target)
