"""``tonghop status``: who reported for a period, late, held, rejected or missing, as of now."""

import argparse

from schemas.statuses import STATUSES
from tonghop.cli.consolidating import add_at, chosen_declarations
from tonghop.cli.main import CLEAN, ISSUES, Misuse
from tonghop.house import House

TOLD = {status: label[0].lower() + label[1:] for status, label in STATUSES.items()}


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2026-H1")
    add_at(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the counts, then every unit that is late, held, rejected or missing."""
    from tonghop.cli.periods import chosen_period, tell_caveats
    from tonghop.pipeline import count_unread, reporting_status

    declarations = chosen_declarations(chosen)
    period = chosen_period(declarations, chosen.period)
    house = House(chosen.data)
    if not house.warehouse.exists():
        raise Misuse(f"chưa có kho dữ liệu tại “{house.warehouse}”; chạy “tonghop ingest” trước.")
    rows = reporting_status(house, declarations, period)
    if not rows:
        raise Misuse(f"không có văn bản yêu cầu đơn vị nào báo cáo cho kỳ {period.label}.")
    if unread := count_unread(house, declarations):
        print(f"Chú ý: {unread} tệp đã nhận nhưng chưa đọc; chạy “tonghop ingest” trước.")
    print(f"{period.label}: {len(rows)} đơn vị phải gửi báo cáo.")
    for status, label in TOLD.items():
        if count := sum(row.status == status for row in rows):
            print(f"  {label}: {count}")
    tell_caveats(declarations, period)
    for row in rows:
        if row.status in ("late", "held", "rejected", "missing"):
            late = f" {row.days_late} ngày" if row.status == "late" else ""
            print(f"{row.unit_code}\t{row.unit_name}\t{TOLD[row.status]}{late}")
    return ISSUES if any(row.status in ("held", "rejected", "missing") for row in rows) else CLEAN
